"""A whole routine of rendered people with the real model; the screen and the loudspeaker alone are left out."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import cv2
import pytest

from livecoach.capture.open import open_source
from livecoach.config.plan import parse_plan
from livecoach.core.commands import Action
from livecoach.core.resources import demo_clip
from livecoach.core.routine import Ending, RoutineStage
from livecoach.exercises.catalogue import exercises
from livecoach.output.audio import SoundBank
from livecoach.output.diary import Diary
from livecoach.output.window import NullWindow
from livecoach.render.privacy import Privacy
from livecoach.session.factory import chosen_profile
from livecoach.session.interrupts import DeferredSignals
from livecoach.session.live.devices import LiveDevices
from livecoach.session.routine.exercises import KnownExercises, introductions
from livecoach.session.routine.session import Routine
from tests.conftest import ROOT
from tests.support.passerby import joined_by_somebody
from tests.support.rehearsal import FPS, ListeningSink, Rehearsal, pictures

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.commands import Heard
    from livecoach.core.geometry import Box
    from livecoach.core.routine import ItemResult

PLAN = """\
name = "test"
[[exercise]]
name = "hip_lift_90_90"
breaths = 2
rest_s = 3
[[exercise]]
name = "all_four_reach"
breaths = 2
rest_s = 3
[[exercise]]
name = "pit_pull"
reps = 1
"""
LONGEST = round(300 * FPS)
FLOOR = ROOT / "tests/data/floor"

on_the_floor = pytest.mark.skipif(
    not {"hip_lift_90_90", "all_four_reach"} <= set(exercises()), reason="needs the exercises on the floor"
)


def how(exercise: str) -> tuple[str, ...]:
    return exercises()[exercise].how


def test_the_camera_is_spoken_of_where_the_routine_begins_and_when_it_moves():
    words = introductions([exercises()["pit_pull"]] * 3, 1, "en")
    assert ["camera_chest" in one for one in words] == [True, True, False]
    assert all(one[0] == "pit_pull" for one in words)
    assert set(exercises()["pit_pull"].how) <= set(words[2])


class Watched(NullWindow):
    """A screen that knows what is marked on the pictures, and leaves once somebody who is not judged is."""

    def __init__(self) -> None:
        self.routine: Routine | None = None
        self.marked_px: Box | None = None

    def show(self, image: NDArray[np.uint8]) -> None:
        assert self.routine is not None
        assert self.routine.loop is not None
        self.marked_px = self.routine.loop.state.status.bystander_px

    def poll(self) -> tuple[Heard, ...]:
        return (Action.QUIT,) if self.marked_px is not None else ()


@pytest.mark.parametrize(
    ("exercise", "clip"), [("hip_lift_90_90", FLOOR / "hl_clean_a.mp4"), ("pit_pull", demo_clip())]
)
def test_somebody_beside_is_marked_in_a_routine(tmp_path: Path, exercise: str, clip: Path):
    with open_source(str(clip)) as opened:
        first = opened.read()
    assert first is not None
    pictures = (first.image_bgr, joined_by_somebody(first.image_bgr))
    alone, joined = (cv2.imencode(".jpg", picture)[1].tobytes() for picture in pictures)
    plan = parse_plan(f'name = "test"\n[[exercise]]\nname = "{exercise}"\n', "plan", KnownExercises().usual())
    screen = Watched()
    studio = LiveDevices(screen, ListeningSink(), SoundBank(), DeferredSignals(), mirror=False, privacy=Privacy.OFF)
    diary = Diary(tmp_path / "diary.jsonl", plan, date(2026, 1, 31))
    chosen = chosen_profile(None, {"model.name": "lite"})
    routine = screen.routine = Routine(plan, diary, diary.open(), studio, tmp_path / "out", chosen)
    frames = iter(range(round(90 * FPS)))

    def seen() -> bool:
        last = routine.loop.last if routine.loop is not None else None
        return last is not None and last.sighting.pose is not None

    # Who is alone at first is the one who is coached.
    clip_of_both = [alone] * round(FPS) + [joined]
    source = Rehearsal([clip_of_both], lambda: (0, seen()), lambda: next(frames, None) is None)
    with ExitStack() as stack:
        routine.run(lambda: source, stack)
    assert screen.marked_px is not None
    left, _, right, _ = screen.marked_px
    assert left < 0.05 * first.size_px[0]
    assert right < 0.5 * first.size_px[0]


@dataclass(frozen=True, slots=True)
class Led:
    folder: Path
    heard: list[str]
    results: tuple[ItemResult, ...]
    diary: list[str]


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Led:
    folder = tmp_path_factory.mktemp("routine")
    plan = parse_plan(PLAN, "plan", KnownExercises().usual())
    # A second of the demo's still beginning is worth three: it holds no more.
    still, *moving = pictures(demo_clip())
    clips = [
        pictures(shared / "truth/hip_lift/hl00_side.mp4"),
        pictures(shared / "truth/all_four/qa00_side.mp4"),
        (*[still] * round(4 * FPS), *moving),
    ]
    sink = ListeningSink()
    studio = LiveDevices(NullWindow(), sink, SoundBank(), DeferredSignals(), mirror=False, privacy=Privacy.OFF)
    diary = Diary(folder / "diary.jsonl", plan, date(2026, 1, 31))
    routine = Routine(plan, diary, diary.open(), studio, folder / "out", chosen_profile(None, {}))
    flow = routine.flow
    frames = iter(range(LONGEST))

    def over() -> bool:
        return next(frames, None) is None or (flow.stage is RoutineStage.FINISHED and flow.over)

    source = Rehearsal(clips, lambda: (flow.index, flow.stage is RoutineStage.EXERCISE), over)
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(folder / "home"))
        routine.run(lambda: source, stack)
    kinds = [json.loads(line)["type"] for line in (folder / "diary.jsonl").read_text("utf-8").splitlines()]
    return Led(folder / "out", sink.heard, flow.results, kinds)


@pytest.mark.slow
@on_the_floor
def test_every_exercise_is_done_in_order_to_its_number(led: Led):
    assert [(one.index, one.ending, one.count) for one in led.results] == [
        (0, Ending.DONE, 2),
        (1, Ending.DONE, 2),
        (2, Ending.DONE, 1),
    ]
    assert led.diary == ["begin", "item", "item", "item", "end"]
    assert sorted(path.name for path in led.folder.iterdir()) == ["1-hip_lift_90_90", "2-all_four_reach", "3-pit_pull"]


@pytest.mark.slow
@on_the_floor
def test_the_slow_pull_is_kept_for_the_next_day_and_nothing_of_a_hold(led: Led):
    kept = led.folder.parent / "home" / "calibrations" / "default"
    assert [path.name for path in kept.iterdir()] == ["pit_pull"]
    assert len(list(kept.rglob("*.npz"))) == 1


@pytest.mark.slow
@on_the_floor
def test_each_how_to_is_said_before_its_exercise_and_the_end_at_the_end(led: Led):
    wanted = ["day_1_of_10", "hip_lift_90_90", "camera_floor", *how("hip_lift_90_90"), "breath_2"]
    wanted += ["all_four_reach", *how("all_four_reach"), "breath_2"]
    wanted += ["pit_pull", "camera_chest", *how("pit_pull"), "hold_still", "calibrating", "go"]
    wanted += ["routine_done", "day_1_of_10"]
    rest = iter(led.heard)
    missing = [sound for sound in wanted if sound not in rest]
    assert not missing, " ".join(led.heard)
