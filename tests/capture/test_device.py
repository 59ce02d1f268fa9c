from __future__ import annotations

import pytest

from livecoach.capture import device
from livecoach.capture.opencv import cv2


@pytest.mark.parametrize(
    ("platform", "first"),
    [("win32", cv2.CAP_DSHOW), ("darwin", cv2.CAP_AVFOUNDATION), ("linux", cv2.CAP_V4L2), ("freebsd14", cv2.CAP_ANY)],
)
def test_each_system_has_the_back_end_that_opens_quickly_first(platform: str, first: int) -> None:
    assert device.webcam_backends(platform)[0] == first
