from __future__ import annotations

import json
import shutil
import subprocess
import sys

import numpy as np
import pytest

from livecoach.core.resources import sounds_folder
from livecoach.core.words.phrases import PACE_TONES, SOUND_IDS, TONES, spoken
from livecoach.errors import AudioError
from livecoach.output.audio.bank import RATE, SoundBank, sound_for
from scripts import make_sounds

SENTENCE = 38
"""A longer phrase explains how an exercise is done, before it begins; shorter ones are cues."""

FILES = sorted(sounds_folder().rglob("*.flac"))


def test_files_and_tables_are_the_same():
    manifest = json.loads((sounds_folder() / "manifest.json").read_text(encoding="utf-8"))
    phrases = {
        f"{language}/voice/{sound_id}.flac": text
        for language in make_sounds.VOICES
        for sound_id, text in spoken(language).items()
    }
    assert manifest == phrases | {f"tones/{name}.flac": "" for name in (*TONES, *PACE_TONES)}
    assert {path.relative_to(sounds_folder()).as_posix() for path in FILES} == set(manifest)


def test_the_folder_is_small():
    """6.2 MB with the phrases of the three exercises and the fault that came last; a clone carries every byte."""
    assert sum(path.stat().st_size for path in FILES) < 6.5e6


@pytest.mark.parametrize("language", make_sounds.VOICES)
@pytest.mark.parametrize("style", ["voice", "tones"])
def test_every_sound_starts_at_once_is_short_and_equally_loud(style, language):
    bank = SoundBank(style, language)
    for sound_id in SOUND_IDS:
        samples = bank.samples(sound_id)
        peak = float(np.abs(samples).max())
        onset_s = np.flatnonzero(np.abs(samples) > 0.01 * peak)[0] / RATE
        assert onset_s < 0.01, sound_id
        explains = len(spoken(language).get(sound_id, "")) > SENTENCE
        assert 0.1 < len(samples) / RATE < (8.0 if explains else 3.5), sound_id
        assert 0.1 < peak < 1.0, sound_id
        assert abs(samples[0]) < 0.01, sound_id
        assert abs(samples[-1]) < 0.01, sound_id
        loudness_db = make_sounds.loudness_db(samples.astype(float), RATE)
        assert loudness_db == pytest.approx(make_sounds.LOUDNESS_DB, abs=1.0), sound_id


def test_the_pacer_is_soft_swells_and_is_never_spoken():
    for style in ("voice", "tones"):
        bank = SoundBank(style)
        for sound_id in PACE_TONES:
            assert sound_id in bank
            samples = bank.samples(sound_id)
            loudness_db = make_sounds.loudness_db(samples.astype(float), RATE)
            assert loudness_db == pytest.approx(make_sounds.LOUDNESS_DB - make_sounds.PACE_SOFTER_DB, abs=1.0)
            assert 0.8 < len(samples) / RATE < 1.5
            assert int(np.argmax(np.abs(samples))) / len(samples) == pytest.approx(0.5, abs=0.1)


def test_fault_tones_do_not_resemble_each_other():
    bank = SoundBank("tones")
    faults = [bank.samples(name) for name in ("shoulders_down", "ribs_down", "chin_back", "confirm")]
    for i, one in enumerate(faults):
        for other in faults[:i]:
            product = np.correlate(one, other, "full")
            assert np.abs(product).max() < 0.5 * np.linalg.norm(one) * np.linalg.norm(other)


def test_a_sound_is_read_once_and_cannot_be_changed():
    bank = SoundBank()
    samples = bank.samples("good")
    assert samples.dtype == np.float32
    assert bank.samples("good") is samples
    with pytest.raises(ValueError, match="read-only"):
        samples[0] = 1.0


def test_the_style_and_the_language_choose_the_file():
    assert sound_for("good", "voice", "de").parts[-3:] == ("de", "voice", "good.flac")
    assert sound_for("good", "tones", "de").parts[-2:] == ("tones", "confirm.flac")
    assert sound_for("confirm", "voice", "en").parts[-2:] == ("tones", "confirm.flac")


@pytest.mark.parametrize("style", ["voice", "tones"])
def test_an_unknown_id_is_a_key_error(style):
    bank = SoundBank(style)
    assert "nonsense" not in bank
    with pytest.raises(KeyError, match="nonsense"):
        bank.samples("nonsense")


def test_an_unknown_style_is_refused():
    with pytest.raises(ValueError, match=r"'song'.*voice, tones"):
        SoundBank("song")


def test_a_language_without_sounds_is_spoken_in_english():
    assert (SoundBank("voice", "xx").samples("go") == SoundBank("voice", "en").samples("go")).all()


@pytest.mark.parametrize("content", [None, b"", b"fLaC is not enough"])
def test_a_missing_or_broken_file_is_named(tmp_path, content):
    if content is not None:
        path = sound_for("good", "voice", "en", tmp_path)
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    with pytest.raises(AudioError, match=r"good\.flac is missing or broken"):
        SoundBank(folder=tmp_path).samples("good")


def test_making_a_bank_loads_no_audio_library():
    code = (
        "import sys; from livecoach.output.audio import SoundBank; SoundBank('voice', 'de');"
        "print(sorted({'miniaudio', 'av'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.slow
def test_the_script_makes_the_same_sounds_again(tmp_path):
    if not shutil.which("espeak-ng"):
        pytest.skip("espeak-ng is not installed (Debian: apt install espeak-ng)")
    subprocess.run([sys.executable, make_sounds.__file__, tmp_path / "sounds"], check=True, capture_output=True)
    made = {path.name for path in (tmp_path / "sounds").rglob("*")}
    assert made == {path.name for path in sounds_folder().rglob("*")}
    for path in FILES:
        again = tmp_path / "sounds" / path.relative_to(sounds_folder())
        one, other = (SoundBank(folder=root).samples for root in (sounds_folder(), tmp_path / "sounds"))
        if again.parent.parent.name == "en":
            # Another espeak-ng may speak a little differently; the length shows that it says the same.
            assert len(one(path.stem)) == pytest.approx(len(other(path.stem)), rel=0.1)
