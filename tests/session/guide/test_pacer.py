"""The pacer through a session: with the person, with the pull, behind every cue."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from livecoach.config.schema import BreathSection
from livecoach.core.guide_state import GuideState, Stage
from livecoach.core.pacer import PacePhase
from livecoach.core.types import Cue, Frame, Phase, PoseObservation, Step, TrackState
from livecoach.session.guide.pacer import Pacer
from tests.support.bodies import GREY, HANGING, filmed, moving, still

if TYPE_CHECKING:
    from collections.abc import Callable

BREATH = BreathSection(inhale_s=2.0, full_s=0.5, exhale_s=3.0, empty_s=0.5, pace=True)
CYCLE_S = 6.0
POSE = filmed((still(0.1), moving(HANGING, HANGING)), 30.0)[0]


def paced(
    seconds: float,
    *,
    settings: BreathSection = BREATH,
    fps: float = 30.0,
    start_s: float = 0.0,
    seen: Callable[[float], bool] = lambda _: True,
    phase: Callable[[float], Phase] = lambda _: Phase.REACH,
    cue: Callable[[float], Cue | None] = lambda _: None,
    flow: Callable[[float], GuideState | None] = lambda _: None,
    pacer: Pacer | None = None,
) -> list[tuple[float, PacePhase | None, str]]:
    """What the pacer shows and sounds at each frame."""
    pacer = pacer or Pacer(settings)
    told = []
    for index in range(round(seconds * fps)):
        t_s = start_s + index / fps
        sighting = PoseObservation(POSE if seen(t_s) else None, TrackState.OK)
        pacer.update(Step(Frame(index, t_s, GREY), sighting, phase=phase(t_s), cue=cue(t_s)), flow(t_s))
        told.append((t_s, pacer.now.phase if pacer.now is not None else None, pacer.tone))
    return told


def tones(told: list[tuple[float, PacePhase | None, str]]) -> list[tuple[float, str]]:
    return [(round(t_s, 2), tone) for t_s, _, tone in told if tone]


@pytest.mark.parametrize("fps", [10.0, 24.0, 30.0, 60.0])
def test_each_breath_sounds_twice_at_every_frame_rate(fps: float) -> None:
    heard = tones(paced(13.0, fps=fps))
    assert [tone for _, tone in heard] == ["pace_in", "pace_out", "pace_in", "pace_out", "pace_in"]
    assert [t_s for t_s, _ in heard] == pytest.approx([0.0, 2.5, 6.0, 8.5, 12.0], abs=1.0 / fps + 0.01)


def test_off_is_nothing_until_it_is_wanted() -> None:
    pacer = Pacer(BREATH.model_copy(update={"pace": False}))
    assert {(part, tone) for _, part, tone in paced(8.0, pacer=pacer)} == {(None, "")}
    pacer.toggle()
    assert tones(paced(1.0, pacer=pacer, start_s=8.0)) == [(8.0, "pace_in")]
    pacer.toggle()
    assert pacer.now is None


def test_it_stops_with_the_person_and_begins_anew_with_them() -> None:
    told = paced(20.0, seen=lambda t_s: not 4.0 <= t_s < 9.0)
    assert all(part is None for t_s, part, _ in told if 5.1 <= t_s < 9.0)
    assert not [t_s for t_s, _ in tones(told) if 5.1 <= t_s < 9.0]
    assert (9.0, "pace_in") in tones(told)
    short = paced(8.0, seen=lambda t_s: not 4.0 <= t_s < 4.6)
    assert all(part is not None for _, part, _ in short)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in (Stage.RUNNING, Stage.CALIBRATE)])
def test_it_leads_within_sets_only(stage: Stage) -> None:
    told = paced(6.0, flow=lambda t_s: GuideState(Stage.RUNNING if t_s < 3.0 else stage))
    assert all((part is not None) == (t_s < 3.0) for t_s, part, _ in told)


def test_a_pause_stops_it() -> None:
    pacer = Pacer(BREATH)
    paced(3.0, pacer=pacer)
    pacer.stop()
    assert (pacer.now, pacer.tone, pacer.caution) == (None, "", False)
    assert tones(paced(1.0, pacer=pacer, start_s=30.0)) == [(30.0, "pace_in")]


def test_no_tone_begins_with_or_under_a_cue_and_none_is_made_up_for() -> None:
    said = Cue("shoulders_down", "Shoulders down", 33, 2.3, 3.1)
    told = paced(8.0, cue=lambda t_s: said if abs(t_s - 2.3) < 0.01 else None)
    assert [tone for _, tone in tones(told)] == ["pace_in", "pace_in"]
    assert told[round(2.6 * 30)][1] is PacePhase.EXHALE
    at_once = paced(3.0, cue=lambda t_s: said if abs(t_s - 2.5) < 0.01 else None)
    assert [tone for _, tone in tones(at_once)] == ["pace_in"]


@pytest.mark.parametrize(
    ("drive", "part"), [("cycle", PacePhase.INHALE), ("inhale", PacePhase.INHALE), ("exhale", PacePhase.EXHALE)]
)
def test_the_breath_is_set_to_the_pull_once(drive: str, part: PacePhase) -> None:
    def phase(t_s: float) -> Phase:
        return Phase.REACH if t_s < 3.5 else Phase.DRIVE if t_s < 4.5 else Phase.HOLD if t_s < 14.0 else Phase.RETURN

    settings = BREATH.model_copy(update={"drive": drive})
    told = paced(16.0, settings=settings, phase=phase)
    begins_s = 4.5 if drive == "cycle" else 3.5
    now = {round(t_s, 2): (part, tone) for t_s, part, tone in told}
    if drive == "exhale":
        # The exhale had begun a second before: it begins anew with the drive.
        assert now[begins_s][0] is part
    assert now[round(begins_s + 0.1, 2)][0] is part
    parts = [shown for t_s, shown, _ in told if begins_s <= t_s < 14.0]
    changes = sum(one is not other for one, other in pairwise(parts))
    assert changes <= 8  # four for each breath of 6 s: nothing jumps within the hold


def test_a_breath_that_begins_about_then_is_left_as_it_is() -> None:
    told = paced(12.0, phase=lambda t_s: Phase.HOLD if t_s >= 6.4 else Phase.REACH)
    assert [t_s for t_s, tone in tones(told) if tone == "pace_in"] == pytest.approx([0.0, 6.0], abs=0.05)


def test_the_caution_stays_for_a_while_at_each_beginning() -> None:
    pacer = Pacer(BREATH)
    paced(2.0, pacer=pacer)
    assert pacer.caution
    paced(20.0, pacer=pacer, start_s=2.0)
    assert not pacer.caution


def test_reset_equals_new() -> None:
    pacer = Pacer(BREATH)
    paced(9.3, pacer=pacer, phase=lambda t_s: Phase.HOLD if t_s > 3.0 else Phase.DRIVE)
    pacer.reset()
    assert paced(9.0, pacer=pacer) == paced(9.0)
    assert replace(Step(Frame(0, 0.0, GREY), PoseObservation(None, TrackState.OK))).cue is None
