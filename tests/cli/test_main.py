"""Exit codes and sentences, from the outside."""

from __future__ import annotations

import errno
import os
import shlex
import signal
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

import livecoach as package
from livecoach.cli.main import explain
from livecoach.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

posix = pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")

# Runs the console script's function with a command that the test writes.
_COMMAND = """
import sys, types
sys.argv = ["livecoach", "doctor"]
module = types.ModuleType("livecoach.cli.commands.doctor")
exec(compile(sys.stdin.read(), "command", "exec"), module.__dict__)
sys.modules["livecoach.cli.commands.doctor"] = module
from livecoach.cli.main import run
run()
"""


def with_command(body: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run ``livecoach doctor`` with ``body`` as its function ``run(arguments)``."""
    code = "def run(arguments):\n" + textwrap.indent(textwrap.dedent(body), "    ")
    return subprocess.run(
        [sys.executable, "-c", _COMMAND],
        input=code,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ | env,
    )


def test_version(livecoach):
    assert livecoach("--version").out == f"livecoach {package.__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["live", "--help"], ["analyze", "--help"]])
def test_help_ends_with_0_and_loads_nothing_heavy(livecoach, arguments):
    shown = livecoach(*arguments, env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert shown.code == 0
    imported = {line.rsplit("|", 1)[1].strip() for line in shown.err.splitlines() if line.startswith("import time:")}
    assert "argparse" in imported
    assert not imported & {"cv2", "mediapipe", "numpy", "av", "pydantic", "rich", "miniaudio"}


@pytest.mark.parametrize("arguments", [[], ["liev"], ["live", "--no"], ["analyze", "x.mp4"]])
def test_wrong_usage_ends_with_2_and_one_sentence(livecoach, arguments):
    ended = livecoach(*arguments)
    assert ended.code == 2
    assert "--help" in ended.sentence()
    assert ended.out == ""


def test_an_expected_error_ends_with_1_and_its_sentence():
    ended = with_command(
        'from livecoach.errors import SourceError; raise SourceError("The clip x is empty: record it.")'
    )
    assert (ended.returncode, ended.stderr) == (1, "livecoach: The clip x is empty: record it.\n")


def test_an_unexpected_error_ends_with_1_and_one_sentence():
    ended = with_command('raise ZeroDivisionError("by\\nzero")')
    assert ended.returncode == 1
    assert ended.stderr == (
        "livecoach: Unexpected error: ZeroDivisionError (by). "
        "Run it again with LIVECOACH_DEBUG=1 and report what it prints.\n"
    )


def test_debug_adds_the_traceback():
    ended = with_command("1 / 0", LIVECOACH_DEBUG="1")
    assert ended.returncode == 1
    assert ended.stderr.startswith("Traceback (most recent call last)")
    assert "ZeroDivisionError" in ended.stderr.splitlines()[-1]


def test_what_a_command_returns_is_the_exit_code():
    assert with_command("return 1").returncode == 1
    assert with_command("return 0").returncode == 0


def test_text_that_the_terminal_cannot_show_is_no_failure():
    ended = with_command("print('\\u2264 caf\\u00e9 \\udcff'); return 0", PYTHONIOENCODING="ascii")
    assert (ended.returncode, ended.stdout) == (0, "\\u2264 caf\\xe9 \\udcff\n")


@posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("arguments", ["--version", "--help", "calibrations"])
def test_closed_streams_are_no_failure(closed: str, arguments: str):
    command = f"exec {shlex.quote(sys.executable)} -P -m livecoach {arguments} {closed}"
    assert subprocess.run(["sh", "-c", command], capture_output=True, check=False, timeout=60).returncode == 0


@posix
def test_with_streams_closed_no_file_takes_their_place(tmp_path: Path):
    """Else what a library prints would land in it."""
    code = f"""
        import os
        with open({str(tmp_path / "file")!r}, "w") as file:
            os.write(1, b"noise")
            file.write("whole")
        return 0
    """
    source = "def run(arguments):\n" + textwrap.indent(textwrap.dedent(code), "    ")
    command = f"exec {shlex.quote(sys.executable)} -c {shlex.quote(_COMMAND)} >&- 2>&-"
    done = subprocess.run(["sh", "-c", command], input=source, text=True, check=False, timeout=60)
    assert done.returncode == 0
    assert (tmp_path / "file").read_text() == "whole"


@posix
def test_a_user_without_a_home_is_told_so_in_one_sentence():
    if os.geteuid() != 0:
        pytest.skip("only root may become a user whom the system does not know")
    # Such a user cannot write what the coverage of this process would be, either.
    left_out = {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "COVERAGE_PROCESS_CONFIG"}
    # First all that is needed, for the user may not be allowed to read where Python lies.
    code = (
        "import os, sys, platformdirs.unix, livecoach.cli.main, livecoach.cli.interrupts; "
        "from livecoach.cli.options.parser import parse; parse(['calibrations']); "
        "import livecoach.cli.commands.calibrations; "
        "os.setuid(54321); "
        "sys.argv = ['livecoach', 'calibrations']; livecoach.cli.main.run()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={name: value for name, value in os.environ.items() if name not in left_out},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "livecoach: There is no home directory for what livecoach keeps: set HOME to a folder that can be written.\n"
    )


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_went_away_is_no_failure(unbuffered: str):
    command = subprocess.Popen(
        [sys.executable, "-P", "-m", "livecoach", "--help"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
    )
    command.stdout.close()
    assert command.stderr.read() == b""
    command.stderr.close()
    assert command.wait(60) == 0


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_with_130_after_everything_is_written(number):
    ended = with_command(f"""
        import os
        try:
            os.kill(os.getpid(), {int(number)})
        finally:
            os.kill(os.getpid(), {int(number)})  # an impatient second one must not cut the writing short
            print("written")
    """)
    assert (ended.returncode, ended.stdout) == (130, "written\n")
    assert "still writing" in ended.stderr
    assert "Traceback" not in ended.stderr


@posix
def test_a_closed_terminal_is_told_more_than_once_and_ends_with_130():
    ended = with_command("""
        import os, signal
        try:
            os.kill(os.getpid(), signal.SIGHUP)
        finally:
            for _ in range(3):
                os.kill(os.getpid(), signal.SIGHUP)
            print("written")
    """)
    assert (ended.returncode, ended.stdout) == (130, "written\n")
    assert "Traceback" not in ended.stderr


@posix
def test_the_third_signal_gives_up():
    ended = with_command("""
        import os, signal
        try:
            os.kill(os.getpid(), signal.SIGINT)
        finally:
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
            print("written")
    """)
    assert (ended.returncode, ended.stdout) == (130, "")


def test_explain_names_the_file_of_a_system_error(tmp_path: Path):
    with pytest.raises(OSError, match="absent") as error:
        (tmp_path / "absent").read_text()
    assert explain(error.value) == f"{tmp_path / 'absent'}: there is no such file or folder."


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (SourceError("Plain."), "Plain."),
        (OSError(errno.ENOSPC, "No space left on device"), "no space left on the disk"),
        (
            KeyError("x"),
            "Unexpected error: KeyError ('x'). Run it again with LIVECOACH_DEBUG=1 and report what it prints.",
        ),
        (
            MemoryError(),
            "Unexpected error: MemoryError. Run it again with LIVECOACH_DEBUG=1 and report what it prints.",
        ),
    ],
)
def test_explain(error: Exception, sentence: str):
    assert explain(error) == sentence


def test_module_and_console_script_are_the_same(livecoach: Callable[..., object]):
    script = subprocess.run(
        [sys.executable, "-c", "from livecoach.cli.main import run; run()", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"COLUMNS": "100"},
    )
    assert script.stdout == livecoach("--help").out
