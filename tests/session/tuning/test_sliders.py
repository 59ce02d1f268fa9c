from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.config.load import with_options
from livecoach.config.schema import Profile
from livecoach.core.commands import Setting
from livecoach.session.tuning.sliders import Slide, other_sound, slide, value_of, value_text, with_value
from tests.support.faults import REP_FAULT_IDS

START = with_options(
    Profile(),
    {
        "shrug.limit": 0.016,
        "shrug.one_side_limit": 0.02,
        "lumbar_extension.limit": 5.5,
        "head_protrusion.limit": 0.025,
        "head_protrusion.side_limit": 0.036,
    },
    "test",
)
SLIDERS = [knob for knob in Setting if slide(START, knob) is not None]
profiles = st.builds(
    lambda shrug, one_side, head, side: with_options(
        Profile(),
        {
            "shrug.limit": shrug,
            "shrug.one_side_limit": one_side,
            "head_protrusion.limit": head,
            "head_protrusion.side_limit": side,
        },
        "test",
    ),
    st.floats(0.004, 0.08),
    st.floats(0.004, 0.1),
    st.floats(0.005, 0.2),
    st.floats(0.005, 0.3),
)


def _slide(profile: Profile, knob: Setting) -> Slide:
    found = slide(profile, knob)
    assert found is not None
    return found


def test_only_sound_and_name_are_no_sliders() -> None:
    assert set(Setting) - set(SLIDERS) == {Setting.SOUND, Setting.NAME}


@given(profiles, st.sampled_from(SLIDERS), st.floats(-0.5, 1.5))
def test_wherever_a_slider_is_drawn_to_the_profile_stays_valid(profile: Profile, knob: Setting, share: float) -> None:
    value = _slide(profile, knob).value(share)
    changed = with_value(profile, knob, value)
    assert Profile.model_validate(changed.model_dump()) == changed
    assert value_of(changed, knob) == pytest.approx(value)


@given(profiles, st.sampled_from(SLIDERS), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_further_right_is_never_less(profile: Profile, knob: Setting, one: float, other: float) -> None:
    scale = _slide(profile, knob)
    low, high = sorted((one, other))
    assert scale.value(low) <= scale.value(high)
    assert scale.share(scale.value(low)) <= scale.share(scale.value(high))


@pytest.mark.parametrize("knob", SLIDERS)
@pytest.mark.parametrize("direction", [1, -1])
def test_each_key_press_moves_until_the_end(knob: Setting, direction: int) -> None:
    profile = START
    scale = _slide(profile, knob)
    end = scale.high if direction > 0 else scale.low
    presses = 0
    while (value := scale.stepped(value_of(profile, knob), direction)) != value_of(profile, knob):
        assert (value - value_of(profile, knob)) * direction > 0
        profile = with_value(profile, knob, value)
        presses += 1
    assert value_of(profile, knob) == pytest.approx(end)
    assert 2 <= presses <= scale.steps


def test_all_limits_of_a_fault_move_together() -> None:
    profile = with_value(START, "shrug", 0.032)
    assert profile.shrug.one_side_limit == pytest.approx(0.04)
    profile = with_value(profile, "head_protrusion", 0.0125)
    assert profile.head_protrusion.side_limit == pytest.approx(0.018)
    assert with_value(with_value(START, "shrug", 0.032), "shrug", 0.016) == START


def test_a_limit_whose_companions_leave_it_no_room_stays_where_it_is() -> None:
    profile = with_options(START, {"shrug.limit": 0.08, "shrug.one_side_limit": 0.004}, "test")
    scale = _slide(profile, "shrug")
    assert scale.share(0.08) == 0.0
    assert scale.value(0.7) == pytest.approx(0.08)


def test_the_dwells_of_all_faults_keep_their_proportions() -> None:
    start = with_options(START, {"shrug.on_s": 0.06, "lumbar_extension.on_s": 0.03}, "test")
    profile = with_value(start, Setting.DWELL, 2 * value_of(start, Setting.DWELL))
    assert profile.shrug.on_s == pytest.approx(0.12)
    assert profile.lumbar_extension.on_s == pytest.approx(0.06)
    none = with_value(start, Setting.DWELL, 0.0)
    assert {with_value(none, Setting.DWELL, 0.3).fault(kind).on_s for kind in REP_FAULT_IDS} == {0.3}


def test_the_limit_is_shown_as_the_sensitivity_has_it() -> None:
    profile = START
    assert value_text(profile, "lumbar_extension") == "5.5°"
    assert value_text(profile.with_sensitivity(1), "lumbar_extension") == "11.0°"
    assert value_text(profile, "shrug") == "1.6 %"


def test_values_are_written_as_the_language_writes_them() -> None:
    german = with_options(START, {"language": "de", "cue.cooldown_s": 4.5}, "test")
    assert value_text(german, "lumbar_extension") == "5,5°"
    assert value_text(german, Setting.COOLDOWN) == "4,5 s"
    assert value_text(german, Setting.VOLUME) == value_text(START, Setting.VOLUME)


def test_voice_and_tones_take_turns() -> None:
    tones = other_sound(START)
    assert tones.audio.style == "tones"
    assert other_sound(tones) == START
