"""Networks and optical flow: pixels to numbers."""
