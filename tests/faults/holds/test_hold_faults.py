"""What every fault of a hold promises of itself: its limits, exercises, words and sounds exist."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import pytest

from livecoach.config.schema import Profile
from livecoach.core.words.translator import translator
from livecoach.exercises.catalogue import exercises
from livecoach.faults.fault import Effort
from livecoach.faults.holds import hip_drop, low_back_sag, neck_crane, reach_lost
from livecoach.faults.registry import faults_of, hold_faults
from livecoach.output.audio.bank import SoundBank

if TYPE_CHECKING:
    from livecoach.faults.fault import Fault

FAULTS = (hip_drop.FAULT, low_back_sag.FAULT, neck_crane.FAULT, reach_lost.FAULT)


def test_each_is_found_by_the_registry():
    assert set(FAULTS) <= set(hold_faults())
    assert len({fault.id for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=attrgetter("id"))
def test_its_limits_exercises_words_and_sounds_exist(fault: Fault):
    assert fault.effort is Effort.HOLD
    assert fault.limits
    for limit in fault.limits:
        assert attrgetter(limit)(Profile()) > 0.0
    assert fault.exercises
    for exercise in fault.exercises:
        assert exercise in exercises()
        assert fault in faults_of(exercise)
    for language in ("en", "de"):
        words = fault.texts(translator(language))
        assert words.meter
        assert words.name
        assert words.correction
    english, german = (fault.texts(translator(language)) for language in ("en", "de"))
    assert german.name != english.name, "not translated"
    assert german.correction != english.correction, "not translated"
    bank = SoundBank()
    assert all(sound in bank for sound in (fault.sounds.cue, fault.sounds.once_more, fault.sounds.next_time))
