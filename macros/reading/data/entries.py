"""Reads entries of a YAML tree into models: every mistake in an author's words, each at its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from pydantic import BaseModel, ValidationError

from macros.figures.model import KNOWN_LANGUAGES
from macros.problems import Fault, did_you_mean, unknown
from macros.tree import Keys, Tree

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


class EntryReader:
    """Reads entries of one tree and gathers the problems met on the way."""

    nested: ClassVar[Mapping[str, type[BaseModel]]] = MappingProxyType({})
    """The models of the entries inside an entry, by the field that holds them."""

    def __init__(self, tree: Tree, languages: Sequence[str]) -> None:
        """Begin with what was wrong with the form of the tree; texts may be in those languages."""
        self.tree, self.context = tree, {KNOWN_LANGUAGES: languages}
        self.problems = list(tree.problems)

    def _entry(self, model: type[BaseModel], at: Keys) -> Any:
        raw: Any = self.tree.value
        for key in at:
            raw = raw[key]
        if not isinstance(raw, dict):
            self._no_fields(at)
            return None
        if "id" in raw:
            self._add((*at, "id"), "unknown-field", "the id is the key above", "remove it", key=True)
        empty = [key for key, value in raw.items() if value == "" and key in model.model_fields]
        for key in empty:
            hint = "write a value or remove the field"
            self._add((*at, key), "wrong-type", f"the field '{key}' is empty", hint, key=True)
        given = {key: value for key, value in raw.items() if key not in ("id", *empty)}
        if "id" in model.model_fields:
            given["id"] = at[-1]
        try:
            entry = model.model_validate(given, context=self.context)
        except ValidationError as error:
            for detail in error.errors():
                if not (detail["type"] == "missing" and detail["loc"][0] in empty):
                    self._told(model, at, detail)
            return None
        return None if empty else entry

    def _told(self, model: type[BaseModel], at: Keys, detail: Any) -> None:
        """Turn one error of pydantic's into a problem in an author's words."""
        loc = tuple(part for part in detail["loc"] if not str(part).startswith("function-"))
        keys, kind, field = (*at, *loc), detail["type"], str(loc[-1]) if loc else ""
        context = detail.get("ctx", {})
        if kind == "missing":
            self._missing(keys[:-1], field)
        elif kind == "extra_forbidden":
            inner = self.nested.get(str(loc[0]), model) if len(loc) > 1 else model
            names = (name for name in inner.model_fields if name != "id")
            self._tell(keys, unknown("field", field, names), key=True)
        elif kind in ("enum", "literal_error"):
            words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
            name = next(str(part) for part in reversed(loc) if not isinstance(part, int))
            message = f"'{detail['input']}' is no {name}"
            hint = did_you_mean(str(detail["input"]), words)
            self._add(keys, "invalid-value", message, hint)
        elif kind in ("dict_type", "model_type"):
            self._no_fields(keys)
        elif "message" in context:
            self._add(keys, kind, context["message"], context["hint"])
        else:
            self._add(keys, "wrong-type", f"the field '{field}': {detail['msg'].lower()}")

    def _add(self, at: Keys, code: str, message: str, hint: str = "", *, key: bool = False) -> None:
        self._tell(at, Fault(code, message, hint), key=key)

    def _tell(self, at: Keys, fault: Fault, *, key: bool = False) -> None:
        self.problems.append(fault.at(self.tree.place(at, key=key)))

    def _missing(self, at: Keys, name: str, what: str = "field") -> None:
        self._add(at, "missing-field", f"the {what} '{name}' is missing", f"write {name}:", key=True)

    def _no_fields(self, at: Keys) -> None:
        self._add(at, "wrong-type", f"'{at[-1]}' has no fields", "write its fields below it")

    def _no_id(self, at: Keys) -> None:
        hint = "write small letters, digits and underscores, a letter first"
        self._add(at, "bad-id", f"'{at[-1]}' is no id", hint, key=True)
