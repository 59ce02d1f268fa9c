"""Where the user's own files lie: profiles and choices, and what is kept of sessions."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from livecoach.core.words.message import _
from livecoach.errors import OutputError


def config_folder() -> Path:
    """Return the folder of the user's own settings; it need not exist. OutputError where the user has no home."""
    try:
        return Path(platformdirs.user_config_dir("livecoach", appauthor=False))
    except RuntimeError as error:  # an unknown user, HOME not set
        raise OutputError(
            _("There is no home directory for what livecoach keeps: set HOME to a folder that can be written.")
        ) from error


def data_folder() -> Path:
    """Return the folder of what is kept for the user; it need not exist. OutputError where the user has no home."""
    try:
        return Path(platformdirs.user_data_dir("livecoach", appauthor=False))
    except RuntimeError as error:
        raise OutputError(
            _("There is no home directory for what livecoach keeps: set HOME to a folder that can be written.")
        ) from error
