"""A session read back from its log, whole or cut off by a kill."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import ValidationError

from livecoach.core.breath import BreathReading
from livecoach.core.commands import Command
from livecoach.core.hold import HoldReading
from livecoach.core.movements import RefusedMovement
from livecoach.core.serialization import from_record
from livecoach.core.types import (
    Baseline,
    CalibrationReuse,
    Cue,
    Event,
    FaultState,
    Measures,
    Phase,
    Rep,
    TrackState,
)
from livecoach.core.unknown import NAN
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import RecordError
from livecoach.faults.registry import fault_named
from livecoach.output.log.log_format import FORMAT
from livecoach.output.log.log_rows import (
    ColumnsRow,
    EndRow,
    FrameRow,
    Header,
    JudgedRow,
    NoticeRow,
    PictureRow,
    ProfileRow,
    RecallRow,
    RecordingRow,
    TrackingRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from livecoach.core.fault_id import FaultId
    from livecoach.output.log.log_rows import Meter


@dataclass(frozen=True, slots=True, eq=False)
class LoggedFrame:
    """What the log keeps of one Step: all but pictures and landmarks. ``person``: whether a pose was accepted.

    ``breath`` and ``hold`` are the last readings in which something was new, None while there was none.
    """

    index: int
    t_s: float
    person: bool
    state: TrackState
    why: str
    measures: Measures | None
    phase: Phase
    drive: float
    rep_count: int
    calibrating: bool
    readings: tuple[FaultState, ...]
    timings_ms: Mapping[str, float]
    breath: BreathReading | None = None
    hold: HoldReading | None = None
    damaged: bool = False


@dataclass(slots=True, eq=False)
class LoggedSession:
    """One session: the header as written, then everything in the order in which it happened.

    ``recall`` is the last state of kept calibrations.
    ``events`` holds an event once, as it was closed, or open (``end_s`` None) when the log ends before.
    ``profiles`` are the changes. When the log was cut, ``end`` is None and ``remark`` says so.
    """

    header: Header
    size_px: tuple[int, int] = (0, 0)
    measure_names: tuple[str, ...] = ()
    frames: list[LoggedFrame] = field(default_factory=list)
    baselines: list[Baseline] = field(default_factory=list)
    recall: CalibrationReuse = CalibrationReuse.NOTHING
    events: list[Event] = field(default_factory=list)
    reps: list[Rep] = field(default_factory=list)
    uncounted: list[RefusedMovement] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    profiles: list[ProfileRow] = field(default_factory=list)
    notices: list[NoticeRow] = field(default_factory=list)
    recordings: list[RecordingRow] = field(default_factory=list)
    breath: list[BreathReading] = field(default_factory=list)
    hold: list[HoldReading] = field(default_factory=list)
    end: EndRow | None = None
    remark: str = ""


def read_log(path: Path) -> LoggedSession:
    """Read ``session.jsonl``; a cut last line is ignored and named in ``remark``.

    Raises RecordError when the file cannot be read, is no session log, or is damaged before its last line.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise RecordError(
            _(
                "Cannot read the session log {}: {}; give the folder of one session, which live and "
                "analyze print at their end."
            ).format(path, reason(error))
        ) from error
    # A whole file ends in a line break; what follows the last one was cut.
    cut = bool(lines.pop())
    records = _records(path, lines)
    header = next(records, {})
    if header.get("format") != FORMAT:
        raise RecordError(
            _(
                "{} is not a session log of this version of livecoach (format {}): use the version that "
                "wrote it, or analyze the clip again."
            ).format(path, FORMAT)
        )
    try:
        reader = _Reader(LoggedSession(Header.model_validate(header)))
    except ValidationError as error:
        raise _damaged(path, 1) from error
    for count, record in enumerate(records, start=2):
        try:
            reader.take(record)
        except (KeyError, TypeError, ValueError, RecordError) as error:
            raise _damaged(path, count) from error
    session = reader.session
    if session.end is None:
        last_s = session.frames[-1].t_s if session.frames else 0.0
        remark = _("The session was cut off after {:.1f} s.")
        if cut:
            remark = _("The session was cut off after {:.1f} s and its last line is lost.")
        session.remark = remark.format(last_s)
    return session


def _records(path: Path, lines: list[bytes]) -> Iterator[Mapping[str, object]]:
    for count, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise _damaged(path, count) from error
        if not isinstance(record, dict):
            raise _damaged(path, count)
        yield record


