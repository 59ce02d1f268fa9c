"""Make every sound file of livecoach again: phrases with espeak-ng, tones with numpy, all as mono 16-bit FLAC.

    python scripts/make_sounds.py [FOLDER]

Replaces everything in FOLDER (default: the package's own sounds), so a folder that holds anything else is refused.
Needs espeak-ng on the PATH (Debian: ``apt install espeak-ng``). The same tables and the same espeak-ng give the
same bytes. ``manifest.json`` records the text behind each file, so that a changed phrase is noticed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
import wave
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
from av.codec.context import Flags

from livecoach.core.resources import sounds_folder
from livecoach.core.words.phrases import TONES, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MANIFEST = "manifest.json"
RATE = 22050  # espeak-ng's own; nothing it says lies above 11 kHz
VOICES = {"en": "en-us", "de": "de"}
WORDS_PER_MINUTE = 165
LOUDNESS_DB = -20.0
STEP = 16  # the last four bits are left zero: 57 dB below the speech, and a third smaller as FLAC
SILENCE_DB = -40.0  # below the loudest sample: what is quieter at either end is cut away

# Notes of each tone: (start Hz, end Hz, seconds). Faults differ in pitch and in direction, so that they can be told
# apart on a small loudspeaker and by somebody who hears no difference in timbre.
NOTES: dict[str, list[tuple[float, float, float]]] = {
    "shoulders_down": [(880.0, 880.0, 0.10), (587.3, 587.3, 0.14)],
    "ribs_down": [(293.7, 293.7, 0.11), (293.7, 293.7, 0.13)],
    "chin_back": [(1046.5, 1318.5, 0.18)],
    "confirm": [(523.3, 523.3, 0.08), (784.0, 784.0, 0.14)],
    "tick": [(1568.0, 1568.0, 0.12)],
    "go": [(880.0, 880.0, 0.22)],
    "notice": [(659.3, 659.3, 0.08), (659.3, 659.3, 0.08), (659.3, 659.3, 0.08)],
    "inhale": [(392.0, 587.3, 0.25)],
    "exhale": [(587.3, 392.0, 0.25)],
}
# The pacer's: long and without an edge, and far below the cues, so that a breath is led and nothing is masked.
PACE_NOTES: dict[str, tuple[float, float, float]] = {
    "pace_in": (329.6, 493.9, 1.2),
    "pace_out": (493.9, 329.6, 1.2),
}
PACE_SOFTER_DB = 10.0


def speak(text: str, language: str) -> NDArray[np.float64]:
    """Return espeak-ng's reading of ``text`` at RATE."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        command = ["espeak-ng", "-v", VOICES[language], "-s", str(WORDS_PER_MINUTE), "-w", str(path), text]
        subprocess.run(command, check=True)
        with wave.open(str(path)) as file:
            if file.getframerate() != RATE:
                raise SystemExit(f"espeak-ng wrote {file.getframerate()} Hz, not {RATE} Hz: choose another voice.")
            return np.frombuffer(file.readframes(file.getnframes()), np.int16) / 32768.0


def tone(name: str) -> NDArray[np.float64]:
    """Return the notes of one tone: two partials under a quick rise and an exponential fall."""
    notes = []
    for start_hz, end_hz, duration_s in NOTES[name]:
        t_s = np.arange(round(duration_s * RATE)) / RATE
        phase = 2 * np.pi * (start_hz * t_s + (end_hz - start_hz) * t_s**2 / (2 * duration_s))
        envelope = np.exp(-3 * t_s / duration_s) * np.minimum(t_s / 0.004, 1.0)
        notes.append((np.sin(phase) + 0.35 * np.sin(2 * phase)) * envelope)
    return np.concatenate(notes)


def swell(start_hz: float, end_hz: float, duration_s: float) -> NDArray[np.float64]:
    """Return a pure tone that glides, swells and fades."""
    t_s = np.arange(round(duration_s * RATE)) / RATE
    phase = 2 * np.pi * (start_hz * t_s + (end_hz - start_hz) * t_s**2 / (2 * duration_s))
    return np.asarray(np.sin(phase) * np.sin(np.pi * t_s / duration_s) ** 2, np.float64)


