"""The options of ``livecoach mobility``; imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_MOBILITY = """\
examples:
  livecoach mobility                                   led by voice before a webcam; of several you choose
  livecoach mobility --clip pulls.mp4 turns.mp4        from clips
  livecoach mobility --history --out range.png         all measurements so far, as a table and a chart

stand half sideways to the camera (three-quarter): still for three seconds, one slow pull, three pulls as far back as
stays clean; then, facing the camera, turn the head left and right three times with still shoulders, both hands
hanging in the picture
"""


def add_mobility(added: Any, sound_options: Callable[[Any], None]) -> Any:
    """Add the command to the subparsers ``added`` and return its parser."""
    mobility = added.add_parser(
        "mobility",
        help="measure how far elbows and head go",
        description="Measure how far back the elbows go without a fault, and how far the head turns.",
        epilog=_MOBILITY,
    )
    what = mobility.add_mutually_exclusive_group()
    what.add_argument(
        "--source",
        action="append",
        metavar="SOURCE",
        help="webcam's number, clip, or http:// or rtsp:// address; of several you choose one (default: the webcams)",
    )
    what.add_argument("--clip", nargs="+", metavar="CLIP", dest="clips", help="measure recorded clips, with no window")
    what.add_argument("--history", action="store_true", help="show the measurements so far, measure nothing")
    mobility.add_argument("--out", metavar="FILE", help="chart of the history to write: .jpg or .png")
    mobility.add_argument("--overwrite", action="store_true", help="replace a chart that is already there")
    mobility.add_argument("--folder", metavar="DIR", help="folder of the history (default: in your user data)")
    mobility.add_argument("--profile", metavar="NAME|FILE", help="gentle, strict, one of your own, or a .toml file")
    sound_options(mobility)
    mobility.add_argument("--headless", action="store_true", help="open no window")
    return mobility
