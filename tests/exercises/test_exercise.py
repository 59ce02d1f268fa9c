"""What every exercise of the catalogue keeps."""

from dataclasses import FrozenInstanceError

import pytest

from livecoach.config.schema import Profile
from livecoach.core.types import Observability, View
from livecoach.core.words.phrases import LANGUAGES, PHRASES, tone_for
from livecoach.exercises.catalogue import EXERCISES
from livecoach.exercises.exercise import Exercise

exercises = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.name)


@exercises
def test_each_of_its_faults_has_a_rule_a_cue_and_a_section_in_the_profile(exercise: Exercise):
    kinds = [rule.kind for rule in exercise.rules]
    assert kinds == list(exercise.cues)
    assert len(kinds) == len(set(kinds))
    assert all(Profile().fault(kind).enabled for kind in kinds)


@exercises
def test_each_cue_can_be_said_in_every_language_and_sounded(exercise: Exercise):
    for sound in exercise.cues.values():
        assert all(PHRASES[language][sound] for language in LANGUAGES)
        assert tone_for(sound)


@exercises
def test_each_fault_is_seen_from_somewhere(exercise: Exercise):
    for rule in exercise.rules:
        assert any(rule.judged(view, seen=True)[0] is not Observability.NO for view in View)


@exercises
def test_its_title_and_how_it_is_done_can_be_shown_and_said_in_every_language(exercise: Exercise):
    for language in LANGUAGES:
        assert exercise.title(language)
        assert all(PHRASES[language][sound] for sound in (exercise.name, *exercise.how))


@exercises
def test_it_has_a_dose_and_a_view(exercise: Exercise):
    assert exercise.dose.sets >= 1
    assert exercise.dose.count >= 1
    assert exercise.views


@exercises
def test_it_is_frozen(exercise: Exercise):
    with pytest.raises(FrozenInstanceError):
        exercise.name = "other"  # type: ignore[misc]
