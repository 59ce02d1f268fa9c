"""Why the system refused something, as it stands in a sentence."""

from __future__ import annotations

from typing import Final

from livecoach.core.words.message import Message, _

_REASONS: Final = {
    "No space left on device": _("no space left on the disk"),
    "Permission denied": _("permission denied"),
    "Read-only file system": _("the file system is read-only"),
    "Input/output error": _("input/output error"),
    "Is a directory": _("it is a folder"),
    "Not a directory": _("it is not a folder"),
    "No such file or directory": _("there is no such file or folder"),
    "File exists": _("it exists already"),
}
"""By the system's own English text, for those that a user meets."""


def reason(error: Exception) -> str:
    """Return an error's reason without its number and file: a message where it is a common one, else its own text."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text if isinstance(text, Message) else _REASONS.get(text, f"{text[:1].lower()}{text[1:]}")
