"""Measurements kept, compared and charted."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from pathlib import Path

import cv2
import pytest

from livecoach.core.types import View
from livecoach.core.unknown import NAN
from livecoach.errors import OutputError, SourceError
from livecoach.measure.mobility import MDC, Range
from livecoach.measure.mobility_change import Claim
from livecoach.session.mobility.collector import Found, Try
from livecoach.session.mobility.history import changes, chart, keep, load, record_of

LIMIT = MDC[Range.HEAD_LEFT][View.FRONT]


def record(day: int, left_deg: float, view: View = View.FRONT):
    found = {
        Range.ELBOWS_BEHIND: Found(NAN, (Try(NAN, "shrug"),), View.FRONT, "view"),
        Range.HEAD_LEFT: Found(left_deg, (Try(left_deg),) * 3, view),
        Range.HEAD_RIGHT: Found(50.0, (Try(50.0),) * 3, view),
    }
    return record_of(found, datetime(2026, 5, day, 7, tzinfo=UTC), "camera", "full")


def claims(record, earlier) -> dict[Range, Claim]:
    return {change.what: change.claim for change in changes(record, earlier)}


def test_a_number_is_compared_with_the_last_from_the_same_view_and_only_claimed_past_its_limit():
    first, second, other = record(1, 50.0), record(2, 50.0 + LIMIT - 1.0), record(3, 70.0, View.THREE_QUARTER_FRONT)
    assert claims(first, [])[Range.HEAD_LEFT] is Claim.FIRST
    assert claims(second, [first])[Range.HEAD_LEFT] is Claim.NOT_SHOWN
    assert claims(other, [first, second])[Range.HEAD_LEFT] is Claim.OTHER_VIEW
    found = changes(record(4, 50.0 + LIMIT + 1.0), [first, other])
    assert (found[1].claim, found[1].before) == (Claim.CHANGED, 50.0)
    assert (found[0].claim, found[0].why) == (Claim.NOT_MEASURED, "view")
    assert math.isnan(found[0].now)


def test_what_is_kept_is_read_again_in_the_order_of_dates(tmp_path: Path):
    for day in (3, 1, 2):
        keep(tmp_path / "new", record(day, 50.0 + day))
    history = load(tmp_path / "new")
    assert [one.measures[Range.HEAD_LEFT].value for one in history.records] == [51.0, 52.0, 53.0]
    assert history.left_out == ()
    assert load(tmp_path / "none").records == ()


def test_a_later_part_takes_the_place_of_the_earlier_in_one_file(tmp_path: Path):
    assert keep(tmp_path, record(1, 50.0)) == keep(tmp_path, record(1, 60.0))
    [only] = load(tmp_path).records
    assert only.measures[Range.HEAD_LEFT].value == 60.0


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"what": "mobility", "format": 1, "taken_at": "2026-05-01T07:00"}'])
def test_a_file_that_cannot_be_read_is_named_and_left_alone(tmp_path: Path, text: str):
    broken = tmp_path / "a.json"
    broken.write_text(text)
    keep(tmp_path, record(1, 50.0))
    history = load(tmp_path)
    assert len(history.records) == 1
    assert history.left_out == ("a.json is not from livecoach mobility",)
    assert broken.read_text() == text


def test_many_dates_are_a_chart(tmp_path: Path):
    for day in (1, 5, 9):
        keep(tmp_path / "history", record(day, 50.0 + day))
    picture, history = chart(tmp_path / "history", tmp_path / "chart.png", overwrite=False)
    assert len(history.records) == 3
    assert cv2.imread(str(picture)).shape[1] == 1600
    with pytest.raises(OutputError, match="--overwrite"):
        chart(tmp_path / "history", picture, overwrite=False)


def test_no_measurements_or_no_folder_are_one_sentence(tmp_path: Path):
    with pytest.raises(SourceError, match="There are no measurements"):
        chart(tmp_path, tmp_path / "chart.png", overwrite=False)
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="choose another --folder"):
        keep(tmp_path / "file" / "in", record(1, 50.0))


def test_a_measurement_of_version_0_1_is_read(tmp_path: Path):
    """As 0.1 wrote it: the time with its zone, a range that was not measured with its reason."""
    missing = {"value": None, "view": "front", "minimum_detectable_change": None, "why": "view", "tries": []}
    seen = {"value": 50.0, "view": "front", "minimum_detectable_change": LIMIT, "why": ""}
    seen["tries"] = [{"value": 50.0, "why": ""}]
    measures = {what.value: missing if what is Range.ELBOWS_BEHIND else seen for what in Range}
    old = {
        "what": "mobility",
        "format": 1,
        "taken_at": "2026-05-01T07:00:00+02:00",
        "source": "camera",
        "model": "full",
    }
    (tmp_path / "old.json").write_text(json.dumps(old | {"measures": measures}))
    [found] = load(tmp_path).records
    assert found.model_dump(mode="json") == old | {"measures": measures}
