"""Everything that must hold before a change goes in: format, lint, types, import order, docs, tests.

python3 scripts/check.py                 all of it, in the environment of scripts/test.py
python3 scripts/check.py --no-tests      without the tests
python3 scripts/check.py --here          with the packages of the Python that runs this script
python3 scripts/check.py --coverage      with the share of the code that the tests run; all of it must reach the limit
python3 scripts/check.py tests/cli -x    other arguments go to pytest

Goes on after a failure, so that one run shows them all. Standard library only.
"""

import _require_python  # noqa: F401, I001 -- ends too old a Python before anything newer is read
import os
import subprocess
import sys
import time

from _environment import IN_TWO_PROCESSES, ROOT, name_missing_tools, python_with, talking

_OWN_OPTIONS = ("--no-tests", "--here", "--coverage")


def main():
    """Run the checks and exit with 1 when any of them failed."""
    if {"-h", "--help"} & set(sys.argv[1:]):
        print(__doc__.strip())
        return
    options = [argument for argument in sys.argv[1:] if argument in _OWN_OPTIONS]
    for_pytest = [argument for argument in sys.argv[1:] if argument not in _OWN_OPTIONS]
    python = sys.executable if "--here" in options else python_with("dev", "docs")
    checks = code_checks(python)
    if "--no-tests" not in options:
        name_missing_tools()
        checks.append(("tests", [python, "-m", "pytest", *pytest_arguments(for_pytest, "--coverage" in options)]))
    os.chdir(ROOT)
    results = [(name, *timed(name, command)) for name, command in checks]
    print(
        "\n"
        + "\n".join(f"{'ok' if passed else 'FAILED':<8}{name:<22}{took_s:6.1f} s" for name, passed, took_s in results)
    )
    sys.exit(0 if all(passed for _, passed, _ in results) else 1)


def code_checks(python):
    """Return the name and the command of each check of the code itself."""
    checks = [
        ("format", [python, "-m", "ruff", "format", "--check", "."]),
        ("lint", [python, "-m", "ruff", "check", "."]),
        ("types", [python, "-m", "mypy"]),
        ("order of the layers", [python, "-c", "from importlinter.cli import lint_imports_command as run; run()"]),
    ]
    makers = sorted(path for path in (ROOT / "scripts").glob("make_*.py") if "--check" in path.read_text("utf-8"))
    checks += [(f"{path.stem} --check", [python, str(path), "--check"]) for path in makers]
    return checks + [("docs", [python, str(ROOT / "scripts" / "build_docs.py")])]


def pytest_arguments(given, measure_coverage):
    """Return pytest's arguments: the whole suite runs in two processes, and only it is held to a limit of coverage."""
    arguments = given or IN_TWO_PROCESSES
    if not measure_coverage:
        return arguments
    # Python 3.12 and later watch each line once, at next to no cost; before, the tests take about 1.7 times as long.
    if sys.version_info >= (3, 12):
        os.environ["COVERAGE_CORE"] = "sysmon"
    return [*arguments, "--cov", "--cov-report=term", *(["--cov-fail-under=0"] if given else [])]


def timed(name, command):
    """Run one check; return whether it passed and its seconds."""
    print(f"\n== {name}", flush=True)
    start_s = time.monotonic()
    # Some tools draw lines that the code page of a Windows console lacks.
    passed = subprocess.run(command, check=False, env=dict(os.environ, PYTHONUTF8="1")).returncode == 0
    return passed, time.monotonic() - start_s


if __name__ == "__main__":
    talking(main)
