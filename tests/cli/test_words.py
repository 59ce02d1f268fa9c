"""The terminal speaks every language of the voice, from the first word to the last."""

from __future__ import annotations

from pathlib import Path

import pytest

from livecoach.cli import summary
from livecoach.cli.commands import analyze
from livecoach.cli.commands.live import told
from livecoach.cli.commands.routine import lines
from livecoach.cli.words import finished, speaking
from livecoach.core.guide_state import Hint, Summary
from livecoach.core.routine import Ending, ItemResult, Today, Unit
from livecoach.core.types import Phase, View
from livecoach.core.words.message import _
from livecoach.core.words.translator import translator
from livecoach.errors import SourceError
from livecoach.faults.fault import Fault
from livecoach.faults.registry import rep_faults
from livecoach.session.interrupts import Stopped
from livecoach.session.live.live import LiveOutcome
from livecoach.session.offline.analyze import ClipOutcome
from livecoach.session.routine.session import RoutineOutcome
from livecoach.track import gatekeeper
from tests.support.found import found

GERMAN = translator("de")
REFUSALS = {value.why for value in vars(gatekeeper).values() if isinstance(value, gatekeeper.Refusal)}
PULLS = {
    "view": {"name": "three_quarter_front"},
    "baseline": {"how": "none"},
    "judged": {
        "shrug": {"state": "limited", "why": "from here only clear shrugs show"},
        "lumbar_extension": {"state": "full", "why": ""},
        "head_protrusion": {"state": "none", "why": "switched off in the profile"},
    },
    "reps": [
        {"index": 1, "start_s": 4.0, "end_s": 6.0, "calibration": True, "faults": []},
        {"index": 2, "start_s": 67.25, "end_s": 69.0, "calibration": False, "faults": ["shrug"], "breaths": 1},
    ],
    "events": [{"kind": "shrug", "start_s": 1.0, "end_s": 2.0}],
    "breath": {"cycles": 7, "rate_per_min": 11.8, "trusted": True, "seen_s": 40.0},
    "tracking": {"frames_with_person": 90, "refused_s": 2.04, "why": "upside_down"},
}
ONE = {"index": 1, "start_s": 5.0, "breaths": 2, "goal_breaths": 6, "held_s": 8.4, "faults": ["hip_drop"]}
NOT_CHOSEN = _("No camera was chosen: press its number next time, or name it with --source.")
HOLDS = {"view": {"name": "side"}, "hold": {"holds": [ONE], "problems_s": {"lie_on_back": 4.0}}}
FOUND = Summary(5, 3, "shrug", 1, Phase.HOLD, 1.0, Hint.FAULT)


def test_every_reason_of_the_gatekeeper_has_a_text() -> None:
    assert set(summary.REFUSED) == REFUSALS


@pytest.mark.parametrize("fault", rep_faults(), ids=lambda fault: fault.id)
def test_why_a_view_does_not_judge_is_translated(fault: Fault) -> None:
    assert fault.rule is not None
    whys = {fault.rule.observability(view, network=network)[1] for view in View for network in (True, False)} - {""}
    assert whys
    assert not {why for why in whys if GERMAN(why) == why}


def test_advice_to_be_seen_is_translated() -> None:
    refusals = [value for value in vars(gatekeeper).values() if isinstance(value, gatekeeper.Refusal)]
    assert not {one.advice for one in refusals if GERMAN(one.advice) == one.advice}


def test_a_session_of_pulls_is_told_in_german() -> None:
    assert summary.lines(found(PULLS), GERMAN) == [
        "2 Züge. Ansicht: 3/4 vorn.",
        "  Zug 1    0:04,0  sauber (Kalibrierung)",
        "  Zug 2    1:07,2  Schultern hoch, gehalten: 1 voller Atemzug",
        "Nicht bewertet: Kopf vor (im Profil abgeschaltet).",
        "Atmung: 7 volle Atemzüge, 12 pro Minute in Ruhe.",
        "Hinweis: 2,0 s nicht verwendet: falsch herum erkannt; keine Referenz; außerhalb der Züge: 1 x Schultern hoch.",
    ]


