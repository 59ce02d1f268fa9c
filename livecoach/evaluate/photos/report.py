"""Many pairs of photos in a few tables, as plain data and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from livecoach.evaluate.markdown import table
from livecoach.posture.measure.change import Claim
from livecoach.posture.measure.photo_measures import MDC_CM
from livecoach.posture.sheet import title_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from livecoach.core.types import View
    from livecoach.evaluate.photos.compared import PhotoDone
    from livecoach.posture.measure.change import Change
    from livecoach.posture.measure.photo_measures import PhotoMeasure

FORMAT = "livecoach.photo-accuracy/1"
REAL_CM = 1.0
"""A true change of less does not count as one: cameras and sway move the joints by some millimetres."""

HOW_TO_READ = """\
A pair is two photos of one person from one view. In an *unchanged* pair only the camera (turned by up to 4 degrees,
nearer or further by up to 6 %, rolled) and the sway changed, so every claim there is a false positive. *refused* are
pairs that the program calls not comparable. *largest* is the largest change measured in an unchanged pair, as a share
of the minimum detectable change. *changed* counts the measures that truly changed by 1 cm or more, *TP* those among
them that the program claims in the right direction, *FP* claims in the wrong direction or of a measure that truly
changed by less. Centimetres are for the rendered person's own height."""


def summarise_photos(done: Sequence[PhotoDone]) -> dict[str, Any]:
    """Return the counts of each view, one row for each measure, and all pairs."""
    return {
        "pairs": len(done),
        "views": [_of_view(view, [one for one in done if one.pair.view is view]) for view in MDC_CM],
        "rows": [row for one in done for row in _rows(one)],
    }


def photo_markdown(report: Mapping[str, Any], *, level: int = 1) -> str:
    """Return a report (``livecoach.photo-accuracy/1``) as Markdown that begins with a heading of ``level``."""
    parts = [f"{'#' * level} Before and after on {report['set']}", photo_measured(report), HOW_TO_READ]
    return "\n\n".join(parts + photo_tables(report)) + "\n"


def photo_measured(report: Mapping[str, Any]) -> str:
    """Return the sentence that says on how much and by what a report was measured."""
    return f"{report['pairs']} pairs; livecoach {report['version']}, model {report['model']}."


def photo_tables(report: Mapping[str, Any]) -> list[str]:
    """Return what the unchanged pairs claim, and the table of the measures, for each view."""
    parts = []
    for view in report["views"]:
        if not view["pairs"]:
            continue
        refused = f"; refused: {', '.join(view['refused'])}" if view["refused"] else ""
        parts.append(
            f"From the {view['view']}: {view['pairs']} pairs{refused}. Unchanged pairs compared: {view['null']}, "
            f"with a change claimed: {len(view['null_claimed'])}{_named(view['null_claimed'])}."
        )
        header = ["measure", "largest in unchanged pairs", "changed", "TP", "FP", "mean true", "mean measured"]
        parts.append(table(header, [_line(one) for one in view["measures"]]))
    return parts


def _named(names: Sequence[str]) -> str:
    return f" ({', '.join(names)})" if names else ""


def _line(one: Mapping[str, Any]) -> list[str]:
    largest = "-" if one["largest"] is None else f"{100 * one['largest']:.0f} %"
    means = ["-" if one[key] is None else f"{one[key]:.1f} cm" for key in ("mean_true_cm", "mean_seen_cm")]
    return [one["name"], largest, str(one["changed"]), str(one["claimed"]), str(one["wrong"]), *means]


def _of_view(view: View, done: Sequence[PhotoDone]) -> dict[str, Any]:
    compared = [one for one in done if not one.warnings]
    nulls = [one for one in compared if one.pair.null]
    return {
        "view": view.value,
        "pairs": len(done),
        "refused": [one.pair.name for one in done if one.warnings],
        "null": len(nulls),
        "null_claimed": [one.pair.name for one in nulls if any(c.claim is Claim.CHANGED for c in one.changes)],
        "measures": [_of_measure(measure, compared) for measure in MDC_CM[view]],
    }


def _of_measure(measure: PhotoMeasure, compared: Sequence[PhotoDone]) -> dict[str, Any]:
    nulls = [_change(one, measure) for one in compared if one.pair.null]
    changed = [(one.pair.true_cm.get(measure, 0.0), _change(one, measure)) for one in compared if not one.pair.null]
    real = [(true, change) for true, change in changed if abs(true) >= REAL_CM]
    right = [true for true, change in real if change.claim is Claim.CHANGED and true * change.change_cm > 0.0]
    claims = sum(change.claim is Claim.CHANGED for _, change in changed)
    return {
        "measure": measure.value,
        "name": title_of(measure),
        "largest": round(max(abs(c.change_cm) / c.mdc_cm for c in nulls), 3) if nulls else None,
        "changed": len(real),
        "claimed": len(right),
        "wrong": claims - len(right),
        "mean_true_cm": _mean([abs(true) for true, _ in real]),
        "mean_seen_cm": _mean([abs(change.change_cm) for _, change in real]),
    }


def _change(one: PhotoDone, measure: PhotoMeasure) -> Change:
    return next(change for change in one.changes if change.measure is measure)


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 2) if values else None


def _rows(one: PhotoDone) -> list[dict[str, Any]]:
    pair = one.pair
    return [
        {
            "pair": pair.name,
            "view": pair.view.value,
            "null": pair.null,
            "measure": change.measure.value,
            "true_cm": round(pair.true_cm.get(change.measure, 0.0), 2),
            "seen_cm": round(change.change_cm, 2),
            "minimum_detectable_change_cm": round(change.mdc_cm, 2),
            "claim": change.claim.value,
        }
        for change in one.changes
    ]
