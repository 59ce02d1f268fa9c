"""The words of a routine on the screen; what is said as well is in ``livecoach.core.words.phrases``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from livecoach.core.routine import Ending, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class RoutineWords:
    """Texts of one language; those with braces are for ``str.format``, pairs for one and for several."""

    day_of: str
    one_day: str
    streak: str
    place_of: str
    times: str
    set_of: str
    next: str
    rest: str
    unit: Mapping[Unit, tuple[str, str]]
    done_of: Mapping[Unit, tuple[str, str]]
    held: str
    ending: Mapping[Ending, str]
    skip: str
    skip_key: tuple[str, str]
    close: str


ROUTINE_WORDS: Final = {
    "en": RoutineWords(
        day_of="Day {} of {}",
        one_day="First day of a new streak",
        streak="{} days in a row",
        place_of="{} of {}",
        times="{} x {} {}",
        set_of="Set {} of {}",
        next="Next: {}",
        rest="Rest",
        unit={Unit.BREATHS: ("breath", "breaths"), Unit.REPS: ("pull", "pulls")},
        done_of={
            Unit.BREATHS: ("{} of {} breath", "{} of {} breaths"),
            Unit.REPS: ("{} of {} pull", "{} of {} pulls"),
        },
        held="held",
        ending={Ending.DONE: "done", Ending.PART: "in part", Ending.SKIPPED: "skipped"},
        skip="n: go on",
        skip_key=("n", "go on, skip the exercise"),
        close="q: close",
    ),
    "de": RoutineWords(
        day_of="Tag {} von {}",
        one_day="Erster Tag einer neuen Serie",
        streak="{} Tage in Folge",
        place_of="{} von {}",
        times="{} x {} {}",
        set_of="Satz {} von {}",
        next="Als Nächstes: {}",
        rest="Pause",
        unit={Unit.BREATHS: ("Atemzug", "Atemzüge"), Unit.REPS: ("Zug", "Züge")},
        done_of={
            Unit.BREATHS: ("{} von {} Atemzug", "{} von {} Atemzügen"),
            Unit.REPS: ("{} von {} Zug", "{} von {} Zügen"),
        },
        held="gehalten",
        ending={Ending.DONE: "geschafft", Ending.PART: "zum Teil", Ending.SKIPPED: "ausgelassen"},
        skip="n: weiter",
        skip_key=("n", "weiter, Übung auslassen"),
        close="q: schließen",
    ),
}
