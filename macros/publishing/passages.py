"""Cuts the articles of built pages into passages, and lays those of several editions side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.printing.markup import words_of

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = frozenset(
    (
        *HEADINGS,
        *("address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    )
)
"""Elements that begin and end a passage."""
WITHIN = ", ".join(sorted(BLOCKS))
UNREAD = frozenset(("script", "style", "svg", "button"))
UNREAD_CLASSES = frozenset(("headerlink", "brief-id", "brief-take", "brief-table--index"))
REPEATS = "data-search-exclude"
"""On what stands in full elsewhere, where it is reviewed; whole tables are reviewed all the same."""
KEPT = frozenset(("bdi", "code", "em", "small", "strong", "sub", "sup"))
"""Elements inside a passage that a reader of the translation has to see."""
TOP = "top"
"""The key of the title, whose id differs from language to language."""

Token = TypeVar("Token", str, tuple[str, str])
Parts = tuple[tuple[str, str], ...]
"""Markup that is safe anywhere, and with each piece the id of the figure that it is, or nothing."""


@dataclass(frozen=True)
class Passage:
    """A block of text of one edition."""

    kind: str
    """The element that holds it."""
    section: str = ""
    """The id of the heading under which it stands, the same in every edition."""
    key: str = ""
    """The id that it has in every edition, where it has one."""
    parts: Parts = ()

    @property
    def figures(self) -> tuple[str, ...]:
        """Return the ids of the figures in it, in order."""
        return tuple(id_ for _, id_ in self.parts if id_)


Row = tuple[Passage | None, ...]
"""The same passage in each edition, in their order; None where an edition lacks it."""


# --- side by side ----------------------------------------------------------------------------------


def align(editions: Sequence[Sequence[Passage]]) -> list[Row]:
    """Return rows that hold each passage of each edition once, in its order.

    Passages meet under the same heading, by the id that they share, and otherwise in order among those of
    their kind.
    """
    sections: list[str] = []
    for edition in editions:
        own = list(dict.fromkeys(passage.section for passage in edition))
        sections = [old or new or "" for old, new in _woven(sections, own)]
    rows: list[Row] = []
    for section in dict.fromkeys(sections):
        rows += _in_section([[one for one in edition if one.section == section] for edition in editions])
    return rows


def _in_section(editions: Sequence[Sequence[Passage]]) -> list[Row]:
    rows: list[Row] = []
    for count, edition in enumerate(editions):
        tokens = [next((one.kind, one.key) for one in row if one) for row in rows]
        places = iter(range(len(rows)))
        passages = iter(edition)
        grown: list[Row] = []
        for old, new in _woven(tokens, [(one.kind, one.key) for one in edition]):
            before = rows[next(places)] if old is not None else (None,) * count
            grown.append((*before, next(passages) if new is not None else None))
        rows = grown
    return rows


def _woven(old: Sequence[Token], new: Sequence[Token]) -> Iterator[tuple[Token | None, Token | None]]:
    """Yield all of both in order, equal ones together."""
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(old[first:last], new[start:end], strict=True)
        else:
            yield from ((token, None) for token in old[first:last])
            yield from ((None, token) for token in new[start:end])


# --- out of a page ---------------------------------------------------------------------------------


def passages(html: str) -> list[Passage]:
    """Return the passages of the article of a built page, in order; each thing once, where it is told."""
    article = LexborHTMLParser(html).css_first("article")
    if article is None:
        return []
    found, section = [], ""
    for kind, key, nodes in _blocks(article, "p", ""):
        if kind in HEADINGS and kind != "h1":
            section = key
        parts = tuple(_joined(_parts(nodes)))
        if any(id_ or words_of(markup).strip() for markup, id_ in parts):
            found.append(Passage(kind, section, TOP if kind == "h1" else key, parts))
    return found


def _blocks(node: LexborNode, kind: str, key: str) -> Iterator[tuple[str, str, list[LexborNode]]]:
    """Yield element, id and inline content of each block; rows of tables and lists of facts stay whole."""
    run: list[LexborNode] = []
    for child in node.iter(include_text=True):
        tag = str(child.tag)
        if _unread(child):
            continue
        if tag not in BLOCKS and (_is_text(child) or child.css_first(WITHIN) is None):
            run.append(child)
            continue
        if run:
            yield kind, key, run
            run = []
        own = child.attributes.get("id") or child.attributes.get("data-figure") or ""
        if tag == "tr" or (tag == "div" and child.parent is not None and child.parent.tag == "dl"):
            yield tag, own, list(child.iter())
        else:
            yield from _blocks(child, kind if tag == "div" else tag, own)
    if run:
        yield kind, key, run


def _is_text(node: LexborNode) -> bool:
    return node.tag == "-text"


def _unread(node: LexborNode) -> bool:
    """Return whether it is nothing to review: no text of the page, or told in full elsewhere."""
    if _is_text(node):
        return False
    attributes = node.attributes
    classes = set((attributes.get("class") or "").split())
    repeats = REPEATS in attributes and node.tag != "table"
    return str(node.tag) in UNREAD or node.tag == "_comment" or bool(UNREAD_CLASSES & classes) or repeats


def _parts(nodes: Sequence[LexborNode]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        tag, attributes = str(node.tag), node.attributes
        if _is_text(node):
            yield escape(node.text_content or ""), ""
        elif _unread(node):
            continue
        elif tag in ("br", "hr"):
            yield " ", ""
        elif tag == "data" and attributes.get("data-figure"):
            inner = "".join(markup for markup, _ in _parts(list(node.iter(include_text=True))))
            yield inner.strip(), str(attributes["data-figure"])
        else:
            inside = _parts(list(node.iter(include_text=True)))
            if tag in KEPT:
                yield f"<{tag}>", ""
                yield from inside
                yield f"</{tag}>", ""
            elif tag in ("td", "th", "dt", "dd") or tag in BLOCKS:
                yield '<span class="review-part">', ""
                yield from inside
                yield "</span>", ""
            else:
                yield from inside


def _joined(parts: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the parts with those that are no figures put together, white space as single spaces."""
    run = ""
    for markup, id_ in parts:
        if not id_:
            run += markup
            continue
        if run:
            yield re.sub(r"[ \t\r\n]+", " ", run), ""
        yield markup, id_
        run = ""
    if run:
        yield re.sub(r"[ \t\r\n]+", " ", run), ""
