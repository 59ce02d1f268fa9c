"""``session.jsonl``: one record a line, only ever appended, so that a session killed at any moment can still be read.

Frame records wait in memory for at most a second; events, reps, cues and commands are written
at once, together with everything that waited. ``docs/session.md`` describes the records.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
from array import array
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from livecoach import __version__
from livecoach.core.closable import Closing
from livecoach.core.serialization import number, to_record
from livecoach.core.types import Baseline, BaselineHow, CalibrationReuse
from livecoach.core.unknown import NAN
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import OutputError
from livecoach.output.log.log_format import FORMAT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from livecoach.config.schema import Profile
    from livecoach.core.breath import BreathReading
    from livecoach.core.commands import Command
    from livecoach.core.fault_id import FaultId
    from livecoach.core.hold import HoldReading
    from livecoach.core.types import FaultState, Measures, Step

FLUSH_S = 1.0
SYNC_S = 5.0
"""Least time between two waits for the disk itself; only a power cut can lose what was flushed but not synced."""

_DECIMALS = 6
# ASCII only: a line cut in the middle of a character could not even be decoded.
_ENCODER = json.JSONEncoder(allow_nan=False, ensure_ascii=True, separators=(",", ":"))


class SessionLog(Closing):
    """Writes one session's log; use it in a ``with`` block. ``path`` must not exist yet.

    Every method raises OutputError once, when the disk refuses; the log then ends with the last whole record and
    further calls do nothing, so that the session may go on without it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = path.open("xb", buffering=0)
        except FileExistsError as error:
            raise OutputError(
                _("Another session writes into the folder {}: choose another --out.").format(path.parent)
            ) from error
        except OSError as error:
            raise OutputError(_("Cannot write {}: {}.").format(path, reason(error))) from error
        self._waiting: list[str] = []
        self._whole_bytes = 0
        self._flushed_s = -math.inf
        self._synced_s = -math.inf
        self._last_s = 0.0
        self._counts = dict.fromkeys(
            ("frames", "frames_dropped", "frames_damaged", "frames_with_person", "reps", "events"), 0
        )
        self._stages: dict[str, array[float]] = {}
        self._columns: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._size_px = (0, 0)
        self._baseline = Baseline(BaselineHow.NONE)
        self._judged: dict[FaultId, tuple[str, str, str]] = {}
        self._tracking = ("", "", "")
        self._notice = ""
        self._breath: BreathReading | None = None
        self._recall = CalibrationReuse.NOTHING
        self._hold: HoldReading | None = None

    def header(
        self,
        *,
        source: str,
        exercise: str,
        faults: Sequence[FaultId],
        model: str,
        profile_name: str,
        profile: Profile,
        fps: float = NAN,
    ) -> None:
        """Write the first record, with the wall time.

        ``faults`` are those of reps that the exercise judges, ``fps`` is the source's own rate where it states one.
        """
        self._record(
            "header",
            format=FORMAT,
            livecoach=__version__,
            started_at=datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
            source={"name": source, "fps": number(fps)},
            exercise=exercise,
            faults=list(faults),
            model=model,
            profile={"name": profile_name} | profile.model_dump(),
        )
        self._flush(sync=True)

    def step(self, step: Step) -> None:
        """Write one frame and everything that happened in it."""
        self._last_s = step.frame.t_s
        self._changes(step)
        self._frame(step)
        self._happenings(step)
        if self._last_s - self._flushed_s >= FLUSH_S:
            self._flush()

    def closing(self, step: Step) -> None:
        """Write what the end of the input closed; the frame itself is written already."""
        self._held(step)
        self._happenings(step)
        self._flush()

    def command(self, command: Command) -> None:
        """Write a command of the person."""
        self._record("command", **to_record(command))
        self._flush()

    def recording(self, path: str, start_s: float, *, raw: bool) -> None:
        """Write that a recording begins at the session time ``start_s``; ``raw`` is the camera's own picture."""
        self._record("recording", path=path, start_s=start_s, raw=raw)
        self._flush()

    def profile(self, t_s: float, profile_name: str, profile: Profile) -> None:
        """Write the profile that is in effect from ``t_s`` on."""
        self._record("profile", t_s=t_s, profile={"name": profile_name} | profile.model_dump())
        self._flush()

    def end(self, reason: str) -> None:
        """Write the last record: why the session ended, its counts, and p50 and p95 of each stage in ms."""
        self._record("end", t_s=self._last_s, reason=reason, **self._counts, timings_ms=percentiles(self._stages))
        self._flush(sync=True)

    def close(self) -> None:
        """Write waiting records and close the file; a second call does nothing."""
        if self._file.closed:
            return
        try:
            self._flush(sync=True)
        finally:
            self._file.close()

    def _changes(self, step: Step) -> None:
        """Write the state that the following frames share, when it changed."""
        if step.frame.size_px != self._size_px:
            self._size_px = step.frame.size_px
            self._record("picture", t_s=self._last_s, width_px=self._size_px[0], height_px=self._size_px[1])
        self._grow_columns(step.measures, step.timings_ms)
        for reading in step.readings:
            judged = (reading.judged.value, reading.why, reading.unit)
            if self._judged.get(reading.kind) != judged:
                self._judged[reading.kind] = judged
                state, why, unit = judged
                self._record("judged", t_s=self._last_s, kind=reading.kind, state=state, why=why, unit=unit)
        tracking = (step.sighting.state.value, step.sighting.why, step.sighting.advice)
        if tracking != self._tracking:
            self._tracking = tracking
            state, why, advice = tracking
            self._record("tracking", t_s=self._last_s, state=state, why=why, advice=advice)
        if step.baseline is not self._baseline and step.baseline != self._baseline:
            self._record("baseline", t_s=self._last_s, **to_record(step.baseline))
        self._baseline = step.baseline
        if step.breath is not None and (self._breath is None or _news(step.breath, self._breath)):
            self._record("breath", **to_record(step.breath))
            self._breath = step.breath
        if step.recall is not self._recall:
            self._recall = step.recall
            self._record("recall", t_s=self._last_s, state=step.recall.value)
        self._held(step)

    def _held(self, step: Step) -> None:
        if step.hold is not None and hold_news(step.hold, self._hold):
            self._record("hold", **to_record(step.hold))
            self._hold = step.hold

    def _grow_columns(self, measures: Measures | None, timings_ms: Mapping[str, float]) -> None:
        values, stages = self._columns
        new_values = tuple(name for name in (measures.values if measures else ()) if name not in values)
        new_stages = tuple(name for name in timings_ms if name not in stages)
        if new_values or new_stages:
            self._columns = values, stages = values + new_values, stages + new_stages
            self._stages |= {name: array("f") for name in new_stages}
            self._record("columns", values=values, stages=stages)

    def _frame(self, step: Step) -> None:
        self._counts["frames"] += 1
        self._counts["frames_dropped"] += step.frame.dropped_before
        self._counts["frames_damaged"] += step.frame.damaged
        self._counts["frames_with_person"] += step.sighting.pose is not None
        for name, ms in step.timings_ms.items():
            self._stages[name].append(ms)
        values, stages = self._columns
        measures = step.measures
        self._record(
            "frame",
            i=step.frame.index,
            t_s=_short(self._last_s),
            dropped=step.frame.dropped_before,
            damaged=step.frame.damaged,
            person=step.sighting.pose is not None,
            phase=step.phase.value,
            drive=_short(step.drive),
            reps=step.rep_count,
            calibrating=step.calibrating,
            view=measures.view.value if measures else None,
            yaw_deg=_short(measures.yaw_deg) if measures else None,
            quality=_short(measures.quality) if measures else None,
            values=[_short(measures[name]) for name in values] if measures else None,
            faults=[_meter(reading) for reading in step.readings],
            ms=[_short(step.timings_ms.get(name, NAN)) for name in stages],
        )

    def _happenings(self, step: Step) -> None:
        self._counts["events"] += len(step.opened)
        self._counts["reps"] += step.rep is not None
        for name, events in (("opened", step.opened), ("closed", step.closed)):
            for event in events:
                self._record(name, **to_record(event))
        for name, item in (("rep", step.rep), ("cue", step.cue)):
            if item is not None:
                self._record(name, **to_record(item))
        for refusal in step.refused:
            self._record("uncounted", **to_record(refusal))
        new_notice = step.notice if step.notice != self._notice else ""
        self._notice = step.notice
        if new_notice:
            self._record("notice", t_s=self._last_s, text=new_notice)
        if step.opened or step.closed or step.rep or step.cue or new_notice:
            self._flush(sync=self._last_s - self._synced_s >= SYNC_S)

    def _record(self, type_: str, **fields: Any) -> None:
        self._waiting.append(_ENCODER.encode({"type": type_} | fields) + "\n")

    def _flush(self, sync: bool = False) -> None:
        if self._file.closed:
            self._waiting.clear()
            return
        data = memoryview("".join(self._waiting).encode("ascii"))
        self._waiting.clear()
        self._flushed_s = self._last_s
        try:
            _write_all(self._file.fileno(), data)
            self._whole_bytes += len(data)
            if sync:
                self._synced_s = self._last_s
                os.fsync(self._file.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.truncate(self._whole_bytes)
            self._file.close()
            raise OutputError(
                _("The session log {} ends at {:.1f} s: {}.").format(self._path, self._last_s, reason(error))
            ) from error


def percentiles(stages: Mapping[str, Sequence[float]]) -> dict[str, dict[str, float]]:
    """Return p50 and p95 of each stage that was timed at least once, in the unit given."""
    found = {}
    for name, values in stages.items():
        if len(values):
            p50, p95 = np.percentile(np.asarray(values, dtype=float), [50, 95])
            found[name] = {"p50": round(float(p50), 3), "p95": round(float(p95), 3)}
    return found


def _news(now: BreathReading, before: BreathReading) -> bool:
    """Return whether the breathing state changed; the confidence alone does not count."""
    # A rate that is unknown twice is no change, though NaN differs from itself.
    known = [(breath.state, breath.phase, number(breath.rate_per_min), breath.cycles) for breath in (now, before)]
    return known[0] != known[1] or bool(now.turns or now.breaths)


def _write_all(descriptor: int, data: memoryview) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _short(value: float) -> float | None:
    return round(float(value), _DECIMALS) if math.isfinite(value) else None


def _meter(reading: FaultState) -> list[Any]:
    return [reading.kind, _short(reading.value), _short(reading.limit), int(reading.active), int(reading.unsure)]


def hold_news(now: HoldReading, before: HoldReading | None) -> bool:
    """Return whether the hold's state changed; the height, which is in every frame's measures, does not count."""
    return before is None or _kept(now) != _kept(before) or bool(now.opened or now.closed or now.result)


def _kept(reading: HoldReading) -> tuple[Any, ...]:
    limit = None if math.isnan(reading.limit) else number(reading.limit)
    moment = (reading.phase, reading.problem, reading.line, reading.held, reading.index, reading.breaths)
    return *moment, reading.active, limit is None
