"""What every exercise of the catalogue keeps."""

from dataclasses import FrozenInstanceError

import pytest

from livecoach.core.types import Observability, View
from livecoach.core.words.phrases import spoken, tone_for
from livecoach.core.words.translator import languages, translator
from livecoach.exercises.catalogue import exercises
from livecoach.exercises.exercise import Exercise, Kind
from livecoach.faults.fault import Effort

each = pytest.mark.parametrize("exercise", exercises().values(), ids=lambda exercise: exercise.name)


@each
def test_each_fault_is_judged_by_its_rule_or_in_a_hold(exercise: Exercise):
    # The shoulders are meant to rise in a shrug: it is counted alone.
    assert bool(exercise.faults) == (exercise.name != "shrug")
    for fault in exercise.faults:
        assert (fault.rule is None) == (fault.section is None) == (fault.effort is Effort.HOLD)
        assert (fault.effort is Effort.HOLD) == (exercise.kind is Kind.HOLD)


@each
def test_each_correction_can_be_said_in_every_language_and_sounded(exercise: Exercise):
    for fault in exercise.faults:
        for language in languages():
            assert spoken(language)[fault.sounds.cue] == fault.texts(translator(language)).correction
        assert tone_for(fault.sounds.cue)


@each
def test_each_fault_is_seen_from_somewhere(exercise: Exercise):
    for rule in (fault.rule for fault in exercise.faults if fault.rule is not None):
        assert any(rule.observability(view, network=True)[0] is not Observability.NONE for view in View)


@each
def test_its_title_and_how_it_is_done_can_be_shown_and_said_in_every_language(exercise: Exercise):
    for language in languages():
        assert exercise.title(language)
        assert all(spoken(language)[sound] for sound in (exercise.spoken_title(language), *exercise.how))
    assert exercise.title("de") != exercise.title("en")


@each
def test_it_has_a_dose_and_a_view(exercise: Exercise):
    assert exercise.dose.sets >= 1
    assert exercise.dose.count >= 1
    assert exercise.views


@each
def test_it_is_frozen(exercise: Exercise):
    with pytest.raises(FrozenInstanceError):
        exercise.name = "other"  # type: ignore[misc]
