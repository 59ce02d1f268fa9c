"""What a rule is: one fault, seen in numbers. A rule has no memory; ``detect.pulls.judge`` gives it one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from livecoach.config.schema import Profile
    from livecoach.core.types import Baseline, FaultKind, Measures, Observability, View


class Rule(Protocol):
    """Scores for one fault; a score grows with the fault and is 0 for the relaxed person.

    A rule may have several channels (both shoulders, the left, the right): the one furthest past its limit counts.
    """

    kind: FaultKind
    unit: str
    landmarks_ratio: float
    """How many times larger the limits are where the landmarks judge alone, without the eye."""

    unsettled_ratio: float
    """How many times larger the limits are when the baseline is not a still one."""

    def judged(self, view: View, *, seen: bool) -> tuple[Observability, str]:
        """Return whether this view can show the fault, and why or why not; ``seen`` says that the eye looks on."""
        ...

    def scores(self, measures: Measures, baseline: Baseline) -> tuple[float, ...]:
        """Return the score of each channel in ``unit`` against the relaxed person, NaN where unknown."""
        ...

    def population_score(self, measures: Measures) -> float:
        """Return the score against people in general, for hanging arms before any baseline; NaN where there is none."""
        ...

    def absolute_score(self, measures: Measures, profile: Profile) -> tuple[float, float]:
        """Return the score of a pull that no reference is needed for, and its limit; NaN where there is none.

        It counts where nobody stood still: a fault in the very rep that is learnt from would else be taken as clean.
        """
        ...

    def network_scores(self, measures: Measures) -> tuple[float, ...]:
        """Return the score of each channel as the eye sees it, the clean rep already taken off; empty without."""
        ...

    def limits(self, profile: Profile, view: View, *, seen: bool) -> tuple[float, ...]:
        """Return the limit of each channel for scores from which the person's own clean rep is subtracted.

        Infinite for a channel that this view does not tell; the first channel always has a limit. ``seen`` as in
        ``judged``.
        """
        ...

    def sway_allowance(self, baseline: Baseline) -> float:
        """Return by how much the limits grow with this person's own restlessness while standing still."""
        ...

    def uncalibrated_limit(self, profile: Profile) -> float:
        """Return the limit while no clean rep is known: above what a clean rep alone can show."""
        ...
