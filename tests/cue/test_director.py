import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livecoach.config.schema import Profile
from livecoach.core.types import Cue, Event, FaultState, Grade, Observability, Rep
from livecoach.core.words.phrases import REP_COUNT_MAX, rep_sound, spoken
from livecoach.cue.director import CueDirector
from tests.support.exercises import PIT_PULL
from tests.support.faults import REP_FAULT_IDS

SOUNDS = {fault.id: fault.sounds.cue for fault in PIT_PULL.faults}
STEP_S = 0.1
SHRUG, LUMBAR, HEAD = tuple(SOUNDS)[:3]


def profile(**cue: object) -> Profile:
    """The default profile with other cue settings; every fault is spoken about."""
    base = Profile()
    return base.model_copy(update={"cue": base.cue.model_copy(update={"feedback": "always", "streak": 0, **cue})})


def event(kind: str, t_s: float, rep: int | None) -> Event:
    return Event(kind, t_s, None, 2.0, t_s, 1.0, "deg", Grade.MILD, rep)


def rep(index: int, *faults: str) -> Rep:
    return Rep(index, 0.0, 1.0, 2.0, 1.0, False, faults)


@dataclass
class Moment:
    """What happens in one frame: faults that open in a rep, and a rep that ends."""

    faults: tuple[str, ...] = ()
    rep: int | None = 1
    ended: Rep | None = None
    low: frozenset[str] = field(default_factory=frozenset)


def say(director: CueDirector, t_s: float, moment: Moment, chosen: Profile) -> Cue | None:
    readings = [
        FaultState(
            kind,
            2.0,
            1.0,
            "deg",
            Observability.LIMITED if kind in moment.low else Observability.FULL,
            active=kind in moment.faults,
        )
        for kind in REP_FAULT_IDS
    ]
    opened = [event(kind, t_s, moment.rep) for kind in moment.faults]
    return director.update(t_s, opened, readings, moment.ended, chosen)


def told(moments: Sequence[Moment], chosen: Profile, director: CueDirector | None = None) -> list[Cue]:
    """The cues given over ``moments``, one every ``STEP_S``."""
    director = director or CueDirector(PIT_PULL.faults)
    cues = [say(director, index * STEP_S, moment, chosen) for index, moment in enumerate(moments)]
    return [cue for cue in cues if cue is not None]


def sounds(cues: Sequence[Cue]) -> list[str]:
    return [cue.sound for cue in cues]


def waits(length_s: float) -> list[Moment]:
    return [Moment()] * round(length_s / STEP_S)


faults = st.lists(st.sampled_from(REP_FAULT_IDS), unique=True, max_size=3).map(tuple)
profiles = st.builds(
    profile,
    cooldown_s=st.sampled_from([0.0, 1.0, 4.0]),
    expiry_s=st.sampled_from([0.2, 0.8, 3.0]),
    gap_s=st.sampled_from([0.0, 0.5, 1.0, 2.0]),
    praise=st.booleans(),
    count_aloud=st.booleans(),
    feedback=st.sampled_from(["always", "fading", "summary"]),
    streak=st.sampled_from([0, 2]),
)


@st.composite
def sets(draw: st.DrawFn) -> list[Moment]:
    """A set of reps, each some frames long, with faults that open anywhere and may open again."""
    moments = []
    for index in range(1, draw(st.integers(1, 5)) + 1):
        frames = [Moment(draw(faults), index) for _ in range(draw(st.integers(1, 12)))]
        seen = tuple(dict.fromkeys(kind for frame in frames for kind in frame.faults))
        moments += [*frames, Moment((), None, rep(index, *seen))]
    return moments


@given(sets(), profiles)
@settings(max_examples=50)
def test_what_is_said_keeps_all_the_rules(moments, chosen):
    cues = told(moments, chosen)
    for before, now in itertools.pairwise(cues):
        cuts = now.because is not None and now.priority > before.priority
        assert now.t_s - before.t_s >= chosen.cue.gap_s - 1e-9 or cuts
    for cue in cues:
        assert cue.t_s <= cue.expires_s + 1e-9
        assert cue.text == spoken(chosen.language)[cue.sound]
        assert chosen.cue.praise or cue.sound not in ("good", "very_good")
        assert chosen.cue.count_aloud or not cue.sound.startswith("rep_")
        if cue.because is not None:
            assert chosen.cue.feedback != "summary"
            assert cue.sound == SOUNDS[cue.because.kind]
            assert cue.t_s - cue.because.start_s <= chosen.cue.expiry_s + 1e-9
    for kind in REP_FAULT_IDS:
        about = [cue for cue in cues if cue.because is not None and cue.because.kind == kind]
        for before, now in itertools.pairwise(about):
            assert now.t_s - before.t_s >= chosen.cue.cooldown_s - 1e-9
        reps = [cue.because.rep for cue in about if cue.because is not None]
        assert len(reps) == len(set(reps))


@given(sets(), sets(), profiles)
@settings(max_examples=20)
def test_after_a_reset_it_is_a_new_one(before, after, chosen):
    used = CueDirector(PIT_PULL.faults)
    told(before, chosen, used)
    used.reset()
    assert told(after, chosen, used) == told(after, chosen)


