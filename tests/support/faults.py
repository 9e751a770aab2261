"""Single faults, each with the code by which a check must tell it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from macros.checks.output.output import Output, load_output
from macros.languages.catalogue import tags
from macros.reading.pages.routes import built_file
from support.places import FAULTS

SOURCES: list[dict[str, Any]] = yaml.safe_load((FAULTS / "sources.yml").read_text("utf-8"))
OUTPUTS: list[dict[str, Any]] = yaml.safe_load((FAULTS / "outputs.yml").read_text("utf-8"))
BESIDE = ("index.md", "economics.md", "how-to-read.md", "register/economics.md")
"""Pages to which the others lead, and which are looked at with each fault."""


def name(fault: dict[str, Any]) -> str:
    return str(fault["fault"])


def changes_of(fault: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what changes in each file, by its path."""
    changes: dict[str, dict[str, Any]] = fault["files"] if "files" in fault else {fault["file"]: fault}
    return changes


def fits(root: Path, fault: dict[str, Any]) -> bool:
    """Tell whether there is what the fault changes."""
    for file, change in changes_of(fault).items():
        if "create" not in change and not (root / file).exists():
            return False
        if "replace" in change and change["replace"][0] not in (root / file).read_text("utf-8"):
            return False
    return True


def apply(root: Path, fault: dict[str, Any]) -> None:
    """Change the files as the fault says; a change that finds nothing to change is itself an error."""
    for file, change in changes_of(fault).items():
        path = root / file
        if "bytes" in change:
            path.write_bytes(path.read_bytes() + change["bytes"].encode("latin-1"))
        elif "create" in change:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(change["create"], "utf-8")
        elif change.get("delete"):
            path.unlink()
        elif "append" in change:
            path.write_text(f"{path.read_text('utf-8')}\n{change['append']}\n", "utf-8")
        else:
            old, new = change["replace"]
            text = path.read_text("utf-8")
            assert old in text, f"{file} holds no {old!r}"
            path.write_text(text.replace(old, new, 1), "utf-8")


@contextmanager
def applied(root: Path, fault: dict[str, Any]) -> Iterator[None]:
    """Change the files as the fault says, and in the end back."""
    before = {
        root / file: (root / file).read_bytes() if (root / file).exists() else None
        for file in changes_of(fault)
    }
    try:
        apply(root, fault)
        yield
    finally:
        for path, content in before.items():
            path.unlink(missing_ok=True) if content is None else path.write_bytes(content)


def in_english(fault: dict[str, Any]) -> dict[str, Any]:
    """Return the fault as it is in a project without translations."""
    if "files" not in fault:
        return fault
    translated = tuple(f"docs/{language}/" for language in (tag for tag in tags() if tag != "en"))
    kept = {file: change for file, change in fault["files"].items() if not file.startswith(translated)}
    return {**fault, "files": kept}


def looked_at_again(clean: Output, fault: dict[str, Any], sources: Mapping[str, str], work: Path) -> Output:
    """Return an output in whose folder that fault is, with the pages that it is on and those beside.

    Of the other pages it is only known that they are there; each was looked at before.
    """
    kept = {built_file(src, not clean.offline) for src in BESIDE}
    files = frozenset(
        path.relative_to(clean.folder).as_posix() for path in clean.folder.rglob("*") if path.is_file()
    )
    changed = [file for file in changes_of(fault) if file.endswith(".html") and file in files]
    for file in changed:
        (work / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(clean.folder / file, work / file)
    read = load_output(work, clean.label, sources, offline=clean.offline, theme=clean.theme).pages
    pages = {name: page for name, page in clean.pages.items() if name in kept & files}
    return replace(clean, files=files, pages={**pages, **read})
