"""Every language can say everything about a comparison, and says it where it is asked for."""

from __future__ import annotations

import pytest

from livecoach.core.types import View
from livecoach.core.words.translator import languages, translator
from livecoach.posture.capture.edit_points import handles
from livecoach.posture.measure.change import Change, Claim
from livecoach.posture.measure.photo_measures import Mismatch, PhotoMeasure
from livecoach.posture.measure.stance import mean_stance
from livecoach.posture.sheet import by_hand_note, cells, scale_note, sheet_of
from livecoach.posture.words import MORE_LESS, NAME, POINT, why_not
from tests.support.bodies import Body, Camera, seen


@pytest.mark.parametrize("language", languages())
def test_every_measure_and_every_reason_has_words(language: str):
    words = translator(language)
    assert set(NAME) == set(MORE_LESS) == set(PhotoMeasure)
    for view in (View.SIDE, View.BACK):
        reasons = [words(reason) for reason in why_not(tuple(Mismatch), view, ("top", "trousers"))]
        assert len(set(reasons)) == len(Mismatch) + 1
        assert all(text.endswith(".") and "{" not in text for text in reasons)
    assert all(words(more) != words(less) for more, less in MORE_LESS.values())


def test_each_point_that_can_be_moved_has_a_name():
    for yaw_deg in (90.0, -90.0, 180.0):
        stance = mean_stance([seen(Body(), Camera(yaw_deg=yaw_deg, shift_px=(0.0, 40.0)))])
        assert {one.name for one in handles(stance)} <= set(POINT)


def test_a_comparison_in_german():
    german = translator("de")
    change = Change(PhotoMeasure.ELBOW_AHEAD_HIP, 2.0, -2.25, 3.1, Claim.CHANGED)
    assert cells(change, german)[0] == "Ellbogen vor der Hüftlinie"
    assert cells(change, german)[-1] == "4,2 cm weiter hinten"
    assert cells(change, german)[1:5] == ("2,0 cm", "\u22122,2 cm", "\u22124,2 cm", "3,1 cm")
    assert by_hand_note(("far hip",), (), german) == "Von Hand verschoben, vorher: ferne Hüfte."
    assert scale_note(181.0, german, given=True) == "Zentimeter gelten für eine Größe von 181 cm."
    sheet = sheet_of(View.BACK, [change], ["!"], 170.0, german, given=False)
    assert (sheet.title, sheet.legend, sheet.headings[1]) == ("Vorher und nachher", "orange: vorher", "vorher")
