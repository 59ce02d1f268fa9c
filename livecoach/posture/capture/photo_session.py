"""Take a photo: a camera, a ghost to stand in, a spoken self-timer, three takes, one photo and its JSON file."""

from __future__ import annotations

import math
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livecoach.capture.open import open_source
from livecoach.capture.source import CameraOptions
from livecoach.core.commands import Action
from livecoach.core.types import View
from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator, translator
from livecoach.errors import SourceError
from livecoach.output.audio import SoundBank, open_audio
from livecoach.output.picture_file import digest, prepare_outputs, write_json, write_picture
from livecoach.output.window import NullWindow, Window
from livecoach.posture.capture.draw_self_timer import draw_booth
from livecoach.posture.capture.self_timer import TAKES, SelfTimer
from livecoach.posture.compare import CAPTURE, FORMAT
from livecoach.posture.measure.find_stance import look, somebody_else, stance_record
from livecoach.posture.measure.photo_measures import ASSUMED_HEIGHT_CM, measure_photo
from livecoach.posture.photo_file import load_photo
from livecoach.session.factory import chosen_profile
from livecoach.session.interrupts import held_interrupts
from livecoach.session.live.camera_choice import chosen_camera
from livecoach.session.live.devices import mirrored
from livecoach.track.mediapipe_tracker import MediaPipeTracker, PhotoTracker
from livecoach.track.model_files import resolve_model
from livecoach.track.subject.person_finder import PersonFinder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from livecoach.capture.source import Source
    from livecoach.core.types import Frame
    from livecoach.output.audio import AudioSink
    from livecoach.output.window import Screen
    from livecoach.posture.measure.stance import Stance
    from livecoach.session.interrupts import DeferredSignals
    from livecoach.track.model_files import ModelFile
    from livecoach.track.tracker import Tracker

_POLL_S = 0.03
_OTHERS_S = 1.0
"""How often somebody else is searched for: several times within a timer, because every fifth search misses one of
two."""

_NO_PHOTO = {
    View.SIDE: _("No photo was taken: nobody stood still from the side, head to feet in view."),
    View.BACK: _("No photo was taken: nobody stood still from the back, head to feet in view."),
}
_NO_TAKE = {
    View.SIDE: _("No take shows you from the side: turn further, and try again."),
    View.BACK: _("No take shows you from the back: turn further, and try again."),
}


@dataclass(frozen=True, slots=True)
class CaptureOptions:
    """The options of ``livecoach posture capture``; None leaves the choice to the profile.

    Of several ``sources``, or of the webcams there are when none is given, the person chooses one in the window.
    """

    view: View
    sources: tuple[str, ...] = ()
    ghost: Path | None = None
    out: Path | None = None
    height_cm: float | None = None
    profile: str | None = None
    audio: str | None = None
    volume: float | None = None
    style: str | None = None
    model: str | None = None
    mirror: bool | None = None
    headless: bool = False
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Captured:
    """The files that were written, and the content of the JSON file."""

    picture: Path
    data: Path
    record: dict[str, Any]


