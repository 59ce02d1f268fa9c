"""Write the scenarios of an evaluation set, the same ones each time, for generate.py to render.

python scripts/eval_sets/make_sets.py ub > ub.json
python scripts/eval_sets/generate.py ub.json clips/ub

The second needs an environment of its own: pip install anny pyrender trimesh opencv-python-headless scikit-image, then
pip install -U PyOpenGL and pip uninstall triton (which crashes beside Mesa's LLVM), and the system packages libosmesa6
and ffmpeg. It renders about 20 frames a second on one core and writes NAME.mp4, NAME.csv (the truth of each frame) and
labels.json. Render a set in one go: the noise goes on from clip to clip.

ua, uc, ud, ue and ta are for setting limits (uc, ud and ue were only judged until something was changed after looking
at them), ub, uf, ug, uh and tb only for judging them. Those with u are unruly people: a rocking trunk, a restless head,
uneven reps, everything drawn at random. ta and tb are tidy ones with planned faults. dev (tidy) and train (unruly) are
the first sets, older than the limits; of train those clips were kept that the labels name.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

SKIN = [
    (232, 190, 165),
    (205, 160, 130),
    (224, 172, 105),
    (141, 85, 55),
    (92, 60, 45),
    (198, 134, 95),
    (245, 205, 185),
    (165, 110, 80),
]
HAIR = [(30, 24, 20), (70, 48, 32), (150, 115, 70), (20, 18, 18), (120, 120, 120), (110, 55, 30)]
PLANNED = {
    "A": [{}, {"shrug": 10}, {"lumbar": 15}, {}, {"shrug": 20}, {"lumbar": 10}],
    "B": [{}, {"lumbar": 20}, {"shrug": 15}, {}, {"lumbar": 5}, {"shrug": 5}],
    "C": [{}, {"shrug": 15}, {}, {"lumbar": 10}, {"shrug": 10, "lumbar": 15}, {"head": 5}],
    "D": [{}, {"head": 4}, {"shrug": 20}, {}, {"lumbar": 20}, {"shrug": 10}],
    "E": [{}, {"shrug": 12}, {"lumbar": 12}, {}, {"shrug": 8, "asym": 0.8}],
    "F": [{}, {"lumbar": 25}, {}, {"shrug": 9}, {"lumbar": 11, "shrug": 18}],
    "G": [{}, {"shrug": 25}, {"lumbar": 14}, {}, {"shrug": 16}],
    "H": [{}, {"lumbar": 18, "shrug": 12}, {"head": 5}, {"shrug": 14}, {}],
}
TIDY_YAWS_DEG = [0, 30, 50, 70, 90, 110, 135, 155, 180]
TIDY_TEMPI_S = [(0.8, 0.5, 0.8), (0.7, 0.4, 0.8), (0.9, 0.6, 0.7), (1.1, 0.9, 1.0)]
UNRULY_BACKGROUNDS = [
    "plain",
    "gradient",
    "noise",
    "photo:brick",
    "photo:rocket",
    "photo:gravel",
    "photo:chelsea",
    "photo:grass",
]
VIEWS_DEG = [(0, 25), (25, 65), (65, 115), (115, 155), (155, 180)]


@dataclass(frozen=True)
class Set:
    """A set's style, number of clips and seed; ``plans`` gives yaw and faults of each clip where they are not drawn."""

    unruly: bool
    count: int
    seed: int
    prefix: str = ""
    plans: tuple[tuple[int, str], ...] = ()


DEV_PLANS = (
    *((0, plan) for plan in "ABCD"),
    *((45, "A"), (-45, "B"), (45, "C")),
    *((90, "A"), (-90, "B"), (90, "D")),
    *((135, "A"), (-135, "B"), (135, "D")),
    *((180, plan) for plan in "ABC"),
)
DEV_BACKGROUNDS = {10: "plain", 11: "gradient", 12: "photo:gravel", 14: "photo:brick"}
"""Instead of the picture with a cup that was drawn for these."""

