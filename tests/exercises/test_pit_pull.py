from livecoach.core.types import FaultKind
from livecoach.exercises.pit_pull import PIT_PULL


def test_the_shrug_matters_most_then_the_low_back_then_the_head():
    assert list(PIT_PULL.cues) == [FaultKind.SHRUG, FaultKind.LUMBAR_EXTENSION, FaultKind.HEAD_PROTRUSION]
    assert PIT_PULL.upright
