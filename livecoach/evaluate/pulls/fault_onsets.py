"""When a fault truly began: the truth of each frame in a CSV beside the clip, where there is one."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.types import FaultKind
from livecoach.errors import RecordError
from livecoach.evaluate.labelled_clip import Label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from livecoach.evaluate.labelled_clip import LabelledClip

_COLUMNS: Mapping[FaultKind, tuple[str, ...]] = {
    FaultKind.SHRUG: ("clav_elev_L_deg", "clav_elev_R_deg"),
    FaultKind.LUMBAR_EXTENSION: ("lumbar_ext_deg",),
    FaultKind.HEAD_PROTRUSION: ("head_protrusion_cm",),
}
CROSSING: Mapping[FaultKind, float] = {
    FaultKind.SHRUG: 8.0,
    FaultKind.LUMBAR_EXTENSION: 10.0,
    FaultKind.HEAD_PROTRUSION: 4.0,
}
"""From how much above the relaxed stance (mean of both clavicles in degrees, degrees, centimetres) a fault is one:
the smallest amounts that the labels of the rendered sets call a fault."""


def crossings_s(clip: LabelledClip) -> dict[tuple[int, FaultKind], float]:
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
    for kind, names in _COLUMNS.items():
        if not before.any() or any(name not in columns for name in names):
            continue
        value = np.mean([columns[name] for name in names], axis=0)
        beyond = value - np.median(value[before]) >= CROSSING[kind]
        for rep in clip.reps:
            within = beyond & (t_s >= rep.start_s) & (t_s < rep.end_s)
            if rep.labels.get(kind) is Label.FAULT and within.any():
                found[rep.rep, kind] = float(t_s[within.argmax()])
    return found


def _read(clip: LabelledClip) -> dict[str, NDArray[np.float64]]:
    path = clip.folder / f"{clip.name}.csv"
    try:
        return _columns(path)
    except (OSError, ValueError, TypeError, KeyError, csv.Error) as error:
        raise RecordError(f"{path} is no table of the truth of each frame ({error}): correct or remove it.") from error


def _columns(path: Path) -> dict[str, NDArray[np.float64]]:
    wanted = {"t_s", *(name for names in _COLUMNS.values() for name in names)}
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    if not lines:
        raise ValueError("it is empty")
    present = wanted & set(lines[0])
    return {name: np.array([float(line[name]) for line in lines]) for name in present | {"t_s"}}
