"""Photos as cameras write them: turned, without person data, tiny, huge, broken, and files that are no photos."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from livecoach.errors import SourceError
from livecoach.posture.photo_file import LARGEST_SIDE_PX, load_photo

SIZE_PX = (240, 180)


def picture(width: int = SIZE_PX[0], height: int = SIZE_PX[1]) -> NDArray[np.uint8]:
    """Grey, the top left quarter red: shows how it was turned."""
    image = np.full((height, width, 3), 128, np.uint8)
    image[: height // 2, : width // 2] = (0, 0, 250)
    return image


def encoded(suffix: str, image: NDArray[np.uint8] | None = None) -> bytes:
    done, data = cv2.imencode(suffix, picture() if image is None else image)
    assert done
    return data.tobytes()


def exif(orientation: int) -> bytes:
    """A TIFF block with the orientation alone."""
    return b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + b"\0\0\0\0"


def jpeg_turned(orientation: int) -> bytes:
    data = encoded(".jpg")
    block = b"Exif\0\0" + exif(orientation)
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + data[2:]


def png_turned(orientation: int) -> bytes:
    data, block = encoded(".png"), b"eXIf" + exif(orientation)
    chunk = struct.pack(">I", len(block) - 4) + block + struct.pack(">I", zlib.crc32(block))
    return data[:33] + chunk + data[33:]


def red_corner(image: NDArray[np.uint8]) -> str:
    height, width = image.shape[:2]
    corners = {"top left": (0, 0), "top right": (0, 1), "bottom left": (1, 0), "bottom right": (1, 1)}
    for name, (row, column) in corners.items():
        blue, _, red = image[height // 4 + row * height // 2, width // 4 + column * width // 2].astype(int)
        if red - blue > 150:
            return name
    return "none"


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_every_format_is_read_as_bgr_and_read_only(tmp_path: Path, suffix: str):
    path = tmp_path / f"photo{suffix}"
    path.write_bytes(encoded(suffix))
    image = load_photo(path)
    assert image.shape == (180, 240, 3)
    assert red_corner(image) == "top left"
    assert not image.flags.writeable


@pytest.mark.parametrize(
    ("orientation", "corner", "shape"),
    [
        (1, "top left", (180, 240)),
        (2, "top right", (180, 240)),
        (3, "bottom right", (180, 240)),
        (4, "bottom left", (180, 240)),
        (5, "top left", (240, 180)),
        (6, "top right", (240, 180)),
        (7, "bottom right", (240, 180)),
        (8, "bottom left", (240, 180)),
    ],
)
@pytest.mark.parametrize("turned", [jpeg_turned, png_turned])
def test_exif_rotation_is_obeyed(tmp_path: Path, turned, orientation: int, corner: str, shape: tuple[int, int]):
    path = tmp_path / "photo"
    path.write_bytes(turned(orientation))
    image = load_photo(path)
    assert (red_corner(image), image.shape[:2]) == (corner, shape)


def test_a_photo_with_transparency_or_one_channel_becomes_bgr(tmp_path: Path):
    for number, image in enumerate([picture()[:, :, 0], np.dstack([picture(), np.full((180, 240), 255, np.uint8)])]):
        path = tmp_path / f"{number}.png"
        path.write_bytes(encoded(".png", np.ascontiguousarray(image)))
        assert load_photo(path).shape == (180, 240, 3)


def test_a_large_photo_is_scaled_down(tmp_path: Path):
    path = tmp_path / "large.jpg"
    path.write_bytes(encoded(".jpg", picture(4000, 3000)))
    assert load_photo(path).shape == (1500, LARGEST_SIDE_PX, 3)


def huge_png() -> bytes:
    """A PNG that says it has 60000 times 60000 pixels and holds none."""
    head = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", 0)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"just some text", "is not a readable photo"),
        (b"GIF89a" + bytes(100), "is not a readable photo"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "HEIC"),
        (b"\0\0\0\x18ftypisom" + bytes(100), "is not a readable photo"),
        (huge_png(), "too large (60000x60000"),
        (encoded(".png", picture(40, 300)), "too small (40x300"),
        (encoded(".jpg")[: len(encoded(".jpg")) // 2], "damaged or cut off"),
        (encoded(".png")[: len(encoded(".png")) // 2], "damaged or cut off"),
        (encoded(".webp")[: len(encoded(".webp")) // 2], "damaged or cut off"),
        (b"\xff\xd8\xff", "is not a readable photo"),
        (b"\x89PNG\r\n\x1a\n", "is not a readable photo"),
        (b"RIFF\0\0\0\0WEBP", "is not a readable photo"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_used_is_one_sentence(tmp_path: Path, data: bytes, said: str):
    path = tmp_path / "photo.jpg"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"photo\.jpg") as caught:
        load_photo(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path):
    with pytest.raises(SourceError, match="does not exist"):
        load_photo(tmp_path / "none.jpg")
    with pytest.raises(SourceError, match="is a folder"):
        load_photo(tmp_path)
