"""Sounds and the devices that play them; importing this package loads no audio library."""

from __future__ import annotations

from livecoach.output.audio.bank import SoundBank, sound_for
from livecoach.output.audio.open_audio import BACKENDS, open_audio
from livecoach.output.audio.sink import AudioSink, SilentSink

__all__ = ["BACKENDS", "AudioSink", "SilentSink", "SoundBank", "open_audio", "sound_for"]
