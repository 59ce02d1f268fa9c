"""livecoach: coaches the breathing pit pull from a webcam or a clip.

This file imports nothing heavy on purpose: ``livecoach --help`` must answer at once.
"""

__version__ = "0.2.0"
