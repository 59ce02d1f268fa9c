"""The lookout sees a second person on a thread of its own, holds up nothing, and survives its own failure."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from livecoach.capture.open import open_source
from livecoach.config.schema import Profile
from livecoach.core.types import Frame, Pose, PoseObservation, Step, TrackState
from livecoach.errors import ModelError
from livecoach.session.engine.engine import Engine
from livecoach.session.engine.reference_frames import NetworkComparer
from livecoach.session.live.bystander_watch import BystanderMonitor, lookout
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.model_files import TRUNK_NET_NAME, network_file, resolve_model
from livecoach.vision.shoulder_net import ShoulderNet
from livecoach.vision.trunk_net import TrunkNet
from tests.support.exercises import PIT_PULL
from tests.support.passerby import demo_frames, joined_by_somebody, with_passerby
from tests.support.paths import FLOOR
from tests.track.bodies import GREY, moved, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

GUARD_S = 60.0


def seen(t_s: float, image: NDArray[np.uint8] = GREY) -> Step:
    return Step(Frame(round(30 * t_s), t_s, image), PoseObservation(standing(0, t_s), TrackState.OK))


def wait_for_look(out: BystanderMonitor, step: Step) -> None:
    """Feed the same moment until no look is under way: what it saw is taken in then."""
    deadline_s = time.monotonic() + GUARD_S
    while out.looking:
        assert time.monotonic() < deadline_s
        out.update(step)
        time.sleep(0.005)


class Slow:
    """A finder that waits to be let go, and then sees two."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.asked = 0
        self.closed = False

    def people(self, image_bgr: NDArray[np.uint8]) -> tuple[Pose, ...]:
        self.asked += 1
        assert self.free.wait(GUARD_S)
        return standing(), moved(standing(), right_px=180.0)

    def close(self) -> None:
        self.closed = True


def test_no_step_waits_for_a_look_and_one_runs_at_a_time() -> None:
    slow = Slow()
    with BystanderMonitor(lambda: slow) as out:
        for frame in range(300):
            out.update(seen(frame / 30.0))
        assert out.looking
        assert not out.second_person
        slow.free.set()
        for t_s in (10.0, 15.0, 20.0):
            wait_for_look(out, seen(t_s))
            out.update(seen(t_s + 4.0))
        wait_for_look(out, seen(30.0))
        assert out.second_person
        assert slow.asked <= 8
    assert slow.closed


def test_a_finder_that_is_made_while_it_ends_is_closed_too() -> None:
    slow, making = Slow(), threading.Event()
    slow.free.set()

    def made_late() -> Slow:
        assert making.wait(GUARD_S)
        return slow

    out = BystanderMonitor(made_late)
    out.update(seen(0.0))
    threading.Timer(0.2, making.set).start()
    out.close()
    out.close()
    assert slow.closed
    out.update(seen(9.0))
    assert slow.asked == 1


def test_without_a_coached_person_nobody_is_looked_for() -> None:
    with BystanderMonitor(Slow) as out:
        out.update(Step(Frame(0, 0.0, GREY), PoseObservation(None, TrackState.SEARCHING)))
        assert not out.looking


def test_a_finder_that_fails_ends_the_lookout_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Slow:
        raise ModelError("no model")

    with caplog.at_level(logging.WARNING), BystanderMonitor(broken) as out:
        out.update(seen(0.0))
        wait_for_look(out, seen(0.1))
        out.update(seen(9.0))
        assert not out.looking
        assert not out.second_person
    assert "no model" in caplog.text


def test_it_sees_the_passer_by_in_the_demo_clip_and_nobody_without() -> None:
    for frames, expected in ((demo_frames(), False), (with_passerby(demo_frames(), 0.0, 8.0), True)):
        pictures = [frame.image_bgr for frame in frames if 90 <= frame.index < 96]
        with lookout(resolve_model("lite")) as out:
            for number, image in enumerate(pictures):
                out.update(seen(3.0 * number, image))
                wait_for_look(out, seen(3.0 * number + 0.1, image))
            assert out.second_person is expected


@pytest.mark.parametrize("clip", ["hl_clean_a", "a4_clean_a"])
def test_on_the_floor_it_sees_who_stands_beside_and_nobody_else(clip: str) -> None:
    with (
        open_source(str(FLOOR / f"{clip}.mp4")) as source,
        MediaPipeTracker(resolve_model("lite"), upright=False) as tracker,
    ):
        frames = [frame for _ in range(16) if (frame := source.read()) is not None]
        step = Step(frames[-1], [tracker.track(frame) for frame in frames][-1])
    pose = step.sighting.pose
    assert pose is not None
    for image, expected in ((step.frame.image_bgr, False), (joined_by_somebody(step.frame.image_bgr), True)):
        with lookout(resolve_model("lite")) as out:
            for t_s in (0.0, 3.0, 6.0):
                frame = replace(step.frame, t_s=t_s, image_bgr=image)
                later = Step(frame, replace(step.sighting, pose=replace(pose, t_s=t_s)))
                out.update(later)
                wait_for_look(out, later)
            assert out.second_person is expected


@pytest.mark.slow
def test_a_second_person_walking_by_changes_no_verdict() -> None:
    alone, passed = verdicts(demo_frames()), verdicts(with_passerby(demo_frames(), 6.0, 14.0))
    assert alone[0]
    assert passed == alone


def verdicts(frames: Iterator[Frame]) -> tuple[list[Any], list[Any]]:
    """Return reps with their faults, and fault events with their reps, as a session judges."""
    engine = Engine(
        PIT_PULL,
        Profile(),
        watching=NetworkComparer(ShoulderNet(network_file()), TrunkNet(network_file(TRUNK_NET_NAME))),
    )
    reps: list[Any] = []
    events: list[Any] = []
    with MediaPipeTracker(resolve_model("full")) as tracker:
        for frame in frames:
            step = engine.step(frame, tracker.track(frame))
            reps += [(step.rep.index, step.rep.faults)] if step.rep is not None else []
            events += [(event.kind, event.rep, event.grade) for event in step.closed]
    return reps, events
