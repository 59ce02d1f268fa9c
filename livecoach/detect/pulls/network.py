"""The movement network: which movement the arms make, and how far a pull is drawn.

A causal temporal convolution (Bai et al. 2018, arXiv:1803.01271) of 42 000 weights, small enough for plain matrices: a
step takes about a tenth of a millisecond. ``scripts/segmenter`` trains it.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from livecoach.detect.pulls.features import COUNT, RATE_HZ
from livecoach.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

AHEAD = 4
"""Samples of the future that an answer rests on."""

DELAY_S = AHEAD / RATE_HZ

_KERNEL = 3
_DILATIONS = (1, 2, 4, 8)


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What the network says of the time ``AHEAD`` samples ago.

    ``pull`` and ``shrug`` are how far such a movement is drawn: 0 in the reach and in any other movement, 1 at its
    height. ``kinds`` are the shares of ``MOVEMENTS``, which add up to 1.
    """

    pull: float
    shrug: float
    kinds: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """The last inputs of each convolution, oldest first."""

    inputs: tuple[NDArray[np.float32], ...]


class MovementNetwork:
    """The network's weights; one may serve several sessions."""

    def __init__(self, weights: Sequence[tuple[NDArray[np.float32], NDArray[np.float32]]]) -> None:
        """Take the matrices and biases: the entry, two convolutions for each dilation, the exit."""
        self._enter, *self._middle, self._leave = weights
        self._fresh = self._at_rest()

    @property
    def fresh(self) -> Memory:
        """The memory before the first sample: as if nobody had been seen for long."""
        return self._fresh

    def step(self, memory: Memory, features: NDArray[np.float32]) -> tuple[Memory, Answer]:
        """Take in the features (COUNT,) of one sample; return the new memory and the answer."""
        inputs, values = [], _rectified(_applied(self._enter, features))
        for index, layer in enumerate(self._middle):
            if index % 2 == 0:
                entered = values
            # Each convolution sees its input now, one dilation ago and two.
            before = np.concatenate([memory.inputs[index], values[None]])
            dilation = _DILATIONS[index // 2]
            inputs.append(before[1:])
            values = _applied(layer, before[::dilation].ravel())
            # The second of two adds what went into the first.
            values = _rectified(values if index % 2 == 0 else values + entered)
        out = _applied(self._leave, values)
        kinds = np.exp(out[2:] - out[2:].max())
        pull, shrug = (1.0 / (1.0 + np.exp(-out[:2]))).tolist()
        return Memory(tuple(inputs)), Answer(pull, shrug, kinds / kinds.sum())

    def _at_rest(self) -> Memory:
        width = len(self._enter[1])
        spans = [(_KERNEL - 1) * dilation for dilation in _DILATIONS for _ in (0, 1)]
        memory = Memory(tuple(np.zeros((span, width), np.float32) for span in spans))
        for _ in range(1 + sum(spans)):
            memory, _answer = self.step(memory, np.zeros(COUNT, np.float32))
        return memory


def load_network(path: Path) -> MovementNetwork:
    """Read the weights (.npz, w0, b0, w1 ...); raises ModelError when the file is missing or not such a file."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            count = len(archive.files) // 2
            layers = [(archive[f"w{i}"].astype(np.float32), archive[f"b{i}"].astype(np.float32)) for i in range(count)]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(f"The movement network {str(path)!r} cannot be read: reinstall livecoach.") from error
    return MovementNetwork(layers)


def _applied(
    layer: tuple[NDArray[np.float32], NDArray[np.float32]], values: NDArray[np.float32]
) -> NDArray[np.float32]:
    return np.asarray(layer[0] @ values + layer[1])


def _rectified(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.maximum(values, np.float32(0.0))
