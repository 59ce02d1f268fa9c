"""What stays open while one exercise after another is coached: the window, the sound, and held-back signals."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from livecoach.capture.open import open_source
from livecoach.capture.source import CameraOptions
from livecoach.core.types import Frame, PoseObservation, Step, TrackState
from livecoach.output.audio import SoundBank, open_audio
from livecoach.output.window import NullWindow, Window
from livecoach.render.privacy import Privacy, Veil
from livecoach.render.renderer import Renderer
from livecoach.render.session_state import SessionState
from livecoach.session.live.controls import Controls
from livecoach.session.live.loop import LiveLoop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from livecoach.capture.source import Source
    from livecoach.config.schema import Profile
    from livecoach.output.audio import AudioSink
    from livecoach.output.window import Screen
    from livecoach.session.engine.protocol import JudgingEngine
    from livecoach.session.factory import NamedProfile
    from livecoach.session.interrupts import DeferredSignals
    from livecoach.session.live.bystander_watch import BystanderMonitor
    from livecoach.session.live.loop import Leading
    from livecoach.session.recording.recordings import Recordings
    from livecoach.session.recording.session_files import SessionRecord
    from livecoach.track.tracker import Tracker


@dataclass(frozen=True, slots=True)
class ExerciseRun:
    """What changes with each exercise: tracker, engine, guide and files."""

    tracker: Tracker
    engine: JudgingEngine
    record: SessionRecord
    takes: Recordings
    lead: Leading
    lookout: BystanderMonitor | None = None


@dataclass(frozen=True, slots=True)
class LiveDevices:
    """Screen, sound and signals, open; ``mirror`` and ``privacy`` say how pictures are shown and recorded."""

    screen: Screen
    sink: AudioSink
    bank: SoundBank
    held: DeferredSignals
    mirror: bool
    privacy: Privacy

    def loop(self, source: Source, chosen: NamedProfile, act: ExerciseRun) -> LiveLoop:
        """Return the loop that coaches one exercise on ``source``."""
        return LiveLoop(
            source=source,
            tracker=act.tracker,
            engine=act.engine,
            record=act.record,
            screen=self.screen,
            sink=self.sink,
            console=Controls(act.engine, act.record, self.sink, bank=self.bank, chosen=chosen, takes=act.takes),
            renderer=Renderer(self.mirror, chosen.profile.language),
            veil=Veil(self.privacy),
            held=self.held,
            lead=act.lead,
            lookout=act.lookout,
        )


@contextmanager
def open_studio(
    profile: Profile,
    held: DeferredSignals,
    *,
    title: str,
    headless: bool,
    mirror: bool = False,
    privacy: Privacy = Privacy.OFF,
) -> Iterator[LiveDevices]:
    """Open the window (none when ``headless``) and the sound device; raises what they raise."""
    bank = SoundBank(profile.audio.style, profile.language)
    screen = NullWindow() if headless else Window(title)
    try:
        with open_audio(profile.audio.backend, bank, profile.audio.volume) as sink:
            _warm_up(profile.language)
            yield LiveDevices(screen, sink, bank, held, mirror, privacy)
    finally:
        screen.close()


def open_paced(spec: str, profile: Profile) -> Source:
    """Open a camera as the profile asks for it, or a clip at its own pace."""
    camera = CameraOptions(profile.camera.width_px, profile.camera.height_px, profile.camera.fps)
    return open_source(spec, camera=camera, paced=True)


def mirrored(spec: str, profile: Profile, asked: bool | None) -> bool:
    """Mirror a webcam as the profile says; clips and phones show the picture as it was taken."""
    if asked is not None:
        return asked
    return spec.isdigit() and profile.camera.mirror


def is_clip(spec: str) -> bool:
    """Return whether the source is a clip: a person in it follows no instructions."""
    return Path(spec).is_file()


def _warm_up(language: str) -> None:
    """Draw once before the camera runs: the first picture, with its fonts, takes ten times as long as later ones."""
    blank = Frame(0, 0.0, np.zeros((480, 640, 3), np.uint8))
    Renderer(language=language).draw(Step(blank, PoseObservation(None, TrackState.SEARCHING)), SessionState())
