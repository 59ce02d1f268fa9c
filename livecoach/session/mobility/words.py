"""A measurement of the range of movement in words, for the terminal and for the screen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from livecoach.core.types import View
from livecoach.core.words.numbers import numeral
from livecoach.faults.registry import fault_named
from livecoach.measure.mobility import Range
from livecoach.render.screens.result import ResultRow, ResultView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.measure.mobility_change import Change


@dataclass(frozen=True, slots=True)
class Words:
    """Texts of one ``language``; those with braces are for ``str.format``."""

    language: str
    title: str
    name: Mapping[Range, str]
    why: Mapping[str, str]
    first: str
    not_shown: str
    other_view: str
    more: str
    less: str
    not_measured: str
    close: str
    headings: tuple[str, str, str, str, str, str]
    date: str
    kept: str
    chart: str
    seen: str
    views: Mapping[View, str]
    band: str
    left_out: str
    not_ours: str
    written: str


_ENGLISH: Final = Words(
    language="en",
    title="Your range",
    name={
        Range.ELBOWS_BEHIND: "Elbows behind the trunk, % of its length",
        Range.HEAD_LEFT: "Head to the left, degrees",
        Range.HEAD_RIGHT: "Head to the right, degrees",
    },
    why={
        "view": "cannot be seen from here",
        "too_few": "fewer than three tries",
        "none_clean": "no try without a fault",
        "shoulders_along": "shoulders went along",
    },
    first="first measurement",
    not_shown="no change that this can see",
    other_view="not comparable: seen from elsewhere before",
    more="{} more",
    less="{} less",
    not_measured="not measured",
    close="q: close",
    headings=("", "now", "before", "change", "smallest that shows", "what can be said"),
    date="date",
    kept="Kept in {}",
    chart="My range",
    seen="{}, seen from {}",
    views={view: view.value.replace("_", " ") for view in View},
    band="grey band: no change that this can show",
    left_out="Left out: {}",
    not_ours="{} is not from livecoach mobility",
    written="Written to {}",
)
_GERMAN: Final = Words(
    language="de",
    title="Deine Reichweite",
    name={
        Range.ELBOWS_BEHIND: "Ellbogen hinter dem Rumpf, % seiner Länge",
        Range.HEAD_LEFT: "Kopf nach links, Grad",
        Range.HEAD_RIGHT: "Kopf nach rechts, Grad",
    },
    why={
        "view": "von hier nicht zu sehen",
        "too_few": "weniger als drei Versuche",
        "none_clean": "kein Versuch ohne Fehler",
        "shoulders_along": "Schultern drehten mit",
    },
    first="erste Messung",
    not_shown="keine Änderung, die man hier sieht",
    other_view="nicht vergleichbar: früher anders gesehen",
    more="{} mehr",
    less="{} weniger",
    not_measured="nicht gemessen",
    close="q: schließen",
    headings=("", "jetzt", "davor", "Änderung", "kleinste, die sich zeigt", "was sich sagen lässt"),
    date="Datum",
    kept="Aufbewahrt in {}",
    chart="Meine Reichweite",
    seen="{}, gesehen {}",
    views={
        View.FRONT: "von vorn",
        View.THREE_QUARTER_FRONT: "schräg von vorn",
        View.SIDE: "von der Seite",
        View.THREE_QUARTER_BACK: "schräg von hinten",
        View.BACK: "von hinten",
        View.UNKNOWN: "von irgendwo",
    },
    band="graues Band: keine Änderung, die sich hier zeigt",
    left_out="Ausgelassen: {}",
    not_ours="{} ist nicht von livecoach mobility",
    written="Geschrieben nach {}",
)
WORDS: Final = {"en": _ENGLISH, "de": _GERMAN}
DASH: Final = "-"


def _why(code: str, words: Words) -> str:
    """Return why a try or a range does not count: ``code`` is the id of a fault or a key of ``Words.why``."""
    return words.why[code] if code in words.why else fault_named(code).words[words.language].described


def verdict(change: Change, words: Words = _ENGLISH) -> str:
    """Return in words what may be said of a range."""
    match change.claim.value:
        case "not_measured":
            return f"{words.not_measured}: {_why(change.why, words)}"
        case "first":
            return words.first
        case "other_view":
            return words.other_view
        case "not_shown":
            return words.not_shown
    text = words.more if change.change > 0.0 else words.less
    return text.format(plain(abs(change.change), words))


def cells(change: Change, words: Words = _ENGLISH) -> tuple[str, str, str, str, str, str]:
    """Return one row of the table: name, now, before, change, smallest that shows, verdict."""
    return (
        words.name[change.what],
        plain(change.now, words),
        plain(change.before, words),
        plain(change.change, words, "+.0f"),
        plain(change.mdc, words),
        verdict(change, words),
    )


def tries_in_words(measure: Mapping[str, object], words: Words = _ENGLISH) -> str:
    """Return all tries of one range, those that do not count with the reason."""
    tries = measure["tries"]
    assert isinstance(tries, list)
    told = []
    for one in tries:
        value = plain(one["value"], words)
        told.append(f"{value} ({_why(one['why'], words)})" if one["why"] else value)
    return ", ".join(told)


def result_view(changes: Sequence[Change], language: str) -> ResultView:
    """Return the last screen of a measurement."""
    words = WORDS[language]
    rows = tuple(ResultRow(words.name[one.what], plain(one.now, words), verdict(one, words)) for one in changes)
    return ResultView(words.title, rows, words.close)


def plain(value: float | None, words: Words, spec: str = ".0f") -> str:
    """Return a number as the language writes it, a dash for an unknown one."""
    return DASH if value is None or math.isnan(value) else numeral(value, spec, words.language)
