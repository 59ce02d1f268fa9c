"""The commands that work on a session's folder, and the options of what a live one records."""

from __future__ import annotations

import argparse
from typing import Any

_TUNE = """\
examples:
  livecoach tune results/set
  livecoach tune "$HOME/.local/share/livecoach/sessions/2026-01-31_18-05-00"

the panel shows how many alarms each setting would have given in that session; w saves, s closes
"""
_HIGHLIGHTS = """\
examples:
  livecoach highlights results/set

writes highlights.mp4 into the folder, from its annotated clip: each fault with half a second around it and, beside it,
the best clean rep at the same moment of the movement; a chapter for each
"""
_KEPT = """\
examples:
  livecoach kept                           list what is kept of whom
  livecoach kept --forget --person Anna    delete what is kept of Anna
  livecoach kept --forget                  delete all of it

what a slow pull taught in a session, with small grey pictures of the upper body; it never leaves this computer
"""
PRIVACIES = ("off", "skeleton", "blur-face")


def add_session_commands(added: Any) -> dict[str, Any]:
    """Add the commands to argparse's subparsers; return their parsers by name."""
    tune = added.add_parser(
        "tune",
        help="set the limits by looking at a recorded session",
        description="Set the limits by looking at a recorded session.",
        epilog=_TUNE,
    )
    highlights = added.add_parser(
        "highlights",
        help="cut a session down to its faults and its best rep",
        description="Cut a session down to its faults and its best rep.",
        epilog=_HIGHLIGHTS,
    )
    for parser in (tune, highlights):
        parser.add_argument("folder", metavar="SESSION_FOLDER", help="folder that holds the session.jsonl")
    kept = added.add_parser(
        "kept",
        help="list or delete the calibrations kept of earlier sessions",
        description="List or delete the calibrations kept of earlier sessions.",
        epilog=_KEPT,
    )
    kept.add_argument("--forget", action="store_true", help="delete them")
    kept.add_argument("--person", metavar="NAME", help="only those of this person")
    return {"tune": tune, "highlights": highlights, "kept": kept}


def add_keeping_options(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Add who is coached, and whether the calibration is kept; ``meaning`` is the help of the latter."""
    parser.add_argument("--person", metavar="NAME", help="whose kept calibration is used and kept (default: default)")
    parser.add_argument("--keep", action=argparse.BooleanOptionalAction, help=meaning)


def add_recording_options(parser: argparse.ArgumentParser) -> None:
    """Add what ``live`` records beside and instead of the picture that is shown."""
    parser.add_argument(
        "--record-raw", action="store_true", help="record the camera's own picture beside it, as NAME-raw.mp4"
    )
    parser.add_argument(
        "--record-privacy",
        choices=PRIVACIES,
        default="off",
        metavar="skeleton|blur-face",
        help="record only the skeleton, or the person with the face blurred, for clips one can show",
    )
    parser.add_argument(
        "--highlights", action="store_true", help="at the end make highlights.mp4 of the faults and the best rep"
    )
