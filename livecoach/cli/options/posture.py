"""The options of ``livecoach posture``; imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

_POSTURE = """\
examples:
  livecoach posture capture --view side --out monday.jpg
  livecoach posture capture --view side --ghost monday.jpg --out thursday.jpg
  livecoach posture compare monday.jpg thursday.jpg --out change.jpg --height-cm 178
  livecoach posture progress photos --out progress.png
"""
_COMPARE = """\
examples:
  livecoach posture compare before.jpg after.jpg --out change.jpg
  livecoach posture compare before.jpg after.jpg --out change.jpg --height-cm 178
  livecoach posture compare before.jpg after.jpg --out change.jpg --points

keys in the window of --points: u undoes, Enter goes on, q stops and writes nothing

writes the picture, and beside it a JSON file of the same name
"""
_CAPTURE = """\
examples:
  livecoach posture capture --view side --out monday.jpg
  livecoach posture capture --view back --source 1 --ghost monday.jpg --out thursday.jpg

keys in the window: q ends the session
"""
_PROGRESS = """\
examples:
  livecoach posture progress photos --out progress.png

reads the JSON files that capture wrote into the folder
"""

_LANGUAGE = "the profile whose language is used: a name or a .toml file"


def add_posture(added: Any, sound_options: Callable[[Any], None], height: Callable[[str], float]) -> Any:
    """Add the command to the subparsers ``added`` and return its parser."""
    posture = added.add_parser(
        "posture",
        help="compare photos from before and after",
        description="Take photos of how you stand, and compare them.",
        epilog=_POSTURE,
    )
    actions = posture.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=type(posture))
    compare = actions.add_parser(
        "compare", help="compare two photos", description="Compare two photos of one person.", epilog=_COMPARE
    )
    compare.add_argument("before", metavar="BEFORE", help="the earlier photo: JPEG, PNG or WebP")
    compare.add_argument("after", metavar="AFTER", help="the later photo, from the same view")
    _out(compare, required=True)
    _height(compare, height)
    compare.add_argument(
        "--points", action="store_true", help="look at the points of both photos first and drag those that lie off"
    )
    _profile(compare, _LANGUAGE)
    compare.add_argument("--model", metavar="lite|full|PATH", default="full", help="pose model (default: %(default)s)")
    capture = actions.add_parser(
        "capture", help="take a photo by self-timer", description="Take a photo by self-timer.", epilog=_CAPTURE
    )
    capture.add_argument("--view", required=True, choices=("side", "back"), metavar="side|back", help="what to show")
    capture.add_argument(
        "--source",
        action="append",
        metavar="SOURCE",
        help="webcam's number, clip, or http:// or rtsp:// address; of several you choose one (default: the webcams)",
    )
    capture.add_argument("--ghost", metavar="PHOTO", help="an earlier photo to stand in")
    _out(capture, required=False)
    _height(capture, height)
    _profile(capture, "gentle, strict, one of your own, or a .toml file")
    sound_options(capture)
    capture.add_argument("--headless", action="store_true", help="open no window")
    progress = actions.add_parser(
        "progress", help="chart the photos of a folder", description="Chart the photos of a folder.", epilog=_PROGRESS
    )
    progress.add_argument("folder", metavar="FOLDER", help="where capture wrote its photos")
    _profile(progress, _LANGUAGE)
    _out(progress, required=True)
    return posture


def _profile(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--profile", metavar="NAME|FILE", help=what)


def _out(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--out", required=required, metavar="FILE", help="picture to write: .jpg or .png")
    parser.add_argument("--overwrite", action="store_true", help="replace files that are already there")


def _height(parser: argparse.ArgumentParser, height: Callable[[str], float]) -> None:
    parser.add_argument(
        "--height-cm", type=height, metavar="CM", help="the person's height (else 170 is assumed, and said)"
    )
