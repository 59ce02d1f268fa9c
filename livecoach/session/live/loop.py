"""The loop of a live session: frame in, verdict, picture and sound out, keys obeyed, until it is over."""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from livecoach.core.types import PoseObservation, Step, TrackState
from livecoach.render.privacy import Privacy
from livecoach.render.session_state import Halt, SessionState
from livecoach.session.interrupts import Stopped
from livecoach.session.stopwatch import Stopwatch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from livecoach.capture.source import Source
    from livecoach.core.commands import Heard
    from livecoach.core.guide_state import Summary
    from livecoach.core.types import Frame
    from livecoach.output.audio import AudioSink
    from livecoach.output.log.session_file import Session
    from livecoach.output.window import Screen
    from livecoach.render.privacy import Veil
    from livecoach.render.renderer import Canvas, Renderer
    from livecoach.render.session_state import Led
    from livecoach.session.engine.protocol import JudgingEngine
    from livecoach.session.interrupts import DeferredSignals
    from livecoach.session.live.bystander_watch import BystanderMonitor
    from livecoach.session.live.controls import Controls
    from livecoach.session.recording.session_files import SessionRecord
    from livecoach.track.tracker import Tracker

_POLL_S = 0.03
"""Keys are read this often while no picture comes."""


class Leading(Protocol):
    """The guide of an exercise: what it says goes into the steps, what it shows onto the screen."""

    @property
    def judging(self) -> bool:
        """Whether the next frame is to be judged; others are only shown."""

    def follow(self, step: Step) -> Step:
        """Add the engine's step, or one that was not judged; return it with what to say in it."""

    def skip(self) -> None:
        """Go on to what comes next, where something does."""

    def over(self, t_s: float) -> bool:
        """Return whether the exercise is over."""

    def shown(self, t_s: float) -> Led:
        """Return what is to be seen of it beside the step."""

    def end(self, closing: Step | None) -> Summary:
        """Add the engine's last step (None: nothing was seen); return the summary."""


