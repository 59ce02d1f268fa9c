"""A whole routine with real parts: a camera that shows each exercise when it is time, window, sound.

The clips are rendered people; each waits in its first picture until the set-up check begins, so no machine is too slow.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from livecoach.exercises.catalogue import exercises
from livecoach.output.audio.bank import SoundBank
from tests.e2e.coach import Ended, coach, demo_stream, ended, records, wait_until
from tests.support.display import private_display, require_display_tools
from tests.support.pulse import find_sound, pulse_server
from tests.support.rehearsal import FPS, pictures
from tests.support.stream import MjpegCamera

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.coach import Coach
    from tests.support.pulse import Recording

pytestmark = pytest.mark.e2e

TITLE = "livecoach routine"
PLAN = """\
name = "test"
[[exercise]]
name = "hip_lift_90_90"
breaths = 3
rest_s = 4
[[exercise]]
name = "all_four_reach"
breaths = 3
rest_s = 4
[[exercise]]
name = "pit_pull"
sets = 1
reps = 2
"""
FOLDERS = ("1-hip_lift_90_90", "2-all_four_reach", "3-pit_pull")


@dataclass(frozen=True, slots=True)
class Played:
    """A routine that was killed in its second exercise and led to the end by a second start."""

    killed: Path
    folder: Path
    diary: list[dict[str, Any]]
    heard: Recording
    end: Ended

    def heard_s(self, sound: str) -> list[float]:
        """Return when a phrase was heard, in seconds of the recording."""
        return [offset_s for offset_s, _ in find_sound(self.heard.samples, SoundBank().samples(sound))]


def judged(folder: Path) -> bool:
    """Return whether frames of this exercise have been judged."""
    return any(record["type"] == "frame" for record in records(folder / "session.jsonl"))


def lead(camera: MjpegCamera, clips: dict[str, tuple[bytes, ...]], out: Path, diary: Path, who: Coach) -> None:
    """Do the exercises of ``clips``, by their folder's name, when each is ready, up to the end of its entry."""
    for name, jpegs in clips.items():
        wait_until(lambda folder=out / name: judged(folder), f"the set-up of {name}", who)  # type: ignore[misc]
        done = sum(record["type"] == "item" for record in records(diary))
        camera.show(jpegs)
        wait_until(lambda done=done: items(diary) > done, f"the end of {name}", who)  # type: ignore[misc]


def items(diary: Path) -> int:
    return sum(record["type"] == "item" for record in records(diary))


def play(folder: Path, shared: Path) -> Played:
    require_display_tools()
    (folder / "pulse").mkdir(parents=True)
    (folder / "home").mkdir()
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    diary = folder / "diary.jsonl"
    hip = pictures(shared / "truth/hip_lift/hl00_side.mp4")
    reach = pictures(shared / "truth/all_four/qa00_side.mp4")
    pulls = demo_stream()[::2]
    with (
        pulse_server(folder / "pulse") as pulse,
        pulse.record() as recorder,
        private_display(800, 600) as display,
        MjpegCamera(hip[:1], FPS) as camera,
    ):
        env = display.environment | pulse.env | {"HOME": str(folder / "home"), "XDG_CONFIG_HOME": str(folder / "home")}
        arguments = ("--source", camera.url, "--plan", str(folder / "plan.toml"), "--diary", str(diary))
        arguments += ("--audio", "miniaudio")
        with coach("routine", *arguments, "--out", str(folder / "killed"), env=env) as running:
            lead(camera, {FOLDERS[0]: hip}, folder / "killed", diary, running)
            camera.show(reach[:1])
            wait_until(lambda: judged(folder / "killed" / FOLDERS[1]), "the second exercise", running)
        with coach("routine", *arguments, "--out", str(folder / "out"), env=env) as running:
            lead(camera, {FOLDERS[1]: reach}, folder / "out", diary, running)
            camera.show(pulls[:1])
            lead(camera, {FOLDERS[2]: pulls}, folder / "out", diary, running)
            recorder.wait(8.0)
            display.press(TITLE, "q")
            end = Ended(*running.end())
        heard = recorder.stop()
    return Played(folder / "killed", folder / "out", records(diary), heard, end)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Played:
    """The scenario, played once for all tests."""
    if not {"hip_lift_90_90", "all_four_reach"} <= set(exercises()):
        pytest.skip("needs the exercises on the floor")
    return play(tmp_path_factory.mktemp("routine"), shared)


