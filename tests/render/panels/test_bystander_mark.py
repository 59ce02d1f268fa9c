from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from livecoach.core.guide_state import GuideState, Stage
from livecoach.core.words.translator import languages, translator
from livecoach.render.compose import compose_screen
from livecoach.render.draw.layout import Rect
from livecoach.render.draw.palette import FAULT
from livecoach.render.draw.scene import Label, Panel
from livecoach.render.panels.bystander_mark import BystanderMark, Mark, beside, mirrored, paint_bystander
from livecoach.render.panels.rep_history import RepHistory
from livecoach.render.panels.trace import TraceHistory
from livecoach.render.renderer import Renderer
from livecoach.render.screens.screen import choose_screen, marks_bystanders, shown
from livecoach.render.session_state import HELP, Halt, SessionState, Status
from tests.render.scenes import SIZES, calm, grey, person, states

BOX = (10.0, 20.0, 110.0, 220.0)
FAR = (300.0, 20.0, 400.0, 220.0)


def after(seconds: float, boxes: tuple[tuple[float, float, float, float] | None, ...], fps: float) -> Mark | None:
    """Return the mark after each box was the newest for ``seconds``."""
    follower, mark, t_s = BystanderMark(), None, 0.0
    for box in boxes:
        for _ in range(round(seconds * fps)):
            mark = follower.update(t_s, box)
            t_s += 1.0 / fps
    return mark


def test_it_fades_in_moves_smoothly_and_fades_out() -> None:
    follower = BystanderMark()
    strengths = [mark.strength if (mark := follower.update(i / 30.0, BOX)) else 0.0 for i in range(60)]
    assert strengths[0] == 0.0
    assert max(np.diff(strengths)) < 0.15
    assert strengths[-1] > 0.95
    lefts = [mark.box[0] for i in range(60, 150) if (mark := follower.update(i / 30.0, FAR))]
    assert max(np.diff(lefts)) < 0.15 * (FAR[0] - BOX[0])
    assert lefts[-1] == pytest.approx(FAR[0], abs=1.0)
    gone = [follower.update(i / 30.0, None) for i in range(150, 240)]
    assert gone[0] is not None
    assert gone[-1] is None


@pytest.mark.parametrize("fps", [10.0, 24.0, 60.0])
def test_every_frame_rate_shows_the_same(fps: float) -> None:
    seen, usual = after(1.0, (BOX, FAR), fps), after(1.0, (BOX, FAR), 30.0)
    assert seen is not None
    assert usual is not None
    assert seen.box == pytest.approx(usual.box, abs=8.0)
    assert seen.strength == pytest.approx(usual.strength, abs=0.02)


def test_the_coached_person_is_never_greyed() -> None:
    size = (640, 480)
    points = person(size)
    own_left, own_right = float(np.nanmin(points[:, 0])), float(np.nanmax(points[:, 0]))
    left = beside(Mark((20.0, 40.0, own_left + 40.0, 480.0), 1.0), points)
    right = beside(Mark((own_right - 40.0, 40.0, 620.0, 480.0), 1.0), points)
    assert left is not None
    assert right is not None
    assert left.box[2] < own_left
    assert right.box[0] > own_right
    assert beside(Mark((own_left - 20.0, 40.0, own_right + 20.0, 480.0), 1.0), points) is None
    assert beside(Mark(BOX, 1.0), np.full((33, 2), np.nan, np.float32)) == Mark(BOX, 1.0)


def test_a_mirrored_box_lies_where_the_picture_went() -> None:
    assert mirrored(BOX, 640) == (530.0, 20.0, 630.0, 220.0)
    assert mirrored(mirrored(BOX, 640), 640) == BOX


def test_only_its_place_becomes_grey_and_darker_and_nothing_red() -> None:
    image = grey((640, 480))
    image[:] = (40, 90, 200)
    paint_bystander(image, Mark(BOX, 1.0))
    blue, _, red = image[120, 60].astype(int)
    assert abs(red - blue) < 12
    assert image[120, 60].mean() < 90
    outside = np.ones(image.shape[:2], bool)
    outside[20:220, 10:110] = False
    assert (image[outside] == (40, 90, 200)).all()
    paint_bystander(image, Mark((-50.0, -50.0, -10.0, -10.0), 1.0))
    paint_bystander(image, Mark((600.0, 400.0, 900.0, 900.0), 0.5))


def test_nobody_is_marked_where_nobody_is_judged() -> None:
    step = calm((640, 480))
    running, resting = SessionState(GuideState(Stage.RUNNING)), SessionState(GuideState(Stage.RESTING))
    assert marks_bystanders(choose_screen(step, SessionState()))
    assert marks_bystanders(choose_screen(step, running))
    assert marks_bystanders(choose_screen(step, replace(running, halt=Halt.PAUSED)))
    assert not marks_bystanders(choose_screen(step, SessionState(opened=HELP)))
    assert not marks_bystanders(choose_screen(step, resting))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", SIZES)
def test_the_word_on_it_overlaps_nothing(size: tuple[int, int], language: str) -> None:
    width, height = size
    text = translator(language)("not judged")
    told = 0
    for step, overlay in states(size):
        for share in (0.0, 0.7):
            mark = Mark((share * width, 0.1 * height, (share + 0.3) * width, height), 1.0)
            *others, panel, label = compose_screen(
                shown(step, overlay), RepHistory(), translator(language), TraceHistory(), mark=mark
            )
            if not (isinstance(label, Label) and label.text == text):
                continue
            told += 1
            assert isinstance(panel, Panel)
            assert panel.surface is not FAULT
            assert Rect(0, 0, *size).contains(panel.rect)
            assert panel.rect.contains(label.box)
            assert not any(panel.rect.overlaps(other.rect) for other in others if isinstance(other, Panel))
    assert told or min(size) < 480


def test_the_renderer_marks_the_mirrored_place() -> None:
    step = calm((640, 480), grey((640, 480), 200))
    overlay = SessionState(status=Status(bystander_px=(20.0, 240.0, 160.0, 460.0)))
    for mirror, columns in ((False, slice(60, 120)), (True, slice(520, 580))):
        renderer = Renderer(mirror)
        for i in range(90):
            image = renderer.draw(replace(step, frame=replace(step.frame, t_s=i / 30.0)), overlay)
        assert image[330:400, columns].mean() < 120
