"""A whole set: each clip read once, judged by one profile or by many, in several processes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from livecoach.errors import LivecoachError
from livecoach.evaluate.processes import in_processes
from livecoach.evaluate.pulls.fault_onsets import crossings_s
from livecoach.evaluate.pulls.match import ClipResult, compare
from livecoach.evaluate.pulls.verdict import RememberingMeter, verdict_of
from livecoach.evaluate.tracked_clip import TrackingSetup, tracked_clip
from livecoach.exercises.catalogue import exercise_named
from livecoach.session.factory import new_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from livecoach.config.schema import Profile
    from livecoach.evaluate.labelled_clip import LabelledClip


@dataclass(frozen=True, slots=True)
class Task:
    """One clip, the models and the profile to read it with (the networks need one), and the profiles to judge it by."""

    clip: LabelledClip
    setup: TrackingSetup
    exercise: str
    seen_by: Profile
    profiles: tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """One clip's results, one for each profile; ``error`` says in a sentence why there are none.

    ``by_eye``: whether the networks took part, or the landmarks judged alone.
    """

    clip: str
    results: tuple[ClipResult, ...]
    by_eye: bool = False
    error: str = ""


def judge(task: Task) -> Done:
    """Judge one clip; for a clip that cannot be judged, return the sentence that says why."""
    exercise = exercise_named(task.exercise)
    try:
        crossings = crossings_s(task.clip)
        seen = tracked_clip(task.clip, task.setup, partial(new_engine, exercise, task.seen_by))
        meter = RememberingMeter()
        verdicts = (verdict_of(seen, exercise, profile, meter) for profile in task.profiles)
        results = [compare(task.clip, verdict, crossings) for verdict in verdicts]
    except LivecoachError as error:
        return Done(task.clip.name, (), error=str(error))
    return Done(task.clip.name, tuple(results), by_eye=seen.eye is not None)


def judge_all(tasks: Sequence[Task], jobs: int, heard: Callable[[Done], None]) -> list[Done]:
    """Judge all clips in ``jobs`` processes (1: in this one), report each to ``heard``, in order."""
    done = []
    with in_processes(min(jobs, len(tasks))) as mapped:
        for one in mapped(judge, tasks):
            heard(one)
            done.append(one)
    return done
