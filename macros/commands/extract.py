"""Reads the figures back from built pages: what each page prints, and what the register says of it.

It works on the HTML alone, as somebody would who has the website or the bundle and nothing else.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.figures.book import Book
from macros.languages.catalogue import tags
from macros.printing.downloads.documents import harmless
from macros.printing.downloads.records import FACTS, facts, one_line
from macros.printing.sentences import printed
from macros.printing.view import View
from macros.problems import Place, Problem, unknown
from macros.reading.pages.routes import ENGLISH, translated

HEADINGS = ", ".join(f"h{level}[id]" for level in range(1, 7))
ENTRY = ".brief-entry"
BODY = ".brief-entry__body"
FOLD = ".brief-fold__body"
MEND = "build the site anew"


@dataclass(frozen=True)
class Fact:
    """A figure where a page prints it, with what the register says of it."""

    page: str
    line: int
    heading: str
    """Id of the nearest heading above it that has one."""
    id: str
    value: str
    printed: str
    unit: str = ""
    per: str = ""
    scale: str = ""
    qualifier: str = ""
    status: str = ""
    period: str = ""
    source: str = ""
    entered: bool = False
    """Whether the register has an entry for it."""
    language: str = ENGLISH


def extract(pages: Mapping[str, str]) -> list[Fact]:
    """Return every figure that the pages print, in the order of the pages given by name and HTML."""
    trees = {name: LexborHTMLParser(html) for name, html in pages.items()}
    languages = {name: _language(tree) for name, tree in trees.items()}
    entries = {(languages[name], id_): said for name, tree in trees.items() for id_, said in _entries(tree)}
    found = []
    for name, tree in trees.items():
        heading, seen = "", Counter[str]()
        for node in tree.css(f"{HEADINGS}, {ENTRY}, {FOLD}, data[data-figure]"):
            if node.tag != "data":
                heading = _name(node)
                continue
            id_ = node.attributes.get("data-figure") or ""
            line = _line(pages[name], id_, seen[id_])
            seen[id_] += 1
            value, printed = node.attributes.get("value") or "", one_line(node.text())
            said = entries.get((languages[name], id_))
            found.append(
                Fact(
                    name,
                    line,
                    heading,
                    id_,
                    value,
                    printed,
                    **(said or {}),
                    entered=said is not None,
                    language=languages[name],
                )
            )
    return found


def _entries(tree: LexborHTMLParser) -> Iterator[tuple[str, dict[str, str]]]:
    for node in tree.css(ENTRY):
        if id_ := _name(node):
            said = node.attributes
            yield id_, {fact: said.get(name) or usual for fact, (name, usual) in FACTS.items()}


def _name(node: LexborNode) -> str:
    """Return the id of a heading or section; that of an entry is its body's on finished pages."""
    own = node.attributes.get("id")
    inside = (one.attributes.get("id") for one in node.css(f"{HEADINGS}, {BODY}"))
    return own or next((id_ for id_ in inside if id_), "")


def _language(tree: LexborHTMLParser) -> str:
    html = tree.css_first("html")
    return (html.attributes.get("lang") if html else "") or ENGLISH


def _line(html: str, id_: str, nth: int) -> int:
    """Return the line of the nth <data> of that figure."""
    at = -1
    for _ in range(nth + 1):
        at = html.find(f'data-figure="{id_}"', at + 1)
    return html.count("\n", 0, at) + 1 if at >= 0 else 1


def compare(found: Iterable[Fact], book: Book, view: View, label: str) -> Iterator[Problem]:
    """Yield a problem for everything in which the built pages differ from the data.

    `label` is the name of the output as problems show it.
    """
    entered = set()
    forms: dict[tuple[str, str], tuple[str, ...]] = {}
    known = tags(book.catalogues)
    views = {language: view.at(translated("index.md", language)) for language in known}
    for fact in found:
        place = Place(f"{label}/{fact.page}", fact.line)
        figure = book.brief.figures.get(fact.id)
        if figure is None:
            yield unknown("figure", fact.id, book.brief.figures).at(place)
            continue
        quantity = book.quantities[fact.id]
        language = fact.language if fact.language in views else ENGLISH
        if (language, fact.id) not in forms:  # a figure is printed on many pages
            forms[language, fact.id] = _ways_to_print(views[language], fact.id)
        wanted = {"value": (quantity.machine,), "printed": forms[language, fact.id]}
        if fact.entered:
            entered.add((language, fact.id))
            wanted |= {name: (said,) for name, said in facts(view, figure).items()}
        for name, possible in wanted.items():
            said = getattr(fact, name)
            if said not in possible:
                message = f"'{fact.id}' has {name} '{said}' here, but '{possible[0]}' in the data"
                yield Problem(place, "wrong-value", message, MEND)
    for language in book.brief.about.languages:
        for id_ in book.brief.figures:
            if (language, id_) not in entered:
                where = f"in '{language}' " if language != ENGLISH else ""
                message = f"no page of the register {where}has an entry of '{id_}'"
                yield Problem(Place(label), "missing-entry", message, MEND)


def _ways_to_print(view: View, id_: str) -> tuple[str, ...]:
    quantity = view.quantity(id_)
    return tuple(one_line(view.labelled(quantity, words)) for words in printed(view, quantity))


def lines(found: Iterable[Fact]) -> str:
    """Return a JSON object in a line for each fact."""
    return "".join(json.dumps(asdict(fact), ensure_ascii=False) + "\n" for fact in found)


def table(found: Sequence[Fact]) -> str:
    """Return the facts as CSV, no cell of which a spreadsheet runs."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(field.name for field in fields(Fact))
    writer.writerows([_cell(name, value) for name, value in asdict(fact).items()] for fact in found)
    return written.getvalue()


def _cell(name: str, value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return harmless(value) if isinstance(value, str) and name != "value" else value
