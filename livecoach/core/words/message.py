"""Messages: what a person reads, written in English where it belongs and translated when it is shown.

Code writes ``_("Cannot read {}: {}.").format(path, reason(error))``. The result is an English ``str``, so logs, files
and exceptions hold English. It keeps its parts, so that ``livecoach.core.words.translator`` can translate it.
A message that is cut or joined with ``+`` becomes a plain English ``str``; use placeholders or ``joined`` instead.
"""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Any

from livecoach.core.words.numbers import numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Message(str):
    """An English text and its parts: the source text with its plural and context, and the values filled in.

    ``values`` is None as long as nothing is filled in. ``number`` chooses between ``source`` and ``plural``.
    """

    source: str = ""
    plural: str = ""
    context: str = ""
    number: int = 1
    values: tuple[object, ...] | None = None

    def __str__(self) -> str:
        """Return the message itself, so that ``str(error)`` can still be translated."""
        return self

    def format(self, *values: object, **_named: object) -> Message:
        """Return the message with its placeholders filled in; values that are messages are translated as well."""
        template = self.plural if self.plural and self.number != 1 else self.source
        return _made(filled(template, values, "en", str), self, values=values)


class _Filler(Formatter):
    def __init__(self, language: str, say: Callable[[str], str]) -> None:
        self._language = language
        self._say = say

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, float):
            return numeral(value, format_spec, self._language)
        return format(self._say(value) if isinstance(value, Message) else value, format_spec)


def filled(template: str, values: tuple[object, ...], language: str, say: Callable[[str], str]) -> str:
    """Return ``template.format(*values)`` with numbers as ``language`` writes them; ``say`` translates messages."""
    return _Filler(language, say).vformat(template, values, {})


def _made(text: str, like: Message | None = None, **parts: Any) -> Message:
    message = Message(text)
    vars(message).update(({} if like is None else vars(like)) | parts)
    return message


def _(text: str) -> Message:
    """Mark a text for translation."""
    return _made(text, source=text)


def p_(context: str, text: str) -> Message:
    """Mark a text whose translation depends on where it stands; ``context`` tells translators where that is."""
    return _made(text, source=text, context=context)


def n_(one: str, many: str, count: int) -> Message:
    """Mark a text that depends on a number: ``one`` for exactly 1, ``many`` for others; fill it in with ``format``."""
    return _made(one if count == 1 else many, source=one, plural=many, number=count)


def joined(separator: str, parts: Iterable[str]) -> Message:
    """Return the parts in one message; each is translated by itself."""
    every = tuple(parts)
    template = separator.replace("{", "{{").replace("}", "}}").join(["{}"] * len(every))
    return _(template).format(*every)
