"""The options of ``livecoach posture``; imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from livecoach.core.words.message import _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

_POSTURE = _("""\
examples:
  livecoach posture capture --view side --out monday.jpg
  livecoach posture capture --view side --ghost monday.jpg --out thursday.jpg
  livecoach posture compare monday.jpg thursday.jpg --out change.jpg --height-cm 178
  livecoach posture progress photos --out progress.png
""")
_COMPARE = _("""\
examples:
  livecoach posture compare before.jpg after.jpg --out change.jpg
  livecoach posture compare before.jpg after.jpg --out change.jpg --height-cm 178
  livecoach posture compare before.jpg after.jpg --out change.jpg --points

keys in the window of --points: u undoes, Enter continues, q stops and writes nothing

Writes the picture, and beside it a JSON file of the same name.
""")
_CAPTURE = _("""\
examples:
  livecoach posture capture --view side --out monday.jpg
  livecoach posture capture --view back --source 1 --ghost monday.jpg --out thursday.jpg

keys in the window: q ends the session
""")
_PROGRESS = _("""\
examples:
  livecoach posture progress photos --out progress.png

Reads the JSON files that capture wrote into the folder.
""")

_LANGUAGE = _("the profile whose language is used: a name or a .toml file")


def add_posture(added: Any, sound_options: Callable[[Any], None], height: Callable[[str], float]) -> Any:
    """Add the command to the subparsers ``added`` and return its parser."""
    posture = added.add_parser(
        "posture",
        help=_("compare posture photos from before and after"),
        description=_("Take photos of your posture and compare them."),
        epilog=_POSTURE,
    )
    actions = posture.add_subparsers(dest="action", metavar=_("ACTION"), required=True, parser_class=type(posture))
    _add_compare(actions, height)
    _add_capture(actions, sound_options, height)
    _add_progress(actions)
    return posture


def _add_compare(actions: Any, height: Callable[[str], float]) -> None:
    compare = actions.add_parser(
        "compare", help=_("compare two photos"), description=_("Compare two photos of one person."), epilog=_COMPARE
    )
    compare.add_argument("before", metavar=_("BEFORE"), help=_("the earlier photo: JPEG, PNG or WebP"))
    compare.add_argument("after", metavar=_("AFTER"), help=_("the later photo, from the same view"))
    _out(compare, required=True)
    _height(compare, height)
    compare.add_argument(
        "--points", action="store_true", help=_("check the points of both photos first and drag those that are off")
    )
    _profile(compare, _LANGUAGE)
    compare.add_argument(
        "--model", metavar=_("lite|full|PATH"), default="full", help=_("pose model (default: %(default)s)")
    )


def _add_capture(actions: Any, sound_options: Callable[[Any], None], height: Callable[[str], float]) -> None:
    capture = actions.add_parser(
        "capture", help=_("take a photo by self-timer"), description=_("Take a photo by self-timer."), epilog=_CAPTURE
    )
    capture.add_argument(
        "--view", required=True, choices=("side", "back"), metavar=_("side|back"), help=_("view to photograph")
    )
    capture.add_argument(
        "--source",
        action="append",
        metavar=_("SOURCE"),
        help=_(
            "number of a webcam, clip, or http:// or rtsp:// address; with several, you choose one "
            "(default: the webcams)"
        ),
    )
    capture.add_argument("--ghost", metavar=_("PHOTO"), help=_("an earlier photo, shown as an overlay to match"))
    _out(capture, required=False)
    _height(capture, height)
    _profile(capture, _("gentle, strict, one of your own, or a .toml file"))
    sound_options(capture)
    capture.add_argument("--headless", action="store_true", help=_("open no window"))


def _add_progress(actions: Any) -> None:
    progress = actions.add_parser(
        "progress",
        help=_("chart the photos of a folder"),
        description=_("Chart the photos of a folder."),
        epilog=_PROGRESS,
    )
    progress.add_argument("folder", metavar=_("FOLDER"), help=_("the folder that capture wrote its photos to"))
    _profile(progress, _LANGUAGE)
    _out(progress, required=True)


def _profile(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--profile", metavar=_("NAME|FILE"), help=what)


def _out(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--out", required=required, metavar=_("FILE"), help=_("picture to write: .jpg or .png"))
    parser.add_argument("--overwrite", action="store_true", help=_("replace existing files"))


def _height(parser: argparse.ArgumentParser, height: Callable[[str], float]) -> None:
    parser.add_argument(
        "--height-cm", type=height, metavar=_("CM"), help=_("the person's height (default: 170, marked as assumed)")
    )
