"""The folder that a session writes into, checked before anything slow or irreversible begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from livecoach.core.files import make_writable
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

RESULTS = ("session.jsonl", "session.json", "frames.csv", "annotated.mp4")
"""What one session writes into its folder."""


def prepare_output_folder(folder: Path, overwrite: bool | None = None) -> Path:
    """Make ``folder``, try to write in it, and return it; with ``overwrite`` earlier results in it are removed.

    Raises OutputError when it cannot be made or written, or holds earlier results and ``overwrite`` is not set; None is
    for commands that have no such option.
    """
    try:
        make_writable(folder)
        present = [name for name in RESULTS if (folder / name).exists()]
        if present and not overwrite:
            held = ", ".join(present)
            if overwrite is None:
                raise OutputError(_("{} already contains {}: choose another --out.").format(folder, held))
            raise OutputError(
                _("{} already contains {}: choose another --out, or replace it with --overwrite.").format(folder, held)
            )
        for name in present:
            (folder / name).unlink()
    except OSError as error:
        raise OutputError(
            _("Cannot write into the folder {}: {}; choose another --out.").format(folder, reason(error))
        ) from error
    return folder
