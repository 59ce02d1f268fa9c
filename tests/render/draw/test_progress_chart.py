"""Charts over dates."""

from __future__ import annotations

import pytest

from livecoach.render.draw.palette import INK
from livecoach.render.draw.progress_chart import WIDTH_PX, Chart, draw_progress


@pytest.mark.parametrize("days", [(0.0,), (0.0, 0.0), (0.0, 1.0, 400.0), tuple(float(day) for day in range(60))])
def test_any_number_of_dates_is_drawn_inside_of_the_picture(days: tuple[float, ...]):
    values = tuple(10.0 - 0.2 * day for day in days)
    chart = Chart("Neck: ear above shoulder (side), cm", days, values, ("2026-05-01",) * len(days), 1.6)
    image = draw_progress("How I stand", [chart, chart], "grey band", "en")
    assert image.shape[1] == WIDTH_PX
    assert (image[:, :30] == INK).all()
    assert (image[:, -10:] == INK).all()
    assert (image != INK).any()


def test_numbers_are_written_as_the_language_writes_them():
    chart = Chart("cm", (0.0,), (10.0,), ("2026-05-01",), 1.6)
    english, german = (draw_progress("", [chart], "", language) for language in ("en", "de"))
    assert (english != german).any()
