"""Every text in the code is in every catalogue, translated, with the same placeholders."""

from __future__ import annotations

import argparse
import ast
import inspect

import pytest

from livecoach.cli.options.language import ARGPARSE_TEXTS
from livecoach.core.words.translator import catalogues, languages, translator
from scripts import make_messages

NEVER_SHOWN = {
    "conflicting option string: %s",
    ".__call__() not defined",
    "'required' is an invalid argument for positionals",
    "mutually exclusive arguments must be optional",
    "unrecognized arguments: %s",
    "%r is not callable",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "can't open '%(filename)s': %(error)s",
    "cannot merge actions - two groups are named %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "cannot have multiple subparser arguments",
    "%(prog)s: error: %(message)s\n",
    "conflicting subparser: %s",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
    "conflicting subparser alias: %s",
    'argument "-" with mode %r',
    "unexpected option string: %s",
}
"""Texts of argparse about mistakes in the code, and those that livecoach writes itself."""


@pytest.fixture(scope="module")
def texts():
    return make_messages.template()


def test_there_are_texts_and_german(texts):
    assert len(texts) > 500
    assert set(languages()) >= {"en", "de"}
    assert not [*make_messages.hidden_calls()]


@pytest.mark.parametrize("language", sorted(catalogues()))
def test_nothing_is_missing_untranslated_or_has_other_placeholders(language, texts):
    catalog = make_messages.load(catalogues()[language])
    assert not [*make_messages.faults(catalog, texts)]


@pytest.mark.parametrize("language", sorted(catalogues()))
def test_the_reader_reads_what_babel_reads(language):
    words = translator(language)
    for message in make_messages.load(catalogues()[language]):
        if isinstance(message.id, str) and message.id and not message.context:
            assert words(message.id) == message.string


@pytest.mark.parametrize(
    ("source", "translation", "same"),
    [
        ("{} of {}", "{} von {}", True),
        ("{} of {}", "{1} von {0}", True),
        ("{} of {}", "{} von", False),
        ("{:.1f} s", "{:.2f} s", False),
        ("{!r}", "{}", False),
        ("%(name)s", "%s", False),
        ("10 % {}", "10 % {}", True),
        ("a", "b", True),
    ],
)
def test_placeholders_are_compared(source, translation, same):
    assert (make_messages.placeholders(source) == make_messages.placeholders(translation)) is same


def test_what_argparse_itself_says_is_there():
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(argparse)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext")
    ]
    said = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}
    ours = {text.source for text in ARGPARSE_TEXTS} | {"show program's version number and exit"}
    assert said - NEVER_SHOWN <= ours
