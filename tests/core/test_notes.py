from __future__ import annotations

import pytest

from livecoach.core.notes import CAMERA_LOST, DEVICE_LOST, NO_DEVICE, SOUND_OFF, told


@pytest.mark.parametrize("note", [SOUND_OFF, NO_DEVICE, DEVICE_LOST, CAMERA_LOST])
def test_every_note_has_german_words(note: str) -> None:
    assert told(note, "en") == note
    assert told(note, "de") not in ("", note)


def test_a_sentence_of_its_own_stays_as_it_is() -> None:
    assert told("Recording stopped at 500 MB.", "de") == "Recording stopped at 500 MB."
    assert told("", "de") == ""
