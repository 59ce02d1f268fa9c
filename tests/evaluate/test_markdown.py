from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.evaluate.markdown import interval, percent_of, table

CELLS = st.text(st.characters(exclude_categories=["Cc", "Zl", "Zp"]), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_a_table_has_one_line_a_row_and_no_cell_breaks_it(rows: list[tuple[str, str]]):
    lines = table(["one", "other"], rows).split("\n")
    assert len(lines) == 2 + len(rows)
    assert {line.count("|") for line in lines} == {3}


def test_a_share_is_in_percent_and_a_number_has_two_digits():
    assert interval((0.5, 0.25, 0.75)) == "50.0 % (25-75)"
    assert interval((0.5, 0.25, 0.75), share=False) == "0.50 (0.25-0.75)"


@pytest.mark.parametrize("rate", [(None, 0.0, 1.0), (0.5, None, 1.0), (0.5, 0.0, None)])
def test_what_is_unknown_is_a_dash(rate: tuple[float | None, ...]):
    assert interval(rate) == "-"


def test_a_count_carries_its_share_and_wilsons_interval():
    assert percent_of(5, 10) == "5 of 10, 50.0 % (24-76)"  # Wilson 1927, z = 1.96: 0.237 to 0.763
    assert percent_of(0, 0) == "-"
