"""Keeps the log lines of native libraries off the user's screen, and nothing else.

They are written to file descriptor 2 by C++ code before its logging can be configured, so environment variables do not
stop all of them. While a block runs the descriptor leads to a temporary file; afterwards whatever is not a log line of
that library, such as a warning another thread printed meanwhile, is passed on.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STDERR = 2
_LOG = logging.getLogger(__name__)
# "W0000 00:00:1795345307.2 25709 file.cc:121] text" (absl), "INFO: text" and "WARNING: text" (TensorFlow Lite).
_LIBRARY_LINE = re.compile(rb"[IWEF]\d{4} \d\d:\d\d:|(INFO|WARNING|ERROR): ")
_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def filtered_stderr() -> Iterator[None]:
    """Hide the library's log lines while the block runs; they go to Python's logging at debug level instead."""
    with _ONE_AT_A_TIME:
        try:
            kept = os.dup(_STDERR)
        except OSError:  # a windowed program has no stderr to protect
            yield
            return
        with tempfile.TemporaryFile() as caught:
            _flush()
            os.dup2(caught.fileno(), _STDERR)
            try:
                yield
            finally:
                _flush()
                os.dup2(kept, _STDERR)
                os.close(kept)
                caught.seek(0)
                _sort(caught.read())


def _flush() -> None:
    if sys.stderr is not None:
        sys.stderr.flush()


def _sort(text: bytes) -> None:
    for line in text.splitlines(keepends=True):
        if _LIBRARY_LINE.match(line):
            _LOG.debug("%s", line.decode(errors="replace").rstrip())
        else:
            os.write(_STDERR, line)
