import numpy as np
import pytest

from livecoach.core.movements import MOVEMENTS
from livecoach.detect.pulls.features import COUNT
from livecoach.detect.pulls.network import load_network
from livecoach.errors import ModelError
from livecoach.track.model_files import MOVEMENT_NET_NAME, network_file


def test_the_shipped_network_answers_with_shares_and_levels():
    network = load_network(network_file(MOVEMENT_NET_NAME))
    memory, rng = network.fresh, np.random.default_rng(0)
    for _ in range(20):
        memory, answer = network.step(memory, rng.normal(size=COUNT).astype(np.float32))
        assert 0.0 <= answer.pull <= 1.0
        assert 0.0 <= answer.shrug <= 1.0
        assert answer.kinds.shape == (len(MOVEMENTS),)
        assert answer.kinds.sum() == pytest.approx(1.0, abs=1e-5)


def test_what_was_seen_long_ago_is_forgotten():
    network = load_network(network_file(MOVEMENT_NET_NAME))
    rng = np.random.default_rng(1)
    memories = [network.fresh, network.fresh]
    for index in range(2):
        for _ in range(5 + 30 * index):
            memories[index], _ = network.step(memories[index], rng.normal(size=COUNT).astype(np.float32))
    same = rng.normal(size=(70, COUNT)).astype(np.float32)
    answers = []
    for begun in memories:
        memory = begun
        for values in same:
            memory, answer = network.step(memory, values)
        answers.append(answer)
    assert answers[0].kinds == pytest.approx(answers[1].kinds, abs=1e-6)
    assert answers[0].pull == pytest.approx(answers[1].pull, abs=1e-6)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 not an archive"])
def test_a_file_that_is_no_network_is_refused(tmp_path, content):
    path = tmp_path / "net.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match="cannot be read"):
        load_network(path)
