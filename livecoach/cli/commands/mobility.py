"""``livecoach mobility``: measure how far the elbows and the head go, and show how that went over many dates."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from livecoach.cli.words import finished, speaking, tell_missing
from livecoach.core.types import View
from livecoach.core.words import names
from livecoach.core.words.message import _
from livecoach.core.words.numbers import date_time_text
from livecoach.core.words.translator import ENGLISH, Translator
from livecoach.errors import SourceError
from livecoach.measure.mobility import Range
from livecoach.session.mobility.history import chart, history_folder, load
from livecoach.session.mobility.session import MobilityOptions, measure
from livecoach.session.mobility.words import DASH, HEADINGS, NAME, cells, plain, tries_in_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from livecoach.measure.mobility_change import Change
    from livecoach.session.mobility.session import Measured


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and print what was found and written; return 1 when something could not be written."""
    folder = Path(arguments.folder) if arguments.folder else history_folder()
    with speaking(arguments.profile) as words:
        if arguments.history:
            _history(folder, Path(arguments.out) if arguments.out else None, words, overwrite=arguments.overwrite)
            return 0
        return finished(lambda: measure(_options(arguments, folder)), lambda done: _told(done, words))


def _options(arguments: argparse.Namespace, folder: Path) -> MobilityOptions:
    return MobilityOptions(
        sources=tuple(arguments.source or ()),
        clips=tuple(Path(clip) for clip in arguments.clips or ()),
        folder=folder,
        profile=arguments.profile,
        audio=arguments.audio,
        volume=arguments.volume,
        style=arguments.style,
        headless=arguments.headless,
    )


def _told(done: Measured, words: Translator) -> int:
    found = done.record["measures"]
    if any(one["value"] is not None for one in found.values()):
        Console(highlight=False).print(table(done.changes, words))
        lines = [f"{words(NAME[what])}: {tries_in_words(found[what], words)}" for what in Range]
        kept = [words(_("Kept in {}"), done.path)] if done.path is not None else []
        sys.stdout.write("".join(f"{line}\n" for line in (*lines, *kept)))
    return tell_missing((), done.faults, words)


def table(changes: Sequence[Change], words: Translator = ENGLISH) -> Table:
    """Return one row for each range, in the words of a language."""
    result = Table(*(words(head) for head in HEADINGS))
    for change in changes:
        result.add_row(*(Text(cell, overflow="fold") for cell in cells(change, words)))
    return result


def history_table(records: Sequence[dict[str, Any]], words: Translator = ENGLISH) -> Table:
    """Return one row for each measurement, oldest first, with the view that each number was seen from."""
    result = Table(words(_("date")), *(words(NAME[what]) for what in Range))
    for record in records:
        at = datetime.fromisoformat(record["taken_at"])
        result.add_row(
            date_time_text(at, words.language), *(Text(_cell(record["measures"][what], words)) for what in Range)
        )
    return result


def _cell(one: dict[str, Any], words: Translator) -> str:
    if one["value"] is None:
        return DASH
    return f"{plain(one['value'], words)} ({words(names.VIEW[View(one['view'])])})"


def _history(folder: Path, out: Path | None, words: Translator, *, overwrite: bool) -> None:
    drawn = chart(folder, out, words, overwrite=overwrite) if out is not None else None
    history = drawn[1] if drawn is not None else load(folder, words)
    if not history.records:
        raise SourceError(_("There are no measurements in {}: make one with livecoach mobility.").format(folder))
    Console(highlight=False).print(history_table(history.records, words))
    lines = [words(_("Left out: {}"), name) for name in history.left_out]
    if drawn is not None:
        lines.append(words(_("Written to {}"), drawn[0]))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
