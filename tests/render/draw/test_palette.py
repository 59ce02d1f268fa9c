from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from livecoach.render.draw.layout import Rect
from livecoach.render.draw.paint import paint
from livecoach.render.draw.palette import (
    ADVICE,
    BLUE,
    DIM_BLUE,
    FAULT,
    INK,
    ON_PANEL,
    ORANGE,
    PANEL,
    RED,
    SURFACES,
    TRACK,
    WHITE,
    Surface,
)
from livecoach.render.draw.scene import Panel
from tests.render.scenes import grey

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.render.draw.palette import Bgr

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
SIGN_CONTRAST = 3.0  # WCAG 2.2, 1.4.11
PAIRS = [(surface, surface.text) for surface in SURFACES] + [(PANEL, colour) for colour in ON_PANEL]


def _luminance(bgr: NDArray[np.float64]) -> NDArray[np.float64]:
    """Relative luminance (WCAG 2.2)."""
    share = bgr / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array((0.0722, 0.7152, 0.2126))


def _contrast(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    one, other = _luminance(a), _luminance(b)
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


@pytest.mark.parametrize(("surface", "text"), PAIRS)
def test_text_is_legible_over_any_colour(surface: Surface, text: Bgr) -> None:
    behind = np.array([*product((0.0, 85.0, 170.0, 255.0), repeat=3)])
    shown = surface.opacity * np.array(surface.colour, float) + (1 - surface.opacity) * behind
    assert _contrast(np.array(text, float), shown).min() >= TEXT_CONTRAST


@pytest.mark.parametrize("picture", ["white", "black", "noise"])
@pytest.mark.parametrize(("surface", "text"), PAIRS)
def test_text_is_legible_on_a_painted_panel(surface: Surface, text: Bgr, picture: str) -> None:
    image = {
        "white": grey((200, 120), 255),
        "black": grey((200, 120), 0),
        "noise": np.random.default_rng(3).integers(0, 256, (120, 200, 3), np.uint8),
    }[picture]
    paint(image, [Panel(Rect(10, 10, 180, 100), surface, 12)])
    inside = image[30:90, 30:170].reshape(-1, 3).astype(float)
    assert _contrast(np.array(text, float), inside).min() >= TEXT_CONTRAST


@pytest.mark.parametrize("colour", [BLUE, ORANGE, RED, DIM_BLUE])
def test_signs_stand_out_from_a_panel_over_white(colour: Bgr) -> None:
    over_white = PANEL.opacity * np.array(PANEL.colour, float) + (1 - PANEL.opacity) * 255.0
    assert _contrast(np.array(colour, float), over_white) >= SIGN_CONTRAST


@pytest.mark.parametrize(("sign", "ground"), [(INK, RED), (WHITE, TRACK)])
def test_the_marks_inside_a_meter_are_legible(sign: Bgr, ground: Bgr) -> None:
    assert _contrast(np.array(sign, float), np.array(ground, float)) >= TEXT_CONTRAST


def test_advice_does_not_look_like_a_fault() -> None:
    assert ADVICE.text != FAULT.text
    assert _contrast(np.array(ADVICE.colour, float), np.array(FAULT.colour, float)) >= SIGN_CONTRAST
