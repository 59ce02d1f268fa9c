"""Draw every state of the guided session into docs/images/, from frames of the bundled demo clip, and two of a hold.

For the picture of somebody who is not judged the clip's person, cut out, stands beside as in the tests.

    python scripts/make_screenshots.py [FOLDER]

The clip is tracked, judged and led through a set as in a live session. States that it cannot reach (nobody in the
picture, the rest between sets) are drawn over its frames.
"""

from __future__ import annotations

import math
import sys
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from livecoach.capture.open import open_source
from livecoach.config.load import load_profile
from livecoach.core.guide_state import GuideState, SetPlan, SetResult, Stage, Summary
from livecoach.core.resources import demo_clip
from livecoach.core.types import Phase, PoseObservation, TrackState, readonly
from livecoach.core.words.translator import translator
from livecoach.exercises.catalogue import exercise_named
from livecoach.render.renderer import Renderer
from livecoach.render.screens.camera_chooser import ChooserView, Tile, draw_chooser
from livecoach.render.screens.summary import SummaryView
from livecoach.render.session_state import SessionState, Status
from livecoach.session.factory import new_engine, new_tracker
from livecoach.session.guide.session_guide import SessionGuide
from livecoach.session.guide.summary import SummaryCollector
from livecoach.track.mediapipe_tracker import MediaPipeTracker, PeopleFinder
from livecoach.track.model_files import resolve_model
from livecoach.track.subject.bystanders import Bystanders
from tests.support.passerby import joined_by_somebody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from livecoach.core.types import Frame, Step

SIZE_PX = (960, 720)
FADED_IN = 70
"""Frames until the grey over somebody who is not judged is as strong as it gets."""

ROOT = Path(__file__).resolve().parent.parent
FLOOR_CLIP = ROOT / "tests" / "data" / "floor" / "hl_drop_a.mp4"


@dataclass(frozen=True)
class Shot:
    """One picture: the first step of the clip for which ``when`` holds, with ``change`` made to it."""

    name: str
    when: Callable[[Step, GuideState], bool]
    change: Callable[[Step, GuideState], tuple[Step, GuideState]] = lambda step, flow: (step, flow)


def alone(step: Step, flow: GuideState) -> tuple[Step, GuideState]:
    """Return the step before anybody came: the clip's wall and floor, from its two edges across the picture."""
    image = step.frame.image_bgr.astype(np.float32)
    left, right = (image[:, side].mean(axis=1)[:, None] for side in (slice(0, 40), slice(-40, None)))
    across = np.linspace(0.0, 1.0, SIZE_PX[0])[None, :, None]
    room = readonly(np.asarray((1.0 - across) * left + across * right, np.uint8))
    empty = replace(
        step, frame=replace(step.frame, image_bgr=room), sighting=PoseObservation(None, TrackState.SEARCHING)
    )
    return replace(empty, measures=None, readings=()), replace(flow, stage=Stage.GET_READY, line="into_picture")


