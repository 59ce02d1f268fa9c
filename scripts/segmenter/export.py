"""The trained network as plain matrices, held against what livecoach makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from network import FIELD, Movement

from livecoach.detect.pulls.features import COUNT
from livecoach.detect.pulls.network import load_network

if TYPE_CHECKING:
    from pathlib import Path

MOST_OFF = 1e-4


def write(net: Movement, path: Path) -> None:
    """Write the matrices in half precision; raises ValueError when livecoach's network answers otherwise."""
    net.eval()
    layers = [net.enter, *(layer for block in net.blocks for layer in (block.one, block.two)), net.leave]
    arrays = {}
    for index, layer in enumerate(layers):
        layer.weight.data = layer.weight.data.half().float()
        layer.bias.data = layer.bias.data.half().float()
        weight = layer.weight.detach().numpy()[:, :, 0]  # out, in, kernel
        arrays[f"w{index}"] = weight.transpose(0, 2, 1).reshape(len(weight), -1).astype(np.float16)
        arrays[f"b{index}"] = layer.bias.detach().numpy().astype(np.float16)
    np.savez_compressed(path, **arrays)
    off = _largest_difference(net, path)
    if off > MOST_OFF:
        raise ValueError(f"the written network is off by {off:.1e}")


def _largest_difference(net: Movement, path: Path) -> float:
    product = load_network(path)
    values = np.random.default_rng(0).normal(size=(100, COUNT)).astype(np.float32)
    padded = np.concatenate([np.zeros((FIELD - 1, COUNT), np.float32), values])
    with torch.no_grad():
        out = net(torch.from_numpy(padded).T[None, :, None])[0, :, 0]
    levels, kinds = torch.sigmoid(out[:2]).numpy(), torch.softmax(out[2:], 0).numpy()
    memory, off = product.fresh, 0.0
    for i, row in enumerate(values):
        memory, answer = product.step(memory, row)
        off = max(off, abs(answer.pull - levels[0, i]), abs(answer.shrug - levels[1, i]))
        off = max(off, float(np.abs(answer.kinds - kinds[:, i]).max()))
    return off
