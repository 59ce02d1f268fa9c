import pytest

from livecoach.exercises.pit_pull import PIT_PULL
from livecoach.exercises.pull_variants import HALF_KNEELING_PULL, ROW, SEATED_PULL


@pytest.mark.parametrize("variant", [SEATED_PULL, HALF_KNEELING_PULL, ROW], ids=lambda variant: variant.name)
def test_a_variant_is_judged_as_a_pit_pull_under_a_name_of_its_own(variant):
    assert {fault.id for fault in variant.faults} <= {fault.id for fault in PIT_PULL.faults}
    assert variant.faults
    assert variant.name != PIT_PULL.name
    assert variant.title != PIT_PULL.title
