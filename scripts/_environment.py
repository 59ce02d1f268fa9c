"""The project's own environment: ``.venv`` beside ``pyproject.toml``, made and kept up to date by the scripts.

A record inside ``.venv`` says what it was installed from. It is marked unfinished before anything is changed, so an
interrupted installation is noticed and done again; a finished one costs one hash of ``pyproject.toml``.
Standard library only.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from livecoach.cli import system_libraries  # noqa: E402 -- from this checkout, which is not installed yet

FOLDER = ROOT / ".venv"
RECORD = FOLDER / "livecoach-setup.json"
LOG = FOLDER / "livecoach-setup.log"
_NETWORK_SIGNS = ("Temporary failure in name resolution", "NewConnectionError", "ConnectionError", "timed out",
                  "getaddrinfo failed", "nodename nor servname", "ProxyError")  # fmt: skip
IN_TWO_PROCESSES = ["-n", "2", "--dist", "loadscope"]
"""Arguments for pytest (pytest-xdist): one process for the end-to-end tests, then both for the others.

tests/conftest.py says which tests stay together.
"""
_TOOLS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "openbox": "openbox",
    "pulseaudio": "pulseaudio",
    "parecord": "pulseaudio-utils",
    "ffmpeg": "ffmpeg",
    "strace": "strace",
}
"""Programs of the end-to-end tests on Linux, and the Debian package of each."""


class SetupError(Exception):
    """The environment cannot be made; the message is one sentence for the user."""


def talking(main: Callable[[], None]) -> NoReturn:
    """Run a script's main; a failure is one sentence and exit code 1, Ctrl-C is 130."""
    try:
        main()
    except SetupError as error:
        print(f"{Path(sys.argv[0]).name}: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print(f"{Path(sys.argv[0]).name}: stopped; the next start takes it up again.", file=sys.stderr)
        sys.exit(130)
    sys.exit(0)


def become(command: list[str]) -> None:
    """Run ``command`` in place of this process, so that its exit code and its signals are its own."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 -- no shell is wanted
    with subprocess.Popen(command) as process:
        while True:
            try:
                sys.exit(process.wait())
            except KeyboardInterrupt:
                continue  # the console sends Ctrl-C to the child as well; it ends by itself


def python_with(*extras: str) -> str:
    """Return the environment's Python, with livecoach and the ``extras`` installed.

    Raises SetupError with one sentence when that cannot be done.
    """
    lacking = system_libraries.missing()
    if lacking:
        raise SetupError(system_libraries.sentence(lacking, system_libraries.this_family()))
    record = _read_record()
    python = _python_of(FOLDER)
    if python.exists() and _satisfies(record, extras):
        return str(python)
    state = {
        "finished": False,
        "extras": sorted({*extras, *record.get("extras", [])}),
        "interpreter": _interpreter(),
        "project": _project(),
        "ours": record.get("ours", not FOLDER.exists()),
    }
    sound = python.exists() and record.get("finished") and record["interpreter"] == _interpreter()
    if state["ours"] and not sound:
        _make_environment(state)
    _write_record(state)
    _install(python, state["extras"])
    _write_record(state | {"finished": True})
    return str(python)


def name_missing_tools() -> None:
    """On Linux, say which end-to-end tests' programs are not installed; those tests will be skipped."""
    if not sys.platform.startswith("linux"):
        return
    lacking = {tool: package for tool, package in _TOOLS.items() if shutil.which(tool) is None}
    if lacking:
        print(
            f"Not installed: {', '.join(lacking)}. End-to-end tests that use them are skipped; "
            f"on Debian: sudo apt install {' '.join(dict.fromkeys(lacking.values()))}"
        )


def _python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _interpreter() -> str:
    return f"{sys.version} at {sys.base_prefix}"


def _project() -> str:
    """Return the hash of what decides an installation: ``pyproject.toml`` and the folder (the install points at it)."""
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()


def _read_record() -> dict:
    """Return the record; empty when there is none, so ``.venv``, if there is one, was made by somebody else."""
    try:
        return json.loads(RECORD.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        return {"finished": False, "ours": True}


def _write_record(record: dict) -> None:
    fresh = RECORD.with_suffix(".new")
    try:
        fresh.write_text(json.dumps(record, indent=1), encoding="utf-8")
        fresh.replace(RECORD)
    except OSError as error:
        raise SetupError(f"cannot write {RECORD}: {error.strerror}; make the folder writable.") from error


def _satisfies(record: dict, extras: Iterable[str]) -> bool:
    return bool(
        record.get("finished")
        and record["project"] == _project()
        and record["interpreter"] == _interpreter()
        and set(extras) <= set(record["extras"])
    )


def _make_environment(state: dict) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise SetupError(f"this Python has no ensurepip; on Debian and Ubuntu: sudo apt install {package}")
    print(f"Making {FOLDER} ...", flush=True)
    try:
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(exist_ok=True)
        _write_record(state)
        venv.create(FOLDER, with_pip=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(f"cannot make {FOLDER}: {error}; is the folder writable and the disk not full?") from error


def _install(python: Path, extras: list[str]) -> None:
    """Install the project in place, so that a changed source file needs no new installation."""
    target = f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)
    print("Installing livecoach and what it needs (a minute or two the first time) ...", flush=True)
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-e", target]
    try:
        with (
            LOG.open("w", encoding="utf-8") as log,
            subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                encoding="utf-8",
                errors="replace",
            ) as process,
        ):
            for line in process.stdout:
                log.write(line)
                _tell_progress(line.strip())
    except OSError as error:
        raise SetupError(f"cannot start {python}: {error.strerror}; delete {FOLDER} and start again.") from error
    if process.returncode != 0:
        raise SetupError(_why_pip_failed(LOG.read_text(encoding="utf-8")))


def _tell_progress(line: str) -> None:
    """Say of pip's many lines what a waiting user wants to know: what is fetched, and when that is over."""
    if line.startswith("Downloading "):
        file = line.split()[1].rsplit("/", 1)[-1]
        print(f"  fetching {' '.join(file.split('-')[:2])}", flush=True)
    elif line.startswith("Installing collected packages"):
        print("  putting everything in place ...", flush=True)


def _why_pip_failed(log: str) -> str:
    if "No module named pip" in log:
        return f"{FOLDER} was not made by this script and has no pip; rename or delete it and start again."
    if "No space left on device" in log:
        return f"the disk is full; livecoach needs about 1 GB in {FOLDER}."
    if any(sign in log for sign in _NETWORK_SIGNS):
        return f"pip could not reach its package index; check the network and start again (details: {LOG})."
    errors = [line.strip() for line in log.splitlines() if line.startswith("ERROR:")]
    return f"pip failed ({errors[0] if errors else 'no reason given'}); details: {LOG}"
