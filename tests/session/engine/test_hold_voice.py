"""When a longer exhale is asked for in a hold, from made-up breaths."""

from __future__ import annotations

from livecoach.config.schema import Profile
from livecoach.core.breath import Breath, BreathPhase, BreathReading, BreathState
from livecoach.core.hold import HoldPhase, HoldReading
from livecoach.session.engine.hold_voice import HoldVoice
from tests.support.exercises import HIP_LIFT_90_90

FPS = 10.0
CYCLE_S = 5.0


def heard(
    exhale_s: float,
    *,
    cycle_s: float = CYCLE_S,
    phase: HoldPhase = HoldPhase.HOLD,
    active: tuple[str, ...] = (),
    goal: int = 9,
) -> list[tuple]:
    """Six breaths, each known to be full and how long its exhale was at one and the same frame."""
    voice, said = HoldVoice(HIP_LIFT_90_90, "en"), []
    for index in range(round(6.8 * cycle_s * FPS)):
        t_s = index / FPS
        full = int(t_s // cycle_s)
        known = index and index % round(cycle_s * FPS) == 0
        breaths = (Breath(t_s - cycle_s, t_s - exhale_s, t_s),) if known else ()
        breath = BreathReading(t_s, BreathState.SEEN, BreathPhase.INHALE, 1.0, 12.0, breaths=breaths)
        reading = HoldReading(t_s, phase, held_s=10.0 + t_s, breaths=full, goal_breaths=goal, active=active)
        _, cue = voice.update(reading, breath, Profile(), settled=True)
        if cue is not None:
            said.append((t_s, cue.sound))
    return said


def test_short_exhales_are_told_after_the_number_and_rarely():
    asked = Profile().breath.exhale_s
    said = heard(asked - 1.5)
    longer = [t_s for t_s, sound in said if sound == "exhale_longer"]
    assert [sound for _, sound in said if sound.startswith("breath_")] == [f"breath_{n}" for n in range(1, 7)]
    assert len(longer) == 2
    assert 2 * CYCLE_S < longer[0] < 2 * CYCLE_S + 3.0
    assert longer[1] - longer[0] >= 20.0


def test_long_exhales_are_left_alone():
    assert "exhale_longer" not in [sound for _, sound in heard(Profile().breath.exhale_s)]


def test_nothing_is_asked_of_the_breath_outside_of_a_hold_or_beside_a_fault():
    short_s = Profile().breath.exhale_s - 1.5
    assert "exhale_longer" not in [sound for _, sound in heard(short_s, phase=HoldPhase.LOST)]
    assert "exhale_longer" not in [sound for _, sound in heard(short_s, active=("hip_drop",))]


def test_nothing_is_asked_in_the_last_breath():
    short_s = Profile().breath.exhale_s - 1.5
    assert "exhale_longer" in [sound for _, sound in heard(short_s, goal=4)]
    assert "exhale_longer" not in [sound for _, sound in heard(short_s, goal=3)]


def test_no_number_is_lost_to_a_word_that_is_still_being_said():
    said = [sound for _, sound in heard(1.5, cycle_s=3.0)]
    assert "exhale_longer" in said
    assert [sound for sound in said if sound.startswith("breath_")] == [f"breath_{n}" for n in range(1, 7)]


def test_who_is_down_already_is_not_asked_to_come_down():
    for value, line in ((0.10, "come_down"), (0.01, ""), (float("nan"), "come_down")):
        reading = HoldReading(1.0, HoldPhase.DONE, value=value, limit=0.03, breaths=5, goal_breaths=6)
        breath = BreathReading(1.0, BreathState.SEEN)
        told, _ = HoldVoice(HIP_LIFT_90_90, "en").update(reading, breath, Profile(), settled=True)
        assert told.line == line
