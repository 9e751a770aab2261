"""Keeps what macro calls printed, so that the processes that build the same sources need not try them again.

It is one file, written anew by each build. What a call prints depends on its words, the page on which it
stands, the book and the code alone: the first line says of which book and code the rest is, with its sum.
A file of any other, or one that is damaged, is as good as none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from macros.project.engine import engine
from macros.project.files import replace_file
from macros.project.tried import Tried

FILE = ".build/printed-calls"
"""Under the project's root."""
Prints = Mapping[str, Mapping[str, str]]
"""What calls print, as they are written, by the page on which they stand."""


def digest(raw: Mapping[str, bytes], titles: Mapping[str, str]) -> str:
    """Return a hash over all that calls print from: data and history by their paths, titles, and code."""
    parts = [engine(), json.dumps(sorted(titles.items()))]
    parts += [f"{path} {hashlib.sha256(raw[path]).hexdigest()}" for path in sorted(raw)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def keep(root: Path, of: str, tried: Mapping[str, Tried]) -> None:
    """Write what the calls of all pages printed, in one step, in the place of what was kept before."""
    pages = {src: {one.call.written: one.html for one in trial.printed} for src, trial in tried.items()}
    body = json.dumps(pages, ensure_ascii=False, separators=(",", ":")).encode()
    replace_file(root / FILE, _first_line(of, body) + body)


def recall(root: Path, of: str) -> Prints:
    """Return what was kept of that book and code; nothing where it is of another, or damaged."""
    try:
        first, end, body = (root / FILE).read_bytes().partition(b"\n")
    except OSError:
        return MappingProxyType({})
    if first + end != _first_line(of, body):
        return MappingProxyType({})
    pages: Prints = json.loads(body)
    return pages


def _first_line(of: str, body: bytes) -> bytes:
    return f"{of} {hashlib.sha256(body).hexdigest()}\n".encode()
