"""What the site builder makes of the source of a page, to compare with what is read of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment
from lxml import html
from markdown import Markdown  # type: ignore[import-untyped]
from mkdocs.utils.meta import get_data

from macros.checks.authored.targets import slugs
from macros.project.settings import load_settings
from macros.reading.pages.page import PageText
from support.places import ROOT

CALL = "\ue000"
"""What a macro call prints here: neither a space nor a mark, and no word."""
WORD = re.compile(r"\bw[0-9]+\b")
NO_PROSE = {"script", "style", "code", "pre", "kbd", "samp", "svg", "math"}
SPOKEN = ("title", "alt", "aria-label")


@cache
def own() -> dict[str, Any]:
    """Return the Markdown extensions of the project's settings, with what is set for them."""
    return dict(load_settings(ROOT).raw["markdown_extensions"])


@cache
def markdown(*more: str) -> Markdown:
    """Return the builder's Markdown as the settings have it, with more extensions."""
    given = {"toc": {}, "tables": {}, "fenced_code": {}, **own()}
    if "pymdownx.superfences" in given:
        del given["fenced_code"]
    return Markdown(extensions=[*given, *more], extension_configs=given)


@dataclass(frozen=True)
class Seen:
    """What readers get of a page: links with their words, headings, and the words that they see."""

    links: tuple[tuple[str, tuple[str, ...]], ...]
    headings: tuple[tuple[int, str | None], ...]
    words: tuple[str, ...]


def built(text: str, *more: str) -> Seen:
    """Return what readers get of the page that is built of that source."""
    body, _ = get_data(text)
    body = (
        Environment(keep_trailing_newline=True, autoescape=True).from_string(body).render(fig=lambda *_: CALL)
    )
    tree: Any = html.fromstring(f"<div>{markdown(*more).reset().convert(body)}</div>")
    for anchor in tree.xpath("//a[@class='headerlink' or starts-with(@class, 'footnote-')]"):
        anchor.drop_tree()
    links, headings = [], []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "a" and element.get("href") is not None:
            inner = "".join(html.tostring(child, encoding="unicode") for child in element)
            links.append((element.get("href"), in_order(f"{element.text or ''} {inner}")))
        elif element.tag == "img":
            links.append((element.get("src"), words(element.get("alt") or "")))
        elif re.fullmatch("h[1-6]", element.tag) and element.get("id"):
            id_ = element.get("id")
            headings.append((int(element.tag[1]), None if CALL in element.text_content() else id_))
    return Seen(_sorted(links), tuple(headings), in_order(seen_in(tree)))


def _sorted(links: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the links by their addresses, without the marks of code in one that does not close."""
    return tuple(sorted((address.replace("`", ""), said) for address, said in links))


def seen_in(element: Any) -> str:
    """Return all that is seen or read aloud of an element and behind it."""
    if not isinstance(element.tag, str):
        return f" {element.tail or ''}"
    said = " ".join(element.get(name) or "" for name in SPOKEN)
    if element.tag in NO_PROSE:
        return f" {said} {element.tail or ''}"
    inner = "".join(seen_in(child) for child in element)
    return f" {said} {element.text or ''}{inner} {element.tail or ''}"


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text that were made to be found again."""
    return tuple(WORD.findall(text))


def in_order(text: str) -> tuple[str, ...]:
    """Return these words by the places that they have in the source."""
    return tuple(sorted(words(text), key=lambda word: int(word[1:])))


def read(page: PageText) -> Seen:
    """Return the same as it is read in the source."""
    targets = {link.label: link.target for link in page.links if link.kind == "definition"}
    links = [
        (
            link.start,
            f"mailto:{link.target}" if "@" in link.target and ":" not in link.target else link.target,
            link.text,
        )
        for link in page.links
        if link.kind != "definition"
    ]
    links += [(one.start, targets[one.found], one.text) for one in page.references if one.found is not None]
    for tag in page.tags:
        if not tag.closing and tag.name in ("a", "img"):
            target = tag.get("href" if tag.name == "a" else "src")
            inner = page.text[tag.end : tag.closed_at] if tag.name == "a" else tag.get("alt") or ""
            if target is not None:
                links.append((tag.start, target, inner))
    made = dict(slugs(page))
    headings = [
        (one.level, (one.id or made[one.start]) if one.words is not None else None) for one in page.headings
    ]
    found = _sorted((target, in_order(text)) for _, target, text in links)
    return Seen(found, tuple(headings), in_order(page.prose))
