"""``livecoach posture``: take photos of how somebody stands, compare two, chart many."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from livecoach.cli.words import speaking
from livecoach.core.types import View
from livecoach.core.words.message import _, n_
from livecoach.core.words.translator import ENGLISH, Translator
from livecoach.posture.capture.photo_session import CaptureOptions, capture
from livecoach.posture.compare import CompareOptions, compare
from livecoach.posture.progress import progress
from livecoach.posture.sheet import by_hand_note, cells, headings, scale_note
from livecoach.posture.words import CHECK_POINTS, SELF_CHECK

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from livecoach.posture.measure.change import Change


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and print what was found and written."""
    with speaking(arguments.profile) as words:
        {"compare": _compare, "capture": _capture, "progress": _progress}[arguments.action](arguments, words)
    return 0


def table(changes: Sequence[Change], words: Translator = ENGLISH) -> Table:
    """Return one row for each measure, in the words of a language."""
    result = Table(*headings(words))
    for change in changes:
        result.add_row(*(Text(cell, overflow="fold") for cell in cells(change, words)))
    return result


def _compare(arguments: argparse.Namespace, words: Translator) -> None:
    found = compare(
        CompareOptions(
            before=Path(arguments.before),
            after=Path(arguments.after),
            out=Path(arguments.out),
            height_cm=arguments.height_cm,
            model=arguments.model,
            overwrite=arguments.overwrite,
            points=arguments.points,
            language=words.language,
        )
    )
    Console(highlight=False).print(table(found.changes, words))
    lines = [words(_("Warning: {}"), warning) for warning in found.warnings]
    before, after = (found.record[when]["moved_by_hand"] for when in ("before", "after"))
    lines += [note for note in [by_hand_note(before, after, words)] if note]
    scale = scale_note(found.record["height_cm"], words, given=not found.record["height_assumed"])
    lines += [
        words(CHECK_POINTS),
        scale,
        words(SELF_CHECK),
        words(_("Written to {} and {}"), found.picture, found.data),
    ]
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _capture(arguments: argparse.Namespace, words: Translator) -> None:
    taken = capture(
        CaptureOptions(
            view=View(arguments.view),
            sources=tuple(arguments.source or ()),
            ghost=Path(arguments.ghost) if arguments.ghost else None,
            out=Path(arguments.out) if arguments.out else None,
            height_cm=arguments.height_cm,
            profile=arguments.profile,
            audio=arguments.audio,
            volume=arguments.volume,
            style=arguments.style,
            headless=arguments.headless,
            overwrite=arguments.overwrite,
        )
    )
    count = len(taken.record["takes"])
    takes = words(n_("{} take.", "{} takes.", count).format(count))
    written = words(_("Written to {} and {}"), taken.picture, taken.data)
    sys.stdout.write(f"{takes} {written}\n")


def _progress(arguments: argparse.Namespace, words: Translator) -> None:
    charted = progress(Path(arguments.folder), Path(arguments.out), words.language, overwrite=arguments.overwrite)
    lines = [words(_("Left out: {}"), name) for name in charted.left_out]
    counted = n_("{} photo. Written to {}", "{} photos. Written to {}", charted.photos)
    lines.append(words(counted.format(charted.photos, charted.picture)))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
