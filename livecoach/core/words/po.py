"""Reads a catalogue of translations (``.po``, as translation editors write it) without a compiled copy beside it.

Only the text file is kept in the repository and shipped: nothing has to be compiled before a checkout, a wheel or a
test uses it, and nothing can be out of date. Reading the German one takes a few milliseconds.
"""

from __future__ import annotations

import gettext
import io
import re
import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ESCAPE: Final = re.compile(r"\\(.)")
_MEANING: Final = {"n": "\n", "t": "\t", "r": "\r"}
_CHARSET: Final = "Content-Type: text/plain; charset=UTF-8\n"
_MAGIC: Final = 0x950412DE


def read_po(path: Path) -> gettext.GNUTranslations:
    """Return the translations of a ``.po`` file; entries marked fuzzy or left empty fall back to English.

    OSError when it cannot be read, ValueError when it is no catalogue.
    """
    entries = dict(_entries(path.read_text(encoding="utf-8")))
    header = entries.get("", "")
    if "content-type:" not in header.lower():
        header += _CHARSET
    return gettext.GNUTranslations(io.BytesIO(_compiled(entries | {"": header})))


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Yield key and text of each translated entry, as a compiled catalogue holds them."""
    for block in re.split(r"\n\s*\n", text):
        fields: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if line.startswith("#"):
                if line.startswith("#,") and "fuzzy" in line:
                    fields.clear()
                    break
                continue
            keyword, quote, rest = line.partition('"')
            name = keyword.strip() or name
            if not quote or not name or not rest.rstrip().endswith('"'):
                if line.strip():
                    raise ValueError(f"This line of a catalogue is not understood: {line!r}")
                continue
            fields[name] = fields.get(name, "") + _unescaped(rest.rstrip()[:-1])
        if "msgid" in fields:
            yield from _entry(fields)


def _entry(fields: dict[str, str]) -> Iterator[tuple[str, str]]:
    context = f"{fields['msgctxt']}\x04" if "msgctxt" in fields else ""
    if "msgid_plural" not in fields:
        if fields.get("msgstr"):
            yield context + fields["msgid"], fields["msgstr"]
        return
    forms = [fields[name] for name in sorted(fields, key=lambda key: (len(key), key)) if name.startswith("msgstr[")]
    if forms and all(forms):
        yield f"{context}{fields['msgid']}\x00{fields['msgid_plural']}", "\x00".join(forms)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _MEANING.get(found[1], found[1]), text) if "\\" in text else text


def _compiled(entries: dict[str, str]) -> bytes:
    """Return the entries in gettext's binary format (``.mo``), which the standard library reads."""
    pairs = sorted((key.encode(), text.encode()) for key, text in entries.items())
    start = 7 * 4
    offset = start + 16 * len(pairs)
    table: list[int] = []
    data = b""
    parts = []
    for column in (0, 1):
        for pair in pairs:
            table += (len(pair[column]), offset)
            parts.append(pair[column] + b"\0")
            offset += len(parts[-1])
    data = b"".join(parts)
    head = (_MAGIC, 0, len(pairs), start, start + 8 * len(pairs), 0, start + 16 * len(pairs))
    return struct.pack(f"<{len(head)}I", *head) + struct.pack(f"<{len(table)}I", *table) + data
