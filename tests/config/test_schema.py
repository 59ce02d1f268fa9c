import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from livecoach.config.options import options
from livecoach.config.schema import Profile
from livecoach.faults.registry import rep_faults


def test_every_option_says_what_it_means_and_every_number_its_range():
    for option in options().values():
        assert option.meaning, option.key
        if option.type in (int, float):
            assert option.low is not None, option.key
            assert option.low <= option.default <= option.high, option.key
        if option.choices:
            assert option.default in option.choices, option.key


def test_four_steps_of_sensitivity_halve_or_double_a_limit():
    profile = Profile()
    assert profile.scaled(8.0) == 8.0
    assert profile.with_sensitivity(9).scaled(8.0) == pytest.approx(4.0)
    assert profile.with_sensitivity(1).scaled(8.0) == pytest.approx(16.0)


@given(st.integers(-5, 20))
def test_a_sensitivity_beyond_the_range_is_held_at_its_end(asked):
    changed = Profile().with_sensitivity(asked)
    assert changed.sensitivity == min(10, max(1, asked))
    assert Profile.model_validate(changed.model_dump()) == changed


@pytest.mark.parametrize("fault", rep_faults(), ids=lambda fault: fault.id)
def test_each_fault_has_its_own_section(fault):
    assert type(Profile().fault(fault.id)) is fault.section
    assert Profile().model_dump()[fault.id] == fault.section().model_dump()


def test_a_profile_cannot_be_changed_in_place():
    with pytest.raises(ValidationError):
        Profile().sensitivity = 3
    with pytest.raises(ValidationError):
        Profile().fault("shrug").limit = 0.02


@pytest.mark.parametrize("value", [True, "0.5", float("nan"), float("inf"), -0.1, 1.1, None])
def test_a_float_option_refuses_what_is_not_a_number_in_range(value):
    with pytest.raises(ValidationError):
        Profile.model_validate({"audio": {"volume": value}})


def test_an_int_may_stand_for_a_float_but_not_the_other_way_round():
    assert Profile.model_validate({"audio": {"volume": 1}}).audio.volume == 1.0
    with pytest.raises(ValidationError):
        Profile.model_validate({"camera": {"fps": 30.0}})


def test_the_schema_imports_neither_numpy_nor_the_file_libraries():
    code = (
        "import sys, livecoach.config.schema; print(*(set(sys.modules) & {'numpy', 'tomlkit', 'platformdirs', 'cv2'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == ""
