"""The pacer on the screen: readable, calm, and where nothing else is (``test_plan`` holds the rest)."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from livecoach.core.breath import RepBreaths
from livecoach.core.pacer import Pace, PacePhase, Rhythm, pace
from livecoach.core.types import Phase
from livecoach.core.words.translator import languages, translator
from livecoach.render.compose import compose_screen
from livecoach.render.draw.layout import layout
from livecoach.render.draw.palette import FAULT
from livecoach.render.draw.scene import Label, Panel, Plot, Ring
from livecoach.render.panels.pacer_ring import fullness, pacer_panel, pacer_rect
from livecoach.render.panels.rep_history import RepHistory
from livecoach.render.screens.screen import shown
from livecoach.render.session_state import Aids, SessionState
from tests.render.scenes import calm, readings, traces

USUAL = ((640, 480), (480, 640), (720, 1280), (1280, 720), (1920, 1080), (1080, 1920))


@pytest.mark.parametrize("size", USUAL)
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("part", [PacePhase.INHALE, PacePhase.EXHALE])
def test_the_word_reads_from_three_metres(size: tuple[int, int], language: str, part: PacePhase) -> None:
    place = layout(*size)
    assert place is not None
    [word] = [
        item for item in pacer_panel(place, Pace(part, 0.5, 1.0, 0), translator(language)) if isinstance(item, Label)
    ]
    assert word.em >= place.phase_text  # the word for the phase of the pull reads from there too
    assert word.text == translator(language)("In" if part is PacePhase.INHALE else "Out")


def test_the_ring_never_jumps() -> None:
    rhythm = Rhythm(3.0, 1.0, 5.0, 1.0)
    levels = [fullness(pace(rhythm, index / 30.0)) for index in range(round(30 * 2 * rhythm.cycle_s))]
    assert max(abs(later - level) for level, later in pairwise(levels)) <= 1.01 / (30.0 * 3.0)
    assert (min(levels), max(levels)) == (0.0, 1.0)


def test_a_pause_stands_still_without_a_word() -> None:
    place = layout(1280, 720)
    assert place is not None
    for part, full in ((PacePhase.FULL, 1.0), (PacePhase.EMPTY, 0.0)):
        items = tuple(pacer_panel(place, Pace(part, 0.5, 1.0, 0), translator("en")))
        assert [item.fraction for item in items if isinstance(item, Ring)] == [full]
        assert not any(isinstance(item, Label) for item in items)


@pytest.mark.parametrize("size", USUAL)
def test_the_traces_leave_the_pacer_its_place(size: tuple[int, int]) -> None:
    place = layout(*size)
    assert place is not None
    rect = pacer_rect(place)
    overlay = SessionState(aids=Aids(Pace(PacePhase.INHALE, 0.5, 1.0, 0), trace=True))
    items = compose_screen(shown(calm(size), overlay), RepHistory(), translator("en"), traces())
    assert rect in [item.rect for item in items if isinstance(item, Panel)]
    assert any(isinstance(item, Plot) for item in items)


def test_where_there_is_no_room_nothing_is_drawn() -> None:
    place = layout(240, 180)
    assert place is not None
    assert pacer_rect(place) is None
    assert not tuple(pacer_panel(place, Pace(PacePhase.INHALE, 0.5, 1.0, 0), translator("en")))


def texts(hold: RepBreaths, *active: str) -> tuple[list[str], set[object]]:
    step = replace(calm((1280, 720)), phase=Phase.HOLD, rep_breaths=hold, readings=readings(active))
    items = compose_screen(shown(step, SessionState()), RepHistory(), translator("en"), traces())
    return (
        [item.text for item in items if isinstance(item, Label)],
        {item.surface for item in items if isinstance(item, Panel)},
    )


def test_a_hold_shows_its_breaths_and_says_when_it_is_done() -> None:
    shown, _ = texts(RepBreaths(1, 2, math.nan, True, True))
    assert "1 of 2" in shown
    assert "Hold" not in shown
    assert "And return" not in shown
    done, surfaces = texts(RepBreaths(3, 2, math.nan, True, True))
    assert "2 of 2" in done
    assert "And return" in done
    assert FAULT not in surfaces


def test_a_fault_comes_before_the_return() -> None:
    shown, surfaces = texts(RepBreaths(2, 2, math.nan, False, False), "shrug")
    assert "Shoulders down" in shown
    assert "And return" not in shown
    assert FAULT in surfaces
