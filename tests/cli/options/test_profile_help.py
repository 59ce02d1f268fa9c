from __future__ import annotations

import tomllib

import pytest

from livecoach.cli.options import profile_help
from livecoach.config.options import options
from livecoach.core.words.translator import ENGLISH, languages, translator


def test_every_option_of_the_schema_has_its_meaning_and_default():
    for key, option in options().items():
        meaning, default = profile_help.text(key, ENGLISH).removesuffix(")").rsplit("; default: ", 1)
        assert meaning == f"{option.meaning} ({option.allowed}"
        assert default == option.default or tomllib.loads(f"x = {default}")["x"] == option.default


@pytest.mark.parametrize("language", languages())
def test_it_is_the_schema_s_text_in_every_language(language):
    words = translator(language)
    for key, option in options().items():
        assert profile_help.text(key, words).startswith(f"{words(option.meaning)} ({words(option.allowed)}; ")
