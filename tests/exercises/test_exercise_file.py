"""Exercises from TOML: what is read, and what is said about a file with faults."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from livecoach.config.load import load_profile
from livecoach.config.schema import Profile
from livecoach.core.resources import configs_folder
from livecoach.core.types import View
from livecoach.errors import ProfileError
from livecoach.exercises.catalogue import exercises
from livecoach.exercises.exercise_file import load_exercise, parse_exercise
from livecoach.exercises.patterns import PATTERNS
from livecoach.session.factory import chosen_profile

EXAMPLE = configs_folder() / "exercises" / "examples" / "band_row.toml"
LEAST = 'name = "mine"\ntitle = "Mine"\nmovement = "pull"\n'


def faults(text: str) -> list[str]:
    with pytest.raises(ProfileError) as caught:
        parse_exercise(text, "mine.toml")
    lines = str(caught.value).splitlines()
    assert all(line.startswith("mine.toml: ") for line in lines)
    return [line.removeprefix("mine.toml: ") for line in lines]


def faults_or_none(text: str) -> list[str] | None:
    """The lines about a file's faults, None for a file without any."""
    try:
        parse_exercise(text, "x")
    except ProfileError as error:
        return str(error).splitlines()
    return None


def test_the_documented_example_is_read() -> None:
    exercise = load_exercise(EXAMPLE)
    assert (exercise.name, exercise.title("en"), exercise.title("de")) == (
        "band_row",
        "Row with a band",
        "Rudern mit Band",
    )
    assert [fault.id for fault in exercise.faults] == ["shrug", "lumbar_extension"]
    assert exercise.corrections("de") == {"shrug": "Schultern weg von den Ohren"}
    assert exercise.views == {View.THREE_QUARTER_FRONT, View.SIDE}
    assert (exercise.dose.sets, exercise.dose.count) == (3, 12)
    assert exercise.spoken_title("en") == "Row with a band"
    assert exercise.how[1] == "pull_reach"


@pytest.mark.parametrize("movement", PATTERNS)
def test_three_lines_are_enough_and_judge_all_that_the_movement_can(movement: str) -> None:
    exercise = parse_exercise(f'name = "mine"\ntitle = "Mine"\nmovement = "{movement}"\n', "x")
    pattern = PATTERNS[movement]
    assert exercise.faults == pattern.faults == exercises()[pattern.standard].faults
    assert exercise.views == pattern.views
    assert exercise.title("de") == "Mine"


def test_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + LEAST.encode())
    assert load_exercise(path).name == "mine"
    (tmp_path / "profile.toml").write_bytes(b"\xef\xbb\xbfsensitivity = 7\n")
    assert load_profile(str(tmp_path / "profile.toml")).sensitivity == 7


def test_all_faults_of_a_file_are_told_together() -> None:
    text = """
name = "Band Row"
movment = "pull"
title = { fr = "x" }
movement = "pull"
how = ["pull_reech", "Fine so", 3, "a\\nb"]
views = ["side", "top"]
dose = { sets = 99, cnt = 3, lead = 3 }
[[faults]]
id = "shrugg"
[[faults]]
id = "shrug"
cue = 3
[[faults]]
id = "shrug"
limit = 4
[[faults]]
cue = "Well"
[limits]
shrug.limit = 9
shrug.enabled = false
shrug.limt = 0.02
head_protrusion.limit = 0.02
reps.leave = 0.6
"""
    told = faults(text)
    for said in (
        'movment = "pull" is not an option: the nearest name is movement.',
        "title = {...} is not allowed: text of 1 to 120 letters in one line, or one for each of en, de.",
        "dose.sets = 99 is not allowed: whole number from 1 to 10 sets.",
        "dose.cnt = 3 is not an option: the nearest name is count.",
        "dose.lead = 3 is not allowed: true or false.",
        "faults 3: limit = 4 is not an option: remove it; docs/exercises.md lists all.",
        "faults 4: id is missing: write which fault, by its id.",
        'name = "Band Row" is not allowed: small letters, digits and underscores, beginning with a letter, 40 at most.',
        'how 1: "pull_reech" is not a sound: the nearest name is pull_reach.',
        'how 4: "a\\nb" is not allowed: text of 1 to 120 letters in one line.',
        'views: "top" is not allowed: choose one of back, front, side, three_quarter_back, three_quarter_front.',
        'faults 1: id = "shrugg" is not judged in pull: the nearest name is shrug.',
        'faults 3: id = "shrug" is there twice: leave one out.',
        "limits.shrug.limit = 9 is not allowed: number from 0.003 to 0.08 torso lengths.",
        "limits.shrug.enabled cannot be set here: list the faults that are judged under [[faults]].",
        "limits.shrug.limt = 0.02 is not an option: the nearest name is shrug.limit.",
        "limits.head_protrusion cannot be set here: choose one of shrug, reps.",
        "limits.[reps]: leave 0.6 must lie below enter 0.5.",
    ):
        assert said in told
    assert any(line.startswith("faults 2: cue = 3 is not allowed") for line in told)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "name is missing: write what files and folders call it."),
        (LEAST.replace("pull", "pul"), 'movement = "pul" is not allowed: the nearest name is pull.'),
        (LEAST.replace('"mine"', '"rest"'), 'name = "rest" is taken by livecoach itself: choose another.'),
        (LEAST.replace("pull", "hip_lift") + "dose.count = 31\n", "dose.count = 31 is not allowed: at most 30"),
        (LEAST.replace("pull", "hip_lift") + 'views = ["front"]\n', 'views: "front" is not allowed: hip_lift is'),
        (
            LEAST.replace("pull", "all_four_reach") + '[[faults]]\nid = "neck_crane"\n',
            "faults: reach_lost is always judged in all_four_reach: list it as well.",
        ),
        (
            LEAST + "limits.camera.fps = 30\n",
            "limits.camera cannot be set here: choose one of shrug, lumbar_extension,",
        ),
        (LEAST + f"how = {['Well'] * 13}\n", "how = {...} is not allowed: a list of at most 12 sentences."),
        (LEAST + "x ==\n", "not valid TOML: "),
        (LEAST + f"limits.shrug.limit = {math.inf}\n", "limits.shrug.limit = Infinity is not allowed"),
    ],
)
def test_each_fault_has_its_sentence(text: str, said: str) -> None:
    assert any(line.startswith(said) for line in faults(text))