def trim(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cut the silence away at both ends."""
    loud = np.flatnonzero(np.abs(samples) > np.abs(samples).max() * 10 ** (SILENCE_DB / 20))
    return samples[max(loud[0] - round(0.002 * RATE), 0) : loud[-1] + round(0.02 * RATE)]


def loudness_db(samples: NDArray[np.float64], rate: int = RATE) -> float:
    """Return the loudness of the sounding parts: K-weighting (ITU-R BS.1770-5), gated 10 dB below the mean."""
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(2 * len(samples)) * rate / 48000)  # the filters are given at 48 kHz
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    weighted = np.fft.irfft(np.fft.rfft(samples, 2 * len(samples)) * shelf * high_pass)[: len(samples)]
    block = round(0.02 * rate)
    power = np.mean(weighted[: len(weighted) // block * block].reshape(-1, block) ** 2, axis=1)
    return float(10 * np.log10(power[power > power.mean() / 10].mean()))


def finish(samples: NDArray[np.float64], softer_db: float = 0.0) -> NDArray[np.int16]:
    """Bring a sound to the common loudness and fade its ends; an overshoot is refused, never clipped."""
    level = samples * 10 ** ((LOUDNESS_DB - softer_db - loudness_db(samples)) / 20)
    rise, fall = round(0.002 * RATE), round(0.012 * RATE)
    level[:rise] *= np.linspace(0, 1, rise)
    level[-fall:] *= np.linspace(1, 0, fall)
    if np.abs(level).max() > 0.98:
        raise SystemExit(f"A sound peaks at {np.abs(level).max():.2f} of full scale: lower LOUDNESS_DB.")
    return (np.round(level * 32767 / STEP) * STEP).astype(np.int16)


def write_flac(path: Path, samples: NDArray[np.int16]) -> None:
    """Write one mono FLAC file without dates or version strings."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"fflags": "+bitexact", "metadata_header_padding": "0"}
    with av.open(str(path), "w", format="flac", options=options) as container:
        stream = container.add_stream("flac", rate=RATE, layout="mono", options={"compression_level": "8"})
        stream.codec_context.flags |= Flags.bitexact
        stream.codec_context.format = "s16"
        stream.codec_context.open()
        size = stream.codec_context.frame_size
        edges = [*range(0, len(samples), size), len(samples)]
        for start, stop in pairwise(edges):
            frame = av.AudioFrame.from_ndarray(samples[None, start:stop], format="s16", layout="mono")
            frame.sample_rate = RATE
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def check_folder(folder: Path) -> None:
    """Refuse what is no folder of sounds, and not empty: everything in it is going to be removed."""
    if folder.exists() and not folder.is_dir():
        raise SystemExit(f"{folder} is no folder: choose another one.")
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise SystemExit(
            f"{folder} holds something other than sounds (no {MANIFEST}): choose an empty or a new folder."
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Write all sounds and the manifest, after removing what was there."""
    parser = argparse.ArgumentParser(
        description="Make every sound file again; everything that was in the folder is removed.", allow_abbrev=False
    )
    parser.add_argument("folder", nargs="?", type=Path, default=sounds_folder(), metavar="FOLDER", help="%(default)s")
    folder: Path = parser.parse_args(arguments).folder
    check_folder(folder)
    if not shutil.which("espeak-ng"):
        raise SystemExit("espeak-ng is not installed: install it (Debian: apt install espeak-ng) and run this again.")
    if folder.exists():
        shutil.rmtree(folder)
    manifest: dict[str, str] = {}
    for language in VOICES:
        for sound_id, text in spoken(language).items():
            name = f"{language}/voice/{sound_id}.flac"
            write_flac(folder / name, finish(trim(speak(text, language))))
            manifest[name] = text
    for name in TONES:
        write_flac(folder / f"tones/{name}.flac", finish(trim(tone(name))))
        manifest[f"tones/{name}.flac"] = ""
    for name, notes in PACE_NOTES.items():
        write_flac(folder / f"tones/{name}.flac", finish(trim(swell(*notes)), PACE_SOFTER_DB))
        manifest[f"tones/{name}.flac"] = ""
    text = json.dumps(dict(sorted(manifest.items())), ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in folder.rglob("*.flac"))
    print(f"{len(manifest)} sounds, {size / 1e6:.2f} MB, in {folder}")


if __name__ == "__main__":
    main()
