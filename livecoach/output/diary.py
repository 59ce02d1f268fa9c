"""The diary of routines: the day, the streak, and where an unfinished routine continues.

One JSON record a line, only ever added to and on the disk before the session goes on, so that it survives a kill at any
moment: a line cut by a kill is ignored, and the next record begins on its own line. No other file of a routine holds
dates.

    {"type": "begin", "date": "2026-01-31", "plan": {...}}      a routine begins
    {"type": "item", "date": "2026-01-31", "result": {...}}     an exercise is over
    {"type": "end", "date": "2026-01-31", "counts": true}       the routine is finished
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from livecoach.core.routine import Ending, ItemResult, RoutinePlan, Today
from livecoach.core.serialization import from_record, to_record
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import OutputError, RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(slots=True)
class _Read:
    """What the lines so far say of one plan's name: days on which it was finished, and what is under way."""

    finished: list[date] = field(default_factory=list)
    begun: date | None = None
    plan: dict[str, Any] | None = None
    results: list[ItemResult] = field(default_factory=list)


class Diary:
    """The diary in one file; it need not exist. OutputError when it can be neither read nor added to."""

    def __init__(self, path: Path, plan: RoutinePlan, today: date) -> None:
        self._path = path
        self._plan = plan
        self._date = today

    def open(self, *, restart: bool = False) -> Today:
        """Return where today's routine stands, a new one begun unless one of today with the same plan goes on."""
        read = self._read()
        plan = to_record(self._plan)
        unfinished = read.begun == self._date and read.plan == plan and not restart
        if unfinished and len(read.results) >= len(self._plan.items):
            # Killed between the last exercise and the end: it was finished.
            self.end(tuple(read.results))
            unfinished = False
        if unfinished:
            self._check()
        else:
            self._add({"type": "begin", "plan": plan})
        earlier = [day for day in dict.fromkeys(read.finished) if day < self._date]
        return Today(
            day=len(earlier) % self._plan.days + 1,
            days=self._plan.days,
            streak=_streak(set(earlier), self._date),
            results=tuple(read.results) if unfinished else (),
        )

    def item(self, result: ItemResult) -> None:
        """Write down how an exercise ended."""
        self._add({"type": "item", "result": to_record(result)})

    def end(self, results: tuple[ItemResult, ...]) -> None:
        """Write down that the routine is finished; the day counts unless everything was skipped."""
        self._add({"type": "end", "counts": any(result.ending is not Ending.SKIPPED for result in results)})

    def _add(self, record: dict[str, Any]) -> None:
        line = json.dumps({"type": record["type"], "date": self._date.isoformat(), "name": self._plan.name} | record)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab+") as file:
                file.seek(0, os.SEEK_END)
                if file.tell():
                    file.seek(-1, os.SEEK_END)
                    torn = file.read(1) != b"\n"
                    line = f"\n{line}" if torn else line
                file.write(f"{line}\n".encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._fault(_("Cannot write the diary {}: {}; fix that, or give --diary FILE."), error) from error

    def _check(self) -> None:
        """Raise what writing the next record would raise, before the camera opens."""
        try:
            with self._path.open("ab"):
                pass
        except OSError as error:
            raise self._fault(_("Cannot write the diary {}: {}; fix that, or give --diary FILE."), error) from error

    def _read(self) -> _Read:
        read = _Read()
        for record in self._records():
            if record.get("name") != self._plan.name:
                continue
            try:
                _take(record, read)
            except (KeyError, TypeError, ValueError, RecordError):
                continue  # torn, or of another version: what it tells is unknown, the others stand
        return read

    def _records(self) -> Iterator[dict[str, Any]]:
        try:
            lines = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._fault(_("Cannot read the diary {}: {}; fix that, or give --diary FILE."), error) from error
        for line in lines:
            try:
                record = json.loads(line)
            except ValueError:
                continue
            if isinstance(record, dict):
                yield record

    def _fault(self, note: str, error: OSError) -> OutputError:
        return OutputError(note.format(self._path, reason(error)))


def _take(record: dict[str, Any], read: _Read) -> None:
    day = date.fromisoformat(record["date"])
    match record["type"]:
        case "begin":
            read.begun, read.plan, read.results = day, dict(record["plan"]), []
        case "item" if read.begun == day:
            read.results.append(from_record(ItemResult, record["result"]))
        case "end":
            read.finished += [day] if record["counts"] else []
            read.begun, read.plan, read.results = None, None, []


def _streak(finished: set[date], today: date) -> int:
    """Return how many days in a row end today, including today."""
    length = 1
    while today - timedelta(days=length) in finished:
        length += 1
    return length
