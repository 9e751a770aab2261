"""Prints the macro calls of a page in its source, without a template engine.

Pages hold only literal calls, whose places the scan knows: compiling each page as a template, as
mkdocs-macros does, takes many times as long as printing its figures.
"""

from __future__ import annotations

from macros import words
from macros.scan import Scan
from macros.view import View

ENGINE = ("{%", "{#")
"""What only a template engine can read: raw blocks, statements, comments."""


def resolved(text: str, scan: Scan, view: View) -> str | None:
    """Return the source of a page with its macros done, or None where a template engine is needed.

    The text is that of the scan, with or without its front matter. Raises WrongCall.
    """
    if any(mark in text for mark in ENGINE) or "{{" in scan.title:
        return None
    parts, done = [], 0
    for call in scan.calls:
        start = text.find(call.written, done)
        if start < 0:
            return None
        parts += [text[done:start], words.call(view, call.name, call.args, call.kwargs)]
        done = start + len(call.written)
    rest = text[done:]
    return None if "{{" in rest else "".join((*parts, rest))
