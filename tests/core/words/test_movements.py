from __future__ import annotations

from livecoach.core.movements import Movement
from livecoach.core.words.movements import looks_like


def test_every_movement_that_does_not_count_is_called_by_a_name_of_its_own():
    names = [str(looks_like(movement)) for movement in Movement]
    assert len(set(names)) == len(names)
    assert all(name.startswith("This looks like a") and name.endswith(": not counted") for name in names)
