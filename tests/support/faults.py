"""Single faults, each with the code by which a check must tell it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from support.places import FAULTS

SOURCES: list[dict[str, Any]] = yaml.safe_load((FAULTS / "sources.yml").read_text("utf-8"))
OUTPUTS: list[dict[str, Any]] = yaml.safe_load((FAULTS / "outputs.yml").read_text("utf-8"))


def name(fault: dict[str, Any]) -> str:
    return str(fault["fault"])


def apply(root: Path, fault: dict[str, Any]) -> None:
    """Change the files as the fault says; a change that finds nothing to change is itself an error."""
    changes = fault.get("files") or {fault["file"]: fault}
    for file, change in changes.items():
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
