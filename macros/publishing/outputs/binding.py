"""Binds built pages into one document: chapters behind one another, links between them, front matter.

HTML in, HTML out. Every id is unique across the chapters, every link leads into the document or to a full
address, and what is only of use on a screen is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.languages.catalogue import Catalogue
from macros.publishing.templating import filled
from macros.reading.pages.routes import SOURCES

UNWANTED = (
    "script, style, link, template, noscript, nav, form, button, input, iframe, [hidden], .headerlink, "
    ".brief-noprint, .brief-onpaper, .brief-take, .brief-reuse, .brief-chart details"
)
"""What is of no use in the document: what needs a screen, and what only a browser's own printing needs."""
REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "for")
"""Attributes whose value names ids, besides the links."""
LISTED = ".brief-sources--full > li"
"""The entries of the list of sources."""
SVG_REFERENCE = re.compile(r"url\(#([^)]+)\)")
PROPERTY = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)")
VARIABLE = re.compile(r"var\((--[\w-]+)(?:\s*,\s*([^()]*))?\)")
HERE = "https://brief.invalid/"
"""Stands for the root of the output while links are resolved."""


@dataclass(frozen=True)
class Leaf:
    """One built page that becomes a chapter."""

    src: str
    """Path of its source under docs/, which its key is made from."""
    file: str
    """Path of its HTML under the output's root."""
    html: str
    label: str
    """What the navigation calls it; nothing where its own title holds."""
    part: str = ""
    """The heading of the navigation under which it stands, where there is one."""

    @property
    def key(self) -> str:
        """Return the id of the chapter, before which no id of another one can be mistaken for its own."""
        return self.src.removesuffix(".md").replace("/", "-").removesuffix("-index")


@dataclass(frozen=True)
class Front:
    """What the title page says."""

    title: str
    subtitle: str
    date: str
    """The day of the data, as the metadata write it: 2026-11-23."""
    facts: tuple[tuple[str, str], ...]
    """Lines of the title page: what, and its value."""
    licence: str
    edition: str
    """What stands at the foot of each sheet."""
    address: str = ""
    """Where the website is published, with a slash at its end; nothing where that is not known."""


@dataclass(frozen=True)
class Whole:
    """What each chapter must know of the others."""

    keys: Mapping[str, str]
    """The key of each chapter by its file."""
    numbers: Mapping[str, int]
    """The number of each source by the id of its place in the document."""
    front: Front
    say: Catalogue
    colours: Mapping[str, str]


def bind(leaves: Sequence[Leaf], front: Front, say: Catalogue, css: str = "") -> str:
    """Return the whole document. `css` is the website's, for the colours that drawings take from it."""
    whole = Whole({leaf.file: leaf.key for leaf in leaves}, dict(_numbers(leaves)), front, say, _first(css))
    chapters = [_chapter(leaf, whole) for leaf in leaves]
    return filled("document.html", front=front, say=say, chapters=chapters)


@dataclass(frozen=True)
class _Chapter:
    key: str
    title: str
    part: str
    html: str
    sections: tuple[tuple[str, str], ...]
    """Id and title of its sections, without the entries of a register."""


# --- a chapter -------------------------------------------------------------------------------------


def _numbers(leaves: Iterable[Leaf]) -> Iterator[tuple[str, int]]:
    """Yield the place of each source in the document and its number, by which the text names it on paper."""
    for leaf in leaves:
        if leaf.src == SOURCES:
            listed = LexborHTMLParser(leaf.html).css(f"{LISTED}[id]")
            for number, node in enumerate(listed, start=1):
                yield _id(leaf.key, node.attributes["id"] or ""), number


def _chapter(leaf: Leaf, whole: Whole) -> _Chapter:
    article = LexborHTMLParser(leaf.html).css_first("article")
    if article is None:
        raise ValueError(f"{leaf.file} has no <article>")
    for node in article.css(UNWANTED):
        node.decompose()
    title = _titled(article, leaf, whole.front)
    for node in article.css("*"):
        _renamed(node, leaf.key)
        if node.tag == "a":
            _linked(node, leaf, whole)
    for node in article.css(LISTED):
        if number := whole.numbers.get(node.attributes.get("id") or ""):
            node.attrs["data-number"] = str(number)
    for drawing in article.css("svg"):
        _coloured(drawing, whole.colours)
    sections = tuple(
        (str(heading.attributes.get("id")), _text(heading))
        for heading in article.css("h2[id]")
        if heading.parent == article
    )
    kind = leaf.key.partition("-")[0]
    html = f'<section class="chapter chapter-{kind}">\n{article.inner_html or ""}\n</section>'
    return _Chapter(leaf.key, title, leaf.part, html, sections)


