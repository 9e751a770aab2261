"""Finds English that was left in pages of another language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from macros.checks.output.addresses import content
from macros.checks.output.origin import Spot, Unplaced, told
from macros.checks.output.output import BuiltPage, Output
from macros.figures.book import Book
from macros.figures.model import SECTIONS, Brief
from macros.languages.catalogue import Catalogue, catalogue
from macros.problems import Fault, Problem
from macros.project.project import Project
from macros.project.settings import Settings
from macros.reading.data.translations import texts
from macros.reading.pages.routes import ENGLISH

WORDS = re.compile(r"[A-Za-z][A-Za-z’'-]*[a-z][A-Za-z’'-]*(?:[ \u00a0][A-Za-z’'-]+)*")
"""Words in Latin letters; what is written in capitals alone, such as CSV, is the same in all languages."""
SET_APART = re.compile(r"\u2068[^\u2069]*\u2069|https?://[^\s<>]+")
"""Names between isolates, and addresses, which are the same in all languages."""
UNREAD = frozenset(("script", "style", "template", "code", "pre", "kbd", "samp", "bdi", "noscript"))
"""Elements that hold no words of the language, or names that are set apart."""
SPOKEN = ("alt", "title", "aria-label", "placeholder", "data-label", "data-word")
HINT = 'translate it; a name that stays is written <bdi lang="en">…</bdi>'


def built_language(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Every word of a page is in its language, but for names that are set apart."""
    if project.readable:
        yield from told(output, project, settings, _left(output, project.book))


def _left(output: Output, book: Book) -> Iterator[Unplaced]:
    names: dict[str, frozenset[str]] = {}
    for page in output.pages.values():
        html = page.tree.css_first("html")
        language = (html.attributes.get("lang") or "") if html else ""
        say = catalogue(language, book.catalogues)
        if say.tag != ENGLISH and not say.latin:
            known = names.setdefault(language, frozenset(_named(book.brief, say)))
            for found in _of_page(page, language):
                if not known.issuperset(found.spot.value.split()):
                    yield found


def _named(brief: Brief, say: Catalogue) -> Iterator[str]:
    """Yield the words that translators left in Latin letters, in the data and in the table of words."""
    for section in SECTIONS:
        for id_, entry in getattr(brief, section).items():
            for _, text in texts(entry, (section, id_)):
                yield from " ".join(_english(text.root.get(say.tag, ""))).split()
    for written in (*say.words.values(), *say.columns.values()):
        yield from " ".join(_english(written)).split()


def _of_page(page: BuiltPage, language: str) -> Iterator[Unplaced]:
    inside = content(page.tree)
    own = {node.mem_id for node in inside.traverse(include_text=True)} if inside else set()
    seen: Counter[str] = Counter()
    for node in page.tree.css("title, meta[name=description]"):
        words = node.attributes.get("content") or node.text()
        yield from (_found(page, word, 0, own=False) for word in _english(words))
    body = page.tree.body
    read: dict[int, bool] = {}
    for node in body.traverse(include_text=True) if body else ():
        # Parents come before what is in them.
        within = node.parent is None or read.get(node.parent.mem_id, True)
        if node.tag == "-text":
            texts = [node.text()] if within else []
        else:
            read[node.mem_id] = within = within and _read(node, language)
            texts = [node.attributes.get(name) or "" for name in SPOKEN] if within else []
        for text in texts:
            for word in _english(text):
                yield _found(page, word, seen[word], own=node.mem_id in own)
                seen[word] += 1


def _found(page: BuiltPage, word: str, nth: int, *, own: bool) -> Unplaced:
    spot = Spot(page, word, "", nth, own)
    return Unplaced(spot, Fault("untranslated-text", f"'{word}' is English", HINT), (word,))


def _english(text: str) -> list[str]:
    return WORDS.findall(SET_APART.sub(" ", text)) if text else []


def _read(node: LexborNode, language: str) -> bool:
    """Return whether an element is read in the language of the page, if what is around it is."""
    own = node.attributes
    apart = node.tag in UNREAD or (own.get("dir") == "ltr" and node.tag != "svg")
    return not apart and (own.get("lang") or language) == language
