from livecoach.exercises.pit_pull import PIT_PULL


def test_the_shrug_matters_most_then_the_low_back_then_the_head():
    assert [fault.id for fault in PIT_PULL.faults][:3] == ["shrug", "lumbar_extension", "head_protrusion"]
    assert PIT_PULL.upright