def capture(options: CaptureOptions) -> Captured:
    """Lead through the takes, measure them and write the photo (the first take, as the camera saw it) and its JSON.

    Everything is checked before the camera opens. With fewer than three takes the mean is of those there are; without
    any SourceError is raised. Raises the errors of the parts it opens as well.
    """
    now = datetime.now().astimezone()
    out = options.out or Path(f"posture_{options.view}_{now:%Y-%m-%d_%H-%M-%S}.jpg")
    inputs = [options.ghost] if options.ghost is not None else []
    picture, data = prepare_outputs(out, inputs=inputs, overwrite=options.overwrite)
    ghost_bgr = load_photo(options.ghost) if options.ghost is not None else None
    overrides = {
        "model.name": options.model,
        "audio.backend": options.audio,
        "audio.volume": options.volume,
        "audio.style": options.style,
    }
    profile = chosen_profile(options.profile, overrides).profile
    model = resolve_model(profile.model.name)
    bank = SoundBank(profile.audio.style, profile.language)
    camera = CameraOptions(profile.camera.width_px, profile.camera.height_px, profile.camera.fps)
    with held_interrupts(profile.language) as held, ExitStack() as stack:
        screen = NullWindow() if options.headless else Window("livecoach posture")
        stack.callback(screen.close)
        sink = stack.enter_context(open_audio(profile.audio.backend, bank, profile.audio.volume))
        spec = chosen_camera(options.sources, screen, profile.language, held, asking=not options.headless)
        tracker = stack.enter_context(MediaPipeTracker(model))
        glance = stack.enter_context(PersonFinder(resolve_model("lite")))
        source = stack.enter_context(open_source(spec, camera=camera, paced=not options.headless))
        booth, flip = SelfTimer(options.view, profile.language), mirrored(spec, profile, options.mirror)
        session = _Session(source, tracker, glance, screen, sink, held, booth, ghost_bgr, mirrored=flip)
        takes = session.run()
    if not takes:
        raise SourceError(_NO_PHOTO[options.view])
    kept = _usable(takes, model, options.view, translator(profile.language))
    write_picture(picture, kept[0][0])
    record = _record(options, now, [stance for _, stance in kept], picture)
    write_json(data, record)
    return Captured(picture, data, record)


def _usable(
    takes: list[NDArray[np.uint8]], model: ModelFile, view: View, words: Translator
) -> list[tuple[NDArray[np.uint8], Stance]]:
    """Return the takes that show one person from ``view``, with their stances; raises SourceError without any."""
    kept, fault = [], ""
    with PhotoTracker(model) as tracker:
        for number, image_bgr in enumerate(takes, start=1):
            try:
                stance = look(image_bgr, tracker, words(_("Take {}"), number))
            except SourceError as error:
                fault = str(error)
                continue
            if stance.view is view and not stance.oblique:
                kept.append((image_bgr, stance))
    if not kept:
        raise SourceError(fault or _NO_TAKE[view])
    return kept


@dataclass(slots=True)
class _Session:
    source: Source
    tracker: Tracker
    glance: PersonFinder
    screen: Screen
    sink: AudioSink
    held: DeferredSignals
    booth: SelfTimer
    ghost_bgr: NDArray[np.uint8] | None
    mirrored: bool = field(kw_only=True)
    takes: list[NDArray[np.uint8]] = field(default_factory=list)
    alone: bool = True
    looked_s: float = -math.inf

    def run(self) -> list[NDArray[np.uint8]]:
        """Return the takes: three, or fewer when the person quits or the source ends."""
        while not self.source.ended and len(self.takes) < TAKES:
            self.held.check()
            frame = self.source.read(_POLL_S)
            if frame is not None:
                self._step(frame)
            if Action.QUIT in self.screen.poll():
                break
        return self.takes

    def _step(self, frame: Frame) -> None:
        pose = self.tracker.track(frame).pose
        if pose is not None and frame.t_s - self.looked_s >= _OTHERS_S:
            self.looked_s = frame.t_s
            self.alone = not somebody_else(self.glance.people(frame.image_bgr), pose)
        advice = self.booth.step(frame.t_s, pose, alone=self.alone)
        if advice.take:
            self.takes.append(frame.image_bgr)
        if advice.sound:
            self.sink.cancel()
            self.sink.play(advice.sound)
        image = draw_booth(frame.image_bgr, self.ghost_bgr, advice.banner, advice.count, mirrored=self.mirrored)
        self.screen.show(image)


def _record(options: CaptureOptions, now: datetime, stances: list[Stance], picture: Path) -> dict[str, Any]:
    height_cm = options.height_cm or ASSUMED_HEIGHT_CM
    each = [measure_photo(stance, height_cm) for stance in stances]
    return {
        "what": CAPTURE,
        "format": FORMAT,
        "view": options.view.value,
        "taken_at": now.isoformat(timespec="seconds"),
        "height_cm": height_cm,
        "height_assumed": options.height_cm is None,
        "sha256": digest(picture),
        "measures": {name.value: round(sum(one[name] for one in each) / len(each), 2) for name in each[0]},
        "takes": [stance_record(stance) for stance in stances],
    }
