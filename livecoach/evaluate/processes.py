"""Work that is shared between processes."""

from __future__ import annotations

import pickle
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, TypeVar

import cv2

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


T = TypeVar("T")

R = TypeVar("R")


@contextmanager
def in_processes(jobs: int) -> Iterator[Callable[[Callable[[T], R], Iterable[T]], Iterable[R]]]:
    """Yield a ``map`` that works in ``jobs`` processes (1: in this one).

    Tasks must be picklable; otherwise the ``map`` raises pickle's error before any work begins.
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
    # Pickled here and now: where that fails in the pool's own thread, shutting the pool down can wait forever.
    return pool.map(_done, [pickle.dumps((work, task)) for task in tasks])


def _done(parcel: bytes) -> Any:
    work, task = pickle.loads(parcel)  # noqa: S301 -- made by this very run
    return work(task)


def _begin() -> None:
    """Take one core, and let Ctrl-C, which reaches all processes of a terminal, end this one without a traceback."""
    cv2.setNumThreads(1)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
