"""Writes the JSON Schema of the data file from the model, for editors that know YAML schemas."""

from __future__ import annotations

import json

from macros.figures.model import Brief

SCHEMA_FILE = "data/figures.schema.json"


def schema() -> str:
    """Return the JSON Schema (draft 2020-12) of the data file as text, the same for the same model.

    It is that of any brief, and takes nothing from the data that are checked by it.
    """
    described = Brief.model_json_schema()
    described["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    described["title"] = "The data file of a brief"
    return json.dumps(described, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
