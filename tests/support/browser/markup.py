"""The Nu HTML checker, run over an output."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from support.browser.outputs import Output
from support.programs import VNU, program

POLICY = "Content Security Policy"
"""The checker takes each file for a host of its own, and data for scripts: to it, every page breaks the
policy. Whether one does is seen in browsers."""


def complaints(output: Output) -> list[str]:
    """Return what the checker says of every HTML file of an output."""
    files = sorted(output.folder.rglob("*.html"))
    assert len(files) >= 20
    java = program("default-jre-headless")
    done = subprocess.run(
        [java, "-jar", str(VNU), "--format", "json", "--stdout", *map(str, files)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    said = json.loads(done.stdout)["messages"]
    return sorted({told(message, output.folder) for message in said if not by_policy(message)})


def by_policy(message: dict[str, Any]) -> bool:
    """Tell whether the checker only guesses what a browser would refuse to load."""
    return message["type"] != "error" and POLICY in message["message"]


def told(message: dict[str, Any], folder: Path) -> str:
    """Return a message of the checker as `page:line: kind: what: where`."""
    page = message["url"].rpartition(folder.name)[2].lstrip("/")
    kind = message.get("subType", message["type"])
    return f"{page}:{message.get('lastLine')}: {kind}: {message['message']}: {message.get('extract')!r}"
