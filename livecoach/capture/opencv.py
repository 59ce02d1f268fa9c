"""OpenCV for cameras, silent and quick to open: import ``cv2`` from here wherever a ``VideoCapture`` is made.

The variables are OpenCV's own (docs.opencv.org, "Environment variables reference"). One that the user has set stays.
"""

from __future__ import annotations

import os

for _name, _value in {
    # Windows: probing hardware transforms makes Media Foundation take up to a minute to open a webcam.
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",
    # Linux: a webcam that stops sending is given up after seconds; the default of 10 would outlast a session's end.
    "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "3",
    # AV_LOG_QUIET: FFmpeg inside OpenCV prints on stderr by itself.
    "OPENCV_FFMPEG_LOGLEVEL": "-8",
    "OPENCV_LOG_LEVEL": "SILENT",
}.items():
    os.environ.setdefault(_name, _value)

import cv2  # noqa: E402 -- OpenCV reads the variables above when it is loaded

if os.environ["OPENCV_LOG_LEVEL"] == "SILENT":
    # Another package may have loaded cv2 before the variable was set.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

__all__ = ["cv2"]
