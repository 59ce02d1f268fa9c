from __future__ import annotations

import pytest

from livecoach.core.types import Cue, Event, Grade
from livecoach.core.unknown import NAN
from livecoach.core.words.phrases import spoken
from livecoach.core.words.translator import languages
from livecoach.cue.announcer import Announcer, speech_s
from livecoach.output.audio.bank import RATE, SoundBank

FPS = 30


def fault(t_s: float) -> Cue:
    event = Event("shrug", t_s, None, 0.1, t_s, 0.016, "torso lengths", Grade.MILD, 1, NAN)
    return Cue("shoulders_down", "Shoulders down", 33, t_s, t_s + 0.8, event)


def count(t_s: float) -> Cue:
    return Cue("rep_4", "Rep 4", 10, t_s, t_s + 0.8)


def heard(announcer: Announcer, seconds: float, line: str, start_s: float = 0.0, **given: object) -> list[float]:
    times = [start_s + index / FPS for index in range(round(seconds * FPS))]
    return [t_s for t_s in times if announcer.update(t_s, line, None, mid_rep=bool(given.get("mid_rep"))) is not None]


def test_what_stands_is_said_again_less_and_less_often():
    times = heard(Announcer("en", {"step_back"}), 130.0, "step_back")
    assert times == pytest.approx([0.0, 6.0, 18.0, 42.0, 90.0], abs=1 / FPS)


def test_what_does_not_wait_for_the_person_is_said_once():
    assert heard(Announcer("en", ()), 60.0, "go") == [0.0]


def test_a_line_that_comes_back_waits_for_six_seconds():
    announcer = Announcer("en", {"turn", "step_back"})
    heard(announcer, 1.0, "turn")
    heard(announcer, 2.0, "step_back", 1.0)
    assert heard(announcer, 10.0, "turn", 3.0)[0] == pytest.approx(6.0, abs=1 / FPS)


def test_nothing_is_said_in_the_middle_of_a_rep():
    assert heard(Announcer("en", ()), 3.0, "go", mid_rep=True) == []


def test_one_announcement_waits_for_the_other():
    announcer = Announcer("en", ())
    assert heard(announcer, 0.1, "calibrating") == [0.0]
    assert heard(announcer, 5.0, "go", 0.1)[0] == pytest.approx(speech_s(spoken("en")["calibrating"]), abs=1 / FPS)


def test_a_fault_is_heard_over_everything():
    announcer = Announcer("en", ())
    heard(announcer, 0.1, "calibrating")
    assert announcer.update(0.2, "calibrating", fault(0.2), mid_rep=True) == fault(0.2)


def test_a_count_gives_way_to_an_announcement_and_an_announcement_to_a_count():
    announcer = Announcer("en", ())
    heard(announcer, 0.1, "calibrating")
    assert announcer.update(0.5, "calibrating", count(0.5), mid_rep=False) is None
    announcer.reset()
    assert announcer.update(0.0, "go", count(0.0), mid_rep=False) == count(0.0)
    assert heard(announcer, 3.0, "go", 0.1)[0] == pytest.approx(speech_s("Rep 4"), abs=1 / FPS)


def test_reset_equals_a_new_one():
    announcer = Announcer("en", {"turn"})
    heard(announcer, 7.0, "turn")
    announcer.reset()
    assert heard(announcer, 7.0, "turn") == heard(Announcer("en", {"turn"}), 7.0, "turn")


@pytest.mark.parametrize("language", languages())
def test_it_speaks_the_language(language: str):
    cue = Announcer(language, ()).update(0.0, "go", None, mid_rep=False)
    assert cue is not None
    assert cue.text == spoken(language)["go"]


@pytest.mark.parametrize("language", languages())
def test_every_sound_is_over_when_the_next_may_begin(language: str):
    bank = SoundBank("voice", language)
    for sound, text in spoken(language).items():
        assert len(bank.samples(sound)) / RATE <= speech_s(text), sound


def test_own_words_are_shown_and_a_tone_calls_to_them():
    cue = Announcer("en", ()).update(0.0, "Loop the band around a post", None, mid_rep=False)
    assert cue is not None
    assert (cue.sound, cue.text) == ("notice", "Loop the band around a post")
    assert cue.sound in SoundBank()
