"""A finished session (the content of ``session.json``) in the words of a language."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from livecoach.cli.words import TERMINAL_WORDS, TerminalWords
from livecoach.core.timing import seconds_text
from livecoach.core.types import Observability, View
from livecoach.core.words.message import translate
from livecoach.core.words.numbers import numeral
from livecoach.core.words.phrases import PHRASES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_EN = TERMINAL_WORDS["en"]


def view_name(session: Mapping[str, Any], words: TerminalWords = _EN) -> str:
    """Return the view in few letters, such as ``3/4 front``."""
    return words.views[View(session["view"]["name"])]


def signs_meant(sessions: Sequence[Mapping[str, Any]], words: TerminalWords = _EN) -> list[str]:
    """Return what the signs mean that stand in the cells of these sessions' faults; none in holds, which have none."""
    states = {
        Observability(judged["state"])
        for session in sessions
        if session.get("hold") is None
        for judged in session["judged"].values()
    }
    return [text for state, text in words.signs.items() if state in states]


def faulty_reps(session: Mapping[str, Any], kind: str) -> str:
    """Return the cell of one fault: reps with it, ``-`` when the view cannot judge it, ``?`` after low confidence."""
    state = Observability(session["judged"][kind]["state"])
    if state is Observability.NONE:
        return "-"
    count = sum(kind in rep["faults"] for rep in session["reps"])
    return f"{count}?" if state is Observability.LIMITED else str(count)


def hold_cells(session: Mapping[str, Any], words: TerminalWords = _EN) -> list[str]:
    """Return the cells of a session's holds: breaths of each, seconds held in all, and what went wrong."""
    holds = session["hold"]["holds"]
    faults = dict.fromkeys(words.faults[kind].described for one in holds for kind in one["faults"])
    return [
        ", ".join(words.place_of.format(one["breaths"], one["goal_breaths"]) for one in holds) or "-",
        f"{sum(one['held_s'] for one in holds):.0f} s",
        ", ".join(faults) or ("-" if holds else words.no_hold),
    ]


def _hold_lines(session: Mapping[str, Any], words: TerminalWords) -> list[str]:
    """Return each hold with its breaths and faults, and the longest trouble with the position."""
    hold = session["hold"]
    found = [f"{words.counted(words.found_holds, len(hold['holds']))}{view_name(session, words)}."]
    for one in hold["holds"]:
        faults = ", ".join(words.faults[kind].described for kind in one["faults"]) or words.clean
        breaths = words.breaths_of[one["goal_breaths"] != 1].format(one["breaths"], one["goal_breaths"])
        began = seconds_text(one["start_s"], words.language)
        found.append(f"  {words.hold} {one['index']:<2} {began:>7}  {breaths}, {faults}")
    if hold["problems_s"]:
        line = max(hold["problems_s"], key=lambda problem: float(hold["problems_s"][problem]))
        phrase = PHRASES[words.language][line]
        # Amid a sentence; German nouns keep their capitals.
        phrase = phrase.lower() if words.language == "en" else phrase
        found.append(words.position.format(phrase, f"{hold['problems_s'][line]:.0f}"))
    return found


def remark(session: Mapping[str, Any], words: TerminalWords = _EN) -> str:
    """Return what a reader must know: damaged pictures, refused stretches, no still baseline, faults in no rep."""
    if session.get("hold") is not None:
        return "; ".join(line.strip().rstrip(".") for line in _hold_lines(session, words)[1:])
    tracking, how = session["tracking"], session["baseline"]["how"]
    remarks = []
    if damaged := tracking.get("frames_damaged", 0):  # sessions of before did not count them
        remarks.append(words.damaged[damaged != 1].format(damaged, session["source"]["frames"]))
    if tracking["refused_s"] > 0:
        why = words.refused.get(tracking["why"], tracking["why"])
        remarks.append(words.refused_for.format(numeral(tracking["refused_s"], ".1f", words.language), why))
    if how in ("best_effort", "none"):
        remarks.append(words.best_effort if how == "best_effort" else words.no_reference)
    if outside := _faults_outside(session):
        each = (f"{count} x {words.faults[kind].described}" for kind, count in outside.items())
        remarks.append(words.outside.format(", ".join(each)))
    return "; ".join(remarks)


def _faults_outside(session: Mapping[str, Any]) -> Counter[str]:
    """Return how often each fault was there while no rep was: the columns count reps and would be silent about it."""
    reps = [(rep["start_s"], rep["end_s"]) for rep in session["reps"]]
    return Counter(
        event["kind"]
        for event in session["events"]
        if all(_end_s(event) <= start_s or event["start_s"] >= end_s for start_s, end_s in reps)
    )


def _end_s(event: Mapping[str, Any]) -> float:
    """Return when a fault ended; one that was cut off, as by a full disk, never did."""
    end_s: float | None = event["end_s"]
    return math.inf if end_s is None else end_s


def lines(session: Mapping[str, Any], words: TerminalWords = _EN) -> list[str]:
    """Return what was found: the view, each rep with its faults, and what could not be judged."""
    if session.get("hold") is not None:
        return _hold_lines(session, words)
    counted = words.counted(words.found, len(session["reps"]))
    found = [f"{counted}{view_name(session, words)}.", *rep_lines(session, words)]
    for kind, judged in session["judged"].items():
        if Observability(judged["state"]) is Observability.NONE:
            found.append(
                words.not_judged.format(words.faults[kind].described, translate(judged["why"], words.language))
            )
    if session.get("breath") is not None:
        found.append(_breath(session["breath"], words))
    if said := remark(session, words):
        found.append(words.note.format(said))
    return found


def rep_lines(session: Mapping[str, Any], words: TerminalWords = _EN) -> list[str]:
    """Return when each rep began and what was wrong with it; nothing of an exercise that is held."""
    found = []
    for rep in session["reps"] if session.get("hold") is None else ():
        faults = ", ".join(words.faults[kind].described for kind in rep["faults"]) or words.clean
        calibrated = words.calibrated if rep["calibration"] else ""
        breaths = rep.get("breaths")
        held = "" if breaths is None else words.held_for.format(words.counted(words.full_breaths, breaths))
        began = seconds_text(rep["start_s"], words.language)
        found.append(f"  {words.rep} {rep['index']:<3} {began:>7}  {faults}{calibrated}{held}")
    return found


def _breath(breath: Mapping[str, Any], words: TerminalWords) -> str:
    """Return what was seen of the breath; a rate only where it could be trusted."""
    if not breath["seen_s"]:
        return words.breath_unseen
    rate = words.rate.format(f"{breath['rate_per_min']:.0f}") if breath["trusted"] else words.no_rate
    return words.breath.format(words.counted(words.full_breaths, breath["cycles"]), rate)
