import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.core.files import atomic_write, folder_name, free_path, printable
from livecoach.errors import OutputError


def test_the_file_appears_whole_at_the_end(tmp_path):
    path = tmp_path / "a.mp4"
    with atomic_write(path) as part:
        assert part.parent == tmp_path
        assert part.suffix == ".mp4"
        part.write_text("new")
        assert not path.exists()
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_body_that_raises_leaves_everything_as_it_was(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError), atomic_write(path) as part:
        part.write_text("half \ud800", encoding="utf-8")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_the_system_refuses_is_an_output_error(tmp_path):
    with pytest.raises(OutputError, match=r"Cannot write .*gone"), atomic_write(tmp_path / "gone" / "a.json") as part:
        part.write_text("x")


def test_a_link_stays_a_link(tmp_path):
    target, link = tmp_path / "target.toml", tmp_path / "link.toml"
    target.write_text("old")
    link.symlink_to(target)
    with atomic_write(link) as part:
        part.write_text("new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@given(st.binary(min_size=1, max_size=20).filter(lambda name: b"\0" not in name and b"/" not in name))
def test_any_file_name_becomes_text_that_can_be_written(name: bytes) -> None:
    text = printable(os.fsdecode(name))
    text.encode("utf-8")
    with suppress(UnicodeDecodeError):
        assert text == name.decode("utf-8")


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=8))
def test_a_folder_named_after_a_file_lies_within_the_other_one(name: str) -> None:
    clip = Path(f"clips/{name}.mp4")
    assert Path(os.path.normpath(Path("out") / folder_name(clip))).parent == Path("out")


def test_most_folders_are_named_without_the_suffix() -> None:
    names = [folder_name(Path(name)) for name in ("a/set 1.mp4", "...mp4", "..mp4", ".mp4", "v1.2.mov")]
    assert names == ["set 1", "...mp4", "..mp4", ".mp4", "v1.2"]


def test_files_of_before_are_never_in_the_way(tmp_path):
    assert free_path(tmp_path / "1-x") == tmp_path / "1-x"
    (tmp_path / "1-x").mkdir()
    (tmp_path / "1-x-2").mkdir()
    assert free_path(tmp_path / "1-x") == tmp_path / "1-x-3"
    (tmp_path / "a.mp4").touch()
    assert free_path(tmp_path / "a.mp4") == tmp_path / "a-2.mp4"
