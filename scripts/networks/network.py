"""The network: two pictures of one person and their difference, with the landmarks, in; the change between them out."""

from __future__ import annotations

import torch
from torch import Tensor, nn

CHANNELS = (16, 32, 48, 64, 64, 96)
STRIDES = (2, 2, 1, 2, 1, 2)
KERNELS = (5, 3, 3, 3, 3, 3)
DENSE = 128
SIZE_PX = 80
NUMBERS = 50
OUTPUTS = 4  # clavicle elevation left and right, lumbar extension, head protrusion


class Network(nn.Module):
    """Six convolutions to 5x5, a dense layer beside one for the landmarks, then two more; 0.46 million weights."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        before = 3
        for after, stride, kernel in zip(CHANNELS, STRIDES, KERNELS, strict=True):
            layers += [
                nn.Conv2d(before, after, kernel, stride, kernel // 2, bias=False),
                nn.BatchNorm2d(after),
                nn.ReLU(),
            ]
            before = after
        self.sight = nn.Sequential(*layers)
        self.dense = nn.Sequential(nn.Dropout(0.1), nn.Linear(before * (SIZE_PX // 16) ** 2, DENSE), nn.ReLU())
        self.numbers = nn.Sequential(nn.Linear(NUMBERS, 64), nn.ReLU())
        self.answer = nn.Sequential(nn.Linear(DENSE + 64, 64), nn.ReLU(), nn.Linear(64, OUTPUTS))

    def forward(self, pictures: Tensor, numbers: Tensor) -> Tensor:
        """Return (N, 4) in units of 5 degrees and 2 cm, of pictures (N, 3, 80, 80) and numbers (N, 50)."""
        seen = self.dense(self.sight(pictures).flatten(1))
        return self.answer(torch.cat([seen, self.numbers(numbers)], 1))


def three_pictures(pair: Tensor) -> Tensor:
    """Return (N, 3, ...) of (N, 2, ...), now first: both by the reference's mean and spread, twice the difference."""
    return with_difference(by_the_reference(pair))


def by_the_reference(pair: Tensor) -> Tensor:
    """Return both pictures (N, 2, ...), now first, by the reference's mean and spread."""
    mean = pair[:, 1:].mean((2, 3), keepdim=True)
    spread = pair[:, 1:].std((2, 3), keepdim=True) + 0.03
    return (pair - mean) / spread


def with_difference(pair: Tensor) -> Tensor:
    """Return (N, 3, ...): the pair (N, 2, ...) and twice the difference."""
    return torch.cat([pair, 2 * (pair[:, :1] - pair[:, 1:])], 1)


def in_blocks(pair: Tensor) -> Tensor:
    """Return the pair (N, 2, 80, 80) as the shipped file takes it (``regroup.py``): (N, 8, 40, 40)."""
    return nn.functional.pixel_unshuffle(pair, 2)
