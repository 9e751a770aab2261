"""Says what a change of the data does to readers: the sentences, values and verdicts that they see change.

The present pages are printed twice, with the data before and after, and what differs is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from macros.figures import editions
from macros.figures.book import Book
from macros.figures.evidence.verdicts import summary
from macros.figures.model import REFERENCE, Text
from macros.printing import macros as words
from macros.printing.elements import prose
from macros.printing.markup import figures_in, words_of
from macros.printing.view import View, WrongCall
from macros.problems import Place
from macros.project.files import DOCS
from macros.project.lines import Prints, line, spaced
from macros.project.tried import LISTINGS
from macros.reading.data.figures_file import PROSE
from macros.reading.pages.calls import Call
from macros.reading.pages.page import PageText
from macros.reading.pages.routes import Page
from macros.tree import Keys


class Change(StrEnum):
    """What happened to a figure."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    FOLLOWS = "follows"
    """It is computed, and only what it is computed from changed."""


@dataclass(frozen=True)
class FigureEffect:
    """A figure that was added, removed or changed; before and after as they are printed."""

    id: str
    change: Change
    before: str
    after: str


@dataclass(frozen=True)
class SentenceEffect:
    """A sentence that readers see otherwise; nothing before or after where it could not be printed."""

    place: Place
    what: str
    """The field of the data in which it stands, or nothing for a line of a page."""
    figures: tuple[str, ...]
    """The figures in it that changed."""
    before: str
    after: str


@dataclass(frozen=True)
class TableEffect:
    """A macro call that prints a block in which something changed."""

    place: Place
    call: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class VerdictEffect:
    """How an item of the article stands beside other sources, before and after."""

    id: str
    before: str
    after: str


@dataclass(frozen=True)
class ComparisonEffect:
    """Words of comparison that held and fail, or failed and hold; the reason is that of the failure."""

    place: Place
    words: str
    figures: tuple[str, ...]
    holds: bool
    reason: str


