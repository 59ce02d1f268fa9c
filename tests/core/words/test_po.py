from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.words.po import read_po

if TYPE_CHECKING:
    from pathlib import Path

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)


@given(st.dictionaries(TEXT.map(lambda text: f"id {text}"), TEXT, min_size=1))
def test_it_reads_what_babel_writes(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]) -> None:
    catalog = Catalog(locale="de", charset="utf-8")
    for source, text in texts.items():
        catalog.add(source, text, context="where" if len(text) % 2 else None)
    written = io.BytesIO()
    write_po(written, catalog)
    path = tmp_path_factory.mktemp("po") / "livecoach.po"
    path.write_bytes(written.getvalue())
    found = read_po(path)
    for source, text in texts.items():
        assert (found.pgettext("where", source) if len(text) % 2 else found.gettext(source)) == text


def test_fuzzy_empty_and_old_entries_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "livecoach.po"
    path.write_text(
        '#, fuzzy\nmsgid "one"\nmsgstr "eins"\n\nmsgid "two"\nmsgstr ""\n\n#~ msgid "three"\n#~ msgstr "drei"\n\n'
        'msgid "a \\"line\\"\\n"\n"of two"\nmsgstr "eine \\"Zeile\\"\\n"\n"aus zwei\\\\"\n\n'
        'msgid "{} day"\nmsgid_plural "{} days"\nmsgstr[0] "{} Tag"\nmsgstr[1] "{} Tage"\n',
        encoding="utf-8",
    )
    found = read_po(path)
    assert [found.gettext(text) for text in ("one", "two", "three")] == ["one", "two", "three"]
    assert found.gettext('a "line"\nof two') == 'eine "Zeile"\naus zwei\\'
    assert [found.ngettext("{} day", "{} days", n) for n in (1, 2)] == ["{} Tag", "{} Tage"]


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "livecoach.po"
    path.write_text("not a catalogue\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not understood"):
        read_po(path)
