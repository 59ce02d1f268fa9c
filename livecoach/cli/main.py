"""The command ``livecoach``: arguments in, exit code out.

Exit codes: 0 done; 1 failed, one sentence on stderr; 2 wrong usage; 130 stopped by Ctrl-C, everything written.
``LIVECOACH_DEBUG=1`` adds the traceback. Heavy imports live inside the commands.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from livecoach.core.ending import open_missing_streams
from livecoach.core.words.message import _
from livecoach.core.words.reason import reason
from livecoach.errors import LivecoachError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE = 0
FAILED = 1
USAGE = 2
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command (``sys.argv`` without its first by default) and return its exit code; raises nothing."""
    try:
        return _dispatch(sys.argv[1:] if argv is None else argv)
    except UsageError as error:
        _say(str(error))
        return USAGE
    except KeyboardInterrupt as stop:
        _say(str(stop) or _("stopped; everything done until then is written."))
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has seen enough; without this the interpreter complains while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # noqa: BLE001 -- the last one to answer: everything becomes one sentence
        if os.environ.get("LIVECOACH_DEBUG") == "1":
            import traceback

            traceback.print_exc()
        _say(explain(error))
        return FAILED


def run() -> NoReturn:
    """Be the console script: obey Ctrl-C, SIGTERM and SIGHUP, print in any terminal encoding, exit with the code."""
    try:
        _open_streams()
        from livecoach.cli.interrupts import Interrupts

        Interrupts().install()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        code = main()
    except KeyboardInterrupt:
        code = INTERRUPTED
    # An interrupt that fell into an exec() of the standard library (dataclasses make classes that way) leaves a mark in
    # CPython, by which the interpreter kills itself with SIGINT at its end, whatever was caught; a new exec clears it.
    exec("")  # noqa: S102 -- runs nothing
    screen = sys.modules.get("livecoach.output.x_connection")  # most commands open no window
    if screen is not None and screen.X_CONNECTION.lost:  # SDL's own end would wait for the server
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _open_streams() -> None:
    """Give streams that the parent process had closed a place to write to; Python leaves them None."""
    open_missing_streams()
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8")


def explain(error: BaseException) -> str:
    """Return the one sentence for any error that reached the top, a message where it can be translated."""
    if isinstance(error, LivecoachError):
        return str(error)
    if isinstance(error, ImportError):
        from livecoach.cli import system_libraries

        lacking = system_libraries.missing()
        if lacking:
            return system_libraries.sentence(lacking, system_libraries.this_family())
    if isinstance(error, OSError) and error.strerror:
        return _("{}: {}.").format(error.filename, reason(error)) if error.filename else reason(error)
    first = (str(error).splitlines() or [""])[0]
    named = f"{type(error).__name__} ({first})" if first else type(error).__name__
    return _("Unexpected error: {}. Run it again with LIVECOACH_DEBUG=1 and report what it prints.").format(named)


def _dispatch(argv: Sequence[str]) -> int:
    from importlib import import_module

    from livecoach.cli.options.parser import parse

    try:
        arguments = parse(argv)
        command = import_module(f"livecoach.cli.commands.{arguments.command}")
        code: int = command.run(arguments)
    except SystemExit:  # argparse's way to end --help and --version
        code = DONE
    sys.stdout.flush()  # here, where a reader that went away can still be answered
    return code


def _say(sentence: str) -> None:
    with suppress(OSError):  # the terminal is gone: nobody is there to be told
        sys.stderr.write(f"livecoach: {sentence}\n")
