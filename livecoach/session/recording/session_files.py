"""The files of one session: the log while it runs, the tables made from it at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from livecoach.core.unknown import NAN
from livecoach.errors import OutputError
from livecoach.faults.fault import Effort
from livecoach.output.log.log_reader import read_log
from livecoach.output.log.log_writer import SessionLog
from livecoach.output.log.tables import session_of, write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from livecoach.core.commands import Command
    from livecoach.core.types import Step
    from livecoach.exercises.exercise import Exercise
    from livecoach.output.log.session_file import Session
    from livecoach.session.factory import NamedProfile


class SessionRecord:
    """Writes ``session.jsonl`` in ``folder`` step by step, and ``session.json`` and ``frames.csv`` on ``finish``.

    A full disk ends the log at a whole record: ``fault`` then holds the sentence, the first one of several, and the
    session goes on. OutputError when the log cannot be begun.
    """

    def __init__(
        self, folder: Path, *, source: str, exercise: Exercise, model: str, chosen: NamedProfile, fps: float = NAN
    ) -> None:
        self.folder = folder
        self.fault = ""
        self._path = folder / "session.jsonl"
        self._log = SessionLog(self._path)
        self._log.header(
            source=source,
            exercise=exercise.name,
            faults=tuple(fault.id for fault in exercise.faults if fault.effort is Effort.REP),
            model=model,
            profile_name=chosen.name,
            profile=chosen.profile,
            fps=fps,
        )

    def step(self, step: Step) -> None:
        """Log one step."""
        try:
            self._log.step(step)
        except OutputError as error:
            self._failed(error)

    def command(self, command: Command) -> None:
        """Log a command of the person."""
        try:
            self._log.command(command)
        except OutputError as error:
            self._failed(error)

    def profile(self, t_s: float, chosen: NamedProfile) -> None:
        """Log the profile in effect from ``t_s`` on."""
        try:
            self._log.profile(t_s, chosen.name, chosen.profile)
        except OutputError as error:
            self._failed(error)

    def recording(self, path: Path, start_s: float, *, raw: bool) -> None:
        """Log a recording that begins; one in the session's own folder by its name alone, so that both may move."""
        inside = path.absolute().parent == self.folder.absolute()
        try:
            self._log.recording(path.name if inside else str(path.absolute()), start_s, raw=raw)
        except OutputError as error:
            self._failed(error)

    def finish(self, closing: Step | None, reason: str) -> Session:
        """End the log with what the last frame closed, write the tables, and return what the session found.

        It is returned even when it cannot be written; then ``fault`` says so.
        """
        try:
            if closing is not None:
                self._log.closing(closing)
            self._log.end(reason)
            self._log.close()
        except OutputError as error:
            self._failed(error)
        try:
            return write_tables(self._path, self.folder)
        except OutputError as error:
            self._failed(error)
            return session_of(read_log(self._path))

    def _failed(self, error: OutputError) -> None:
        self.fault = self.fault or str(error)