@dataclass(slots=True)
class LiveLoop:
    """One exercise on an open source; the source and the devices stay open when it ends."""

    source: Source
    tracker: Tracker
    engine: JudgingEngine
    record: SessionRecord
    screen: Screen
    sink: AudioSink
    console: Controls
    renderer: Renderer
    veil: Veil
    held: DeferredSignals
    lead: Leading
    lookout: BystanderMonitor | None = None
    last: Step | None = None
    state: SessionState = field(default_factory=SessionState)
    heard: tuple[Heard, ...] = ()
    watch: Stopwatch = field(default_factory=Stopwatch)

    def run(self, seconds: float | None) -> tuple[Session, Summary]:
        """Coach until the end; return what was found and the summary.

        A signal ends it as quitting does; the caller that holds signals back still sees it.
        """
        reason = "failed"
        try:
            self._loop(math.inf if seconds is None else seconds)
            self.held.check()  # a screen that is gone is a signal, and a window that was closed
            reason = "quit" if self.console.quit else "finished"
        except Stopped:
            reason = "interrupted"
            self.console.quit = True
        except KeyboardInterrupt:
            reason = "interrupted"
            raise
        finally:
            try:
                if reason != "finished":
                    self._say_saving()
                self.console.finish()
            finally:
                closing = self.engine.finish()
                session = self.record.finish(closing, reason)
        return session, self.lead.end(closing)

    def _loop(self, seconds: float) -> None:
        with ThreadPoolExecutor(1, thread_name_prefix="canvas") as beside:
            while not self.source.ended and not self.console.quit:
                self.held.check()
                frame = self.source.read(_POLL_S)
                self.watch.lap("capture")
                if time.perf_counter() - self.source.zero_s >= seconds:
                    return
                if frame is None:
                    self._wait()
                elif self.console.paused:
                    self._idle(frame)
                else:
                    if self.lead.judging:
                        self._coach(frame, beside)
                    else:
                        self._attend(frame)
                    if self.lead.over(frame.t_s):
                        return

    def _coach(self, frame: Frame, beside: ThreadPoolExecutor) -> None:
        # The landmarker takes one core and waits without Python's lock: what needs no verdict is made meanwhile.
        canvas = beside.submit(self.renderer.canvas, frame)
        sighting = self.tracker.track(frame)
        self.watch.lap("track")
        step = self.last = self.lead.follow(self.engine.step(frame, sighting))
        self.console.judged(step)
        self.console.pacer.update(step, self.state.guide)
        self.watch.lap("judge")
        self._sound(step)
        image = self._show(step, canvas.result())
        self.watch.note("age", 1000.0 * (time.perf_counter() - self.source.zero_s - frame.t_s))
        self._record(image, step)
        if self.lookout is not None:
            self.lookout.update(step)
        # The log's own time falls to the next frame: it cannot be in what it writes.
        self.watch.lap("out")
        self.record.step(replace(step, timings_ms=self.watch.take()))
        self._obey()

    def _attend(self, frame: Frame) -> None:
        """Show a picture that is not judged, with what is to be said meanwhile."""
        self.console.pacer.stop()
        step = self.last = self.lead.follow(self._unjudged(frame))
        self._sound(step)
        self._record(self._show(step), step)
        self.watch.take()
        self._obey()

    def _idle(self, frame: Frame) -> None:
        """Show a picture while the session is paused."""
        self.console.pacer.stop()
        step = self._unjudged(frame)
        self._record(self._show(step), step)
        self.watch.take()
        self._obey()

    def _unjudged(self, frame: Frame) -> Step:
        unseen = PoseObservation(None, TrackState.OK)
        return Step(frame, unseen, rep_count=self.last.rep_count if self.last is not None else 0)

    def _sound(self, step: Step) -> None:
        if step.cue is not None:
            self.sink.cancel()  # never two cues at once
            self.sink.play(step.cue.sound)
        elif self.console.pacer.tone:
            self.sink.play(self.console.pacer.tone)

    def _wait(self) -> None:
        """Keep the window alive while no picture comes, and say why none does."""
        if self.source.notice and self.last is not None:
            self._show(self.last)
        else:
            self.heard += self.screen.poll()
        self.watch.take()
        self._obey()

    def _show(self, step: Step, canvas: Canvas | None = None) -> NDArray[np.uint8]:
        t_s = step.frame.t_s
        console = self.console
        beside_px = self.lookout.bystander_px if self.lookout is not None else None
        status = console.status(self.source.notice, t_s, beside_px)
        self.state = SessionState(self.lead.shown(t_s), console.opened, console.halt, status, console.aids)
        image = self.renderer.draw(step, self.state, canvas)
        self.watch.lap("render")
        self.screen.show(image)
        self.heard += self.screen.poll()  # here: the window paints while it is asked for keys
        self.console.shown()
        self.watch.lap("screen")
        return image

    def _say_saving(self) -> None:
        """Show at once that the session is over: after a long one, and with a recording, writing takes seconds."""
        if self.last is not None:
            saving = replace(self.state, halt=Halt.SAVING, opened=None)
            self.screen.show(self.renderer.draw(self.last, saving))
            self.screen.poll()

    def _record(self, image: NDArray[np.uint8], step: Step) -> None:
        """Record the picture that is shown, or the same drawn over one in which nobody can be recognised."""
        if self.veil.privacy is not Privacy.OFF and self.console.recording:
            hidden = replace(step, frame=replace(step.frame, image_bgr=self.veil.cover(step)))
            image = self.renderer.draw(hidden, self.state)
        self.console.write(image, step)

    def _obey(self) -> None:
        heard, self.heard = self.heard, ()
        for one in heard:
            self.console.carry_out(one, self.last.frame.t_s if self.last is not None else 0.0)
        if self.console.skipped:
            self.console.skipped = self.console.paused = False
            self.lead.skip()
