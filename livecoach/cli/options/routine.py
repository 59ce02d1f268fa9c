"""The parser of ``livecoach routine``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from livecoach.cli.options.session import add_keeping_options

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUTINE = """\
examples:
  livecoach routine                            the daily routine: hip lift, all-4 reach, pit pulls
  livecoach routine --plan evening.toml        a plan of your own (docs/routine.md)
  livecoach routine --restart                  from the beginning, though today's was not finished

keys in the window: space pauses, n goes on (past a rest or a how-to; in an exercise it skips that), q ends and keeps
the place: the next start on the same day goes on from there
"""


def add_routine(added: Any, sound_options: Callable[[Any], None]) -> Any:
    """Add the command to argparse's subparsers and return its parser."""
    parser = added.add_parser(
        "routine",
        help="lead through the daily routine",
        description="Lead through a routine of exercises, day by day.",
        epilog=_ROUTINE,
    )
    parser.add_argument(
        "--source",
        action="append",
        metavar="SOURCE",
        help="webcam's number, clip, or http:// or rtsp:// address; of several you choose one (default: the webcams)",
    )
    parser.add_argument("--plan", metavar="FILE", help="a plan of your own (default: the daily routine)")
    parser.add_argument("--restart", action="store_true", help="begin anew instead of where today's was left")
    parser.add_argument("--diary", metavar="FILE", help="where days and streak are kept (default: with your data)")
    parser.add_argument("--profile", metavar="NAME|FILE", help="gentle, strict, one of your own, or a .toml file")
    parser.add_argument("--model", metavar="lite|full|PATH", help="profile: model.name")
    add_keeping_options(parser, "profile: session.keep")
    sound_options(parser)
    parser.add_argument("--mirror", action=argparse.BooleanOptionalAction, help="profile: camera.mirror")
    parser.add_argument("--headless", action="store_true", help="open no window")
    parser.add_argument("--out", metavar="DIR", help="folder of the files, one folder in it for each exercise")
    return parser
