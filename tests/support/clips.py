"""Makes test clips: by default frame n is a flat grey, 40 levels from the one before, which survives a lossy codec."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import av
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

TICK = Fraction(1, 90000)
LEVELS = 6
_IDENTITY = b"".join(value.to_bytes(4, "big") for value in (0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000))


def steady(fps: float, count: int) -> list[float]:
    """Return ``count`` times at a constant rate."""
    return [n / fps for n in range(count)]


def grey(n: int, size_px: tuple[int, int] = (64, 48)) -> NDArray[np.uint8]:
    """Return the picture of frame ``n``."""
    width, height = size_px
    return np.full((height, width, 3), 20 + 40 * (n % LEVELS), np.uint8)


def level(image_bgr: NDArray[np.uint8]) -> int:
    """Return ``n % LEVELS`` of a grey picture."""
    return round((float(image_bgr.mean()) - 20) / 40)


def write_clip(
    path: Path,
    times_s: Sequence[float],
    pictures: Sequence[NDArray[np.uint8]] | None = None,
    *,
    movflags: str = "faststart",
    colorspace: str = "ITU601",
    color_range: str = "MPEG",
) -> Path:
    """Write H.264 with one picture (grey ones by default) for each time; return ``path``."""
    pictures = pictures or [grey(n) for n in range(len(times_s))]
    height, width = pictures[0].shape[:2]
    options: dict[str, str] = {"movflags": movflags} if path.suffix == ".mp4" else {}
    with av.open(str(path), "w", options=options) as container:
        stream: Any = container.add_stream("libx264", options={"preset": "ultrafast", "g": "10", "crf": "12"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = TICK
        stream.time_base = TICK
        stream.codec_context.colorspace = {"ITU709": 1, "ITU601": 5}[colorspace]
        stream.codec_context.color_range = {"MPEG": 1, "JPEG": 2}[color_range]
        last_s = 2 * times_s[-1] - times_s[-2]
        lasts = {round(t_s / TICK): round((after_s - t_s) / TICK) for t_s, after_s in pairwise([*times_s, last_s])}
        for t_s, picture in zip(times_s, pictures, strict=True):
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24").reformat(
                format="yuv420p", dst_colorspace=colorspace, dst_color_range=color_range
            )
            frame.pts, frame.time_base = round(t_s / TICK), TICK
            _mux(container, stream.encode(frame), lasts)
        _mux(container, stream.encode(None), lasts)
    return path


def _mux(container: Any, packets: Sequence[Any], lasts: dict[int, int]) -> None:
    for packet in packets:
        packet.duration = lasts[round(packet.pts * packet.time_base / TICK)]
        container.mux(packet)


def turn_clockwise(path: Path) -> Path:
    """Mark an MP4 as to be shown a quarter turn clockwise, as a phone held upright does; return ``path``."""
    data = path.read_bytes()
    at = data.index(_IDENTITY, data.index(b"tkhd"))
    quarter = (0, 0x10000, 0, 0xFFFF0000, 0, 0, 0, 0, 0x40000000)
    path.write_bytes(data[:at] + b"".join(value.to_bytes(4, "big") for value in quarter) + data[at + len(_IDENTITY) :])
    return path


def cut_off(path: Path, share: float) -> Path:
    """Keep ``share`` of an MP4's pictures: cuts the file inside its mdat box; return ``path``."""
    data = path.read_bytes()
    start = data.index(b"mdat") + 4
    path.write_bytes(data[: start + int(share * (len(data) - start))])
    return path


def write_sound(path: Path) -> Path:
    """Write an MP4 with half a second of silence and no picture; return ``path``."""
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("aac", rate=16000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 16000
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def beginning_of(clip: Path, seconds: float, path: Path) -> Path:
    """Write the first seconds of a clip, its own packets as they are; return ``path``."""
    with av.open(str(clip)) as source, av.open(str(path), "w") as target:
        video = source.streams.video[0]
        stream = target.add_stream_from_template(video)
        for packet in source.demux(video):
            if packet.dts is None or packet.pts is None or float(packet.pts * packet.time_base) >= seconds:
                continue
            packet.stream = stream
            target.mux(packet)
    return path
