"""``livecoach kept``: the old name of ``livecoach calibrations``, for one release."""

from __future__ import annotations

import argparse
import sys

from livecoach.cli.commands import calibrations
from livecoach.core.words.message import _
from livecoach.core.words.translator import translator

_RENAMED = _("'livecoach kept' is now 'livecoach calibrations'; the old name ends with the next release.")


def run(arguments: argparse.Namespace) -> int:
    """Name the new command, then run it."""
    sys.stderr.write(f"livecoach: {translator()(_RENAMED)}\n")
    action = "delete" if arguments.forget else "list"
    return calibrations.run(argparse.Namespace(action=action, person=arguments.person))
