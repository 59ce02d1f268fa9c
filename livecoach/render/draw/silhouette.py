"""The outline of a person from three-quarter front, to step into: circles, limbs and a trunk merged into one shape."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

from livecoach.render.draw.palette import OUTLINE, WHITE
from livecoach.render.draw.sprite import Sprite, coloured, over, paste

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from livecoach.render.draw.layout import Rect

ASPECT: Final = 0.62
"""Width over height of the figure's box."""

_CANVAS_PX: Final = 720
"""Height at which the shapes are drawn; shrinking it smooths them."""

# Shares of the figure's height; x from its middle line. The person faces the picture's left by 45 degrees: the left
# shoulder (at the right) is near, the head sits forward, the near arm hangs in front of the hip, the far one behind.
_TRUNK: Final = (
    (-0.112, 0.290), (-0.045, 0.240), (0.050, 0.240), (0.128, 0.290), (0.140, 0.420), (0.112, 0.590), (0.122, 0.740),
    (0.132, 0.860), (-0.100, 0.860), (-0.092, 0.740), (-0.084, 0.590), (-0.112, 0.430),
)  # fmt: skip
_LIMBS: Final = (
    ((-0.008, 0.150), (0.002, 0.280), 0.084),
    ((0.124, 0.318), (0.152, 0.520), 0.098),
    ((0.152, 0.520), (0.116, 0.705), 0.078),
    ((-0.112, 0.312), (-0.148, 0.505), 0.080),
    ((-0.148, 0.505), (-0.186, 0.680), 0.062),
    ((-0.186, 0.680), (-0.196, 0.735), 0.054),
    ((0.068, 0.800), (0.072, 1.060), 0.128),
    ((-0.042, 0.800), (-0.054, 1.060), 0.118),
)
_HEAD: Final = ((-0.018, 0.116), (0.068, 0.090))
_NOSE: Final = ((-0.078, 0.122), (0.020, 0.022))


@lru_cache(maxsize=4)
def silhouette_sprite(width: int, height: int) -> Sprite:
    """Return the figure in a box of that size in pixels: a faint body in a clear outline, fading out at the hips."""
    body = cv2.resize(_body(), (width, height), interpolation=cv2.INTER_AREA)
    thick = max(3, round(0.014 * height)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (thick, thick))
    grown = cv2.dilate(body, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (thick + 2, thick + 2)))
    line = cv2.subtract(body, cv2.erode(body, kernel))
    rim = cv2.subtract(grown, body)
    down = np.linspace(0.0, 1.0, height, dtype=np.float32)[:, None]
    fade = np.clip((1.0 - down) / 0.22, 0.0, 1.0)
    return over(
        coloured(_faded(rim, 0.55 * fade), OUTLINE),
        coloured(_faded(cv2.addWeighted(line, 0.92, body, 0.10, 0.0), fade), WHITE),
    )


def paint_silhouette(image: NDArray[np.uint8], box: Rect) -> None:
    """Draw the figure into ``image`` (changed), as high as ``box`` and in its middle."""
    width = round(ASPECT * box.h)
    paste(image, silhouette_sprite(width, box.h), box.middle[0] - width // 2, box.y)


@lru_cache(maxsize=1)
def _body() -> NDArray[np.uint8]:
    """Return the coverage 0..255 of the figure on the canvas."""
    height, width = _CANVAS_PX, round(ASPECT * _CANVAS_PX)
    mask = np.zeros((height, width), np.uint8)

    def at(point: tuple[float, float]) -> tuple[int, int]:
        return round(width / 2 + point[0] * height), round(point[1] * height)

    cv2.fillPoly(mask, [np.array([at(point) for point in _TRUNK], np.int32)], (255,))
    for start, end, thick in _LIMBS:
        cv2.line(mask, at(start), at(end), (255,), round(thick * height), cv2.LINE_AA)
    for centre, radii in (_HEAD, _NOSE):
        axes = round(radii[0] * height), round(radii[1] * height)
        cv2.ellipse(mask, at(centre), axes, 0.0, 0.0, 360.0, (255,), -1, cv2.LINE_AA)
    # A blur and a steep edge melt the shapes into one another.
    soft = cv2.GaussianBlur(mask, (0, 0), 0.011 * height).astype(np.float32)
    return np.asarray(np.clip((soft - 127.5) * 6.0 + 127.5, 0.0, 255.0), np.uint8)


def _faded(coverage: NDArray[Any], share: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.asarray(coverage * share, np.uint8)
