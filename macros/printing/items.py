"""The macros for the items of the article: a page for each, and a row for each on the page of its theme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from macros.figures.book import Book
from macros.figures.evidence.verdicts import summary
from macros.figures.model import Claim, Entry, Figure
from macros.printing.cards import found, said, taken, where
from macros.printing.changes import past
from macros.printing.charts.strip import strip
from macros.printing.downloads.files import figure_links
from macros.printing.downloads.letters import copied, door
from macros.printing.downloads.series import of_entry
from macros.printing.elements import (
    block,
    carrying,
    citation,
    code,
    figure_data,
    minor,
    prose,
    publication_date,
    tally,
    verdict,
)
from macros.printing.evidence.errata import in_full, in_short
from macros.printing.evidence.sureness import nearest
from macros.printing.evidence.table import beside
from macros.printing.markup import UNSEARCHED, definitions, join, tag, text
from macros.printing.theme_page import terms, unfound
from macros.printing.view import View, WrongCall
from macros.problems import Fault
from macros.reading.pages.routes import METHOD, REGISTER, Written

LINK = re.compile(r"\]\((?:[\w.-]+/)*items/([a-z0-9-]+)\.md(?:#[\w-]*)?\)")
"""A link in Markdown to the page of an item."""


def item(view: View, code: str) -> Markup:
    """Print the page of an item of the article: what it says, what was found, and all that is known."""
    entries = _entries(view, code)
    parts: list[Markup | str] = [_where(view, entries[0])]
    for entry in entries:
        label = _label(view, entry, entries)
        own, others = _said(view, entry), _found(view, entry)
        # A claim may take a paragraph, and its name says already what it is about.
        parts += [label, others, own] if isinstance(entry, Claim) else [label, own, others]
        parts += [_closest(view, entry), strip(view, entry) if isinstance(entry, Figure) else ""]
    parts += [tag("p", prose(view, one.note), class_="brief-note") for one in entries if one.note]
    for entry in entries:
        parts += _everything(view, entry, alone=len(entries) == 1)
    parts += [_missing(view, entries), *(_details(view, entry) for entry in entries)]
    parts += [taken(view, entries), copied(view, entries), *_doors(view, entries), _on(view, entries)]
    return block(join((part for part in parts if part), "\n"))


def items(view: View, theme: str) -> Markup:
    """Print a row for each item of the article on a theme: what it says, and how it stands beside others."""
    view.theme(theme)
    rows = []
    for entries in view.book.items(theme):
        head = tag("p", code(entries[0]) + _name(view, entries[0]), class_="brief-claims__head")
        parts = [head]
        for entry in entries:
            drawn = strip(view, entry) if isinstance(entry, Figure) else Markup("")
            others = tag("p", _verdict(view, entry), class_="brief-item__verdict")
            label = _label(view, entry, entries)
            # The place at which links from elsewhere look for a claim.
            parts.append(tag("div", join((label, _said(view, entry), others, drawn)), id=entry.id))
        if not view.item_page(entries[0]):
            parts += _doors(view, entries)
        rows.append(tag("li", join(parts, "\n"), id=view.item_anchor(entries[0])))
    return block(tag("ul", join(rows, "\n"), class_="brief-items"))


def to_rows(book: Book, src: str, markdown: str) -> str:
    """Return the Markdown of a page with its links to pages of items turned to the rows of these items."""
    view = View(book, Written(src))
    rows = {(group[0].code or "").lower(): group[0] for group in book.items()}

    def turned(found: re.Match[str]) -> str:
        entry = rows.get(found[1])
        return f"]({view.page.href(view.theme_page(entry), view.item_anchor(entry))})" if entry else found[0]

    return LINK.sub(turned, markdown)


def _entries(view: View, code: str) -> Sequence[Figure | Claim]:
    known = {entries[0].code: entries for entries in view.book.items()}
    if code not in known:
        fault = Fault(
            "unknown-item", f"there is no item '{code}'", f"write one of {', '.join(map(str, known))}"
        )
        raise WrongCall(fault)
    return known[code]


def _doors(view: View, entries: Sequence[Figure | Claim]) -> list[Markup]:
    """Return the report of an error for each entry, with its name where there is more than one."""
    return [door(view, entry, view.name(entry) if len(entries) > 1 else "") for entry in entries]


def _name(view: View, entry: Figure | Claim) -> Markup:
    return tag("a", view.name(entry), href=view.item_href(entry))


def _label(view: View, entry: Figure | Claim, entries: Sequence[Entry]) -> Markup:
    """Return the name of an entry but the first, whose name is that of the item."""
    return Markup("") if entry is entries[0] else tag("p", view.name(entry), class_="brief-item__label")


def _where(view: View, entry: Figure | Claim) -> Markup:
    theme = tag("a", view.theme(entry.theme), href=view.page.href(view.theme_page(entry)))
    return tag("p", join((theme, where(view, entry)), " · "), class_="brief-item__where", **UNSEARCHED)


def _said(view: View, entry: Figure | Claim) -> Markup:
    sentence = tag("p", said(view, entry), class_="brief-item__said")
    return sentence + terms(view, entry) if isinstance(entry, Claim) else sentence


def _verdict(view: View, entry: Figure | Claim) -> Markup:
    found = summary(view.book.brief, entry.id)
    pieces = (piece for origin in found.origins for piece, _ in origin.pieces)
    wrong = filter(None, dict.fromkeys(in_short(view, piece) for piece in pieces))
    counted = join((tally(view, found), *wrong), view.say["separated"])
    return join((verdict(view, entry, view.evidence_href(entry)), minor(counted)), " ")


def _found(view: View, entry: Figure | Claim) -> Markup:
    """Return what was found beside it: the verdict, and why it is no surer."""
    chip = verdict(view, entry, view.page.href(METHOD, "verdicts"))
    return tag("p", join((chip, found(view, entry)), " "), class_="brief-item__found")


def _closest(view: View, entry: Figure | Claim) -> Markup:
    """Return who published the nearest evidence, on which day, and where in it: without a further tap."""
    piece = nearest(view, entry)
    if piece is None or not piece.source:
        return Markup("")
    source = view.book.brief.sources[piece.source]
    value = figure_data(view, piece) if isinstance(piece, Figure) else ""
    parts = (
        value,
        citation(view, piece) + carrying(view, source),
        publication_date(source, view.say),
        in_short(view, piece),
    )
    line = join((part for part in parts if part), view.say["separated"])
    return tag("p", text(view.say["item_nearest"]).format(evidence=line), class_="brief-item__nearest")


def _everything(view: View, entry: Figure | Claim, *, alone: bool) -> Iterator[Markup]:
    result = summary(view.book.brief, entry.id)
    if result.origins or result.context:
        heading = view.say["evidence"]
        title = heading if alone else f"{heading}: {view.name(entry)}"
        yield tag("h2", title, id=f"evidence-{entry.id}")
        yield from beside(view, entry)


def _missing(view: View, entries: Sequence[Entry]) -> Markup:
    """Return what was looked for in vain."""
    ids = {entry.id for entry in entries}
    sought = [one for one in view.book.brief.not_found.values() if ids & set(one.about)]
    if not sought:
        return Markup("")
    lines = (tag("li", unfound(view, one, ids)) for one in sought)
    heading = tag("h2", view.say["item_missing"], id="not-found")
    return heading + tag("ul", join(lines, "\n"), class_="brief-notfound")


def _details(view: View, entry: Figure | Claim) -> Markup:
    """Return definition, period, earlier values and the register's entry, behind a disclosure."""
    say = view.say
    facts: list[tuple[str, object]] = [(say["source"], citation(view, entry))]
    if isinstance(entry, Figure):
        facts += [
            (say["measures"], prose(view, entry.measures)),
            (say["period_note"], prose(view, entry.period_note)),
            (say["status"], view.status(view.quantity(entry.id))),
            (say["earlier"], past(view, entry)),
        ]
    pieces = view.book.brief.evidence_by_target.get(entry.id, ())
    members = (one for one in (entry, *(piece for piece, _ in pieces)) if isinstance(one, Figure))
    facts.append((say["series_all"], of_entry(view, (one.series for one in members))))
    facts.append((say["erratum"], in_full(view, view.book.brief.errata_of(entry))))
    opener = tag("summary", f"{say['item_details']}: {view.name(entry)}")
    files = figure_links(view, entry) if isinstance(entry, Figure) else Markup("")
    return tag("details", join((opener, definitions(facts), files)), class_="brief-more")


def _on(view: View, entries: Sequence[Figure | Claim]) -> Markup:
    """Return where to go on: the items before and after, the theme, the register."""
    first = entries[0]
    names = [found[0] for found in view.book.items()]
    at = names.index(first)
    around = [("item_previous", names[at - 1])] if at else []
    around += [("item_next", names[at + 1])] if at + 1 < len(names) else []
    links = [
        text(f"{view.say[word]}: ") + tag("a", view.name(entry), href=view.item_href(entry))
        for word, entry in around
    ]
    links.append(tag("a", view.say["details_in_register"], href=view.page.href(REGISTER.format(first.theme))))
    return tag("p", join(links, " · "), class_="brief-item__on", **UNSEARCHED)
