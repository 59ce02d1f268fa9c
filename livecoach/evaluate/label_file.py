"""Reading ``labels.json`` (``docs/labels.md``): one entry for each clip or photo, whatever it labels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from livecoach.core.words.message import _
from livecoach.errors import RecordError
from livecoach.evaluate.labelled_clip import JSON_NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pydantic import TypeAdapter

T = TypeVar("T")


def any_entry(folder: Path, wanted: Callable[[dict[str, Any]], bool]) -> bool:
    """Return whether an entry of ``labels.json`` in ``folder`` is ``wanted``; RecordError when it cannot be read."""
    path = folder / JSON_NAME
    if not path.is_file():
        return False
    entries = _read(path)
    known = entries.values() if isinstance(entries, dict) else ()
    return any(isinstance(entry, dict) and wanted(entry) for entry in known)


def checked(folder: Path, form: TypeAdapter[T]) -> T:
    """Return ``labels.json`` in ``folder`` in the form that it must have; RecordError with the first fault found."""
    path = folder / JSON_NAME
    try:
        return form.validate_python(_read(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise RecordError(
            _("{}, {}: {}; docs/labels.md has the format.").format(path, where or "as a whole", first["msg"])
        ) from error


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RecordError(
            _("{} cannot be read ({}): it must be JSON, see docs/labels.md.").format(path, error)
        ) from error
