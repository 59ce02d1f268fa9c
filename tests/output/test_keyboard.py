from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.commands import Action
from livecoach.output.keyboard import Keyboard
from livecoach.output.sdl import pygame


def key(unicode: str, scancode: int = 0, key: int = 0, mod: int = 0) -> pygame.Event:
    return pygame.Event(pygame.KEYDOWN, unicode=unicode, scancode=scancode, key=key, mod=mod)


@pytest.mark.parametrize(
    ("written", "place", "action"),
    [
        ("й", pygame.KSCAN_Q, Action.QUIT),
        ("Й", pygame.KSCAN_Q, Action.QUIT),
        ("μ", pygame.KSCAN_M, Action.MUTE),
        (";", pygame.KSCAN_Q, Action.QUIT),
        ("/", pygame.KSCAN_Q, Action.QUIT),
        ("ק", pygame.KSCAN_E, None),
        ("ر", pygame.KSCAN_V, None),
        ("لا", pygame.KSCAN_B, Action.PACE),
        ("\u0661", pygame.KSCAN_1, Action.PICK_1),
        ("ю", pygame.KSCAN_PERIOD, Action.LOUDER),
    ],
)
def test_letters_in_no_table_count_by_their_place(written: str, place: int, action: Action | None) -> None:
    assert Keyboard().action(key(written, place)) is action


@given(st.sampled_from([pygame.KSCAN_Q, pygame.KSCAN_R, pygame.KSCAN_M]))
def test_latin_letters_never_count_by_their_place(place: int) -> None:
    for written in ("x", "é", "ß", "ğ", "Ø"):
        assert Keyboard().action(key(written, place)) is None


def test_signs_count_by_their_place_until_a_latin_letter_is_written() -> None:
    keyboard = Keyboard()
    assert keyboard.action(key("'", pygame.KSCAN_Q)) is Action.QUIT
    keyboard.action(key("x", pygame.KSCAN_B))
    assert keyboard.action(key("'", pygame.KSCAN_Q)) is None
    keyboard.action(key("я", pygame.KSCAN_Z))
    assert keyboard.action(key("'", pygame.KSCAN_Q)) is Action.QUIT


def test_a_key_that_writes_nothing_means_nothing() -> None:
    assert Keyboard().action(key("", pygame.KSCAN_Q)) is None
