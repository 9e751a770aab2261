"""Prints a whole page with its macros done: for a site builder, or as plain Markdown for reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from jinja2 import Environment
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.figures.book import Book
from macros.printing import macros
from macros.printing.view import View
from macros.reading.pages.page import PageText
from macros.reading.pages.routes import Page

ENGINE = ("{%", "{#")
"""What only a template engine can read: raw blocks, statements, comments."""
SAME_EVERYWHERE = frozenset({"fig", "plain", "period", "compare", "howmany", "updated", "allow"})
"""Macros that print the same when a call is tried and when the website is built."""


BLOCK_START = '\n\n<div class="brief">'
ASIDE = '<div data-printed="{}"></div>'
"""Stands for a block, by its number, in the text that is read as Markdown."""
ASIDES = re.compile(ASIDE.format(r"(\d+)"))
BETWEEN = re.compile('\n{3,}(?=<div class="brief">)')
"""Where one block ends and the next one of the same call begins; Markdown leaves a single blank line."""
FENCES = ("```", "~~~")
ID = re.compile(r'<[a-z][^<>]* id="([^"]+)"')


class LostBlock(ValueError):  # noqa: N818
    """A page lacks a block that a macro printed on it, or has it twice."""


def resolved(
    text: str, page: PageText, view: View, tried: Sequence[str] = (), aside: list[str] | None = None
) -> str | None:
    """Return the source of a page with its macros done, or None where a template engine is needed.

    The text is that of the page, with or without its front matter. What the calls printed when they were
    tried, one after the other, is taken over where it is the same. Blocks that stand alone are put `aside`
    where that is given, and `restored` puts them back: Markdown would only read through them.

    Raises WrongCall.
    """
    kept = tried if len(tried) == len(page.calls) and not view.page.bundled else ()
    if any(mark in text for mark in ENGINE) or "{{" in page.title:
        return None
    beside = None if any(fence in text for fence in FENCES) else aside
    parts, done = [], 0
    for number, call in enumerate(page.calls):
        start = text.find(call.written, done)
        if start < 0:
            return None
        if kept and call.name in SAME_EVERYWHERE:
            printed = kept[number]
        else:
            printed = macros.call(view, call.name, call.args, call.kwargs)
        before, done = text[done:start], start + len(call.written)
        if beside is not None and printed.startswith(BLOCK_START) and _alone(text, start, done):
            beside.append(BETWEEN.sub("\n\n", printed.strip()))
            printed = f"\n\n{ASIDE.format(len(beside) - 1)}\n\n"
        parts += [before, printed]
    rest = text[done:]
    return None if "{{" in rest else "".join((*parts, rest))


def _alone(text: str, start: int, end: int) -> bool:
    """Return whether nothing else stands on the lines from there to there."""
    return text[start - 1 : start] in ("", "\n") and not text[end:].partition("\n")[0].strip()


def restored(html: str, aside: Sequence[str]) -> str:
    """Return a page with the blocks that were put aside. Raises LostBlock."""
    found = [int(number) for number in ASIDES.findall(html)]
    if found != list(range(len(aside))):
        message = f"macros printed {len(aside)} blocks, and of those the page has {found}"
        raise LostBlock(f"{message}; let each call stand on a line of its own")
    return ASIDES.sub(lambda one: aside[int(one[1])], html)


def ids_in(html: str) -> set[str]:
    """Return the ids of the elements of the HTML that macros printed."""
    return set(ID.findall(html))


BLOCK = frozenset(
    {"div", "p", "ul", "ol", "dl", "table", "figure", "section", "details", "summary", "figcaption"}
)


HEADINGS = {f"h{level}": level for level in range(1, 7)}
HIDDEN = frozenset({"script", "style", "template", "title", "desc"})
SPACE = re.compile(r"[ \t\r\n]+")


def page(book: Book, src: str, text: str) -> str:
    """Return the source of a page with what its macros print, as Markdown without HTML.

    Raises WrongCall for a wrong call.
    """
    view = View(book, Page(src), draws=False)

    def word(name: str) -> Callable[..., str]:
        return lambda *args, **kwargs: markdown(macros.call(view, name, args, kwargs))

    environment = Environment(keep_trailing_newline=True)  # noqa: S701  (Markdown comes out, not HTML)
    done = environment.from_string(text).render({name: word(name) for name in macros.MACROS})
    return re.sub(r"\n{3,}", "\n\n", done)


def markdown(html: str) -> str:
    """Return what a macro prints as Markdown: a text for inside a sentence, or blocks with lines between."""
    body = LexborHTMLParser(html).body
    if body is None:
        return ""
    if not any(node.tag in BLOCK or node.tag in HEADINGS for node in body.iter()):
        return _inline(body)
    return "\n\n".join(filter(None, _blocks(body)))


def _blocks(parent: LexborNode) -> Iterator[str]:
    loose: list[str] = []
    for node in parent.iter(include_text=True):
        if node.tag in BLOCK or node.tag in HEADINGS:
            yield _tidy("".join(loose))
            loose = []
            yield from _block(node)
        else:
            loose.append(_phrase(node))
    yield _tidy("".join(loose))


def _block(node: LexborNode) -> Iterator[str]:
    if _unseen(node):
        return
    if node.tag in HEADINGS:
        yield f"{'#' * HEADINGS[node.tag]} {_inline(node)}"
    elif node.tag == "table":
        yield from _table(node)
    elif node.tag in ("ul", "ol"):
        yield "\n".join(f"- {' '.join(filter(None, _blocks(item)))}" for item in node.iter())
    elif node.tag == "dl":
        facts = ((fact.css_first("dt"), fact.css("dd")) for fact in node.iter())
        lines = (f"- {_inline(name)}: {'; '.join(map(_inline, values))}" for name, values in facts if name)
        yield "\n".join(lines)
    elif node.tag == "figcaption":
        yield f"**{_inline(node)}**"
    else:
        yield from _blocks(node)


def _table(node: LexborNode) -> Iterator[str]:
    caption = node.css_first("caption")
    if caption is not None:
        yield f"**{_inline(caption)}**"
    rows = [[_inline(cell).replace("|", "\\|") for cell in row.css("th, td")] for row in node.css("tr")]
    if rows:
        head, *rest = rows
        lines = [head, ["---"] * len(head), *rest]
        yield "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _inline(parent: LexborNode) -> str:
    return _tidy("".join(_phrase(node) for node in parent.iter(include_text=True)))


def _phrase(node: LexborNode) -> str:
    if node.tag == "-text":
        return node.text_content or ""
    if _unseen(node):
        return ""
    if node.tag == "svg":
        said = node.css_first("desc")
        return f" {_tidy(said.text())} " if said is not None else ""
    inside = _inline(node)
    href = node.attributes.get("href") or ""
    if node.tag == "a" and href.startswith(("http://", "https://")):
        inside = f"[{inside}]({href})"
    elif node.tag == "code":
        inside = f"`{inside}`"
    elif "brief-minor" in (node.attributes.get("class") or "").split():
        inside = f" ({inside})"
    edges = node.text()
    before = " " if edges[:1].isspace() or node.tag in BLOCK or node.tag == "li" else ""
    after = " " if edges[-1:].isspace() or node.tag in BLOCK or node.tag in ("br", "li") else ""
    return f"{before}{inside}{after}"


def _unseen(node: LexborNode) -> bool:
    classes = (node.attributes.get("class") or "").split()
    hidden = node.attributes.get("aria-hidden") == "true" or "hidden" in node.attributes
    return node.tag in HIDDEN or hidden or "headerlink" in classes or "brief-chart__wide" in classes


def _tidy(text: str) -> str:
    return SPACE.sub(" ", text).strip()
