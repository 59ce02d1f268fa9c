"""Trains the trunk eye and writes it as ONNX: python trunk_train.py PAIRS trunk_net.onnx [--steps 8000] [--seed 0].

Of the bodies, in the order of their names, the last ``HELD`` are not trained on: by them it says how far the arch is
off. The same seed and bodies give the same weights on one machine. Needs the onnx package.
"""

from __future__ import annotations

import argparse
import copy
from pathlib import Path

import cv2
import numpy as np
import torch
from network import NUMBERS
from numpy.random import Generator
from pairs import numbers
from torch import Tensor, nn
from torch.nn import functional
from train import AVERAGE, blend

from livecoach.vision.trunk_net import COLUMNS, GAIN, ROWS, UNIT_DEG

HELD = 60
BATCH = 256
VIEWS_DEG = (25, 65, 115, 155)
LARGEST_DIFFERENCE = 1e-4  # in units of 5 degrees


class TrunkNetwork(nn.Module):
    """Three convolutions over the grid of motion, then three dense layers with the landmarks; 0.27 million weights."""

    def __init__(self) -> None:
        super().__init__()
        self.sight = nn.Sequential(
            nn.Conv2d(2, 24, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(24, 32, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Conv2d(32, 48, 3, stride=2, padding=1),
            nn.ReLU(),
        )
        places = ((ROWS + 3) // 4) * ((COLUMNS + 3) // 4)
        self.dense = nn.Sequential(nn.Linear(48 * places + NUMBERS, 192), nn.ReLU(), nn.Dropout(0.2))
        self.answer = nn.Sequential(nn.Linear(192, 96), nn.ReLU(), nn.Linear(96, 1))

    def forward(self, motion: Tensor, landmarks: Tensor) -> Tensor:
        """Return (N, 1) in units of 5 degrees, of motion (N, 2, 21, 15) and numbers about the landmarks (N, 50)."""
        return self.answer(self.dense(torch.cat([self.sight(motion).flatten(1), landmarks], 1)))


class Pairs:
    """All pairs of some bodies: motion and change as the network has them, points now and then, yaw in radians."""

    def __init__(self, paths: list[Path]) -> None:
        bodies = [dict(np.load(path)) for path in paths]
        self.motion = GAIN * np.concatenate([body["motion"] for body in bodies]).astype(np.float32)
        self.now, self.then = (np.concatenate([body[f"points_{when}"] for body in bodies]) for when in ("now", "then"))
        self.change = np.concatenate([body["change_deg"] for body in bodies]).astype(np.float32)[:, None] / UNIT_DEG
        self.yaw_rad = np.concatenate([np.full(len(body["motion"]), body["yaw_rad"]) for body in bodies])


def batch(pairs: Pairs, rng: Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Return a batch, disturbed: noise, hips that jumped, and in half of the batches a lost patch in every third.

    The landmarks are as unsteady as for the shoulder eye (``pairs.py``).
    """
    pick = rng.integers(0, len(pairs.motion), BATCH)
    motion = pairs.motion[pick] + rng.normal(0, 0.05, (BATCH, 2, ROWS, COLUMNS)).astype(np.float32)
    motion += rng.normal(0, 0.2, (BATCH, 2, 1, 1)).astype(np.float32)
    if rng.random() < 0.5:
        for one in range(0, BATCH, 3):
            y, x = rng.integers(0, ROWS - 3), rng.integers(0, COLUMNS - 3)
            motion[one, :, y : y + 4, x : x + 4] = 0.0
    yaw_rad = pairs.yaw_rad[pick] + rng.normal(0, 0.07, BATCH)
    now, then = (
        points[pick] + rng.normal(0, sd, (BATCH, 24)) for points, sd in ((pairs.now, 0.008), (pairs.then, 0.004))
    )
    return torch.from_numpy(motion), torch.from_numpy(numbers(now, then, yaw_rad)), torch.from_numpy(pairs.change[pick])


def train(pairs: Pairs, held: Pairs, *, steps: int, seed: int) -> TrunkNetwork:
    """Return the running average of the weights after ``steps`` batches."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    network = TrunkNetwork()
    average = copy.deepcopy(network).eval()
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=0.05)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = 1e-3 * min(1, (step + 1) / 200) * 0.5 * (1 + np.cos(np.pi * step / steps))
        motion, landmarks, change = batch(pairs, rng)
        loss = functional.smooth_l1_loss(network(motion, landmarks), change)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        blend(average, network, min(AVERAGE, step / (step + 10)))
        if (step + 1) % 1000 == 0 or step + 1 == steps:
            print(f"step {step + 1}: {report(average, held)}", flush=True)
    return average


def report(network: TrunkNetwork, held: Pairs) -> str:
    """Return how far the arch is off on bodies that were not trained on (root mean square), in all and by view."""
    landmarks = numbers(held.now, held.then, held.yaw_rad)
    with torch.no_grad():
        answer = network(torch.from_numpy(held.motion), torch.from_numpy(landmarks)).numpy()
    wrong = UNIT_DEG * (answer - held.change)[:, 0]
    view = np.digitize(np.degrees(held.yaw_rad), VIEWS_DEG)
    by_view = ", ".join(f"{np.sqrt((wrong[view == one] ** 2).mean()):.2f}" for one in np.unique(view))
    return f"off by {np.sqrt((wrong**2).mean()):.2f} degrees, by view {by_view}"


def export(network: TrunkNetwork, out: Path) -> None:
    """Write ``out`` and compare OpenCV's answer with PyTorch's."""
    inputs = torch.randn(1, 2, ROWS, COLUMNS), torch.randn(1, NUMBERS)
    names = {"input_names": ["motion", "landmarks"], "output_names": ["change"]}
    torch.onnx.export(network, inputs, str(out), opset_version=13, dynamo=False, **names)
    net = cv2.dnn.readNetFromONNX(str(out))
    net.setInput(inputs[0].numpy(), "motion")
    net.setInput(inputs[1].numpy(), "landmarks")
    difference = float(np.abs(net.forward() - network(*inputs).detach().numpy()).max())
    print(f"{out}: {out.stat().st_size / 1e6:.2f} MB, largest difference to PyTorch {difference:.1e}")
    if difference > LARGEST_DIFFERENCE:
        raise SystemExit("OpenCV and PyTorch disagree.")


def main() -> None:
    """Read the pairs, train, write."""
    parser = argparse.ArgumentParser(description="Train the trunk eye.")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    paths = sorted(args.pairs.glob("*.npz"))
    if len(paths) <= HELD:
        raise SystemExit(f"{args.pairs} holds no more than {HELD} bodies; run trunk_pairs.py first.")
    export(train(Pairs(paths[:-HELD]), Pairs(paths[-HELD:]), steps=args.steps, seed=args.seed), args.out)


if __name__ == "__main__":
    main()
