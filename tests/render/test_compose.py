from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest

from livecoach.core.types import PoseObservation, Step, TrackState
from livecoach.core.words.message import _
from livecoach.core.words.translator import Translator, languages, translate, translator
from livecoach.faults.registry import texts_of
from livecoach.render.compose import compose_screen
from livecoach.render.draw.layout import READABLE, Rect, layout
from livecoach.render.draw.palette import ADVICE, FAULT
from livecoach.render.draw.scene import Dot, Item, Label, Meter, Panel, Plot, Ring
from livecoach.render.panels.hud import KEYS
from livecoach.render.panels.rep_history import RepHistory
from livecoach.render.screens.screen import shown
from livecoach.render.session_state import HELP, Halt, SessionState, Status
from tests.render.scenes import LONG_NAME, SIZES, calm, grey, readings, reps, states, traces
from tests.support.faults import REP_FAULT_IDS


def _history() -> RepHistory:
    history = RepHistory()
    step = calm((640, 480))
    for rep, events in reps():
        history.update(replace(step, rep=rep, rep_count=rep.index, closed=events))
    return history


def _plan(step: Step, overlay: SessionState, history: RepHistory, words: Translator) -> tuple[Item, ...]:
    return compose_screen(shown(step, overlay), history, words, traces())


def _box(item: Item) -> Rect:
    if isinstance(item, Label):
        return item.box
    if isinstance(item, Dot):
        return Rect(item.x - item.radius, item.y - item.radius, 2 * item.radius + 1, 2 * item.radius + 1)
    return item.track if isinstance(item, Meter) else item.rect


def _labels(items: tuple[Item, ...]) -> list[Label]:
    return [item for item in items if isinstance(item, Label)]


def _panels(items: tuple[Item, ...]) -> list[Panel]:
    return [item for item in items if isinstance(item, Panel)]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", SIZES)
def test_nothing_overlaps_and_nothing_is_outside(size: tuple[int, int], language: str) -> None:
    picture = Rect(0, 0, *size)
    for step, overlay in states(size):
        items = _plan(step, overlay, _history(), translator(language))
        for one, other in combinations(_panels(items), 2):
            assert not one.rect.overlaps(other.rect), (one, other)
        for item in items:
            assert picture.contains(_box(item)), item
            if not isinstance(item, Panel):
                assert sum(panel.rect.contains(_box(item)) for panel in _panels(items)) == 1, item
        for label, other_label in combinations(_labels(items), 2):
            assert not label.box.overlaps(other_label.box), (label, other_label)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", SIZES)
def test_labels_lie_on_no_sign_but_the_marks_inside_a_meter(size: tuple[int, int], language: str) -> None:
    for step, overlay in states(size):
        items = _plan(step, overlay, _history(), translator(language))
        for label in _labels(items):
            for item in items:
                if isinstance(item, Dot | Plot) or (isinstance(item, Meter) and label.text not in "!?"):
                    assert not label.box.overlaps(_box(item)), (label, item)
                if isinstance(item, Ring) and label.box.overlaps(item.rect):
                    corners = ((label.box.x, label.y), (label.box.right, label.y))
                    cx, cy = item.rect.middle
                    inner = item.rect.w / 2 - item.thickness
                    assert all((x - cx) ** 2 + (y - cy) ** 2 <= inner**2 for x, y in corners), label


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", [size for size in SIZES if size != (240, 320)])
def test_only_long_notes_and_long_advice_are_ever_shortened(size: tuple[int, int], language: str) -> None:
    words = translator(language)
    for step, overlay in states(size):
        texts = [label.text for label in _labels(_plan(step, overlay, _history(), words))]
        cut = [text for text in texts if text.endswith("…")]
        free = (
            words("space: continue"),
            words("Dizzy? Then stop") if overlay.aids.caution else "",
            step.notice,
            *overlay.status.notes,
        )
        free += (translate(step.sighting.advice, language),)
        free += (f"{words('Settings')} {LONG_NAME}", f"< {LONG_NAME} >")
        free += (
            words(
                _("profile {} · {}"),
                overlay.status.profile,
                words(_("sensitivity {}"), overlay.status.sensitivity),
            ),
        )
        whole = _plain(" ".join(free))
        assert all(_plain(text) in whole for text in cut), cut


