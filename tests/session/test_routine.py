"""A whole routine of rendered people with the real model; the screen and the loudspeaker alone are left out."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from livecoach.config.plan import parse_plan
from livecoach.core.resources import demo_clip
from livecoach.core.routine import Ending, RoutineStage
from livecoach.exercises.catalogue import EXERCISES
from livecoach.out.audio import SoundBank
from livecoach.out.diary import Diary
from livecoach.out.window import NullWindow
from livecoach.render.privacy import Privacy
from livecoach.session.interrupts import Held
from livecoach.session.routine import Routine, free_folder, introductions, usual_doses
from livecoach.session.setup import chosen_profile
from livecoach.session.studio import Studio
from tests.support.rehearsal import FPS, ListeningSink, Rehearsal, pictures

if TYPE_CHECKING:
    from pathlib import Path

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

on_the_floor = pytest.mark.skipif(
    not {"hip_lift_90_90", "all_four_reach"} <= set(EXERCISES), reason="needs the exercises on the floor"
)


def how(exercise: str) -> tuple[str, ...]:
    return EXERCISES[exercise].how


def test_the_camera_is_spoken_of_where_the_routine_begins_and_when_it_moves():
    plan = parse_plan('[[exercise]]\nname = "pit_pull"\n' * 3, "x", usual_doses())
    words = introductions(plan, 1)
    assert ["camera_chest" in one for one in words] == [True, True, False]
    assert all(one[0] == "pit_pull" for one in words)
    assert set(EXERCISES["pit_pull"].how) <= set(words[2])


def test_files_of_before_are_never_in_the_way(tmp_path: Path):
    assert free_folder(tmp_path / "1-x") == tmp_path / "1-x"
    (tmp_path / "1-x").mkdir()
    (tmp_path / "1-x-2").mkdir()
    assert free_folder(tmp_path / "1-x") == tmp_path / "1-x-3"


@dataclass(frozen=True, slots=True)
class Led:
    folder: Path
    heard: list[str]
    results: tuple[ItemResult, ...]
    diary: list[str]


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Led:
    folder = tmp_path_factory.mktemp("routine")
    plan = parse_plan(PLAN, "plan", usual_doses())
    # A second of the demo's still beginning is worth three: it holds no more.
    still, *moving = pictures(demo_clip())
    clips = [
        pictures(shared / "truth/hip_lift/hl00_side.mp4"),
        pictures(shared / "truth/all_four/qa00_side.mp4"),
        (*[still] * round(4 * FPS), *moving),
    ]
    sink = ListeningSink()
    studio = Studio(NullWindow(), sink, SoundBank(), Held(), mirror=False, privacy=Privacy.OFF)
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
