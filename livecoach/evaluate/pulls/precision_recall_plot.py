"""A sweep as a precision-recall curve: plain SVG, so that no plotting library is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDTH, _HEIGHT = 640, 480
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 20, 40, 60
# Okabe and Ito's colours, which colour-blind readers can tell apart too.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")


def precision_recall_svg(sweep: Mapping[str, Any]) -> str:
    """Return the curve of each fault and state, recall to the right, precision up; a ring marks the value in effect."""
    known = [point for point in sweep["points"] if point["precision"] is not None and point["recall"] is not None]
    series: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for point in known:
        series.setdefault((point["fault"], point["state"]), []).append(point)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        'font-size="13">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        _text(_WIDTH / 2, 22, f"{sweep['key']}: precision and recall (ring: {sweep['shipped']:g}, in effect)"),
        *_axes(),
    ]
    for number, ((fault, state), points) in enumerate(series.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        name = f"{fault.replace('_', ' ')}, judged {state}"
        parts += _curve(points, colour, sweep["shipped"])
        parts.append(_text(_LEFT + 14, _HEIGHT - _BOTTOM - 14 - 18 * number, name, anchor="start", fill=colour))
    return "\n".join([*parts, "</svg>", ""])


def _curve(points: Sequence[Mapping[str, Any]], colour: str, shipped: float) -> list[str]:
    places = [(_x(point["recall"]), _y(point["precision"]), point["value"]) for point in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
    parts = [f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>']
    for x, y, value in places:
        dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"><title>{value:g}</title></circle>'
        ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" fill="none" stroke="{colour}" stroke-width="2"/>'
        parts += [dot, ring] if value == shipped else [dot]
    for x, y, value in (places[0], places[-1]):
        parts.append(_text(x + 6, y - 8, f"{value:g}", anchor="start", fill=colour))
    return parts


def _axes() -> list[str]:
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    parts = []
    for tenth in range(0, 11, 2):
        share = tenth / 10
        parts += [
            f'<path d="M{_LEFT} {_y(share):.1f}H{right}M{_x(share):.1f} {_TOP}V{bottom}" stroke="#ddd"/>',
            _text(_LEFT - 8, _y(share) + 4, f"{share:g}", anchor="end"),
            _text(_x(share), bottom + 20, f"{share:g}"),
        ]
    middle = (_TOP + bottom) / 2
    parts.append(_text((_LEFT + right) / 2, _HEIGHT - 16, "recall"))
    parts.append(f'<text transform="translate(24 {middle:.1f}) rotate(-90)" text-anchor="middle">precision</text>')
    return parts


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _text(x: float, y: float, text: str, *, anchor: str = "middle", fill: str = "#222") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
