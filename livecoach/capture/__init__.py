"""Sources of frames: webcam, clip, network stream, with true times.

cv2 is loaded before any module of this package loads av: the Linux wheels of both carry X libraries of the same names,
and with av's loaded first OpenCV's first window never opens.
"""

from livecoach.capture import opencv as opencv
