"""Write the JSON schema of session.json from its model; --check only compares.

python scripts/make_schema.py [--check]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from livecoach.output.log.session_file import Session

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "docs" / "session.schema.json"


class _Plain(GenerateJsonSchema):
    """Leaves out the titles that pydantic makes from the names of fields: they say nothing new."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 -- pydantic's signature
        return False


def schema_text() -> str:
    """Return the text of docs/session.schema.json."""
    made: JsonSchemaValue = Session.model_json_schema(mode="serialization", schema_generator=_Plain)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:livecoach:session:1",
        "title": "session.json of livecoach: what one session found",
        "description": "Times are seconds from the session's start, intervals half-open [start_s, end_s), unknown "
        "numbers null. Made by scripts/make_schema.py.",
    }
    return json.dumps(head | {key: made[key] for key in made if key not in head}, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write or check the file; return the exit code, 1 when --check finds that it differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when the file is out of date")
    check = parser.parse_args().check
    text = schema_text()
    stale = not SCHEMA.is_file() or SCHEMA.read_text(encoding="utf-8") != text
    if stale and not check:
        SCHEMA.write_text(text, encoding="utf-8", newline="\n")
    if stale:
        print(f"{SCHEMA.relative_to(ROOT)}: {'out of date, run scripts/make_schema.py' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
