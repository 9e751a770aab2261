"""Prints the known errors of sources: beside what is taken from them, and all of them in a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from macros.figures.kinds import ErratumState
from macros.figures.model import Claim, Entry, Erratum, Figure, Source
from macros.languages.dates import period
from macros.printing.elements import block, minor, prose, publisher
from macros.printing.markup import join, table, tag, text
from macros.printing.view import View
from macros.reading.pages.routes import SOURCES


def errata(view: View) -> Markup:
    """Print all known errors of sources: what is wrong, what became of it, and what it concerns.

    A value that does not follow from others of its own report is one of them.
    """
    say = view.say
    rows = list(_rows(view))
    if not rows:
        return block(tag("p", say["errata_none"]))
    columns = [say[name] for name in ("source", "erratum_note", "erratum_state", "erratum_about")]
    return block(table(say["errata"], columns, [({}, row) for row in rows], kind="errata", searched=False))


def in_short(view: View, entry: Entry) -> Markup:
    """Return that the source of an entry has a known error, linked to what it is; nothing without one."""
    found = view.book.brief.errata_of(entry)
    if not found or not entry.source:
        return Markup("")
    href = view.page.href(SOURCES, entry.source)
    states = view.say["listed"].join(dict.fromkeys(state(view, one) for one in found))
    words = f"{view.say['erratum']} ({states})"
    return tag("a", words, href=href, class_="brief-erratum")


def in_full(view: View, found: Iterable[Erratum]) -> Markup:
    """Return each of these errors in a line: its state, and what is wrong."""
    return join((tag("div", text(f"{state(view, one)}: ") + prose(view, one.note)) for one in found), "\n")


def in_cell(view: View, entry: Entry) -> Markup:
    """Return the known errors of an entry's source as small lines of a table's cell."""
    found = view.book.brief.errata_of(entry)
    return join((minor(_heading(view, one) + prose(view, one.note)) for one in found), " ")


def of_source(view: View, source: Source) -> Markup:
    """Return the known errors of a source as paragraphs."""
    return join(
        (
            tag("p", _heading(view, one) + prose(view, one.note), class_="brief-note brief-erratum")
            for one in source.errata
        ),
        "\n",
    )


def plainly(view: View, entry: Entry) -> list[str]:
    """Return the known errors of an entry's source as plain text: the state, and what is wrong."""
    found = view.book.brief.errata_of(entry)
    return [f"{state(view, one)}: {view.text(one.note)}" for one in found]


def state(view: View, erratum: Erratum) -> str:
    """Return what became of an error, with the day of that where it is known."""
    word = view.say.errata[erratum.state]
    if erratum.seen is None:
        return word
    return view.say["erratum_seen"].format(state=word, day=period(erratum.seen, view.say))


def _heading(view: View, erratum: Erratum) -> Markup:
    return text(f"{view.say['erratum']} ({state(view, erratum)}): ")


def _rows(view: View) -> Iterator[tuple[Markup, ...]]:
    book = view.book
    for source in book.brief.sources.values():
        entries = list(book.entries_from(source.id))
        for one in source.errata:
            concerned = [entry for entry in entries if not one.about or entry.id in one.about]
            yield _row(view, source, one, concerned)
    for figure in book.brief.figures.values():
        if figure.mismatch and figure.source:
            one = Erratum(state=ErratumState.OPEN, note=figure.mismatch)
            yield _row(view, book.brief.sources[figure.source], one, [figure])


def _row(view: View, source: Source, one: Erratum, concerned: Sequence[Figure | Claim]) -> tuple[Markup, ...]:
    links = (tag("a", view.name(entry), href=view.entry_href(entry)) for entry in concerned)
    return (
        publisher(view, source),
        prose(view, one.note),
        text(state(view, one)),
        join(links, view.say["separated"]),
    )
