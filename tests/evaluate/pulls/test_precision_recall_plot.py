from __future__ import annotations

from xml.etree import ElementTree as ET

from livecoach.evaluate.pulls.precision_recall_plot import precision_recall_svg

SVG = "{http://www.w3.org/2000/svg}"


def point(value: float, precision: float | None, recall: float, state: str = "full") -> dict[str, object]:
    return {"fault": "shrug", "state": state, "value": value, "precision": precision, "recall": recall}


def test_each_curve_has_its_line_its_dots_and_one_ring_within_the_picture():
    points = [point(0.01, 0.0, 1.0), point(0.02, 0.9, 0.8), point(0.03, 1.0, 0.0), point(0.04, None, 0.0)]
    points += [point(0.01, 0.5, 0.5, "limited"), point(0.02, 0.6, 0.4, "limited")]
    svg = ET.fromstring(precision_recall_svg({"key": "shrug.limit", "shipped": 0.02, "points": points}))
    circles = svg.findall(f"{SVG}circle")
    assert len(svg.findall(f"{SVG}polyline")) == 2
    assert sum(circle.find(f"{SVG}title") is not None for circle in circles) == 5
    assert sum(circle.get("fill") == "none" for circle in circles) == 2
    assert all(0 <= float(c.get("cx", -1)) <= 640 and 0 <= float(c.get("cy", -1)) <= 480 for c in circles)


def test_more_recall_is_to_the_right_and_more_precision_is_up():
    points = [point(0.01, 0.2, 0.9), point(0.02, 0.9, 0.2)]
    svg = ET.fromstring(precision_recall_svg({"key": "k", "shipped": 0.5, "points": points}))
    low, high = svg.findall(f"{SVG}circle")
    assert float(low.get("cx", 0)) > float(high.get("cx", 0))
    assert float(low.get("cy", 0)) > float(high.get("cy", 0))


def test_a_sweep_that_never_flags_has_no_curve():
    svg = ET.fromstring(precision_recall_svg({"key": "k", "shipped": 1.0, "points": [point(1.0, None, 0.0)]}))
    assert svg.findall(f"{SVG}polyline") == []
