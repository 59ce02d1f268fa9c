from __future__ import annotations

import pytest
from pydantic import ValidationError

from livecoach.core.section import Section, number, switch


class Lamp(Section):
    """A section of two options."""

    brightness: float = number(0.5, 0.0, 1.0, "share", "How bright it is.")
    on: bool = switch(True, "Whether it is on.")


def test_range_unit_and_meaning_stand_in_the_schema():
    brightness = Lamp.model_json_schema()["properties"]["brightness"]
    assert (brightness["minimum"], brightness["maximum"], brightness["unit"]) == (0.0, 1.0, "share")
    assert brightness["description"] == "How bright it is."


def test_a_whole_number_may_stand_for_a_float():
    assert Lamp.model_validate({"brightness": 1}).brightness == 1.0


@pytest.mark.parametrize("given", [{"brightness": "1"}, {"brightness": 1.1}, {"on": 1}, {"colour": "red"}])
def test_wrong_types_values_and_keys_are_refused(given: dict[str, object]):
    with pytest.raises(ValidationError):
        Lamp.model_validate(given)


def test_it_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        Lamp().on = False  # type: ignore[misc]
