"""``livecoach posture compare --points`` with the real window and mouse: a point drawn aside, undone, drawn again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from livecoach.output.picture_file import digest
from livecoach.posture.capture.draw_points import place_of
from livecoach.posture.capture.edit_points import handles
from livecoach.posture.compare import CAPTURE, FORMAT
from livecoach.posture.measure.find_stance import look, stance_from, stance_record
from livecoach.posture.photo_file import load_photo
from livecoach.render.draw.palette import BLUE, WHITE
from livecoach.track.mediapipe_tracker import PhotoTracker
from livecoach.track.model_files import resolve_model
from tests.e2e.coach import coach, wait_until
from tests.support.display import private_display
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.display import Display

pytestmark = pytest.mark.e2e

DATA = ROOT / "tests/data/photos"
TITLE = "livecoach posture"
AWAY_PX = 60
RING_PX = 8


@pytest.fixture(scope="module")
def display() -> Iterator[Display]:
    """A private X server of 1400 x 900 pixels."""
    with private_display() as running:
        yield running


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, tuple[int, int]]]:
    """Two photos as ``capture`` keeps them, and where the near elbow stands in the picture of each."""
    folder, found = tmp_path_factory.mktemp("photos"), []
    with PhotoTracker(resolve_model("full")) as tracker:
        for path in (DATA / "arms_before.jpg", DATA / "arms_after.jpg"):
            kept = Path(shutil.copy(path, folder))
            seen = stance_record(look(load_photo(path), tracker, path.name))
            record = {
                "what": CAPTURE,
                "format": FORMAT,
                "sha256": digest(kept),
                "taken_at": "2026-05-01T10:00:00+00:00",
            }
            kept.with_suffix(".json").write_text(json.dumps(record | {"takes": [seen]}), encoding="utf-8")
            stance = stance_from(seen)
            place = place_of([one.at(stance) for one in handles(stance)])
            elbow = next(one for one in handles(stance) if one.name == "elbow")
            found.append((kept, place.to_picture(elbow.at(stance))))
    return found


def ring(display: Display, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    """Whether a point's ring of that colour stands there in the window, within a pixel."""
    rect = display.rect(TITLE)
    x, y = rect.x + at[0], rect.y + at[1] - RING_PX
    part = display.screenshot()[y - 2 : y + 3, x - 1 : x + 2].astype(int)
    return bool((np.abs(part - colour).max(axis=2) < 60).any())


def drawn(display: Display, ends: list[tuple[int, int]], aside: tuple[int, int]) -> bool:
    """Draw the point over the screen unless it lies aside already, where the way begins there is none then."""
    if not ring(display, aside, BLUE):
        display.drag(*ends)
    return ring(display, aside, BLUE)


def test_a_point_is_drawn_aside_undone_and_drawn_again(
    display: Display, photos: list[tuple[Path, tuple[int, int]]], tmp_path: Path
):
    (first, before), (second, after) = photos
    aside = before[0] - AWAY_PX, before[1]
    out = tmp_path / "out.jpg"
    arguments = ("posture", "compare", str(first), str(second), "--out", str(out), "--points")
    with coach(*arguments, env=display.environment) as running:
        wait_until(lambda: ring(display, before, WHITE), "the elbow of the first photo", running)
        rect = display.rect(TITLE)
        ends = [(rect.x + x, rect.y + y) for x, y in (before, ((before[0] + aside[0]) // 2, before[1]), aside)]
        wait_until(lambda: drawn(display, ends, aside), "the elbow aside", running)
        display.press(TITLE, "u")
        wait_until(lambda: ring(display, before, WHITE), "the undoing", running)
        wait_until(lambda: drawn(display, ends, aside), "the elbow aside again", running)
        assert not out.exists()
        display.press(TITLE, "Return")
        wait_until(lambda: ring(display, after, WHITE), "the second photo", running)
        display.press(TITLE, "Return")
        code, said, wrong = running.end()
    assert (code, wrong) == (0, "")
    assert "Moved by hand, before: elbow." in said
    record = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
    assert (record["before"]["moved_by_hand"], record["after"]["moved_by_hand"]) == (["elbow"], [])


def test_who_stops_writes_nothing(display: Display, photos: list[tuple[Path, tuple[int, int]]], tmp_path: Path):
    out = tmp_path / "out.jpg"
    arguments = ("posture", "compare", *(str(photo) for photo, _ in photos), "--out", str(out), "--points")
    with coach(*arguments, env=display.environment) as running:
        display.window(TITLE)
        display.press(TITLE, "q")
        code, _, wrong = running.end()
    assert code == 1
    assert "nothing was written" in wrong
    assert not list(tmp_path.iterdir())
