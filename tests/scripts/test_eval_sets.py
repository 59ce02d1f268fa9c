"""The evaluation sets come out of their seeds the same each time."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest

from tests.support.paths import ROOT

SCRIPTS = ROOT / "scripts" / "eval_sets"
FLOOR = ROOT / "tests" / "data" / "floor"
SETS = {
    "dev": "5cd480bb242f06938cc9a64270fbed40b52f0b9d611cb68406694919327ea93a",
    "train": "62b64baf16618114f6af40a8828beddc21279a6d0630d105acebfa2184f46a1a",
    "ua": "b47983d67ef74cb409cd484671e2928f481a435d1fd77843ac346c0f488368f1",
    "ub": "71008083919d0261d3648bd0ba20506c1d0cbf2470aa4da3c57224048d8274b1",
    "uc": "591709c1e1b6bccef2a3a378d46e060bb74fcba35f299fc139d8d8f3a227ea4a",
    "ud": "b347cb0d7363da4ae7d4370d2939d8b180dfa1003e5ce6323b740be3a74374fb",
    "ue": "e37991048fd494604a5f48b3ed5ff7dee7a0cda4e1dfbe3e5de445443fb4d70d",
    "uf": "1123c2ac45f7247300f305622634fc5efd160ce80dcd702c4885f1990bec0d22",
    "ug": "af2620d6244f0880497c01730d1a6af4613741771579e578a945738c8a3eb01d",
    "uh": "9c4c7371be2ed7276429810c0cee55d6d285d931f898ff7993bdce35c439846b",
    "ui": "c6218283533e1e3714906be02f9927af032604efd1b83dded6daea6a00ade2f9",
    "ta": "478675d1316d81bbfc953d8daf40587fcae32a3274f270eff74118f838121b04",
    "tb": "6789b89fde1e3aec10c23f8ea26ec38aaa36a9358dd9c1dd770104f755db5642",
}
PHOTOS = {
    "pv": "59a2bb91d92a037a014ec52d1b78c8aee199f016bcd95d5e0ed4e4bb3af48918",
    "ps": "a2f0a297c0b9f8db886ab13d5b7df49bca9c1d0554463bb1c88e2d108f278a08",
    "pt": "2b629351c3274a1952b78f2f254dc31732a45f26d100d26670f34f0c8fb6a6b3",
    "pj": "10a9749e9c918357019be79d0a6ba658091a2f4b48491466755f2d50101601de",
    "pk": "84bc8f9cb4b916ab0a83f8fb46c21f1384b963927458aa46282b3c6048fca335",
    "pl": "6050d9ee6e6451dd8801d7875b5a430e84a2536fb2f122eff9c2d74280ae9b64",
}
BREATH = {
    "bj": "b521d05a571fd381afc7052b034030ed935c53572a972376b0e09fa038cc96ee",
    "bk": "da8ab0ec448c2fa6bc72471ef6cd15469093d9e9a1ce6ae22d1162bde46da682",
    "bl": "3a6c76afb9ca0040d8361ad51b94289c1f4841f0e04ad03539d66b645c1d504e",
    "bm": "178993763cff0e24b66df8c6723d69cf859f4c96e77af65b9f1e1732ba048795",
    "bs": "cb4c18195a4a2e2697b88e190534a40898809a1f0d0d4124e7d3030cb89275ff",
    "bt": "d94a71f1d7c9bf1769e65e3b5be278c68868ed072e514a58f4d85c0139872b69",
    "bw": "cb105c8bfa9873dea6baac34b725cac79c0fc301f092b8e09fad721545b6c509",
    "fj": "28f360728b9fb0282e241781f402865ecf1f49fa9b7149e00c962aa469b0cc18",
    "fk": "3961bec0f5ee6909b88d583d368d2fa1a23860c08d957717053b5f2198e2c2b5",
}


def scenarios(script: str, name: str) -> str:
    """The set's scenarios as JSON, numbers with six decimals: the last bits of a logarithm differ between machines."""
    done = subprocess.run([sys.executable, SCRIPTS / script, name], capture_output=True, text=True, check=True)
    return json.dumps(json.loads(done.stdout, parse_float=lambda text: round(float(text), 6)))


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_what_it_was_when_it_was_rendered(name: str):
    assert hashlib.sha256(scenarios("make_sets.py", name).encode()).hexdigest() == SETS[name]


@pytest.mark.parametrize("name", PHOTOS)
def test_a_set_of_photos_is_what_it_was_when_it_was_rendered(name: str):
    assert hashlib.sha256(scenarios("make_photos.py", name).encode()).hexdigest() == PHOTOS[name]


@pytest.mark.parametrize("name", BREATH)
def test_a_set_of_breath_or_holds_is_what_it_was_when_it_was_rendered(name: str):
    assert hashlib.sha256(scenarios("make_breath.py", name).encode()).hexdigest() == BREATH[name]


def test_the_clips_of_the_floor_that_come_along_can_be_rendered_again():
    """Their scenarios are kept as they are: who drew them is gone."""
    kept = {clip["name"]: clip for clip in json.loads((SCRIPTS / "floor.json").read_text(encoding="utf-8"))}
    labels = json.loads((FLOOR / "labels.json").read_text(encoding="utf-8"))
    assert kept.keys() == labels.keys()
    for name, label in labels.items():
        told = {key: kept[name].get(key) for key in label["set"]}
        assert (kept[name]["yaw"], kept[name].get("fps", 12), told) == (label["yaw"], label["fps"], label["set"])
