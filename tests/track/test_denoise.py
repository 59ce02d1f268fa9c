import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from livecoach.track.denoise import NOISY, denoised, noise_level


def room(sd: float, size: tuple[int, int] = (480, 640)) -> NDArray[np.uint8]:
    """A wall that grows lighter, a striped curtain and a dark door, with grain of ``sd`` grey levels."""
    height, width = size
    picture = np.tile(np.linspace(60.0, 190.0, width), (height, 1))
    picture[:, : width // 4] += 30.0 * (np.arange(width // 4) // 8 % 2)
    picture[height // 3 :, -width // 4 :] = 30.0
    noise = np.random.default_rng(1).normal(0.0, sd, (height, width, 3)) if sd else 0.0
    return np.clip(picture[:, :, None] + noise + np.zeros(3), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("size", [(480, 640), (1080, 1920), (240, 320)])
@pytest.mark.parametrize("sd", [4.0, 8.0, 12.0, 20.0])
def test_grain_is_measured_in_grey_levels_at_every_size(sd, size):
    assert noise_level(room(sd, size)) == pytest.approx(sd, rel=0.15)


def test_edges_and_texture_are_no_grain():
    assert noise_level(room(0.0)) < 1.0


@pytest.mark.parametrize("size", [(1, 1), (1, 2), (2, 3), (5, 3)])
def test_a_picture_of_a_few_pixels_is_no_crash(size):
    picture = np.full((*size, 3), 90, np.uint8)
    assert noise_level(picture) == 0.0
    assert denoised(picture) is picture


def test_a_clean_picture_is_left_alone():
    for sd in (0.0, NOISY - 2.0):
        picture = room(sd)
        assert denoised(picture) is picture


def test_a_grainy_picture_is_softened_and_itself_unchanged():
    picture = room(12.0)
    before = picture.copy()
    soft = denoised(picture)
    assert soft.shape == picture.shape
    assert soft.dtype == np.uint8
    assert noise_level(soft) < NOISY
    assert noise_level(soft) < noise_level(picture) / 2
    assert np.abs(cv2.blur(soft, (9, 9)).astype(float) - cv2.blur(picture, (9, 9))).mean() < 2.0
    assert np.array_equal(picture, before)
