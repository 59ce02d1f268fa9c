"""Every error livecoach raises on purpose.

    LivecoachError              exit code 1, its message is the one sentence the user reads
    |-- SourceError             a clip, camera or stream cannot be opened or read
    |-- ModelError              a pose model is missing, changed or cannot be loaded
    |-- OutputError             a file or folder cannot be written
    |-- AudioError              a chosen sound device cannot be used
    |-- ProfileError            a profile holds unknown keys, wrong types or values out of range
    |-- RecordError             a recorded session, landmark or label file cannot be read
    |-- DisplayError            no window can be opened
    `-- PluginError             another package's fault or exercise cannot be used
    UsageError                  exit code 2, the command line itself is wrong

A message says what, which value, and what to do.
"""

from __future__ import annotations


class LivecoachError(Exception):
    """Base of all expected failures; ``str(error)`` is one sentence for the user."""


class SourceError(LivecoachError):
    """A clip, camera or stream cannot be opened or read."""


class ModelError(LivecoachError):
    """A pose model is missing, changed or cannot be loaded."""


class OutputError(LivecoachError):
    """A file or folder cannot be written."""


class AudioError(LivecoachError):
    """A sound device that the user chose cannot be used."""


class ProfileError(LivecoachError):
    """A profile is wrong; the message lists every fault found."""


class RecordError(LivecoachError):
    """A recorded session, landmark or label file cannot be read."""


class DisplayError(LivecoachError):
    """No window can be opened here."""


class PluginError(LivecoachError):
    """A fault or exercise of another package cannot be loaded, or clashes with one that is there."""


class UsageError(Exception):
    """The command line is wrong; exit code 2."""
