import pytest

from livecoach.core.closable import Closing


class Door(Closing):
    """Counts how often it was closed."""

    def __init__(self) -> None:
        self.closed = 0

    def close(self) -> None:
        self.closed += 1


def test_it_is_closed_at_the_end_and_not_before():
    with Door() as door:
        assert door.closed == 0
    assert door.closed == 1


def test_an_exception_closes_it_and_goes_on():
    door = Door()
    with pytest.raises(OSError, match="wind"), door:
        raise OSError("wind")
    assert door.closed == 1


def test_what_does_not_say_how_to_close_cannot_be_made():
    with pytest.raises(TypeError, match="close"):
        type("Wall", (Closing,), {})()
