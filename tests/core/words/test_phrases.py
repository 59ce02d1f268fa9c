from __future__ import annotations

import pytest

from livecoach.core.words.phrases import REP_COUNT_MAX, SOUND_IDS, TONES, rep_sound, spoken, tone_for
from livecoach.core.words.translator import languages


def test_no_two_phrases_of_a_language_sound_alike():
    for language in languages():
        phrases = spoken(language)
        assert len(set(phrases.values())) == len(phrases)


def test_reps_are_announced_by_number():
    assert spoken("en")[rep_sound(3)] == "Rep 3"
    assert rep_sound(REP_COUNT_MAX) in SOUND_IDS
    assert rep_sound(REP_COUNT_MAX + 1) not in SOUND_IDS


@pytest.mark.parametrize(
    ("sound_id", "tone"),
    [("shoulders_down", "shoulders_down"), ("good", "confirm"), ("rep_12", "tick"), ("camera_lost", "notice")],
)
def test_every_phrase_has_a_tone(sound_id, tone):
    assert tone_for(sound_id) == tone


def test_every_id_has_a_tone_and_an_unknown_one_has_none():
    assert {tone_for(sound_id) for sound_id in SOUND_IDS} == set(TONES)
    with pytest.raises(KeyError, match="shoulder_down"):
        tone_for("shoulder_down")
