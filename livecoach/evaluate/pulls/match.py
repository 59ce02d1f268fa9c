"""Detected reps and events against labelled ones, one to one.

A detected rep belongs to the labelled rep that contains its peak, an event to the labelled rep in which it opened,
which is when it is heard. Within a rep the first event of a fault is the alarm, later ones are repeats.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from livecoach.core.types import Observability, View
from livecoach.core.unknown import NAN
from livecoach.evaluate.labelled_clip import Label
from livecoach.evaluate.outcome import Outcome
from livecoach.measure.view import view_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.core.fault_id import FaultId
    from livecoach.core.types import Event, Rep
    from livecoach.evaluate.labelled_clip import LabelledClip, TrueRep
    from livecoach.evaluate.pulls.verdict import Predictions


@dataclass(frozen=True, slots=True)
class Row:
    """One fault in one labelled rep.

    ``peak`` and ``limit`` are the meter furthest past its limit, in the fault's unit; ``delay_s`` runs from the truth's
    crossing to the alarm; NaN where there is none. ``together``: another fault was in the same rep.
    """

    clip: str
    view: View
    rep: int
    kind: FaultId
    label: Label
    size: float
    asymmetry: float
    together: bool
    state: Observability
    outcome: Outcome
    alarms: int
    delay_s: float
    peak: float
    limit: float
    why: str


@dataclass(frozen=True, slots=True)
class ClipResult:
    """One clip compared.

    ``false_alarms`` are events where the fault was truly absent, by fault and state; ``judged_s`` how long each fault
    was judged in each state; ``calibrated_on`` the faults in the product's own calibration reps; ``extra_s`` the peaks
    of counted reps outside all labelled ones, and of second ones within them.
    """

    name: str
    view: View
    duration_s: float
    true_reps: int
    reps: int
    missed: tuple[int, ...]
    extra_s: tuple[float, ...]
    calibrated_on: tuple[str, ...]
    rows: tuple[Row, ...]
    false_alarms: Mapping[tuple[FaultId, Observability], int]
    judged_s: Mapping[tuple[FaultId, Observability], float]
    unseen_s: Mapping[str, float] = field(default_factory=dict)


def compare(clip: LabelledClip, verdict: Predictions, crossings_s: Mapping[tuple[int, FaultId], float]) -> ClipResult:
    """Compare a session's verdicts with the labels; the view is the labels' yaw, or without one the detected view."""
    view = verdict.view if math.isnan(clip.yaw_deg) else view_of(_turned(clip.yaw_deg))
    owners = {rep.index: _holding(clip.reps, rep.peak_s) for rep in verdict.reps}
    counted = {true.rep: [rep for rep in verdict.reps if owners[rep.index] is true] for true in clip.reps}
    firsts = [reps[0] for reps in counted.values() if reps]
    calibration = [true for true in clip.reps if any(rep.calibration for rep in counted[true.rep])]
    matcher = _Matcher(clip, verdict, view, counted, crossings_s)
    return ClipResult(
        name=clip.name,
        view=view,
        duration_s=float(verdict.t_s[-1]) if len(verdict.t_s) else 0.0,
        true_reps=len(clip.reps),
        reps=len(verdict.reps),
        missed=tuple(true.rep for true in clip.reps if not counted[true.rep]),
        extra_s=tuple(rep.peak_s for rep in verdict.reps if rep not in firsts),
        calibrated_on=tuple(
            sorted({kind for true in calibration for kind, label in true.labels.items() if label is Label.FAULT})
        ),
        rows=tuple(matcher.row(true, kind) for kind in verdict.meters for true in clip.reps if kind in true.labels),
        false_alarms=matcher.false_alarms(),
        judged_s=_judged_s(verdict),
        unseen_s=verdict.unseen_s,
    )


@dataclass(frozen=True, slots=True)
class _Matcher:
    clip: LabelledClip
    verdict: Predictions
    view: View
    counted: Mapping[int, Sequence[Rep]]
    crossings_s: Mapping[tuple[int, FaultId], float]

    def row(self, true: TrueRep, kind: FaultId) -> Row:
        """Return the outcome of one fault in one labelled rep."""
        alarms = [event for event in self.verdict.events if event.kind == kind and _within(true, event.start_s)]
        meters = self.verdict.meters[kind]
        t_s = self.verdict.t_s
        peak, limit = meters.worst((t_s >= true.start_s) & (t_s < true.end_s))
        state, why = self._state(true, kind)
        if math.isnan(peak) and state is not Observability.NONE:
            state, why = Observability.NONE, "nothing could be measured in this rep"
        label = true.labels[kind]
        crossing_s = self.crossings_s.get((true.rep, kind), NAN)
        return Row(
            clip=self.clip.name,
            view=self.view,
            rep=true.rep,
            kind=kind,
            label=label,
            size=true.sizes.get(kind, NAN),
            asymmetry=true.asymmetry.get(kind, 0.0),
            together=any(other != kind and what is Label.FAULT for other, what in true.labels.items()),
            state=state,
            outcome=self._outcome(true, label, state, bool(alarms)),
            alarms=len(alarms),
            delay_s=alarms[0].start_s - crossing_s if alarms else NAN,
            peak=peak,
            limit=limit,
            why=why,
        )

    def _outcome(self, true: TrueRep, label: Label, state: Observability, alarmed: bool) -> Outcome:
        reps = self.counted[true.rep]
        if label is Label.BORDERLINE or any(rep.calibration for rep in reps):
            return Outcome.NOT_SCORED
        if state is Observability.NONE:
            return Outcome.NOT_JUDGED
        if label is Label.FAULT:
            return Outcome.TRUE_POSITIVE if alarmed else Outcome.FALSE_NEGATIVE
        if alarmed:
            return Outcome.FALSE_POSITIVE
        # A clean rep that was not counted does not count as a true negative.
        return Outcome.TRUE_NEGATIVE if reps else Outcome.NOT_SCORED

    def _state(self, true: TrueRep, kind: FaultId) -> tuple[Observability, str]:
        reps = self.counted[true.rep]
        at_s = reps[0].peak_s if reps else 0.5 * (true.start_s + true.end_s)
        return self._at(kind, at_s)

    def _at(self, kind: FaultId, t_s: float) -> tuple[Observability, str]:
        frame = min(int(self.verdict.t_s.searchsorted(t_s)), len(self.verdict.t_s) - 1)
        meters = self.verdict.meters[kind]
        return meters.judged[frame], meters.why[frame]

    def false_alarms(self) -> dict[tuple[FaultId, Observability], int]:
        """Count the events in reps labelled clean and outside of all reps; in the calibration rep too."""
        found: dict[tuple[FaultId, Observability], int] = {}
        for event in self.verdict.events:
            if self._is_false(event):
                key = (event.kind, self._at(event.kind, event.start_s)[0])
                found[key] = found.get(key, 0) + 1
        return found

    def _is_false(self, event: Event) -> bool:
        true = _holding(self.clip.reps, event.start_s)
        return true is None or true.labels.get(event.kind) is Label.CLEAN


def _judged_s(verdict: Predictions) -> dict[tuple[FaultId, Observability], float]:
    total_s: dict[tuple[FaultId, Observability], float] = {}
    frame_s = verdict.frame_s
    for kind, meters in verdict.meters.items():
        for state, stands_s in zip(meters.judged, frame_s, strict=True):
            total_s[kind, state] = total_s.get((kind, state), 0.0) + float(stands_s)
    return total_s


def _holding(reps: Sequence[TrueRep], t_s: float) -> TrueRep | None:
    return next((true for true in reps if _within(true, t_s)), None)


def _within(true: TrueRep, t_s: float) -> bool:
    return true.start_s <= t_s < true.end_s


def _turned(yaw_deg: float) -> float:
    """Return a yaw between -180 and 180 degrees."""
    return (yaw_deg + 180.0) % 360.0 - 180.0
