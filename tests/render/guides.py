"""A guided session in every stage that the screen can be asked to show, with the longest texts it can carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from livecoach.core.guide_state import GuideState, Hint, SetResult, Stage, Summary
from livecoach.core.types import Phase, PoseObservation, TrackState
from livecoach.core.unknown import NAN
from livecoach.render.screens.summary import SummaryView
from livecoach.render.session_state import Halt, SessionState, Status
from tests.render.scenes import BESIDE_PX, LONG_NOTE, calm, readings
from tests.support.faults import REP_FAULT_IDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.core.types import Step

LINES: Final = {
    Stage.GET_READY: (
        *("get_ready", "into_picture", "whole_body", "plain_background", "more_light", "step_back", "step_closer"),
        *("turn", "turn_to_camera", "face_camera"),
    ),
    Stage.STILL: ("hold_still", "once_more_slowly", "once_more_shoulders", "once_more_whole"),
    Stage.CALIBRATE: ("calibrating",),
    Stage.RUNNING: ("", "go", "resumed", "step_back"),
    Stage.PAUSED: ("paused", "when_ready", "into_picture"),
    Stage.RESTING: ("set_done", "set_shoulders", "rest", "get_ready"),
    Stage.FINISHED: ("finished", "set_clean", ""),
}
FOLDER: Final = "/home/somebody/with/a long name/.local/share/livecoach/sessions/2026-11-22_18-30-00"


def flows() -> Iterator[GuideState]:
    """Yield every stage with each of its lines, in the middle of a countdown where it has one."""
    for stage, lines in LINES.items():
        counted = stage in (Stage.STILL, Stage.RESTING)
        for line in lines:
            yield GuideState(
                stage,
                line,
                left_s=899.4 if counted else NAN,
                done=0.4 if counted else NAN,
                set_index=12,
                sets=20,
                reps=28,
                goal_reps=30,
                last_set=SetResult(30, 28, "shrug") if stage in (Stage.RESTING, Stage.FINISHED) else None,
            )


def guided(size: tuple[int, int]) -> Iterator[tuple[Step, SessionState]]:
    """Yield every stage over a person and over nobody, bare and with everything else on the screen."""
    step = calm(size)
    lost = replace(step, sighting=PoseObservation(None, TrackState.SEARCHING, "Come into the picture"), measures=None)
    for flow in flows():
        yield step, SessionState(flow)
        yield (
            replace(lost, readings=readings(("shrug",)), notice=LONG_NOTE),
            SessionState(flow, status=Status(5999.0, muted=True, notes=(LONG_NOTE,), bystander_px=BESIDE_PX)),
        )
        yield step, SessionState(flow, halt=Halt.PAUSED)


def summaries() -> Iterator[SummaryView]:
    """Yield a session without a judged rep, a clean one, and every fault in every phase."""
    yield SummaryView(Summary(0, 0, None, 0, None, NAN, Hint.BE_SEEN))
    yield SummaryView(Summary(30, 30, None, 0, None, 1.0, Hint.KEEP), FOLDER)
    yield SummaryView(Summary(300, 120, "shrug", 180, None, NAN, Hint.FAULT), FOLDER)
    for kind in REP_FAULT_IDS:
        for phase in Phase:
            yield SummaryView(Summary(100, 88, kind, 10, phase, 0.97, Hint.FURTHER), FOLDER)
    for hint in Hint:
        yield SummaryView(Summary(10, 8, "lumbar_extension", 2, Phase.RETURN, 0.97, hint), FOLDER)
