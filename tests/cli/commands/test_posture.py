"""What ``livecoach posture`` takes and prints; the work itself is tested with the session."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from rich.console import Console

from livecoach.cli.commands import posture
from livecoach.cli.options import parser
from livecoach.core.words.message import _
from livecoach.core.words.translator import translator
from livecoach.errors import UsageError
from livecoach.posture.measure.change import Change, Claim
from livecoach.posture.measure.photo_measures import PhotoMeasure
from livecoach.posture.words import CHECK_POINTS
from tests.posture.test_progress import record
from tests.support.paths import PHOTOS

FOUND = Change(PhotoMeasure.ELBOW_AHEAD_HIP, 2.0, -2.25, 3.1, Claim.CHANGED)
NOTHING = Change(PhotoMeasure.NECK_LENGTH, 19.0, 19.3, 1.6, Claim.NOT_SHOWN)
UNSURE = Change(PhotoMeasure.EAR_AHEAD_SHOULDER, 3.0, 9.0, 1.9, Claim.NOT_COMPARABLE)


def test_each_change_stands_beside_the_smallest_that_shows():
    drawn = Console(file=io.StringIO(), width=140)
    drawn.print(posture.table([FOUND, NOTHING, UNSURE]))
    rows = [line.strip("│").split("│") for line in drawn.file.getvalue().splitlines() if " cm" in line]
    cells = [[cell.strip() for cell in row] for row in rows]
    assert cells[0] == [
        "Elbows ahead of the hip line",
        "2.0 cm",
        "\u22122.2 cm",
        "\u22124.2 cm",
        "3.1 cm",
        "4.2 cm further back",
    ]
    assert cells[1][-1] == "no detectable change"
    assert cells[2][-1] == "not comparable"


def test_the_options_of_each_action():
    compare = parser.parse(
        ["posture", "compare", "a.jpg", "b.jpg", "--out", "c.png", "--height-cm", "181.5", "--overwrite"]
    )
    assert (compare.action, compare.before, compare.after, compare.out) == ("compare", "a.jpg", "b.jpg", "c.png")
    assert (compare.height_cm, compare.overwrite, compare.model) == (181.5, True, "full")
    capture = parser.parse(["posture", "capture", "--view", "back", "--ghost", "a.jpg", "--tones", "--headless"])
    assert (capture.view, capture.source, capture.ghost, capture.out) == ("back", None, "a.jpg", None)
    assert (capture.style, capture.audio, capture.headless, capture.height_cm) == ("tones", None, True, None)
    progress = parser.parse(["posture", "progress", "photos", "--out", "c.png"])
    assert (progress.folder, progress.out, progress.overwrite) == ("photos", "c.png", False)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("posture", "ACTION"),
        ("posture compair a b --out c", "(did you mean compare?)"),
        ("posture compare a b", "--out"),
        ("posture compare a --out c.jpg", "AFTER"),
        ("posture compare a b --out c --height-cm 30", "'30' is not a height in centimetres"),
        ("posture compare a b --out c --hight-cm 180", "(did you mean --height-cm?)"),
        ("posture capture", "--view"),
        ("posture capture --view front", "'front' is not one of side, back"),
    ],
)
def test_wrong_usage_is_one_sentence(line: str, said: str):
    with pytest.raises(UsageError) as error:
        parser.parse(line.split())
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("action", ["compare", "capture", "progress"])
def test_help_of_each_action_shows_examples(action: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        parser.parse(["posture", action, "--help"])
    assert f"examples:\n  livecoach posture {action}" in capsys.readouterr().out


def test_a_file_that_is_no_photo_is_one_sentence_and_exit_code_1(livecoach, tmp_path: Path):
    text = tmp_path / "text.jpg"
    text.write_text("hello")
    ended = livecoach("posture", "compare", str(text), str(text), "--out", str(tmp_path / "out.jpg"))
    assert ended.code == 1
    assert "is not a readable photo" in ended.sentence()


def test_what_to_do_where_a_point_is_wrong_is_printed(livecoach, tmp_path: Path):
    photo = str(PHOTOS / "back.jpg")
    ended = livecoach("posture", "compare", photo, photo, "--out", str(tmp_path / "out.jpg"))
    assert ended.code == 0
    assert CHECK_POINTS in ended.out


def test_a_german_profile_prints_german_and_keeps_the_file_in_english(livecoach, tmp_path: Path):
    profile, photo, out = tmp_path / "deutsch.toml", str(PHOTOS / "back.jpg"), tmp_path / "out.jpg"
    profile.write_text('language = "de"\n')
    ended = livecoach("posture", "compare", photo, photo, "--out", str(out), "--profile", str(profile))
    assert ended.code == 0
    words = translator("de")
    assert words(CHECK_POINTS) in ended.out
    assert "Nacken: Ohr" in ended.out
    assert words(_("Written to {} and {}"), out, out.with_suffix(".json")) in ended.out.replace("\n", "")
    assert '"claim": "not_shown"' in out.with_suffix(".json").read_text()
    english = tmp_path / "english.jpg"
    assert livecoach("posture", "compare", photo, photo, "--out", str(english)).code == 0
    assert cv2.imread(str(out)).tobytes() != cv2.imread(str(english)).tobytes(), "the picture's words are German too"


def test_a_german_profile_draws_the_chart_in_german(livecoach, tmp_path: Path):
    profile, folder = tmp_path / "deutsch.toml", tmp_path / "photos"
    profile.write_text('language = "de"\n')
    folder.mkdir()
    (folder / "1.json").write_text(record(1, 15.0))
    german, english = tmp_path / "german.png", tmp_path / "english.png"
    told = livecoach("posture", "progress", str(folder), "--out", str(german), "--profile", str(profile))
    assert (told.code, f"1 Foto. Geschrieben nach {german}") == (0, told.out.strip())
    assert livecoach("posture", "progress", str(folder), "--out", str(english)).code == 0
    assert cv2.imread(str(german)).tobytes() != cv2.imread(str(english)).tobytes()


def test_photos_that_cannot_be_used_are_refused_in_german(livecoach, tmp_path: Path):
    profile, empty, side = tmp_path / "deutsch.toml", tmp_path / "leer.png", PHOTOS / "side_before.jpg"
    profile.write_text('language = "de"\n')
    cv2.imwrite(str(empty), np.full((720, 960, 3), 90, np.uint8))
    given = ("--out", str(tmp_path / "out.jpg"), "--profile", str(profile))
    refused = livecoach("posture", "compare", str(empty), str(empty), *given)
    assert refused.sentence().startswith(f"Das Foto {empty} zeigt niemanden: ")
    refused = livecoach("posture", "compare", str(side), str(PHOTOS / "back.jpg"), *given)
    assert f"({side}: Seite; " in refused.sentence()
