from pathlib import Path

import numpy as np
import pytest

from livecoach.exercises.catalogue import exercises
from livecoach.session.routine import figures
from livecoach.session.routine.figures import figures_of


def test_every_exercise_has_a_figure_and_every_pull_that_of_the_pit_pull():
    found = figures_of(exercises().values())
    assert set(found) == set(exercises())
    for name in ("seated_pull", "half_kneeling_pull", "row"):
        assert np.array_equal(found[name].cover, found["pit_pull"].cover)
    assert not np.array_equal(found["hip_lift_90_90"].cover, found["pit_pull"].cover)


def test_an_exercise_without_a_drawing_has_no_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(figures, "figures_folder", lambda: tmp_path)
    assert figures_of([exercises()["pit_pull"]]) == {}
