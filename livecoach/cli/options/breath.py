"""The options of the breath for ``livecoach live``; their defaults are the profile's section ``breath``."""

from __future__ import annotations

import argparse

from livecoach.core.words.message import _


def add_breath_options(parser: argparse.ArgumentParser) -> None:
    """Add the pacer and the breaths of a hold."""
    parser.add_argument(
        "--pace",
        action=argparse.BooleanOptionalAction,
        help=_(
            "pace the breath with a ring and soft tones; stop if you feel dizzy (default: the profile's breath.pace)"
        ),
    )
    parser.add_argument(
        "--breaths-per-rep",
        type=int,
        metavar="N",
        help=_("hold each pull for N full breaths without a fault (default: the profile's breath.per_rep)"),
    )
