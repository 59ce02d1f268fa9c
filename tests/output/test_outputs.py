"""The contract of every output that is open while a session runs: the log and the clip, silent or with sound.

What plays cues has its own, ``audio/test_sink.py``.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

import av
import numpy as np
import pytest

from livecoach.errors import OutputError
from livecoach.output.audio.bank import SoundBank
from livecoach.output.clip.clip_writer import ClipWriter
from livecoach.output.log.log_reader import read_log
from livecoach.output.log.log_writer import SessionLog
from tests.output.sessions import header, step

if TYPE_CHECKING:
    from pathlib import Path

FRAMES = 25


class Output(Protocol):
    """One kind of output: how it is opened, fed with frame ``index``, closed, and read again."""

    name: str

    def __init__(self, path: Path) -> None: ...
    def take(self, index: int) -> None: ...
    def close(self) -> None: ...
    @staticmethod
    def frames(path: Path) -> int: ...


class Log:
    """The session's log."""

    name = "session.jsonl"

    def __init__(self, path: Path) -> None:
        self._log = SessionLog(path)
        header(self._log)

    def take(self, index: int) -> None:
        self._log.step(step(index))

    def close(self) -> None:
        self._log.close()

    @staticmethod
    def frames(path: Path) -> int:
        return len(read_log(path).frames)


class Clip:
    """The annotated clip without sound."""

    name = "clip.mp4"
    sounding = False

    def __init__(self, path: Path) -> None:
        self._clip = ClipWriter(path, (64, 48), with_sound=self.sounding, bank=SoundBank())

    def take(self, index: int) -> None:
        self._clip.write(np.full((48, 64, 3), 100, np.uint8), index / 25.0)
        self._clip.sound("tick", index / 25.0)

    def close(self) -> None:
        self._clip.close()

    @staticmethod
    def frames(path: Path) -> int:
        with av.open(str(path)) as container:
            return sum(1 for _ in container.decode(video=0))


class SoundingClip(Clip):
    """The annotated clip with its cues."""

    sounding = True


@pytest.fixture(params=[Log, Clip, SoundingClip])
def kind(request: pytest.FixtureRequest) -> type[Output]:
    chosen: type[Output] = request.param
    return chosen


def test_every_frame_that_it_took_is_in_the_file_and_no_other_file_is_left(kind: type[Output], tmp_path: Path):
    output = kind(tmp_path / kind.name)
    for index in range(FRAMES):
        output.take(index)
    output.close()
    assert [path.name for path in tmp_path.iterdir()] == [kind.name]
    assert kind.frames(tmp_path / kind.name) == FRAMES


def test_closing_twice_changes_nothing_and_leaves_no_thread(kind: type[Output], tmp_path: Path):
    before = set(threading.enumerate())
    output = kind(tmp_path / kind.name)
    output.take(0)
    output.close()
    written = (tmp_path / kind.name).read_bytes()
    output.close()
    assert (tmp_path / kind.name).read_bytes() == written
    assert set(threading.enumerate()) == before


def test_a_file_that_is_there_is_refused_in_one_sentence_and_stays_as_it_was(kind: type[Output], tmp_path: Path):
    (tmp_path / kind.name).write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError) as refused:
        kind(tmp_path / kind.name)
    assert_sentence(refused.value)
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["mine"]


def test_a_folder_that_is_not_there_is_refused_in_one_sentence(kind: type[Output], tmp_path: Path):
    with pytest.raises(OutputError) as refused:
        kind(tmp_path / "nowhere" / kind.name)
    assert_sentence(refused.value)
    assert list(tmp_path.iterdir()) == []


def assert_sentence(error: OutputError) -> None:
    assert "\n" not in str(error)
    assert str(error).endswith(".")
