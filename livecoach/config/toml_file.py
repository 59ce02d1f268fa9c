"""TOML files that people write: profiles, plans and exercises."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Final

from livecoach.core.words.message import Message, _
from livecoach.core.words.reason import reason
from livecoach.errors import ProfileError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST_BYTES: Final = 256_000
"""Of a file that somebody writes by hand; the default profile, with a comment for every option, has 8,000."""


def read_toml(path: Path, what: Message) -> str:
    """Return the text of a file without a byte order mark; ``what`` names its kind in messages, such as *plan*.

    Raises ProfileError when it cannot be read, is too large or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise ProfileError(
                _("{} {} is larger than {} kB: is it the right file?").format(what, path, LARGEST_BYTES // 1000)
            )
        return content.decode("utf-8-sig")  # Windows editors begin files with a byte order mark
    except OSError as error:
        raise ProfileError(
            _("Cannot read {} {}: {}; check the name and the folder.").format(what, path, reason(error))
        ) from error
    except UnicodeDecodeError as error:
        raise ProfileError(_("{} {} is not UTF-8 text: save it as UTF-8.").format(what, path)) from error


def parsed(text: str, origin: str) -> Mapping[str, object]:
    """Return the tables of TOML ``text``; ``origin`` names it in messages.

    Raises ProfileError with the line of the first mistake.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(_("{}: not valid TOML: {}.").format(origin, error)) from error
