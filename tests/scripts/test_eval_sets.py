"""The evaluation sets come out of their seeds the same each time."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "eval_sets" / "make_sets.py"
SETS = {
    "ua": "b47983d67ef74cb409cd484671e2928f481a435d1fd77843ac346c0f488368f1",
    "ub": "71008083919d0261d3648bd0ba20506c1d0cbf2470aa4da3c57224048d8274b1",
    "uc": "591709c1e1b6bccef2a3a378d46e060bb74fcba35f299fc139d8d8f3a227ea4a",
    "ta": "478675d1316d81bbfc953d8daf40587fcae32a3274f270eff74118f838121b04",
    "tb": "6789b89fde1e3aec10c23f8ea26ec38aaa36a9358dd9c1dd770104f755db5642",
}


def scenarios(name: str) -> str:
    """The set's scenarios as JSON, numbers with six decimals: the last bits of a logarithm differ between machines."""
    done = subprocess.run([sys.executable, SCRIPT, name], capture_output=True, text=True, check=True)
    return json.dumps(json.loads(done.stdout, parse_float=lambda text: round(float(text), 6)))


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_what_it_was_when_it_was_rendered(name: str):
    assert hashlib.sha256(scenarios(name).encode()).hexdigest() == SETS[name]
