"""The loop of a live session with real parts, from the demo clip to its files; its screen keeps what it is shown."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.commands import Action
from livecoach.core.resources import demo_clip
from livecoach.output.audio import SoundBank, open_audio
from livecoach.output.window import NullWindow
from livecoach.render.privacy import Privacy
from livecoach.session.factory import chosen_profile, new_engine
from livecoach.session.guide.lead import ExerciseGuide
from livecoach.session.interrupts import held_interrupts
from livecoach.session.live.devices import ExerciseRun, LiveDevices, open_paced
from livecoach.session.recording.recordings import Recordings
from livecoach.session.recording.session_files import SessionRecord
from livecoach.track.mediapipe_tracker import MediaPipeTracker
from livecoach.track.model_files import resolve_model
from tests.support.exercises import PIT_PULL

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from livecoach.core.commands import Heard


class Watched(NullWindow):
    """Hears ``q`` at the fifth picture, and keeps each picture with whether the tables were written by then."""

    def __init__(self, tables: Path) -> None:
        self.shown: list[tuple[NDArray[np.uint8], bool]] = []
        self._tables = tables

    def show(self, image: NDArray[np.uint8]) -> None:
        self.shown.append((image, self._tables.exists()))

    def poll(self) -> tuple[Heard, ...]:
        return (Action.QUIT,) if len(self.shown) == 5 else ()


def test_q_is_answered_on_the_screen_before_anything_is_written(tmp_path: Path) -> None:
    chosen = chosen_profile(None, {})
    screen = Watched(tmp_path / "session.json")
    with held_interrupts() as held, ExitStack() as stack:
        bank = SoundBank("voice", "en")
        sink = stack.enter_context(open_audio("none", bank, 0.5))
        studio = LiveDevices(screen, sink, bank, held, False, Privacy.OFF)
        tracker = stack.enter_context(MediaPipeTracker(resolve_model("lite")))
        source = stack.enter_context(open_paced(str(demo_clip()), chosen.profile))
        engine = new_engine(PIT_PULL, chosen.profile)
        record = SessionRecord(tmp_path, source="demo", exercise=PIT_PULL, model="lite", chosen=chosen)
        takes = Recordings(None, tmp_path, bank, 30.0, listener=record, raw=False, max_mb=10)
        lead = ExerciseGuide(engine, chosen.profile, tmp_path, guided=False)
        found, _ = studio.loop(source, chosen, ExerciseRun(tracker, engine, record, takes, lead)).run(None)
    assert found.source.frames == 5
    assert (tmp_path / "session.json").exists()
    assert len(screen.shown) == 6
    assert not screen.shown[-1][1]
    before, last = screen.shown[-2][0], screen.shown[-1][0]
    height, width = last.shape[:2]
    lower = np.s_[round(0.7 * height) :, width // 4 : -width // 4]
    assert not np.array_equal(last[lower], before[lower])
