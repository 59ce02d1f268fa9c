"""Write the scenarios of breath and of holds on the floor, the same ones each time, for generate2.py to render.

python scripts/eval_sets/make_breath.py bj > bj.json
python scripts/eval_sets/generate2.py bj.json clips/bj

The second needs the environment that make_sets.py beside this file describes. It writes NAME.mp4, NAME.csv (the truth
of each frame) and labels.json, which ``livecoach eval clips/bj`` reads. Render a set in one go: the noise goes on from
clip to clip, so that a clip rendered alone (--only, --skip-done) has other noise than the one that was judged.

bj is people who stand or sit still; fj is hip lifts and all-4 reaches, clean and with faults. Both were for judging
only; one mend came after looking at fj (docs/holds.md). bk and fk are what was drawn with them and kept for later: more
of the same, people who do not breathe (bk) and a wrong position (fk) among them; both were judged once, later.
bs is 72 people to learn from, bw 400 more from all around (scripts/learn_breath.py says which pictures), bt more of
them to set a gate by, of which the first thirteen were rendered (--only bt0, then bt1; of the others those who do not
breathe, by name). bl, twelve, and bm, 21 from all around, were only judged, bl until bm came. Every third of all these
does not breathe. In bl and bm each picture stands for two frames, with other noise.
The clips with which the limits were set stand in breath.json (breath, hip_lift and all_four) and floor.json
(tests/data/floor) beside this file, as their scenarios.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

import numpy as np
from make_sets import person

SEEDS = {"bj": 9001, "bk": 9001, "fj": 9102, "fk": 9102, "bt": 9203, "bl": 9304, "bs": 9405, "bw": 9506, "bm": 9607}
STILL_FPS = 15
FLOOR_FPS = 10
VIEWS_DEG = {"front": (-12.0, 12.0), "34": (32.0, 58.0), "side": (80.0, 100.0)}
ROUND_DEG = {
    "front": (0.0, 25.0),
    "34": (25.0, 65.0),
    "side": (65.0, 115.0),
    "34back": (115.0, 155.0),
    "back": (155.0, 180.0),
}
"""Every way to stand, of bw; the sets before it know VIEWS_DEG alone."""
STILL: list[tuple[str, str, float, dict[str, Any]]] = [
    ("front", "standing", 12.0, {}),
    ("34", "seated", 8.0, {}),
    ("side", "seated", 14.0, {}),
    ("front", "seated", 6.0, {}),
    ("34", "standing", 16.0, {"irregular": 0.35}),
    ("side", "standing", 10.0, {}),
    ("front", "standing", 9.0, {"hold": [2, 7.0]}),
    ("34", "standing", 6.0, {}),
    ("side", "seated", 9.0, {}),
    ("front", "standing", 18.0, {"arms": "back"}),
    ("34", "seated", 12.0, {"arms": "back"}),
    ("front", "seated", 12.0, {"breathless": True}),
    ("34", "standing", 12.0, {"breathless": True}),
]
"""View, posture, breaths a minute and what is special about each clip of bj, then of bk."""

IN_BJ = 7

DRAWN = {"bt": 36, "bl": 12, "bs": 72, "bw": 400, "bm": 21}
"""Clips of the sets whose plans are drawn at random, each view and posture equally often, every third breathless."""

RATES_PER_MIN = (5.0, 20.0)
DRAWN_S = {"bt": (30.0, 35.0), "bs": (30.0, 35.0), "bl": (38.0, 42.0), "bw": (30.0, 35.0), "bm": (38.0, 42.0)}

FLOOR: list[tuple[str, str, float, dict[str, Any]]] = [
    ("hl_clean_a", "hiplift", 90.0, {}),
    ("a4_clean_a", "all4", -90.0, {}),
    ("hl_drop_a", "hiplift", -90.0, {"drop_after": 3}),
    ("a4_neck_a", "all4", 90.0, {"neck": 30.0, "fault_from": 3}),
    ("hl_clean_b", "hiplift", -95.0, {}),
    ("a4_lost_a", "all4", 85.0, {"drop_after": 4}),
    ("hl_drop_b", "hiplift", 85.0, {"drop_after": 5}),
    ("a4_sag_a", "all4", -85.0, {"sag": 18.0, "fault_from": 2}),
    ("a4_clean_b", "all4", 95.0, {}),
    ("hl_feet_far", "hiplift", -85.0, {"foot_off": 0.18, "n_breaths": 3}),
    ("a4_neck_b", "all4", -95.0, {"neck": 24.0, "fault_from": 1}),
    ("hl_clean_c", "hiplift", 95.0, {}),
    ("a4_clean_c", "all4", -90.0, {}),
]
"""Name, exercise, yaw and what is wrong in each clip of fj, then of fk."""

IN_FJ = 9

KEPT = ("phenotype", "skin", "hair", "shirt", "trousers", "sleeve", "hair_style", "pattern", "bg_colour", "crf", "seed")
LONG_S = 60.0
USUAL_S = 44.0
SLOW_BPM = 8.5
"""At fewer breaths a minute a clip is made long."""


def scenarios(name: str) -> list[dict[str, Any]]:
    """Return the scenarios of a set, as generate2.py reads them."""
    rng = np.random.default_rng(SEEDS[name])
    if name in DRAWN:
        return [still(f"{name}{index:02d}", rng, drawn(name, index, rng)) for index in range(DRAWN[name])]
    if name in ("bj", "bk"):
        clips, first = [still(f"{name}{index:02d}", rng, plan) for index, plan in enumerate(STILL)], IN_BJ
    else:
        clips, first = [on_the_floor(f"{name}_{plan[0]}", rng, *plan[1:]) for plan in FLOOR], IN_FJ
    return clips[:first] if name.endswith("j") else clips[first:]


def clothed(name: str, rng: np.random.Generator) -> dict[str, Any]:
    """Return a random body in random clothes and light."""
    body = person(name, rng, 0.0, [], (1.0, 1.0, 1.0))
    return {key: body[key] for key in KEPT} | {
        "name": name,
        "bg": str(rng.choice(["plain", "gradient", "noise"])),
        "light": float(rng.uniform(0.6, 1.1)),
        "noise_sd": float(rng.uniform(2.0, 5.0)),
        "roll": float(rng.normal(0.0, 1.0)),
        "sway": float(rng.uniform(0.7, 1.4)),
        "head_move": float(rng.uniform(1.0, 2.5)),
    }


def parts(rng: np.random.Generator) -> list[float]:
    """Return the shares of inhale, exhale and pause in a breath whose exhale is long."""
    inhale, pause = float(rng.uniform(0.26, 0.36)), float(rng.uniform(0.08, 0.14))
    return [inhale, 1.0 - inhale - pause, pause]


def views_of(name: str) -> dict[str, tuple[float, float]]:
    """Return the views of a set, or of one of its clips, by the set's name in front: the least and the greatest yaw."""
    return ROUND_DEG if name.startswith(("bw", "bm")) else VIEWS_DEG


