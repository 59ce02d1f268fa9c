import tomllib

from livecoach.cli.options import profile_help
from livecoach.config.options import options


def test_every_option_of_the_schema_has_its_meaning_and_default():
    texts = profile_help.texts()
    assert texts.keys() == options().keys()
    for key, option in options().items():
        meaning, default = texts[key].removesuffix(")").rsplit(" (default: ", 1)
        assert meaning.startswith(option.meaning)
        assert default == option.default or tomllib.loads(f"x = {default}")["x"] == option.default
