"""Says how far an eye is off on bodies that it was not trained on: python compare.py BODIES EYE.onnx [EYE.onnx ...].

Every picture with a fault is compared, as the product does, with the clean pictures of the same body whose arms lie
most alike. Root mean square errors by view: of the collarbones' mean without and with an arch, of half of their
difference, of the arch (all in degrees) and of the head (cm). Then the share of shrugs of 8 degrees and more above a
limit that 2 % of the pictures without one exceed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
import pairs
import torch
from network import SIZE_PX, by_the_reference, in_blocks
from numpy.typing import NDArray

VIEWS_DEG = ((0, 25), (25, 65), (65, 115), (115, 155), (155, 181), (0, 181))
NEIGHBOURS = 3  # as livecoach.session.engine.reference_frames takes
ARCH_DEG, NO_ARCH_DEG, SHRUG_DEG, NO_SHRUG_DEG = 8.0, 3.0, 8.0, 3.0
CLEAN = (1.5, 1.5, 1.5, 0.6)  # degrees and cm that still count as no fault
ARM_STARTS, ARM_ENDS = [3, 14, 4, 15, 5, 16, 6, 17], [5, 16, 6, 17, 7, 18, 8, 19]  # as livecoach.vision.shoulder_net


def seen(net: cv2.dnn.Net, body: pairs.Body) -> NDArray[np.float32]:
    """Return (M, 9): yaw in degrees, four values seen and the four true ones of each picture with a fault."""
    free = body.still | (np.abs(body.truth) < CLEAN).all(1)
    clean = np.flatnonzero(free)
    arms = body.points[:, ARM_ENDS] - body.points[:, ARM_STARTS]
    edge = (pairs.STORED_PX - SIZE_PX) // 2
    middle = body.pictures[:, edge : edge + SIZE_PX, edge : edge + SIZE_PX].astype(np.float32) / 255
    rows = []
    for now in np.flatnonzero(~free):
        then = clean[np.argsort(((arms[clean] - arms[now]) ** 2).sum(1), kind="stable")[:NEIGHBOURS]]
        both = np.stack([np.stack([middle[now], middle[one]]) for one in then])
        points = np.repeat(body.points[now : now + 1], len(then), 0), body.points[then]
        net.setInput(in_blocks(by_the_reference(torch.from_numpy(both))).numpy(), "pictures")
        net.setInput(pairs.numbers(*points, np.full(len(then), body.yaw_rad)), "landmarks")
        value = (net.forward() * pairs.UNITS).mean(0)
        rows.append([np.degrees(body.yaw_rad), *value, *(body.truth[now] - body.truth[then].mean(0))])
    return np.array(rows, np.float32).reshape(-1, 9)


def table(rows: NDArray[np.float32]) -> str:
    """Return the errors of ``rows`` (M, 9), a line for each view."""
    lines = ["yaw       n   clavicle  with arch  one side  arch  head cm  found at 2 %"]
    for low, high in VIEWS_DEG:
        here = rows[(rows[:, 0] >= low) & (rows[:, 0] < high)]
        value, truth = here[:, 1:5], here[:, 5:9]
        error = value - truth
        both, arch = error[:, :2].mean(1), np.abs(truth[:, 2])
        shares = rms(both[arch < NO_ARCH_DEG]), rms(both[arch > ARCH_DEG]), rms((error[:, 0] - error[:, 1]) / 2)
        found = found_at(value[:, :2].mean(1), truth[:, :2].mean(1))
        numbers = f"{shares[0]:8.2f} {shares[1]:10.2f} {shares[2]:9.2f} {rms(error[:, 2]):5.2f} {rms(error[:, 3]):8.2f}"
        lines.append(f"{low:3d}-{high:3d} {len(here):4d} {numbers} {found:9.2f}")
    return "\n".join(lines)


def rms(errors: NDArray[np.float32]) -> float:
    """Return the root mean square, NaN of nothing."""
    return float(np.sqrt(np.mean(errors**2))) if len(errors) else float("nan")


def found_at(value: NDArray[np.float32], truth: NDArray[np.float32], falsely: float = 0.02) -> float:
    """Return the share of shrugs above the value that the share ``falsely`` of the others exceeds."""
    without, shrugs = value[truth < NO_SHRUG_DEG], value[truth >= SHRUG_DEG]
    if not len(without) or not len(shrugs):
        return float("nan")
    return float((shrugs > np.quantile(without, 1 - falsely)).mean())


def main() -> None:
    """Compare networks on the same bodies."""
    parser = argparse.ArgumentParser(description="Print the errors of networks.")
    parser.add_argument("bodies", type=Path)
    parser.add_argument("eyes", type=Path, nargs="+")
    args = parser.parse_args()
    bodies = pairs.load(args.bodies)
    for path in args.eyes:
        net = cv2.dnn.readNetFromONNX(str(path))
        rows = np.concatenate([seen(net, body) for body in bodies])
        print(f"{path.name} on {len(bodies)} bodies\n{table(rows)}\n", flush=True)


if __name__ == "__main__":
    main()
