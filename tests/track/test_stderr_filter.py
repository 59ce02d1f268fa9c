import logging
import os
import subprocess
import sys

import pytest

from livecoach.track.stderr_filter import filtered_stderr

LIBRARY_LINES = [
    b"W0000 00:00:1795345307.238540   25709 inference_feedback_manager.cc:121] Feedback manager requires a model\n",
    b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n",
    b"WARNING: Logging before InitGoogle() is written to STDERR\n",
    b"E0000 00:00:1.0 1 file.cc:1] text\n",
]


@pytest.mark.parametrize("line", LIBRARY_LINES)
def test_library_lines_go_to_the_debug_log(
    line: bytes, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "livecoach.track"), filtered_stderr():
        os.write(2, line)
    assert capfd.readouterr().err == ""
    assert caplog.messages == [line.decode().rstrip()]


def test_everything_else_is_passed_on(capfd: pytest.CaptureFixture[str]) -> None:
    with filtered_stderr():
        os.write(2, b"Traceback (most recent call last):\n" + LIBRARY_LINES[0] + b"half a line")
    assert capfd.readouterr().err == "Traceback (most recent call last):\nhalf a line"


def speak_and_break() -> None:
    os.write(2, b"the last words\n")
    raise RuntimeError("broken")


def test_errors_pass_and_stderr_is_given_back(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="broken"), filtered_stderr(), filtered_stderr():
        speak_and_break()
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "the last words\nafter\n"


def test_a_program_without_stderr_runs() -> None:
    code = (
        "import os; os.close(2)\nfrom livecoach.track.stderr_filter import filtered_stderr\n"
        "with filtered_stderr(): print('ran')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "ran\n"
