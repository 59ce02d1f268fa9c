"""Pictures and sounds into H.264 and AAC in MP4, through PyAV. Used by one thread at a time; raises PyAV's errors."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import av
import cv2
import numpy as np
from av.video.frame import PictureType

from livecoach.output.audio.bank import RATE
from livecoach.output.clip.clip_sound import SoundTrack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

Chapter = tuple[float, float, str]

TICKS: Final = 90000  # per second, the MPEG clock: fine enough for any camera's times
KEY_EVERY_S: Final = 1.0
# How much later than the pictures the sound track is encoded, so that a cue may come after its frame.
SOUND_LAG_S: Final = 0.5

# The time at which a track begins is written in units of the movie: milliseconds, unless told otherwise.
_CLOCKS: Final = {"movie_timescale": str(TICKS), "video_track_timescale": str(TICKS)}
# delay_moov, not empty_moov: only a header written after the first packets can say that a track begins later than 0.
_FRAGMENTED: Final = _CLOCKS | {"movflags": "frag_keyframe+delay_moov+default_base_moof", "flush_packets": "1"}
_AAC_FRAME: Final = 1024
_BT601: Final = 6  # AVCOL_SPC_SMPTE170M, the matrix of OpenCV's COLOR_BGR2YUV_I420
_LIMITED_RANGE: Final = 1  # AVCOL_RANGE_MPEG, likewise
# B-frames would need an edit list, and with it players that honour it, for true times: none of them. With equal CPU
# time (2.1 ms for 640x480) a look-ahead of 10 halves the file; a live clip does without, so that a kill loses little.
_X264: Final = {"preset": "veryfast", "crf": "23", "bf": "0", "forced-idr": "1"}
_OFFLINE: Final = {"rc-lookahead": "10"}
_LIVE: Final = {"tune": "zerolatency"}
_ONE_THREAD_PX: Final = 1280 * 720


class ClipStream:
    """An MP4 in fragments of one second, playable up to the last whole fragment wherever its making ends.

    Times are seconds from the clip's start, rising; pictures are BGR of ``size_px``, padded at the right and at the
    bottom to even sizes by repeating the edge. ``live`` trades size for a short way through the encoder.
    """

    def __init__(self, path: Path, size_px: tuple[int, int], fps_hint: float, *, with_sound: bool, live: bool) -> None:
        width, height = size_px
        self._pad_px = (height % 2, width % 2)
        self._track = SoundTrack() if with_sound else None
        self._pts = -1
        self._next_key = 0
        self._step = round(TICKS / fps_hint)
        self._container = av.open(str(path), "w", format="mp4", options=_FRAGMENTED)
        options = _X264 | (_LIVE if live else _OFFLINE)
        rate = Fraction(fps_hint).limit_denominator(1001)
        self._video = self._container.add_stream("libx264", rate=rate, options=options)
        context = self._video.codec_context
        context.width, context.height = width + width % 2, height + height % 2
        context.pix_fmt = "yuv420p"
        context.time_base = self._video.time_base = Fraction(1, TICKS)
        context.gop_size = 100 * round(max(fps_hint, 1))
        context.colorspace, context.color_range = _BT601, _LIMITED_RANGE
        context.thread_count = 1 if width * height <= _ONE_THREAD_PX else 0
        self._audio = self._container.add_stream("aac", rate=RATE, layout="mono") if with_sound else None
        if self._audio:
            self._audio.bit_rate = 64000

    def picture(self, image_bgr: NDArray[np.uint8], t_s: float) -> None:
        """Add a picture; two that fall on one tick are put on two."""
        pts = max(round(t_s * TICKS), self._pts + 1)
        if self._pts >= 0:
            self._step = pts - self._pts
        self._pts = pts
        frame = av.VideoFrame.from_ndarray(self._planar(image_bgr), format="yuv420p")
        frame.pts, frame.time_base = pts, Fraction(1, TICKS)
        if pts >= self._next_key:
            frame.pict_type = PictureType.I
            self._next_key = pts + round(KEY_EVERY_S * TICKS)
        self._mux_video(frame)
        self._encode_sound(round((pts / TICKS - SOUND_LAG_S) * RATE))

    def sound(self, samples: NDArray[np.float32], t_s: float) -> None:
        """Mix float32 mono samples at RATE into the sound track, if there is one."""
        if self._track is not None:
            self._track.add(samples, t_s)

    def finish(self) -> None:
        """Write what the encoders still hold; the last sound is heard to its end."""
        self._mux_video(None)
        if self._audio is not None and self._track is not None:
            self._encode_sound(max(round((self._pts + self._step) / TICKS * RATE), self._track.end) + _AAC_FRAME)
            self._mux_audio(None)
        self._container.close()

    def abandon(self) -> None:
        """Close the file after an error; what was written stays."""
        try:
            self._container.close()
        except (OSError, av.FFmpegError):
            return  # the disk that refused the last packet refuses the trailer too

    def _planar(self, image_bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
        bottom, right = self._pad_px
        if bottom or right:
            image_bgr = cv2.copyMakeBorder(image_bgr, 0, bottom, 0, right, cv2.BORDER_REPLICATE)  # type: ignore[assignment]
        return cv2.cvtColor(image_bgr, cv2.COLOR_BGR2YUV_I420)  # type: ignore[return-value]

    def _mux_video(self, frame: av.VideoFrame | None) -> None:
        for packet in self._video.encode(frame):
            # Within the file a frame lasts until the next one; only the last of all lasts as long as it says.
            packet.duration = self._step
            self._container.mux(packet)

    def _encode_sound(self, until: int) -> None:
        if self._track is None:
            return
        while self._track.taken + _AAC_FRAME <= until:
            start = self._track.taken
            frame = av.AudioFrame.from_ndarray(self._track.take(_AAC_FRAME)[None], format="fltp", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            self._mux_audio(frame)

    def _mux_audio(self, frame: av.AudioFrame | None) -> None:
        assert self._audio is not None
        for packet in self._audio.encode(frame):
            # The first packet lies before time 0: the encoder's run-up. Left out, it shifts neither track.
            if packet.pts is not None and packet.pts >= 0:
                self._container.mux(packet)


def cut_to_whole_fragments(path: Path) -> bool:
    """Cut off what was being written when the disk refused; return whether a fragment with pictures is left.

    Boxes are walked by their sizes (ISO/IEC 14496-12, 4.2): a fragment is whole when its ``mdat`` is.
    """
    size, end, here = path.stat().st_size, 0, 0
    with path.open("r+b") as file:
        while len(header := file.read(16)) >= 8:
            length, kind = int.from_bytes(header[:4]), header[4:8]
            here += int.from_bytes(header[8:]) if length == 1 else max(length, 8)
            if kind == b"mdat" and here <= size:
                end = here
            file.seek(here)
        file.truncate(end)
    return end > 0


def remux(source: Path, target: Path, chapters: Sequence[Chapter]) -> None:
    """Copy a finished clip, without encoding, into a plain MP4 whose index comes first, with chapters in rising order.

    In MP4 the first chapter begins at 0 and each lasts until the next, so a late first one gets a "Start" before it.
    """
    if chapters and chapters[0][0] > 0:
        chapters = [(0.0, chapters[0][0], "Start"), *chapters]
    options = _CLOCKS | {"movflags": "faststart"}
    with av.open(str(source)) as clip, av.open(str(target), "w", format="mp4", options=options) as out:
        streams = {stream.index: out.add_stream_from_template(stream) for stream in clip.streams}
        out.set_chapters(
            [
                {
                    "id": number,
                    "start": round(start_s * 1000),
                    "end": round(end_s * 1000),
                    "time_base": Fraction(1, 1000),
                    "metadata": {"title": title},
                }
                for number, (start_s, end_s, title) in enumerate(chapters, 1)
            ]
        )
        for packet in clip.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                out.mux(packet)
