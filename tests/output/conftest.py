import pytest

from tests.output.sessions import write_session


@pytest.fixture
def log_path(tmp_path):
    """``session.jsonl`` of 100 frames at 25 a second: refused for 0.2 s, then one rep with one shrug, and an end."""
    path = tmp_path / "session.jsonl"
    write_session(path)
    return path
