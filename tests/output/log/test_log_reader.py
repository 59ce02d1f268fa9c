import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livecoach.core.commands import Action, Command
from livecoach.core.types import Observability, Phase, TrackState, View
from livecoach.errors import RecordError
from livecoach.output.log.log_reader import read_log
from tests.output.sessions import CLOSED, CUE, FPS, FRAMES, REP, STILL, write_session


def test_everything_that_happened_comes_back(log_path):
    session = read_log(log_path)
    assert session.size_px == (64, 48)
    assert session.measure_names == ("ear_shoulder", "trunk_lean_deg")
    assert session.events == [CLOSED]
    assert session.reps == [REP]
    assert session.baselines == [STILL]
    assert [cue.sound for cue in session.cues] == [CUE.sound]
    assert session.commands == [Command(Action.MORE_SENSITIVE, FRAMES // 2 / FPS)]
    assert session.profiles[0].profile.sensitivity == 6
    assert [(notice.t_s, notice.text) for notice in session.notices] == [(60 / FPS, "The light is low.")]
    assert session.end.reason == "finished"
    assert session.remark == ""


def test_a_frame_comes_back_with_its_meters(log_path):
    first, frame = read_log(log_path).frames[0], read_log(log_path).frames[35]
    assert (first.person, first.state, first.measures) == (False, TrackState.REFUSED, None)
    assert first.why == "the body is upside down"
    assert (frame.person, frame.phase, frame.drive) == (True, Phase.DRIVE, 0.5)
    assert frame.measures.view is View.THREE_QUARTER_FRONT
    assert frame.measures["ear_shoulder"] == pytest.approx(0.41)
    shrug, _, head = frame.readings
    assert (shrug.kind, shrug.value, shrug.active, shrug.unit) == ("shrug", 0.03, True, "torso lengths")
    assert (head.judged, head.why, head.unsure) == (Observability.NONE, "not from the front", True)
    assert math.isnan(head.value)
    assert frame.timings_ms == {"track": 11.0, "measure": 0.2}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0.0, 1.0))
def test_a_log_cut_at_any_byte_after_its_header_is_read_as_far_as_it_goes(log_path, share):
    whole = log_path.read_bytes()
    head = whole.index(b"\n") + 1
    kept = head + int(share * (len(whole) - head))
    cut = log_path.with_name("cut.jsonl")
    cut.write_bytes(whole[:kept])
    session = read_log(cut)
    assert len(session.frames) == whole[: whole.rindex(b"\n", 0, kept) + 1].count(b'"type":"frame"')
    if kept == len(whole):
        assert session.remark == ""
    else:
        assert session.remark.startswith("The session was cut off after ")
        assert ("last line is lost" in session.remark) == (whole[kept - 1 : kept] != b"\n")


def test_a_fault_that_was_open_at_the_cut_stays_open(tmp_path):
    path = tmp_path / "session.jsonl"
    write_session(path, frames=40, end=False)
    (event,) = read_log(path).events
    assert event.end_s is None


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"hello\n", b"[1]\n", b'{"type":"frame"}\n', b'{"format":"livecoach.session-log/9"}\n']
)
def test_what_is_no_log_is_a_record_error(tmp_path, content):
    path = tmp_path / "other.jsonl"
    path.write_bytes(content)
    with pytest.raises(RecordError, match=r"other\.jsonl"):
        read_log(path)


def test_a_missing_log_is_a_record_error(tmp_path):
    with pytest.raises(RecordError, match="no such file"):
        read_log(tmp_path / "none.jsonl")


@pytest.mark.parametrize("line", [b"\x00\x00", b'{"type":"rep","index":1}', b'{"type":"frame"}', b"{}", b"3"])
def test_damage_before_the_end_names_its_line(log_path, line):
    lines = log_path.read_bytes().split(b"\n")
    lines[7] = line
    log_path.write_bytes(b"\n".join(lines))
    with pytest.raises(RecordError, match=r"is damaged in line 8: copy its folder again, or analyze the clip again\.$"):
        read_log(log_path)


def test_a_record_of_a_later_livecoach_is_passed_over(log_path):
    lines = log_path.read_bytes().split(b"\n")
    lines.insert(5, b'{"type":"heartbeat","t_s":1.0}')
    log_path.write_bytes(b"\n".join(lines))
    assert len(read_log(log_path).frames) == FRAMES
