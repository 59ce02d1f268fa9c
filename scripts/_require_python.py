"""Ends a script started with too old a Python, in one sentence; written so that even Python 2 can read it."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- older Pythons reach this line and must get a sentence
    sys.exit(
        "livecoach needs Python 3.11 or later and this is {}.{}; "
        "install a newer one and start this script with it.".format(*sys.version_info[:2])
    )
