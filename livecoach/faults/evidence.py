"""What a rule says about one frame: evidence for or against a fault, in the order in which it is trusted.

A rule has no memory. It yields candidates; ``livecoach.detect.pulls.fault_detector`` takes the first whose value is
known: a network against the person's own clean rep, the landmarks against it, a network against the person at rest,
the landmarks against the rest, against people in general. Evidence against the vertical needs no reference and counts
beside these: the one further past its limit is taken.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from livecoach.core.rounding import first_highest
from livecoach.core.types import BaselineHow, EvidenceSource, Observability, Reference
from livecoach.core.unknown import NAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from livecoach.core.types import Baseline, Measures, View


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a rule needs beside the options of its section, and where the number comes from."""

    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Factors:
    """How many times larger the limit of a fault is where less is known.

    ``landmarks``: the landmarks judge, not a network. ``unsettled``: they do, and nobody stood still at the start (on
    top of ``landmarks``). ``uncalibrated``: no clean rep is known yet; above what a clean rep alone can show.
    """

    landmarks: Number
    unsettled: Number
    uncalibrated: Number


LIMITED = Number(2.0, "where a view is limited, only clear faults count by the landmarks: twice the limit")
"""The factor of every fault's limits for landmarks in a view that is LIMITED."""

NETWORK_UNSETTLED = Number(1.3, "real rows, pulldowns and face pulls then read up to 7.7 degrees")
"""The factor of every fault's limits for a network where nobody stood still at the start."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One value against its limit, in the fault's unit; NaN where it is not known.

    ``baseline`` is what of the person's own clean movement was subtracted for it, NaN where nothing was.
    """

    value: float
    limit: float
    source: EvidenceSource = EvidenceSource.LANDMARKS
    reference: Reference = Reference.CLEAN_REP
    baseline: float = NAN

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return not math.isnan(self.value)

    @property
    def share(self) -> float:
        """The value as a share of its limit."""
        return self.value / self.limit


@dataclass(frozen=True, slots=True)
class FaultContext:
    """One frame with all that a rule may look at.

    ``view`` is that of the baseline, this frame's own before there is one. ``clean`` are the scores that the person's
    own clean rep had here; empty where it says nothing about this moment, None while nothing can be compared with it
    (no clean rep yet, or the arms hang). ``visible`` says that the landmarks show the fault from here at all,
    ``limited`` that the view is LIMITED, ``settled`` that the baseline was taken of a person who stood still.
    ``drive`` is 0 in the reach and 1 at the person's own full pull. ``option`` gives an option of the fault's section.
    """

    measures: Measures
    baseline: Baseline
    view: View
    clean: tuple[float, ...] | None
    pulling: bool
    hanging: bool
    visible: bool
    limited: bool
    settled: bool
    drive: float
    option: Callable[[str], float]
    scaled: Callable[[float], float]

    def limit(self, name: str = "limit") -> float:
        """Return a limit of the fault's section as the sensitivity scales it."""
        return self.scaled(self.option(name))


class Rule(Protocol):
    """How one fault is seen in numbers."""

    def observability(self, view: View, *, network: bool) -> tuple[Observability, str]:
        """Return whether the view can show the fault, and why not or not fully; ``network``: a network looks on."""
        ...

    def scores(self, measures: Measures, baseline: Baseline) -> tuple[float, ...]:
        """Return what the landmarks show against the relaxed person, one score for each channel, NaN where unknown.

        A score is 0 for the relaxed person and grows with the fault. A fault may have several channels (both shoulders,
        the left, the right): the one furthest past its limit counts. The scores of a clean rep are learnt.
        """
        ...

    def evidence(self, now: FaultContext) -> Iterator[Evidence]:
        """Yield the evidence of one frame, the most trusted first."""
        ...


def by_network(
    now: FaultContext, scores: Sequence[float], limits: Sequence[float], *, allowance: float = 0.0
) -> Iterator[Evidence]:
    """Yield what a network saw against the clean rep; ``scores`` are empty where it saw nothing.

    ``allowance`` is added to the limits, after the factors.
    """
    if not scores or now.clean is None:
        return
    channel = _furthest(scores, limits)
    limit = limits[channel] * (1.0 if now.settled else NETWORK_UNSETTLED.value) + now.scaled(allowance)
    yield Evidence(scores[channel], limit, EvidenceSource.NETWORK)


@dataclass(frozen=True, slots=True)
class RestPrior:
    """What a network sees of people's clean pulls against themselves at rest.

    ``usual`` is seen at full drive and less by ``rise`` at none, in the fault's unit: people lean back and raise their
    shoulders a little. ``factors`` say for each view how many times the fault's limit a value must be above that: more
    where people differ more.
    """

    usual: Number
    rise: Number
    factors: Mapping[View, Number]

    def above(self, score: float, drive: float) -> float:
        """Return how far a score is above what people show at ``drive`` (0..1) of a clean pull."""
        return score - (self.usual.value - self.rise.value * (1.0 - drive))


REST_DRIVE = Number(0.4, "below, the arms still reach: people raise their shoulders there, each by another amount")
"""The drive from which on a pull is compared with the rest."""


def by_rest(
    now: FaultContext, scores: Sequence[float], limits: Sequence[float], prior: RestPrior, *, allowance: float = 0.0
) -> Iterator[Evidence]:
    """Yield what a network saw against the person at rest; ``scores`` are empty where it saw nothing.

    Only in a pull, and while there is no clean rep to compare with: that one is the better reference. ``allowance`` is
    added to the limits, after the factors.
    """
    if not scores or now.clean is not None or now.hanging or not now.pulling or now.drive < REST_DRIVE.value:
        return
    if now.baseline.how is BaselineHow.NONE:  # recorded values, replayed under a profile that takes it later
        return
    above = [prior.above(score, now.drive) for score in scores]
    factor = prior.factors[now.view].value
    channel = _furthest(above, limits)
    limit = factor * limits[channel] + now.scaled(allowance)
    yield Evidence(above[channel], limit, EvidenceSource.NETWORK, Reference.REST)


def by_landmarks(
    now: FaultContext, rule: Rule, limits: Sequence[float], factors: Factors, *, allowance: float = 0.0
) -> Iterator[Evidence]:
    """Yield what the landmarks show against the clean rep, then what they show against the person at rest."""
    known = now.baseline.how is not BaselineHow.NONE and now.visible
    scores = rule.scores(now.measures, now.baseline) if known else ()
    if scores and now.clean:
        excess = tuple(score - usual for score, usual in zip(scores, now.clean, strict=True))
        channel = _furthest(excess, limits)
        caution = 1.0 if now.settled and not now.limited else LIMITED.value if now.settled else factors.unsettled.value
        limit = limits[channel] * (factors.landmarks.value * caution) + now.scaled(allowance)
        yield Evidence(excess[channel], limit, baseline=now.clean[channel])
    yield Evidence(scores[0] if scores else NAN, uncalibrated_limit(now, factors), reference=Reference.REST)


def uncalibrated_limit(now: FaultContext, factors: Factors) -> float:
    """Return the limit while no clean rep is known."""
    return factors.uncalibrated.value * now.limit() * (LIMITED.value if now.limited else 1.0)


def _furthest(scores: Sequence[float], limits: Sequence[float]) -> int:
    """Return the channel furthest past its limit; one with an infinite limit does not count in this view."""
    counting = [channel for channel, limit in enumerate(limits) if math.isfinite(limit)]
    return first_highest(counting, lambda channel: scores[channel] / limits[channel])
