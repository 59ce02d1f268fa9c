"""Where the checkout and the test data lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
FLOOR = DATA / "floor"
"""Short clips of the exercises on the floor, with labels.json."""
PEOPLE = DATA / "people"
"""One rendered person: person.jpg from the front, behind.jpg from behind."""
PASSER = DATA / "passer" / "passer.mp4"
"""A rendered person pulls four times; in the second pull somebody crosses in front and is gone at 8.9 s."""
PHOTOS = DATA / "photos"
"""Rendered before/after photos: arms_before and arms_after (one person), back, back_like_front, side_before."""
