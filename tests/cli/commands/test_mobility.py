"""What ``livecoach mobility`` takes and prints; the work itself is tested with the session."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from livecoach.cli.commands import mobility
from livecoach.cli.options import parser
from livecoach.core.unknown import NAN
from livecoach.core.words.translator import translator
from livecoach.errors import UsageError
from livecoach.measure.mobility import Range
from livecoach.measure.mobility_change import Change, Claim
from livecoach.session.mobility.history import keep
from tests.session.mobility.test_history import record


def printed(table) -> str:
    drawn = Console(file=io.StringIO(), width=140)
    drawn.print(table)
    return drawn.file.getvalue()


def test_each_range_stands_beside_the_smallest_change_that_shows():
    text = printed(
        mobility.table(
            [
                Change(Range.ELBOWS_BEHIND, NAN, NAN, NAN, Claim.NOT_MEASURED, "view"),
                Change(Range.HEAD_LEFT, 60.0, 40.0, 10.0, Claim.CHANGED),
                Change(Range.HEAD_RIGHT, 50.0, 48.0, 10.0, Claim.NOT_SHOWN),
            ]
        )
    )
    assert "not measured: not visible from here" in text
    assert "20 more" in text
    assert "no detectable change" in text


def test_the_table_speaks_the_profile_s_language():
    words = translator("de")
    text = printed(mobility.table([Change(Range.HEAD_LEFT, 60.0, 40.0, 10.0, Claim.CHANGED)], words))
    assert "Kopf nach links, Grad" in text
    assert "20 mehr" in text
    assert "Änderung" in text
    assert "Datum" in printed(mobility.history_table([], words))


def test_the_options():
    live = parser.parse(["mobility", "--source", "1", "--tones", "--headless"])
    assert (live.source, live.clips, live.history, live.style, live.headless) == (["1"], None, False, "tones", True)
    clips = parser.parse(["mobility", "--clip", "a.mp4", "b.mp4", "--folder", "x"])
    assert (clips.clips, clips.folder) == (["a.mp4", "b.mp4"], "x")
    history = parser.parse(["mobility", "--history", "--out", "c.png", "--overwrite"])
    assert (history.history, history.out, history.overwrite) == (True, "c.png", True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("mobility --clip", "--clip"),
        ("mobility --history --clip a.mp4", "not allowed with"),
        ("mobility --histori", "(did you mean --history?)"),
    ],
)
def test_wrong_usage_is_one_sentence(line: str, said: str):
    with pytest.raises(UsageError) as error:
        parser.parse(line.split())
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_the_history_is_a_table_and_a_chart(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for day in (1, 9):
        keep(tmp_path, record(day, 50.0 + day))
    chart = tmp_path / "chart.png"
    arguments = parser.parse(["mobility", "--history", "--folder", str(tmp_path), "--out", str(chart)])
    assert mobility.run(arguments) == 0
    out = capsys.readouterr().out
    assert "May 1, 2026" in out
    assert "59 (Front)" in out
    profile, german = tmp_path / "deutsch.toml", tmp_path / "german.png"
    profile.write_text('language = "de"\n')
    given = ["--folder", str(tmp_path), "--out", str(german), "--profile", str(profile)]
    assert mobility.run(parser.parse(["mobility", "--history", *given])) == 0
    assert "59 (Vorn)" in capsys.readouterr().out
    assert german.read_bytes() != chart.read_bytes(), "the chart's words are German too"


def test_a_clip_that_is_not_there_is_one_sentence_and_exit_code_1(livecoach, tmp_path: Path):
    ended = livecoach("mobility", "--clip", str(tmp_path / "none.mp4"), "--folder", str(tmp_path / "history"))
    assert ended.code == 1
    assert "none.mp4" in ended.sentence()
    assert not (tmp_path / "history").exists()
