import pytest

from livecoach.config.load import user_profiles_folder


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    """An absent folder that is the user's own profiles folder during the test."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = user_profiles_folder()
    if not folder.is_relative_to(tmp_path):
        pytest.skip("the user's folder cannot be moved by the environment on this system")
    return folder
