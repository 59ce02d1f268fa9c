import pytest

from tests.support.exercises import HALF_KNEELING_PULL, PIT_PULL, ROW, SEATED_PULL


def test_the_shrug_matters_most_then_the_low_back_then_the_head():
    assert [fault.id for fault in PIT_PULL.faults] == ["shrug", "lumbar_extension", "head_protrusion", "uneven_pull"]
    assert PIT_PULL.upright


@pytest.mark.parametrize("variant", [SEATED_PULL, HALF_KNEELING_PULL, ROW], ids=lambda variant: variant.name)
def test_a_variant_is_judged_as_a_pit_pull_under_a_name_of_its_own(variant):
    assert {fault.id for fault in variant.faults} <= {fault.id for fault in PIT_PULL.faults}
    assert variant.faults
    assert variant.settings == PIT_PULL.settings == {}
    assert variant.name != PIT_PULL.name
    assert variant.title("en") != PIT_PULL.title("en")
