"""What an exercise is, and the movement pattern that it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from livecoach.core.breath import Posture
from livecoach.core.movements import PULLS
from livecoach.core.types import View
from livecoach.core.words.phrases import SOUND_IDS
from livecoach.core.words.translator import resolved, translator
from livecoach.faults.registry import faults_of, rep_faults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.core.movements import Movement
    from livecoach.detect.holds.drift import DriftFault
    from livecoach.detect.holds.raising import ElevationMetric
    from livecoach.detect.holds.setup_check import SetUpCheck
    from livecoach.faults.fault import Fault


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
class HoldPlan:
    """How a hold is set up, measured and corrected; texts are sound ids.

    ``checks`` are made in their order. ``ready`` is said when all pass, ``reminder`` as the hold begins: it covers what
    no camera can see. ``drifts`` measure the faults that are something leaving its place.
    """

    checks: tuple[SetUpCheck, ...]
    raising: ElevationMetric
    ready: str
    reminder: str
    drifts: tuple[DriftFault, ...] = ()


@dataclass(frozen=True, slots=True)
class MovementPattern:
    """What is fixed in code about a movement: how it is counted and judged; exercises are data on top of it.

    ``standard`` names the shipped exercise that stands for it: its faults are judged in an exercise that lists none,
    and its drawing shows them all unless ``drawn_as`` names another's. ``hold`` is given for a hold. ``views`` are
    those from which it can be judged.
    ``sections`` are the sections of the profile whose options an exercise may set, beside those of its faults.
    ``movements`` are those that count as reps of a pull.
    """

    name: str
    kind: Kind
    standard: str
    views: frozenset[View] = frozenset(View) - {View.UNKNOWN}
    posture: Posture = Posture.UPRIGHT
    hold: HoldPlan | None = None
    sections: tuple[str, ...] = ()
    movements: frozenset[Movement] = PULLS
    drawn_as: str | None = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults that can be judged in it, the most urgent first."""
        return faults_of(self.standard) if self.kind is Kind.HOLD else rep_faults()

    @property
    def drawing(self) -> str:
        """The name of the shipped exercise whose drawing shows it."""
        return self.drawn_as or self.standard

    @property
    def always_judged(self) -> tuple[str, ...]:
        """The ids of the faults without which it cannot be followed: coming down too early ends a hold."""
        return () if self.hold is None else (self.hold.raising.lost.id,)


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: a movement pattern with a name, a dose, and the faults that are judged in it.

    ``titles`` are its written names, by language; the key is empty for a name that is the same in all. ``how`` are the
    sentences that say how it is done, each the id of a sound or own words. ``own_words`` are what is shown in place of
    a fault's usual correction, by the fault's id and then as in ``titles``. ``settings`` are the options of the profile
    that the exercise sets, by their dotted keys. ``shipped`` exercises come with livecoach and have a spoken title.
    """

    name: str
    titles: Mapping[str, str]
    pattern: MovementPattern
    dose: Dose
    how: tuple[str, ...]
    faults: tuple[Fault, ...]
    hold: HoldPlan | None = None
    views: frozenset[View] = frozenset(View) - {View.UNKNOWN}
    own_words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)
    shipped: bool = False

    @property
    def kind(self) -> Kind:
        """How it is counted."""
        return self.pattern.kind

    @property
    def posture(self) -> Posture:
        """How the body is held."""
        return self.pattern.posture

    @property
    def upright(self) -> bool:
        """Whether the person stands, sits or kneels upright; bodies on the floor are checked differently."""
        return self.posture is Posture.UPRIGHT

    @property
    def needs_mask(self) -> bool:
        """Whether it is judged by the body's outline."""
        return self.hold is not None and self.hold.raising.needs_mask

    def judged_from(self, view: View) -> bool:
        """Return whether its faults are judged from there; while the view is unknown nothing speaks against it."""
        return view in self.views or view is View.UNKNOWN

    def title(self, language: str) -> str:
        """Return what it is called on the screen; the titles of shipped exercises are in the catalogues."""
        title = in_language(self.titles, language)
        return translator(language)(title) if self.shipped else title

    def spoken_title(self, language: str) -> str:
        """Return the id of the sound that names it, or its title where no sound does."""
        return self.name if self.shipped and self.name in SOUND_IDS else self.title(language)

    def corrections(self, language: str) -> dict[str, str]:
        """Return the own words that correct a fault, by the fault's id; faults without any are left out."""
        return {kind: in_language(words, language) for kind, words in self.own_words.items()}


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language (``auto``: the system's), else one without a language, else one in another."""
    return texts.get(resolved(language)) or texts.get("") or next(iter(texts.values()))
