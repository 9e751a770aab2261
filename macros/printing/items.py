"""The macros for the items of the article: a page for each, and a row for each on the page of its theme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from macros.figures.book import Book
from macros.figures.evidence.verdicts import summary
from macros.figures.model import Claim, Entry, Figure
from macros.printing.changes import past
from macros.printing.charts.strip import strip
from macros.printing.downloads.files import figure_links
from macros.printing.downloads.letters import copied, door
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
from macros.printing.evidence.sureness import nearest, short
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
        said, found = _said(view, entry), _found(view, entry)
        # A claim may take a paragraph, and its name says already what it is about.
        parts += [label, found, said] if isinstance(entry, Claim) else [label, said, found]
    parts += [_closest(view, entry) for entry in entries]
    parts += [tag("p", prose(view, one.note), class_="brief-note") for one in entries if one.note]
    parts += [strip(view, entry) for entry in entries if isinstance(entry, Figure)]
    for entry in entries:
        parts += _everything(view, entry, alone=len(entries) == 1)
    parts += [_missing(view, entries), *(_details(view, entry) for entry in entries)]
    parts += [copied(view, entries), *(door(view, entry) for entry in entries), _on(view, entries)]
    return block(join((part for part in parts if part), "\n"))


def items(view: View, theme: str) -> Markup:
    """Print a row for each item of the article on a theme: what it says, and how it stands beside others."""
    view.theme(theme)
    rows = []
    for entries in view.book.items(theme):
        head = tag("p", code(entries[0]) + _name(view, entries[0]), class_="brief-claims__head")
        parts = [head]
        for entry in entries:
            said = _said(view, entry)
            drawn = strip(view, entry) if isinstance(entry, Figure) else Markup("")
            found = tag("p", _verdict(view, entry), class_="brief-item__verdict")
            label = _label(view, entry, entries)
            # The place at which links from elsewhere look for a claim.
            parts.append(tag("div", join((label, said, found, drawn)), id=entry.id))
        if not view.item_page(entries[0]):
            parts += [door(view, entry) for entry in entries]
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


def _name(view: View, entry: Figure | Claim) -> Markup:
    return tag("a", view.name(entry), href=view.item_href(entry))


def _label(view: View, entry: Figure | Claim, entries: Sequence[Entry]) -> Markup:
    """Return the name of an entry but the first, whose name is that of the item."""
    return Markup("") if entry is entries[0] else tag("p", view.name(entry), class_="brief-item__label")


def _where(view: View, entry: Entry) -> Markup:
    theme = tag("a", view.theme(entry.theme), href=view.page.href(view.theme_page(entry)))
    said = text(view.say["item_of"]).format(code=entry.code)
    return tag("p", join((theme, said), " · "), class_="brief-item__where", **UNSEARCHED)


def _said(view: View, entry: Figure | Claim) -> Markup:
    """Return what the article says, in a sentence of ours."""
    if isinstance(entry, Claim):
        return tag("p", prose(view, entry.text), class_="brief-item__said") + terms(view, entry)
    # A date is its own period.
    when = "" if view.quantity(entry.id).when else view.period(entry)
    name = "item_said_when" if when else "item_said"
    said = text(view.say[name]).format(value=figure_data(view, entry), period=when)
    return tag("p", said, class_="brief-item__said")


def _verdict(view: View, entry: Figure | Claim) -> Markup:
    counted = tally(view, summary(view.book.brief, entry.id))
    return join((verdict(view, entry, view.evidence_href(entry)), minor(counted)), " ")


def _found(view: View, entry: Figure | Claim) -> Markup:
    """Return what was found beside it: the verdict, and why it is no surer."""
    chip = verdict(view, entry, view.page.href(METHOD, "verdicts"))
    why = short(view, entry) if isinstance(entry, Figure) else Markup("")
    counted = why or tally(view, summary(view.book.brief, entry.id))
    return tag("p", join((chip, counted), " "), class_="brief-item__found")


def _closest(view: View, entry: Figure | Claim) -> Markup:
    """Return who published the nearest evidence, on which day, and where in it: without a further tap."""
    found = nearest(view, entry)
    if found is None or not found.source:
        return Markup("")
    source = view.book.brief.sources[found.source]
    said = figure_data(view, found) if isinstance(found, Figure) else ""
    parts = (said, citation(view, found) + carrying(view, source), publication_date(source, view.say))
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
    opener = tag("summary", f"{say['item_details']}: {view.name(entry)}")
    taken = figure_links(view, entry) if isinstance(entry, Figure) else Markup("")
    return tag("details", join((opener, definitions(facts), taken)), class_="brief-more")


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
