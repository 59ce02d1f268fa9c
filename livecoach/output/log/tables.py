"""``session.json`` and ``frames.csv``, made from the log alone, so that a killed session's log gives them too.

``docs/session.md`` documents both; ``livecoach.output.log.session_file`` is the first as a typed value.
"""

from __future__ import annotations

import csv
import math
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Literal

import numpy as np

from livecoach.core.files import atomic_write
from livecoach.core.types import Baseline, BaselineHow, CalibrationReuse, Observability, TrackState, View
from livecoach.core.unknown import NAN
from livecoach.core.words.message import _
from livecoach.faults.registry import rep_faults
from livecoach.output.log.breath_table import BREATH_COLUMNS, breath_cells, breath_table
from livecoach.output.log.hold_table import HOLD_COLUMNS, hold_cells, hold_table
from livecoach.output.log.log_reader import LoggedFrame, LoggedSession, read_log
from livecoach.output.log.log_writer import percentiles
from livecoach.output.log.session_file import (
    BaselineFound,
    JudgedFault,
    Percentiles,
    Session,
    SessionEvent,
    SessionRep,
    Source,
    Tracking,
    Uncounted,
    ViewFound,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from livecoach.core.fault_id import FaultId

_DECIMALS = 6


def write_tables(log_path: Path, folder: Path) -> Session:
    """Write ``session.json`` and ``frames.csv`` into ``folder`` and return the content of the first.

    Raises RecordError for a log that cannot be read, OutputError for a table that cannot be written.
    """
    logged = read_log(log_path)
    session = session_of(logged)
    session.write(folder / "session.json")
    _write_csv(logged, folder / "frames.csv")
    return session


def session_of(session: LoggedSession) -> Session:
    """Return what a session found, from its log."""
    times_s = [frame.t_s for frame in session.frames]
    step_s = float(np.median(np.diff(times_s))) if len(times_s) > 1 else 0.0
    header = session.header
    return Session(
        source=Source(
            name=header.source.name,
            frames=len(times_s),
            duration_s=times_s[-1] - times_s[0] + step_s if times_s else 0.0,
            fps=header.source.fps or (1.0 / step_s if step_s else None),
            width_px=session.size_px[0],
            height_px=session.size_px[1],
        ),
        exercise=header.exercise,
        model=header.model,
        profile=header.profile,
        view=_view(session.frames),
        baseline=_baseline(session),
        judged={fault_id: _judged(session, fault_id) for fault_id in _judged_ids(session)},
        reps=tuple(SessionRep.model_validate(rep) for rep in session.reps),
        uncounted=tuple(Uncounted.model_validate(refusal) for refusal in session.uncounted),
        events=tuple(SessionEvent.model_validate(event) for event in session.events),
        breath=breath_table(session, step_s),
        hold=hold_table(session),
        tracking=_tracking(session.frames, step_s),
        timings_ms=_timings(session.frames),
    )


def _write_csv(session: LoggedSession, out: Path) -> None:
    columns = ["frame", "t_s", "rep", "phase", "drive", *session.measure_names]
    columns += [f"{fault_id}_to_limit" for fault_id in _judged_ids(session)] + [
        "quality",
        *BREATH_COLUMNS,
        *HOLD_COLUMNS,
    ]
    with atomic_write(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(_rows(session))


def _rows(session: LoggedSession) -> Iterator[list[float | int | str]]:
    reps = sorted(session.reps, key=lambda rep: rep.start_s)
    starts_s = [rep.start_s for rep in reps]
    ids = _judged_ids(session)
    for frame in session.frames:
        at = bisect_right(starts_s, frame.t_s) - 1
        rep = reps[at].index if at >= 0 and frame.t_s < reps[at].end_s else ""
        measures = frame.measures
        values = [measures[name] if measures else NAN for name in session.measure_names]
        to_limit = {reading.kind: round(reading.limit - reading.value, _DECIMALS) for reading in frame.readings}
        numbers = [frame.drive, *values, *(to_limit.get(kind, NAN) for kind in ids)]
        numbers.append(measures.quality if measures else NAN)
        cells = ["" if math.isnan(value) else value for value in numbers]
        yield [
            frame.index,
            frame.t_s,
            rep,
            frame.phase.value,
            *cells,
            *breath_cells(frame.breath),
            *hold_cells(frame.hold),
        ]


def _view(frames: Iterable[LoggedFrame]) -> ViewFound:
    """Return the view of most frames and the median yaw in it."""
    yaws_deg: dict[View, list[float]] = defaultdict(list)
    for frame in frames:
        if frame.measures and frame.measures.view is not View.UNKNOWN:
            yaws_deg[frame.measures.view].append(frame.measures.yaw_deg)
    if not yaws_deg:
        return ViewFound(name=View.UNKNOWN, yaw_deg=None)
    view = max(yaws_deg, key=lambda name: len(yaws_deg[name]))
    known = [yaw_deg for yaw_deg in yaws_deg[view] if not math.isnan(yaw_deg)]
    return ViewFound(name=view, yaw_deg=round(float(np.median(known)), 1) if known else None)


def _baseline(session: LoggedSession) -> BaselineFound:
    """Return the last baseline that was taken: after a recalibration that is the one in effect."""
    taken = [baseline for baseline in session.baselines if baseline.how is not BaselineHow.NONE]
    last = taken[-1] if taken else Baseline(BaselineHow.NONE)
    here = any(rep.calibration for rep in session.reps)
    recalled = session.recall is CalibrationReuse.FITS
    clean_rep: Literal["here", "earlier_session", "none"] = "here" if here else "none"
    return BaselineFound(
        how=last.how, start_s=last.start_s, end_s=last.end_s, clean_rep="earlier_session" if recalled else clean_rep
    )


def _judged_ids(session: LoggedSession) -> tuple[FaultId, ...]:
    """Return the faults of reps that the exercise judges; a log from before 0.2 has those of its profile."""
    header = session.header
    known = header.profile.tables() if header.faults is None else header.faults
    return tuple(fault.id for fault in rep_faults() if fault.id in known)


def _judged(session: LoggedSession, kind: FaultId) -> JudgedFault:
    """Return the state in most of the frames that had a meter for this fault."""
    frames: dict[tuple[Observability, str], int] = defaultdict(int)
    for frame in session.frames:
        for reading in frame.readings:
            if reading.kind == kind and frame.person:
                frames[reading.judged, reading.why] += 1
    if not frames:
        on = session.header.profile.options().get(f"{kind}.enabled", True)
        reason = _("nobody was visible well enough") if on else _("switched off in the profile")
        return JudgedFault(state=Observability.NONE, why=str(reason))
    state, why = max(frames, key=lambda found: frames[found])
    return JudgedFault(state=state, why=why)


def _tracking(frames: Sequence[LoggedFrame], step_s: float) -> Tracking:
    """Return how many frames had a person or were damaged, how long one was refused, and the longest reason."""
    lost_s: dict[tuple[bool, str], float] = defaultdict(float)
    ends_s = [frame.t_s for frame in frames[1:]] + [frame.t_s + step_s for frame in frames[-1:]]
    for frame, end_s in zip(frames, ends_s, strict=True):
        if frame.state is not TrackState.OK:
            lost_s[frame.state is TrackState.REFUSED, frame.why] += end_s - frame.t_s
    refused_s = sum(duration_s for (refused, _), duration_s in lost_s.items() if refused)
    # A refusal says more than a search that found nobody, however short it was.
    longest = max(lost_s, key=lambda found: (found[0], lost_s[found]), default=(False, ""))
    return Tracking(
        frames_with_person=sum(frame.person for frame in frames),
        frames_damaged=sum(frame.damaged for frame in frames),
        refused_s=refused_s,
        why=longest[1],
    )


def _timings(frames: Iterable[LoggedFrame]) -> dict[str, Percentiles]:
    stages: dict[str, list[float]] = defaultdict(list)
    for frame in frames:
        for name, ms in frame.timings_ms.items():
            stages[name].append(ms)
    return {name: Percentiles(**found) for name, found in percentiles(stages).items()}
