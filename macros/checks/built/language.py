"""Finds English that was left in pages of another language.

In another script it is told by its letters. In Latin letters a sentence is English if the English page has
the same one, and neither the data nor the catalogue have it in both languages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from macros.checks.output.addresses import content
from macros.checks.output.origin import Spot, Unplaced, at_their_sources
from macros.checks.output.output import BuiltPage, Output
from macros.figures.book import Book
from macros.figures.model import SECTIONS
from macros.languages.catalogue import ENGLISH, Catalogue, catalogue
from macros.problems import Fault, Problem
from macros.project.project import Project
from macros.project.settings import Settings
from macros.reading.data.translations import texts
from macros.reading.pages.routes import built_file, untranslated

LETTERS = re.compile(r"[A-Za-z][A-Za-z’'-]*[a-z][A-Za-z’'-]*(?:[ \u00a0][A-Za-z’'-]+)*")
"""Words in Latin letters; what is written in capitals alone, such as CSV, is the same in all languages."""
SET_APART = re.compile(r"\u2068[^\u2069]*\u2069|https?://[^\s<>]+")
"""Names between isolates, and addresses, which are the same in all languages."""
SENTENCE = re.compile(r"(?<=[.!?:;…])\s+")
WORD = re.compile(r"[a-z]")
"""What a word has that is no number and no abbreviation."""
FEWEST = 2
"""Words of a sentence that is compared with English: one alone may be spelt alike in both languages."""
UNREAD = frozenset(("script", "style", "template", "code", "pre", "kbd", "samp", "bdi", "noscript"))
"""Elements that hold no words of the language, or names that are set apart."""
SPOKEN = ("alt", "title", "aria-label", "placeholder", "data-label")
TELLING = ", ".join(f"[{name}]" for name in ("lang", "dir", *SPOKEN))
"""Elements whose attributes are asked; few have any of these."""
HINT = 'translate it; a name that stays is written <bdi lang="en">…</bdi>'


@dataclass(frozen=True)
class _Text:
    """A text of a page, and whether the author wrote it."""

    text: str
    own: bool
    counted: bool = True
    """Whether the text is one of those among which equal ones are told by their number."""


def built_language(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Every word of a page is in its language, but for names that are set apart."""
    if project.readable:
        yield from at_their_sources(output, project, settings, _left(output, project.book))


def _left(output: Output, book: Book) -> Iterator[Unplaced]:
    named: dict[str, frozenset[str]] = {}
    for page in output.pages.values():
        html = page.tree.css_first("html")
        say = catalogue((html.attributes.get("lang") or "") if html else "", book.catalogues)
        if say.tag == ENGLISH:
            continue
        if say.tag not in named:
            named[say.tag] = frozenset(_same_in_both(book, say) if say.latin else _in_latin(book, say))
        found = _in_english(output, page, say) if say.latin else _by_letters(page, say)
        seen: Counter[str] = Counter()
        for one in found:
            known = {one.text} if say.latin else set(one.text.split())
            if not named[say.tag].issuperset(known):
                spot = Spot(page, one.text, "", seen[one.text], one.own)
                fault = Fault("untranslated-text", f"'{one.text}' is English", HINT)
                yield Unplaced(spot, fault, (one.text,))
            seen[one.text] += one.counted


# --- in another script


def _by_letters(page: BuiltPage, say: Catalogue) -> Iterator[_Text]:
    for one in _texts(page, say):
        yield from (replace(one, text=words) for words in _latin(one.text))


def _in_latin(book: Book, say: Catalogue) -> Iterator[str]:
    """Yield the words that translators left in Latin letters, in the data and in the catalogue."""
    written = (*say.words.values(), *say.columns.values())
    for text in (*(own for own, _ in _translated(book, say)), *written):
        yield from " ".join(_latin(text)).split()


def _latin(text: str) -> list[str]:
    return LETTERS.findall(SET_APART.sub(" ", text)) if text else []


# --- in the same script


def _in_english(output: Output, page: BuiltPage, say: Catalogue) -> Iterator[_Text]:
    """Yield the sentences that the English page has as well."""
    name = built_file(untranslated(page.src), not output.offline) if page.src else ""
    if name not in output.pages or output.pages[name] is page:
        return
    there = _texts(output.pages[name], catalogue(ENGLISH))
    english = {sentence for one in there for sentence in _sentences(one.text)}
    for one in _texts(page, say):
        yield from (replace(one, text=said) for said in _sentences(one.text) if said in english)


def _same_in_both(book: Book, say: Catalogue) -> Iterator[str]:
    """Yield the sentences that translators left as they are in English, and all names of publications."""
    english = catalogue(ENGLISH, book.catalogues)
    both = [own for own, there in _translated(book, say) if own == there]
    for ours, theirs in ((say.words, english.words), (say.columns, english.columns)):
        both += [text for name, text in ours.items() if text == theirs.get(name)]
    for source in book.brief.sources.values():
        both += [source.publisher[ENGLISH], source.title or ""]
    for text in both:
        yield from _sentences(text)


def _sentences(text: str) -> Iterator[str]:
    for sentence in SENTENCE.split(SET_APART.sub(" ", text)):
        words = " ".join(sentence.split())
        if sum(WORD.search(word) is not None for word in words.split()) >= FEWEST:
            yield words


# --- in both


def _translated(book: Book, say: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield each text of the data in that language and in English."""
    for section in SECTIONS:
        for id_, entry in getattr(book.brief, section).items():
            for _, text in texts(entry, (section, id_)):
                yield text.root.get(say.tag, ""), text.root[ENGLISH]


def _texts(page: BuiltPage, say: Catalogue) -> Iterator[_Text]:
    """Yield every text of a page that is read or spoken in its language."""
    inside = content(page.tree)
    own = {node.mem_id for node in inside.traverse(include_text=True)} if inside else set()
    for node in page.tree.css("title, meta[name=description]"):
        yield _Text(node.attributes.get("content") or node.text(), own=False, counted=False)
    body = page.tree.body
    read: dict[int, bool] = {}
    telling = {node.mem_id for node in page.tree.css(TELLING)}
    for node in body.traverse(include_text=True) if body else ():
        # Parents come before what is in them.
        within = node.parent is None or read.get(node.parent.mem_id, True)
        found: Iterable[str | None] = ()
        if node.tag == "-text":
            found = [node.text()] if within else ()
        elif node.mem_id in telling:
            read[node.mem_id] = within = within and _read(node, say)
            found = [node.attributes.get(name) for name in SPOKEN] if within else ()
        else:
            read[node.mem_id] = within and node.tag not in UNREAD
        for text in found:
            if text:
                yield _Text(text, own=node.mem_id in own)


def _read(node: LexborNode, say: Catalogue) -> bool:
    """Return whether an element is read in the language of the page, if what is around it is."""
    own = node.attributes
    turned = own.get("dir") == ("ltr" if say.direction == "rtl" else "rtl") and node.tag != "svg"
    return node.tag not in UNREAD and not turned and (own.get("lang") or say.tag) == say.tag
