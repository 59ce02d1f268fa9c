"""The contract that every sink keeps, whatever plays behind it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading

import pytest

from livecoach.errors import AudioError
from livecoach.output.audio import SilentSink, SoundBank, open_audio
from livecoach.output.audio.sink import MUTED

NO_SOUND_ENV = {"PULSE_SERVER": "unix:/nonexistent/pulse", "XDG_RUNTIME_DIR": "/nonexistent"}
CAPTURED = {"capture_output": True, "text": True, "timeout": 60}


# The optional extra has no wheel for Linux and crashes from Python 3.12 on: it is tested where it is installed.
OPTIONAL = ("simpleaudio",) if sys.version_info < (3, 12) and importlib.util.find_spec("simpleaudio") else ()


@pytest.fixture(params=["none", "miniaudio", *OPTIONAL])
def backend(request, pulse):
    return request.param


@pytest.mark.e2e
class TestContract:
    def test_plays_cancels_and_closes_twice(self, backend):
        threads = set(threading.enumerate())
        sink = open_audio(backend, SoundBank(), 0.5)
        assert sink.volume == 0.5
        assert backend in sink.name
        assert not sink.muted
        for sound_id in ("good", "rep_3", "tick"):
            sink.play(sound_id)
        sink.cancel()
        sink.close()
        sink.close()
        sink.play("good")
        sink.cancel()
        assert set(threading.enumerate()) == threads

    def test_mute_is_a_note(self, backend):
        with open_audio(backend, SoundBank()) as sink:
            before = sink.note
            sink.muted = True
            assert sink.note == (before or MUTED)
            sink.play("good")
            sink.muted = False
            assert sink.note == before

    def test_an_unknown_sound_does_not_raise(self, backend):
        with open_audio(backend, SoundBank()) as sink:
            before = sink.note
            sink.play("nonsense")
            assert sink.note == (before or "There is no sound 'nonsense'")
            sink.play("good")
            assert sink.note == before

    def test_a_missing_file_does_not_raise(self, backend, tmp_path):
        with open_audio(backend, SoundBank(folder=tmp_path)) as sink:
            sink.play("good")
            assert "good.flac is missing" in sink.note or backend == "none"

    def test_an_error_inside_still_closes(self, backend):
        threads = set(threading.enumerate())
        with pytest.raises(ZeroDivisionError), open_audio(backend, SoundBank()):
            raise ZeroDivisionError
        assert set(threading.enumerate()) == threads


def test_sound_turned_off_says_so():
    sink = open_audio("none", SoundBank())
    assert isinstance(sink, SilentSink)
    assert sink.note == "Sound is turned off"


def test_an_unknown_backend_is_refused():
    with pytest.raises(ValueError, match=r"'pygame'.*auto, miniaudio, simpleaudio, none"):
        open_audio("pygame", SoundBank())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a sound device cannot be taken away by the environment")
@pytest.mark.parametrize(
    ("backend", "wanted"),
    [
        ("auto", f"note: {'No sound device: cues are only shown'}"),
        ("miniaudio", "error: miniaudio finds no sound device"),
    ],
)
def test_without_a_device(backend, wanted, tmp_path):
    # A card of its own would still be found through ALSA, so its configuration is emptied too.
    (tmp_path / "asound.conf").write_text("")
    code = (
        "import sys; from livecoach.output.audio import *; from livecoach.errors import AudioError\n"
        "try: print('note:', open_audio(sys.argv[1], SoundBank()).note)\n"
        "except AudioError as error: print('error:', error)"
    )
    env = os.environ | NO_SOUND_ENV | {"ALSA_CONFIG_PATH": str(tmp_path / "asound.conf")}
    done = subprocess.run([sys.executable, "-c", code, backend], env=env, check=False, **CAPTURED)
    assert done.stdout.startswith(wanted)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="ALSA is Linux's")
def test_a_machine_without_a_sound_card_prints_nothing():
    code = "from livecoach.output.audio import *; open_audio('auto', SoundBank()).close()"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | NO_SOUND_ENV, check=False, **CAPTURED)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_simpleaudio_is_refused_in_one_sentence_where_it_cannot_be_used():
    if sys.version_info < (3, 12) and importlib.util.find_spec("simpleaudio"):
        pytest.skip("simpleaudio is installed")
    reason = "crashes Python" if sys.version_info >= (3, 12) else "is not installed"
    with pytest.raises(AudioError, match=f"simpleaudio {reason}.*choose --audio miniaudio"):
        open_audio("simpleaudio", SoundBank())
