"""HDR video in PQ (SMPTE ST 2084, BT.2020) to the standard range, so that pose models and players see it as filmed.

PQ is display light on an absolute scale: shown without a curve it is grey and flat. HLG (ARIB STD-B67) was made so that
standard displays show it acceptably, and is left as it is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from livecoach.core.types import readonly

if TYPE_CHECKING:
    from numpy.typing import NDArray

WHITE_NITS: Final = 203.0
"""Diffuse white in HDR programmes (ITU-R BT.2408, table 1); it becomes the white of the standard picture."""

PEAK_NITS: Final = 1000.0
"""Brightest highlight that still has detail: the mastering peak of nearly all PQ material (ITU-R BT.2408)."""

_TOP_NITS: Final = 10_000.0
_DISPLAY_GAMMA: Final = 2.4  # ITU-R BT.1886
# SMPTE ST 2084, equations 4.1 to 5.2.
_M1, _M2 = 2610 / 16384, 2523 / 4096 * 128
_C1, _C2, _C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
# Linear RGB of BT.2020 to that of BT.709 (ITU-R BT.2087, section 2.1), rows and columns in the order B, G, R.
_TO_BT709_BGR: Final = readonly(
    np.array([[1.1187, -0.1006, -0.0182], [-0.0083, 1.1329, -0.1246], [-0.0728, -0.5876, 1.6605]], np.float32)
)
_CODES: Final = 1024  # 10 bits, what PQ is coded with
_LEVELS: Final = 4096


def pq_to_nits(code: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the luminance in cd/m2 for PQ code values from 0 to 1."""
    power = np.power(code, 1.0 / _M2)
    return _TOP_NITS * np.power(np.maximum(power - _C1, 0.0) / (_C2 - _C3 * power), 1.0 / _M1)


def nits_to_pq(nits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the PQ code value, 0 to 1, for a luminance in cd/m2."""
    power = np.power(nits / _TOP_NITS, _M1)
    return np.power((_C1 + _C2 * power) / (1.0 + _C3 * power), _M2)


def compressed(code: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return PQ codes with PEAK_NITS brought down to WHITE_NITS: straight below a knee, a Hermite spline above it.

    This is the EETF of ITU-R BT.2390, section 5.4.1, with the black level left at 0.
    """
    top = nits_to_pq(np.array(PEAK_NITS))
    white = nits_to_pq(np.array(WHITE_NITS)) / top
    knee = 1.5 * white - 0.5
    share = np.minimum(code / top, 1.0)
    t = (np.maximum(share, knee) - knee) / (1.0 - knee)
    spline = (2 * t**3 - 3 * t**2 + 1) * knee + (t**3 - 2 * t**2 + t) * (1.0 - knee) + (3 * t**2 - 2 * t**3) * white
    return np.where(share < knee, share, spline) * top


def standard_range(pq_bgr: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """Return a PQ picture (h, w, 3), 16 bits in full range and primaries of BT.2020, as one of 8 bits for BT.709."""
    to_light, to_code = _tables()
    light = cv2.transform(to_light[pq_bgr >> 6], _TO_BT709_BGR)
    np.clip(light, 0.0, 1.0, out=light)
    return to_code[(light * (_LEVELS - 1) + 0.5).astype(np.uint16)]


@cache
def _tables() -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Return PQ code to linear light (1 is white), and linear light to the code of a standard display."""
    codes = np.arange(_CODES) / (_CODES - 1)
    light = pq_to_nits(compressed(codes)) / WHITE_NITS
    shown = np.power(np.arange(_LEVELS) / (_LEVELS - 1), 1.0 / _DISPLAY_GAMMA)
    return readonly(light.astype(np.float32)), readonly(np.rint(255.0 * shown).astype(np.uint8))
