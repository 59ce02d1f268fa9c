"""Help, usage and errors of the command line in a language.

The options are written in English. ``localise`` translates a finished parser, and ``argparse_in`` lets argparse write
its own texts in that language while it parses.
"""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from livecoach.core.words.message import _, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from livecoach.core.words.translator import Translator

ARGPARSE_TEXTS: Final = (
    _("usage: "),
    _("positional arguments"),
    _("options"),
    _("show this help message and exit"),
    _("show program's version number and exit"),
    _("argument %(argument_name)s: %(message)s"),
    _("ambiguous option: %(option)s could match %(matches)s"),
    _("expected one argument"),
    _("expected at most one argument"),
    _("expected at least one argument"),
    _("invalid %(type)s value: %(value)r"),
    _("the following arguments are required: %s"),
    _("one of the arguments %s is required"),
    _("not allowed with argument %s"),
    _("ignored explicit argument %r"),
    n_("expected %s argument", "expected %s arguments", 2),
)
"""What argparse itself can show a user of livecoach (a test compares with argparse)."""


@contextmanager
def argparse_in(words: Translator) -> Iterator[None]:
    """Let argparse take its own texts from ``words``.

    It looks them up through two names of its module, which gettext's global domain would serve otherwise; both are put
    back at the end.
    """
    names = vars(argparse)
    before = {name: names[name] for name in ("_", "ngettext")}
    names["_"] = words
    names["ngettext"] = lambda one, many, count: words(n_(one, many, count))
    try:
        yield
    finally:
        names.update(before)


def localise(parser: argparse.ArgumentParser, words: Translator) -> None:
    """Translate the texts of a parser and of its commands."""
    parser.description = words(parser.description or "") or None
    parser.epilog = words(parser.epilog or "") or None
    parser.usage = words(parser.usage or "") or None
    for action in parser._actions:
        if isinstance(action.metavar, str):
            action.metavar = words(action.metavar)
        if action.help:
            action.help = words(action.help)
        if action.type is not None:
            action.type = _explaining(action.type, words)
        if isinstance(action, argparse._SubParsersAction):
            for command in action._choices_actions:
                command.help = words(command.help or "")
            for one in action.choices.values():
                localise(one, words)


def _explaining(read: Any, words: Translator) -> Callable[[str], Any]:
    """Return ``read`` with its errors in the language."""

    def explaining(text: str) -> Any:
        try:
            return read(text)
        except argparse.ArgumentTypeError as error:
            raise argparse.ArgumentTypeError(words(str(error))) from error

    explaining.__name__ = getattr(read, "__name__", repr(read))  # argparse names it in its own errors
    return explaining