def _damaged(path: Path, line: int) -> RecordError:
    return RecordError(
        _("{} is damaged in line {}: copy its folder again, or analyze the clip again.").format(path, line)
    )


class _Reader:
    """Gives each record to the method named after its type; an unknown type of a later version is ignored."""

    def __init__(self, session: LoggedSession) -> None:
        self.session = session
        self._stages: tuple[str, ...] = ()
        self._judged: dict[FaultId, JudgedRow] = {}
        self._tracking = TrackingRow(state=TrackState.SEARCHING, why="")
        self._take: Mapping[str, Callable[[Mapping[str, object]], None]] = {
            "picture": lambda record: self._picture(PictureRow.model_validate(record)),
            "columns": lambda record: self._columns(ColumnsRow.model_validate(record)),
            "judged": lambda record: self._judge(JudgedRow.model_validate(record)),
            "tracking": lambda record: self._track(TrackingRow.model_validate(record)),
            "frame": lambda record: self._frame(FrameRow.model_validate(record)),
            "opened": lambda record: session.events.append(from_record(Event, record)),
            "closed": lambda record: self._closed(from_record(Event, record)),
            "baseline": lambda record: session.baselines.append(from_record(Baseline, record)),
            "recall": lambda record: self._recalled(RecallRow.model_validate(record)),
            "rep": lambda record: session.reps.append(from_record(Rep, record)),
            "uncounted": lambda record: session.uncounted.append(from_record(RefusedMovement, record)),
            "cue": lambda record: session.cues.append(from_record(Cue, record)),
            "command": lambda record: session.commands.append(from_record(Command, record)),
            "profile": lambda record: session.profiles.append(ProfileRow.model_validate(record)),
            "notice": lambda record: session.notices.append(NoticeRow.model_validate(record)),
            "recording": lambda record: session.recordings.append(RecordingRow.model_validate(record)),
            "breath": lambda record: session.breath.append(from_record(BreathReading, record)),
            "hold": lambda record: session.hold.append(from_record(HoldReading, record)),
            "end": lambda record: self._end(EndRow.model_validate(record)),
        }

    def take(self, record: Mapping[str, object]) -> None:
        take = self._take.get(str(record["type"]))
        if take is not None:
            take(record)

    def _picture(self, row: PictureRow) -> None:
        # The first size is the source's; a camera that comes back in another is not a new source.
        if self.session.size_px == (0, 0):
            self.session.size_px = (row.width_px, row.height_px)

    def _columns(self, row: ColumnsRow) -> None:
        self.session.measure_names = row.values
        self._stages = row.stages

    def _judge(self, row: JudgedRow) -> None:
        self._judged[fault_named(row.kind).id] = row

    def _track(self, row: TrackingRow) -> None:
        self._tracking = row

    def _recalled(self, row: RecallRow) -> None:
        self.session.recall = row.state

    def _end(self, row: EndRow) -> None:
        self.session.end = row

    def _closed(self, closed: Event) -> None:
        events = self.session.events
        for index in reversed(range(len(events))):
            if events[index].kind == closed.kind and events[index].end_s is None:
                events[index] = closed
                return
        events.append(closed)

    def _frame(self, row: FrameRow) -> None:
        self.session.frames.append(
            LoggedFrame(
                index=row.i,
                t_s=row.t_s,
                person=row.person,
                state=self._tracking.state,
                why=self._tracking.why,
                measures=self._measures(row),
                phase=row.phase,
                drive=_float(row.drive),
                rep_count=row.reps,
                calibrating=row.calibrating,
                readings=tuple(self._reading(meter) for meter in row.faults),
                timings_ms={name: ms for name, ms in zip(self._stages, row.ms, strict=True) if ms is not None},
                breath=self.session.breath[-1] if self.session.breath else None,
                hold=self.session.hold[-1] if self.session.hold else None,
                damaged=row.damaged,
            )
        )

    def _measures(self, row: FrameRow) -> Measures | None:
        if row.values is None or row.view is None:
            return None
        named = zip(self.session.measure_names, row.values, strict=True)
        return Measures(
            t_s=row.t_s,
            view=row.view,
            yaw_deg=_float(row.yaw_deg),
            quality=_float(row.quality),
            values={name: _float(value) for name, value in named},
        )

    def _reading(self, meter: Meter) -> FaultState:
        kind, value, limit, active, unsure = meter
        judged = self._judged[kind]
        return FaultState(
            kind, _float(value), _float(limit), judged.unit, judged.state, judged.why, bool(unsure), bool(active)
        )


def _float(value: float | None) -> float:
    return NAN if value is None else value
