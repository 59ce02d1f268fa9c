"""Rooms nobody has trained in: pieces of scikit-image's own photographs, and walls with boxes and bars."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from skimage import data

SIDE_PX = 160
COUNT = 300
PHOTOGRAPHS = (
    "brick",
    "grass",
    "gravel",
    "astronaut",
    "coffee",
    "rocket",
    "chelsea",
    "camera",
    "coins",
    "page",
    "text",
    "moon",
)


def any_room(rng: Generator) -> NDArray[np.uint8]:
    """Return one grey background (160, 160)."""
    return _rooms()[rng.integers(COUNT)]


@cache
def _rooms() -> NDArray[np.uint8]:
    rng = np.random.default_rng(3)
    photographs = [_grey(getattr(data, name)()) for name in PHOTOGRAPHS]
    return np.array([_piece(photographs, rng) if rng.random() < 0.5 else _wall(rng) for _ in range(COUNT)])


def _grey(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return picture if picture.ndim == 2 else picture[..., :3].mean(2).astype(np.uint8)


def _piece(photographs: list[NDArray[np.uint8]], rng: Generator) -> NDArray[np.uint8]:
    photograph = photographs[rng.integers(len(photographs))]
    side = int(rng.uniform(60, min(photograph.shape) - 1))
    y, x = rng.integers(photograph.shape[0] - side + 1), rng.integers(photograph.shape[1] - side + 1)
    piece = cv2.resize(photograph[y : y + side, x : x + side], (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
    return np.asarray(255 - piece if rng.random() < 0.5 else piece, np.uint8)


def _wall(rng: Generator) -> NDArray[np.uint8]:
    yy, xx = np.mgrid[0:SIDE_PX, 0:SIDE_PX] / SIDE_PX
    wall = rng.uniform(20, 230) + rng.normal(0, 50) * xx + rng.normal(0, 50) * yy
    for _ in range(rng.integers(0, 40)):
        x, y = rng.integers(-20, SIDE_PX, 2)
        bar = [(int(rng.integers(2, 8)), 200), (200, int(rng.integers(2, 8)))][rng.integers(2)]
        width, height = rng.integers(3, 90, 2) if rng.random() < 0.6 else bar
        wall[max(0, y) : max(0, y + height), max(0, x) : max(0, x + width)] = rng.uniform(0, 255)
    return np.clip(cv2.GaussianBlur(wall, (0, 0), rng.uniform(0.5, 2)), 0, 255).astype(np.uint8)
