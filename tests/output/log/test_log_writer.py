import json
import os
import signal
import subprocess
import sys

import pytest

from livecoach.config.schema import Profile
from livecoach.errors import OutputError
from livecoach.output.log.log_format import FORMAT
from livecoach.output.log.log_reader import read_log
from livecoach.output.log.log_writer import SessionLog, percentiles
from tests.output.sessions import FPS, FRAMES, header, step
from tests.support.paths import ROOT


def records(path, kind=None):
    found = [json.loads(line) for line in path.read_text().splitlines()]
    return [record for record in found if kind in (None, record["type"])]


def test_the_header_comes_first_and_alone_holds_the_wall_time(log_path):
    first, *rest = records(log_path)
    assert (first["type"], first["format"]) == ("header", FORMAT)
    assert first["source"] == {"name": "clip.mp4", "fps": FPS}
    assert first["profile"] == {"name": "default"} | Profile().model_dump()
    assert first["started_at"][:2] == "20"
    assert "started_at" not in json.dumps(rest)


def test_every_frame_is_one_record_and_what_stays_the_same_is_written_once(log_path):
    assert [record["i"] for record in records(log_path, "frame")] == list(range(FRAMES))
    assert len(records(log_path, "picture")) == 1
    assert len(records(log_path, "judged")) == 3
    assert len(records(log_path, "baseline")) == 1
    assert [record["state"] for record in records(log_path, "tracking")] == ["refused", "ok"]
    assert [record["text"] for record in records(log_path, "notice")] == ["The light is low."]


def test_columns_only_grow_and_each_frame_has_as_many_values(log_path):
    grown = [(record["values"], record["stages"]) for record in records(log_path, "columns")]
    assert grown == [([], ["track"]), (["ear_shoulder", "trunk_lean_deg"], ["track", "measure"])]
    frames = records(log_path, "frame")
    assert frames[0]["values"] is None
    assert frames[0]["ms"] == [10.0]
    assert all(len(frame["values"]) == 2 for frame in frames[5:])


def test_the_end_counts_what_was_written(log_path):
    (end,) = records(log_path, "end")
    assert (end["frames"], end["frames_dropped"], end["frames_with_person"]) == (FRAMES, 2, FRAMES - 5)
    assert (end["reps"], end["events"], end["reason"]) == (1, 1, "finished")
    assert end["timings_ms"]["track"]["p50"] == 11.0


def test_an_event_is_on_disk_when_step_returns_and_frames_within_a_second(tmp_path):
    path = tmp_path / "session.jsonl"
    with SessionLog(path) as log:
        header(log)
        for index in range(34):
            log.step(step(index))
        assert records(path, "opened")[0]["kind"] == "shrug"
        assert records(path, "cue")[0]["sound"] == "shoulders_down"
        assert len(records(path, "frame")) == 34
        log.step(step(34))
        assert len(records(path, "frame")) == 34
        for index in range(35, 60):
            log.step(step(index))
        assert len(records(path, "frame")) >= 60 - FPS


def test_a_log_that_is_there_is_never_overwritten(log_path):
    before = log_path.read_bytes()
    with pytest.raises(OutputError, match=r"Another session writes into the folder .*: choose another --out\.$"):
        SessionLog(log_path)
    assert log_path.read_bytes() == before


def test_close_twice_and_calls_after_it_do_nothing(tmp_path):
    path = tmp_path / "session.jsonl"
    log = SessionLog(path)
    header(log)
    log.step(step(0))
    log.close()
    whole = path.read_bytes()
    log.close()
    log.step(step(33))
    log.end("finished")
    assert path.read_bytes() == whole
    assert len(records(path, "frame")) == 1


def test_a_full_disk_is_told_once_and_leaves_whole_records(tmp_path):
    """The limit on file size stands for the full disk: the same write fails half-way through a line."""
    path = tmp_path / "session.jsonl"
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    told = []
    log = SessionLog(path)
    header(log)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 3001, limits[1]))
    try:
        for index in range(FRAMES):
            try:
                log.step(step(index))
            except OutputError as error:
                told.append(str(error))
        log.end("finished")
        log.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert len(told) == 1
    assert str(path) in told[0]
    session = read_log(path)
    assert session.end is None
    assert "cut off" in session.remark


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a POSIX signal")
def test_a_killed_process_leaves_a_log_that_can_be_read(tmp_path):
    path = tmp_path / "session.jsonl"
    code = (
        "import os, signal, sys; from pathlib import Path; from tests.output.sessions import header, step\n"
        "from livecoach.output.log.log_writer import SessionLog\n"
        "log = SessionLog(Path(sys.argv[1])); header(log)\n"
        "for index in range(60): log.step(step(index))\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL
    session = read_log(path)
    assert session.end is None
    assert len(session.reps) == len(session.events) == 1
    assert len(session.frames) >= 51


def test_percentiles_of_nothing_are_left_out():
    assert percentiles({"track": [1.0, 2.0, 3.0], "encode": []}) == {"track": {"p50": 2.0, "p95": 2.9}}