def too_near(step: Step, flow: GuideState) -> tuple[Step, GuideState]:
    """Return the step as a camera sees it that stands too near: without the hips."""
    pose = step.sighting.pose
    assert pose is not None
    middle, top = float(pose.xy_px[[11, 12], 0].mean()), float(pose.xy_px[[7, 8], 1].min()) - 60.0
    zoom, half = 2.0, SIZE_PX[0] / 4.0
    corner = np.rint((middle - half, top)).astype(int).clip(0)
    part = step.frame.image_bgr[corner[1] : corner[1] + SIZE_PX[1] // 2, corner[0] : corner[0] + SIZE_PX[0] // 2]
    image = readonly(np.asarray(cv2.resize(part, SIZE_PX, interpolation=cv2.INTER_CUBIC), np.uint8))
    near = replace(pose, xy_px=readonly(((pose.xy_px - corner) * zoom).astype(np.float32)))
    shown = replace(step, frame=replace(step.frame, image_bgr=image), sighting=replace(step.sighting, pose=near))
    return shown, replace(flow, stage=Stage.GET_READY, line="step_back")


def resting(step: Step, _: GuideState) -> tuple[Step, GuideState]:
    """Return the step in the middle of the rest."""
    result = SetResult(10, 8, "shrug")
    rest = GuideState(Stage.RESTING, "rest", left_s=43.0, done=0.28, set_index=1, sets=3, goal_reps=10, last_set=result)
    return step, rest


def paused(step: Step, flow: GuideState) -> tuple[Step, GuideState]:
    """Return the step while the set waits."""
    return step, replace(flow, stage=Stage.PAUSED, line="when_ready")


SHOTS = (
    Shot("get-ready", lambda step, _: step.frame.index == 2, alone),
    Shot("step-back", lambda step, _: step.frame.index == 20, too_near),
    Shot("stand-still", lambda _, flow: flow.stage is Stage.STILL and flow.left_s < 1.6),
    Shot("calibrate", lambda step, flow: flow.stage is Stage.CALIBRATE and step.drive > 0.5),
    Shot("go", lambda _, flow: flow.stage is Stage.RUNNING and flow.line == "go"),
    Shot("running", lambda step, flow: flow.reps >= 1 and step.phase is Phase.HOLD and not step.active),
    Shot("fault", lambda step, _: "shrug" in step.active and step.phase is Phase.HOLD),
    Shot("paused", lambda step, flow: flow.reps >= 2 and step.drive < 0.1 and not step.active, paused),
    Shot("resting", lambda step, flow: flow.reps >= 2 and step.drive < 0.1 and not step.active, resting),
)


def cameras(frame: Frame) -> NDArray[np.uint8]:
    """Return the question which camera, between the clip's and one that stands nearer and sees the legs alone."""
    height, width = frame.image_bgr.shape[:2]
    legs = frame.image_bgr[height // 2 :, width // 4 : -width // 4]
    tiles = (Tile(legs, "Integrated Camera"), Tile(frame.image_bgr, "HD Pro Webcam C920"))
    return draw_chooser(ChooserView(tiles, 1), translator("en"))


def lived() -> Iterator[tuple[Step, GuideState, Summary]]:
    """Yield the clip's steps with the session's state at each."""
    profile = load_profile(None)
    engine, flow, collector = (
        new_engine(exercise_named("pit_pull"), profile),
        SessionGuide(SetPlan(3, 10, 60.0), profile),
        SummaryCollector(),
    )
    with open_source(str(demo_clip())) as source, MediaPipeTracker(resolve_model(profile.model.name)) as tracker:
        while not source.ended:
            frame = source.read()
            if frame is None:
                continue
            frame = enlarged(frame)
            step = engine.step(frame, tracker.track(frame))
            state = flow.update(step)
            collector.update(step)
            yield step, state, collector.summary()


def held() -> Iterator[tuple[str, Step]]:
    """Yield the names and steps of a hold that is held, and of the same lost, in a rendered clip of the tests."""
    engine = new_engine(exercise_named("hip_lift_90_90"), load_profile(None))
    wanted = {"hold": lambda hold: hold.held_s > 4.0, "hold-fault": lambda hold: bool(hold.active)}
    with (
        open_source(str(FLOOR_CLIP)) as source,
        new_tracker(exercise_named("hip_lift_90_90"), resolve_model("full")) as tracker,
    ):
        while not source.ended and wanted:
            frame = source.read()
            if frame is None:
                continue
            frame = enlarged(frame)
            step = engine.step(frame, tracker.track(frame))
            assert step.hold is not None
            for name in [name for name, reached in wanted.items() if reached(step.hold)]:
                del wanted[name]
                yield name, step


def joined(moments: list[tuple[Step, GuideState]]) -> Iterator[tuple[Step, SessionState]]:
    """Yield these moments with somebody beside, who is found in the last of them as in a live session."""
    shown = [
        (replace(step, frame=replace(step.frame, image_bgr=joined_by_somebody(step.frame.image_bgr))), flow)
        for step, flow in moments
    ]
    last, company = shown[-1][0], Bystanders()
    assert last.sighting.pose is not None
    with closing(PeopleFinder(resolve_model("lite"))) as finder:
        for _ in range(2):  # one look alone is not believed
            company.looked(last.frame.t_s, finder.people(last.frame.image_bgr), last.sighting.pose)
    assert company.bystander_px is not None
    for step, flow in shown:
        yield step, SessionState(flow, status=Status(bystander_px=company.bystander_px))


def enlarged(frame: Frame) -> Frame:
    """Return the frame at the size of the pictures."""
    image = cv2.resize(frame.image_bgr, SIZE_PX, interpolation=cv2.INTER_CUBIC)
    return replace(frame, image_bgr=readonly(np.asarray(image, np.uint8)))


def main() -> int:
    """Write the pictures; return the exit code, 1 when the clip did not reach a state."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    renderers = {language: Renderer(language=language) for language in ("en", "de")}
    missing = {shot.name: shot for shot in SHOTS}

    def save(name: str, picture: NDArray[np.uint8]) -> None:
        cv2.imwrite(str(folder / f"{name}.png"), picture, [cv2.IMWRITE_PNG_COMPRESSION, 9])

    def write(name: str, step: Step, state: SessionState, language: str = "en") -> None:
        save(name, renderers[language].draw(step, state))

    beside: list[tuple[Step, GuideState]] = []
    with_guest = Renderer()
    for step, state, summary in lived():
        if state.reps < 3:
            with_guest.draw(step, SessionState())
        elif len(beside) < FADED_IN:
            beside.append((step, state))
        for renderer in renderers.values():
            renderer.draw(step, SessionState())
        for shot in [shot for shot in missing.values() if shot.when(step, state)]:
            shown, flow = shot.change(step, state)
            write(shot.name, shown, SessionState(flow))
            del missing[shot.name]
        last = step, summary
    step, summary = last
    view = SummaryView(summary, str(Path("~/.local/share/livecoach/sessions/2026-11-22_18-30-00")))
    write("summary", step, SessionState(view))
    write("summary-de", step, SessionState(view), "de")
    save("second-person", [with_guest.draw(step, state) for step, state in joined(beside)][-1])
    for name, step in held():
        write(name, step, SessionState())
    save("choose-camera", cameras(last[0].frame))
    for name in missing:
        print(f"{name}: the clip did not reach this state")
    range_text = "--" if math.isnan(summary.best_range) else f"{summary.best_range:.2f}"
    print(f"{len(SHOTS) + 6 - len(missing)} pictures in {folder}; {summary.clean} of {summary.reps}, {range_text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