@given(text=st.text(max_size=80))
def test_any_text_is_an_exercise_or_a_profile_error(text: str) -> None:
    for content in (text, LEAST + text, f"{LEAST}how = [{text}]", f"{LEAST}[[faults]]\n{text}"):
        assert faults_or_none(content) != []


values = st.recursive(
    st.booleans() | st.integers(-99, 99) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["en", "shrug", "limit", "id"]), inner),
    max_leaves=6,
)


@given(
    key=st.sampled_from(["name", "title", "movement", "views", "how", "dose", "faults", "limits", "x"]), value=values
)
def test_any_value_of_any_key_is_taken_or_told(key: str, value: object) -> None:
    text = "\n".join(line for line in LEAST.splitlines() if not line.startswith(f"{key} "))
    # A key after a table would belong to it: the rest of the file comes first.
    told = faults_or_none(f"{text}\n{tomlkit.dumps({key: value})}")
    assert told is None or all(line.startswith("x: ") for line in told)


def test_a_file_that_is_too_large_or_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"#" * 300_000)
    with pytest.raises(ProfileError, match=r"the exercise .*mine\.toml is larger than 256 kB"):
        load_exercise(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProfileError, match=r"the exercise .*mine\.toml is not UTF-8 text"):
        load_exercise(path)
    with pytest.raises(ProfileError, match="Cannot read the exercise"):
        load_exercise(tmp_path / "none.toml")


def test_the_command_line_comes_before_the_exercise_and_that_before_the_profile(tmp_path: Path) -> None:
    anna = tmp_path / "anna.toml"
    anna.write_text("shrug.limit = 0.02\nlumbar_extension.limit = 9.0\nsession.reps = 5\n")
    exercise = load_exercise(EXAMPLE)
    chosen = chosen_profile(str(anna), {"session.reps": 6, "session.sets": None}, exercise)
    assert (chosen.profile.fault("shrug").limit, chosen.profile.fault("lumbar_extension").limit) == (0.016, 9.0)
    assert (chosen.profile.session.reps, chosen.profile.session.sets) == (6, 3)
    assert chosen.stored.fault("shrug").limit == 0.02


def test_a_profile_and_an_exercise_that_exclude_each_other_say_so(tmp_path: Path) -> None:
    anna = tmp_path / "anna.toml"
    anna.write_text("reps.enter = 0.45\n")
    exercise = parse_exercise(LEAST + "limits.reps.leave = 0.46\n", "x")
    with pytest.raises(ProfileError, match=r"the exercise mine: .*leave 0.46 must lie below enter 0.45"):
        chosen_profile(str(anna), {}, exercise)


def test_fewer_faults_of_a_hold_are_judged_when_fewer_are_listed() -> None:
    text = LEAST.replace("pull", "all_four_reach") + '[[faults]]\nid = "reach_lost"\n[[faults]]\nid = "low_back_sag"\n'
    exercise = parse_exercise(text, "x")
    assert [fault.id for fault in exercise.faults] == ["reach_lost", "low_back_sag"]
    assert exercise.hold is not None
    assert [drift.fault.id for drift in exercise.hold.drifts] == ["low_back_sag"]


def test_without_an_exercise_the_profile_stays_as_it_is() -> None:
    assert chosen_profile(None, {}, None).profile == Profile()
