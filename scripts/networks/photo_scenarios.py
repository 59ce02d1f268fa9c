"""Write what generate2.py is to render for the posture eye: python photo_scenarios.py tb 91001 420 > tb.json.

Each body stands twice in one posture and twice in another, from the side, the camera set up again each time and the
light another, as make_photos.py in ../eval_sets does it for the pairs that livecoach is judged by. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "eval_sets"))
from make_photos import standing

POSTURES = TIMES = 2
LARGEST = {"retr": -20.0, "shrug": 17.0, "head": 7.0}  # shoulders back and up in degrees, head forward in cm


def body(name: str, index: int, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Return the four photos of one body: NAMEnnnn_PT, posture and time."""
    common = standing(name, rng) | {"pair": f"{name}{index:04d}", "change": "any"}
    height_m, light = float(rng.uniform(1.0, 1.2)), float(rng.uniform(0.7, 1.1))
    side_deg = float(rng.choice([-90.0, 90.0]))
    postures = [
        {key: float(np.copysign(rng.uniform(0.0, abs(most)), most)) for key, most in LARGEST.items()}
        for _ in range(POSTURES)
    ]
    photos = []
    for at, posture in enumerate(postures):
        for time in range(TIMES):
            brightness = float(rng.uniform(0.85, 1.15))
            photos.append(
                common
                | posture
                | {
                    "name": f"{common['pair']}_{at}{time}",
                    "view": "side",
                    "yaw": side_deg,
                    "seed": int(rng.integers(1, 10**6)),
                    "roll": float(rng.normal(0.0, 0.8)),
                    "cam_height": height_m + float(rng.uniform(-0.05, 0.05)),
                    "light": light * float(rng.uniform(0.92, 1.08)),
                    "shirt": [min(235, int(part * brightness)) for part in common["shirt"]],
                    "dyaw": float(rng.uniform(-4.2, 4.2)),
                    "dscale": float(rng.uniform(0.94, 1.06)),
                }
            )
    return photos


def main() -> None:
    """Print the scenarios as JSON."""
    parser = argparse.ArgumentParser(description="Draw bodies for the posture eye.")
    parser.add_argument("name")
    parser.add_argument("seed", type=int)
    parser.add_argument("bodies", type=int)
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)
    json.dump([photo for index in range(args.bodies) for photo in body(args.name, index, rng)], sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
