"""What a recording shows: on made-up pictures, and on a rendered clip with its recorded landmarks and an encoder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np
import pytest

from livecoach.capture.clip import ClipSource
from livecoach.core.landmarks import Landmark
from livecoach.core.types import Frame, Pose, PoseObservation, Step, TrackState, readonly
from livecoach.output.clip.clip_writer import ClipWriter
from livecoach.render.draw.palette import INK
from livecoach.render.privacy import Privacy, Veil, head_region
from livecoach.render.renderer import Renderer
from livecoach.render.session_state import SessionState
from tests.render.scenes import calm

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SIZE = (640, 480)


def _detailed(size: tuple[int, int] = SIZE) -> NDArray[np.uint8]:
    return readonly(np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), np.uint8))


def _seen(t_s: float, shift_px: float = 0.0) -> Step:
    step = calm(SIZE, _detailed())
    assert step.sighting.pose is not None
    pose = replace(step.sighting.pose, xy_px=step.sighting.pose.xy_px + np.float32((shift_px, 0.0)))
    return replace(step, frame=replace(step.frame, t_s=t_s), sighting=PoseObservation(pose, TrackState.OK))


def _lost(t_s: float) -> Step:
    step = _seen(t_s)
    return replace(step, sighting=PoseObservation(None, TrackState.SEARCHING))


def _sharpness(image: NDArray[np.uint8]) -> float:
    """Return the variance of the Laplacian, the usual measure of detail (Pech-Pacheco et al., 2000)."""
    return float(cv2.Laplacian(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.CV_64F).var())


def _head(step: Step, share: float = 0.7) -> tuple[slice, slice]:
    """Return the square inside the head's circle."""
    assert step.sighting.pose is not None
    region = head_region(step.sighting.pose)
    assert region is not None
    r = share * region.radius
    return slice(max(0, int(region.y - r)), int(region.y + r)), slice(max(0, int(region.x - r)), int(region.x + r))


def _hidden_share(image: NDArray[np.uint8]) -> float:
    return float((image != _detailed()).any(axis=2).mean())


def test_without_privacy_the_picture_is_the_cameras() -> None:
    step = _seen(0.0)
    assert Veil(Privacy.OFF).cover(step) is step.frame.image_bgr


def test_the_skeleton_stands_on_plain_dark() -> None:
    for step in (_seen(0.0), _lost(0.1)):
        assert (Veil(Privacy.SKELETON).cover(step) == INK).all()


def test_the_face_is_gone_and_the_body_stays() -> None:
    step = _seen(0.0)
    covered = Veil(Privacy.BLUR_FACE).cover(step)
    rows, columns = _head(step)
    assert _sharpness(covered[rows, columns]) < 0.01 * _sharpness(_detailed()[rows, columns])
    assert np.array_equal(covered[400:], _detailed()[400:])
    assert _hidden_share(covered) < 0.3
    assert np.array_equal(step.frame.image_bgr, _detailed())


def test_while_the_person_is_lost_the_region_grows_and_then_takes_the_whole_picture() -> None:
    veil = Veil(Privacy.BLUR_FACE)
    shares = [_hidden_share(veil.cover(step)) for step in (_seen(0.0), _lost(0.1), _lost(0.3), _lost(0.45))]
    assert shares == sorted(shares)
    assert shares[0] < shares[-1] < 1.0
    assert _hidden_share(veil.cover(_lost(0.6))) > 0.99
    assert _hidden_share(veil.cover(_lost(60.0))) > 0.99
    assert _hidden_share(veil.cover(_seen(60.1))) < 0.3


def test_before_anybody_is_seen_nothing_is_shown() -> None:
    covered = Veil(Privacy.BLUR_FACE).cover(_lost(0.0))
    assert _sharpness(covered) < 0.01 * _sharpness(_detailed())


def test_points_that_jump_for_a_frame_do_not_bare_the_face() -> None:
    veil = Veil(Privacy.BLUR_FACE)
    veil.cover(_seen(0.0))
    rows, columns = _head(_seen(0.0))
    assert _sharpness(veil.cover(_seen(0.03, shift_px=250.0))[rows, columns]) < 0.01 * _sharpness(_detailed())


def test_a_person_without_a_face_is_nobody() -> None:
    step = _seen(0.0)
    assert step.sighting.pose is not None
    xy_px = step.sighting.pose.xy_px.copy()
    xy_px[: Landmark.LEFT_SHOULDER] = np.nan
    faceless = replace(step, sighting=PoseObservation(replace(step.sighting.pose, xy_px=xy_px), TrackState.OK))
    assert _hidden_share(Veil(Privacy.BLUR_FACE).cover(faceless)) > 0.99


@pytest.mark.parametrize("shift_px", [-400.0, 400.0])
def test_a_head_outside_of_the_picture_is_no_error(shift_px: float) -> None:
    assert Veil(Privacy.BLUR_FACE).cover(_seen(0.0, shift_px)).shape == (480, 640, 3)


@pytest.mark.parametrize("clip", ["dev04_y45_A", "dev00_y0_A"])
def test_no_frame_of_an_encoded_clip_shows_the_face(shared: Path, tmp_path: Path, clip: str) -> None:
    """Every fourth frame of a rendered clip; its recorded landmarks have a gap of three tenths of a second."""
    points = np.load(shared / "truth" / "dev" / f"{clip}.full.npz")["landmarks"][:, :, :2] * SIZE
    veil, renderer = Veil(Privacy.BLUR_FACE), Renderer()
    path = tmp_path / "shown.mp4"
    heads = []
    blank = (np.zeros((33, 3), np.float32), np.ones(33, np.float32))
    with ClipSource(shared / "truth" / "dev" / f"{clip}.mp4") as source, ClipWriter(path, SIZE) as writer:
        while (frame := source.read()) is not None:
            if frame.index % 4:
                continue
            xy_px = points[frame.index].astype(np.float32)
            pose = Pose(frame.index, frame.t_s, xy_px, *blank, SIZE)
            lost = 2.0 <= frame.t_s < 2.3
            step = Step(frame, PoseObservation(None if lost else pose, TrackState.OK))
            shown = replace(step, frame=Frame(frame.index, frame.t_s, veil.cover(step)))
            heads.append((_head(replace(step, sighting=PoseObservation(pose, TrackState.OK)), 0.5), frame.image_bgr))
            writer.write(
                renderer.draw(replace(shown, sighting=PoseObservation(None, TrackState.OK)), SessionState()), frame.t_s
            )
    with av.open(str(path)) as encoded:
        pictures = [picture.to_ndarray(format="bgr24") for picture in encoded.decode(video=0)]
    assert len(pictures) == len(heads) > 50
    for picture, ((rows, columns), bare) in zip(pictures, heads, strict=True):
        assert _sharpness(np.asarray(picture[rows, columns], np.uint8)) < 0.15 * _sharpness(bare[rows, columns])
