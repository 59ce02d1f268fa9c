from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from livecoach.core.guide_state import GuideState, Stage
from livecoach.core.words.phrases import spoken
from livecoach.core.words.translator import languages, translator
from livecoach.render.compose import compose_screen
from livecoach.render.draw.layout import READABLE, Rect, layout
from livecoach.render.draw.palette import ADVICE, FAULT, PANEL
from livecoach.render.draw.scene import Dot, Item, Label, Meter, Panel, Ring
from livecoach.render.panels.guide_panels import figure_box
from livecoach.render.panels.rep_history import RepHistory
from livecoach.render.panels.trace import TraceHistory
from livecoach.render.renderer import Renderer
from livecoach.render.screens.screen import choose_screen, shown
from livecoach.render.session_state import SessionState, Status
from tests.render.guides import flows, guided
from tests.render.scenes import BESIDE_PX, SIZES, calm, readings, reps


def drawn(step, overlay: SessionState, language: str = "en") -> tuple[Item, ...]:
    history = RepHistory()
    for rep, events in reps():
        history.update(replace(step, rep=rep, rep_count=rep.index, closed=events))
    return compose_screen(shown(step, overlay), history, translator(language), TraceHistory())


def box(item: Item) -> Rect:
    if isinstance(item, Label):
        return item.box
    if isinstance(item, Dot):
        return Rect(item.x - item.radius, item.y - item.radius, 2 * item.radius + 1, 2 * item.radius + 1)
    return item.track if isinstance(item, Meter) else item.rect


def labels(items: tuple[Item, ...]) -> list[Label]:
    return [item for item in items if isinstance(item, Label)]


def panels(items: tuple[Item, ...]) -> list[Panel]:
    return [item for item in items if isinstance(item, Panel)]


def assert_tidy(items: tuple[Item, ...], size: tuple[int, int]) -> None:
    picture = Rect(0, 0, *size)
    for one, other in combinations(panels(items), 2):
        assert not one.rect.overlaps(other.rect), (one, other)
    for item in items:
        assert picture.contains(box(item)), item
        if not isinstance(item, Panel):
            assert sum(panel.rect.contains(box(item)) for panel in panels(items)) == 1, item
    for label, other_label in combinations(labels(items), 2):
        assert not label.box.overlaps(other_label.box), (label, other_label)
    for label in labels(items):
        for ring in (item for item in items if isinstance(item, Ring)):
            if label.box.overlaps(ring.rect):
                cx, cy = ring.rect.middle
                inner = ring.rect.w / 2 - ring.thickness
                for x in (label.box.x, label.box.right):
                    assert (x - cx) ** 2 + (label.y - cy) ** 2 <= inner**2, label


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", SIZES)
def test_nothing_overlaps_and_nothing_is_outside(size: tuple[int, int], language: str) -> None:
    for step, overlay in guided(size):
        assert_tidy(drawn(step, overlay, language), size)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", [size for size in SIZES if size not in ((240, 320), (1280, 300))])
def test_instructions_are_whole_and_read_from_three_metres(size: tuple[int, int], language: str) -> None:
    for flow in flows():
        if flow.line:
            text = spoken(language)[flow.line]
            found = labels(drawn(calm(size), SessionState(flow), language))
            words = {word: label.em for label in found for word in label.text.split()}
            assert set(text.split()) <= set(words), text
            if size[0] > 500:
                assert min(words[word] for word in text.split()) >= 0.045 * min(size), text


@pytest.mark.parametrize("size", SIZES[:6])
def test_countdowns_read_from_three_metres(size: tuple[int, int]) -> None:
    for stage, em in ((Stage.STILL, READABLE), (Stage.RESTING, 0.13)):
        flow = GuideState(stage, left_s=42.4, done=0.3, last_set=next(f.last_set for f in flows() if f.last_set))
        figures = [label for label in labels(drawn(calm(size), SessionState(flow))) if label.text == "43"]
        assert figures[0].em >= em * min(size)


def test_a_fault_is_red_only_while_a_set_runs() -> None:
    step = replace(calm((1280, 720)), readings=readings(("shrug",)))
    for stage in Stage:
        surfaces = {panel.surface for panel in panels(drawn(step, SessionState(GuideState(stage, "get_ready"))))}
        assert (FAULT in surfaces) == (stage in (Stage.CALIBRATE, Stage.RUNNING, Stage.PAUSED)), stage


def test_only_what_interrupts_a_set_is_amber() -> None:
    step = calm((1280, 720))
    running = drawn(step, SessionState(GuideState(Stage.RUNNING, "step_back")))
    placing = drawn(step, SessionState(GuideState(Stage.GET_READY, "step_back")))
    assert ADVICE in {panel.surface for panel in panels(running)}
    assert {panel.surface for panel in panels(placing)} == {PANEL}


def test_the_count_is_of_the_set_and_so_are_the_dots() -> None:
    flow = GuideState(Stage.RUNNING, set_index=2, sets=3, reps=4, goal_reps=10)
    items = drawn(replace(calm((1280, 720)), rep_count=25), SessionState(flow))
    assert {"4", "/ 1O", "Set 2 of 3"} <= {label.text for label in labels(items)}
    assert len([item for item in items if isinstance(item, Dot)]) == 10 + 1  # and the tracking state's


def test_what_the_view_can_judge_is_told_while_there_is_time_to_turn() -> None:
    for stage in Stage:
        texts = [label.text for label in labels(drawn(calm((1280, 720)), SessionState(GuideState(stage))))]
        assert ("3/4 front: all visible" in texts) == (stage in (Stage.GET_READY, Stage.STILL, Stage.CALIBRATE))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", [size for size in SIZES if min(size) > 240 or size[0] > size[1]])
def test_a_second_person_is_told_in_whole_words(size: tuple[int, int], language: str) -> None:
    texts = {
        label.text for label in labels(drawn(calm(size), SessionState(status=Status(bystander_px=BESIDE_PX)), language))
    }
    words = translator(language)
    assert len({words("2nd person ignored"), words("2nd person")} & texts) == 1
    if size == (1280, 720):
        assert words("2nd person ignored") in texts


@pytest.mark.parametrize("size", SIZES)
def test_the_figure_stands_above_the_instruction_and_inside_the_picture(size: tuple[int, int]) -> None:
    place = layout(*size)
    found = figure_box(size, choose_screen(calm(size), SessionState(GuideState(Stage.GET_READY))))
    assert place is not None
    assert found is not None
    assert Rect(0, 0, *size).contains(found)
    assert not found.overlaps(place.banner)


def test_the_figure_is_drawn_only_while_getting_ready() -> None:
    step = calm((640, 480))
    bare = replace(step, sighting=replace(step.sighting, pose=None))
    renderer = Renderer()
    middle = (slice(80, 300), slice(200, 440))
    for stage in Stage:
        image = renderer.draw(bare, SessionState(GuideState(stage)))[middle]
        assert bool(np.ptp(image)) == (stage is Stage.GET_READY), stage
