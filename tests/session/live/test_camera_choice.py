"""Which camera: answered by key, mouse or time, remembered, and not asked where there is nothing to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from livecoach.core.commands import PICKS, Action, Pointer, PointerMove
from livecoach.core.resources import demo_clip
from livecoach.errors import SourceError
from livecoach.output.window import NullWindow
from livecoach.render.screens.camera_chooser import tile_rects
from livecoach.session.interrupts import held_interrupts
from livecoach.session.live.camera_choice import (
    AS_LAST_TIME_S,
    CameraChoice,
    Question,
    chosen_camera,
    remember,
    remembered,
)

if TYPE_CHECKING:
    from pathlib import Path

    from livecoach.core.commands import Heard

FRONT, SIDE, OTHER = CameraChoice("0", "Front"), CameraChoice("2", "Side"), CameraChoice("4", "Front")


@pytest.mark.parametrize(
    ("heard", "answer"),
    [
        ((PICKS[2],), 2),
        ((Action.ENTER,), 0),
        ((Action.RIGHT, Action.DOWN, Action.ENTER), 3),
        ((Action.DOWN, Action.UP, Action.LEFT, Action.ENTER), 0),
        ((Pointer(PointerMove.PRESSED, *tile_rects(4)[1].middle),), 1),
        ((PICKS[8],), None),
        ((Action.HELP, Action.RIGHT), None),
        ((Pointer(PointerMove.PRESSED, 1, 1), Pointer(PointerMove.RELEASED, *tile_rects(4)[1].middle)), None),
    ],
)
def test_keys_and_mouse_answer(heard: tuple[Heard, ...], answer: int | None) -> None:
    question = Question(4, None, 0.0)
    for one in heard:
        question.hear(one)
    assert question.answer(1e6) == answer


def test_the_camera_of_last_time_is_taken_by_itself_unless_a_key_stops_that() -> None:
    question = Question(4, 2, 10.0)
    assert question.answer(10.0 + AS_LAST_TIME_S - 0.1) is None
    assert question.answer(10.0 + AS_LAST_TIME_S) == 2
    question.hear(Action.LEFT)
    assert question.left_s(12.0) is None
    assert question.answer(1e6) is None


@pytest.mark.parametrize("key", [Action.QUIT, Action.BACK])
def test_who_wants_none_is_told_how_to_name_one(key: Action) -> None:
    with pytest.raises(SourceError, match="--source"):
        Question(2, None, 0.0).hear(key)


def test_a_choice_is_found_again_by_name_and_number_or_by_a_name_that_only_one_has(tmp_path: Path) -> None:
    kept = tmp_path / "somewhere" / "camera.json"
    assert remembered((FRONT, SIDE), kept) is None
    remember(SIDE, kept)
    assert remembered((FRONT, SIDE, OTHER), kept) == 1
    assert remembered((FRONT, CameraChoice("7", "Side")), kept) == 1
    assert remembered((FRONT, OTHER), kept) is None
    remember(OTHER, kept)
    assert remembered((FRONT, SIDE, OTHER), kept) == 2
    assert remembered((FRONT, CameraChoice("5", "Front")), kept) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"source": 3}', "\u00ff"])
def test_a_damaged_memory_is_no_memory(tmp_path: Path, text: str) -> None:
    kept = tmp_path / "camera.json"
    kept.write_text(text, encoding="utf-8")
    assert remembered((FRONT, SIDE), kept) is None


def test_a_memory_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    remember(SIDE, tmp_path / "file" / "camera.json")


def test_one_source_is_taken_without_a_question_and_the_window_says_that_it_starts() -> None:
    class Watched(NullWindow):
        shown = 0

        def show(self, image: object) -> None:
            self.shown += 1

    screen = Watched()
    with held_interrupts() as held:
        assert chosen_camera(("clip.mp4",), screen, "en", held, asking=True) == "clip.mp4"
    assert screen.shown == 1


def test_without_a_window_the_first_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with held_interrupts() as held:
        assert chosen_camera(("a.mp4", "b.mp4"), NullWindow(), "en", held, asking=False) == "a.mp4"


def test_the_asked_person_sees_all_and_the_answer_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pressing(NullWindow):
        """Presses 2 at the tenth picture."""

        shown = 0

        def show(self, image: object) -> None:
            self.shown += 1

        def poll(self) -> tuple[Heard, ...]:
            return (PICKS[1],) if self.shown == 10 else ()

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    gone = str(tmp_path / "gone.mp4")
    with held_interrupts() as held:
        assert chosen_camera((gone, str(demo_clip())), Pressing(), "de", held, asking=True) == str(demo_clip())
    assert (tmp_path / "livecoach" / "camera.json").is_file()
