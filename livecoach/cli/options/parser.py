"""The command line: commands, options, their help, and what to answer to a slip of the finger."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

from livecoach import __version__
from livecoach.cli.options import numbers, profile_help
from livecoach.cli.options.breath import add_breath_options
from livecoach.cli.options.mobility import add_mobility
from livecoach.cli.options.posture import add_posture
from livecoach.cli.options.routine import add_routine
from livecoach.cli.options.session import add_keeping_options, add_recording_options, add_session_commands
from livecoach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AUDIO_BACKENDS = ("auto", "miniaudio", "simpleaudio", "none")
FEEDBACK = ("always", "fading", "summary")
EXERCISE = "pit_pull"
_FROM_PROFILE = "profile: "
"""Begins the help of an option that overrides the key of the profile named after it."""

_MAIN = """\
examples:
  livecoach demo                                   coach the bundled clip
  livecoach live                                   coach the webcam, of several the one you choose
  livecoach live --source http://phone:8080/video  coach through a phone
  livecoach routine                                the daily routine, exercise by exercise
  livecoach analyze set.mp4 --out results          judge a clip
  livecoach eval clips --report accuracy.md        how often the verdicts on labelled clips are right
  livecoach posture --help                         photos from before and after
  livecoach mobility --help                        how far elbows and head go
  livecoach tune results/set                       set the limits by looking at a session
  livecoach kept                                   what is kept of whom for the next session
  livecoach highlights results/set                 its faults beside its best rep, in a short clip
  livecoach doctor                                 say what works on this computer

exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped with Ctrl-C
"""
_LIVE = """\
examples:
  livecoach live
  livecoach live --source 1 --profile gentle --tones
  livecoach live --source rtsp://192.168.1.20/stream --record set.mp4
  livecoach live --record show.mp4 --record-privacy blur-face --highlights
  livecoach live --sets 3 --reps 10 --rest 60
  livecoach live --headless --seconds 60 --out results

