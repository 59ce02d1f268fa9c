from livecoach.core import measure_names
from livecoach.measure.body import measure_arms, measure_trunk
from tests.support.bodies import Body, seen


def test_a_name_is_its_constant_in_small_letters():
    written = {name: value for name, value in vars(measure_names).items() if name.isupper() and isinstance(value, str)}
    assert all(value == name.lower() for name, value in written.items())


def test_all_holds_each_name_once():
    assert len(set(measure_names.ALL)) == len(measure_names.ALL)


def test_every_name_but_the_pull_is_measured_from_one_pose():
    pose = seen(Body())
    assert measure_arms(pose).keys() | measure_trunk(pose).keys() | {measure_names.PULL} == set(measure_names.ALL)
