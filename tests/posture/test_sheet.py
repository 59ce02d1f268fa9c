"""A comparison in words and lines."""

from __future__ import annotations

import numpy as np
import pytest

from livecoach.core.types import View
from livecoach.posture.measure.change import Change, Claim
from livecoach.posture.measure.photo_measures import MDC_CM, PhotoMeasure
from livecoach.posture.measure.stance import mean_stance
from livecoach.posture.sheet import (
    by_hand_note,
    cells,
    scale_note,
    sheet_of,
    shot_of,
    title_of,
    verdict,
)
from livecoach.posture.words import CHECK_POINTS, SELF_CHECK
from tests.support.bodies import Body, Camera, seen

PHOTO = np.zeros((480, 640, 3), np.uint8)
UNSEEN = ("craniovertebral", "rib angle", "forward head angle")


def test_every_measure_has_a_name_and_two_directions_and_none_that_needs_unseen_points():
    for measure in PhotoMeasure:
        more, less = (verdict(Change(measure, 0.0, way, 1.0, Claim.CHANGED)) for way in (3.0, -3.0))
        assert more != less
        assert more.startswith("3.0 cm ")
        assert not any(word in title_of(measure).lower() for word in UNSEEN)


def test_a_change_too_small_shows_its_number_and_no_direction():
    row = cells(Change(PhotoMeasure.NECK_LENGTH, 19.0, 18.5, 1.6, Claim.NOT_SHOWN))
    assert row[3:] == ("\u22120.5 cm", "1.6 cm", "no detectable change")


def test_the_ribs_are_asked_and_the_assumed_height_is_said():
    sheet = sheet_of(View.SIDE, [], ["why"], 170.0, given=False)
    assert sheet.notes == (CHECK_POINTS, scale_note(170.0, given=False), SELF_CHECK)
    assert "no photo can show it" in SELF_CHECK
    assert "take that photo again" in CHECK_POINTS
    moved = by_hand_note(("elbow", "hip"), ())
    assert (
        sheet_of(View.SIDE, [], [], 170.0, given=True, by_hand=moved).notes[0] == "Moved by hand, before: elbow, hip."
    )
    assert by_hand_note((), ()) == ""
    assert "assumed" in sheet.notes[1]
    assert "assumed" not in scale_note(181.0, given=True)


@pytest.mark.parametrize(("yaw_deg", "lines"), [(90.0, 5), (180.0, 6)])
def test_what_is_drawn_of_a_whole_body(yaw_deg: float, lines: int):
    stance = mean_stance([seen(Body(), Camera(yaw_deg=yaw_deg, shift_px=(0.0, 40.0)))])
    assert len(shot_of(PHOTO, stance, 170.0, "Before").lines_px) == lines
    assert set(MDC_CM[stance.view])


def test_feet_that_are_cut_off_are_not_drawn():
    stance = mean_stance([seen(Body(), Camera(yaw_deg=90.0, shift_px=(0.0, 150.0)))])
    shot = shot_of(PHOTO, stance, 170.0, "Before")
    assert len(shot.lines_px) == 4
    assert len(shot.joints_px) == 6
