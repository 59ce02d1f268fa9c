"""A finished session in the words of a language."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

from livecoach.core.routine import Unit
from livecoach.core.timing import seconds_text
from livecoach.core.types import BaselineHow, Observability
from livecoach.core.words import names
from livecoach.core.words.message import Message, _, n_
from livecoach.core.words.phrases import PHRASES
from livecoach.core.words.translator import ENGLISH, Translator
from livecoach.faults.registry import texts_of
from livecoach.render.panels.routine_cards import done_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.output.log.session_file import BreathFound, HoldFound, Session, SessionEvent

REFUSED: Final[Mapping[str, Message]] = {
    "nobody": _("nobody in view"),
    "dark": _("too dark"),
    "incomplete": _("upper body not fully in view"),
    "outside": _("outside the picture"),
    "small": _("too far away"),
    "upside_down": _("detected upside down"),
    "limbs": _("arms not plausible"),
    "jump": _("sudden jump"),
    "damaged": _("picture damaged"),
    "head_outside": _("head not in view"),
    "hips_outside": _("hips not in view"),
}
"""By the reasons of ``livecoach.track.gatekeeper``."""

_SIGNS: Final = {
    Observability.LIMITED: _("?: limited, this view shows it only partly"),
    Observability.NONE: _("-: not judged, this view does not show it"),
}


def _view(session: Session) -> Message:
    return names.VIEW[session.view.name]


def _full_breaths(count: int) -> Message:
    return n_("{} full breath", "{} full breaths", count).format(count)


def view_name(session: Session, words: Translator = ENGLISH) -> str:
    """Return the view in few letters, such as ``3/4 front``."""
    return words(_view(session))


def signs_meant(sessions: Sequence[Session], words: Translator = ENGLISH) -> list[str]:
    """Return what the signs mean that stand in the cells of these sessions' faults; none in holds, which have none."""
    states = {judged.state for session in sessions if session.hold is None for judged in session.judged.values()}
    return [words(text) for state, text in _SIGNS.items() if state in states]


def faulty_reps(session: Session, kind: str) -> str:
    """Return the cell of one fault: reps with it, ``-`` when the view cannot judge it, ``?`` after low confidence."""
    judged = session.judged.get(kind)
    if judged is None or judged.state is Observability.NONE:
        return "-"
    count = sum(kind in rep.faults for rep in session.reps)
    return f"{count}?" if judged.state is Observability.LIMITED else str(count)


def hold_cells(found: HoldFound, words: Translator = ENGLISH) -> list[str]:
    """Return the cells of a session's holds: breaths of each, seconds held in all, and what went wrong."""
    faults = dict.fromkeys(texts_of(kind, words).name for one in found.holds for kind in one.faults)
    return [
        ", ".join(words(_("{} of {}"), one.breaths, one.goal_breaths) for one in found.holds) or "-",
        f"{sum(one.held_s for one in found.holds):.0f} s",
        ", ".join(faults) or ("-" if found.holds else words(_("no hold"))),
    ]


def _hold_lines(session: Session, hold: HoldFound, words: Translator) -> list[str]:
    """Return each hold with its breaths and faults, and the longest trouble with the position."""
    count, hold_name = len(hold.holds), words(_("Hold"))
    found = [words(n_("{} hold. View: {}.", "{} holds. View: {}.", count).format(count, _view(session)))]
    for one in hold.holds:
        faults = ", ".join(texts_of(kind, words).name for kind in one.faults) or words(_("clean"))
        breaths = words(done_of(Unit.BREATHS, one.breaths, one.goal_breaths))
        began = seconds_text(one.start_s, words.language)
        found.append(f"  {hold_name} {one.index:<2} {began:>7}  {breaths}, {faults}")
    if hold.problems_s:
        line, seconds = max(hold.problems_s.items(), key=lambda problem: problem[1])
        found.append(words(_("Position: {} ({:.0f} s)."), PHRASES[line], seconds))
    return found


