from __future__ import annotations

import numpy as np
import pytest

from livecoach.posture.measure.clothes import other_clothes
from livecoach.posture.measure.stance import Stance, mean_stance
from tests.support.bodies import Body, Camera, seen

TOP, TROUSERS = (60, 90, 160), (50, 50, 60)


def photo(top=TOP, trousers=TROUSERS, light: float = 1.0) -> tuple[np.ndarray, Stance]:
    """The figure's rows above the hips in one colour and those below in another, in more or less light."""
    stance = mean_stance([seen(Body(), Camera(yaw_deg=90.0))])
    image = np.empty((480, 640, 3), np.uint8)
    image[:240], image[240:] = (np.clip(np.array(colour) * light, 0, 255) for colour in (top, trousers))
    return image, stance


@pytest.mark.parametrize("light", [0.8, 1.0, 1.25])
def test_the_same_in_other_light_is_the_same(light: float):
    assert other_clothes(photo(), photo(light=light)) == ()


def test_another_top_and_other_trousers_are_told_apart():
    assert other_clothes(photo(), photo(top=(160, 60, 60))) == ("top",)
    assert other_clothes(photo(), photo(trousers=(220, 220, 220))) == ("trousers",)
    assert other_clothes(photo(), photo((20, 200, 30), (20, 30, 220))) == ("top", "trousers")
