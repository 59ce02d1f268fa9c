"""Clips of the kinds that cameras and programs write, each of a test card: what is shown can be told from the picture.

The card is 96x64 with square pixels: red, green, blue and white quarters from the upper left to the lower right.
"""

from __future__ import annotations

import struct
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av
import numpy as np

from livecoach.capture.tone import WHITE_NITS, nits_to_pq
from tests.support.clips import steady, write_clip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

WIDTH, HEIGHT = 96, 64
FPS = 20
FRAMES = 24
QUARTERS_BGR = ((40, 40, 200), (40, 180, 40), (200, 60, 40), (220, 220, 220))

MATRICES = {
    "upright": (1, 0, 0, 1),
    "mirrored": (-1, 0, 0, 1),
    "flipped": (1, 0, 0, -1),
    "turned 180": (-1, 0, 0, -1),
    "turned 90": (0, 1, -1, 0),
    "turned 270": (0, -1, 1, 0),
    "transposed": (0, 1, 1, 0),
    "anti-transposed": (0, -1, -1, 0),
}
"""The display matrices a, b, c, d that only turn and mirror: (p, q) of the coded picture is shown at (ap+cq, bp+dq)."""

_IDENTITY = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def card(width: int = WIDTH, height: int = HEIGHT) -> NDArray[np.uint8]:
    """Return the test card in a size of its own."""
    image = np.empty((height, width, 3), np.uint8)
    for number, colour in enumerate(QUARTERS_BGR):
        top, left = (number // 2) * height // 2, (number % 2) * width // 2
        image[top : top + height // 2, left : left + width // 2] = colour
    return image


def assert_card(image_bgr: NDArray[np.uint8], tolerance: int = 30) -> None:
    """Fail unless the picture shows the card: its size, and the colour in the middle of each quarter."""
    assert image_bgr.shape == (HEIGHT, WIDTH, 3)
    for number, colour in enumerate(QUARTERS_BGR):
        y, x = HEIGHT // 4 + (number // 2) * HEIGHT // 2, WIDTH // 4 + (number % 2) * WIDTH // 2
        seen = np.median(image_bgr[y - 4 : y + 5, x - 4 : x + 5].reshape(-1, 3), axis=0)
        assert np.abs(seen - np.array(colour)).max() <= tolerance, f"quarter {number}: {seen}, not {colour}"


def coded_for(matrix: Sequence[int]) -> NDArray[np.uint8]:
    """Return the picture that the matrix turns into the card, point by point."""
    a, b, c, d = matrix
    width, height = (HEIGHT, WIDTH) if b else (WIDTH, HEIGHT)
    q, p = np.mgrid[:height, :width]
    # From the middle, so that x and y of the matrix (which only shift) play no part.
    across, down = 2 * p - (width - 1), 2 * q - (height - 1)
    x, y = a * across + c * down, b * across + d * down
    return card()[(y + HEIGHT - 1) // 2, (x + WIDTH - 1) // 2]


def with_matrix(path: Path, matrix: Sequence[int]) -> Path:
    """Write the display matrix into an MP4 that has none; return ``path``."""
    a, b, c, d = (0x10000 * value for value in matrix)
    data = path.read_bytes()
    at = data.index(_IDENTITY, data.index(b"tkhd"))
    path.write_bytes(data[:at] + struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 0x40000000) + data[at + len(_IDENTITY) :])
    return path


def write_matrix(path: Path, name: str) -> Path:
    """Write an MP4 whose matrix of that name shows the card."""
    pictures = [coded_for(MATRICES[name])] * FRAMES
    return with_matrix(write_clip(path, steady(FPS, FRAMES), pictures), MATRICES[name])


def _encode(
    path: Path,
    frames: Sequence[av.VideoFrame],
    prepare: Callable[[Any], None] = lambda _: None,
    codec: str = "libx264",
    **options: str,
) -> Path:
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=FPS, options={"crf": "8", "g": "12", **options})
        stream.width, stream.height, stream.pix_fmt = frames[0].width, frames[0].height, "yuv420p"
        prepare(stream)
        for number, frame in enumerate(frames):
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _plain(image: NDArray[np.uint8], count: int = FRAMES) -> list[av.VideoFrame]:
    return [av.VideoFrame.from_ndarray(image, format="bgr24").reformat(format="yuv420p") for _ in range(count)]


def write_wide_pixels(path: Path) -> Path:
    """Write pixels twice as wide as high."""

    def prepare(stream: Any) -> None:
        stream.codec_context.sample_aspect_ratio = Fraction(2, 1)

    return _encode(path, _plain(card(WIDTH // 2, HEIGHT)), prepare)


def write_tall_pixels(path: Path) -> Path:
    """Write pixels twice as high as wide."""

    def prepare(stream: Any) -> None:
        stream.codec_context.sample_aspect_ratio = Fraction(1, 2)

    return _encode(path, _plain(card(WIDTH, HEIGHT // 2)), prepare)


def write_pq(path: Path) -> Path:
    """Write the card as HDR: 10 bits, PQ, primaries of BT.2020, its white at WHITE_NITS."""
    light = (card()[..., ::-1] / 255.0) ** 2.4
    # BT.709 to BT.2020 (ITU-R BT.2087, section 2.2).
    wide = light @ np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]).T
    code = np.rint(65535 * nits_to_pq(WHITE_NITS * wide)).astype(np.uint16)
    frames = []
    for _ in range(FRAMES):
        frame = av.VideoFrame.from_ndarray(code, format="rgb48le")
        frames.append(frame.reformat(format="yuv420p10le", dst_colorspace="BT2020", dst_color_range="MPEG"))

    def prepare(stream: Any) -> None:
        context = stream.codec_context
        context.pix_fmt = "yuv420p10le"
        context.color_trc, context.color_primaries, context.colorspace, context.color_range = 16, 9, 9, 1

    return _encode(path, frames, prepare)


def moving_card(number: int) -> NDArray[np.uint8]:
    """Return the card with a black bar that moves along its lower edge, so that frames differ."""
    image = card()
    image[-6:, 4 * number % WIDTH : 4 * number % WIDTH + 4] = 0
    return image


def write_b_frames(path: Path) -> Path:
    """Write H.264 with B-frames; an AVI, which has no presentation times, then numbers its packets instead."""
    return _encode(path, [_plain(moving_card(number), 1)[0] for number in range(FRAMES)], bf="3", b_strategy="0")


def write_damaged(path: Path) -> Path:
    """Write a clip of which one picture in the middle of a group cannot be decoded whole."""
    rng = np.random.default_rng(5)
    grain = [(card() // 2 + rng.integers(0, 60, (HEIGHT, WIDTH, 3))).astype(np.uint8) for _ in range(FRAMES)]
    frames = [_plain(image, 1)[0] for image in grain]
    _encode(path, frames, bf="0", sc_threshold="0", keyint_min="12")
    with av.open(str(path)) as container:
        packets = [(packet.pos, packet.size) for packet in container.demux(video=0) if packet.size]
    position, size = packets[DAMAGED_AT]
    data = bytearray(path.read_bytes())
    # Past the headers: the slice begins well and breaks off.
    for place in range(position + size // 3, position + size - 8, 7):
        data[place] ^= 0x5A
    path.write_bytes(data)
    return path


DAMAGED_AT = 5
"""The picture that ``write_damaged`` spoils; those up to the next key frame, number 12, are predicted from it."""


def write_gap(path: Path) -> Path:
    """Write a clip in which 3,000 s pass between two pictures."""
    times_s = [number / FPS + (3000.0 if number >= FRAMES // 2 else 0.0) for number in range(FRAMES)]
    return write_clip(path, times_s, [card()] * FRAMES)


KINDS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    **{name: (".mp4", lambda path, name=name: write_matrix(path, name)) for name in MATRICES},  # type: ignore[misc]
    "wide pixels": (".mp4", write_wide_pixels),
    "wide pixels, stream": (".ts", write_wide_pixels),
    "tall pixels": (".mp4", write_tall_pixels),
    "pq": (".mp4", write_pq),
    "b-frames": (".mp4", write_b_frames),
    "b-frames, avi": (".avi", write_b_frames),
}
"""Each kind's suffix and writer: nothing is amiss with them, and all of them show the card."""
