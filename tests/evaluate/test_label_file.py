from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter

from livecoach.errors import RecordError
from livecoach.evaluate.label_file import any_entry, checked

if TYPE_CHECKING:
    from pathlib import Path

FORM: TypeAdapter[dict[str, dict[str, int]]] = TypeAdapter(dict[str, dict[str, int]])


def labels(folder: Path, content: object) -> Path:
    (folder / "labels.json").write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder


def test_the_labels_are_read_in_their_form(tmp_path: Path):
    assert checked(labels(tmp_path, {"a": {"reps": 3}}), FORM) == {"a": {"reps": 3}}


def test_the_first_fault_is_named_with_its_place(tmp_path: Path):
    with pytest.raises(RecordError, match=r"labels\.json, a\.reps: .*docs/labels\.md"):
        checked(labels(tmp_path, {"a": {"reps": "many"}}), FORM)
    with pytest.raises(RecordError, match=r"labels\.json, as a whole: "):
        checked(labels(tmp_path, [1]), FORM)


@pytest.mark.parametrize("content", ["{", "", "\ufeff{"])
def test_what_is_no_json_is_one_sentence(tmp_path: Path, content: str):
    with pytest.raises(RecordError, match="must be JSON"):
        checked(labels(tmp_path, content), FORM)


def test_an_entry_is_looked_for_and_foreign_forms_have_none(tmp_path: Path):
    def held(entry: dict[str, object]) -> bool:
        return "hold" in entry

    assert not any_entry(tmp_path, held)
    assert any_entry(labels(tmp_path, {"a": {"reps": 1}, "b": {"hold": 30}}), held)
    assert not any_entry(labels(tmp_path, {"a": {"reps": 1}, "b": 4}), held)
    assert not any_entry(labels(tmp_path, [{"hold": 30}]), held)
