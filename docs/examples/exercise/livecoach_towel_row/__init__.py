"""The towel row: an exercise for livecoach."""

from pathlib import Path

EXERCISE = Path(__file__).with_name("towel_row.toml")
