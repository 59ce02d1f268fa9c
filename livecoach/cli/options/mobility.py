"""The options of ``livecoach mobility``; imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from livecoach.core.words.message import _

if TYPE_CHECKING:
    from collections.abc import Callable

_MOBILITY = _("""\
examples:
  livecoach mobility                                   guided by voice, with a webcam
  livecoach mobility --clip pulls.mp4 turns.mp4        from clips
  livecoach mobility --history --out range.png         all measurements so far, as a table and a chart

Stand at a three-quarter angle to the camera. Stand still for three seconds, do one slow pull, then three pulls as far
back as stays clean. Then face the camera and turn your head left and right three times with still shoulders. Keep both
hands hanging and in view.
""")


def add_mobility(added: Any, sound_options: Callable[[Any], None]) -> Any:
    """Add the command to the subparsers ``added`` and return its parser."""
    mobility = added.add_parser(
        "mobility",
        help=_("measure the range of movement of elbows and head"),
        description=_("Measure how far back the elbows go without a fault, and how far the head turns."),
        epilog=_MOBILITY,
    )
    what = mobility.add_mutually_exclusive_group()
    what.add_argument(
        "--source",
        action="append",
        metavar=_("SOURCE"),
        help=_(
            "number of a webcam, clip, or http:// or rtsp:// address; with several, you choose one "
            "(default: the webcams)"
        ),
    )
    what.add_argument(
        "--clip", nargs="+", metavar=_("CLIP"), dest="clips", help=_("measure recorded clips, without a window")
    )
    what.add_argument("--history", action="store_true", help=_("show the measurements so far without a new one"))
    mobility.add_argument("--out", metavar=_("FILE"), help=_("chart of the history to write: .jpg or .png"))
    mobility.add_argument("--overwrite", action="store_true", help=_("replace an existing chart"))
    mobility.add_argument("--folder", metavar=_("DIR"), help=_("folder of the history (default: in your user data)"))
    mobility.add_argument(
        "--profile", metavar=_("NAME|FILE"), help=_("gentle, strict, one of your own, or a .toml file")
    )
    sound_options(mobility)
    mobility.add_argument("--headless", action="store_true", help=_("open no window"))
    return mobility
