"""Write the scenarios of pairs of before and after photos, the same ones each time, for generate2.py to render.

python scripts/eval_sets/make_photos.py ps > ps.json
python scripts/eval_sets/generate2.py ps.json photos/ps

generate2.py needs the environment that make_sets.py beside this file describes. It writes NAME.jpg for each photo and
labels.json, which ``livecoach eval photos/ps`` reads.

A pair is one body from the side and from the back, before and after. Between the two, the camera is put up anew (turned
by 2 to 4 degrees, up to 6 % nearer or further, up to 5 cm higher or lower, rolled), the light differs and the body
sways. The last pairs of a set are null pairs (their names end in n): nothing else differs.

ps, pt and pk are for setting limits. pj and pl are only for judging them, as pv and pk were until their pairs were
looked at.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
from make_sets import person


@dataclass(frozen=True)
class Set:
    """How many bodies change, how many do not, and the seed."""

    changed: int
    null: int
    seed: int


SETS = {
    "pv": Set(6, 6, 7301),
    "ps": Set(15, 30, 7452),
    "pt": Set(24, 16, 7734),
    "pj": Set(10, 20, 7593),
    "pk": Set(20, 20, 7885),
    "pl": Set(20, 20, 8016),
}
CHANGES = ("all", "shoulder", "shrug", "head")
KEPT = ("phenotype", "skin", "hair", "shirt", "trousers", "sleeve", "hair_style", "pattern", "bg_colour", "crf")


def scenarios(name: str) -> list[dict[str, Any]]:
    """Return the photos of a set, four for each pair."""
    chosen = SETS[name]
    rng = np.random.default_rng(chosen.seed)
    return [
        photo
        for index in range(chosen.changed + chosen.null)
        for photo in pair(name, index, rng, null=index >= chosen.changed)
    ]


def pair(name: str, index: int, rng: np.random.Generator, *, null: bool) -> list[dict[str, Any]]:
    """Return the four photos of one body: side and back, before and after."""
    common = standing(name, rng) | {
        "pair": f"{name}{index:02d}{'n' * null}",
        "change": "null" if null else CHANGES[index % len(CHANGES)],
    }
    postures = changed(common["change"], rng)
    height_m, light = float(rng.uniform(1.0, 1.2)), float(rng.uniform(0.7, 1.1))
    side_deg = float(rng.choice([-90.0, 90.0]))
    photos = []
    for view, yaw_deg in (("side", side_deg), ("back", 180.0)):
        for when, posture in zip(("before", "after"), postures, strict=True):
            anew = when == "after"
            brightness = float(rng.uniform(0.85, 1.15))
            photos.append(
                common
                | posture
                | {
                    "name": f"{common['pair']}_{view}_{when}",
                    "view": view,
                    "yaw": yaw_deg,
                    "seed": int(rng.integers(1, 10**6)),
                    "roll": float(rng.normal(0.0, 0.8)),
                    "cam_height": height_m + float(rng.uniform(-0.05, 0.05)),
                    "light": light * float(rng.uniform(0.92, 1.08)),
                    "shirt": [min(235, int(part * brightness)) for part in common["shirt"]],
                    "dyaw": float(rng.choice([-1.0, 1.0]) * rng.uniform(2.0, 4.2)) if anew else 0.0,
                    "dscale": float(rng.uniform(0.94, 1.06)) if anew else 1.0,
                }
            )
    return photos


def standing(name: str, rng: np.random.Generator) -> dict[str, Any]:
    """Return somebody who stands with hanging arms, and the room: what is the same in all photos of one body."""
    body = person(name, rng, 0.0, [], (1.0, 1.0, 1.0))
    return {key: body[key] for key in KEPT} | {
        "kind": "photo",
        "size": [960, 720],
        "look_height": 0.0,
        "vfov": 48.0,
        "baseline_pose": "down",
        "noise_sd": 2.5,
        "bg": str(rng.choice(["plain", "gradient", "noise"])),
        "sway": float(rng.uniform(0.7, 1.3)),
        "head_move": float(rng.uniform(1.2, 2.5)),
        "distance": float(rng.uniform(2.3, 2.7)),
    }


def changed(change: str, rng: np.random.Generator) -> list[dict[str, float]]:
    """Return the posture before and after: shoulder retraction and elevation in degrees, the head's way in cm."""
    after = {
        "retr": -float(rng.uniform(0.0, 5.0)),
        "shrug": float(rng.uniform(0.0, 4.0)),
        "head": float(rng.uniform(0.0, 2.0)),
    }
    before = dict(after)
    if change in ("all", "shoulder"):
        before["retr"] -= float(rng.uniform(6.0, 15.0))
    if change in ("all", "shrug"):
        before["shrug"] += float(rng.uniform(5.0, 13.0))
    if change in ("all", "head"):
        before["head"] += float(rng.uniform(1.5, 5.0))
    return [before, after]


def main() -> None:
    """Print the scenarios of one set as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("name", choices=SETS)
    json.dump(scenarios(parser.parse_args().name), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
