"""Prints problems for people and for machines: text, short, json, github and sarif."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from macros.problems import Problem
from macros.project.files import Files

WIDEST = 100
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def text(problems: Sequence[Problem], root: Path) -> str:
    """Return a line for each problem and below it the line of the file, the place marked."""
    return "\n".join(f"{problem}{excerpt(problem, root)}" for problem in problems)


def short(problems: Sequence[Problem], _root: Path) -> str:
    """Return one line for each problem: path:line:column: severity[code]: message; hint."""
    return "\n".join(map(str, problems))


def as_json(problems: Sequence[Problem], _root: Path) -> str:
    """Return the problems as a JSON list of flat objects."""
    rows = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def github(problems: Sequence[Problem], _root: Path) -> str:
    """Return workflow commands, which GitHub shows beside the lines of a change."""
    lines = []
    for problem in problems:
        place = problem.place
        fields = {"file": place.path, "line": place.line, "col": place.column, "title": problem.code}
        written = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items())
        lines.append(f"::{problem.severity} {written}::{_data(problem.sentence)}")
    return "\n".join(lines)


def sarif(problems: Sequence[Problem], _root: Path) -> str:
    """Return a SARIF 2.1.0 log, which code scanners and editors read."""
    codes = sorted({problem.code for problem in problems})
    results = [
        {
            "ruleId": problem.code,
            "level": problem.severity,
            "message": {"text": problem.sentence},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(problem.place.path)},
                        "region": {
                            "startLine": problem.place.line,
                            "startColumn": problem.place.column,
                        },
                    }
                }
            ],
        }
        for problem in problems
    ]
    driver = {"name": "figures", "rules": [{"id": code} for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False)


FORMATS: Mapping[str, Callable[[Sequence[Problem], Path], str]] = MappingProxyType(
    {"text": text, "short": short, "json": as_json, "github": github, "sarif": sarif}
)


def summary(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are, in words."""
    counts = {
        severity: sum(problem.severity == severity for problem in problems)
        for severity in ("error", "warning")
    }
    parts = [f"{n} {word}{'s' if n > 1 else ''}" for word, n in counts.items() if n]
    return ", ".join(parts) or "no problems"


def excerpt(problem: Problem, root: Path) -> str:
    """Return the line of the file and a mark under the place, or nothing if it cannot be read."""
    lines = _lines(root, problem.place.path)
    index = problem.place.line - 1
    if not 0 <= index < len(lines) or not lines[index].strip():
        return ""
    column = problem.place.column - 1
    start = max(0, column - WIDEST // 2) if len(lines[index]) > WIDEST else 0
    shown = lines[index][start : start + WIDEST].replace("\t", " ")
    return f"\n    {shown}\n    {' ' * (column - start)}^"


def _lines(root: Path, path: str) -> list[str]:
    try:
        return Files(root).text(path, "replace").splitlines()
    except OSError:
        return []


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
