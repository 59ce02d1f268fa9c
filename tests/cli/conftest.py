from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

TIMEOUT_S = 120.0


@dataclass(frozen=True, slots=True)
class Ended:
    """What a finished command left: exit code and both outputs."""

    code: int
    out: str
    err: str

    def sentence(self) -> str:
        """The only line on stderr, without the program's name."""
        assert self.err.count("\n") == 1, self.err
        return self.err.strip().removeprefix("livecoach: ")


@pytest.fixture
def livecoach() -> Callable[..., Ended]:
    """Run the real command in a process of its own; keyword ``env`` adds variables, others go to subprocess.run."""

    def run(*arguments: str, env: dict[str, str] | None = None, **settings: object) -> Ended:
        command = [sys.executable, "-P", "-m", "livecoach", *arguments]
        surroundings = os.environ | {"COLUMNS": "100"} | (env or {})
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False, env=surroundings, **settings
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return run
