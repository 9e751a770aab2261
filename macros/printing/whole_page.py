"""Prints the macro calls of a page in its source, without a template engine.

Pages hold only literal calls, whose places the scan knows: compiling each page as a template, as
mkdocs-macros does, takes many times as long as printing its figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from macros.printing import macros
from macros.printing.view import View
from macros.reading.pages.calls import Scan

ENGINE = ("{%", "{#")
"""What only a template engine can read: raw blocks, statements, comments."""
SAME_EVERYWHERE = frozenset({"fig", "plain", "period", "compare", "howmany", "updated", "allow"})
"""Macros that print the same when a call is tried and when the website is built."""


def resolved(text: str, scan: Scan, view: View, tried: Sequence[str] = ()) -> str | None:
    """Return the source of a page with its macros done, or None where a template engine is needed.

    The text is that of the scan, with or without its front matter. What the calls printed when they were
    tried, one after the other, is taken over where it is the same. Raises WrongCall.
    """
    kept = tried if len(tried) == len(scan.calls) and not view.page.bundled else ()
    if any(mark in text for mark in ENGINE) or "{{" in scan.title:
        return None
    parts, done = [], 0
    for number, call in enumerate(scan.calls):
        start = text.find(call.written, done)
        if start < 0:
            return None
        if kept and call.name in SAME_EVERYWHERE:
            printed = kept[number]
        else:
            printed = macros.call(view, call.name, call.args, call.kwargs)
        parts += [text[done:start], printed]
        done = start + len(call.written)
    rest = text[done:]
    return None if "{{" in rest else "".join((*parts, rest))
