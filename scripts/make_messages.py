"""Bring the catalogues of translations up to date with the texts in the code; --check only compares.

python scripts/make_messages.py             add new texts to every livecoach/locale/*/LC_MESSAGES/livecoach.po
python scripts/make_messages.py --new fr    begin a catalogue for another language
python scripts/make_messages.py --check     exit code 1 when a text is missing, untranslated or has other placeholders

Texts are marked with ``_("...")``, ``p_("context", "...")`` and ``n_("one", "many", n)``, see
livecoach/core/words/message.py. Texts that are no longer in the code are dropped.
Nothing is compiled: livecoach reads the .po files themselves.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
import tomllib
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "livecoach" / "locale"
CATALOGUE = Path("LC_MESSAGES") / "livecoach.po"
KEYWORDS = {"_": None, "n_": (1, 2), "p_": ((1, "c"), 2)}
_HEADER = """\
# The texts of livecoach in {name}. scripts/make_messages.py adds new ones; translate them with any .po editor.
msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def template() -> Catalog:
    """Return every text in the code, and the titles of the shipped exercises."""
    catalog = Catalog(charset="utf-8")
    found = extract_from_dir(str(ROOT / "livecoach"), [("**.py", "python")], keywords=KEYWORDS)
    for name, _line, text, _comments, context in found:
        if text and text != ("", ""):
            catalog.add(text, locations=[(f"livecoach/{name}".replace("\\", "/"), 0)], context=context)
    for path in sorted((ROOT / "configs" / "exercises").glob("*.toml")):
        title = tomllib.loads(path.read_text(encoding="utf-8"))["title"]
        catalog.add(title, locations=[(f"configs/exercises/{path.name}", 0)])
    return catalog


def hidden_calls() -> Iterator[str]:
    """Yield where a text is marked inside an f-string, in which it cannot be found on every Python."""
    for path in sorted((ROOT / "livecoach").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and any(_marks(inner) for inner in ast.walk(node)):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: mark texts outside of f-strings"


def _marks(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS


def load(path: Path) -> Catalog:
    """Return a catalogue as it is."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, charset="utf-8")


def updated(catalog: Catalog, texts: Catalog) -> str:
    """Return the catalogue as text, with the texts of the code and the translations it has."""
    catalog.update(texts, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    body = io.BytesIO()
    write_po(body, catalog, width=118, sort_by_file=True, include_lineno=False, omit_header=True, ignore_obsolete=True)
    code = str(catalog.locale)
    name = Locale.parse(code).english_name
    header = _HEADER.format(name=name, code=code, plurals=catalog.plural_forms)
    return header + body.getvalue().decode("utf-8")


def faults(catalog: Catalog, texts: Catalog) -> Iterator[str]:
    """Yield what is wrong with a catalogue: texts missing, left over, not translated, or with other placeholders."""
    wanted = {_key(message): message for message in texts if message.id}
    have = {_key(message): message for message in catalog if message.id}
    for key in wanted.keys() - have.keys():
        yield f"missing: {key[1]!r}"
    for key in have.keys() - wanted.keys():
        yield f"no longer in the code: {key[1]!r}"
    for key in wanted.keys() & have.keys():
        message = have[key]
        translations = [message.string] if isinstance(message.string, str) else list(message.string)
        if message.fuzzy or not all(translations):
            yield f"not translated: {key[1]!r}"
            continue
        texts_of = [message.id] if isinstance(message.id, str) else list(message.id)
        if any(placeholders(text) != placeholders(texts_of[-1]) for text in translations):
            yield f"other placeholders: {key[1]!r}"


def placeholders(text: str) -> list[str]:
    """Return the placeholders of a text in a fixed order: ``{:.1f}`` by their place, ``%(name)s`` by their names."""
    if re.search(r"%(\(\w+\))?[sr]", text):
        return sorted(re.findall(r"%(?:\(\w+\))?[sr]", text))
    found = []
    for place, (_text, name, spec, conversion) in enumerate(
        part for part in Formatter().parse(text) if part[1] is not None
    ):
        found.append(f"{name or place}!{conversion or ''}:{spec}")
    return sorted(found)


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def main() -> int:
    """Write or check the catalogues; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when something is wrong")
    parser.add_argument("--new", metavar="CODE", help="begin the catalogue of another language, such as fr or pt_BR")
    arguments = parser.parse_args()
    texts = template()
    if arguments.new:
        path = LOCALE / arguments.new / CATALOGUE
        path.parent.mkdir(parents=True)
        path.write_text(updated(Catalog(locale=arguments.new), texts), encoding="utf-8", newline="\n")
        print(f"{path.relative_to(ROOT)}: written")
        return 0
    wrong = 0
    for place in hidden_calls():
        wrong += 1
        print(place)
    for path in sorted(LOCALE.glob(f"*/{CATALOGUE.as_posix()}")):
        catalog = load(path)
        if not arguments.check:
            path.write_text(updated(catalog, texts), encoding="utf-8", newline="\n")
            catalog = load(path)
        for fault in sorted(faults(catalog, texts)):
            wrong += 1
            print(f"{path.relative_to(ROOT)}: {fault}")
    return 1 if arguments.check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
