"""What a fault is: one frozen descriptor that says everything the program must know about it.

The profile's section, the log, the tables, the meters, the marks on the body, the cues, the summary, the sliders,
``livecoach eval`` and the generated docs are made from the descriptors that ``livecoach.faults.registry`` lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from livecoach.core.section import Section, number, switch
from livecoach.core.words.fault_words import FaultWords
from livecoach.core.words.message import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from livecoach.core.types import Pose
    from livecoach.core.words.fault_words import FaultSounds
    from livecoach.core.words.translator import Translator
    from livecoach.faults.evidence import Factors, Number, RestPrior, Rule


class Effort(StrEnum):
    """What a fault is judged in: the reps of a pull, or a hold."""

    REP = "rep"
    HOLD = "hold"


class FaultSection(Section):
    """The options that every fault of a rep has in the profile.

    A fault's own section sets the default of ``limit`` and may add further limits, whose names end in ``_limit``.
    """

    enabled: bool = switch(True, _("judge this fault"))
    limit: float
    leave_ratio: float = number(
        0.6, 0.3, 0.95, _("of the limit"), _("an open fault ends below this share of its limit")
    )
    on_s: float = number(0.12, 0.0, 2.0, "s", _("a fault opens after this long above its limit"))
    off_s: float = number(0.2, 0.0, 2.0, "s", _("a fault ends after this long below leave_ratio"))
    clear_ratio: float = number(
        1.8, 1.0, 5.0, _("times the limit"), _("from here on, the fault is graded clear instead of mild")
    )
    speak_when_low: bool = switch(False, _("give cues although this view shows the fault only partly"))


class BodyPart(StrEnum):
    """A part of the drawn skeleton that turns red."""

    SHOULDERS = "shoulders"
    NECK = "neck"
    TRUNK = "trunk"
    ARMS = "arms"


class ArrowKind(StrEnum):
    """An arrow on the body that shows which way to move."""

    SHOULDERS_DOWN = "shoulders_down"
    RIBS_DOWN = "ribs_down"
    CHIN_BACK = "chin_back"
    HEAD_DOWN = "head_down"
    TRUNK_UP = "trunk_up"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is marked on the body; ``at`` is for TRUNK_UP: the share of the way from the shoulders to the hips."""

    parts: frozenset[BodyPart] = frozenset()
    arrow: ArrowKind | None = None
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class PoseMeasures:
    """Measures that a rule needs beside the shared ones: their names, and their values (in that order) of a pose.

    They are smoothed and logged like the others.
    """

    names: tuple[str, ...]
    of: Callable[[Pose], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Truth:
    """How ``livecoach eval`` knows the fault: fields of a labelled rep, and columns of the truth of each frame.

    ``label`` and ``size`` are fields of a rep in ``labels.json``; a size is in ``unit``. ``classes`` are the ranges of
    sizes that are reported apart. From ``crossing`` on, above the relaxed person, the mean of ``columns`` (their
    difference where ``apart``) is the fault: the delay of an alarm runs from there. ``side`` names the field that says
    how one-sided a fault is, -1 (right only) to 1 (left only).
    """

    label: str
    size: str
    unit: str
    classes: tuple[tuple[float, float], ...]
    columns: tuple[str, ...]
    crossing: float
    defined: str
    apart: bool = False
    side: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """One fault. Its ``id`` names it in files, in the profile and in logs.

    ``words`` are its texts in English. ``exercises`` are the shipped exercises in which it is judged, in the order of
    ``urgency``: the largest is spoken first. A fault of a rep has a profile ``section`` and a ``rule``, and names in
    ``network`` the measures by which a network predicts it and in ``measures`` what it needs of the pose;
    the limits of a hold's faults are the options ``limits``.
    ``factors``, ``numbers`` and what people show against the ``rest`` are listed in docs/faults.md.
    """

    id: str
    unit: str
    effort: Effort
    words: FaultWords
    exercises: tuple[str, ...]
    urgency: int
    sounds: FaultSounds
    mark: Mark = Mark()
    section: type[FaultSection] | None = None
    rule: Rule | None = None
    network: tuple[str, ...] = ()
    measures: PoseMeasures | None = None
    limits: tuple[str, ...] = ()
    factors: Factors | None = None
    numbers: Mapping[str, Number] = field(default_factory=dict)
    rest: RestPrior | None = None
    truth: Truth | None = None
    translations: Mapping[str, FaultWords] = field(default_factory=dict)

    def texts(self, words: Translator) -> FaultWords:
        """Return the texts in a language; a fault of another package may bring its own ``translations``."""
        if words.language in self.translations:
            return self.translations[words.language]
        return FaultWords(*(words(getattr(self.words, text.name)) for text in fields(FaultWords)))
