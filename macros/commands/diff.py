"""Compares the data with those of a git revision, and prints what readers see otherwise."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from macros.figures import book
from macros.languages.catalogue import tags
from macros.problems import ProblemsFound, report
from macros.project.effects import Effects, SentenceEffect, TableEffect, effects
from macros.project.project import read_project
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.data.older import salvage


class NotComparable(Exception):  # noqa: N818
    """Raised where there is nothing to compare the data with; says why."""


def diff(root: Path, revision: str) -> Effects:
    """Return what the change of the data since that revision does to readers of the present pages.

    Raises NotComparable without a checkout, revision or older data file that can be read, and
    ProblemsFound if the present data have errors.
    """
    raw = older(root, revision)
    project = read_project(root)
    if not project.readable:
        raise ProblemsFound(problem for problem in project.problems if problem.place.path == DATA_FILE)
    name = f"{revision}:{DATA_FILE}"
    try:
        old = salvage(raw, name, tags(project.book.catalogues))
    except ProblemsFound as found:
        message = f"the data of '{revision}' cannot be read with the present model"
        raise NotComparable(f"{message}:\n{report(found.problems)}") from None
    unread = tuple(str(keys[-1]) for keys in old.left_out)
    notes: list[str] = []
    if old.left_out:
        which = ", ".join(".".join(map(str, keys)) for keys in old.left_out)
        notes.append(f"left out, as the present model cannot read them at '{revision}': {which}")
        notes += map(str, old.problems)
    there = replace(book.of_data_alone(old.brief), catalogues=project.book.catalogues)
    told = effects(there, project.book, project.texts, project.scans, project.places, unread)
    return replace(told, notes=tuple(notes))


def older(root: Path, revision: str) -> bytes:
    """Return the data file as it was at that revision of the git checkout. Raises NotComparable."""
    if revision.startswith("-") or not revision.strip():
        raise NotComparable(f"'{revision}' is no revision; write for example HEAD, a tag or a commit")
    if _git(root, "rev-parse", "--is-inside-work-tree").stdout.strip() != b"true":
        raise NotComparable("this folder is in no git checkout: there is nothing to compare with")
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = found.stdout.decode("ascii", "replace").strip()
    if found.returncode or not commit:
        raise NotComparable(f"git knows no revision '{revision}'; git log --oneline lists them")
    blob = _git(root, "cat-file", "blob", f"{commit}:./{DATA_FILE}")
    if blob.returncode:
        raise NotComparable(f"there was no {DATA_FILE} at '{revision}'")
    return blob.stdout


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", "--no-pager", "-C", str(root), *words]
    try:
        return subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise NotComparable("git is not installed") from None
    except ValueError:
        raise NotComparable("the revision holds a character that no name can have") from None


# --- printing -------------------------------------------------------------------------------------


def text(found: Effects) -> str:
    """Return the effects for people: by figure, then what belongs to none, verdicts and comparisons."""
    lines = [f"note: {note}" for note in found.notes]
    seen = _seen(found)
    for effect in found.figures:
        lines += [f"{effect.id}: {effect.change}", *_both(effect.before, effect.after, 2)]
        lines += seen.get(effect.id, ())
    lines += ["other texts", *seen[""]] if "" in seen else []
    if found.verdicts:
        lines.append("verdicts")
        lines += (f"  {each.id}: {each.before} → {each.after}" for each in found.verdicts)
    if found.comparisons:
        lines.append("comparisons")
        for each in found.comparisons:
            holds = "holds now, and did not before" if each.holds else "no longer holds"
            lines.append(f"  {each.place}: '{each.words}' {holds}: {each.reason}")
    lines.append(_counts(found) if found else "nothing that readers see has changed")
    return "\n".join(lines)


def as_json(found: Effects) -> str:
    """Return the effects as one JSON object with a list for each sort."""
    plain = {each.name: [_flat(item) for item in getattr(found, each.name)] for each in fields(found)}
    return json.dumps(plain, indent=2, ensure_ascii=False)


FORMATS: Mapping[str, Callable[[Effects], str]] = MappingProxyType({"text": text, "json": as_json})


def _flat(item: Any) -> Any:
    if isinstance(item, str):
        return item
    given = asdict(item)
    place = given.pop("place", None)
    return {**(place or {}), **given}


def _seen(found: Effects) -> Mapping[str, list[str]]:
    """Return where readers see it, by the first figure that changed there, or by nothing."""
    lines: dict[str, list[str]] = {}
    order = [effect.id for effect in found.figures]
    places: list[SentenceEffect | TableEffect] = [*found.sentences, *found.tables]
    for each in places:
        own = lines.setdefault(min(each.figures, key=order.index, default=""), [])
        if isinstance(each, TableEffect):
            own.append(f"  {each.place}: {each.call}{_also(each)}")
        else:
            own.append(f"  {each.place}{f' ({each.what})' if each.what else ''}{_also(each)}")
            own += _both(each.before, each.after, 4)
    return lines


def _also(each: SentenceEffect | TableEffect) -> str:
    return f" with {', '.join(each.figures)}" if len(each.figures) > 1 else ""


def _both(before: str, after: str, indent: int) -> Iterator[str]:
    for sign, words in (("-", before), ("+", after)):
        if words:
            yield f"{' ' * indent}{sign} {words}"


def _counts(found: Effects) -> str:
    parts = []
    for name in ("figures", "sentences", "tables", "verdicts", "comparisons"):
        size = len(getattr(found, name))
        parts += [f"{size} {name if size > 1 else name.removesuffix('s')}"] if size else []
    return "changed: " + ", ".join(parts)
