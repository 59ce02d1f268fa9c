import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livecoach.config.load import load_profile, parse_profile, with_options
from livecoach.config.options import options
from livecoach.config.save import save_profile
from livecoach.config.schema import Profile
from livecoach.core.resources import configs_folder
from livecoach.core.words.translator import languages
from livecoach.errors import LivecoachError, OutputError, ProfileError

MINE = """\
# my own file
sensitivity = 5   # the knob

[shrug]   # shoulders
limit = 0.013     # from the doctor

[audio]
style   =   'tones'
"""


def values(option):
    if option.key == "language":
        return st.sampled_from(["auto", *languages()])
    if option.choices:
        return st.sampled_from(option.choices)
    if option.type is bool:
        return st.booleans()
    if option.type is str:
        return st.text(min_size=1, max_size=8).filter(lambda text: text.isprintable())
    number = st.integers if option.type is int else st.floats
    return number(option.low, option.high)


@st.composite
def changes(draw):
    """Some options with values in their ranges; the two ordered pairs of [reps] are left alone."""
    free = [key for key in options() if key not in ("reps.enter", "reps.leave", "reps.min_s", "reps.max_s")]
    keys = draw(st.lists(st.sampled_from(free), unique=True, max_size=6))
    return {key: draw(values(options()[key])) for key in keys}


LAYOUTS = [
    "",
    MINE,
    "shrug.limit = 0.02\nsensitivity = 3\n",
    "shrug = { limit = 0.02 }\n",
    "[camera]\nfps = 25\n# the end, without a line break",
    "[shrug]\r\nlimit = 0.02\r\n",
]


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=changes())
def test_what_is_saved_is_what_is_loaded_in_any_layout(tmp_path, layout, wanted):
    path = tmp_path / "mine.toml"
    path.write_bytes(layout.encode())
    profile = with_options(Profile(), wanted, "test")
    save_profile(path, profile)
    assert load_profile(str(path)) == profile
    once = path.read_bytes()
    save_profile(path, profile)
    assert path.read_bytes() == once


@pytest.mark.parametrize("layout", LAYOUTS)
def test_saving_what_is_there_changes_no_byte(tmp_path, layout):
    path = tmp_path / "mine.toml"
    path.write_bytes(layout.encode())
    save_profile(path, parse_profile(layout, "layout"))
    assert path.read_bytes() == layout.encode()


def test_only_the_changed_value_is_touched(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(MINE)
    save_profile(path, with_options(load_profile(str(path)), {"shrug.limit": 0.02}, "test"))
    assert path.read_text() == MINE.replace("0.013", "0.02")


def test_a_file_with_a_byte_order_mark_can_be_changed(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(MINE, encoding="utf-8-sig")
    save_profile(path, with_options(load_profile(str(path)), {"shrug.limit": 0.02}, "test"))
    assert load_profile(str(path)).shrug.limit == 0.02


def test_a_new_name_goes_to_the_users_folder_and_holds_only_differences(own_folder):
    path = save_profile("mine", Profile().with_sensitivity(7))
    assert path == own_folder / "mine.toml"
    assert [line for line in path.read_text().splitlines() if not line.startswith("#")] == ["sensitivity = 7"]
    assert load_profile("mine").sensitivity == 7


def test_a_shipped_name_is_copied_with_its_comments_and_stays_as_shipped(own_folder):
    shipped = configs_folder() / "default.toml"
    before = shipped.read_text()
    path = save_profile("default", Profile().with_sensitivity(7))
    assert path.read_text() == before.replace("sensitivity = 5", "sensitivity = 7")
    assert shipped.read_text() == before
    assert load_profile(None).sensitivity == 7


@pytest.mark.parametrize("present", ["not toml [", "unknown = 1\n", "shrug = 3\n"])
def test_a_file_that_is_no_profile_is_left_as_it_is(tmp_path, present):
    path = tmp_path / "mine.toml"
    path.write_text(present)
    with pytest.raises(ProfileError, match=r"mine\.toml"):
        save_profile(path, Profile().with_sensitivity(7))
    assert path.read_text() == present
    assert list(tmp_path.iterdir()) == [path]


def test_an_unwritable_place_is_an_output_error(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(LivecoachError) as caught:
        save_profile(blocked / "deeper" / "mine.toml", Profile())
    assert isinstance(caught.value, OutputError)
