"""The outcome of one fault in one labelled rep."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """The outcome of one fault in one labelled rep; only the first four are counted in rates."""

    TRUE_POSITIVE = "tp"
    FALSE_POSITIVE = "fp"
    FALSE_NEGATIVE = "fn"
    TRUE_NEGATIVE = "tn"
    NOT_JUDGED = "not judged"
    NOT_SCORED = "not scored"


SCORED = (Outcome.TRUE_POSITIVE, Outcome.FALSE_POSITIVE, Outcome.FALSE_NEGATIVE, Outcome.TRUE_NEGATIVE)
