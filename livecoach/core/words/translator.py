"""Which language a person reads, and messages in it.

A language is a folder of ``livecoach/locale`` that holds a catalogue; English is in the code. ``auto`` stands for the
system's language. Nothing here remembers a current language: sessions in two languages can run side by side.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from livecoach.core.resources import locale_folder
from livecoach.core.words.message import Message, filled

if TYPE_CHECKING:
    import gettext
    from collections.abc import Iterable, Mapping

AUTO: Final = "auto"
SOURCE_LANGUAGE: Final = "en"
LANGUAGE_VARIABLE: Final = "LIVECOACH_LANGUAGE"
"""An environment variable that overrides the system's language, but not a language that the profile names."""

FOLDER_VARIABLE: Final = "LIVECOACH_LOCALE"
"""An environment variable that names another folder of catalogues, for translators who have no checkout."""

_CATALOGUE: Final = Path("LC_MESSAGES") / "livecoach.po"
_NO_TRANSLATION: Final = ("C", "POSIX")


class Translator:
    """Writes messages in one ``language``, numbers included; what has no translation stays English."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations | None = None) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, text: str, *values: object) -> str:
        """Return a message in this language, filled in with ``values`` or with those that it carries.

        A plain ``str``, such as a message read back from a log, is looked up as a whole.
        """
        message = text if isinstance(text, Message) else None
        given = values or (message.values if message is not None else None)
        if self._catalogue is None and not values:
            return str.__str__(text)
        template = self._template(text, message)
        return template if given is None else filled(template, given, self.language, self)

    def _template(self, text: str, message: Message | None) -> str:
        if message is None:
            return text if self._catalogue is None or not text else self._catalogue.gettext(text)
        if self._catalogue is None:
            return message.plural if message.plural and message.number != 1 else message.source
        if message.plural:
            return self._catalogue.ngettext(message.source, message.plural, message.number)
        if message.context:
            return self._catalogue.pgettext(message.context, message.source)
        return self._catalogue.gettext(message.source) if message.source else ""


ENGLISH: Final = Translator(SOURCE_LANGUAGE)


def catalogues(folder: Path | None = None) -> Mapping[str, Path]:
    """Return the catalogue of each language by its code, those of ``folder`` (default: where livecoach keeps them)."""
    return _catalogues(folder if folder is not None else _folder())


@cache
def _catalogues(folder: Path) -> Mapping[str, Path]:
    found = sorted(path.name for path in folder.iterdir() if (path / _CATALOGUE).is_file()) if folder.is_dir() else []
    return {name: folder / name / _CATALOGUE for name in found}


def languages(folder: Path | None = None) -> tuple[str, ...]:
    """Return the codes of all languages that texts are there for, English first."""
    return (SOURCE_LANGUAGE, *(name for name in catalogues(folder) if name != SOURCE_LANGUAGE))


def translator(language: str = AUTO, folder: Path | None = None) -> Translator:
    """Return what writes in ``language`` (``auto``: the system's); an unknown one is English."""
    root = folder if folder is not None else _folder()
    wanted = resolved(language, root)
    return ENGLISH if wanted == SOURCE_LANGUAGE else _loaded(wanted, root)


def translate(text: str, language: str) -> str:
    """Return a message in a language."""
    return translator(language)(text)


def resolved(language: str, folder: Path | None = None) -> str:
    """Return the code of a language that there are texts for; ``auto`` is the system's, an unknown one English."""
    if language == AUTO:
        return system_language(os.environ, folder)
    return _first_known((language,), folder)


def system_language(environment: Mapping[str, str], folder: Path | None = None) -> str:
    """Return the language that the environment asks for, as gettext does; English where there are no texts for it.

    ``LIVECOACH_LANGUAGE`` comes first, then ``LC_ALL``, ``LC_MESSAGES`` and ``LANG``, of which the first that is set
    decides; the list in ``LANGUAGE`` refines it. Windows and macOS are asked when none is set.
    """
    if own := environment.get(LANGUAGE_VARIABLE):
        return _first_known((own,), folder)
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    if not named:
        named = _platform_language()
    if named.partition(".")[0] in _NO_TRANSLATION:
        return SOURCE_LANGUAGE
    preferred = [name for name in environment.get("LANGUAGE", "").split(":") if name]
    return _first_known((*preferred, named), folder)


def _platform_language() -> str:
    import locale  # noqa: PLC0415 -- only where the environment says nothing

    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- Windows only

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return locale.getlocale()[0] or ""


def _first_known(names: Iterable[str], folder: Path | None) -> str:
    known = {code.lower(): code for code in languages(folder)}
    for name in names:
        code = name.partition(".")[0].partition("@")[0].replace("-", "_").lower()
        for one in (code, code.partition("_")[0]):
            if one in known:
                return known[one]
    return SOURCE_LANGUAGE


def _folder() -> Path:
    own = os.environ.get(FOLDER_VARIABLE)
    return Path(own) if own else locale_folder()


@cache
def _loaded(language: str, folder: Path) -> Translator:
    from livecoach.core.words.po import read_po  # noqa: PLC0415 -- English needs no catalogue

    return Translator(language, read_po(catalogues(folder)[language]))