def test_live_tells_summary_folder_and_faults_in_german(capsys: pytest.CaptureFixture[str]) -> None:
    told(
        LiveOutcome(
            found(PULLS),
            FOUND,
            Path("dort"),
            faults=(_("Recording stopped: only {:.0f} MB are free on the disk. The session continues.").format(12.0),),
        ),
        GERMAN,
    )
    shown = capsys.readouterr()
    assert "3 von 5 sauber\n" in shown.out
    assert shown.out.endswith("Geschrieben nach dort\n")
    assert shown.err == (
        "livecoach: Aufnahme beendet: Nur noch 12 MB sind auf dem Datenträger frei. Die Sitzung geht weiter.\n"
    )
    told(LiveOutcome(found(HOLDS), FOUND, Path("dort")), GERMAN)
    assert capsys.readouterr().out.splitlines() == [
        "1-mal gehalten. Ansicht: Seite.",
        "  Halten 1   0:05,0  2 von 6 Atemzügen, Becken gesunken",
        "Haltung: Leg dich auf den Rücken, Füße an die Wand (4 s).",
        "Geschrieben nach dort",
    ]


def test_analyze_shows_a_german_table_and_its_signs(capsys: pytest.CaptureFixture[str]) -> None:
    cut = ClipOutcome(
        Path("a.mp4"),
        Path("dort"),
        found(PULLS),
        None,
        _("{} is cut off; everything before the cut was read.").format("a.mp4"),
    )
    analyze.show([cut], GERMAN)
    shown = capsys.readouterr()
    for text in (
        "Clip",
        "Ansicht",
        "Züge",
        "Schultern hoch",
        "3/4 vorn",
        "?: begrenzt",
        "-: nicht bewertet",
        "Geschrieben nach dort",
    ):
        assert text in shown.out
    assert shown.err == "livecoach: a.mp4 ist abgeschnitten; alles bis dahin wurde gelesen.\n"
    analyze.show([ClipOutcome(Path("a.mp4"), Path("dort"), found(HOLDS), None)], GERMAN)
    assert "2 von 6" in capsys.readouterr().out


def test_a_routine_is_told_in_german() -> None:
    result = ItemResult(0, "row", Ending.PART, 3, 24, Unit.REPS)
    outcome = RoutineOutcome(Today(4, 10, 3), (result,), ("row",), {"row": "Rudern"}, Path("dort"))
    assert list(lines(outcome, GERMAN)) == [
        "Tag 4 von 10",
        "Rudern: 3 von 24 Zügen, zum Teil",
        "Noch offen: Rudern. Starte livecoach routine heute noch einmal, um dort weiterzumachen.",
        "Geschrieben nach dort",
    ]


def test_what_ends_a_command_is_told_in_the_profile_s_language(tmp_path: Path) -> None:
    profile = tmp_path / "deutsch.toml"
    profile.write_text('language = "de"\n')
    with speaking(str(profile)) as words:
        assert words.language == "de"
    with pytest.raises(SourceError, match="Keine Kamera gewählt"), speaking(str(profile)):
        raise SourceError(NOT_CHOSEN)
    with pytest.raises(KeyboardInterrupt, match="beendet; alles bis dahin Fertige"), speaking(str(profile)):
        raise KeyboardInterrupt
    with pytest.raises(SourceError, match="No camera was chosen"), speaking(None):
        raise SourceError(NOT_CHOSEN)
    with pytest.raises(KeyboardInterrupt, match="stopped; everything done"), speaking(None):
        raise KeyboardInterrupt


def test_what_a_signal_ended_is_told_before_it_goes_on() -> None:
    heard: list[str] = []

    def stopped(outcome: str | None) -> str:
        raise Stopped(outcome)

    def tell(outcome: str) -> int:
        heard.append(outcome)
        return 1

    assert finished(lambda: "all of it", tell) == 1
    with pytest.raises(Stopped):
        finished(lambda: stopped("half of it"), tell)
    with pytest.raises(Stopped):
        finished(lambda: stopped(None), tell)
    assert heard == ["all of it", "half of it"]
