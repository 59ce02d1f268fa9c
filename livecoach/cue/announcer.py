"""The voice that guides a session, in addition to cues about faults: one at a time, faults first.

An instruction is said when it is new, then less and less often while it still applies: at once, after 6 s, 12 s, 24 s,
up to once a minute. Nothing is announced in the middle of a rep or into a cue.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from livecoach.core.rounding import SLACK_S, passed
from livecoach.core.types import Cue
from livecoach.core.words.phrases import spoken

if TYPE_CHECKING:
    from collections.abc import Collection

_REPEAT_S = 6.0
_RAREST_S = 60.0
_SPEECH_S = 0.6
_SPEECH_S_PER_LETTER = 0.065
_SPEECH_S_PER_FIGURE = 0.4
"""No phrase of any language is longer (a test compares with the sounds)."""

_OWN_WORDS = "notice"
"""The tone that stands for words that no sound speaks."""

_PRIORITY = 5
"""Lower than every cue of the director."""


def speech_s(text: str) -> float:
    """Return a time in which ``text`` has been said, with a short breath after it."""
    figures = sum(letter.isdigit() for letter in text)
    return _SPEECH_S + _SPEECH_S_PER_LETTER * len(text) + _SPEECH_S_PER_FIGURE * figures


class Announcer:
    """Decides what is said: a cue, or the present instruction; ``repeated`` instructions are said again."""

    def __init__(self, language: str, repeated: Collection[str]) -> None:
        self._phrases = spoken(language)
        self._repeated = repeated
        self.reset()

    def reset(self) -> None:
        """Forget everything; equal to a new one."""
        self._line = ""
        self._times_said = 0
        self._said_s: dict[str, float] = {}
        self._silent_s = -math.inf

    def update(self, t_s: float, line: str, cue: Cue | None, *, mid_rep: bool) -> Cue | None:
        """Feed one frame's instruction and cue; return what to say now.

        An instruction is the id of a sound, own words (a tone calls to the screen, where they stand), or empty.

        A cue about a fault is always said; praise and counts wait for an announcement that is still being said.
        """
        if line != self._line:
            self._line = line
            self._times_said = 0
        if cue is not None:
            if cue.because is None and t_s < self._silent_s - SLACK_S:
                return None
            self._silent_s = t_s + speech_s(cue.text)
            return cue
        if not line or mid_rep or t_s < self._silent_s - SLACK_S or not self._due(t_s):
            return None
        self._times_said += 1
        self._said_s[line] = t_s
        text = self._phrases.get(line, line)
        self._silent_s = t_s + speech_s(text)
        return Cue(line if line in self._phrases else _OWN_WORDS, text, _PRIORITY, t_s, self._silent_s)

    def _due(self, t_s: float) -> bool:
        since_s = t_s - self._said_s.get(self._line, -math.inf)
        if self._times_said == 0:
            return passed(since_s, 0.0, _REPEAT_S)
        wait_s = min(_REPEAT_S * 2.0 ** (self._times_said - 1), _RAREST_S)
        return self._line in self._repeated and passed(since_s, 0.0, wait_s)
