"""A whole set: each clip seen once, judged by one profile or by many, in several processes."""

from __future__ import annotations

import pickle
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

import cv2

from livecoach.errors import LivecoachError
from livecoach.evaluate.match import ClipResult, compare
from livecoach.evaluate.sightings import Eyes, sightings_of
from livecoach.evaluate.truth import crossings_s
from livecoach.evaluate.verdict import RememberingMeter, verdict_of
from livecoach.exercises.catalogue import exercise_named
from livecoach.session.setup import new_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from livecoach.config.schema import Profile
    from livecoach.evaluate.labels import LabelledClip


T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Task:
    """One clip, how to see it and under which profile (the eye needs one), and the profiles to judge it by."""

    clip: LabelledClip
    eyes: Eyes
    exercise: str
    seen_by: Profile
    profiles: tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """One clip's results, one for each profile; ``error`` says in a sentence why there are none.

    ``by_eye`` tells whether the eye took part, or the landmarks alone had to do.
    """

    clip: str
    results: tuple[ClipResult, ...]
    by_eye: bool = False
    error: str = ""


def judge(task: Task) -> Done:
    """Judge one clip; a clip that cannot be judged becomes its sentence."""
    exercise = exercise_named(task.exercise)
    try:
        crossings = crossings_s(task.clip)
        seen = sightings_of(task.clip, task.eyes, partial(new_engine, exercise, task.seen_by))
        meter = RememberingMeter()
        verdicts = (verdict_of(seen, exercise, profile, meter) for profile in task.profiles)
        results = [compare(task.clip, verdict, crossings) for verdict in verdicts]
    except LivecoachError as error:
        return Done(task.clip.name, (), error=str(error))
    return Done(task.clip.name, tuple(results), by_eye=seen.eye is not None)


def judge_all(tasks: Sequence[Task], jobs: int, heard: Callable[[Done], None]) -> list[Done]:
    """Judge all clips in ``jobs`` processes (1: in this one) and tell ``heard`` of each; in the order of ``tasks``."""
    done = []
    with in_processes(min(jobs, len(tasks))) as mapped:
        for one in mapped(judge, tasks):
            heard(one)
            done.append(one)
    return done


@contextmanager
def in_processes(jobs: int) -> Iterator[Callable[[Callable[[T], R], Iterable[T]], Iterable[R]]]:
    """Give a ``map`` that works in ``jobs`` processes (1: in this one).

    What it is given must be picklable; where it is not, the ``map`` raises what pickle does before any work begins.
    """
    if jobs <= 1:
        yield map
        return
    # Fresh processes: a forked one would inherit the threads of the picture libraries half alive.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield partial(_mapped, pool)
    finally:
        pool.shutdown(cancel_futures=True)


def _mapped(pool: ProcessPoolExecutor, work: Callable[[T], R], tasks: Iterable[T]) -> Iterable[R]:
    # Pickled here and now: where that fails in the pool's own thread, shutting the pool down can wait for ever.
    return pool.map(_done, [pickle.dumps((work, task)) for task in tasks])


def _done(parcel: bytes) -> Any:
    work, task = pickle.loads(parcel)  # noqa: S301 -- made by this very run
    return work(task)


def _begin() -> None:
    """Take one core, and let Ctrl-C, which reaches all processes of a terminal, end this one without a traceback."""
    cv2.setNumThreads(1)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
