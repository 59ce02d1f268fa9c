"""Trains the shoulder network on the bodies of crops.py: python train.py BODIES OUT.pt [--steps 3500] [--seed 0].

One core trains and another draws the pairs; single precision weights, bfloat16 arithmetic. The same seed and bodies
give the same weights on one machine.
"""

from __future__ import annotations

import argparse
import copy
import multiprocessing
import time
from collections.abc import Iterator
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pairs
import torch
from network import Network
from torch import nn
from torch.nn import functional

BATCH = 128
AHEAD = 6  # batches drawn before they are needed
WEIGHTS = torch.tensor([1.5, 1.5, 0.8, 0.7])  # the shoulders are what landmarks cannot see
AVERAGE = 0.998  # of the weights, over about 500 steps


def batches(folder: Path, seed: int, steps: int) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Yield ``steps`` batches of the bodies in ``folder``, drawn by a process of their own."""
    start = multiprocessing.get_context("spawn")
    queue: Queue[Any] = start.Queue(AHEAD)
    drawing = start.Process(target=_draw, args=(folder, seed, steps, queue), daemon=True)
    drawing.start()
    for _ in range(steps):
        while queue.empty() and drawing.is_alive():
            time.sleep(0.01)
        if queue.empty():
            raise SystemExit("No pairs can be drawn; see above.")
        pictures, numbers, change = (torch.from_numpy(part) for part in queue.get())
        yield pictures, numbers, change
    drawing.join()


def _draw(folder: Path, seed: int, steps: int, queue: Queue[Any]) -> None:
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    rng = np.random.default_rng(seed)
    bodies = pairs.load(folder)
    print(f"{len(bodies)} bodies, {sum(len(body.pictures) for body in bodies)} pictures", flush=True)
    for _ in range(steps):
        queue.put(tuple(part.numpy() for part in pairs.disturb(pairs.draw(bodies, BATCH, rng), rng)))


def train(folder: Path, out: Path, *, steps: int, seed: int, rate: float, start: Path | None) -> None:
    """Train for ``steps`` batches; write the running average of the weights every 150 steps and at the end."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    network = Network().to(memory_format=torch.channels_last)
    if start:
        network.load_state_dict(torch.load(start))
    average = copy.deepcopy(network).eval()
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.02)
    losses: list[float] = []
    for step, (pictures, numbers, change) in enumerate(batches(folder, seed, steps)):
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 50) * min(1, (1 - step / steps) / 0.7)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            answer = network(pictures.contiguous(memory_format=torch.channels_last), numbers)
        loss = (functional.huber_loss(answer.float(), change, reduction="none") * WEIGHTS).mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        blend(average, network, min(AVERAGE, step / (step + 10)))
        losses.append(loss.item())
        if (step + 1) % 150 == 0 or step + 1 == steps:
            print(f"step {step + 1}: loss {np.mean(losses[-150:]):.4f}", flush=True)
            torch.save(average.state_dict(), out)


def blend(average: nn.Module, network: nn.Module, keep: float) -> None:
    """Move the averaged weights towards the present ones: ``keep`` of theirs stays."""
    with torch.no_grad():
        for kept, new in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
            if kept.dtype.is_floating_point:
                kept.mul_(keep).add_(new, alpha=1 - keep)


def main() -> None:
    """Read the arguments, train, write."""
    parser = argparse.ArgumentParser(description="Train the shoulder network.")
    parser.add_argument("bodies", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=3500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    args = parser.parse_args()
    train(args.bodies, args.out, steps=args.steps, seed=args.seed, rate=args.rate, start=args.start)


if __name__ == "__main__":
    main()
