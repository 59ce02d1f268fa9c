import pytest

from livecoach.config.load import (
    find_profile,
    load_profile,
    parse_profile,
    profile_names,
    user_profiles_folder,
    with_options,
)
from livecoach.config.options import options
from livecoach.config.schema import Profile
from livecoach.core.resources import configs_folder
from livecoach.errors import ProfileError


def faults(text):
    with pytest.raises(ProfileError) as caught:
        parse_profile(text, "mine.toml")
    return str(caught.value).splitlines()


def test_the_shipped_default_is_the_schema(own_folder):
    assert load_profile(None) == load_profile("default") == Profile()


def test_gentle_and_strict_are_on_either_side_of_the_default(own_folder):
    limits = [load_profile(name).scaled(1.0) for name in ("gentle", "default", "strict")]
    assert limits == sorted(limits, reverse=True)
    assert len(set(limits)) == 3


def test_the_users_own_profile_comes_before_a_shipped_one(own_folder):
    own_folder.mkdir(parents=True)
    (own_folder / "gentle.toml").write_text("sensitivity = 1\n")
    (own_folder / "mine.toml").write_text("sensitivity = 8\n")
    assert load_profile("gentle").sensitivity == 1
    assert load_profile("mine").sensitivity == 8
    assert profile_names() == ("default", "gentle", "mine", "strict")
    assert find_profile("strict") == configs_folder() / "strict.toml"


def test_the_users_folder_is_named_after_livecoach():
    assert user_profiles_folder().parts[-2:] == ("livecoach", "profiles")


def test_a_file_is_taken_by_its_path_and_fills_up_with_defaults(tmp_path):
    path = tmp_path / "some.toml"
    path.write_text('[shrug]\nlimit = 0.02\n[audio]\nstyle = "tones"\n')
    profile = load_profile(str(path))
    assert (profile.shrug.limit, profile.audio.style) == (0.02, "tones")
    assert profile.lumbar_extension == Profile().lumbar_extension


def test_a_byte_order_mark_is_no_part_of_a_profile(tmp_path):
    path = tmp_path / "from_windows.toml"
    path.write_text("[shrug]\nlimit = 0.02\n", encoding="utf-8-sig")
    assert load_profile(str(path)).shrug.limit == 0.02


def test_an_unknown_name_lists_the_known_ones(own_folder):
    with pytest.raises(ProfileError, match=r"'gentel'.*default, gentle, strict"):
        load_profile("gentel")


@pytest.mark.parametrize("make", ["missing", "folder", "binary"])
def test_an_unreadable_file_is_one_sentence(tmp_path, make):
    path = tmp_path / "bad.toml"
    if make == "folder":
        path.mkdir()
    elif make == "binary":
        path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProfileError, match=r"bad\.toml") as caught:
        load_profile(str(path))
    assert "\n" not in str(caught.value)


def test_broken_toml_names_file_and_line():
    (line,) = faults("sensitivity = 5\n[shrug\nlimit = 1\n")
    assert line.startswith("mine.toml: not valid TOML: ")
    assert "line 2" in line


def test_all_faults_are_reported_at_once_with_file_key_value_and_range():
    lines = faults(
        """
        sensitivty = 5
        language = "fr"
        [shrug]
        limt = 0.02
        on_s = 99
        enabled = 1
        [camera]
        fps = "30"
        [shrugs]
        limit = 1
        """
    )
    assert all(line.startswith("mine.toml: ") for line in lines)
    text = "\n".join(lines)
    assert "sensitivty = 5 is not an option: the nearest name is sensitivity." in text
    assert 'language = "fr" is not allowed: auto, en or de.' in text
    assert "shrug.limt = 0.02 is not an option: the nearest name is shrug.limit." in text
    assert "shrug.on_s = 99 is not allowed: number from 0 to 2 s." in text
    assert "shrug.enabled = 1 is not allowed: true or false." in text
    assert 'camera.fps = "30" is not allowed: whole number from 5 to 120 frames per second.' in text
    assert "shrugs = {...} is not an option: the nearest name is [shrug]." in text
    assert len(lines) == 7


def test_the_nearest_name_is_looked_for_in_other_tables_too():
    assert faults("[audio]\ncooldown = 3\n") == [
        "mine.toml: audio.cooldown = 3 is not an option: the nearest name is cue.cooldown_s."
    ]
    (line,) = faults("qqqqqq = 1\n")
    assert "docs/profile.md" in line


def test_a_table_given_as_a_value_says_so():
    assert faults("shrug = 3\n") == ["mine.toml: shrug must be a table: write [shrug] and its options below it."]


def test_options_that_contradict_each_other_are_refused():
    assert faults("[reps]\nenter = 0.4\nleave = 0.5\n") == ["mine.toml: [reps]: leave 0.5 must lie below enter 0.4."]
    (line,) = faults("[reps]\nmin_s = 4.0\nmax_s = 3.0\n")
    assert "min_s 4 must lie below max_s 3" in line


@pytest.mark.parametrize("key", list(options()))
def test_every_option_can_be_read_and_every_wrong_type_is_refused(key):
    section = options()[key].section
    head = f"[{section}]\n" if section else ""
    (line,) = faults(f"{head}{options()[key].name} = 1979-05-27\n")
    assert line.startswith(f"mine.toml: {key} = ")
    assert options()[key].allowed in line


def test_with_options_changes_dotted_keys_and_names_who_asked():
    profile = with_options(Profile(), {"shrug.limit": 0.02, "sensitivity": 7}, "--set")
    assert (profile.shrug.limit, profile.sensitivity) == (0.02, 7)
    for changes in ({"shrug.limit": 9}, {"nothing.here": 1}, {"sensitivity.x": 1}):
        with pytest.raises(ProfileError, match=r"^--set: "):
            with_options(Profile(), changes, "--set")
