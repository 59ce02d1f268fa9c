"""Highlights of a made-up session: ten seconds whose pictures tell their own time by their brightness."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from livecoach.config.schema import Profile
from livecoach.core.types import Event, Frame, Grade, PoseObservation, Rep, Step, TrackState
from livecoach.errors import RecordError
from livecoach.output.audio.bank import SoundBank
from livecoach.output.clip.clip_writer import ClipWriter
from livecoach.output.log.log_writer import SessionLog
from livecoach.render.screens.highlight_cards import heading_px
from livecoach.session.recording.highlights import NAME, TITLE_S, best_rep, make_highlights, stretches
from tests.support.faults import REP_FAULT_IDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FPS = 20.0
SIZE = (320, 240)
SECONDS = 10.0
REPS = (
    Rep(1, 0.5, 1.2, 2.0, 1.0, True, ()),
    Rep(2, 2.5, 3.2, 4.0, 0.9, False, ()),
    Rep(3, 4.5, 5.2, 6.0, 0.95, False, ("shrug",)),
    Rep(4, 6.5, 7.2, 8.0, 0.8, False, ()),
)
SHRUG = Event("shrug", 5.0, 5.4, 0.03, 5.2, 0.016, "torso lengths", Grade.CLEAR, 3)
ARCH = Event("lumbar_extension", 8.6, 9.0, 9.0, 8.7, 5.5, "deg", Grade.MILD, None)


def _session(
    folder: Path,
    events: Sequence[Event] = (SHRUG, ARCH),
    reps: Sequence[Rep] = REPS,
    *,
    clip: str = "annotated.mp4",
    clip_start_s: float = 0.0,
    language: str = "en",
) -> Path:
    """Write a log and a clip whose brightness is 20 times the session's time."""
    folder.mkdir(exist_ok=True)
    profile = Profile.model_validate({"language": language})
    with SessionLog(folder / "session.jsonl") as log:
        log.header(
            source="x",
            exercise="pit_pull",
            faults=REP_FAULT_IDS,
            model="full",
            profile_name="default",
            profile=profile,
            fps=FPS,
        )
        if clip_start_s:
            log.recording(clip, clip_start_s, raw=False)
        for index in range(int(SECONDS * FPS)):
            t_s = index / FPS
            step = Step(Frame(index, t_s, np.zeros((240, 320, 3), np.uint8)), PoseObservation(None, TrackState.OK))
            closed = tuple(event for event in events if event.end_s is not None and event.end_s <= t_s + 1e-9)
            events = [event for event in events if event not in closed]
            done = next((rep for rep in reps if rep.end_s <= t_s), None)
            reps = [rep for rep in reps if rep is not done]
            log.step(replace(step, closed=closed, rep=done))
        log.end("finished")
    bank = SoundBank("tones")
    with ClipWriter(folder / clip, SIZE, fps_hint=FPS, with_sound=True, bank=bank, start_s=clip_start_s) as writer:
        for index in range(int(clip_start_s * FPS), int(SECONDS * FPS)):
            t_s = index / FPS
            writer.write(np.full((SIZE[1], SIZE[0], 3), round(20 * t_s), np.uint8), t_s)
            if index == round(5.1 * FPS):
                writer.sound("shoulders_down", t_s)
    return folder


def _pictures(path: Path) -> list[tuple[float, float, float]]:
    """Return each picture's time and the session times that its left and right halves tell."""
    bar = heading_px(SIZE)
    with av.open(str(path)) as clip:
        assert (clip.streams.video[0].width, clip.streams.video[0].height) == (320, 120 + bar)
        found = []
        for frame in clip.decode(video=0):
            picture = frame.to_ndarray(format="gray")[bar + 4 :]
            found.append((float(frame.time or 0.0), picture[:, 8:150].mean() / 20, picture[:, 170:312].mean() / 20))
    return found


def _chapters(path: Path) -> list[tuple[float, str]]:
    with av.open(str(path)) as clip:
        return [(float(c["start"] * c["time_base"]), c["metadata"]["title"]) for c in clip.chapters()]


