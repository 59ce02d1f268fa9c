import pytest

from livecoach.core.files import atomic_write
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
