"""The parser of ``livecoach routine``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from livecoach.cli.options.session import add_keeping_options
from livecoach.core.words.message import _

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUTINE = _("""\
examples:
  livecoach routine                            the daily routine: hip lift, all-4 reach, pit pulls
  livecoach routine --plan evening.toml        a plan of your own (docs/routine.md)
  livecoach routine --restart                  start again, although today's is not finished

keys in the window: space pauses; n goes to the next step (during an exercise, it skips the exercise); q ends. The next
start on the same day continues from there.
""")


def add_routine(added: Any, sound_options: Callable[[Any], None]) -> Any:
    """Add the command to argparse's subparsers and return its parser."""
    parser = added.add_parser(
        "routine",
        help=_("lead through the daily routine"),
        description=_("Lead through a routine of exercises, day by day."),
        epilog=_ROUTINE,
    )
    parser.add_argument(
        "--source",
        action="append",
        metavar=_("SOURCE"),
        help=_(
            "number of a webcam, clip, or http:// or rtsp:// address; with several, you choose one "
            "(default: the webcams)"
        ),
    )
    parser.add_argument("--plan", metavar=_("FILE"), help=_("a plan of your own (default: the daily routine)"))
    parser.add_argument("--restart", action="store_true", help=_("start again instead of continuing today's routine"))
    parser.add_argument(
        "--diary", metavar=_("FILE"), help=_("file that keeps days and streak (default: with your data)")
    )
    parser.add_argument("--profile", metavar=_("NAME|FILE"), help=_("gentle, strict, one of your own, or a .toml file"))
    parser.add_argument("--model", metavar=_("lite|full|PATH"), help="profile: model.name")
    add_keeping_options(parser, "profile: session.keep")
    sound_options(parser)
    parser.add_argument("--mirror", action=argparse.BooleanOptionalAction, help="profile: camera.mirror")
    parser.add_argument("--headless", action="store_true", help=_("open no window"))
    parser.add_argument(
        "--out", metavar=_("DIR"), help=_("folder for the files; each exercise gets its own folder in it")
    )
    return parser
