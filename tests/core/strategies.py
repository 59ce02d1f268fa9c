"""Hypothesis strategies for the core types: any text and number, NaN where a field is a plain float."""

from hypothesis import strategies as st

from livecoach.core.commands import Action, Command
from livecoach.core.types import (
    Baseline,
    BaselineHow,
    Cue,
    Event,
    FaultState,
    Grade,
    Measures,
    Observability,
    Rep,
    View,
)
from tests.support.faults import REP_FAULT_IDS

numbers = st.floats(allow_infinity=False)
texts = st.text(max_size=8)
by_name = st.dictionaries(texts, numbers, max_size=4)
counts = st.integers(0, 10_000)
kinds = st.sampled_from(REP_FAULT_IDS)

events = st.builds(
    Event,
    kind=kinds,
    start_s=numbers,
    end_s=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    peak=numbers,
    peak_s=numbers,
    limit=numbers,
    unit=texts,
    grade=st.sampled_from(Grade),
    rep=st.none() | counts,
    baseline=numbers,
)
reps = st.builds(
    Rep,
    index=counts,
    start_s=numbers,
    peak_s=numbers,
    end_s=numbers,
    drive=numbers,
    calibration=st.booleans(),
    faults=st.lists(kinds, max_size=3).map(tuple),
)
baselines = st.builds(
    Baseline,
    how=st.sampled_from(BaselineHow),
    start_s=numbers,
    end_s=numbers,
    view=st.sampled_from(View),
    yaw_deg=numbers,
    median=by_name,
    spread=by_name,
)
measures = st.builds(
    Measures, t_s=numbers, view=st.sampled_from(View), yaw_deg=numbers, quality=numbers, values=by_name
)
readings = st.builds(
    FaultState,
    kind=kinds,
    value=numbers,
    limit=numbers,
    unit=texts,
    judged=st.sampled_from(Observability),
    why=texts,
    unsure=st.booleans(),
    active=st.booleans(),
)
cues = st.builds(
    Cue, sound=texts, text=texts, priority=counts, t_s=numbers, expires_s=numbers, because=st.none() | events
)
commands = st.builds(Command, action=st.sampled_from(Action), t_s=numbers)