def test_a_fault_is_named_at_once():
    cue = told([Moment((SHRUG,))], profile())[0]
    assert (cue.sound, cue.t_s) == ("shoulders_down", 0.0)
    assert cue.because == event(SHRUG, 0.0, 1)


def test_inside_the_band_there_is_silence_but_for_the_count():
    clean = [*waits(2.0), Moment(ended=rep(1)), *waits(2.0), Moment(ended=rep(2)), *waits(1.0)]
    assert sounds(told(clean, profile())) == ["rep_1", "rep_2"]
    assert told(clean, profile(count_aloud=False)) == []


@pytest.mark.parametrize("together", list(itertools.permutations(REP_FAULT_IDS)))
def test_of_several_faults_the_most_urgent_is_named(together):
    assert sounds(told([Moment(together)], profile())) == ["shoulders_down"]


def test_the_same_fault_is_not_named_again_before_its_cool_down():
    moments = [Moment((SHRUG,), 1), *waits(2.9), Moment((SHRUG,), 2), *waits(2.0), Moment((SHRUG,), 3)]
    said_s = [cue.t_s for cue in told(moments, profile(cooldown_s=4.0, count_aloud=False))]
    assert said_s == pytest.approx([0.0, 5.1])


def test_a_fault_is_named_once_in_a_rep():
    moments = [Moment((SHRUG,), 1), *waits(5.0), Moment((SHRUG,), 1), *waits(5.0), Moment((SHRUG,), 2)]
    assert [cue.because.rep for cue in told(moments, profile(cooldown_s=1.0)) if cue.because] == [1, 2]


def test_another_fault_has_its_own_cool_down():
    moments = [Moment((LUMBAR,)), *waits(1.5), Moment((HEAD,))]
    assert sounds(told(moments, profile())) == ["ribs_down", "chin_back"]


def test_what_cannot_be_said_in_time_is_dropped():
    moments = [Moment((LUMBAR,)), Moment((HEAD,)), *waits(3.0)]
    assert sounds(told(moments, profile(gap_s=2.0, expiry_s=0.5))) == ["ribs_down"]
    assert sounds(told(moments, profile(gap_s=2.0, expiry_s=2.5))) == ["ribs_down", "chin_back"]


def test_a_fault_may_cut_a_count_but_a_count_cuts_nothing():
    count_first = [Moment(ended=rep(1)), Moment((SHRUG,), 2)]
    assert sounds(told(count_first, profile())) == ["rep_1", "shoulders_down"]
    fault_first = [Moment((SHRUG,), 1), Moment(ended=rep(1, SHRUG))]
    assert sounds(told(fault_first, profile())) == ["shoulders_down"]


def test_a_fault_in_the_frame_in_which_a_rep_ends_comes_first():
    assert sounds(told([Moment((SHRUG,), 1, rep(1, SHRUG))], profile())) == ["shoulders_down"]


def test_praise_comes_after_a_corrected_rep_alone_and_instead_of_its_number():
    ends = [rep(1), rep(2, SHRUG), rep(3, SHRUG), rep(4), rep(5)]
    moments = [moment for end in ends for moment in (Moment(ended=end), *waits(2.0))]
    assert sounds(told(moments, profile())) == ["rep_1", "rep_2", "rep_3", "good", "rep_5"]
    assert sounds(told(moments, profile(praise=False))) == [f"rep_{index}" for index in range(1, 6)]


def test_a_low_confidence_is_silent_unless_asked_for():
    moment = Moment((SHRUG,), low=frozenset([SHRUG]))
    assert told([moment], profile()) == []
    base = profile()
    asked = base.model_copy(update={"shrug": base.shrug.model_copy(update={"speak_when_low": True})})
    assert sounds(told([moment], asked)) == ["shoulders_down"]


def test_reps_are_counted_as_far_as_there_are_sounds():
    for index, expected in ((REP_COUNT_MAX, [rep_sound(REP_COUNT_MAX)]), (REP_COUNT_MAX + 1, [])):
        assert sounds(told([Moment(ended=rep(index))], profile())) == expected


def test_it_speaks_the_profiles_language():
    german = profile().model_copy(update={"language": "de"})
    assert told([Moment((SHRUG,))], german)[0].text == spoken("de")["shoulders_down"]


def test_a_summary_leaves_the_faults_for_later():
    assert told([Moment((SHRUG,))], profile(feedback="summary")) == []


def test_fading_names_every_fault_at_first_and_fewer_once_reps_are_clean():
    def set_of(clean: int) -> list[Moment]:
        reps = [moment for index in range(clean) for moment in (Moment(ended=rep(index + 1)), *waits(2.0))]
        faulty = [moment for index in range(4) for moment in (Moment((SHRUG,), 10 + index), *waits(5.0))]
        return reps + faulty

    chosen = profile(feedback="fading", count_aloud=False, praise=False)
    assert len(told(set_of(0), chosen)) == 4
    assert len(told(set_of(6), chosen)) == 1


def test_a_streak_of_clean_reps_is_praised_at_its_length_and_then_twice_as_rarely():
    moments = [moment for index in range(1, 13) for moment in (Moment(ended=rep(index)), *waits(2.0))]
    said = sounds(told(moments, profile(streak=3)))
    assert [index for index, sound in enumerate(said, 1) if sound == "very_good"] == [3, 6, 12]