def still(name: str, rng: np.random.Generator, plan: tuple[str, str, float, dict[str, Any]]) -> dict[str, Any]:
    """Return a clip of somebody who stands or sits still."""
    view, posture, rate, special = plan
    clip = clothed(name, rng)
    seated = posture == "seated"
    breathless = special.get("breathless", False)
    clip |= {
        "name": f"{name}_{view}_{'seat' if seated else 'stand'}{'_none' if breathless else ''}",
        "kind": "breath",
        "view": view,
        "yaw": float(rng.choice([-1.0, 1.0]) * rng.uniform(*views_of(name)[view])),
        "fps": STILL_FPS,
        "dur": LONG_S if rate < SLOW_BPM else USUAL_S,
        "rate": rate,
        "posture": posture,
        "arms": "down",
        "distance": float(rng.uniform(1.7, 2.5)),
        "cam_height": float(rng.uniform(0.85, 1.1) if seated else rng.uniform(0.95, 1.4)),
        "look_height": 0.0,
        "shares": parts(rng),
        "irregular": float(rng.uniform(0.0, 0.2)),
        "chest_cm": float(rng.uniform(0.5, 1.2)),
        "belly_cm": float(rng.uniform(0.7, 1.3)),
        "rise_cm": float(rng.uniform(0.3, 0.8)),
        "spine_ext": float(rng.uniform(0.2, 0.6)),
    }
    if breathless:
        clip |= dict.fromkeys(("chest_cm", "belly_cm", "rise_cm", "spine_ext"), 0.0)
    return clip | {key: value for key, value in special.items() if key != "breathless"}


def drawn(name: str, index: int, rng: np.random.Generator) -> tuple[str, str, float, dict[str, Any]]:
    """Return a plan as STILL has them: view and posture by turns, the rest at random."""
    views = tuple(views_of(name))
    view = views[index // 2 % len(views)]
    rate, irregular, hold_s, arms = rng.uniform(*RATES_PER_MIN), rng.random(), rng.uniform(5.0, 8.0), rng.random()
    special: dict[str, Any] = {"arms": "back" if arms < 0.3 else "down"}
    if irregular < 0.35:
        special["irregular"] = float(rng.uniform(0.3, 0.9))
    elif irregular > 0.8:
        special["hold"] = [int(rng.integers(1, 3)), float(hold_s)]
    special["dur"] = float(round(rng.uniform(*DRAWN_S[name])))
    if name in ("bl", "bm"):
        special["dup"] = True
    turn = index if name == "bm" else index // 6 + index  # else nobody of bm breathes not, seen from behind
    if turn % 3 == 2:
        special["breathless"] = True
    return view, ("standing", "seated")[index % 2], float(rate), special


def on_the_floor(
    name: str, rng: np.random.Generator, kind: str, yaw_deg: float, special: dict[str, Any]
) -> dict[str, Any]:
    """Return a clip of one hold, six breaths long where nothing else is said, seen from the side."""
    clip = clothed(name, rng)
    return (
        clip
        | {
            "kind": kind,
            "view": "side",
            "yaw": yaw_deg,
            "fps": FLOOR_FPS,
            "rate": float(rng.uniform(8.0, 17.0)),
            "shares": parts(rng),
            "irregular": float(rng.uniform(0.05, 0.25)),
            "rest_s": float(rng.uniform(3.0, 4.5)),
            "distance": float(rng.uniform(1.9, 2.4)),
            "cam_height": float(rng.uniform(0.35, 0.8)),
            "chest_cm": float(rng.uniform(0.7, 1.3)),
            "belly_cm": float(rng.uniform(0.8, 1.4)),
            "rise_cm": 0.3,
            "mat_col": [int(part) for part in rng.integers(50, 160, 3)],
            "wall_col": [int(part) for part in rng.integers(170, 222, 3)],
            "tilt": float(rng.uniform(13.0, 20.0)),
            "protract": float(rng.uniform(14.0, 18.0)),
            "rounding": float(rng.uniform(24.0, 30.0)),
            "end_s2": 2.0,
        }
        | special
    )


def main() -> None:
    """Print the scenarios of one set as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("name", choices=SEEDS)
    json.dump(scenarios(parser.parse_args().name), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
