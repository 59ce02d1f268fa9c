"""A session read back from its log, whole or cut off by a kill."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from livecoach.core.breath import BreathReading
from livecoach.core.commands import Command
from livecoach.core.hold import HoldReading
from livecoach.core.serialization import from_record
from livecoach.core.types import (
    Baseline,
    CalibrationReuse,
    Cue,
    Event,
    FaultState,
    Measures,
    Observability,
    Phase,
    Rep,
    TrackState,
    View,
)
from livecoach.core.unknown import NAN
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import RecordError
from livecoach.faults.registry import fault_named
from livecoach.output.log.log_format import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from livecoach.core.fault_id import FaultId


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


@dataclass(frozen=True, slots=True)
class LoggedRecording:
    """A recording that began at ``start_s``; its path is relative to the session's folder or absolute."""

    path: str
    start_s: float
    raw: bool


@dataclass(slots=True, eq=False)
class LoggedSession:
    """One session: the header as written, then everything in the order in which it happened.

    ``recall`` is the last state of kept calibrations.
    ``events`` holds an event once, as it was closed, or open (``end_s`` None) when the log ends before.
    ``profiles`` are the changes, as (t_s, profile dict). When the log was cut, ``end`` is None and ``remark`` says so.
    """

    header: Mapping[str, Any]
    size_px: tuple[int, int] = (0, 0)
    measure_names: tuple[str, ...] = ()
    frames: list[LoggedFrame] = field(default_factory=list)
    baselines: list[Baseline] = field(default_factory=list)
    recall: CalibrationReuse = CalibrationReuse.NOTHING
    events: list[Event] = field(default_factory=list)
    reps: list[Rep] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    profiles: list[tuple[float, Mapping[str, Any]]] = field(default_factory=list)
    notices: list[tuple[float, str]] = field(default_factory=list)
    recordings: list[LoggedRecording] = field(default_factory=list)
    breath: list[BreathReading] = field(default_factory=list)
    hold: list[HoldReading] = field(default_factory=list)
    end: Mapping[str, Any] | None = None
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
    reader = _Reader(LoggedSession(header))
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


def _records(path: Path, lines: list[bytes]) -> Iterator[dict[str, Any]]:
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
        self._stages: list[str] = []
        self._judged: dict[FaultId, tuple[Observability, str, str]] = {}
        self._tracking = (TrackState.SEARCHING, "")
        self._take = {
            "picture": self._picture,
            "columns": self._columns,
            "judged": self._judge,
            "tracking": self._track,
            "frame": self._frame,
            "opened": self._opened,
            "closed": self._closed,
            "baseline": lambda record: self.session.baselines.append(from_record(Baseline, record)),
            "recall": self._recalled,
            "rep": lambda record: self.session.reps.append(from_record(Rep, record)),
            "cue": lambda record: self.session.cues.append(from_record(Cue, record)),
            "command": lambda record: self.session.commands.append(from_record(Command, record)),
            "profile": lambda record: self.session.profiles.append((record["t_s"], record["profile"])),
            "notice": lambda record: self.session.notices.append((record["t_s"], record["text"])),
            "recording": self._recording,
            "breath": lambda record: self.session.breath.append(from_record(BreathReading, record)),
            "hold": lambda record: self.session.hold.append(from_record(HoldReading, record)),
            "end": self._end,
        }

    def take(self, record: dict[str, Any]) -> None:
        take = self._take.get(record["type"])
        if take is not None:
            take(record)

    def _picture(self, record: dict[str, Any]) -> None:
        # The first size is the source's; a camera that comes back in another is not a new source.
        if self.session.size_px == (0, 0):
            self.session.size_px = (record["width_px"], record["height_px"])

    def _columns(self, record: dict[str, Any]) -> None:
        self.session.measure_names = tuple(record["values"])
        self._stages = record["stages"]

    def _judge(self, record: dict[str, Any]) -> None:
        self._judged[fault_named(record["kind"]).id] = (Observability(record["state"]), record["why"], record["unit"])

    def _track(self, record: dict[str, Any]) -> None:
        self._tracking = (TrackState(record["state"]), record["why"])

    def _recording(self, record: dict[str, Any]) -> None:
        recording = LoggedRecording(str(record["path"]), float(record["start_s"]), bool(record["raw"]))
        self.session.recordings.append(recording)

    def _recalled(self, record: dict[str, Any]) -> None:
        self.session.recall = CalibrationReuse(record["state"])

    def _end(self, record: dict[str, Any]) -> None:
        self.session.end = record

    def _opened(self, record: dict[str, Any]) -> None:
        self.session.events.append(from_record(Event, record))

    def _closed(self, record: dict[str, Any]) -> None:
        closed = from_record(Event, record)
        events = self.session.events
        for index in reversed(range(len(events))):
            if events[index].kind == closed.kind and events[index].end_s is None:
                events[index] = closed
                return
        events.append(closed)

    def _frame(self, record: dict[str, Any]) -> None:
        state, why = self._tracking
        self.session.frames.append(
            LoggedFrame(
                index=record["i"],
                t_s=record["t_s"],
                person=record["person"],
                state=state,
                why=why,
                measures=self._measures(record),
                phase=Phase(record["phase"]),
                drive=_float(record["drive"]),
                rep_count=record["reps"],
                calibrating=record["calibrating"],
                readings=tuple(self._reading(*meter) for meter in record["faults"]),
                timings_ms={name: ms for name, ms in zip(self._stages, record["ms"], strict=True) if ms is not None},
                breath=self.session.breath[-1] if self.session.breath else None,
                hold=self.session.hold[-1] if self.session.hold else None,
                damaged=record.get("damaged", False),
            )
        )

    def _measures(self, record: dict[str, Any]) -> Measures | None:
        if record["values"] is None:
            return None
        named = zip(self.session.measure_names, record["values"], strict=True)
        return Measures(
            t_s=record["t_s"],
            view=View(record["view"]),
            yaw_deg=_float(record["yaw_deg"]),
            quality=_float(record["quality"]),
            values={name: _float(value) for name, value in named},
        )

    def _reading(self, kind: str, value: float | None, limit: float | None, active: int, unsure: int) -> FaultState:
        judged, why, unit = self._judged[kind]
        return FaultState(kind, _float(value), _float(limit), unit, judged, why, bool(unsure), bool(active))


def _float(value: float | None) -> float:
    return NAN if value is None else value
