"""Finds numbers in the built pages that are not those of the data file, and figures without their mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from macros.checks.output.addresses import content
from macros.checks.output.origin import Spot, Unplaced, at_their_sources
from macros.checks.output.output import BuiltPage, Output
from macros.checks.output.served import served, target
from macros.figures.book import Book
from macros.figures.quantities import Quantity
from macros.languages.catalogue import tags
from macros.printing.sentences import printed, unknown_count
from macros.printing.view import View
from macros.problems import Fault, Problem, unknown
from macros.project.project import Project
from macros.project.settings import Settings
from macros.reading.pages.routes import ENGLISH, Page

BY_MACRO = 'write {{{{ fig("{}") }}}} in the page'
NAMES = ("data-figure", "data-count", "data-period")
HOLDERS = "data, [data-figure], [data-period]"


@dataclass(frozen=True)
class _Here:
    """A page with what its figures are compared to; `forms` keeps what was printed before."""

    output: Output
    page: BuiltPage
    view: View
    counts: Mapping[str, int]
    forms: dict[tuple[str, str], tuple[str, ...]]


def built_values(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Every figure, count and period in the built pages equals the data file, and leads to its entry."""
    if project.readable:
        yield from at_their_sources(output, project, settings, _values(output, project.book))


def _values(output: Output, book: Book) -> Iterator[Unplaced]:
    counts = book.counts()
    forms: dict[tuple[str, str], tuple[str, ...]] = {}
    for page in output.pages.values():
        html = page.tree.css_first("html")
        language = (html.attributes.get("lang") or "en") if html else "en"
        language = language if language in tags(book.catalogues) else ENGLISH
        view = View(book, Page(page.src or "index.md", not output.offline, language))
        here = _Here(output, page, view, counts, forms)
        inside = content(page.tree)
        own = {node.mem_id for node in inside.css(HOLDERS)} if inside else set()
        seen: Counter[str] = Counter()
        for node in page.tree.css(HOLDERS):
            attributes = node.attributes
            name = next(
                (name for name in ("data-figure", "data-count", "data-period") if name in attributes), ""
            )
            needle = f'{name}="{attributes[name]}"' if name else str(node.html)
            spot = Spot(page, attributes.get(name) or "", str(node.tag), seen[needle], node.mem_id in own)
            seen[needle] += 1
            for fault in _of(here, node, name):
                yield Unplaced(spot, fault, (needle, attributes.get(name) or ""))


def _of(here: _Here, node: LexborNode, name: str) -> Iterator[Fault]:
    """Yield everything that is wrong with one element."""
    view, attributes = here.view, node.attributes
    id_ = attributes.get(name) or ""
    if not name:
        yield Fault(
            "unknown-figure", "a <data> element names no figure", 'write {{ fig("…") }} instead of it'
        )
    elif name == "data-count":
        yield from _count(view, here.counts, node, id_)
    elif name == "data-period":
        yield from _period(view, node, id_)
    elif node.tag != "data":
        if view.book.entry(id_) is None:
            yield _unknown(view, id_)
    elif (quantity := view.book.quantities.get(id_)) is None:
        yield _unknown(view, id_)
    else:
        yield from _figure(here, node, quantity)
        yield from _link(here, node, id_)


def _figure(here: _Here, node: LexborNode, quantity: Quantity) -> Iterator[Fault]:
    view = here.view
    id_, value = quantity.id, node.attributes.get("value")
    hint = BY_MACRO.format(id_)
    if value != quantity.machine:
        message = f"'{id_}' has the value '{value}' here, but '{quantity.machine}' in the data"
        yield Fault("wrong-value", message, hint)
    label = view.label(quantity)
    small = node.css_first("small.figure-mark")
    shown, marked = _plain(node.text()), _plain(small.text()) if small else ""
    if label and marked != label:
        message = f"'{id_}' stands without its mark '{label}'"
        yield Fault("bare-figure", message, hint)
    text = shown.removesuffix(marked).strip() if marked else shown
    key = (view.page.language, id_)
    if key not in here.forms:  # a figure is printed on many pages
        here.forms[key] = tuple(map(_plain, printed(view, quantity)))
    wanted = here.forms[key]
    if text not in wanted:
        yield Fault("wrong-value", f"'{id_}' reads '{text}' here, but '{wanted[0]}' in the data", hint)
    elif marked and not label:
        yield Fault("wrong-value", f"'{id_}' is marked '{marked}', but is simply reported", hint)
    time = node.css_first("time")
    when = quantity.when.text if quantity.when else ""
    if time is not None and (given := time.attributes.get("datetime")) != when:
        yield Fault("wrong-value", f"'{id_}' has the date '{given}' here, but '{when}' in the data", hint)


def _link(here: _Here, node: LexborNode, id_: str) -> Iterator[Fault]:
    page, output = here.page, here.output
    if page.src is None:
        return  # without a source there is no address to count from
    link = node.css_first("a")
    href = (link.attributes.get("href") or "") if link is not None else ""
    wanted = here.view.entry_href(here.view.book.brief.figures[id_])
    if href == wanted:
        return
    there, entry = target(page.name, href), target(page.name, wanted)
    if not href or (served(output, there), there.fragment) != (served(output, entry), entry.fragment):
        leads = f"leads to '{href}', not to its entry '{wanted}'"
        message = f"'{id_}' {leads if href else 'has no link to its entry'}"
        yield Fault("wrong-link", message, BY_MACRO.format(id_))


def _count(view: View, counts: Mapping[str, int], node: LexborNode, what: str) -> Iterator[Fault]:
    if what not in counts:
        yield unknown_count(what, counts)
        return
    value, text, size = node.attributes.get("value"), _plain(node.text()), counts[what]
    wanted = _plain(view.count(size))
    if value != str(size) or text != wanted:
        message = f"the count of '{what}' is '{text}' ({value}) here, but '{wanted}' in the data"
        yield Fault("wrong-value", message, f'write {{{{ howmany("{what}") }}}} in the page')


def _period(view: View, node: LexborNode, id_: str) -> Iterator[Fault]:
    entry = view.book.entry(id_)
    if entry is None:
        yield _unknown(view, id_)
        return
    text, wanted = _plain(node.text()), _plain(view.period(entry, alone=True))
    if text != wanted:
        message = f"the period of '{id_}' reads '{text}' here, but '{wanted}' in the data"
        yield Fault("wrong-value", message, f'write {{{{ period("{id_}") }}}} in the page')


def _unknown(view: View, id_: str) -> Fault:
    return unknown("figure", id_, (*view.book.brief.figures, *view.book.brief.claims))


def _plain(text: str) -> str:
    return " ".join(text.split())
