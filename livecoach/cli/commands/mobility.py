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
from livecoach.errors import SourceError
from livecoach.measure.mobility import Range
from livecoach.session.mobility.history import chart, history_folder, load
from livecoach.session.mobility.session import MobilityOptions, measure
from livecoach.session.mobility.words import DASH, WORDS, Words, cells, plain, tries_in_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from livecoach.cli.words import TerminalWords
    from livecoach.measure.mobility_change import Change
    from livecoach.session.mobility.session import Measured


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked and print what was found and written; return 1 when something could not be written."""
    folder = Path(arguments.folder) if arguments.folder else history_folder()
    with speaking(arguments.profile) as spoken:
        words = WORDS[spoken.language]
        if arguments.history:
            _history(folder, Path(arguments.out) if arguments.out else None, words, overwrite=arguments.overwrite)
            return 0
        return finished(lambda: measure(_options(arguments, folder)), lambda done: _told(done, spoken))


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


def _told(done: Measured, spoken: TerminalWords) -> int:
    words, found = WORDS[spoken.language], done.record["measures"]
    if any(one["value"] is not None for one in found.values()):
        Console(highlight=False).print(table(done.changes, words))
        lines = [f"{words.name[what]}: {tries_in_words(found[what], words)}" for what in Range]
        kept = [words.kept.format(done.path)] if done.path is not None else []
        sys.stdout.write("".join(f"{line}\n" for line in (*lines, *kept)))
    return tell_missing((), done.faults, spoken)


def table(changes: Sequence[Change], words: Words = WORDS["en"]) -> Table:
    """Return one row for each range, in the words of a language."""
    result = Table(*words.headings)
    for change in changes:
        result.add_row(*(Text(cell, overflow="fold") for cell in cells(change, words)))
    return result


def history_table(records: Sequence[dict[str, Any]], words: Words = WORDS["en"]) -> Table:
    """Return one row for each measurement, oldest first, with the view that each number was seen from."""
    result = Table(words.date, *(words.name[what] for what in Range))
    for record in records:
        at = datetime.fromisoformat(record["taken_at"])
        result.add_row(f"{at:%Y-%m-%d %H:%M}", *(Text(_cell(record["measures"][what], words)) for what in Range))
    return result


def _cell(one: dict[str, Any], words: Words) -> str:
    if one["value"] is None:
        return DASH
    return f"{plain(one['value'], words)} ({words.views[View(one['view'])]})"


def _history(folder: Path, out: Path | None, words: Words, *, overwrite: bool) -> None:
    drawn = chart(folder, out, words, overwrite=overwrite) if out is not None else None
    history = drawn[1] if drawn is not None else load(folder, words)
    if not history.records:
        raise SourceError(f"There are no measurements in {folder}: make one with livecoach mobility.")
    Console(highlight=False).print(history_table(history.records, words))
    lines = [words.left_out.format(name) for name in history.left_out]
    if drawn is not None:
        lines.append(words.written.format(drawn[0]))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
