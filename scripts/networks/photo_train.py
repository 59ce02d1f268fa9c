"""Trains the posture eye: python photo_train.py BODIES ../../models/shoulder_net.onnx OUT.pt --steps 4000 --seed 0.

It has the shoulder eye's shape and begins with its weights, but for the last layer: what both have to see is alike. The
same seed and bodies give the same weights on one machine. export.py makes the file of it.
"""

from __future__ import annotations

import argparse
import copy
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnx
import pairs
import torch
from network import CHANNELS, KERNELS, SIZE_PX, Network, three_pictures
from numpy.random import Generator
from numpy.typing import NDArray
from onnx import numpy_helper
from regroup import BLOCK, TAPS
from torch.nn import functional
from train import blend

from livecoach.posture.measure.posture_net import UNIT_CM, lit_as

BATCH = 96
AVERAGE = 0.997  # of the weights, over about 300 steps
HELD = 12  # one body in so many is kept back, to print how far the network is off
POINTS_NOISE = 0.008
YAW_NOISE_RAD = 0.05


@dataclass(frozen=True, eq=False)
class Body:
    """Photos of one body: pictures (4, 112, 112), points (4, 24), truth (4, 4) in cm, yaw."""

    pictures: NDArray[np.uint8]
    points: NDArray[np.float32]
    truth: NDArray[np.float32]
    yaw_rad: float


def load(folder: Path) -> list[Body]:
    """Return the bodies of a folder, in the order of their names."""
    found = []
    for path in sorted(folder.glob("*.npz")):
        z = np.load(path)
        found.append(Body(z["C"], z["L"], z["M"], abs(float(z["yaw"]))))
    return found


def batch(bodies: list[Body], count: int, rng: Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return ``count`` pairs of photos of one body each, disturbed, one in the other's light, and the change wanted."""
    seen = np.empty((count, 2, SIZE_PX, SIZE_PX), np.uint8)
    now, then, yaw, change = [], [], [], []
    for row in seen:
        body = bodies[rng.integers(len(bodies))]
        one, other = rng.choice(len(body.pictures), 2, replace=False)
        lit = pairs.shown(body.pictures[one], body.pictures[other], False, rng)
        row[:] = np.rint(np.clip(lit, 0.0, 1.0) * 255.0)
        row[0] = lit_as(row[0], row[1])
        now.append(body.points[one] + rng.normal(0.0, POINTS_NOISE, 24))
        then.append(body.points[other] + rng.normal(0.0, POINTS_NOISE, 24))
        yaw.append(body.yaw_rad + rng.normal(0.0, YAW_NOISE_RAD))
        change.append(body.truth[one] - body.truth[other])
    pictures = torch.from_numpy(seen.astype(np.float32) / 255.0)
    spread = pictures[:, 1:].std((2, 3), keepdim=True)
    grain = pairs.NOISE[torch.from_numpy(rng.integers(0, len(pairs.NOISE), 2 * count))].view(pictures.shape)
    amount = torch.from_numpy((0.2 * rng.random((count, 1, 1, 1)) ** 2).astype(np.float32))
    numbers = pairs.numbers(np.array(now, np.float32), np.array(then, np.float32), np.array(yaw))
    wanted = torch.from_numpy(np.array(change, np.float32) / UNIT_CM)
    return three_pictures(pictures + grain * spread * amount), torch.from_numpy(numbers), wanted


def beginning(shoulder_eye: Path) -> Network:
    """Return the shoulder eye out of its file, with a new last layer: regrouping and folding undone."""
    model = onnx.load(shoulder_eye)
    values = {each.name: torch.tensor(numpy_helper.to_array(each).copy()) for each in model.graph.initializer}
    network = Network()
    state = network.state_dict()
    state |= {name: values[name] for name in state if name in values}
    folded = [node for node in model.graph.node if node.op_type == "Conv"]
    for at, node in enumerate(folded):
        weights, bias = values[node.input[1]], values[node.input[2]]
        if at == 0:
            size, side = KERNELS[0], BLOCK * TAPS
            apart = weights.reshape(CHANNELS[0], 2, BLOCK, BLOCK, TAPS, TAPS).permute(0, 1, 4, 2, 5, 3)
            weights = functional.pad(apart.reshape(CHANNELS[0], 2, side, side)[..., :size, :size], (0, 0, 0, 0, 0, 1))
        norm = f"sight.{3 * at + 1}"
        ones = torch.ones(len(bias))
        state |= {f"sight.{3 * at}.weight": weights, f"{norm}.weight": ones, f"{norm}.bias": bias}
        state |= {f"{norm}.running_mean": 0.0 * ones, f"{norm}.running_var": ones}
    network.load_state_dict(state)
    torch.nn.init.normal_(network.answer[2].weight, std=0.02)
    torch.nn.init.zeros_(network.answer[2].bias)
    return network


def train(folder: Path, shoulder_eye: Path, out: Path, *, steps: int, seed: int, rate: float) -> None:
    """Train for ``steps`` batches; write the running average of the weights every 200 steps and at the end."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    rng = np.random.default_rng(seed)
    every = load(folder)
    bodies = [body for at, body in enumerate(every) if at % HELD]
    held = batch(every[::HELD], 768, np.random.default_rng(seed + 1))
    print(f"{len(bodies)} bodies, {len(every) - len(bodies)} held", flush=True)
    network = beginning(shoulder_eye).to(memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval()
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.03)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 50) * min(1, (1 - step / steps) / 0.7)
        pictures, numbers, change = batch(bodies, BATCH, rng)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            answer = network(pictures.contiguous(memory_format=torch.channels_last), numbers)
        loss = functional.huber_loss(answer.float(), change)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        blend(average, network, min(AVERAGE, step / (step + 10)))
        if (step + 1) % 200 == 0 or step + 1 == steps:
            with torch.no_grad():
                off_cm = UNIT_CM * (average(*held[:2]) - held[2]).pow(2).mean(0).sqrt()
            print(f"step {step + 1}: held ones off by {[round(cm, 2) for cm in off_cm.tolist()]} cm", flush=True)
            torch.save(average.state_dict(), out)


def main() -> None:
    """Read the arguments, train, write."""
    parser = argparse.ArgumentParser(description="Train the posture eye.")
    parser.add_argument("bodies", type=Path)
    parser.add_argument("shoulder_eye", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=1.2e-3, help="highest learning rate")
    args = parser.parse_args()
    train(args.bodies, args.shoulder_eye, args.out, steps=args.steps, seed=args.seed, rate=args.rate)


if __name__ == "__main__":
    main()
