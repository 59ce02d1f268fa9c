from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from livecoach.errors import RecordError
from livecoach.evaluate.pulls.fault_onsets import crossings_s
from livecoach.evaluate.pulls.labels import load_labels
from tests.evaluate.sets import FIRST_S, PULL_S, write_set

if TYPE_CHECKING:
    from pathlib import Path


def test_a_fault_begins_where_its_definition_is_exceeded(tmp_path: Path):
    clip = load_labels(write_set(tmp_path, names=("a",)))[0]
    found = crossings_s(clip)
    assert set(found) == {(2, "shrug"), (4, "lumbar_extension"), (5, "shrug")}
    for (rep, _), crossing_s in found.items():
        assert crossing_s == pytest.approx(FIRST_S + rep * PULL_S + 0.5, abs=1 / 30 + 1e-6)


def test_without_a_table_there_is_no_crossing(tmp_path: Path):
    clip = load_labels(write_set(tmp_path, names=("a",)))[0]
    (tmp_path / "a.csv").unlink()
    assert crossings_s(clip) == {}


def test_a_missing_column_leaves_out_its_fault_only(tmp_path: Path):
    clip = load_labels(write_set(tmp_path, names=("a",)))[0]
    table = tmp_path / "a.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("lumbar_ext_deg", "other"), encoding="utf-8")
    assert {kind for _, kind in crossings_s(clip)} == {"shrug"}


@pytest.mark.parametrize("text", ["", "t_s,lumbar_ext_deg\n0.0,much\n", "lumbar_ext_deg\n1.0\n"])
def test_a_table_that_cannot_be_read_is_named(tmp_path: Path, text: str):
    clip = load_labels(write_set(tmp_path, names=("a",)))[0]
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=r"a\.csv"):
        crossings_s(clip)
