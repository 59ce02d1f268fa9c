"""What an exercise is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from livecoach.core.breath import Posture
from livecoach.core.types import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.core.types import FaultKind
    from livecoach.detect.rule import Rule


class Kind(StrEnum):
    """How an exercise is counted: PULL by reps, HOLD by the full breaths of a position that is held."""

    PULL = "pull"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of it: ``sets`` times ``count`` reps of a pull, or breaths of a hold."""

    sets: int
    count: int


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: the rules that judge it, most urgent first, and the sound that corrects each fault.

    Its name is also the sound id of its title; ``titles`` are the written ones, by language. ``views`` are those from
    which it can be judged. ``how`` are the sound ids of the sentences that say how it is done, in order.
    """

    name: str
    titles: Mapping[str, str]
    rules: tuple[Rule, ...]
    cues: Mapping[FaultKind, str]
    dose: Dose
    how: tuple[str, ...]
    kind: Kind = Kind.PULL
    posture: Posture = Posture.UPRIGHT
    views: frozenset[View] = frozenset(View) - {View.UNKNOWN}

    @property
    def upright(self) -> bool:
        """Whether the person stands, sits or kneels upright; bodies on the floor are checked differently."""
        return self.posture is Posture.UPRIGHT

    def title(self, language: str) -> str:
        """Return what it is called on the screen."""
        return self.titles[language]
