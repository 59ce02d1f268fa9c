"""Training: synthetic figures first, then recorded people and rendered clips beside them."""

from __future__ import annotations

import argparse
import json
import pickle
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from export import write
from figure import KINDS
from movements import make_clip
from network import AHEAD, FIELD, Movement
from torch.nn import functional
from tracker import at_tempo, mirrored, seen, spoilt

from livecoach.detect.pulls.features import COUNT, RATE_HZ, features

LENGTH = 180
SYNTHETIC_SECONDS = 12.0


def synthetic(count: int, seed: int) -> dict[str, np.ndarray]:
    """Return ``count`` figures as the tracker sees them, with their labels."""
    rng = np.random.default_rng(seed)
    out = {"x": [], "level": [], "kind": []}
    for _ in range(count):
        clip = make_clip(rng, SYNTHETIC_SECONDS)
        points = seen(rng, clip.joints)
        if rng.random() < 0.5:
            points = mirrored(points)
        out["x"].append(features(points[..., :2], points[..., 2:]).astype(np.float16))
        out["level"].append(clip.level.astype(np.float32))
        out["kind"].append(clip.kind)
    return {key: np.stack(value) for key, value in out.items()}


def varied(rng: np.random.Generator, clip: dict[str, Any]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return features and labels of a recorded clip: cut, mirrored, at another tempo, with failures; LENGTH frames."""
    points, level, kind = clip["points"], clip["levels"], clip["kinds"]
    speed = float(np.exp(rng.uniform(-0.3, 0.3)))
    points, index = at_tempo(points, speed)
    near = np.rint(index).astype(int)
    low = index.astype(int)
    share = index - low
    level = (1.0 - share)[:, None] * level[low] + share[:, None] * level[np.minimum(low + 1, len(level) - 1)]
    kind = kind[near]
    if len(points) > LENGTH:
        at = rng.integers(0, len(points) - LENGTH + 1)
    else:
        at = int(rng.integers(0, max(1, len(points) // 4)))
    points, level, kind = points[at : at + LENGTH], level[at : at + LENGTH], kind[at : at + LENGTH]
    if rng.random() < 0.5:
        points = mirrored(points)
    if rng.random() < 0.6:
        points = points.copy()
        scale = (
            np.nanmedian(np.abs(points[:, 3:5, 1].mean(1) - points[:, 9:11, 1].mean(1))) / 0.5
            if np.isfinite(points).any()
            else 1.0
        )
        points[..., :2] += rng.normal(0, 0.01 * max(scale, 1.0), (1, 15, 2)) + rng.normal(
            0, 0.004 * max(scale, 1.0), points[..., :2].shape
        )
        points[..., 2:] += rng.normal(0, 0.015, (1, 15, 3)) + rng.normal(0, 0.006, points[..., 2:].shape)
        tilt = np.radians(rng.normal(0, 4))
        c, s = np.cos(tilt), np.sin(tilt)
        turn = np.array([[c, -s], [s, c]])
        points[..., :2] = points[..., :2] @ turn.T
        points[..., 2:4] = points[..., 2:4] @ turn.T
    points = spoilt(rng, points)
    x = features(points[..., :2], points[..., 2:])
    short = LENGTH - len(x)
    if short:
        x = np.pad(x, ((0, short), (0, 0)))
        level = np.pad(level, ((0, short), (0, 0)), constant_values=np.nan)
        kind = np.pad(kind, (0, short), constant_values=-1)
    return x, level, kind


def loss_of(
    net: Movement, x: torch.Tensor, level: torch.Tensor, kind: torch.Tensor, weight: torch.Tensor
) -> torch.Tensor:
    """Return the loss of (N, T, F) features against (N, T, 2) levels (NaN unknown) and kinds (N, T) (-1 unknown)."""
    padded = functional.pad(x.transpose(1, 2)[:, :, None], (FIELD - 1, 0))
    out = net(padded)[:, :, 0]
    kinds = out[:, 2:, AHEAD:]
    total = 0.0
    # The first second says little of what is going on.
    ramp = torch.clamp((torch.arange(x.shape[1], dtype=torch.float32) + 1) / 15.0, 0.2, 1.0)
    for head, share in ((0, 1.0), (1, 0.5)):
        guess, truth = out[:, head, AHEAD:], level[:, : level.shape[1] - AHEAD, head]
        known = torch.isfinite(truth)
        target = torch.nan_to_num(truth)
        error = functional.binary_cross_entropy_with_logits(guess, target, reduction="none")
        error = error * known * weight[:, None] * ramp[: guess.shape[1]]
        total = total + share * error.sum() / known.sum().clamp(min=1)
    target = kind[:, : kind.shape[1] - AHEAD]
    error = (
        functional.cross_entropy(kinds, target.clamp(min=0), reduction="none")
        * (target >= 0)
        * weight[:, None]
        * ramp[: target.shape[1]]
    )
    return total + 0.25 * error.sum() / (target >= 0).sum().clamp(min=1)


def train(
    net: Movement,
    made: dict[str, np.ndarray],
    clips: list[dict[str, Any]],
    shares: np.ndarray | None,
    *,
    steps: int,
    rate: float,
    seed: int,
    batch: int = 32,
    recorded: float = 0.5,
    report: int = 100,
) -> Movement:
    """Train in place; ``clips`` are recorded ones, drawn by ``shares``, ``recorded`` of each batch."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=rate, total_steps=steps, pct_start=0.1)
    net.train()
    began, sums = time.time(), []
    for step in range(steps):
        from_clips = round(recorded * batch) if clips else 0
        pick = rng.integers(0, len(made["x"]), batch - from_clips)
        x = made["x"][pick].astype(np.float32)
        level, kind = made["level"][pick], made["kind"][pick]
        if from_clips:
            some = [varied(rng, clips[i]) for i in rng.choice(len(clips), from_clips, p=shares)]
            x = np.concatenate([x, np.stack([one[0] for one in some])])
            level = np.concatenate([level, np.stack([one[1] for one in some]).astype(np.float32)])
            kind = np.concatenate([kind, np.stack([one[2] for one in some])])
        loss = loss_of(net, torch.from_numpy(x), torch.from_numpy(level), torch.from_numpy(kind), torch.ones(len(x)))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        sums.append(loss.item())
        if (step + 1) % report == 0:
            print(f"step {step + 1} loss {np.mean(sums[-report:]):.4f} {time.time() - began:.0f} s", flush=True)
    return net.eval()


def outputs(net: Movement, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return levels (T, 2) of pull and shrug, and the kinds' shares (T, K)."""
    x = torch.from_numpy(features(points[..., :2], points[..., 2:])).T[None, :, None]
    x = functional.pad(x, (FIELD - 1, AHEAD))
    with torch.no_grad():
        out = net(x)[0, :, 0, AHEAD:]
    return torch.sigmoid(out[:2]).T.numpy(), torch.softmax(out[2:], 0).T.numpy()


def folds_of(clips: dict[str, dict[str, Any]], count: int) -> dict[str, int]:
    """Return each clip's fold: clips of one group stay together, kinds are spread evenly."""
    fold = {}
    for rendered in (False, True):
        groups: dict[str, list[str]] = {}
        for name, clip in clips.items():
            if clip["rendered"] == rendered:
                groups.setdefault(clip["group"], []).append(name)
        order = sorted(groups, key=lambda group: (KINDS[clips[groups[group][0]]["kind"]], group))
        fold |= {name: place % count for place, group in enumerate(order) for name in groups[group]}
    return fold


def shares_of(clips: list[dict[str, Any]]) -> np.ndarray:
    """Return how often each clip is drawn: a quarter of the time a rendered one, real pulls more than other clips."""
    weights = np.array([1.0 if clip["rendered"] else 1.5 if clip["pulls"] else 1.0 for clip in clips])
    rendered = np.array([clip["rendered"] for clip in clips])
    for chosen, share in ((rendered, 0.25), (~rendered, 0.75)):
        if chosen.any():
            weights[chosen] *= share / weights[chosen].sum()
    return weights / weights.sum()


def main() -> None:
    """Train on figures, then once for each fold without its clips, and once with all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="what dataset.py wrote")
    parser.add_argument("out", type=Path, help="folder for the networks")
    parser.add_argument("--figures", type=int, default=8000)
    parser.add_argument("--first", type=int, default=2800, help="steps on figures alone")
    parser.add_argument("--then", type=int, default=700, help="steps with recorded clips")
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    arguments.out.mkdir(parents=True, exist_ok=True)
    clips: dict[str, dict[str, Any]] = pickle.loads(arguments.data.read_bytes())  # noqa: S301 -- our own file
    clips = {name: clip for name, clip in clips.items() if len(clip["t_s"]) >= RATE_HZ}
    made = synthetic(arguments.figures, 2)
    first = arguments.out / "figures.pt"
    if not first.is_file():
        figures = train(Movement(COUNT), made, [], None, steps=arguments.first, rate=3e-3, seed=0)
        torch.save(figures.state_dict(), first)
    fold = folds_of(clips, arguments.folds)
    (arguments.out / "folds.json").write_text(json.dumps(fold, indent=1), encoding="utf-8")
    for left_out in range(-1, arguments.folds):
        some = [clip for name, clip in clips.items() if fold[name] != left_out]
        net = Movement(COUNT)
        net.load_state_dict(torch.load(first))
        seed = left_out + 10
        train(net, made, some, shares_of(some), steps=arguments.then, rate=2e-3, seed=seed, batch=16, recorded=0.7)
        name = "all" if left_out < 0 else f"fold{left_out}"
        torch.save(net.state_dict(), arguments.out / f"{name}.pt")
        write(net, arguments.out / f"{name}.npz")


if __name__ == "__main__":
    main()