def test_each_fault_is_shown_with_half_a_second_around_it_and_the_best_rep_beside_it(tmp_path: Path) -> None:
    target = make_highlights(_session(tmp_path))
    assert target == tmp_path / NAME
    pictures = [picture for picture in _pictures(target) if picture[0] >= TITLE_S]
    shrug = [picture for picture in pictures if picture[0] < TITLE_S + 1.4 - 1e-6]
    arch = pictures[len(shrug) :]
    assert shrug[0][1] == pytest.approx(4.5, abs=0.1)
    assert shrug[-1][1] == pytest.approx(5.85, abs=0.15)
    assert arch[0][1] == pytest.approx(8.1, abs=0.1)
    assert arch[-1][1] == pytest.approx(9.45, abs=0.15)
    # The best rep is the second: its beginning stands beside the faulty rep's beginning.
    assert shrug[0][2] == pytest.approx(2.5, abs=0.1)
    assert shrug[-1][2] == pytest.approx(3.85, abs=0.15)


def test_there_is_a_chapter_for_each_fault(tmp_path: Path) -> None:
    chapters = _chapters(make_highlights(_session(tmp_path)))
    assert [title for _, title in chapters] == ["Start", "Shrug, rep 3", "Arched back"]
    assert [start_s for start_s, _ in chapters] == pytest.approx([0.0, TITLE_S, TITLE_S + 1.4], abs=0.06)


def test_the_cue_is_heard_with_its_fault(tmp_path: Path) -> None:
    with av.open(str(make_highlights(_session(tmp_path)))) as clip:
        loud = [float(frame.time or 0.0) for frame in clip.decode(audio=0) if np.abs(frame.to_ndarray()).max() > 0.02]
    assert loud[0] == pytest.approx(TITLE_S + 5.1 - 4.5, abs=0.1)


def test_faults_that_overlap_share_a_stretch() -> None:
    near = replace(ARCH, start_s=5.8, end_s=6.0)
    [both] = stretches([near, SHRUG], SECONDS)
    assert (both.start_s, both.end_s) == (4.5, 6.5)
    assert both.events == (SHRUG, near)


def test_a_fault_at_either_end_stays_within_the_clip() -> None:
    first, last = replace(SHRUG, start_s=0.1, end_s=0.3), replace(ARCH, start_s=9.5, end_s=None)
    assert [(part.start_s, part.end_s) for part in stretches([first, last], SECONDS)] == [(0.0, 0.8), (9.0, 10.0)]


def test_the_best_rep_is_the_clean_one_that_went_furthest() -> None:
    assert best_rep(REPS) is REPS[1]
    assert best_rep(REPS[:1]) is REPS[0]
    assert best_rep(REPS[2:3]) is None


def test_without_a_fault_the_best_rep_stands_alone(tmp_path: Path) -> None:
    target = make_highlights(_session(tmp_path, events=()))
    assert [title for _, title in _chapters(target)] == ["Start", "Best clean rep"]
    pictures = [picture for picture in _pictures(target) if picture[0] >= TITLE_S]
    assert pictures[-1][0] - pictures[0][0] == pytest.approx(2.5, abs=0.1)


def test_without_a_clean_rep_the_faults_stand_alone(tmp_path: Path) -> None:
    target = make_highlights(_session(tmp_path, events=(SHRUG,), reps=REPS[2:3]))
    assert _pictures(target)[-1][0] == pytest.approx(TITLE_S + 1.4, abs=0.1)


def test_a_recording_that_began_later_is_shown_at_its_own_times(tmp_path: Path) -> None:
    target = make_highlights(_session(tmp_path, clip="take-1.mp4", clip_start_s=2.0, language="de"))
    pictures = [picture for picture in _pictures(target) if picture[0] >= TITLE_S]
    assert pictures[0][1] == pytest.approx(4.5, abs=0.1)
    assert pictures[0][2] == pytest.approx(2.5, abs=0.1)
    assert [title for _, title in _chapters(target)] == ["Start", "Schultern hoch, Zug 3", "Hohlkreuz"]


def test_what_lies_before_the_recording_is_left_out(tmp_path: Path) -> None:
    target = make_highlights(_session(tmp_path, clip="take-1.mp4", clip_start_s=7.0))
    assert [title for _, title in _chapters(target)] == ["Start", "Arched back"]


def test_an_earlier_clip_is_replaced_and_nothing_else_left(tmp_path: Path) -> None:
    _session(tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    make_highlights(tmp_path)
    make_highlights(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == before | {NAME}


def test_nothing_to_show_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no fault and no clean rep"):
        make_highlights(_session(tmp_path, events=(), reps=()))
    assert not (tmp_path / NAME).exists()


def test_a_session_without_a_clip_is_said(tmp_path: Path) -> None:
    _session(tmp_path)
    (tmp_path / "annotated.mp4").unlink()
    with pytest.raises(RecordError, match=r"no annotated clip.*--record"):
        make_highlights(tmp_path)
