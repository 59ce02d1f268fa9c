"""The commands that work on a session's folder, and the options of what a live one records."""

from __future__ import annotations

import argparse
from typing import Any

from livecoach.core.words.message import _

_TUNE = _("""\
examples:
  livecoach tune results/set
  livecoach tune "$HOME/.local/share/livecoach/sessions/2026-01-31_18-05-00"

The panel shows how many faults each setting would have found in that session. w saves, s closes.
""")
_HIGHLIGHTS = _("""\
examples:
  livecoach highlights results/set

Writes highlights.mp4 into the folder, made from its annotated clip. It shows each fault with half a second around it
and, beside it, the best clean rep at the same moment of the movement. Each fault has a chapter.
""")
_CALIBRATIONS = _("""\
examples:
  livecoach calibrations                         list the kept calibrations
  livecoach calibrations delete --person Anna    delete those of Anna
  livecoach calibrations delete                  delete all

A calibration holds what a slow pull showed, with small grey pictures of the upper body. It never leaves this computer.
""")
PRIVACIES = ("off", "skeleton", "blur-face")


def add_session_commands(added: Any) -> dict[str, Any]:
    """Add the commands to argparse's subparsers; return their parsers by name."""
    tune = added.add_parser(
        "tune",
        help=_("tune the limits on a recorded session"),
        description=_("Tune the limits on a recorded session."),
        epilog=_TUNE,
    )
    highlights = added.add_parser(
        "highlights",
        help=_("cut a session down to its faults and its best rep"),
        description=_("Cut a session down to its faults and its best rep."),
        epilog=_HIGHLIGHTS,
    )
    for parser in (tune, highlights):
        parser.add_argument("folder", metavar=_("SESSION_FOLDER"), help=_("folder that contains session.jsonl"))
    calibrations = added.add_parser(
        "calibrations",
        help=_("list or delete the calibrations kept of earlier sessions"),
        description=_("List or delete the calibrations kept of earlier sessions."),
        epilog=_CALIBRATIONS,
    )
    calibrations.add_argument(
        "action", nargs="?", choices=("list", "delete"), default="list", help=_("what to do (default: list)")
    )
    # The name of 0.2, for one release; without help it is not listed.
    kept = added.add_parser("kept", description=_("The old name of 'livecoach calibrations'."))
    kept.add_argument("--forget", action="store_true", help=_("delete them"))
    for parser in (calibrations, kept):
        parser.add_argument("--person", metavar=_("NAME"), help=_("only those of this person"))
    return {"tune": tune, "highlights": highlights, "calibrations": calibrations, "kept": kept}


def add_keeping_options(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Add who is coached, and whether the calibration is kept; ``meaning`` is the help of the latter."""
    parser.add_argument(
        "--person", metavar=_("NAME"), help=_("person whose kept calibration is used (default: default)")
    )
    parser.add_argument("--keep", action=argparse.BooleanOptionalAction, help=meaning)


def add_recording_options(parser: argparse.ArgumentParser) -> None:
    """Add what ``live`` records beside and instead of the picture that is shown."""
    parser.add_argument(
        "--record-raw", action="store_true", help=_("also record the unannotated camera picture, as NAME-raw.mp4")
    )
    parser.add_argument(
        "--record-privacy",
        choices=PRIVACIES,
        default="off",
        metavar=_("skeleton|blur-face"),
        help=_("record only the skeleton, or blur the face, for clips that you want to share"),
    )
    parser.add_argument(
        "--highlights", action="store_true", help=_("at the end, make highlights.mp4 of the faults and the best rep")
    )
