from __future__ import annotations

import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.cli.options import parser, session
from livecoach.config.schema import Audio, CueSection, Profile
from livecoach.errors import UsageError
from livecoach.render.privacy import Privacy

COMMANDS = ("live", "analyze", "demo", "eval", "posture", "routine", "mobility", "tune", "highlights", "doctor")
# The contract: names and defaults as agreed for the first release.
LIVE = {
    "command": "live",
    "source": None,
    "exercise": "pit_pull",
    "profile": None,
    "record": None,
    "record_raw": False,
    "record_privacy": "off",
    "highlights": False,
    "audio": None,
    "volume": None,
    "style": None,
    "model": None,
    "mirror": None,
    "headless": False,
    "seconds": None,
    "out": None,
    "sets": None,
    "reps": None,
    "rest": None,
    "person": None,
    "keep": None,
    "pace": None,
    "breaths_per_rep": None,
    "guide": None,
    "feedback": None,
    "count": None,
}
ANALYZE = {
    "command": "analyze",
    "clips": ["a.mp4", "b.mp4"],
    "out": "results",
    "exercise": "pit_pull",
    "profile": None,
    "model": None,
    "video": True,
    "person": None,
    "overwrite": False,
}


def test_live_without_options():
    assert vars(parser.parse(["live"])) == LIVE


def test_routine_without_options_and_with_all():
    assert vars(parser.parse(["routine"])) == {
        "command": "routine",
        "source": None,
        "plan": None,
        "restart": False,
        "diary": None,
        "profile": None,
        "model": None,
        "person": None,
        "keep": None,
        "audio": None,
        "volume": None,
        "style": None,
        "mirror": None,
        "headless": False,
        "out": None,
    }
    line = "routine --source a.mp4 --plan p.toml --restart --diary d --profile p --model lite --audio none --volume 0.5"
    found = vars(parser.parse(f"{line} --tones --no-mirror --headless --out o --person Anna --no-keep".split()))
    assert (found["plan"], found["restart"], found["diary"], found["mirror"]) == ("p.toml", True, "d", False)
    assert (found["person"], found["keep"]) == ("Anna", False)


def test_live_with_every_option():
    line = "live --source rtsp://h/s --exercise e --profile p.toml --record r.mp4 --audio none --volume 0.5 --tones"
    line += " --record-privacy blur-face --highlights"
    line += " --model heavy.task --no-mirror --headless --seconds 2.5 --out d"
    line += (
        " --sets 3 --reps 10 --rest 45 --no-guide --feedback fading --no-count --pace --breaths-per-rep 2 --person Anna"
    )
    line += " --no-keep"
    assert vars(parser.parse(line.split())) == {
        "command": "live",
        "source": ["rtsp://h/s"],
        "exercise": "e",
        "profile": "p.toml",
        "record": "r.mp4",
        "record_raw": False,
        "record_privacy": "blur-face",
        "highlights": True,
        "audio": "none",
        "volume": 0.5,
        "style": "tones",
        "model": "heavy.task",
        "mirror": False,
        "headless": True,
        "seconds": 2.5,
        "out": "d",
        "sets": 3,
        "reps": 10,
        "rest": 45.0,
        "guide": False,
        "feedback": "fading",
        "count": False,
        "person": "Anna",
        "keep": False,
        "pace": True,
        "breaths_per_rep": 2,
    }


def test_analyze_with_and_without_options():
    assert vars(parser.parse(["analyze", "a.mp4", "b.mp4", "--out", "results"])) == ANALYZE
    flags = ["--no-video", "--overwrite", "--model", "lite", "--person", "Anna"]
    assert vars(parser.parse(["analyze", "a.mp4", "b.mp4", "--out", "results", *flags])) == ANALYZE | {
        "video": False,
        "overwrite": True,
        "model": "lite",
        "person": "Anna",
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "",
            "choose a command: live, analyze, demo, eval, posture, routine, mobility, tune, highlights, calibrations, "
            "kept, doctor",
        ),
        (
            "analyse a --out b",
            "'analyse' is not one of live, analyze, demo, eval, posture, routine, mobility, tune, highlights, "
            "calibrations, kept, doctor (did you mean analyze?)",
        ),
        ("live --record-raw --record-privacy skeleton", "--record-raw shows everybody: leave it out"),
        ("mobility --out a.png", "--out is for the chart of all measurements: add --history"),
        ("analyze a --ot b", "unknown argument --ot (did you mean --out?)"),
        ("analyze a --out b --no-vidoe", "(did you mean --no-video?)"),
        ("analyze a --out b --overwrit=1", "(did you mean --overwrite?)"),
        ("analyze --out b", "name at least one clip"),
        ("analyze a", "use --out DIR to choose"),
        ("live --audio minaudio", "(did you mean miniaudio?)"),
        ("live --volume 1.5", "'1.5' is not a number from 0 to 1"),
        ("live --volume nan", "'nan' is not a number from 0 to 1"),
        ("live --seconds 0", "'0' is not a number above 0"),
        ("live --seconds inf", "'inf' is not a number above 0"),
        ("live --seconds soon", "'soon' is not a number above 0"),
        ("live --voice --tones", "not allowed with argument --voice"),
        ("live --prof gentle", "(did you mean --profile?)"),
        ("live 1", "unknown argument 1"),
        ("live --source", "expected one argument"),
        ("doctor --zzzz", "unknown argument --zzzz;"),
    ],
)
def test_wrong_usage_is_one_sentence_that_helps(line: str, said: str):
    with pytest.raises(UsageError) as error:
        parser.parse(line.split())
    assert said in str(error.value)
    assert str(error.value).endswith("--help")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("volume", ["0", "1", "0.35"])
def test_both_ends_of_the_volume_are_allowed(volume: str):
    assert parser.parse(["live", "--volume", volume]).volume == float(volume)


@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_argument_list_is_parsed_or_refused(argv: list[str]):
    try:
        parsed = parser.parse(argv)
    except UsageError:
        return
    except SystemExit as exit_:
        assert exit_.code in (0, None)  # noqa: PT017 -- both outcomes are right
        return
    assert parsed.command in COMMANDS


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_shows_examples(command: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as exit_:
        parser.parse([command, "--help"] if command else ["--help"])
    assert exit_.value.code in (0, None)
    assert f"examples:\n  livecoach {command}" in capsys.readouterr().out


def test_the_schema_is_the_source_of_choices_meanings_and_defaults(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    assert typing.get_args(Audio.model_fields["backend"].annotation) == parser.AUDIO_BACKENDS
    assert typing.get_args(CueSection.model_fields["feedback"].annotation) == parser.FEEDBACK
    monkeypatch.setenv("COLUMNS", "400")
    with pytest.raises(SystemExit):
        parser.parse(["live", "--help"])
    shown = capsys.readouterr().out
    profile = Profile()
    for section, name, default in [
        (profile.audio, "backend", "auto"),
        (profile.audio, "volume", "0.8"),
        (profile.camera, "mirror", "true"),
        (profile.model, "name", "full"),
    ]:
        meaning = type(section).model_fields[name].description
        assert str(getattr(section, name)).lower() == default
        [described] = [line for line in shown.splitlines() if meaning in line]
        assert f"; default: {default})" in described


def test_every_kind_of_privacy_can_be_asked_for():
    assert tuple(Privacy) == session.PRIVACIES
