from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import av
import numpy as np
import pytest

from livecoach.core.types import Event, Frame, Grade, PoseObservation, Step, TrackState
from livecoach.errors import OutputError
from livecoach.output.audio.bank import SoundBank
from livecoach.session.recording import recordings as takes_module
from livecoach.session.recording.recordings import RESERVE_MB, Recordings, raw_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

FPS = 25.0


class Begun(NamedTuple):
    """What a listener was told."""

    name: str
    start_s: float
    raw: bool


class Listener(list[Begun]):
    """Keeps what it hears."""

    def recording(self, path: Path, start_s: float, *, raw: bool) -> None:
        self.append(Begun(path.name, start_s, raw))


def _noise(size: tuple[int, int] = (320, 240)) -> Iterator[NDArray[np.uint8]]:
    generator = np.random.default_rng(3)
    while True:
        yield generator.integers(0, 256, (size[1], size[0], 3), np.uint8)


def _step(index: int, image: NDArray[np.uint8]) -> Step:
    return Step(Frame(index, 5.0 + index / FPS, image), PoseObservation(None, TrackState.OK))


def _takes(folder: Path, listener: Listener, **settings: float | bool) -> Recordings:
    return Recordings(folder / "set.mp4", folder, SoundBank(), FPS, listener=listener, **settings)  # type: ignore[arg-type]


def _fill(takes: Recordings, indices: range) -> None:
    """Write noise, which no encoder can make small."""
    for index, image in zip(indices, _noise(), strict=False):
        takes.write(image, _step(index, image))


def _frames(path: Path) -> list[NDArray[np.uint8]]:
    with av.open(str(path)) as clip:
        return [np.asarray(frame.to_ndarray(format="bgr24"), np.uint8) for frame in clip.decode(video=0)]


def test_the_cameras_own_pictures_are_recorded_beside_the_drawn_ones(tmp_path: Path) -> None:
    listener = Listener()
    takes = _takes(tmp_path, listener, raw=True)
    plain, drawn = np.full((240, 320, 3), 40, np.uint8), np.full((240, 320, 3), 200, np.uint8)
    for index in range(10):
        takes.write(drawn, _step(index, plain))
    assert takes.length_s(5.4) == pytest.approx(0.4)
    takes.stop()
    assert listener == [Begun("set.mp4", 5.0, False), Begun("set-raw.mp4", 5.0, True)]
    for path, level in ((tmp_path / "set.mp4", 200), (raw_path(tmp_path / "set.mp4"), 40)):
        frames = _frames(path)
        assert len(frames) == 10
        assert abs(float(frames[0].mean()) - level) < 4
    with av.open(str(raw_path(tmp_path / "set.mp4"))) as clip:
        assert not clip.streams.audio


def test_a_recording_that_reaches_its_size_ends_with_a_word_and_can_be_seen(tmp_path: Path) -> None:
    takes = _takes(tmp_path, Listener(), max_mb=0.5)
    with pytest.raises(OutputError, match=r"stopped at 0 MB.*recording\.max_mb") as stopped:
        _fill(takes, range(2000))
    assert "\n" not in str(stopped.value)
    assert not takes.running
    _fill(takes, range(2001, 2002))
    assert (tmp_path / "set.mp4").stat().st_size > 400_000
    assert _frames(tmp_path / "set.mp4")


def test_the_size_counts_for_all_takes_of_a_session_together(tmp_path: Path) -> None:
    takes = _takes(tmp_path, Listener(), max_mb=0.3)
    with pytest.raises(OutputError, match=r"recording\.max_mb"):
        _fill(takes, range(2000))
    takes.toggle()
    with pytest.raises(OutputError, match=r"recording\.max_mb"):
        _fill(takes, range(2002, 2100))


def test_a_disk_that_is_nearly_full_ends_the_recording_not_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes = _takes(tmp_path, Listener())
    image = next(_noise())
    takes.write(image, _step(0, image))
    usage = shutil.disk_usage(tmp_path)
    nearly_full = usage._replace(free=int((RESERVE_MB - 1) * 1e6))
    monkeypatch.setattr(takes_module.shutil, "disk_usage", lambda _: nearly_full)
    with pytest.raises(OutputError, match="only 199 MB are free on the disk"):
        takes.write(image, replace(_step(1, image), frame=Frame(1, 7.0, image)))
    assert not takes.running
    assert len(_frames(tmp_path / "set.mp4")) == 2


def test_later_takes_avoid_names_that_are_taken(tmp_path: Path) -> None:
    (tmp_path / "take-1-raw.mp4").write_bytes(b"")
    listener = Listener()
    takes = Recordings(None, tmp_path, SoundBank(), FPS, listener=listener)
    takes.toggle()
    image = next(_noise())
    takes.write(image, _step(0, image))
    takes.toggle()
    assert not takes.running
    assert listener == [Begun("take-2.mp4", 5.0, False)]


@pytest.mark.parametrize(("language", "title"), [("en", "Arched back, rep 2"), ("de", "Hohlkreuz, Zug 2")])
def test_the_chapters_of_a_recording_are_named_in_the_language_of_its_sounds(
    tmp_path: Path, language: str, title: str
) -> None:
    takes = Recordings(tmp_path / "set.mp4", tmp_path, SoundBank("tones", language), FPS, listener=Listener(), raw=True)
    arch = Event("lumbar_extension", 5.2, 5.6, 9.0, 5.4, 5.5, "deg", Grade.MILD, 2)
    for index, image in zip(range(30), _noise(), strict=False):
        takes.write(image, replace(_step(index, image), closed=(arch,) if index == 20 else ()))
    takes.stop()
    for path in (tmp_path / "set.mp4", raw_path(tmp_path / "set.mp4")):
        with av.open(str(path)) as clip:
            assert title in [chapter["metadata"]["title"] for chapter in clip.chapters()]
