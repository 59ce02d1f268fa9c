from collections.abc import Mapping
from typing import Any

from livecoach.evaluate.pulls.pooled import pooled, short_table


def report(name: str, *, found: int, false: int, small: int, delay_s: float | None = 0.2) -> dict[str, Any]:
    """One set with shrugs alone: ``found`` of 10, ``false`` of 20, ``small`` of 4 small ones; 3 of 4 clips exact."""

    def row(view: str, share: int) -> Mapping[str, Any]:
        return {"fault": "shrug", "view": view, "state": "yes"} | {
            "tp": found // share, "fn": (10 - found) // share, "fp": false // share, "tn": (20 - false) // share,
            "delays": 0 if delay_s is None else found // share, "delay_median_s": delay_s,
        }  # fmt: skip

    sizes = [{"fault": "shrug", "view": "all", "state": "yes", "size": "8-12 deg", "found": small, "of": 4}]
    reps = [{"view": "all", "clips": 4, "exact": 3, "true": 24}]
    return {"set": name, "cells": [row("front", 2), row("all", 1)], "sizes": sizes, "reps": reps}


def test_the_counts_of_all_sets_are_summed_and_those_of_single_views_left_out():
    reports = [report("a", found=8, false=2, small=1), report("b", found=10, false=0, small=3)]
    text = pooled(reports, "both sets", by_size=True)
    assert "On both sets (a, b: 8 clips, 48 reps):" in text
    assert "| Shrug | full | 18 of 20, 90.0 % (70-97) | 2 of 40, 5.0 % (1-17) | 0.90 |" in text
    assert "| 0.20 s | 8-12 deg: 4 of 8 |" in text
    assert "exactly in 6 of 8 clips" in text


def test_sizes_are_left_out_when_not_asked_for():
    assert "8-12" not in pooled([report("a", found=8, false=2, small=1)], "one set", by_size=False)


def test_of_the_median_delays_the_least_and_the_greatest_are_told():
    delays_s = {"a": 0.3, "b": 0.2, "c": None}
    reports = [report(name, found=8, false=2, small=1, delay_s=delay_s) for name, delay_s in delays_s.items()]
    assert "| 0.20-0.30 s |" in pooled(reports, "all sets", by_size=False)
    assert pooled(reports[2:], "one set", by_size=False).count("| - |") == 1


def test_the_short_table_has_a_pair_of_columns_for_each_group():
    groups = {"new": [report("a", found=8, false=2, small=1)], "old": [report("b", found=10, false=0, small=3)]}
    text = short_table(groups)
    assert "| fault | new, true positives | new, false positives | old, true positives | old, false positives |" in text
    assert "| Shrug | 8 of 10, 80.0 % (49-94) | 2 of 20, 10.0 % (3-30) | 10 of 10, 100.0 % (72-100) |" in text
    assert "exactly in 3 of 4 new clips and 3 of 4 old clips." in text