def test_every_exercise_was_done_to_its_number(played: Played):
    assert [record["type"] for record in played.diary] == ["begin", "item", "item", "item", "end"]
    done = [record["result"] for record in played.diary if record["type"] == "item"]
    assert [(one["index"], one["ending"], one["count"]) for one in done] == [
        (0, "done", 3),
        (1, "done", 3),
        (2, "done", 2),
    ]


def test_a_kill_kept_the_place_and_the_files(played: Played):
    assert (played.killed / FOLDERS[0] / "session.json").is_file()
    assert (played.killed / FOLDERS[1] / "session.jsonl").is_file()
    assert sorted(path.name for path in played.folder.iterdir()) == list(FOLDERS[1:])
    for name in FOLDERS[1:]:
        found = json.loads((played.folder / name / "session.json").read_text("utf-8"))
        assert found["exercise"] == name[2:]
        assert records(played.folder / name / "session.jsonl")[-1]["type"] == "end"


def test_each_how_to_is_spoken_in_order(played: Played):
    wanted = ("day_1_of_10", "hip_lift_90_90", "camera_floor", "lift_lie", "lift_tuck", "lift_hold")
    at_s = [played.heard_s(sound) for sound in wanted]
    assert all(at_s), dict(zip(wanted, at_s, strict=True))
    assert [one[0] for one in at_s] == sorted(one[0] for one in at_s)
    after_kill = ("routine_resumed", "all_four_reach", "reach_kneel", "reach_push", "reach_hold")
    after_kill += ("pit_pull", "camera_chest", "pull_reach", "pull_drive", "pull_hold")
    at_s = [played.heard_s(sound) for sound in after_kill]
    assert all(at_s), dict(zip(after_kill, at_s, strict=True))
    assert [one[-1] for one in at_s] == sorted(one[-1] for one in at_s)


def test_the_breaths_are_counted_aloud_and_the_end_is_told(played: Played):
    assert len(played.heard_s("breath_3")) == 2
    assert len(played.heard_s("routine_done")) == 1
    assert played.heard_s("routine_done")[0] > played.heard_s("pull_hold")[-1]


def test_it_ends_on_q_and_tells_what_was_done(played: Played):
    assert (played.end.code, played.end.err) == (0, "")
    assert played.end.out.splitlines() == [
        "Day 1 of 10",
        *(
            f"{exercises()[name[2:]].title('en')}: {done}"
            for name, done in zip(FOLDERS, ("3 of 3 breaths", "3 of 3 breaths", "2 of 2 reps"), strict=True)
        ),
        f"Written to {played.folder}",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--plan", "{folder}/none.toml"),
            "Cannot read the plan {folder}/none.toml: there is no such file or folder; check the name and the folder.",
        ),
        (
            ("--plan", "{folder}/wrong.toml"),
            "{folder}/wrong.toml: exercise 1: rep = 3 is not an option: the nearest name is reps.",
        ),
        (
            ("--diary", "{folder}"),
            "Cannot read the diary {folder}: it is a folder; fix that, or give --diary FILE.",
        ),
        (("--source", "{folder}/none.mp4"), "There is no clip {folder}/none.mp4: check the name and the folder."),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(tmp_path: Path, arguments: tuple[str, ...], said: str):
    (tmp_path / "wrong.toml").write_text('[[exercise]]\nname = "pit_pull"\nrep = 3\n', encoding="utf-8")
    given = [one.format(folder=tmp_path) for one in arguments]
    out = tmp_path / "out"
    where = [] if "--diary" in given else ["--diary", str(tmp_path / "diary.jsonl")]
    result = ended("routine", "--headless", "--audio", "none", "--out", str(out), *where, *given)
    assert (result.code, result.out, result.sentence()) == (1, "", said.format(folder=tmp_path))
    assert not out.exists()
