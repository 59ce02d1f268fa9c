"""When a fault truly began: the truth of each frame in a CSV beside the clip, where there is one."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.words.message import _
from livecoach.errors import RecordError
from livecoach.evaluate.labelled_clip import Label
from livecoach.evaluate.pulls.labels import TRUTHS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from livecoach.core.fault_id import FaultId
    from livecoach.evaluate.labelled_clip import LabelledClip

CROSSING = {fault_id: truth.crossing for fault_id, truth in TRUTHS.items()}
"""From how much above the relaxed stance a fault is one, in the unit of its truth."""


def crossings_s(clip: LabelledClip) -> dict[tuple[int, FaultId], float]:
    """Return when the fault of a rep (by its number) first exceeded ``CROSSING``.

    The relaxed stance is the median of the frames before the first rep. A rep that never exceeds it, and a clip without
    a readable ``NAME.csv``, are left out.
    """
    path = clip.folder / f"{clip.name}.csv"
    if not path.is_file() or not clip.reps:
        return {}
    columns = _read(clip)
    t_s = columns["t_s"]
    before = t_s < clip.reps[0].start_s
    found = {}
    for kind, truth in TRUTHS.items():
        if not before.any() or any(name not in columns for name in truth.columns):
            continue
        value = _value([columns[name] for name in truth.columns], apart=truth.apart)
        beyond = value - np.median(value[before]) >= truth.crossing
        for rep in clip.reps:
            within = beyond & (t_s >= rep.start_s) & (t_s < rep.end_s)
            if rep.labels.get(kind) is Label.FAULT and within.any():
                found[rep.rep, kind] = float(t_s[within.argmax()])
    return found


def _value(columns: Sequence[NDArray[np.float64]], *, apart: bool) -> NDArray[np.float64]:
    """Return the mean of the columns, or how far they lie apart."""
    value: NDArray[np.float64] = np.ptp(columns, axis=0) if apart else np.mean(columns, axis=0)
    return value


def _read(clip: LabelledClip) -> dict[str, NDArray[np.float64]]:
    path = clip.folder / f"{clip.name}.csv"
    try:
        return _columns(path)
    except (OSError, ValueError, TypeError, KeyError, csv.Error) as error:
        raise RecordError(
            _("{} is not a table with the truth of each frame ({}): correct or remove it.").format(path, error)
        ) from error


def _columns(path: Path) -> dict[str, NDArray[np.float64]]:
    wanted = {"t_s", *(name for truth in TRUTHS.values() for name in truth.columns)}
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    if not lines:
        raise ValueError("it is empty")
    present = wanted & set(lines[0])
    return {name: np.array([float(line[name]) for line in lines]) for name in present | {"t_s"}}
