"""Pictures come in here: webcam, clip, network stream. Yields core Frames with true times.

cv2 is loaded before any module of this room loads av: the Linux wheels of both carry X libraries of the same names, and
with av's loaded first OpenCV's first window never opens.
"""

from livecoach.capture import opencv as opencv
