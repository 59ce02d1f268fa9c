"""``livecoach calibrations``: list or delete the calibrations kept of earlier sessions."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from livecoach.core.types import View
from livecoach.core.words import names
from livecoach.core.words.message import n_, p_
from livecoach.core.words.numbers import date_text
from livecoach.core.words.translator import ENGLISH, Translator, translator
from livecoach.session.calibration.store import calibrations_folder, forget, kept_files

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_NEAR = {"left": p_("side of the body", "left"), "right": p_("side of the body", "right")}


def run(arguments: argparse.Namespace) -> int:
    """List the kept calibrations, or delete them and say how many there were."""
    words = translator()
    files = kept_files(arguments.person)
    count = len(files)
    if arguments.action == "delete":
        forget(files)
        deleted = n_("{} kept calibration deleted.", "{} kept calibrations deleted.", count)
        sys.stdout.write(f"{words(deleted.format(count))}\n")
        return 0
    for path in files:
        sys.stdout.write(f"{line(path, words)}\n")
    counted = n_("{} kept calibration in {}", "{} kept calibrations in {}", count)
    sys.stdout.write(f"{words(counted.format(count, calibrations_folder()))}\n")
    return 0


def line(path: Path, words: Translator = ENGLISH) -> str:
    """Return a file as text: person, exercise, side, day and size."""
    person, exercise, side = path.parts[-3], path.parts[-2], path.stem
    about = path.stat()
    day = date_text(datetime.fromtimestamp(about.st_mtime, UTC).astimezone(), words.language)
    return f"{person}: {exercise}, {_side(side, words)}, {day}, {about.st_size / 1000:.0f} kB"


def _side(stem: str, words: Translator) -> str:
    """Return the view in a file's name, such as ``three_quarter_front_left``, and the side that is nearer."""
    name, _line, near = stem.rpartition("_")
    if name in set(View) and near in _NEAR:
        return f"{words(names.VIEW[View(name)])} {words(_NEAR[near])}"
    return words(names.VIEW[View(stem)]) if stem in set(View) else stem
