"""Finds what the machinery left in the text that readers see: braces, errors, empty values, Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import escape

from selectolax.lexbor import LexborNode

from macros.checks.output.addresses import content
from macros.checks.output.origin import HIDDEN, Spot, Unplaced, at_their_sources
from macros.checks.output.output import BuiltPage, Output
from macros.printing.markup import words_of
from macros.problems import Fault, Problem
from macros.project.project import Project
from macros.project.settings import Settings

CODE = frozenset(["code", "pre", "script", "style", "kbd", "samp", "textarea", "template"])
LITERAL = 'write one macro with literal arguments, such as {{ fig("harvest_2024") }}'
UNREAD = "Markdown is not read inside raw HTML, nor without its ending: write the HTML, or mend the line"
ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "content")

LEFT = re.compile(
    r"(?P<braces>\{\{|\{%|\{#|%\}|\}\}|\{ ?:? ?[#.][\w-]+ ?\})"
    r"|(?P<error>Macro (?:Rendering|Syntax) Error|no such element|UndefinedError|TemplateSyntaxError"
    r"|Traceback \(most recent call|<\w+ object at 0x|Decimal\('|datetime\.date)"
    r"|(?P<nothing>(?<=[a-z,(] )(?:None|NaN|Undefined)\b)"
    r"|(?P<markdown>\]\(|\]\[|\[\^|\*\*|```|^!!! |^#{1,6} )"
    r"|(?P<tag></?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>)"
    r"|(?P<letter>\ufffd)",
    re.MULTILINE,
)
TRACES = (
    *("{", "}", "%}", "Macro ", "no such", "Error", "Traceback", "object at", "Decimal(", "datetime."),
    *("None", "NaN", "Undefined", "](", "][", "[^", "**", "```", "!!! ", "# ", "<", "\ufffd"),
)
"""What everything that LEFT finds holds one of: plain words are found many times faster."""
EMPTY = frozenset(("None", "nan", "NaN", "Undefined", "undefined", "null", "[]", "{}", "()", "''", "set()"))
ALONE = re.compile(r">\s*(?:" + "|".join(map(re.escape, EMPTY)) + r")\s*<")
HINTS = {
    "braces": LITERAL,
    "error": "mend the macro call or the data that it prints",
    "nothing": "a macro found nothing here: mend what it is asked for",
    "markdown": UNREAD,
    "tag": "write markup in the page, not in the data; show code between backticks",
    "letter": "save the file as UTF-8",
}


def built_text(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Readers see no braces, no error of the machinery, no empty value and no Markdown."""
    yield from at_their_sources(output, project, settings, _leftovers(output))


def _leftovers(output: Output) -> Iterator[Unplaced]:
    for page in output.pages.values():
        if not _suspect(page):
            continue
        inside = content(page.tree)
        own: set[int] | None = None
        seen: Counter[str] = Counter()
        for node, text in _texts(page):
            kind, found = _left(text)
            if not kind:
                continue
            if own is None:
                nodes = inside.traverse(include_text=True) if inside else ()
                own = {inner.mem_id for inner in nodes}
            tag = "" if node.tag == "-text" else str(node.tag)
            line, word = _around(text, found)
            spot = Spot(page, found if tag else line, tag, 0 if tag else seen[line], node.mem_id in own)
            seen[line] += 1
            message = f"'{word}' is shown to the reader"
            yield Unplaced(spot, Fault("leftover", message, HINTS[kind]), _needles(line, word, found, kind))


def _suspect(page: BuiltPage) -> bool:
    """Return whether the page may hold a leftover; few do, and a look at each text takes time."""
    shown = HIDDEN.sub("<i>", page.html)
    if ALONE.search(shown):
        return True
    nodes = page.tree.css(",".join(f"[{name}]" for name in ATTRIBUTES))
    spoken = [node.attributes.get(name) or "" for node in nodes for name in ATTRIBUTES]
    words = "\n".join((words_of(shown, "\n"), *spoken))
    return any(trace in words for trace in TRACES) and LEFT.search(words) is not None


def _texts(page: BuiltPage) -> Iterator[tuple[LexborNode, str]]:
    """Yield every text that readers see or hear, and the node that carries it."""
    for node in page.tree.root.traverse(include_text=True) if page.tree.root else ():
        if node.tag == "-text":
            text = node.text_content or ""
            if not text.isspace() and not _in_code(node):
                yield node, text
        elif attributes := node.attributes:
            for name in ATTRIBUTES:
                if value := attributes.get(name):
                    yield node, value


def _in_code(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in CODE:
            return True
        above = above.parent
    return False


def _left(text: str) -> tuple[str, str]:
    """Return the kind of the first leftover in a text and the leftover itself, or nothing."""
    if text.strip() in EMPTY:
        return "nothing", text.strip()
    found = LEFT.search(text)
    return (str(found.lastgroup), found[0]) if found else ("", "")


def _around(text: str, found: str) -> tuple[str, str]:
    """Return the line of a leftover, and as much of it as a message can show."""
    line = next((line for line in text.splitlines() if found in line), found).strip()
    rest = line[line.find(found) :]
    ends = [rest.find(close) + len(close) for close in ("}}", "%}", ")", ">") if close in rest]
    return line, rest[: min([*ends, 60])].strip() or found


def _needles(line: str, word: str, found: str, kind: str) -> tuple[str, ...]:
    """Return the texts by which a source may show a leftover; one like `None` stands in many a place."""
    whole = (line, escape(line, quote=False), word, escape(word, quote=False))
    return (*whole, found) if kind in ("braces", "markdown", "tag") else whole
