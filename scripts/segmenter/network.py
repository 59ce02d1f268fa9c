"""The movement network: a causal temporal convolution over features at 15 Hz."""

from __future__ import annotations

import torch
from figure import KINDS
from torch import nn

DILATIONS = (1, 2, 4, 8)
KERNEL = 3
WIDTH = 40
FIELD = 1 + 2 * (KERNEL - 1) * sum(DILATIONS)
AHEAD = 4
"""Frames that the delayed outputs look ahead: 0.27 s."""
OUTPUTS = 2 + len(KINDS)


class Block(nn.Module):
    """Two dilated convolutions with a bypass."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.one = nn.Conv2d(width, width, (1, KERNEL), dilation=(1, dilation))
        self.two = nn.Conv2d(width, width, (1, KERNEL), dilation=(1, dilation))
        self.drop = nn.Dropout2d(0.1)
        self.cut = 2 * (KERNEL - 1) * dilation

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Shorten (N, C, 1, T) by what the convolutions reach back."""
        y = torch.relu(self.one(x))
        y = self.two(self.drop(y))
        return torch.relu(x[..., self.cut :] + y)


class Movement(nn.Module):
    """(N, features, 1, T) to (N, OUTPUTS, 1, T - FIELD + 1): pull and shrug, then the kinds, AHEAD frames ago."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.enter = nn.Conv2d(features, WIDTH, 1)
        self.drop = nn.Dropout2d(0.1)
        self.blocks = nn.Sequential(*(Block(WIDTH, dilation) for dilation in DILATIONS))
        self.leave = nn.Conv2d(WIDTH, OUTPUTS, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the outputs of each frame that has a whole field before it."""
        return self.leave(self.blocks(torch.relu(self.enter(self.drop(x)))))
