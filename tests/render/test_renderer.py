from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from livecoach.core.types import PoseObservation, TrackState, readonly
from livecoach.core.words.translator import languages
from livecoach.render.draw.palette import RED
from livecoach.render.renderer import Renderer
from livecoach.render.session_state import SessionState
from tests.render.scenes import SIZES, calm, readings, reps, states

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def _noise(size: tuple[int, int], seed: int = 5) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), np.uint8)


@pytest.mark.parametrize("mirror", [False, True])
def test_the_frame_is_left_alone_and_a_new_picture_returned(mirror: bool) -> None:
    step = calm((640, 480), readonly(_noise((640, 480))))
    before = step.frame.image_bgr.copy()
    drawn = Renderer(mirror).draw(step, SessionState())
    assert np.array_equal(step.frame.image_bgr, before)
    assert drawn.shape == before.shape
    assert drawn.dtype == np.uint8
    assert drawn.flags.writeable
    assert not np.shares_memory(drawn, before)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("size", [*SIZES[:6], (1, 1), (199, 161), (333, 251)])
def test_every_state_can_be_drawn_at_every_size(size: tuple[int, int], mirror: bool, language: str) -> None:
    renderer = Renderer(mirror, language)
    for step, overlay in states(size):
        assert renderer.draw(step, overlay).shape == (size[1], size[0], 3)


def test_mirroring_flips_picture_and_points_but_no_text() -> None:
    step = replace(calm((640, 480), _noise((640, 480))), readings=())
    plain = Renderer().draw(step, SessionState())
    mirrored = Renderer(mirror=True).draw(step, SessionState())
    person = (slice(30, 340), slice(200, 440))
    assert np.abs(mirrored[:, ::-1][person].astype(int) - plain[person]).mean() < 1.0
    text = (slice(20, 190), slice(20, 130))
    behind = np.abs(mirrored[text].astype(int) - plain[text])
    # Under the panel the noise differs by what shines through; the figures are the same.
    assert behind.max() < 60


def test_the_same_steps_give_the_same_pictures() -> None:
    one, other = Renderer(), Renderer()
    for rep, events in reps():
        step = replace(calm((640, 480)), rep=rep, rep_count=rep.index, closed=events)
        assert np.array_equal(one.draw(step, SessionState()), other.draw(step, SessionState()))


def test_the_middle_is_touched_only_by_the_skeleton() -> None:
    step = calm((1280, 720), _noise((1280, 720)))
    drawn = Renderer().draw(replace(step, sighting=PoseObservation(None, TrackState.OK)), SessionState())
    assert np.array_equal(drawn[:, 260:990], step.frame.image_bgr[:, 260:990])


def test_red_appears_with_a_fault_and_leaves_with_it() -> None:
    renderer = Renderer()
    step = calm((640, 480))
    wrong = replace(step, readings=readings(("shrug",)))
    red = [(renderer.draw(s, SessionState()) == RED).all(axis=2).any() for s in (step, wrong, step)]
    assert red == [False, True, False]


def test_the_ring_fills_with_the_drive() -> None:
    renderer = Renderer()
    drawn = [renderer.draw(replace(calm((640, 480)), drive=d), SessionState()).astype(int) for d in (0.0, 0.5, 1.0)]
    blue = [np.count_nonzero(image[20:150, 20:150, 0] - image[20:150, 20:150, 2] > 100) for image in drawn]
    assert blue[0] < blue[1] < blue[2]


@pytest.mark.parametrize("mirror", [False, True])
def test_a_canvas_made_before_gives_the_same_picture(mirror: bool) -> None:
    steps = [calm((640, 480), readonly(_noise((640, 480), seed))) for seed in range(3)]
    beside, alone = Renderer(mirror), Renderer(mirror)
    for step in steps:
        canvas = beside.canvas(step.frame)
        drawn = beside.draw(step, SessionState(), canvas)
        assert drawn is canvas.image
        assert np.array_equal(drawn, alone.draw(step, SessionState()))


def test_a_panel_hides_the_skeleton_and_not_the_room() -> None:
    step = calm((640, 480), readonly(_noise((640, 480))))
    pose = step.sighting.pose
    assert pose is not None
    onto_count = replace(pose, xy_px=readonly(pose.xy_px * np.float32([0.2, 1.0])))
    with_points = replace(step, sighting=replace(step.sighting, pose=onto_count))
    without = replace(step, sighting=PoseObservation(None, TrackState.OK))
    renderer, empty = Renderer(), Renderer()
    panel = np.s_[20:160, 20:110]
    for _ in range(2):
        drawn = renderer.draw(with_points, SessionState())
        room = empty.draw(without, SessionState())
        assert not np.array_equal(drawn, room)
        assert np.array_equal(drawn[panel], room[panel])
        assert drawn[panel].std() > 0.0


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        Renderer(language="xx")


def test_a_real_frame_with_its_real_landmarks(shared: Path) -> None:
    clip = shared / "truth" / "dev" / "dev04_y45_A.mp4"
    capture = cv2.VideoCapture(str(clip))
    ok, image = capture.read()
    capture.release()
    assert ok
    size = (image.shape[1], image.shape[0])
    with np.load(clip.with_suffix("").with_suffix(".full.npz")) as seen:
        xy = (seen["landmarks"][0, :, :2] * size).astype(np.float32)
    step = calm(size, np.asarray(image, np.uint8))
    assert step.sighting.pose is not None
    step = replace(step, sighting=PoseObservation(replace(step.sighting.pose, xy_px=xy), TrackState.OK))
    changed = np.abs(Renderer().draw(step, SessionState()).astype(int) - image).max(axis=2) > 20
    left_shoulder = xy[11].round().astype(int)
    assert changed[left_shoulder[1], left_shoulder[0]]