SETS = {
    "dev": Set(unruly=False, count=16, seed=11, plans=DEV_PLANS),
    "train": Set(unruly=True, count=200, seed=7, prefix="tr"),
    "ua": Set(unruly=True, count=40, seed=101),
    "ub": Set(unruly=True, count=28, seed=202),
    "uc": Set(unruly=True, count=40, seed=303),
    "ud": Set(unruly=True, count=40, seed=404),
    "ue": Set(unruly=True, count=40, seed=505),
    "uf": Set(unruly=True, count=40, seed=606),
    "ug": Set(unruly=True, count=40, seed=707),
    "uh": Set(unruly=True, count=40, seed=808),
    "ta": Set(unruly=False, count=16, seed=111),
    "tb": Set(unruly=False, count=16, seed=222),
}


def scenarios(name: str) -> list[dict[str, Any]]:
    """Return the scenarios of a set, as generate.py reads them."""
    chosen = SETS[name]
    rng = np.random.default_rng(chosen.seed)
    make = unruly if chosen.unruly else tidy
    if chosen.plans:
        return [planned(f"{name}{index:02d}", index, *plan, rng) for index, plan in enumerate(chosen.plans)]
    return [make(chosen.prefix or name, index, chosen.seed, rng) for index in range(chosen.count)]


def planned(name: str, index: int, yaw_deg: int, plan: str, rng: np.random.Generator) -> dict[str, Any]:
    """Return a clip of dev: a tidy person with this view and these faults."""
    clip = person(f"{name}_y{yaw_deg}_{plan}", rng, yaw_deg, PLANNED[plan], TIDY_TEMPI_S[index % 3])
    return clip | {"bg": DEV_BACKGROUNDS.get(index, clip["bg"])}


def tidy(name: str, index: int, seed: int, rng: np.random.Generator) -> dict[str, Any]:
    """Return a clip of a tidy person with planned faults, views and tempi."""
    yaw_deg = TIDY_YAWS_DEG[index % len(TIDY_YAWS_DEG)] + rng.uniform(-8, 8)
    yaw_deg = float(yaw_deg * rng.choice([-1, 1]))
    plan = list(PLANNED)[(index * 3 + seed) % len(PLANNED)]
    tempo_s = TIDY_TEMPI_S[index % len(TIDY_TEMPI_S)]
    return person(f"{name}{index:02d}_y{yaw_deg:.0f}_{plan}", rng, yaw_deg, PLANNED[plan], tempo_s)


def unruly(name: str, index: int, seed: int, rng: np.random.Generator) -> dict[str, Any]:  # noqa: ARG001 -- as tidy
    """Return a clip of an unruly person; faults, view, tempo and everything else at random."""
    # All five are drawn though one is used: the order of the draws is what makes the sets what they are.
    side = rng.choice([-1, 1])
    yaw_deg = float(side * [rng.uniform(low, high) for low, high in VIEWS_DEG][index % len(VIEWS_DEG)])
    faults: list[dict[str, float]] = [{}]
    faults += [random_fault(rng) for _ in range(int(rng.integers(4, 6)))]
    tempo_s = (rng.uniform(0.5, 1.2), rng.uniform(0.2, 0.8), rng.uniform(0.6, 1.2))
    habits = {
        "bg": str(rng.choice(UNRULY_BACKGROUNDS)),
        "baseline_s": 3.0,
        "sway": float(rng.uniform(1, 4)),
        "head_move": float(rng.uniform(2, 7)),
        "natural_lean": float(rng.uniform(0, 10)),
        "natural_elev": float(rng.uniform(0, 8)),
        "retract": float(rng.uniform(8, 26)),
        "breath_cm": float(rng.uniform(0.5, 1.5)),
        "hair_style": str(rng.choice(["short", "long", "bald"], p=[0.5, 0.4, 0.1])),
    }
    if rng.random() < 0.15:
        habits.update(posture="seated", cam_height=1.0, look_height=0.8)
    if rng.random() < 0.12:
        habits.update(light=0.35, noise_sd=9.0)
    clip = person(f"{name}{index:03d}_y{yaw_deg:.0f}", rng, yaw_deg, faults, tempo_s) | habits
    for rep in clip["reps"]:
        pace = float(rng.uniform(0.7, 1.4))
        for part in ("reach_s", "drive_s", "hold_s", "return_s"):
            rep[part] = max(0.2, rep[part] * pace * float(rng.uniform(0.85, 1.15)))
        rep["drive_range"] = float(rng.uniform(0.65, 1.0))
    return clip


