"""Sets livecoach up in ``.venv`` with what its tests need and runs them; other arguments go to pytest.

python3 scripts/test.py                   every test, in two processes
python3 scripts/test.py --quick           without the slow and the end-to-end tests, in two processes
python3 scripts/test.py tests/cli -x      some of them, in one

Standard library only.
"""

import _require_python  # noqa: F401, I001 -- ends too old a Python before anything newer is read
import os
import sys

from _environment import IN_TWO_PROCESSES, ROOT, become, name_missing_tools, python_with, talking


def main():
    """Become pytest in the project's own environment, started in the project's folder."""
    if {"-h", "--help"} & set(sys.argv[1:]):
        print(__doc__.strip())
        return
    arguments = [argument for argument in sys.argv[1:] if argument != "--quick"]
    python = python_with("dev")
    if not arguments:
        arguments = list(IN_TWO_PROCESSES)
    if "--quick" in sys.argv[1:]:
        arguments = ["-m", "not slow and not e2e"] + arguments
    else:
        name_missing_tools()
    os.chdir(ROOT)
    become([python, "-m", "pytest"] + arguments)


if __name__ == "__main__":
    talking(main)