keys in the window: h shows them all, q ends the session
"""
_ANALYZE = """\
examples:
  livecoach analyze set.mp4 --out results
  livecoach analyze monday/*.mp4 --out results --profile strict --no-video

for each clip: OUT/<name>/session.jsonl, session.json, frames.csv and annotated.mp4
"""
_DEMO = """\
examples:
  livecoach demo
  livecoach demo --headless --out demo-results
"""
_EVAL = """\
examples:
  livecoach eval clips --landmarks seen                        look at the clips once, keep what was seen in seen/
  livecoach eval clips --landmarks seen --report accuracy.md   the next run takes seconds
  livecoach eval clips --landmarks seen --sweep shrug.limit=0.008:0.03:0.001 --report sweep

a folder holds clips and their labels.json or labels.csv, described in docs/labels.md; the report is accuracy.md, with
.json, .csv (every rep) and .svg (the curve of a sweep) beside it
"""
_DOCTOR = """\
examples:
  livecoach doctor

exit code 1 means that clips cannot be coached here; a missing camera, sound device or display is only noted
"""


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Puts the profile's meaning, range and default in place of its key, when help is really shown."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        text = action.help or ""
        if not text.startswith(_FROM_PROFILE):
            return text
        return profile_help.texts()[text.removeprefix(_FROM_PROFILE)].replace("%", "%%")


class _Parser(argparse.ArgumentParser):
    """Raises UsageError instead of exiting, and names the nearest right word for a wrong one."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=_HelpFormatter, **settings)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")

    def option_names(self) -> list[str]:
        """Return the names of all options, those of actions of this command among them."""
        names = [name for action in self._actions for name in action.option_strings]
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                names += [name for parser in action.choices.values() for name in parser.option_names()]
        return names

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            wanted = [str(choice) for choice in action.choices]
            message = f"{value!r} is not one of {', '.join(wanted)}{_did_you_mean(value, wanted)}"
            raise argparse.ArgumentError(action, message)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the parsed arguments, ``command`` among them; raise UsageError, or SystemExit after --help and --version.

    ``model``, ``audio``, ``volume``, ``style`` and ``mirror`` are None where the profile decides.
    """
    parser, commands = build()
    arguments, rest = parser.parse_known_args(argv)
    if arguments.command is None:
        raise UsageError(f"say what to do: {', '.join(commands)}; see livecoach --help")
    command = commands[arguments.command]
    if rest:
        near = _did_you_mean(rest[0].split("=")[0], command.option_names()) if rest[0].startswith("-") else ""
        command.error(f"unknown argument {rest[0]}{near}")
    if arguments.command == "live" and arguments.record_raw and arguments.record_privacy != "off":
        command.error("--record-raw shows everybody: leave it out with --record-privacy")
    if arguments.command == "mobility" and arguments.out and not arguments.history:
        command.error("--out is for the chart of all measurements: add --history")
    if arguments.command == "analyze":
        _require(command, arguments)
    if arguments.command == "eval" and not arguments.folders:
        command.error("name at least one folder of labelled clips")
    return arguments


def build() -> tuple[argparse.ArgumentParser, dict[str, _Parser]]:
    """Return the parser and the parser of each command by name."""
    parser = _Parser(
        prog="livecoach",
        description="Coaches the breathing pit pull: counts reps, flags shrugging, arching and a poking head.",
        epilog=_MAIN,
    )
    parser.add_argument("--version", action="version", version=f"livecoach {__version__}")
    added = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    live = added.add_parser("live", help="coach a camera", description="Coach a live camera.", epilog=_LIVE)
    analyze = added.add_parser(
        "analyze",
        help="judge clips and write what was found",
        description="Judge clips and write what was found.",
        usage="livecoach analyze [options] CLIP [CLIP ...] --out DIR",
        epilog=_ANALYZE,
    )
    demo = added.add_parser("demo", help="coach the bundled clip", description="Coach the bundled clip.", epilog=_DEMO)
    evaluation = added.add_parser(
        "eval",
        help="say how often the verdicts on labelled clips are right",
        description="Judge labelled clips and say how often the verdicts are right.",
        usage="livecoach eval [options] DIR [DIR ...]",
        epilog=_EVAL,
    )
    posture = add_posture(added, _sound_options, numbers.height_cm)
    routine = add_routine(added, _sound_options)
    mobility = add_mobility(added, _sound_options)
    of_sessions = add_session_commands(added)
    doctor = added.add_parser(
        "doctor",
        help="say what works on this computer",
        description="Say what works on this computer and what to do about the rest.",
        epilog=_DOCTOR,
    )
    _live_options(live)
    _analyze_options(analyze)
    _demo_options(demo)
    _eval_options(evaluation)
    commands = {"live": live, "analyze": analyze, "demo": demo, "eval": evaluation}
    commands |= {"posture": posture, "routine": routine, "mobility": mobility}
    return parser, commands | of_sessions | {"doctor": doctor}


def _live_options(parser: _Parser) -> None:
    parser.add_argument(
        "--source",
        action="append",
        metavar="SOURCE",
        help="webcam's number, clip, or http:// or rtsp:// address; of several you choose one (default: the webcams)",
    )
    _judging_options(parser)
    parser.add_argument("--record", metavar="PATH", help="record the annotated clip, with its sound, into this file")
    add_recording_options(parser)
    _sound_options(parser)
    _leading_options(parser)
    add_breath_options(parser)
    add_keeping_options(parser, f"{_FROM_PROFILE}session.keep")
    parser.add_argument("--mirror", action=argparse.BooleanOptionalAction, help=f"{_FROM_PROFILE}camera.mirror")
    _window_options(parser)
    parser.add_argument("--seconds", type=numbers.positive, metavar="N", help="end the session after this long")
    parser.add_argument("--out", metavar="DIR", help="folder of the session's files")


def _analyze_options(parser: _Parser) -> None:
    parser.add_argument("clips", nargs="*", metavar="CLIP", help="a clip, or several")
    parser.add_argument("--out", metavar="DIR", help="folder for the results, one folder in it for each clip")
    _judging_options(parser)
    parser.add_argument(
        "--no-video", dest="video", action="store_false", help="write no annotated.mp4, which is faster"
    )
    parser.add_argument("--person", metavar="NAME", help="judge by the calibration that is kept of this person")
    parser.add_argument("--overwrite", action="store_true", help="replace results that are already there")


def _demo_options(parser: _Parser) -> None:
    parser.add_argument("--out", metavar="DIR", help="folder of the results (default: a new one in livecoach-out)")
    _judging_options(parser)
    _sound_options(parser)
    _window_options(parser)


def _eval_options(parser: _Parser) -> None:
    parser.add_argument("folders", nargs="*", metavar="DIR", help="a folder of labelled clips, or several")
    parser.add_argument(
        "--landmarks", metavar="DIR", help="folder of recorded landmarks; what is missing there is recorded into it"
    )
    parser.add_argument("--recorded-only", action="store_true", help="leave out clips without recorded landmarks")
    parser.add_argument("--renew", action="store_true", help="let the eye look at all clips again, landmarks stay")
    parser.add_argument("--report", metavar="OUT", help="write the report to OUT.md, or into the folder OUT")
    parser.add_argument("--overwrite", action="store_true", help="replace a report that is already there")
    parser.add_argument(
        "--sweep", metavar="KEY=A:B:STEP", help="try each value of a number of the profile: precision against recall"
    )
    parser.add_argument(
        "--jobs", type=numbers.jobs, default=2, metavar="N", help="processes at work (default: %(default)s)"
    )
    _judging_options(parser)


def _judging_options(parser: _Parser) -> None:
    parser.add_argument("--exercise", default=EXERCISE, metavar="NAME", help="what is done (default: %(default)s)")
    parser.add_argument("--profile", metavar="NAME|FILE", help="gentle, strict, one of your own, or a .toml file")
    parser.add_argument("--model", metavar="lite|full|PATH", help=f"{_FROM_PROFILE}model.name")


def _sound_options(parser: _Parser) -> None:
    parser.add_argument("--audio", choices=AUDIO_BACKENDS, metavar="NAME", help=f"{_FROM_PROFILE}audio.backend")
    parser.add_argument("--volume", type=numbers.volume, metavar="V", help=f"{_FROM_PROFILE}audio.volume")
    style = parser.add_mutually_exclusive_group()
    style.add_argument("--voice", dest="style", action="store_const", const="voice", help="spoken cues")
    style.add_argument("--tones", dest="style", action="store_const", const="tones", help="tones instead of words")


def _leading_options(parser: _Parser) -> None:
    parser.add_argument("--sets", type=int, metavar="N", help=f"{_FROM_PROFILE}session.sets")
    parser.add_argument("--reps", type=int, metavar="N", help=f"{_FROM_PROFILE}session.reps")
    parser.add_argument("--rest", type=numbers.positive, metavar="S", help=f"{_FROM_PROFILE}session.rest_s")
    parser.add_argument("--guide", action=argparse.BooleanOptionalAction, help=f"{_FROM_PROFILE}session.guide")
    parser.add_argument("--feedback", choices=FEEDBACK, metavar="MODE", help=f"{_FROM_PROFILE}cue.feedback")
    parser.add_argument("--count", action=argparse.BooleanOptionalAction, help=f"{_FROM_PROFILE}cue.count_aloud")


def _window_options(parser: _Parser) -> None:
    parser.add_argument("--headless", action="store_true", help="open no window")


def _require(parser: _Parser, arguments: argparse.Namespace) -> None:
    if not arguments.clips:
        parser.error("name at least one clip")
    if arguments.out is None:
        parser.error("say with --out DIR where the results go")


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    import difflib

    bare = {name.lstrip("-"): name for name in known}
    near = difflib.get_close_matches(word.lstrip("-"), bare, n=1)
    return f" (did you mean {bare[near[0]]}?)" if near else ""
