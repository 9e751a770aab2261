"""Blanks whatever of a page's source is no prose, so that each sign that is left keeps its place.

Prose is what readers see or hear: running text, alternative texts, titles of links, labels. Code,
addresses, ids, names of tags and attributes, and the marks of ordered lists are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

FENCE = re.compile(r"[> \t]*(`{3,}(?!.*`)|~{3,})")
SPOKEN = re.compile(
    r"(?<![\w-])(?:title|alt|aria-label|aria-description|aria-valuetext|placeholder|data-toc-label)"
    r"[ \t]*=[ \t]*(\"[^\"]*\"|'[^']*'|[^\s\"'>}]+)",
    re.IGNORECASE,
)
"""Attributes whose value is shown or read aloud."""
PRINTED = re.compile(
    r"^[\"']?(?:title|description)[\"']?[ \t]*:(?:[ \t]*[|>][0-9+-]*[ \t]*$)?(.*(?:\n[ \t]+.*)*)",
    re.MULTILINE,
)
"""Fields of the front matter that the site builder prints."""
YAML_COMMENT = re.compile(r"(?<=[ \t])#.*")
CODE_SPAN = re.compile(r"(?<!\\)(`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)\1(?!`)", re.DOTALL)
NO_PROSE = re.compile(
    r"<!--.*?-->|<(script|style|code|pre|kbd|samp|svg|math)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE
)
TAG = re.compile(r"</?[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^<>\"'])*+>")
DEFINITION = re.compile(r"^ {0,3}\[(?:\^[^\]\n]+\]:|[^\]\n]+\]:[ \t]*\S*)", re.MULTILINE)
LINK_TITLE = re.compile(r"[ \t](\"[^\"\n]*\"|'[^'\n]*')[ \t]*\)\Z")
LINK = re.compile(r"\]\((?:[^()\n]|\([^()\n]*\))*+\)")
TOKEN = r"(?:[#.][\w:.-]+|[\w:.-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}\"']+))"  # noqa: S105  (of attributes)
ATTRIBUTES = re.compile(rf"\{{:?[ \t]*{TOKEN}(?:[ \t]+{TOKEN})*[ \t]*\}}")
ADDRESS = re.compile(
    r"\][ \t]?\[[^\]\n]*\]|\[\^[^\]\n]+\]|(?:https?://|www\.)[^\s<>|]+|[\w.+-]+@[\w-]+\.[\w.]+"
)
LIST_MARK = re.compile(r"[> \t]*(?:[-*+][ \t]+)?([0-9]{1,3}\.)[ \t]")
LIST_ITEM = re.compile(r"[> \t]*(?:[-*+]|[0-9]+\.)[ \t]|[ \t]+\S")


def blank(text: str) -> str:
    """Return as many spaces and line breaks as there were."""
    return "\n".join(" " * len(line) for line in text.split("\n"))


def fenced(lines: Sequence[str]) -> set[int]:
    """Return the indexes of the lines of fenced code; a fence that never closes is none."""
    found: set[int] = set()
    start, fence = 0, ""
    for index, words in enumerate(lines):
        if fence and words.strip("> \t") == fence:
            found.update(range(start, index + 1))
            fence = ""
        elif not fence and (mark := FENCE.match(words)):
            start, fence = index, mark[1]
    return found


def of_front_matter(text: str) -> str:
    """Return the front matter with all blanked but what the site builder prints."""
    told = YAML_COMMENT.sub(_blanked, text)
    return _kept(told, (found.span(1) for found in PRINTED.finditer(told)))


def of_body(body: str) -> str:
    """Return the body of a page with all blanked but its prose; macro calls are blanked already."""
    lines = body.split("\n")
    code, listed = fenced(lines), True
    for index, words in enumerate(lines):
        if index in code:
            lines[index] = " " * len(words)
        elif listed and (mark := LIST_MARK.match(words)):
            lines[index] = " " * mark.end(1) + words[mark.end(1) :]
        # A number at the start of a line numbers an item only where a list begins or goes on.
        listed = not words.strip("> \t") or LIST_ITEM.match(words) is not None
    text = "\n".join(lines)
    for pattern, left in _MASKS:
        text = pattern.sub(left, text)
    return text


def _blanked(found: re.Match[str]) -> str:
    return blank(found[0])


def _spoken(found: re.Match[str]) -> str:
    return _kept(found[0], (inner.span(1) for inner in SPOKEN.finditer(found[0])))


def _title(found: re.Match[str]) -> str:
    return _kept(found[0], (inner.span(1) for inner in LINK_TITLE.finditer(found[0])))


def _kept(text: str, spans: Iterable[tuple[int, int]]) -> str:
    kept = list(blank(text))
    for start, end in spans:
        kept[start:end] = text[start:end]
    return "".join(kept)


_MASKS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (CODE_SPAN, _blanked),
    (NO_PROSE, _blanked),
    (TAG, _spoken),
    (LINK, _title),
    (DEFINITION, _blanked),
    (ATTRIBUTES, _spoken),
    (ADDRESS, _blanked),
)