def remark(session: Session, words: Translator = ENGLISH) -> str:
    """Return what a reader must know: damaged pictures, refused stretches, no still baseline, faults in no rep."""
    if session.hold is not None:
        return "; ".join(line.strip().rstrip(".") for line in _hold_lines(session, session.hold, words)[1:])
    tracking, how = session.tracking, session.baseline.how
    remarks = []
    if damaged := tracking.frames_damaged:
        remarks.append(
            words(
                n_("{} frame of {} damaged, not judged", "{} frames of {} damaged, not judged", damaged).format(
                    damaged, session.source.frames
                )
            )
        )
    if tracking.refused_s > 0:
        why = REFUSED.get(tracking.why, tracking.why)
        remarks.append(words(_("{:.1f} s not used: {}"), tracking.refused_s, why))
    if how in (BaselineHow.BEST_EFFORT, BaselineHow.NONE):
        remarks.append(
            words(_("no still start, so the best available reference was used"))
            if how is BaselineHow.BEST_EFFORT
            else words(_("no reference"))
        )
    if outside := _faults_outside(session):
        each = (f"{count} x {texts_of(kind, words).name}" for kind, count in outside.items())
        remarks.append(words(_("outside the reps: {}"), ", ".join(each)))
    return "; ".join(remarks)


def _faults_outside(session: Session) -> Counter[str]:
    """Return how often each fault was there while no rep was: the columns count reps and would be silent about it."""
    reps = [(rep.start_s, rep.end_s) for rep in session.reps]
    return Counter(
        event.kind
        for event in session.events
        if all(_end_s(event) <= start_s or event.start_s >= end_s for start_s, end_s in reps)
    )


def _end_s(event: SessionEvent) -> float:
    """Return when a fault ended; one that was cut off, as by a full disk, never did."""
    return math.inf if event.end_s is None else event.end_s


def lines(session: Session, words: Translator = ENGLISH) -> list[str]:
    """Return what was found: the view, each rep with its faults, and what could not be judged."""
    if session.hold is not None:
        return _hold_lines(session, session.hold, words)
    count = len(session.reps)
    counted = n_("{} rep. View: {}.", "{} reps. View: {}.", count).format(count, _view(session))
    found = [words(counted), *rep_lines(session, words)]
    for kind, judged in session.judged.items():
        if judged.state is Observability.NONE:
            found.append(words(_("Not judged: {} ({})."), texts_of(kind, words).name, words(judged.why)))
    if session.breath is not None:
        found.append(_breath(session.breath, words))
    if said := remark(session, words):
        found.append(words(_("Note: {}."), said))
    return found


def rep_lines(session: Session, words: Translator = ENGLISH) -> list[str]:
    """Return when each rep began and what was wrong with it; nothing of an exercise that is held."""
    found, rep_name = [], words(_("Rep"))
    for rep in session.reps if session.hold is None else ():
        faults = ", ".join(texts_of(kind, words).name for kind in rep.faults) or words(_("clean"))
        calibrated = words(_(" (calibration)")) if rep.calibration else ""
        held = "" if rep.breaths is None else words(_(", held for {}"), _full_breaths(rep.breaths))
        began = seconds_text(rep.start_s, words.language)
        found.append(f"  {rep_name} {rep.index:<3} {began:>7}  {faults}{calibrated}{held}")
    return found


def _breath(breath: BreathFound, words: Translator) -> str:
    """Return what was seen of the breath; a rate only where it could be trusted."""
    if not breath.seen_s:
        return words(_("Breathing: not visible enough to count."))
    known = breath.trusted and breath.rate_per_min is not None
    rate = words(_("{:.0f} per minute at rest"), breath.rate_per_min) if known else words(_("no reliable rate"))
    return words(_("Breathing: {}, {}."), _full_breaths(breath.cycles), rate)
