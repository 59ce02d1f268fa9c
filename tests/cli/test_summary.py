from __future__ import annotations

import pytest

from livecoach.cli import summary
from livecoach.core.words.translator import translator
from tests.support.found import found


@pytest.fixture
def session():
    """Two reps, the second with a shrug; the arch is judged with low confidence, the head not at all."""
    return {
        "view": {"name": "three_quarter_front", "yaw_deg": 35.0},
        "baseline": {"how": "still", "start_s": 0.0, "end_s": 3.0},
        "judged": {
            "shrug": {"state": "yes", "why": ""},
            "lumbar_extension": {"state": "low", "why": "hardly seen from here"},
            "head_protrusion": {"state": "no", "why": "not to be seen from here"},
        },
        "reps": [
            {"index": 1, "start_s": 4.0, "end_s": 6.0, "calibration": True, "faults": []},
            {"index": 2, "start_s": 67.25, "end_s": 69.0, "calibration": False, "faults": ["shrug"]},
        ],
        "events": [{"kind": "shrug", "start_s": 67.0, "end_s": 68.0}],
        "tracking": {"frames_with_person": 90, "refused_s": 0.0, "why": ""},
    }


def test_cells_count_reps_and_say_how_sure(session):
    cells = {kind: summary.faulty_reps(found(session), kind) for kind in session["judged"]}
    assert cells == {"shrug": "1", "lumbar_extension": "0?", "head_protrusion": "-"}


def test_lines_tell_each_rep_and_what_was_not_judged(session):
    assert summary.lines(found(session)) == [
        "2 reps. View: 3/4 front.",
        "  Rep 1    0:04.0  clean (calibration)",
        "  Rep 2    1:07.2  Shrug",
        "Not judged: Forward head (not to be seen from here).",
    ]


@pytest.mark.parametrize(
    ("how", "refused_s", "said"),
    [
        ("still", 0.0, ""),
        ("best_effort", 0.0, "no still start, so the best available reference was used"),
        ("none", 2.04, "2.0 s not used: upside down; no reference"),
    ],
)
def test_remark(session, how, refused_s, said):
    session["baseline"]["how"] = how
    session["tracking"] = {"refused_s": refused_s, "why": "upside down"}
    assert summary.remark(found(session)) == said


def test_faults_that_were_in_no_rep_are_told(session):
    session["events"] += [
        {"kind": "shrug", "start_s": 1.0, "end_s": 2.5},
        {"kind": "lumbar_extension", "start_s": 6.0, "end_s": 7.0},
        {"kind": "shrug", "start_s": 69.5, "end_s": 70.0},
    ]
    assert summary.remark(found(session)) == "outside the reps: 2 x Shrug, 1 x Arched back"
    assert "outside the reps" in summary.lines(found(session))[-1]


def test_a_fault_that_was_cut_off_lies_in_the_rep_that_it_went_on_in(session):
    session["events"] = [{"kind": "shrug", "start_s": 66.0, "end_s": None}]
    assert summary.remark(found(session)) == ""
    session["events"] = [{"kind": "shrug", "start_s": 70.0, "end_s": None}]
    assert summary.remark(found(session)) == "outside the reps: 1 x Shrug"


def test_one_rep_is_singular(session):
    session["reps"] = session["reps"][:1]
    assert summary.lines(found(session))[0] == "1 rep. View: 3/4 front."


@pytest.mark.parametrize(
    ("breath", "said"),
    [
        (
            {"cycles": 7, "rate_per_min": 11.8, "trusted": True, "seen_s": 40.0},
            "7 full breaths, 12 per minute at rest.",
        ),
        (
            {"cycles": 1, "rate_per_min": None, "trusted": False, "seen_s": 9.0},
            "1 full breath, no reliable rate.",
        ),
        ({"cycles": 0, "rate_per_min": None, "trusted": False, "seen_s": 0.0}, "not visible enough to count."),
    ],
)
def test_breath_is_told_with_no_number_that_was_not_trusted(session, breath, said):
    assert not any(line.startswith("Breath") for line in summary.lines(found(session)))
    session["breath"] = breath
    [line] = [line for line in summary.lines(found(session)) if line.startswith("Breath")]
    assert said in line


def test_the_breaths_of_a_hold_are_told_with_their_rep(session):
    session["reps"][1]["breaths"] = 2
    assert summary.lines(found(session))[2].endswith("Shrug, held for 2 full breaths")


@pytest.mark.parametrize(
    ("goal", "english", "german"),
    [(1, "1 of 1 breath, clean", "1 von 1 Atemzug, sauber"), (6, "1 of 6 breaths, clean", "1 von 6 Atemzügen, sauber")],
)
def test_one_breath_of_a_hold_is_one_breath(session, goal, english, german):
    one = {"index": 1, "start_s": 5.0, "breaths": 1, "goal_breaths": goal, "held_s": 8.4, "faults": []}
    session["hold"] = {"holds": [one], "events": [], "problems_s": {}}
    for language, said in (("en", english), ("de", german)):
        assert any(line.endswith(said) for line in summary.lines(found(session), translator(language)))
