"""The photo session's machine, fed with poses at times: who stands where, for how long, and what is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from livecoach.core.landmarks import Landmark
from livecoach.core.types import Pose, View, readonly
from livecoach.core.words.message import _
from livecoach.core.words.phrases import SOUND_IDS
from livecoach.core.words.translator import languages, translator
from livecoach.posture.capture.self_timer import (
    TAKES,
    TIMER_S,
    Advice,
    Count,
    Say,
    SelfTimer,
    Take,
    TimerProgress,
    TimerSignals,
    TimerStage,
    advance,
)
from tests.support.bodies import Body, Camera, seen

FPS = 10.0
SHIFT = (0.0, 40.0)


def person(yaw_deg: float = 90.0, right_px: float = 0.0, down_px: float = 40.0) -> Pose:
    return seen(Body(), Camera(yaw_deg=yaw_deg, shift_px=(right_px, down_px)))


def play(booth: SelfTimer, scenes: list[tuple[float, Pose | None]]) -> list[Advice]:
    """Feed each pose for its seconds."""
    said, frame = [], 0
    for seconds, pose in scenes:
        for _step in range(round(seconds * FPS)):
            said.append(booth.step(frame / FPS, pose))
            frame += 1
    return said


def sounds(said: list[Advice]) -> list[str]:
    return [advice.sound for advice in said if advice.sound]


@pytest.mark.parametrize(("view", "yaw_deg"), [(View.SIDE, 90.0), (View.SIDE, -90.0), (View.BACK, 180.0)])
def test_three_takes_with_steps_out_between_them(view: View, yaw_deg: float):
    standing, out = (TIMER_S + 0.5, person(yaw_deg)), (1.0, None)
    said = play(SelfTimer(view), [standing, out, standing, out, standing])
    takes = [advice for advice in said if advice.take]
    assert len(takes) == TAKES
    assert [advice.done for advice in takes] == [False, False, True]
    first = ["hold_still", "tick", "tick", "tick", "good", "get_ready"]
    assert sounds(said)[:6] == first
    assert sounds(said)[-1] == "finished"
    assert set(sounds(said)) <= SOUND_IDS


def test_the_timer_counts_down_three_two_one():
    counts = [advice.count for advice in play(SelfTimer(View.SIDE), [(TIMER_S, person())]) if advice.count is not None]
    assert counts == sorted(counts, reverse=True)
    assert set(counts) == {3, 2, 1}


def test_nobody_is_called_in_now_and_then():
    said = play(SelfTimer(View.SIDE), [(11.0, None)])
    assert sounds(said) == ["into_picture"] * 3
    assert not any(advice.take for advice in said)


@pytest.mark.parametrize(
    ("pose", "sound"), [(person(0.0), "turn"), (person(180.0), "turn"), (person(90.0, down_px=150.0), "step_back")]
)
def test_wrong_view_and_cut_feet_are_said_and_never_taken(pose: Pose, sound: str):
    said = play(SelfTimer(View.SIDE), [(8.0, pose)])
    assert sounds(said) == [sound, sound]
    assert not any(advice.take for advice in said)


def test_nobody_is_taken_while_somebody_else_is_there():
    booth = SelfTimer(View.SIDE)
    said = [booth.step(n / FPS, person(), alone=False) for n in range(round(2 * TIMER_S * FPS))]
    assert {advice.banner for advice in said} == {"Two people: only one in the picture"}
    assert set(sounds(said)) == {"someone_else"}
    assert not any(advice.take for advice in said)


def test_moving_starts_the_timer_again():
    swaying = [(1.0, person(right_px=40.0 * (n % 2))) for n in range(12)]
    assert not any(advice.take for advice in play(SelfTimer(View.SIDE), swaying))


def test_a_hidden_wrist_that_is_only_guessed_does_not_start_the_timer_again():
    def guessed(right_px: float, visibility: float) -> Pose:
        pose = person()
        xy_px, seen_so = pose.xy_px.copy(), pose.visibility.copy()
        xy_px[Landmark.RIGHT_WRIST] += (right_px, 0.0)
        seen_so[Landmark.RIGHT_WRIST] = visibility
        return replace(pose, xy_px=readonly(xy_px), visibility=readonly(seen_so))

    for visibility, takes in ((0.1, 1), (0.9, 0)):
        jumping = [(0.5, guessed(40.0 * (n % 2), visibility)) for n in range(12)]
        assert sum(advice.take for advice in play(SelfTimer(View.SIDE), jumping)) == takes


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("view", [View.SIDE, View.BACK])
def test_every_language_of_the_voice_has_its_banners(language: str, view: View):
    words = translator(language)
    standing, turned = person(90.0 if view is View.SIDE else 180.0), person(45.0)
    scenes = [(1.0, None), (1.5, turned), (TIMER_S + 1.0, standing), (1.0, None)]
    shown = {advice.banner for advice in play(SelfTimer(view, language), scenes)}
    assert shown == {
        words(_(text))
        for text in (
            "Step into the picture",
            f"Turn your {view} to the camera",
            "Stand still",
            "Step out and in again",
            "Step in again",
        )
    }


def test_a_second_take_needs_a_step_out():
    said = play(SelfTimer(View.SIDE), [(3 * TIMER_S, person())])
    assert sum(advice.take for advice in said) == 1
    assert said[-1].banner == "Step out and in again"
    again = play(
        SelfTimer(View.SIDE), [(TIMER_S + 1.0, person()), (1.0, person(right_px=150.0)), (TIMER_S + 1.0, person())]
    )
    assert sum(advice.take for advice in again) == 2


def test_transitions_are_values():
    stands = person()
    begins = advance(TimerProgress(), TimerSignals(1.0, stands))
    assert (begins.stage.stage, begins.line, begins.effects) == (TimerStage.COUNTING, "still", (Say("hold_still"),))
    ticks = advance(begins.stage, TimerSignals(1.0 + TIMER_S - 2.5, stands))
    assert ticks.effects == (Say("tick"), Count(3))
    assert advance(ticks.stage, TimerSignals(1.0 + TIMER_S - 2.4, stands)).effects == (Count(3),)
    taken = advance(ticks.stage, TimerSignals(1.0 + TIMER_S, stands))
    assert (taken.stage.stage, taken.stage.taken, taken.line) == (TimerStage.LEAVING, 1, "out_and_in")
    assert taken.effects == (Say("good"), Take(last=False))
    last = advance(replace(ticks.stage, taken=TAKES - 1), TimerSignals(1.0 + TIMER_S, stands))
    assert (last.line, last.effects) == ("done", (Say("finished"), Take(last=True)))
    out = advance(taken.stage, TimerSignals(9.0, None))
    assert (out.stage.stage, out.line, out.effects) == (TimerStage.PLACING, "in_again", (Say("get_ready"),))
