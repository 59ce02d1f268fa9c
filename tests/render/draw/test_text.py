from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.render.draw.text import (
    BOLD,
    LINE,
    REGULAR,
    Font,
    ascent_px,
    extent_px,
    fit_line,
    fit_lines,
    mask,
    round_zeros,
    width_px,
)

sentences = st.lists(st.text("abcdefgmWÄß.,", min_size=1, max_size=9), min_size=1, max_size=12).map(" ".join)


@given(sentences, st.integers(30, 400), st.integers(12, 60))
def test_a_fitted_line_is_never_wider_than_its_room(text: str, width: int, em: int) -> None:
    shown, size = fit_line(text, width, Font(em, 10, BOLD))
    assert width_px(shown, size, BOLD) <= width
    assert 10 <= size <= em
    assert shown == text or shown.endswith("…") or not shown


@given(sentences, st.integers(60, 500), st.integers(20, 200), st.integers(12, 60))
def test_fitted_lines_stay_in_their_room(text: str, width: int, height: int, em: int) -> None:
    lines, size = fit_lines(text, width, height, Font(em, 10, REGULAR))
    assert all(width_px(line, size, REGULAR) <= width for line in lines)
    assert len(lines) == 1 or len(lines) * LINE * size <= height
    if not any("…" in line for line in lines) and all(lines):
        assert " ".join(lines) == text


def test_a_text_that_fits_keeps_its_size() -> None:
    assert fit_line("Hold", 500, Font(40, 10, BOLD)) == ("Hold", 40)
    assert fit_lines("Shoulders down", 900, 80, Font(40, 10, BOLD)) == (("Shoulders down",), 40)


def test_lines_are_of_similar_length() -> None:
    lines, _ = fit_lines("Stand still for three seconds", 400, 200, Font(40, 10, BOLD))
    assert lines == ("Stand still for", "three seconds")


def test_no_short_word_stands_alone_between_longer_lines() -> None:
    lines, _ = fit_lines("Now one slow pull, shoulders low", 300, 160, Font(40, 40, BOLD))
    assert lines == ("Now one", "slow pull,", "shoulders low")


@pytest.mark.parametrize("em", [11, 20, 41, 110])
@pytest.mark.parametrize("weight", [REGULAR, BOLD])
@pytest.mark.parametrize("text", ["ÄÖÜ Schultern, (gjpqy) Q|", "128", "1O", "!", "?"])
def test_the_ink_stays_inside_the_announced_box(text: str, weight: int, em: int) -> None:
    up, down = extent_px(text, em)
    coverage = mask(text, em, weight)
    inked = np.flatnonzero(coverage.max(axis=1) > 40)
    assert coverage.max() > 240
    assert ascent_px(em) - up <= inked[0]
    assert inked[-1] < ascent_px(em) + down
    assert coverage.shape[1] == width_px(text, em, weight)


@pytest.mark.parametrize("text", ["ä", "ß", "·", "…", "é", "O"])
def test_the_face_has_every_sign_we_use(text: str) -> None:
    assert not np.array_equal(mask(text, 40, BOLD), mask("?", 40, BOLD))


def test_zeros_are_shown_without_a_stroke() -> None:
    assert [round_zeros(n) for n in (0, 7, 10, 108)] == ["O", "7", "1O", "1O8"]
