"""A photo from any camera: checked before decoding, rotated by its EXIF data, scaled down as needed.

Nothing but the pixels is kept: place, time and camera stay in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from livecoach.capture.opencv import cv2
from livecoach.core.types import readonly
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SMALLEST_SIDE_PX = 160
LARGEST_SIDE_PX = 2000
"""Photos are scaled down to this: a standing person then spans over a thousand pixels, five times the model's input."""

LARGEST_FILE_BYTES = 200_000_000
LARGEST_AREA_PX = 250_000_000
"""A 250-megapixel photo takes 750 MB while it is decoded; cameras end at 200."""

_FORMATS = _("a JPEG, PNG or WebP photo")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif", b"avis")


def load_photo(path: Path) -> NDArray[np.uint8]:
    """Return the photo as read-only BGR (h, w, 3), upright, its longer side at most ``LARGEST_SIDE_PX``.

    Raises SourceError, one sentence, for a file that cannot be read, is no photo, is broken, too small or too large.
    """
    data = _read(path)
    size_px = _size_px(data)
    if size_px is None:
        raise SourceError(_not_a_photo(path, data))
    width, height = size_px
    if width * height > LARGEST_AREA_PX:
        raise SourceError(
            _("The photo {} is too large ({}x{} pixels): save it with at most 100 megapixels.").format(
                path, width, height
            )
        )
    if min(width, height) < SMALLEST_SIDE_PX:
        raise SourceError(
            _("The photo {} is too small ({}x{} pixels): give one of at least {} pixels each way, better 1000.").format(
                path, width, height, SMALLEST_SIDE_PX
            )
        )
    image_bgr = None if _cut_off(data) else _decoded(data)
    if image_bgr is None:
        raise SourceError(_("The photo {} is damaged or cut off: copy it from the camera again.").format(path))
    return readonly(within(image_bgr, LARGEST_SIDE_PX))


def within(image_bgr: NDArray[np.uint8], side_px: int) -> NDArray[np.uint8]:
    """Return the picture scaled down so that its longer side is at most ``side_px``; smaller ones as they are."""
    height, width = image_bgr.shape[:2]
    share = side_px / max(width, height)
    if share >= 1.0:
        return image_bgr
    size = max(1, round(width * share)), max(1, round(height * share))
    return np.asarray(cv2.resize(image_bgr, size, interpolation=cv2.INTER_AREA), np.uint8)


def _read(path: Path) -> bytes:
    if not path.is_file():
        if path.is_dir():
            raise SourceError(_("The photo {} is a folder: give the path of {}.").format(path, _FORMATS))
        raise SourceError(_("The photo {} does not exist: give the path of {}.").format(path, _FORMATS))
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise SourceError(
                _("The photo {} is too large ({} MB): save it again, smaller.").format(path, size // 1000000)
            )
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            _("The photo {} cannot be read ({}): check its permissions.").format(path, reason(error))
        ) from error


def _decoded(data: bytes) -> NDArray[np.uint8] | None:
    """Decode to BGR, turned as the EXIF data says (OpenCV does that itself); None when it cannot be."""
    try:
        image_bgr = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if image_bgr is None else np.asarray(image_bgr, np.uint8)


def _cut_off(data: bytes) -> bool:
    """Return whether the file ends too early: decoders fill the missing part with grey without an error."""
    if data[:4] == b"RIFF":
        return len(data) < 8 + _number(data, 4, 4, "little")
    if data[:3] == b"\xff\xd8\xff":
        # From the frame header on: the EXIF thumbnail before it has an end marker of its own.
        return data.find(b"\xff\xd9", _jpeg_frame_at(data) or 0) < 0
    return b"IEND" not in data


def _not_a_photo(path: Path, data: bytes) -> str:
    if not data:
        return _("The photo {} is empty: copy it from the camera again.").format(path)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return _("The photo {} is in Apple's HEIC or the AVIF format, which cannot be read: save it as JPEG.").format(
            path
        )
    return _("{} is not a readable photo: give {}.").format(path, _FORMATS)


def _size_px(data: bytes) -> tuple[int, int] | None:
    """Return width and height from the file's head, None when it is no JPEG, PNG or WebP file."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        return _number(data, 16, 4, "big"), _number(data, 20, 4, "big")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp_size_px(data)
    return _jpeg_size_px(data) if data[:3] == b"\xff\xd8\xff" else None


def _webp_size_px(data: bytes) -> tuple[int, int] | None:
    """Read the first chunk of a WebP file (RFC 9649): extended, lossless or lossy."""
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + _number(data, 24, 3, "little"), 1 + _number(data, 27, 3, "little")
    if kind == b"VP8L":
        bits = _number(data, 21, 4, "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        return _number(data, 26, 2, "little") & 0x3FFF, _number(data, 28, 2, "little") & 0x3FFF
    return None


def _jpeg_size_px(data: bytes) -> tuple[int, int] | None:
    at = _jpeg_frame_at(data)
    return None if at is None else (_number(data, at + 7, 2, "big"), _number(data, at + 5, 2, "big"))


def _jpeg_frame_at(data: bytes) -> int | None:
    """Walk the segments of a JPEG file (ITU-T T.81, annex B) to its frame header; None when there is none."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return at
        at += 1 if marker == 0xFF else 2 + _number(data, at + 2, 2, "big")
    return None


def _number(data: bytes, at: int, count: int, order: str) -> int:
    return int.from_bytes(data[at : at + count], "big" if order == "big" else "little")
