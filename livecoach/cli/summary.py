"""A finished session (the content of ``session.json``) in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from livecoach.core.phrases import PHRASES
from livecoach.core.timing import seconds_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FAULT_NAMES = {"shrug": "shrug", "lumbar_extension": "arched back", "head_protrusion": "head forward"}
"""How each fault kind is called in sentences."""

FAULT_HEADS = {"shrug": "shrug", "lumbar_extension": "arch", "head_protrusion": "head"}
"""The same at the head of a column."""


def view_name(session: Mapping[str, Any]) -> str:
    """Return the view in few letters, such as ``3/4 front``."""
    name: str = session["view"]["name"]
    return name.replace("three_quarter_", "3/4 ")


def signs_meant(sessions: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what the signs mean that stand in the cells of these sessions' faults; none in holds, which have none."""
    states = {
        judged["state"] for session in sessions if session.get("hold") is None for judged in session["judged"].values()
    }
    meant = {"low": "?: this view shows it only weakly", "no": "-: this view hides it"}
    return [text for state, text in meant.items() if state in states]


def faulty_reps(session: Mapping[str, Any], kind: str) -> str:
    """Return the cell of one fault: reps with it, ``-`` when the view cannot judge it, ``?`` after low confidence."""
    state = session["judged"][kind]["state"]
    if state == "no":
        return "-"
    count = sum(kind in rep["faults"] for rep in session["reps"])
    return f"{count}?" if state == "low" else str(count)


def hold_cells(session: Mapping[str, Any]) -> list[str]:
    """Return the cells of a session's holds: breaths of each, seconds held in all, and what went wrong."""
    holds = session["hold"]["holds"]
    faults = dict.fromkeys(HOLD_FAULTS[kind] for one in holds for kind in one["faults"])
    return [
        ", ".join(f"{one['breaths']} of {one['goal_breaths']}" for one in holds) or "-",
        f"{sum(one['held_s'] for one in holds):.0f} s",
        ", ".join(faults) or ("-" if holds else "no hold"),
    ]


HOLD_FAULTS = {
    "hip_drop": "hips dropped",
    "reach_lost": "reach lost",
    "neck_crane": "head lifted",
    "low_back_sag": "low back sagged",
}

HOLD_HEADS = ("breaths", "held", "faults")


def _hold_lines(session: Mapping[str, Any]) -> list[str]:
    """Return each hold with its breaths and faults, and the longest trouble with the position."""
    hold = session["hold"]
    found = [f"{len(hold['holds'])} hold{'' if len(hold['holds']) == 1 else 's'}, view: {view_name(session)}."]
    for one in hold["holds"]:
        faults = ", ".join(HOLD_FAULTS[kind] for kind in one["faults"]) or "clean"
        breaths = f"{one['breaths']} of {one['goal_breaths']} breaths"
        found.append(f"  hold {one['index']:<2} {seconds_text(one['start_s']):>7}  {breaths}, {faults}")
    if hold["problems_s"]:
        line = max(hold["problems_s"], key=lambda problem: float(hold["problems_s"][problem]))
        found.append(f"Position: {PHRASES['en'][line].lower()} ({hold['problems_s'][line]:.0f} s).")
    return found


def remark(session: Mapping[str, Any]) -> str:
    """Return what a reader of the numbers must know: refused stretches, a baseline that is not a still one."""
    if session.get("hold") is not None:
        return "; ".join(line.strip().rstrip(".") for line in _hold_lines(session)[1:])
    tracking, how = session["tracking"], session["baseline"]["how"]
    remarks = []
    if tracking["refused_s"] > 0:
        remarks.append(f"{tracking['refused_s']:.1f} s refused: {tracking['why']}")
    if how in ("best_effort", "none"):
        remarks.append(
            "no still start, judged by the best reference it has" if how == "best_effort" else "no reference"
        )
    return "; ".join(remarks)


def lines(session: Mapping[str, Any]) -> list[str]:
    """Return what was found: the view, each rep with its faults, and what could not be judged."""
    if session.get("hold") is not None:
        return _hold_lines(session)
    reps = session["reps"]
    counted = f"{len(reps)} rep{'' if len(reps) == 1 else 's'}"
    found = [f"{counted}, view: {view_name(session)}.", *rep_lines(session)]
    for kind, judged in session["judged"].items():
        if judged["state"] == "no":
            found.append(f"Not judged: {FAULT_NAMES[kind]} ({judged['why']}).")
    if session.get("breath") is not None:
        found.append(_breath(session["breath"]))
    if remark(session):
        found.append(f"Note: {remark(session)}.")
    return found


def rep_lines(session: Mapping[str, Any]) -> list[str]:
    """Return when each rep began and what was wrong with it; nothing of an exercise that is held."""
    found = []
    for rep in session["reps"] if session.get("hold") is None else ():
        faults = ", ".join(FAULT_NAMES[kind] for kind in rep["faults"]) or "clean"
        calibrated = " (to learn your movement)" if rep["calibration"] else ""
        held = "" if rep.get("breaths") is None else f", held for {_full_breaths(rep['breaths'])}"
        found.append(f"  rep {rep['index']:<3} {seconds_text(rep['start_s']):>7}  {faults}{calibrated}{held}")
    return found


def _breath(breath: Mapping[str, Any]) -> str:
    """Return what was seen of the breath; a rate only where it could be trusted."""
    if not breath["seen_s"]:
        return "Breath: not seen clearly enough to count."
    rate = f"{breath['rate_per_min']:.0f} a minute at rest" if breath["trusted"] else "no rate that can be trusted"
    return f"Breath: {_full_breaths(breath['cycles'])} seen, {rate}."


def _full_breaths(count: int) -> str:
    return f"{count} full breath{'' if count == 1 else 's'}"
