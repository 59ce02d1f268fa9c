"""Output: window, sound, clip, log, tables."""

import cv2 as cv2  # before av, for the reason given in livecoach/capture/__init__.py
