"""Finds values in downloadable tables (CSV, JSON) that contradict the data file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from macros.checks.origin import static_place
from macros.checks.output import Output
from macros.checks.settings import Settings
from macros.derive import Quantity, plain_decimal
from macros.problems import Problem, did_you_mean
from macros.project import Sources
from macros.registry import Book

Row = tuple[str, str, str]
"""Id, value and scale of one row; the scale is empty where the table has none."""


def built_exports(output: Output, sources: Sources, _settings: Settings) -> Iterator[Problem]:
    """Every value that a downloadable table gives for a figure is that of the data file."""
    if sources.book is None:
        return
    for name in sorted(output.files):
        if not name.endswith((".csv", ".json", ".jsonl")) or name == "search/search_index.json":
            continue
        text = (output.folder / name).read_text("utf-8-sig", errors="replace")
        rows = list(_of_csv(text) if name.endswith(".csv") else _of_json(text))
        if not any(id_ in sources.book.quantities for id_, _, _ in rows):
            continue  # not about figures
        position = 0
        for row in rows:
            position = max(position, text.find(row[0], position))
            if wrong := _wrong(sources.book, row):
                yield Problem(static_place(output, sources, name, text, position), *wrong)


def _of_csv(text: str) -> Iterator[Row]:
    try:
        for row in csv.DictReader(text.splitlines()):
            if row.get("id") and row.get("value") is not None:
                yield str(row["id"]).strip(), str(row["value"]).strip(), str(row.get("scale") or "")
    except csv.Error:
        return


def _of_json(text: str) -> Iterator[Row]:
    try:
        waiting = [("", json.loads(text, parse_float=Decimal))]
    except (ValueError, RecursionError):
        try:  # one object on each line
            lines = [line for line in text.splitlines() if line.strip()]
            waiting = [("", json.loads(line, parse_float=Decimal)) for line in lines]
        except (ValueError, RecursionError):
            return
    while waiting:
        key, item = waiting.pop()
        if isinstance(item, list):
            waiting += [("", part) for part in reversed(item)]
        elif isinstance(item, dict) and isinstance(item.get("value"), str | int | Decimal):
            yield str(item.get("id") or key), str(item["value"]), str(item.get("scale") or "")
        elif isinstance(item, dict):
            waiting += reversed(item.items())


def _wrong(book: Book, row: Row) -> tuple[str, str, str] | None:
    id_, value, scale = row
    quantity = book.quantities.get(id_)
    if quantity is None:
        if book.entry(id_):
            return None
        return "unknown-figure", f"there is no figure '{id_}'", did_you_mean(id_, book.quantities)
    wanted = _written(quantity, scale)
    if _same(value, wanted):
        return None
    message = f"'{id_}' has the value '{value}' here, but '{wanted}' in the data"
    return "wrong-export", message, "write the table anew from the data"


def _written(quantity: Quantity, scale: str) -> str:
    """Return the value as such a table gives it: in units, or with a column that says the scale."""
    if scale == quantity.scale.value and quantity.value is not None:
        ends = [quantity.value] if quantity.high is None else [quantity.value, quantity.high]
        return "/".join(map(plain_decimal, ends))
    return quantity.machine


def _same(value: str, wanted: str) -> bool:
    try:
        return value == wanted or Decimal(value) == Decimal(wanted)
    except InvalidOperation:
        return False
