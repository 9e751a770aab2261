"""Writes the JSON Schema of the data file from the model, for editors that know YAML schemas."""

from __future__ import annotations

import json
from collections.abc import Sequence

from macros.figures.model import ENGLISH, Brief
from macros.reading.data.figures_file import OWN

SCHEMA_FILE = "data/figures.schema.json"


def schema(languages: Sequence[str] = OWN) -> str:
    """Return the JSON Schema (draft 2020-12) of the data file as text, the same for the same model.

    It is that of any brief; `languages` are the tags that texts may have.
    """
    described = Brief.model_json_schema()
    described["$defs"]["About"]["properties"]["languages"]["items"]["enum"] = list(languages)
    described["$defs"]["Text"]["anyOf"][1] = {
        "type": "object",
        "properties": {language: {"type": "string"} for language in languages},
        "required": [ENGLISH],
        "additionalProperties": False,
    }
    described["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    described["title"] = "The data file of a brief"
    return json.dumps(described, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
