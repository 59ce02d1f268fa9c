import os
from pathlib import Path

import pytest

from livecoach.errors import OutputError
from livecoach.output.files import RESULTS, prepare_output_folder


def test_the_folder_is_made_and_left_empty(tmp_path):
    folder = tmp_path / "a" / "b"
    assert prepare_output_folder(folder, overwrite=False) == folder
    assert list(folder.iterdir()) == []
    assert prepare_output_folder(folder, overwrite=False) == folder


@pytest.mark.parametrize("name", RESULTS)
def test_earlier_results_are_kept_unless_overwrite_is_asked_for(tmp_path, name):
    (tmp_path / name).write_text("earlier")
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match=rf"already contains {name}.*--overwrite"):
        prepare_output_folder(tmp_path, overwrite=False)
    with pytest.raises(OutputError, match=r"choose another --out\.$"):
        prepare_output_folder(tmp_path)  # of a command that has no --overwrite
    assert (tmp_path / name).read_text() == "earlier"
    prepare_output_folder(tmp_path, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_in_the_way_is_an_output_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="choose another --out"):
        prepare_output_folder(tmp_path / "file" / "deeper", overwrite=False)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write_is_an_output_error(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="permission denied"):
        prepare_output_folder(tmp_path, overwrite=False)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc here")
def test_a_system_folder_that_takes_no_files_is_an_output_error():
    with pytest.raises(OutputError, match="Cannot write into the folder /proc"):
        prepare_output_folder(Path("/proc"), overwrite=False)
