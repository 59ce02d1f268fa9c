"""A message in every language: made once, filled in and translated wherever it ends up."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Final

from livecoach.core.words.numbers import numeral
from livecoach.core.words.phrases import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence


class Message(str):
    """A note in English, as any other text is; ``texts`` are the same in every language."""

    texts: dict[str, str]

    def __str__(self) -> str:
        """Return it whole, so that ``str(error)`` is still the note the error was made with."""
        return self

    def format(self, *values: object, **_: object) -> Message:
        """Return the note filled in; notes among ``values`` are told as well, decimals written as the language does."""
        return _made({language: _In(language).vformat(text, values, {}) for language, text in self.texts.items()})


class _In(Formatter):
    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, float):
            return numeral(value, format_spec, self._language)
        return translate(value, self._language) if isinstance(value, str) else format(value, format_spec)


def _made(texts: dict[str, str]) -> Message:
    note = Message(texts["en"])
    note.texts = texts
    return note


_NOTES: Final[dict[str, Message]] = {}
"""By their English text, for what comes from outside as plain text: the system's reasons, what a log says."""


def message(en: str, **others: str) -> Message:
    """Take in a note in every language of ``livecoach.core.words.phrases``."""
    _NOTES[en] = _made({"en": en} | others)
    return _NOTES[en]


def joined(notes: Sequence[str]) -> str:
    """Return the notes as one, sentence after sentence; empty when there are none."""
    sentences = " ".join(["{}"] * len(notes))
    return _made(dict.fromkeys(LANGUAGES, sentences)).format(*notes) if notes else ""


def translate(note: str, language: str) -> str:
    """Return the note in one of ``livecoach.core.words.phrases.LANGUAGES``; what is no note of these stays as it is."""
    whole = note if isinstance(note, Message) else _NOTES.get(note)
    return note if whole is None else whole.texts[language]
