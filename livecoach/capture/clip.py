"""A clip: every frame in order, at its true time, decoded on a thread ahead of the reader."""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np
from av.error import FFmpegError, InvalidDataError
from av.stream import Disposition

from livecoach.capture.display_picture import PictureConverter
from livecoach.capture.handoff import Handoff
from livecoach.capture.source import SourceInfo
from livecoach.capture.times import SteadyTimes, frame_interval_s
from livecoach.core.closable import Closing
from livecoach.core.files import printable
from livecoach.core.types import Frame, readonly
from livecoach.core.unknown import NAN
from livecoach.core.words.message import _, joined
from livecoach.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

# AVFMT_NOTIMESTAMPS (libavformat/avformat.h); PyAV's own enum has no type that can be compared.
_NO_TIMESTAMPS = 0x80
_AHEAD_BYTES = 64_000_000
_AHEAD_FRAMES = (2, 16)
# A declared length may run past the last frame by rounding and by sound; what is missing beyond this was cut off.
_CUT_OFF_S = 0.25


class ClipSource(Closing):
    """Reads one clip file; raises SourceError when it has no picture that can be decoded.

    All pictures have the size of the first: what comes later in another is fitted into it, whole.
    """

    zero_s = NAN

    def __init__(self, path: Path) -> None:
        self._path = path
        self.truncated = False
        self._lost = 0
        self._ends_corrupt = False
        self._container = _open(path)
        try:
            self._stream = _video_stream(self._container, path)
            self._timeless = bool(self._container.format.flags & _NO_TIMESTAMPS)
            self._fps = _fps(self._stream, timeless=self._timeless)
            self._interval_s = frame_interval_s(self._fps)
            self._times = SteadyTimes(self._interval_s)
            self._converter = PictureConverter()
            self._closing = threading.Event()
            frames = self._frames()
            first = _first(frames, path)
        except BaseException:
            self._container.close()
            raise
        self.info = _info(path, self._container, self._stream, first, self._fps)
        low, high = _AHEAD_FRAMES
        self._handoff = Handoff(min(high, max(low, _AHEAD_BYTES // first.image_bgr.nbytes)))
        self._handoff.put(first)
        self._thread = threading.Thread(target=self._run, args=(frames,), name="clip-decoder", daemon=True)
        self._thread.start()

    @property
    def notice(self) -> str:
        """Say so when the clip was cut off, or its times are not known or were shortened."""
        name = self.info.name
        found = []
        if self._times.left_out_s > 0.0:
            found.append(
                _("{} has gaps of more than a minute between two pictures: {:.0f} s were left out.").format(
                    name, self._times.left_out_s
                )
            )
        if self.truncated:
            found.append(_("{} is cut off; everything before the cut was read.").format(name))
        elif self._timeless:
            found.append(
                _("{} has no frame times: {:.0f} frames per second were assumed.").format(name, 1.0 / self._interval_s)
            )
        return joined(" ", found) if found else ""

    @property
    def ended(self) -> bool:
        """Whether the last frame has been read."""
        return self._handoff.drained

    def read(self, timeout_s: float = 0.5) -> Frame | None:
        """Return the next frame, in order."""
        return self._handoff.get(timeout_s)

    def close(self) -> None:
        """Stop decoding and close the file."""
        self._closing.set()
        self._handoff.close()
        self._thread.join()

    def _run(self, frames: Iterator[Frame]) -> None:
        error: BaseException | None = None
        try:
            for frame in frames:
                if not self._handoff.put(frame):
                    break
        except BaseException as raised:  # noqa: BLE001 -- handed to the reader, whatever it is
            error = raised
        finally:
            self._container.close()
            self._handoff.finish(error)

    def _frames(self) -> Iterator[Frame]:
        tick_s = float(self._stream.time_base or 0)
        end_s = 0.0
        size_px: tuple[int, int] | None = None
        damaged = False
        for index, picture in enumerate(self._pictures()):
            dts_s = None if picture.dts is None else picture.dts * tick_s
            t_s = self._times.following(picture.time, dts_s)
            end_s = t_s + (picture.duration * tick_s or self._interval_s) + self._times.left_out_s
            dropped, self._lost = self._lost, 0
            # What is predicted from a damaged or lost picture is damaged too, until the next one that stands by itself.
            damaged = picture.is_corrupt or ((damaged or dropped > 0) and not picture.key_frame)
            image_bgr = self._converter.convert(picture, self._stream.sample_aspect_ratio)
            size_px = size_px or (image_bgr.shape[1], image_bgr.shape[0])
            yield Frame(index, t_s, readonly(_whole_within(image_bgr, size_px)), dropped, damaged)
        missing_s = _declared_s(self._container, self._stream) - end_s
        cut_off = self._lost > 0 or self._ends_corrupt or missing_s > max(_CUT_OFF_S, 2.0 * self._interval_s)
        if cut_off and not self._closing.is_set():
            self.truncated = True

    def _pictures(self) -> Iterator[VideoFrame]:
        """Give every picture that can be decoded; a damaged packet is passed over, a damaged file ends."""
        try:
            for packet in self._container.demux(self._stream):
                if self._closing.is_set():
                    return
                if packet.size:
                    self._ends_corrupt = packet.is_corrupt
                try:
                    pictures = packet.decode()
                except InvalidDataError:
                    self._lost += 1
                    continue
                yield from pictures
        except FFmpegError:
            self.truncated = True


def _whole_within(image_bgr: NDArray[np.uint8], size_px: tuple[int, int]) -> NDArray[np.uint8]:
    """Return the picture in its own shape, as large as fits into one of that width and height, black beside it."""
    height, width = image_bgr.shape[:2]
    if (width, height) == size_px:
        return image_bgr
    scale = min(size_px[0] / width, size_px[1] / height)
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    left, top = (size_px[0] - across) // 2, (size_px[1] - down) // 2
    whole = np.zeros((size_px[1], size_px[0], 3), np.uint8)
    whole[top : top + down, left : left + across] = cv2.resize(image_bgr, (across, down))
    return whole


def _open(path: Path) -> InputContainer:
    if not path.exists():
        raise SourceError(_("There is no clip {}: check the name and the folder.").format(path))
    if path.is_dir():
        raise SourceError(_("{} is a folder: name a clip in it.").format(path))
    try:
        if path.stat().st_size == 0:
            raise SourceError(_("{} is empty: copy or record it again.").format(path))
        # "file:" keeps a colon in a name from being taken for a protocol, and no playlist may reach for the network.
        return av.open(f"file:{path}", options={"protocol_whitelist": "file"})
    except PermissionError as error:
        raise SourceError(_("{} cannot be read: change its permissions.").format(path)) from error
    except FFmpegError as error:
        raise SourceError(
            _("{} is not a readable video: it is of another kind, damaged or cut off.").format(path)
        ) from error


def _video_stream(container: InputContainer, path: Path) -> VideoStream:
    streams = [stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic]
    if not streams:
        raise SourceError(_("{} has no picture, only sound or data: name a video.").format(path))
    stream = max(streams, key=lambda candidate: candidate.width * candidate.height)
    stream.thread_type = "FRAME"
    return stream


def _first(frames: Iterator[Frame], path: Path) -> Frame:
    for frame in frames:
        return frame
    raise SourceError(
        _("{} has no frame that can be decoded: it is damaged or cut off, so copy it again.").format(path)
    )


def _fps(stream: VideoStream, *, timeless: bool) -> float | None:
    # FFmpeg takes 25 frames a second for the average of a bare stream, whatever its codec says.
    rate = (stream.guessed_rate if timeless else None) or stream.average_rate or stream.guessed_rate
    return None if rate is None else float(rate)


def _declared_s(container: InputContainer, stream: VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    # Matroska tells only the whole file's length, which may be the sound's.
    if len(container.streams) == 1 and container.duration:
        return container.duration / av.time_base
    return NAN


def _info(path: Path, container: InputContainer, stream: VideoStream, first: Frame, fps: float | None) -> SourceInfo:
    width_px, height_px = first.size_px
    duration_s = _declared_s(container, stream)
    if math.isnan(duration_s) and container.duration:
        duration_s = container.duration / av.time_base
    return SourceInfo(
        name=printable(path.name),
        width_px=width_px,
        height_px=height_px,
        fps=NAN if fps is None or not math.isfinite(fps) or fps <= 0.0 else fps,
        frames=stream.frames or None,
        duration_s=duration_s,
        live=False,
    )
