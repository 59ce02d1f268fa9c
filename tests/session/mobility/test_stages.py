"""What follows from a stage of a measurement and the signals of one frame."""

from __future__ import annotations

import math

import pytest

from livecoach.session.mobility.collector import TRIES
from livecoach.session.mobility.stages import (
    RESULT_AFTER_S,
    RESULT_S,
    Effect,
    MobilityProgress,
    MobilitySignals,
    MobilityStage,
    advance,
)

TURNS = MobilityProgress(MobilityStage.TURNS)


def test_each_part_is_kept_when_it_is_done() -> None:
    pulls = advance(MobilityProgress(), MobilitySignals(1.0))
    assert (pulls.stage, pulls.line, pulls.effects) == (MobilityProgress(), "", ())
    turns = advance(MobilityProgress(), MobilitySignals(9.0, pulls_over=True))
    assert (turns.stage.stage, turns.line, turns.effects) == (MobilityStage.TURNS, "head_left", (Effect.KEEP,))
    done = advance(turns.stage, MobilitySignals(30.0, True, TRIES, TRIES))
    assert (done.stage.stage, done.line, done.effects) == (MobilityStage.DONE, "finished", (Effect.KEEP,))
    at_once = advance(MobilityProgress(), MobilitySignals(9.0, True, TRIES, TRIES))
    assert (at_once.stage.stage, at_once.effects) == (MobilityStage.DONE, (Effect.KEEP, Effect.KEEP))


@pytest.mark.parametrize(
    ("signals", "line"),
    [
        (MobilitySignals(1.0, True, seen=False), "into_picture"),
        (MobilitySignals(1.0, True, aside=True), "face_camera"),
        (MobilitySignals(1.0, True, aside=True, turning=True), "head_left"),
        (MobilitySignals(1.0, True, ready=False), "look_ahead"),
        (MobilitySignals(1.0, True, back=True), "head_back"),
        (MobilitySignals(1.0, True, left=1), "head_right"),
        (MobilitySignals(1.0, True, left=1, right=1), "head_left"),
    ],
)
def test_the_head_turns_left_and_right_by_turns_from_where_it_is_seen(signals: MobilitySignals, line: str) -> None:
    assert advance(TURNS, signals).line == line


def test_the_result_comes_after_the_last_words_and_ends_the_measurement() -> None:
    done = MobilityProgress(MobilityStage.DONE, 10.0)
    assert not done.shows_result(10.0 + RESULT_AFTER_S - 0.1)
    assert done.shows_result(10.0 + RESULT_AFTER_S)
    assert done.over(10.0 + RESULT_AFTER_S + RESULT_S)
    assert not MobilityProgress().shows_result(math.inf)
