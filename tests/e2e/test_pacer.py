"""The pacer as it is heard: soft tones behind the cues of a real session, recorded from the sound server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from livecoach.core.resources import PACKAGE
from livecoach.core.words.phrases import spoken
from livecoach.output.audio.bank import RATE, SoundBank
from tests.e2e.coach import ended, records
from tests.support.pulse import find_sound, pulse_server

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

SLACK_S = 0.05
QUICK = "[breath]\ninhale_s = 1.5\nexhale_s = 2.0\nempty_s = 0.5\n"


def test_soft_tones_lead_the_breath_and_none_sounds_over_a_cue(tmp_path: Path) -> None:
    (tmp_path / "quick.toml").write_text(QUICK, encoding="utf-8")
    (tmp_path / "pulse").mkdir()
    out = tmp_path / "out"
    with pulse_server(tmp_path / "pulse") as pulse, pulse.record() as recorder:
        arguments = ("--source", str(PACKAGE / "assets" / "demo.mp4"), "--headless", "--audio", "miniaudio", "--pace")
        session = ended("live", *arguments, "--profile", str(tmp_path / "quick.toml"), "--out", str(out), env=pulse.env)
        heard = recorder.stop()
    assert (session.code, session.err) == (0, "")
    bank = SoundBank()
    tones = {
        tone: [at_s for at_s, _ in find_sound(heard.samples, bank.samples(tone))] for tone in ("pace_in", "pace_out")
    }
    # The demo is full of cues, and each pull sets the breath anew: few tones are left in peace.
    assert len(tones["pace_in"]) >= 2
    assert len(tones["pace_out"]) >= 1
    said = {record["sound"] for record in records(out / "session.jsonl") if record["type"] == "cue"}
    assert "shoulders_down" in said
    cues = 0
    for sound in said & set(spoken("en")):
        length_s = len(bank.samples(sound)) / RATE
        for at_s, _ in find_sound(heard.samples, bank.samples(sound)):
            cues += 1
            begun = [t_s for times_s in tones.values() for t_s in times_s if at_s + SLACK_S < t_s < at_s + length_s]
            assert not begun, (sound, at_s)
    assert cues >= 2
    assert records(out / "session.jsonl")[-1]["reason"] == "finished"
