"""What a session takes over from earlier ones of the same person, and what it keeps for later ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from livecoach.core.words.message import _
from livecoach.errors import OutputError, RecordError, UsageError
from livecoach.session.calibration.store import SOMEBODY, Models, store_of
from livecoach.track.model_files import networks_sha256

if TYPE_CHECKING:
    from pathlib import Path

    from livecoach.session.engine.calibration import Calibration
    from livecoach.track.model_files import ModelFile


class Keeper:
    """The kept calibrations of one person and exercise.

    ``kept`` are those that can be used, newest first, ``notes`` says in a sentence which files cannot be read, and
    ``faults`` what could not be written. UsageError for an impossible name, ModelError when a network's file is wrong.
    """

    def __init__(self, person: str | None, exercise: str, model: ModelFile, root: Path | None = None) -> None:
        # A user's own model file may have any name, so its bytes identify it.
        self._store = store_of(person or SOMEBODY, exercise, Models(model.sha256, networks_sha256()), root)
        self.kept, self.notes = self._store.load()
        self.faults: tuple[str, ...] = ()

    def keep(self, calibration: Calibration) -> None:
        """Write a calibration for later sessions; one that cannot be written does not stop this one."""
        try:
            self._store.keep(calibration)
        except OutputError as error:
            self.faults += (str(error),)


def kept_of(person: str, exercise: str, model: ModelFile) -> tuple[Calibration, ...]:
    """Return what is kept of a person, newest first; UsageError when it is nothing, RecordError when it is broken."""
    keeper = Keeper(person, exercise, model)
    if keeper.notes:
        raise RecordError(keeper.notes[0])
    if not keeper.kept:
        raise UsageError(
            _(
                "No calibration is kept for {!r} and {} with this model: start with livecoach live "
                "--person, or leave out --person."
            ).format(person, exercise)
        )
    return keeper.kept