@dataclass(frozen=True)
class Effects:
    """All that readers see otherwise."""

    figures: tuple[FigureEffect, ...] = ()
    verdicts: tuple[VerdictEffect, ...] = ()
    comparisons: tuple[ComparisonEffect, ...] = ()
    sentences: tuple[SentenceEffect, ...] = ()
    tables: tuple[TableEffect, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """What could not be compared."""

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any((self.figures, self.verdicts, self.comparisons, self.sentences, self.tables))


def effects(
    old: Book,
    new: Book,
    texts: Mapping[str, str],
    scans: Mapping[str, PageText],
    places: Mapping[Keys, Place],
    unread: Collection[str] = (),
) -> Effects:
    """Return what readers of these pages see otherwise with the new data.

    `places` are those of the entries of the new data, by section and id; of the entries in `unread`
    nothing is known from before.
    """
    figures = tuple(effect for effect in _figures(old, new) if effect.id not in unread)
    moved = {effect.id for effect in figures}
    sentences: list[SentenceEffect] = []
    tables: list[TableEffect] = []
    comparisons: list[ComparisonEffect] = []
    for src, page in scans.items():
        both = View(old, Page(src)), View(new, Page(src))
        calls = [call for call in page.calls if call.name not in LISTINGS]
        prints = [Prints(call, *(_print_of(view, call) for view in both)) for call in calls]
        dark = {call.place for call in calls if any(arg in unread for arg in call.args)}
        for call in calls:
            if call.place not in dark and (compared := _comparison(both, call)):
                comparisons.append(compared)
        sentences += _lines(src, texts[src], [each for each in prints if not each.block], moved, dark)
        for call, before, after in (each for each in prints if each.block):
            if call.place not in dark and words_of(before or "") != words_of(after or ""):
                named = _moved(f"{before}{after}", call, moved)
                tables.append(TableEffect(call.place, call.written, named))
    sentences += _texts(old, new, moved, places)
    return Effects(figures, tuple(_verdicts(old, new)), tuple(comparisons), tuple(sentences), tuple(tables))


# --- figures and verdicts -------------------------------------------------------------------------


def _figures(old: Book, new: Book) -> Iterator[FigureEffect]:
    before, after = (editions.facts_of(book.brief, book.quantities) for book in (old, new))
    changed, removed = editions.difference(before, after)
    for id_, facts in changed.items():
        if id_ not in before:
            yield FigureEffect(id_, Change.ADDED, "", _said(new, id_))
            continue
        same = facts.derived and facts.formula == before[id_].formula and facts.unit == before[id_].unit
        change = Change.FOLLOWS if same else Change.CHANGED
        yield FigureEffect(id_, change, _said(old, id_), _said(new, id_))
    for id_ in removed:
        yield FigureEffect(id_, Change.REMOVED, _said(old, id_), "")


def _said(book: Book, id_: str) -> str:
    """Return value, mark, period and origin of a figure in one line."""
    view, figure = View(book, Page("index.md")), book.brief.figures[id_]
    quantity = view.quantity(id_)
    parts = [view.labelled(quantity), view.period(figure)]
    parts.append(figure.formula or view.say(book.brief.sources[figure.source or ""].publisher))
    return ", ".join(spaced(part) for part in parts if part)


def _verdicts(old: Book, new: Book) -> Iterator[VerdictEffect]:
    say = View(new, Page("index.md")).say.verdicts
    for entry in new.entries:
        there = old.entry(entry.id)
        if there is None or not (new.brief.of_article(entry) and old.brief.of_article(there)):
            continue
        before, after = (summary(book.brief, entry.id).verdict for book in (old, new))
        if before is not after:
            yield VerdictEffect(entry.id, say[before], say[after])


# --- pages ----------------------------------------------------------------------------------------


def _print_of(view: View, call: Call) -> str | None:
    """Return what a call prints, or None where these data do not let it."""
    try:
        return str(words.call(view, call.name, call.args, call.kwargs))
    except WrongCall:
        return None


def _comparison(both: tuple[View, View], call: Call) -> ComparisonEffect | None:
    if call.name != "compare":
        return None
    reasons = []
    for view in both:
        try:
            words.call(view, call.name, call.args, call.kwargs)
            reasons.append("")
        except WrongCall as wrong:
            reasons.append(str(wrong))
    before, after = reasons
    if bool(before) == bool(after):
        return None
    said, *ids = map(str, call.args)
    return ComparisonEffect(call.place, said, tuple(ids), not after, spaced(after or before))


def _lines(
    src: str, text: str, prints: Iterable[Prints], moved: set[str], dark: set[Place]
) -> Iterator[SentenceEffect]:
    """Yield the lines of a page that differ; a call that runs over lines binds them together.

    A line with a call at a place in `dark` could not be printed before, which says nothing of readers.
    """
    lines = text.split("\n")
    groups: list[list[Prints]] = []
    last = 0
    for each in prints:
        if each.call.place.line > last:
            groups.append([])
        groups[-1].append(each)
        last = max(last, each.end)
    for group in groups:
        first = group[0].call.place
        source = "\n".join(lines[first.line - 1 : max(each.end for each in group)])
        before = line(source, [(each.call, each.before) for each in group])
        after = line(source, [(each.call, each.after) for each in group])
        if before != after and not any(each.call.place in dark for each in group):
            named = [id_ for each in group for id_ in _moved(f"{each.before}{each.after}", each.call, moved)]
            place = Place(f"{DOCS}/{src}", first.line, first.column)
            yield SentenceEffect(place, "", tuple(dict.fromkeys(named)), before, after)


# --- texts of the data ----------------------------------------------------------------------------


def _texts(old: Book, new: Book, moved: set[str], places: Mapping[Keys, Place]) -> Iterator[SentenceEffect]:
    """Yield the texts of entries in both data that are read otherwise."""
    both = View(old, Page("index.md")), View(new, Page("index.md"))
    for section in ("sources", "figures", "claims", "not_found"):
        before, after = getattr(old.brief, section), getattr(new.brief, section)
        for id_ in (id_ for id_ in after if id_ in before):
            fields = _fields(before[id_]), _fields(after[id_])
            for name in dict.fromkeys((*fields[0], *fields[1])):
                said = [
                    spaced(words_of(prose(view, written[name]))) if name in written else ""
                    for view, written in zip(both, fields, strict=True)
                ]
                if said[0] != said[1]:
                    used = "".join(view.say(text.get(name)) for view, text in zip(both, fields, strict=True))
                    ids = (found[1] for found in REFERENCE.finditer(used))
                    named = tuple(dict.fromkeys(id_ for id_ in ids if id_ in moved))
                    what = f"{section}.{id_}.{name}"
                    yield SentenceEffect(places[section, id_], what, named, said[0], said[1])


def _fields(entry: object) -> dict[str, Text]:
    """Return the texts of an entry that readers see, by field; reasons by what they speak to."""
    found = {name: text for name in PROSE if isinstance(text := getattr(entry, name, None), Text)}
    for item in getattr(entry, "evidence_for", ()):
        found[f"because ({item.target})"] = item.because
    for nth, erratum in enumerate(getattr(entry, "errata", ()), 1):
        found[f"errata ({nth})"] = erratum.note
    return found


# --- words ----------------------------------------------------------------------------------------


def _moved(html: str, call: Call | None, moved: set[str]) -> tuple[str, ...]:
    """Return the figures that changed among those that a call names and prints."""
    given = (*call.args, *call.kwargs.values()) if call else ()
    return tuple(id_ for id_ in dict.fromkeys((*map(str, given), *figures_in(html))) if id_ in moved)