def _plain(text: str) -> str:
    return " ".join(re.sub("[…·*]", " ", text).split())


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", SIZES[:6])
@pytest.mark.parametrize("kind", REP_FAULT_IDS)
def test_count_and_instruction_read_from_three_metres(size: tuple[int, int], language: str, kind: str) -> None:
    step = replace(calm(size), readings=readings((kind,)), rep_count=28)
    items = _plan(step, SessionState(), _history(), translator(language))
    tall = {label.text for label in _labels(items) if label.em >= READABLE * size[1]}
    assert "28" in tall
    assert set(texts_of(kind, translator(language)).correction.split()) <= set(" ".join(tall).split())


def _surfaces(items: tuple[Item, ...]) -> set[object]:
    return {panel.surface for panel in _panels(items)}


def test_the_banner_comes_with_the_fault_and_leaves_with_it() -> None:
    step = calm((1280, 720))
    wrong = replace(step, readings=readings(("lumbar_extension",)))
    assert FAULT not in _surfaces(_plan(step, SessionState(), RepHistory(), translator("en")))
    items = _plan(wrong, SessionState(), RepHistory(), translator("en"))
    assert FAULT in _surfaces(items)
    assert "Ribs down" in [label.text for label in _labels(items)]
    assert FAULT not in _surfaces(_plan(step, SessionState(), RepHistory(), translator("en")))


def test_the_most_urgent_fault_is_named_first() -> None:
    step = replace(calm((1280, 720)), readings=readings(("shrug", "head_protrusion")))
    texts = [label.text for label in _labels(_plan(step, SessionState(), RepHistory(), translator("en")))]
    assert "Shoulders down" in texts
    assert "Chin back" not in texts


def test_advice_is_amber_never_red() -> None:
    step = replace(calm((1280, 720)), sighting=PoseObservation(None, TrackState.REFUSED, "Step back: hips not in view"))
    surfaces = _surfaces(_plan(step, SessionState(), RepHistory(), translator("en")))
    assert ADVICE in surfaces
    assert FAULT not in surfaces


@pytest.mark.parametrize("language", languages())
def test_advice_is_given_in_the_words_language(language: str) -> None:
    step = replace(calm((1280, 720)), sighting=PoseObservation(None, TrackState.REFUSED, _("Come into the picture")))
    texts = [label.text for label in _labels(_plan(step, SessionState(), RepHistory(), translator(language)))]
    assert translate(_("Come into the picture"), language) in " ".join(texts)


def test_pause_silences_the_banner_of_a_fault() -> None:
    step = replace(calm((1280, 720)), readings=readings(("shrug",)))
    items = _plan(step, SessionState(halt=Halt.PAUSED), RepHistory(), translator("en"))
    assert FAULT not in _surfaces(items)
    assert {"Paused", "space: continue"} <= {label.text for label in _labels(items)}


def test_a_notice_is_shown_once_large_while_calibrating_else_small() -> None:
    step = replace(calm((1280, 720)), notice="Stand still")
    small = [
        label
        for label in _labels(_plan(step, SessionState(), RepHistory(), translator("en")))
        if label.text == "Stand still"
    ]
    large = [
        label
        for label in _labels(_plan(replace(step, calibrating=True), SessionState(), RepHistory(), translator("en")))
        if label.text == "Stand still"
    ]
    assert len(small) == len(large) == 1
    assert large[0].em > small[0].em


def test_help_lists_every_key_and_takes_the_place_of_the_panels() -> None:
    place = layout(1280, 720)
    assert place is not None
    texts = [
        label.text
        for label in _labels(_plan(calm((1280, 720)), SessionState(opened=HELP), RepHistory(), translator("en")))
    ]
    assert {key for key, _text in KEYS} <= set(texts)
    assert "Drive" not in texts


def test_fps_recording_and_mute_are_shown_only_when_asked_for() -> None:
    step = calm((1280, 720))
    quiet = [label.text for label in _labels(_plan(step, SessionState(), RepHistory(), translator("en")))]
    asked = SessionState(status=Status(65.4, muted=True, fps=29.97))
    shown = [label.text for label in _labels(_plan(step, asked, RepHistory(), translator("en")))]
    assert not {"tracking · 3O fps", "REC 1:O5", "muted"} & set(quiet)
    assert {"tracking · 3O fps", "REC 1:O5", "muted"} <= set(shown)


@pytest.mark.parametrize("size", [(1, 1), (64, 48)])
def test_a_tiny_picture_gets_no_text(size: tuple[int, int]) -> None:
    step = replace(calm((320, 240)), frame=replace(calm((320, 240)).frame, image_bgr=grey(size)))
    assert _plan(step, SessionState(), RepHistory(), translator("en")) == ()