def _titled(article: LexborNode, leaf: Leaf, front: Front) -> str:
    """Give the chapter's heading the chapter's id; a page named like the whole is called by its label."""
    heading = article.css_first("h1")
    if heading is None:
        raise ValueError(f"{leaf.file} has no <h1>")
    title = _text(heading)
    if title == front.title and leaf.label:
        title = leaf.label
        heading.inner_html = escape(title)
    heading.attrs["id"] = ""
    return title


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _renamed(node: LexborNode, key: str) -> None:
    """Put the chapter's key before every id and before every mention of one, links apart."""
    for name, value in node.attributes.items():
        if name == "id":
            node.attrs["id"] = _id(key, value or "")
        elif name in REFERRING and value:
            node.attrs[name] = " ".join(_id(key, id_) for id_ in value.split())
        elif value and "url(#" in value:
            node.attrs[name] = SVG_REFERENCE.sub(lambda found: f"url(#{_id(key, found[1])})", value)
        elif name in ("href", "xlink:href") and node.tag != "a" and value and value.startswith("#"):
            node.attrs[name] = f"#{_id(key, value[1:])}"


def _id(key: str, id_: str) -> str:
    return f"{key}--{id_}" if id_ else key


def _linked(node: LexborNode, leaf: Leaf, whole: Whole) -> None:
    """Let a link lead to its place in the document, else to its full address, else be plain text."""
    href = node.attributes.get("href")
    if href is None:
        return
    full = urljoin(f"{HERE}{leaf.file}", href)
    if not full.startswith(HERE):
        return
    file, _, fragment = full.removeprefix(HERE).partition("#")
    key = whole.keys.get(unquote(file))
    if key is None:
        if whole.front.address:
            node.attrs["href"] = _published(whole.front.address, file, fragment)
        else:
            node.unwrap()
        return
    target = _id(key, unquote(fragment))
    node.attrs["href"] = f"#{target}"
    kinds = node.attributes.get("class") or ""
    if target in whole.numbers:
        node.attrs["class"] = f"{kinds} to-source".strip()
        node.attrs["data-number"] = str(whole.numbers[target])
    elif key != leaf.key:
        node.attrs["class"] = f"{kinds} to-chapter".strip()
        node.attrs["data-page"] = whole.say["on_page"]


def _published(address: str, file: str, fragment: str) -> str:
    """Return the address on the website of a file of the bundle, in which pages end in .html."""
    if file.endswith("index.html"):
        file = file.removesuffix("index.html")
    elif file.endswith(".html"):
        file = f"{file.removesuffix('.html')}/"
    return urljoin(address, file) + (f"#{fragment}" if fragment else "")


# --- drawings --------------------------------------------------------------------------------------


def _first(css: str) -> dict[str, str]:
    """Return the custom properties of a style sheet; of several values the first, the light scheme's."""
    found: dict[str, str] = {}
    for name, value in PROPERTY.findall(css):
        found.setdefault(name, value.strip())
    return found


def _coloured(drawing: LexborNode, colours: Mapping[str, str]) -> None:
    """Write the colours of a drawing out, and its name as a title: no style sheet reaches into it."""
    for node in drawing.css("*"):
        for attribute, value in node.attributes.items():
            if value and "var(" in value:
                node.attrs[attribute] = VARIABLE.sub(
                    lambda found: colours.get(found[1], found[2] or "currentcolor"), value
                )
    name = drawing.attributes.get("aria-label")
    if name and drawing.css_first("title") is None:
        title = LexborHTMLParser(f"<svg><title>{escape(name)}</title></svg>").css_first("svg > title")
        first = drawing.first_child
        if title is not None and first is not None:
            first.insert_before(title)
