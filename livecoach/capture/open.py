"""Open a source by its specification: a webcam number, a network address or the path of a clip."""

from __future__ import annotations

import re
from pathlib import Path

from livecoach.capture.source import CameraOptions, Source

_WEBCAM = re.compile(r"(?:/dev/video)?(\d{1,3})", re.ASCII)

_NETWORK = re.compile(r"(?:https?|rtsps?)://", re.IGNORECASE)


def open_source(spec: str, *, camera: CameraOptions | None = None, paced: bool = False) -> Source:
    """Open a webcam, a network camera or a clip; ``paced`` plays a clip at its own speed, like a camera.

    Raises SourceError, one sentence with what to do, when it cannot be opened or gives no picture.
    """
    webcam = _WEBCAM.fullmatch(spec)
    if webcam or _NETWORK.match(spec):
        from livecoach.capture.camera import open_network, open_webcam  # noqa: PLC0415 -- a clip needs no camera code

        return open_webcam(int(webcam[1]), camera or CameraOptions()) if webcam else open_network(spec)
    from livecoach.capture.clip import ClipSource  # noqa: PLC0415 -- a camera needs no clip decoder
    from livecoach.capture.paced import PacedClip  # noqa: PLC0415 -- as above

    clip = ClipSource(Path(spec))
    return PacedClip(clip) if paced else clip
