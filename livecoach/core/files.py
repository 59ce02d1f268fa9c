"""Files that are either complete or absent, and folders that can be written to."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` (same suffix) to write to; it is renamed to ``path`` at a clean end.

    When the body raises, the temporary file is removed and ``path`` is as it was. Links are followed. An OSError,
    in the body as well, becomes an OutputError.
    """
    final = Path(os.path.realpath(path))
    part = final.with_name(f".{final.stem}.{os.getpid()}.part{final.suffix}")
    try:
        yield part
        _to_disk(part)
        part.replace(final)
    except OSError as error:
        raise OutputError(_("Cannot write {}: {}.").format(path, reason(error))) from error
    finally:
        part.unlink(missing_ok=True)


def printable(name: str) -> str:
    r"""Return a file's name as text that any file can hold: bytes that are not UTF-8 become escapes like ``\xf6``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def folder_name(path: Path) -> str:
    """Return the name of the folder for what is made of a file: its own without the suffix.

    The whole name where that would leave dots alone, which are no name of their own: ``...mp4`` would lead upwards.
    """
    return path.stem if path.stem.strip(".") else path.name


def make_writable(folder: Path) -> None:
    """Create the folder if it is missing, and try to write in it; raises OSError when that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass


def free_path(wanted: Path, taken: Callable[[Path], bool] = Path.exists) -> Path:
    """Return ``wanted``, or the first of its name with -2, -3, ... before the suffix that is not ``taken``."""
    others = (wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}") for number in count(2))
    return next(path for path in chain([wanted], others) if not taken(path))


def _to_disk(path: Path) -> None:
    # Without it some file systems keep the new name and lose the content at a power cut.
    with path.open("rb+") as file:
        os.fsync(file.fileno())
