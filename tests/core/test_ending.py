from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from livecoach.core.ending import ENDING, is_hang_up
from tests.support.paths import ROOT


def test_it_ends_at_ctrl_c_and_at_a_request():
    assert {signal.SIGINT, signal.SIGTERM} <= set(ENDING)
    assert not is_hang_up(signal.SIGINT)
    assert [number for number in ENDING if is_hang_up(number)] == [n for n in ENDING if n.name == "SIGHUP"]


@pytest.mark.skipif(os.name != "posix", reason="descriptors are closed by a POSIX shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_file_never_takes_the_number_of_a_closed_stream(closed: str):
    code = (
        "import os; from livecoach.core.ending import open_missing_streams; open_missing_streams(); "
        "os._exit(os.open(os.devnull, os.O_RDONLY))"
    )
    command = f'exec "$0" -c "$1" {closed}'
    ended = subprocess.run(["sh", "-c", command, sys.executable, code], cwd=ROOT, check=False, stderr=subprocess.PIPE)
    assert ended.returncode > 2


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no pseudo-terminals here")
def test_only_what_went_to_the_terminal_goes_nowhere():
    ours, terminal = os.openpty()
    code = (
        "import os; from livecoach.core.ending import let_go_of_terminal; let_go_of_terminal(); "
        "os.write(1, b'kept'); os.write(2, b'lost')"
    )
    try:
        ended = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=terminal, check=True
        )
        os.write(terminal, b"end\n")
        assert ended.stdout == b"kept"
        assert os.read(ours, 100).strip() == b"end"
    finally:
        os.close(ours)
        os.close(terminal)
