from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from livecoach.core.words.message import _, n_
from livecoach.core.words.phrases import spoken
from livecoach.core.words.translator import (
    FOLDER_VARIABLE,
    LANGUAGE_VARIABLE,
    languages,
    resolved,
    system_language,
    translator,
)
from livecoach.output.audio.bank import sound_for

if TYPE_CHECKING:
    from pathlib import Path

TWO_MESSAGES = """\
# No header, and only two messages.
msgid "Paused"
msgstr "En pause"

msgid "Set {} of {}"
msgstr "Série {0} sur {1}"
"""


@pytest.fixture
def french(tmp_path: Path) -> Path:
    """A folder of catalogues with one more language."""
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "livecoach.po").write_text(TWO_MESSAGES, encoding="utf-8")
    return tmp_path


def test_a_new_language_is_one_file(french: Path) -> None:
    assert languages(french) == ("en", "fr")
    words = translator("fr", french)
    assert words(_("Paused")) == "En pause"
    assert words(_("Set {} of {}"), 1, 3) == "Série 1 sur 3"
    assert words(_("too dark")) == "too dark", "what is not translated stays English"
    assert words(_("{:.1f} s not used: {}"), 1.5, _("Paused")) == "1,5 s not used: En pause"
    assert words(n_("{} rep", "{} reps", 2).format(2)) == "2 reps"


def test_a_new_language_is_used_everywhere_and_spoken_in_english(french: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(french))
    assert spoken("fr")["paused"] == "En pause"
    assert spoken("fr")["go"] == "Go"
    assert sound_for("paused", "voice", "fr") == sound_for("paused", "voice", "en")


def test_two_languages_at_once() -> None:
    german, english = translator("de"), translator("en")
    assert [german(_("Paused")), english(_("Paused")), german(_("Paused"))] == ["Pause", "Paused", "Pause"]


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT@euro"}, "de"),
        ({"LANG": "xx_XX.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "fr_FR", "LC_ALL": "de_CH"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "xx:de"}, "de"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, "en"),
        ({"LANG": "en_US.UTF-8", LANGUAGE_VARIABLE: "de"}, "de"),
        ({"LANG": "de_DE.UTF-8", LANGUAGE_VARIABLE: "en"}, "en"),
    ],
)
def test_the_system_s_language(environment: dict[str, str], language: str) -> None:
    if not environment:
        environment = {"LANG": "C"}
    assert system_language(environment) == language


def test_auto_is_the_system_s_and_a_named_language_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert (resolved("auto"), resolved("en"), resolved("xx")) == ("de", "en", "en")
    assert translator()(_("Paused")) == "Pause"
