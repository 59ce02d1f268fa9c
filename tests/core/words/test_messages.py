from __future__ import annotations

import json
import pickle
from string import Formatter

import pytest

from livecoach.core.words import message, messages
from livecoach.core.words.message import Message, translate
from livecoach.core.words.phrases import LANGUAGES
from livecoach.errors import OutputError


def braces(text: str) -> list[str | None]:
    """Return the format of each pair of braces, in their order."""
    return [spec for _, name, spec, _ in Formatter().parse(text) if name is not None]


@pytest.mark.parametrize("note", message._NOTES.values())
def test_every_note_is_told_in_every_language(note: Message) -> None:
    assert set(note.texts) == set(LANGUAGES)
    assert {tuple(braces(text)) for text in note.texts.values()} == {tuple(braces(note))}
    said = note.format(*(12.5 if spec else "x.mp4" for spec in braces(note)))
    assert translate(said, "en") == said
    assert translate(said, "de") not in ("", said)


def test_what_stands_in_a_note_is_kept_and_decimals_are_written_as_the_language_does() -> None:
    ends = messages.LOG_ENDS.format("a b/session.jsonl", 12.46, "No space left on device")
    assert ends == "The session log a b/session.jsonl ends at 12.5 s: No space left on device."
    assert (
        translate(ends, "de")
        == "Das Protokoll a b/session.jsonl endet bei 12,5 s: kein Platz mehr auf dem Datenträger."
    )
    limit = messages.RECORDING_LIMIT.format(499.9)
    assert translate(limit, "de") == "Aufnahme bei 500 MB beendet, mehr darf sie nicht belegen (recording.max_mb)."


def test_a_note_in_a_note_is_told_as_well() -> None:
    kept = messages.CLIP_KEPT.format("set.mp4", messages.ELSEWHERE.format("permission denied"), "set.mp4")
    assert translate(kept, "de") == (
        "set.mp4 lässt sich nicht weiterschreiben: keine Berechtigung, nimm einen anderen Ort; was bis dahin "
        "aufgenommen war, ist in set.mp4."
    )
    diary = messages.DIARY_UNWRITABLE.format("x", "Permission denied")
    assert translate(diary, "de").startswith("Das Tagebuch x ")
    few = messages.NOTHING_TO_KEEP.format("a.mp4", messages.TRIES_FEW.format(messages.TRIES.format(2, 0, 1)))
    assert translate(few, "de").startswith(
        "Nichts aufzubewahren aus a.mp4: 2 von 3 Zügen, 0 von 3 Drehungen nach links, 1 "
    )


def test_an_error_carries_its_note_whole() -> None:
    error = OutputError(messages.UNWRITABLE.format("a.json", "Permission denied"))
    assert translate(str(error), "de") == "a.json lässt sich nicht schreiben: keine Berechtigung."
    again = pickle.loads(pickle.dumps(error))
    assert translate(str(again), "de") == translate(str(error), "de")


def test_what_a_file_gives_back_is_plain_text() -> None:
    for note, german in (
        (messages.MORE_LIGHT, "Mach mehr Licht"),
        (messages.CUT_OFF.format("a.mp4"), "a.mp4 is cut off; all that is left of it was read."),
    ):
        assert translate(json.loads(json.dumps(note)), "de") == german


def test_a_sentence_of_its_own_stays_as_it_is() -> None:
    ours = "Cannot make the folder x: Permission denied; choose another --report."
    assert translate(ours, "de") == ours, "though it begins as a note does"
    assert translate("Something of nobody's.", "de") == "Something of nobody's."
    assert translate("", "de") == ""
