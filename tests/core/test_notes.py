from __future__ import annotations

import pytest

from livecoach.core import notes
from livecoach.core.notes import told
from livecoach.core.phrases import LANGUAGES

NOTES = {name: note for name, note in vars(notes).items() if name.isupper() and not name.startswith("_")} | {
    note: note for note in notes._TOLD
}


def filled(note: str, *parts: object) -> str:
    """Return a note with something in each of its braces."""
    count = len(notes._BRACES.findall(note))
    return note.format(*(parts or (7, 12.5, "x.mp4", "d")[:count]))


@pytest.mark.parametrize("note", [note for note in NOTES.values() if isinstance(note, str)])
def test_every_note_is_told_in_every_language(note: str) -> None:
    texts = notes._TOLD[note]
    assert set(texts) == set(LANGUAGES)
    assert all(notes._BRACES.sub("", text).strip() for text in texts.values())
    assert {len(notes._BRACES.findall(text)) for text in texts.values()} == {len(notes._BRACES.findall(note))}
    said = note if "{:" in note else filled(note)
    assert told(said, "en") == said
    assert told(said, "de") not in ("", said)


def test_what_stands_in_a_note_is_kept_and_decimals_are_written_as_the_language_does() -> None:
    ends = notes.LOG_ENDS.format("a b/session.jsonl", 12.46, "No space left on device")
    assert ends == "The session log a b/session.jsonl ends at 12.5 s: No space left on device."
    assert told(ends, "de") == "Das Protokoll a b/session.jsonl endet bei 12,5 s: kein Platz mehr auf dem Datenträger."
    limit = notes.RECORDING_LIMIT.format(499.9)
    assert told(limit, "de") == "Aufnahme bei 500 MB beendet, mehr darf sie nicht belegen (recording.max_mb)."


def test_of_two_notes_that_fit_the_one_with_more_words_is_told() -> None:
    kept = notes.CLIP_KEPT.format("set.mp4", notes.ELSEWHERE.format("permission denied"), "set.mp4")
    assert told(kept, "de") == (
        "set.mp4 lässt sich nicht weiterschreiben: keine Berechtigung, nimm einen anderen Ort; was bis dahin "
        "aufgenommen war, ist in set.mp4."
    )
    diary = notes.DIARY_UNWRITABLE.format("x", "Permission denied")
    assert told(diary, "de").startswith("Das Tagebuch x ")
    few = notes.NOTHING_TO_KEEP.format("a.mp4", notes.TRIES_FEW.format(notes.TRIES.format(2, 0, 1)))
    assert told(few, "de").startswith("Nichts aufzubewahren aus a.mp4: 2 von 3 Zügen, 0 von 3 Drehungen nach links, 1 ")


def test_a_sentence_of_its_own_stays_as_it_is() -> None:
    assert told("Something of nobody's.", "de") == "Something of nobody's."
    assert told("", "de") == ""
