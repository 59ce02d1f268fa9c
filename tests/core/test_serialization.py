import dataclasses
import json
import math

import pytest
from hypothesis import given

from livecoach.core.serialization import from_record, number, to_record
from livecoach.core.types import Baseline, BaselineHow, Event, Grade, Rep
from livecoach.errors import RecordError
from tests.core import strategies

EVENT = Event("shrug", 1.0, None, 0.03, 1.2, 0.013, "torso lengths", Grade.MILD, None)


def same(left, right):
    """Equal in type and value, NaN being equal to NaN."""
    if dataclasses.is_dataclass(left):
        names = [field.name for field in dataclasses.fields(left)]
        return type(left) is type(right) and all(same(getattr(left, name), getattr(right, name)) for name in names)
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[name], right[name]) for name in left)
    if isinstance(left, float) and math.isnan(left):
        return isinstance(right, float) and math.isnan(right)
    return type(left) is type(right) and left == right


@given(
    strategies.events
    | strategies.reps
    | strategies.baselines
    | strategies.measures
    | strategies.readings
    | strategies.cues
    | strategies.commands
)
def test_what_comes_back_from_json_is_what_went_in(item):
    text = json.dumps(to_record(item), allow_nan=False)
    assert same(from_record(type(item), json.loads(text)), item)


def test_a_record_is_plain_text_and_numbers():
    assert to_record(EVENT) == {
        "kind": "shrug",
        "start_s": 1.0,
        "end_s": None,
        "peak": 0.03,
        "peak_s": 1.2,
        "limit": 0.013,
        "unit": "torso lengths",
        "grade": "mild",
        "rep": None,
        "baseline": None,
        "by": "landmarks",
        "against": "clean_rep",
    }


def test_an_unknown_number_is_null():
    assert number(math.nan) is None
    assert number(math.inf) is None
    assert number(1) == 1.0


def test_a_field_left_out_has_its_default_and_one_too_many_is_passed_over():
    assert same(from_record(Baseline, {"how": "still", "later": 1}), Baseline(BaselineHow.STILL))


@pytest.mark.parametrize("change", [{"grade": "dance"}, {"start_s": "soon"}, {"start_s": [1]}, {"grade": 3}])
def test_a_record_that_cannot_be_read_is_a_record_error(change):
    with pytest.raises(RecordError, match="Event"):
        from_record(Event, to_record(EVENT) | change)


def test_a_missing_field_is_a_record_error():
    with pytest.raises(RecordError, match="Rep"):
        from_record(Rep, {"index": 1})
