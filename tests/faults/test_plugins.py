"""Another package adds a fault: it is installed, judged, logged and shown; a wrong one ends the program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.support.paths import ROOT

PLUGIN = ROOT / "tests" / "data" / "plugin"
DEMO = ROOT / "livecoach" / "assets" / "demo.mp4"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder on Python's path into which the example package is installed."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    source = folder / "source"
    source.mkdir()
    for path in PLUGIN.iterdir():
        if path.is_file():
            (source / path.name).write_bytes(path.read_bytes())
    subprocess.run([*command, "--target", str(folder), str(source)], check=True, capture_output=True, text=True)
    return folder


def run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(site), str(ROOT)))}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, env=environment, cwd=ROOT
    )


def test_a_fault_of_another_package_is_judged_logged_and_shown(site: Path, tmp_path: Path) -> None:
    profile = tmp_path / "mine.toml"
    profile.write_text("[elbow_flare]\nlimit = 0.05\non_s = 0.05\n", encoding="utf-8")
    done = run(
        site,
        "-m",
        "livecoach",
        "analyze",
        str(DEMO),
        "--model",
        "lite",
        "--profile",
        str(profile),
        "--out",
        str(tmp_path),
    )
    assert done.returncode == 0, done.stderr
    assert "Elbows" in done.stdout
    session = json.loads(next(tmp_path.rglob("session.json")).read_text(encoding="utf-8"))
    assert session["profile"]["elbow_flare"]["limit"] == 0.05
    assert session["judged"]["elbow_flare"]["state"] == "full"
    header = next(tmp_path.rglob("frames.csv")).read_text(encoding="utf-8").partition("\n")[0]
    assert "elbow_flare_to_limit" in header.split(",")


def test_it_has_words_a_slider_and_a_mark(site: Path) -> None:
    code = """
        from livecoach.config.schema import Profile
        from livecoach.render.panels.tuning_panel import SETTINGS
        from livecoach.core.words.translator import translator
        from livecoach.faults.registry import texts_of
        from livecoach.render.panels.tuning_panel import knob_name
        from livecoach.session.tuning.sliders import value_text
        assert "elbow_flare" in SETTINGS
        assert texts_of("elbow_flare", translator("de")).correction == "Ellbogen an den Körper"
        assert knob_name("elbow_flare", translator("en")) == "Elbows out"
        assert value_text(Profile(), "elbow_flare") == "10.0 %"
    """
    done = run(site, "-c", textwrap.dedent(code))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("module", "sentence"),
    [
        ("raise ImportError('no such thing')", "cannot be loaded (ImportError: no such thing)"),
        ("FAULT = 3", "must name a livecoach.faults.fault.Fault"),
        ("from livecoach.faults.pulls.shrug import FAULT", "has the id 'shrug', which is taken"),
        (
            "from dataclasses import replace; from livecoach.faults.pulls import shrug; "
            "FAULT = replace(shrug.FAULT, id='reps')",
            "The fault 'reps' is called like a part of the profile",
        ),
    ],
)
def test_a_package_that_does_not_fit_is_named_in_one_sentence(tmp_path: Path, module: str, sentence: str) -> None:
    about = tmp_path / "broken-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[livecoach.faults]\nmine = broken_fault:FAULT\n", encoding="utf-8")
    (tmp_path / "broken_fault.py").write_text(module, encoding="utf-8")
    done = run(tmp_path, "-m", "livecoach", "analyze", str(DEMO), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
