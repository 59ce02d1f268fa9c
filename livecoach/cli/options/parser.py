"""The command line: commands, options, their help, and what to answer to a slip of the finger."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

from livecoach import __version__
from livecoach.cli.options import examples, numbers, profile_help
from livecoach.cli.options.breath import add_breath_options
from livecoach.cli.options.language import argparse_in, localise
from livecoach.cli.options.mobility import add_mobility
from livecoach.cli.options.posture import add_posture
from livecoach.cli.options.routine import add_routine
from livecoach.cli.options.session import add_keeping_options, add_recording_options, add_session_commands
from livecoach.core.words.message import Message, _
from livecoach.core.words.translator import translator
from livecoach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AUDIO_BACKENDS = ("auto", "miniaudio", "simpleaudio", "none")
FEEDBACK = ("always", "fading", "summary")
EXERCISE = "pit_pull"
_NOTHING = Message()
_FROM_PROFILE = "profile: "
"""Begins the help of an option that overrides the key of the profile named after it."""


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Puts the profile's meaning, range and default in place of its key, when help is really shown."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        text = action.help or ""
        if not text.startswith(_FROM_PROFILE):
            return text
        return profile_help.text(text.removeprefix(_FROM_PROFILE), translator()).replace("%", "%%")


class _Parser(argparse.ArgumentParser):
    """Raises UsageError instead of exiting, and names the nearest right word for a wrong one."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=_HelpFormatter, **settings)

    def error(self, message: str) -> NoReturn:
        raise UsageError(translator()(_("{}; see {} --help"), translator()(message), self.prog))

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
            message = _("{!r} is not one of {}{}").format(value, ", ".join(wanted), _did_you_mean(value, wanted))
            raise argparse.ArgumentError(action, translator()(message))


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the parsed arguments, ``command`` among them; raise UsageError, or SystemExit after --help and --version.

    ``model``, ``audio``, ``volume``, ``style`` and ``mirror`` are None where the profile decides.
    """
    words = translator()
    with argparse_in(words):
        parser, commands = build()
        localise(parser, words)
        arguments, rest = parser.parse_known_args(argv)
    if arguments.command is None:
        raise UsageError(_("choose a command: {}; see livecoach --help").format(", ".join(commands)))
    command = commands[arguments.command]
    if rest:
        near = _did_you_mean(rest[0].split("=")[0], command.option_names()) if rest[0].startswith("-") else _NOTHING
        command.error(_("unknown argument {}{}").format(rest[0], near))
    if arguments.command == "live" and arguments.record_raw and arguments.record_privacy != "off":
        command.error(_("--record-raw shows everybody: leave it out with --record-privacy"))
    if arguments.command == "mobility" and arguments.out and not arguments.history:
        command.error(_("--out is for the chart of all measurements: add --history"))
    if arguments.command == "analyze":
        _require(command, arguments)
    if arguments.command == "eval" and not arguments.folders:
        command.error(_("name at least one folder of labelled clips"))
    return arguments


def build() -> tuple[argparse.ArgumentParser, dict[str, _Parser]]:
    """Return the parser and the parser of each command by name."""
    parser = _Parser(
        prog="livecoach",
        description=_(
            "Coaches the breathing pit pull with a camera: counts reps and reports a shrug, an "
            "arched back, a forward head and an uneven pull."
        ),
        epilog=examples.MAIN,
    )
    parser.add_argument("--version", action="version", version=f"livecoach {__version__}")
    added = parser.add_subparsers(dest="command", metavar=_("COMMAND"), parser_class=_Parser)
    live = added.add_parser(
        "live", help=_("coach with a live camera"), description=_("Coach with a live camera."), epilog=examples.LIVE
    )
    analyze = added.add_parser(
        "analyze",
        help=_("analyze clips and write the results"),
        description=_("Analyze clips and write the results."),
        usage=_("livecoach analyze [options] CLIP [CLIP ...] --out DIR"),
        epilog=examples.ANALYZE,
    )
    demo = added.add_parser(
        "demo", help=_("coach the bundled clip"), description=_("Coach the bundled clip."), epilog=examples.DEMO
    )
    evaluation = added.add_parser(
        "eval",
        help=_("measure the accuracy on labelled clips"),
        description=_("Analyze labelled clips and report the accuracy."),
        usage=_("livecoach eval [options] DIR [DIR ...]"),
        epilog=examples.EVAL,
    )
    posture = add_posture(added, _sound_options, numbers.height_cm)
    routine = add_routine(added, _sound_options)
    mobility = add_mobility(added, _sound_options)
    of_sessions = add_session_commands(added)
    doctor = added.add_parser(
        "doctor",
        help=_("check what works on this computer"),
        description=_("Check what works on this computer and what to do about the rest."),
        epilog=examples.DOCTOR,
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
        metavar=_("SOURCE"),
        help=_(
            "number of a webcam, clip, or http:// or rtsp:// address; with several, you choose one "
            "(default: the webcams)"
        ),
    )
    _judging_options(parser)
    parser.add_argument(
        "--record", metavar=_("PATH"), help=_("record the annotated clip, with its sound, into this file")
    )
    add_recording_options(parser)
    _sound_options(parser)
    _leading_options(parser)
    add_breath_options(parser)
    add_keeping_options(parser, f"{_FROM_PROFILE}session.keep")
    parser.add_argument("--mirror", action=argparse.BooleanOptionalAction, help=f"{_FROM_PROFILE}camera.mirror")
    _window_options(parser)
    parser.add_argument("--seconds", type=numbers.positive, metavar="N", help=_("end the session after N seconds"))
    parser.add_argument("--out", metavar=_("DIR"), help=_("folder of the session's files"))


def _analyze_options(parser: _Parser) -> None:
    parser.add_argument("clips", nargs="*", metavar=_("CLIP"), help=_("one or more clips"))
    parser.add_argument(
        "--out", metavar=_("DIR"), help=_("folder for the results; each clip gets its own folder in it")
    )
    _judging_options(parser)
    parser.add_argument(
        "--no-video", dest="video", action="store_false", help=_("write no annotated.mp4, which is faster")
    )
    parser.add_argument("--person", metavar=_("NAME"), help=_("use the calibration kept for this person"))
    parser.add_argument("--overwrite", action="store_true", help=_("replace existing results"))


def _demo_options(parser: _Parser) -> None:
    parser.add_argument(
        "--out", metavar=_("DIR"), help=_("folder for the results (default: a new one in livecoach-out)")
    )
    _judging_options(parser)
    _sound_options(parser)
    _window_options(parser)


def _eval_options(parser: _Parser) -> None:
    parser.add_argument("folders", nargs="*", metavar=_("DIR"), help=_("one or more folders of labelled clips"))
    parser.add_argument(
        "--landmarks",
        metavar=_("DIR"),
        help=_("folder of recorded landmarks; missing ones are recorded into it"),
    )
    parser.add_argument("--recorded-only", action="store_true", help=_("leave out clips without recorded landmarks"))
    parser.add_argument(
        "--renew", action="store_true", help=_("run the networks on all clips again; recorded landmarks stay")
    )
    parser.add_argument("--report", metavar=_("OUT"), help=_("write the report to OUT.md, or into the folder OUT"))
    parser.add_argument("--overwrite", action="store_true", help=_("replace an existing report"))
    parser.add_argument(
        "--sweep",
        metavar=_("KEY=A:B:STEP"),
        help=_("try a range of values for one option: precision against recall"),
    )
    parser.add_argument(
        "--jobs", type=numbers.jobs, default=2, metavar="N", help=_("number of processes (default: %(default)s)")
    )
    _judging_options(parser)


def _judging_options(parser: _Parser) -> None:
    parser.add_argument(
        "--exercise",
        default=EXERCISE,
        metavar=_("NAME|FILE"),
        help=_("exercise, or a .toml file of your own (default: %(default)s)"),
    )
    parser.add_argument("--profile", metavar=_("NAME|FILE"), help=_("gentle, strict, one of your own, or a .toml file"))
    parser.add_argument("--model", metavar=_("lite|full|PATH"), help=f"{_FROM_PROFILE}model.name")


def _sound_options(parser: _Parser) -> None:
    parser.add_argument("--audio", choices=AUDIO_BACKENDS, metavar=_("NAME"), help=f"{_FROM_PROFILE}audio.backend")
    parser.add_argument("--volume", type=numbers.volume, metavar="V", help=f"{_FROM_PROFILE}audio.volume")
    style = parser.add_mutually_exclusive_group()
    style.add_argument("--voice", dest="style", action="store_const", const="voice", help=_("spoken cues"))
    style.add_argument("--tones", dest="style", action="store_const", const="tones", help=_("tones instead of words"))


def _leading_options(parser: _Parser) -> None:
    parser.add_argument("--sets", type=int, metavar="N", help=f"{_FROM_PROFILE}session.sets")
    parser.add_argument("--reps", type=int, metavar="N", help=f"{_FROM_PROFILE}session.reps")
    parser.add_argument("--rest", type=numbers.positive, metavar="S", help=f"{_FROM_PROFILE}session.rest_s")
    parser.add_argument("--guide", action=argparse.BooleanOptionalAction, help=f"{_FROM_PROFILE}session.guide")
    parser.add_argument("--feedback", choices=FEEDBACK, metavar=_("MODE"), help=f"{_FROM_PROFILE}cue.feedback")
    parser.add_argument("--count", action=argparse.BooleanOptionalAction, help=f"{_FROM_PROFILE}cue.count_aloud")


def _window_options(parser: _Parser) -> None:
    parser.add_argument("--headless", action="store_true", help=_("open no window"))


def _require(parser: _Parser, arguments: argparse.Namespace) -> None:
    if not arguments.clips:
        parser.error(_("name at least one clip"))
    if arguments.out is None:
        parser.error(_("use --out DIR to choose a folder for the results"))


def _did_you_mean(word: str, known: Iterable[str]) -> Message:
    import difflib

    bare = {name.lstrip("-"): name for name in known}
    near = difflib.get_close_matches(word.lstrip("-"), bare, n=1)
    return _(" (did you mean {}?)").format(bare[near[0]]) if near else _NOTHING
