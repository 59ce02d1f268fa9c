"""Render people who turn the head left and right three times, the same ones each time.

python scripts/eval_sets/mobility.py mv clips/mv

Needs the environment that make_sets.py beside this file describes. Each body is there twice from every view: the
camera is set up again, the body sways differently and the turns differ a little, while the reach of the head is the
same. That is what a repeatability is measured from. mw is only for judging whether shoulders that go along are noticed
(from the front, on the first day: --only front_a). Pulls are in the other sets. Writes NAME.mp4, NAME.csv (the truth of
each frame) and labels.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import generate
import numpy as np
from make_sets import person

FPS = 10
VIEWS_DEG = {"front": 0.0, "oblique": 40.0}
BODIES = 5
SEEDS = {"mv": 8102, "mw": 8345}
FOLLOW = {"mv": (0.0, 0.0, 0.35), "mw": (0.0, 0.2, 0.35)}
"""Shares of the head's turn that the shoulders may make, one for each body."""

TURN_S = 0.7
STAY_S = 0.7
REST_S = 0.6
NECK = (("neck01", 0.15), ("neck02", 0.35), ("neck03", 0.6), ("head", 1.0))
"""How much of the head's turn each bone has made, the head all of it (about half of a neck's turn is the atlas')."""


def scenarios(name: str) -> list[dict[str, Any]]:
    """Return the clips of a set: each body twice from each view."""
    rng = np.random.default_rng(SEEDS[name])
    return [clip for index in range(BODIES) for clip in body(name, index, rng)]


def body(name: str, index: int, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Return the clips of one body."""
    common = person(name, rng, 0.0, [], (1.0, 0.7, 1.0)) | {"bg": str(rng.choice(["plain", "gradient", "noise"]))}
    left_deg, right_deg = (float(rng.uniform(35.0, 80.0)) for _ in range(2))
    follow = float(rng.choice(FOLLOW[name]))
    side = float(rng.choice([-1.0, 1.0]))
    clips = []
    for view, yaw_deg in VIEWS_DEG.items():
        for day in "ab":
            own = {
                "name": f"{name}{index:02d}_{view}_{day}",
                "yaw": side * (yaw_deg + float(rng.uniform(-5.0, 5.0))),
                "seed": int(rng.integers(1, 10**6)),
                "distance": common["distance"] * float(rng.uniform(0.96, 1.04)),
                "cam_height": common["cam_height"] + float(rng.uniform(-0.05, 0.05)),
                "roll": float(rng.normal(0.0, 0.8)),
                "light": common["light"] * float(rng.uniform(0.92, 1.08)),
            }
            turns = [d for _ in range(3) for d in (near(left_deg, rng), -near(right_deg, rng))]
            clips.append(common | own | {"reps": [], "baseline_s": 2.0, "turns_deg": turns, "follow": follow})
    return clips


def near(turn_deg: float, rng: np.random.Generator) -> float:
    """Return a turn of about this much: people fall short of their reach by a few degrees."""
    return turn_deg * float(rng.uniform(0.95, 1.0))


def turn_deg(turns_deg: list[float]) -> np.ndarray[Any, Any]:
    """Return the head's turn to the left in degrees over the frames of all turns, one after the other."""
    parts = []
    for turn in turns_deg:
        there, stay, rest = (round(FPS * s) for s in (TURN_S, STAY_S, REST_S))
        way = turn * generate.smooth(np.arange(1, there + 1) / there)
        parts += [way, np.full(stay, turn), way[::-1], np.zeros(rest)]
    return np.concatenate(parts) if parts else np.zeros(0)


def render(clip: dict[str, Any], out: Path) -> dict[str, Any]:
    """Render one clip and return its labels."""
    settings = dict(clip)
    turn, follow = turn_deg(settings.pop("turns_deg")), settings.pop("follow")
    plain_timeline, plain_animate = generate.timeline, generate.animate

    def timeline(scenario: Any, rng: np.random.Generator) -> Any:
        scenario.raise_s = scenario.end_s = 0.01
        phase, rep, drive, _, fault = plain_timeline(scenario, rng)
        more = len(turn)
        return (
            np.concatenate([phase, np.repeat(["turn"], more)]),
            np.concatenate([rep, np.full(more, -1)]),
            np.concatenate([drive, np.zeros(more)]),
            np.zeros(len(phase) + more),
            np.concatenate([fault, np.zeros(more)]),
        )

    def animate(scenario: Any) -> Any:
        deltas, truth, *rest = plain_animate(scenario)
        full = np.concatenate([np.zeros(len(deltas) - len(turn)), turn])
        bones = generate.body().bi
        trunk = generate.rz(follow * full)
        deltas[:, bones["spine03"], :3, :3] = deltas[:, bones["spine03"], :3, :3] @ trunk
        made = 0.0
        for bone, share in NECK:
            part = generate.rz((share - made) * full)
            deltas[:, bones[bone], :3, :3] = deltas[:, bones[bone], :3, :3] @ part
            made = share
        return deltas, truth, *rest

    generate.timeline, generate.animate, generate.FPS, generate.SS = timeline, animate, FPS, 1.0
    try:
        label: dict[str, Any] = generate.render(generate.scenario_from_dict(settings), str(out))
    finally:
        generate.timeline, generate.animate = plain_timeline, plain_animate
    return label | {"turns_deg": clip["turns_deg"], "follow": follow}


def main() -> None:
    """Render the clips that are not there yet, or print what they are."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("name", choices=SEEDS)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="clips whose names hold this")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    path = chosen.out / "labels.json"
    for clip in scenarios(chosen.name):
        labels = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        if chosen.only in clip["name"] and clip["name"] not in labels:
            labels[clip["name"]] = render(clip, chosen.out)
            path.write_text(json.dumps(labels, indent=1), encoding="utf-8")
            print(clip["name"], flush=True)


if __name__ == "__main__":
    main()
