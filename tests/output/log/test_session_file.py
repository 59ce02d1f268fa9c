"""``session.json`` as a typed value, and the files of earlier versions."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from livecoach.core.types import Rep
from livecoach.errors import RecordError
from livecoach.faults.registry import rep_faults
from livecoach.output.log.session_file import Session, SessionRep
from tests.support.found import found
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

OLD = ROOT / "tests" / "data" / "v0_1"
SCHEMA = jsonschema.Draft202012Validator(json.loads((ROOT / "docs" / "session.schema.json").read_text("utf-8")))

FAULTS = [fault.id for fault in rep_faults()]
times = st.floats(0.0, 1e5)
unknown = st.floats(allow_infinity=True, allow_nan=True)


def test_what_is_written_is_read_again_and_fits_the_schema(tmp_path: Path) -> None:
    session = found({"hold": {"holds": [], "problems_s": {"lie_on_back": 4.0}}, "view": {"name": "side"}})
    session.write(tmp_path / "session.json")
    assert Session.read(tmp_path / "session.json") == session
    SCHEMA.validate(json.loads((tmp_path / "session.json").read_text("utf-8")))


@given(start_s=times, drive=st.floats(0.0, 1.0) | st.just(math.nan), faults=st.lists(st.sampled_from(FAULTS)))
def test_every_rep_of_the_engine_can_be_written(start_s: float, drive: float, faults: list[str]) -> None:
    rep = SessionRep.model_validate(Rep(1, start_s, start_s, start_s, drive, False, tuple(faults)))
    assert rep.start_s == pytest.approx(start_s, abs=1e-6)
    assert rep.drive is None if math.isnan(drive) else rep.drive == pytest.approx(drive, abs=1e-6)
    assert [type(kind) for kind in rep.faults] == [str] * len(faults)
    assert json.loads(json.dumps(rep.model_dump(mode="json"), allow_nan=False))["faults"] == faults


@given(value=unknown)
def test_no_number_that_is_not_finite_gets_into_the_file(value: float) -> None:
    session = found({"view": {"name": "side", "yaw_deg": value}})
    assert (session.view.yaw_deg is None) == (not math.isfinite(value))
    assert session.to_json()


def test_it_is_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        found({}).exercise = "row"  # type: ignore[misc]


def test_the_faults_of_other_packages_and_later_fields_are_read() -> None:
    session = found({"judged": {"uneven_pull": {"state": "full", "why": ""}}, "weather": "fine"})
    assert session.judged["uneven_pull"].why == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "as a whole"),
        (b"[]", "as a whole"),
        (b"{}", "source"),
        (b'{"format": "livecoach.session/9"}', "format"),
    ],
)
def test_what_is_no_session_is_refused_in_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "session.json"
    path.write_bytes(content)
    with pytest.raises(RecordError, match=rf"session\.json is not a session\.json of livecoach: {said}"):
        Session.read(path)


def test_a_missing_file_and_one_that_is_too_large_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="Cannot read"):
        Session.read(tmp_path / "none.json")
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(RecordError, match="larger than 64 MB"):
        Session.read(huge)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    path.write_bytes(b"\xef\xbb\xbf" + (OLD / "session.json").read_bytes())
    assert Session.read(path) == Session.read(OLD / "session.json")
