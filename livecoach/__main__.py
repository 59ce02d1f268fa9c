"""``python -m livecoach`` is the same as ``livecoach``."""

from livecoach.cli.main import run

if __name__ == "__main__":
    run()
