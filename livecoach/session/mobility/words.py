"""A measurement of the range of movement in words, for the terminal and for the screen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from livecoach.core.words.message import Message, _
from livecoach.core.words.numbers import numeral
from livecoach.core.words.translator import ENGLISH, Translator, translator
from livecoach.faults.registry import texts_of
from livecoach.measure.mobility import Range
from livecoach.render.screens.result import ResultRow, ResultView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.measure.mobility_change import Change

NAME: Final[Mapping[Range, Message]] = {
    Range.ELBOWS_BEHIND: _("Elbows behind the trunk, % of its length"),
    Range.HEAD_LEFT: _("Head to the left, degrees"),
    Range.HEAD_RIGHT: _("Head to the right, degrees"),
}
WHY: Final[Mapping[str, Message]] = {
    "view": _("not visible from here"),
    "too_few": _("fewer than three tries"),
    "none_clean": _("no try without a fault"),
    "shoulders_along": _("the shoulders turned too"),
}
"""Why a range is not measured, or a try does not count, by the reason in the file."""

HEADINGS: Final = (Message(), _("now"), _("before"), _("change"), _("smallest detectable"), _("conclusion"))
DASH: Final = "-"


def _why(code: str, words: Translator) -> str:
    """Return why a try or a range does not count: ``code`` is the id of a fault or a key of ``WHY``."""
    return words(WHY[code]) if code in WHY else texts_of(code, words).name


def verdict(change: Change, words: Translator = ENGLISH) -> str:
    """Return what may be said of a range."""
    match change.claim.value:
        case "not_measured":
            return words(_("not measured: {}"), _why(change.why, words))
        case "first":
            return words(_("first measurement"))
        case "other_view":
            return words(_("not comparable: the earlier view differs"))
        case "not_shown":
            return words(_("no detectable change"))
    text = _("{} more") if change.change > 0.0 else _("{} less")
    return words(text, plain(abs(change.change), words))


def cells(change: Change, words: Translator = ENGLISH) -> tuple[str, str, str, str, str, str]:
    """Return one row of the table: name, now, before, change, smallest that shows, verdict."""
    return (
        words(NAME[change.what]),
        plain(change.now, words),
        plain(change.before, words),
        plain(change.change, words, "+.0f"),
        plain(change.mdc, words),
        verdict(change, words),
    )


def tries_in_words(measure: Mapping[str, object], words: Translator = ENGLISH) -> str:
    """Return all tries of one range, those that do not count with the reason."""
    tries = measure["tries"]
    assert isinstance(tries, list)
    shown = []
    for one in tries:
        value = plain(one["value"], words)
        shown.append(f"{value} ({_why(one['why'], words)})" if one["why"] else value)
    return ", ".join(shown)


def result_view(changes: Sequence[Change], language: str) -> ResultView:
    """Return the last screen of a measurement."""
    words = translator(language)
    rows = tuple(ResultRow(words(NAME[one.what]), plain(one.now, words), verdict(one, words)) for one in changes)
    return ResultView(words(_("Your range")), rows, words(_("q: close")))


def plain(value: float | None, words: Translator, spec: str = ".0f") -> str:
    """Return a number as the language writes it, a dash for an unknown one."""
    return DASH if value is None or math.isnan(value) else numeral(value, spec, words.language)
