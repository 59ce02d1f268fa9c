"""Sets livecoach up in ``.venv`` and runs it: the demo, or ``livecoach`` with the arguments given.

python3 scripts/run.py              coach the bundled demo clip
python3 scripts/run.py live         coach the webcam
python3 scripts/run.py --help       everything else

Standard library only.
"""

import _require_python  # noqa: F401, I001 -- ends too old a Python before anything newer is read
import sys

from _environment import become, python_with, talking


def main():
    """Become ``livecoach`` in the project's own environment."""
    become([python_with(), "-P", "-m", "livecoach"] + (sys.argv[1:] or ["demo"]))


if __name__ == "__main__":
    talking(main)