def random_fault(rng: np.random.Generator) -> dict[str, float]:
    """Return the faults of one rep: degrees of clavicle elevation and lumbar extension, centimetres of head."""
    kind = rng.choice(["clean", "shrug", "one", "lumbar", "both", "head"], p=[0.38, 0.22, 0.08, 0.16, 0.08, 0.08])
    rep: dict[str, float] = {}
    if kind in ("shrug", "both"):
        rep["shrug"] = float(rng.uniform(8, 24))
    if kind == "one":
        rep["shrug"] = float(rng.uniform(8, 16))
        rep["asym"] = float(rng.choice([-1, 1]) * rng.uniform(0.6, 1))
    if kind in ("lumbar", "both"):
        rep["lumbar"] = float(rng.uniform(10, 26))
    if kind == "head":
        rep["head"] = float(rng.uniform(4, 7))
    return rep


def person(
    name: str,
    rng: np.random.Generator,
    yaw_deg: float,
    faults: list[dict[str, float]],
    tempo_s: tuple[float, float, float],
) -> dict[str, Any]:
    """Return a clip of a random body in random clothes; ``tempo_s`` is drive, hold and return."""
    gender = float(rng.integers(0, 2))
    height = float(rng.uniform(0.3, 0.75))
    clip: dict[str, Any] = {
        "name": name,
        "yaw": float(yaw_deg),
        "seed": int(rng.integers(1, 10**6)),
        "phenotype": {
            "gender": float(np.clip(gender + rng.normal(0, 0.08), 0, 1)),
            "age": float(rng.uniform(0.6, 0.88)),
            "muscle": float(rng.uniform(0.3, 0.75)),
            "weight": float(rng.uniform(0.3, 0.8)),
            "height": height,
            "proportions": float(rng.uniform(0.35, 0.75)),
        },
        "skin": SKIN[rng.integers(len(SKIN))],
        "hair": HAIR[rng.integers(len(HAIR))],
        "shirt": [int(x) for x in 0.55 * rng.integers(20, 235, 3) + 0.45 * rng.integers(30, 225)],
        "trousers": [int(x) for x in 0.45 * rng.integers(15, 130, 3) + 0.55 * rng.integers(20, 120)],
        "sleeve": str(rng.choice(["short", "long", "none", "short"])),
        "hair_style": "long" if gender < 0.5 and rng.random() < 0.6 else "short",
        "pattern": str(rng.choice(["plain", "stripes", "mottled", "plain"])),
        "bg": str(rng.choice(["plain", "gradient", "noise", "photo:coffee", "photo:brick", "photo:rocket"])),
        "bg_colour": [int(x) for x in 0.35 * rng.integers(90, 225, 3) + 0.65 * rng.integers(110, 225)],
        "distance": float(rng.uniform(1.9, 2.6)),
        "cam_height": float(rng.uniform(0.85, 1.45)),
        "look_height": 0.0,
        "light": float(rng.uniform(0.6, 1.1)),
        "noise_sd": float(rng.uniform(2, 6)),
        "roll": float(rng.normal(0, 1)),
        "breath_bpm": float(rng.uniform(10, 18)),
        "sway": float(rng.uniform(0.7, 1.4)),
        "head_move": float(rng.uniform(1, 3)),
        "natural_lean": float(rng.uniform(1, 4)),
        "natural_elev": float(rng.uniform(2, 6)),
        "retract": float(rng.uniform(12, 22)),
        "crf": 26,
    }
    drive_s, hold_s, return_s = tempo_s
    clip["reps"] = [
        {
            **fault,
            "reach_s": float(rng.uniform(0.2, 0.5)),
            "drive_s": uneven_s(rng, drive_s),
            "hold_s": float(hold_s * rng.uniform(0.8, 1.2)),
            "return_s": uneven_s(rng, return_s),
            "drive_range": float(rng.uniform(0.85, 1.0)),
        }
        for fault in faults
    ]
    return clip


def uneven_s(rng: np.random.Generator, usual_s: float) -> float:
    """Return a time about the usual one, at least 0.3 s."""
    return float(max(0.3, usual_s * rng.uniform(0.88, 1.12)))


def main() -> None:
    """Print the scenarios of one set as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("name", choices=SETS)
    json.dump(scenarios(parser.parse_args().name), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
