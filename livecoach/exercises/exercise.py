"""What an exercise is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.core.types import FaultKind
    from livecoach.detect.rule import Rule


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: the rules that judge it, most urgent first, and the sound that corrects each fault.

    ``upright`` says whether the person stands or sits; lying and kneeling bodies are checked differently.
    """

    name: str
    rules: tuple[Rule, ...]
    cues: Mapping[FaultKind, str]
    upright: bool = True
