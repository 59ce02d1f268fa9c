"""The picture of a photo session."""

from __future__ import annotations

import numpy as np
import pytest

from livecoach.posture.capture.draw_self_timer import banner_font, draw_booth, plate_lines

GREY = np.full((360, 640, 3), 100, np.uint8)


def test_the_camera_s_picture_is_not_changed_and_keeps_its_size():
    before = GREY.copy()
    image = draw_booth(GREY, None, "Stand still", 3, mirrored=True)
    np.testing.assert_array_equal(GREY, before)
    assert image.shape == GREY.shape
    assert (image != GREY).any()


def test_the_ghost_shines_through_in_the_middle_whatever_its_shape():
    for shape in ((360, 640), (1280, 720), (300, 900)):
        ghost = np.full((*shape, 3), 200, np.uint8)
        image = draw_booth(GREY, ghost, "", None, mirrored=False)
        assert 110 < image[180, 320, 0] < 190


def test_mirroring_turns_the_picture_and_not_the_words():
    marked = GREY.copy()
    marked[100:140, 20:60] = 255
    image = draw_booth(marked, None, "Left", None, mirrored=True)
    assert image[120, 600].tolist() == [255, 255, 255]
    plain = draw_booth(GREY, None, "Left", None, mirrored=False)
    turned = draw_booth(GREY, None, "Left", None, mirrored=True)
    np.testing.assert_array_equal(plain, turned)


def test_words_too_long_for_the_picture_stay_inside():
    image = draw_booth(GREY, None, "Step back: head and feet in the picture " * 3, None, mirrored=False)
    assert (image[:, :10] == 100).all()
    assert (image[:, -10:] == 100).all()


@pytest.mark.parametrize("size_px", [(1280, 720), (640, 480), (720, 1280), (480, 854)], ids=str)
def test_what_to_do_is_whole_and_large_in_every_shape_of_picture(size_px: tuple[int, int]):
    for banner in (
        "Step back: head and feet in the picture",
        "Two people: only one in the picture",
        "Geh zurück: Kopf und Füße ins Bild",
        "Geh hinaus und wieder hinein",
        "Zwei Menschen: nur einer ins Bild",
    ):
        lines, em = plate_lines(banner, size_px, banner_font(size_px[1]))
        assert " ".join(lines) == banner
        assert em >= min(size_px) / 22
