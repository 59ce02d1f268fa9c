from __future__ import annotations

import json
import pickle

from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.words.message import Message, _, joined, n_, p_
from livecoach.core.words.reason import reason
from livecoach.core.words.translator import ENGLISH, translate
from livecoach.errors import OutputError

FULL = OSError(28, "No space left on device")


def test_a_message_is_its_english_text() -> None:
    ends = _("The session log {} ends at {:.1f} s: {}.").format("a b/session.jsonl", 12.46, reason(FULL))
    assert ends == "The session log a b/session.jsonl ends at 12.5 s: no space left on the disk."
    assert json.loads(json.dumps(ends)) == ends
    assert ENGLISH(ends) == ends


def test_it_is_translated_with_its_values_and_numbers() -> None:
    ends = _("The session log {} ends at {:.1f} s: {}.").format("a b/session.jsonl", 12.46, reason(FULL))
    german = "Das Protokoll a b/session.jsonl endet bei 12,5 s: kein Platz mehr auf dem Datenträger."
    assert translate(ends, "de") == german


def test_values_that_are_plain_text_are_not_translated() -> None:
    assert translate(_("Cannot read {}: {}.").format("Rest", "Done"), "de") == "Rest lässt sich nicht lesen: Done."


def test_messages_in_a_message_are_translated() -> None:
    few = _("{} were detected: after a slow first pull, do three pulls, then three turns to each side.")
    tries = _("{} of 3 pulls, {} of 3 turns left, {} right").format(2, 0, 1)
    nested = _("No measurement from {}: {}").format("a.mp4", few.format(tries))
    assert translate(nested, "de").startswith(
        "Keine Messung aus a.mp4: 2 von 3 Zügen, 0 von 3 Drehungen nach links, 1 "
    )


def test_plurals_and_contexts() -> None:
    one, many = (n_("{} of {} breath", "{} of {} breaths", goal).format(0, goal) for goal in (1, 6))
    assert (one, many) == ("0 of 1 breath", "0 of 6 breaths")
    assert [translate(text, "de") for text in (one, many)] == ["0 von 1 Atemzug", "0 von 6 Atemzügen"]
    assert translate(p_("what a hold needs", "Reach"), "de") == "Stütz"
    assert translate(p_("phase of a pull", "Reach"), "de") == "Reichen"


def test_parts_joined_are_translated_each() -> None:
    lines = joined("\n", (_("too dark"), _("{} missing").format("{x}")))
    assert lines == "too dark\n{x} missing"
    assert translate(lines, "de") == "zu dunkel\nes fehlt: {x}"


def test_an_error_carries_its_message() -> None:
    error = OutputError(_("Cannot write {}: {}.").format("a.json", reason(PermissionError(13, "Permission denied"))))
    german = "a.json lässt sich nicht schreiben: keine Berechtigung."
    assert translate(str(error), "de") == german
    assert translate(str(pickle.loads(pickle.dumps(error))), "de") == german


def test_what_a_file_gives_back_is_looked_up_whole() -> None:
    plain = json.loads(json.dumps(_("too dark")))
    assert not isinstance(plain, Message)
    assert translate(plain, "de") == "zu dunkel"
    assert translate("nobody ever wrote this", "de") == "nobody ever wrote this"
    assert translate("", "de") == ""


@given(st.text(), st.text(), st.floats(allow_nan=False, allow_infinity=False))
def test_english_is_what_format_gives(separator: str, part: str, value: float) -> None:
    assert joined(separator, (part, part)) == separator.join((part, part))
    assert _("{} {!r} {:d}").format(part, part, 3) == f"{part} {part!r} 3"
    assert ENGLISH(_("{}"), part) == part
    assert _("{:.0f}").format(value).replace("\N{MINUS SIGN}", "-") == f"{value:.0f}"
