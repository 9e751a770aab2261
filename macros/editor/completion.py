"""What can be typed at a place: ids with their values, words of macros, figures for a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.editor.hints import printed
from macros.editor.index import Index
from macros.editor.mentions import ENTRY, NAMING, PARAMETERS, parameter
from macros.figures.kinds import Per, Qualifier, Relation, Scale, Status
from macros.figures.model import Figure
from macros.languages.numerals import numerals
from macros.printing import macros
from macros.printing.comparisons import KNOWN
from macros.printing.sentences import FORMS
from macros.printing.view import View
from macros.problems import Place
from macros.reading.pages.calls import Call

MOST = 200
"""Offers at one time; an editor asks again when more is typed."""
TRIGGERS = ('"', "'", "{", "(", *"0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")
CALL = re.compile(r"\{\{-?[ \t]*(?P<name>[a-z_]*)(?:\((?P<arguments>(?:(?!\}\}).)*))?\Z")
GIVEN = re.compile(r"(?:(\w+)[ \t]*=[ \t]*)?(?:\"[^\"]*\"|'[^']*')[ \t]*,?[ \t]*")
OPEN = re.compile(r"(?:(?P<name>\w+)[ \t]*=[ \t]*)?(?P<quote>[\"']?)(?P<typed>[^\"'=]*)\Z")
FIELD = re.compile(
    r"(?:^|[\s{,-])(?P<field>[a-z_]+):[ \t]+(?P<typed>[\"'\[]?(?:[^:#\"']*[ ,+*/(-])?)(?P<word>\w*)\Z"
)
BEGUN = re.compile(r"\{(?P<word>[a-z0-9_]*)\Z")
DIGITS = re.compile(r"\d[\d.,٫٬]*\Z")
ENDING = re.compile(r"(?P<quote>[\"']?)(?P<bracket>[ \t]*\))?(?P<braces>[ \t]*-?\}\})?")
ENUMS = {"relation": Relation, "status": Status, "qualifier": Qualifier, "scale": Scale, "per": Per}


@dataclass(frozen=True)
class Offer:
    """Something to type: what it replaces in the line, from `start` to `end`, counted from 0."""

    label: str
    text: str
    start: int
    end: int
    detail: str = ""
    documentation: str = ""
    typed: str = ""
    """What editors compare with what is typed there."""
    kind: str = "value"
    """value, macro or word."""


@dataclass(frozen=True)
class Offers:
    """The best offers, and whether there are more that may fit when more is typed."""

    items: tuple[Offer, ...] = ()
    more: bool = False


def on_page(index: Index, path: str, line: str, column: int) -> Offers:
    """Return what can be typed at that column of a line of a page."""
    before, after = line[:column], line[column:]
    if call := CALL.search(before):
        if call["arguments"] is None:
            start = call.end("name") - len(call["name"])
            return _macros(call["name"], start, column, after)
        return _argument(index, path, call, column, after)
    if digits := DIGITS.search(before):
        return _lookup(index, path, before, digits)
    return Offers()


def in_data(index: Index, line: str, column: int) -> Offers:
    """Return what can be typed at that column of a line of the data file."""
    before = line[:column]
    if found := BEGUN.search(before):
        end = column + (line[column : column + 1] == "}")
        return _entries(index, "data", found["word"], found.start("word"), end, "{}}}", only=Figure)
    found = FIELD.search(before)
    if not found:
        return Offers()
    field, word, start = found["field"], found["word"], found.start("word")
    if field in ("figure", "claim", "about") or field in ("formula", "follows_from"):
        only = Figure if field in ("figure", "formula", "follows_from") else None
        return _entries(index, "data", word, start, column, "{}", only=only)
    if field == "article" or field in NAMING:
        return _section(index, NAMING.get(field, "sources"), word, start, column, "{}")
    if field in ENUMS:
        return _words([str(one.value) for one in ENUMS[field]], word, start, column, "{}")
    return Offers()


def _argument(index: Index, path: str, call: re.Match[str], column: int, after: str) -> Offers:
    """Return what can stand as the argument in which the cursor is."""
    arguments = call["arguments"]
    done, count = 0, 0
    while given := GIVEN.match(arguments, done):
        done, count = given.end(), count + (not given[1])
    found = OPEN.match(arguments, done)
    if found is None:
        return Offers()
    name = found["name"] or parameter(call["name"], count)
    quote, typed = found["quote"], found["typed"]
    if not quote and typed.strip():
        start = call.start("arguments") + found.start("typed")
    else:
        start = column - len(typed)
    listed = name in ("context", "without")
    if listed and " " in typed:
        typed = typed.rpartition(" ")[2]
        start = column - len(typed)
    ending = ENDING.match(after)
    assert ending  # noqa: S101  (every part of it may be empty)
    mark = quote or '"'
    closed = "" if ending["quote"] else mark
    if not ending["bracket"] and not after.lstrip().startswith(","):
        closed += ")" if name not in ("ids", "names", "words", "title") else ""
        closed += "" if ending["braces"] or not closed.endswith(")") else " }}"
    form = f"{'' if quote else mark}{{}}{closed.replace('{', '{{').replace('}', '}}')}"
    match name:
        case "theme":
            return _section(index, "themes", typed, start, column, form)
        case "form":
            return _words(FORMS, typed, start, column, form)
        case "what" if call["name"] == "howmany":
            return _words(index.book.counts(), typed, start, column, form)
        case "what":
            return _words(index.view(path).say.legends, typed, start, column, form)
        case "words":
            return _words(KNOWN, typed, start, column, form)
        case _ if PARAMETERS.get(name) == ENTRY:
            offers = _entries(index, path, typed, start, column, form)
            if call["name"] != "cite":
                return offers
            sources = _section(index, "sources", typed, start, column, form)
            return Offers((*sources.items, *offers.items)[:MOST], offers.more or sources.more)
    return Offers()


def _macros(typed: str, start: int, end: int, after: str) -> Offers:
    found = []
    for name in macros.MACROS:
        if name.startswith(typed):
            needed = not macros.usage(name).endswith("() }}")
            text = name if after.lstrip().startswith("(") else f"{name}({'' if needed else ')'}"
            if not after.strip() and not needed:
                text += " }}"
            detail, about = macros.usage(name), (macros.MACROS[name].__doc__ or "").strip().splitlines()[0]
            found.append(Offer(name, text, start, end, detail, about, name, "macro"))
    return Offers(tuple(found))


def _entries(
    index: Index,
    path: str,
    typed: str,
    start: int,
    end: int,
    form: str,
    only: type[Figure] | None = None,
) -> Offers:
    """Return the figures and claims that fit: by id, by a part of it, then by the words of the label."""
    view = index.view(path)
    wanted = typed.strip().casefold()
    looked = wanted.split()
    ranked: list[tuple[int, int, str, str]] = []
    for place, (id_, label, folded) in enumerate(index.rows):
        if only and id_ not in view.book.brief.figures:
            continue
        rank = _rank(id_, folded, wanted, looked)
        if rank is not None:
            ranked.append((rank, place, id_, label))
    ranked.sort()
    offers = []
    for _, _, id_, label in ranked[:MOST]:
        entry = view.book.entry(id_)
        detail = value(view, id_) if isinstance(entry, Figure) else view.say["claim"]
        offers.append(Offer(id_, form.format(id_), start, end, detail, label, typed or id_))
    return Offers(tuple(offers), len(ranked) > MOST)


def _rank(id_: str, label: str, wanted: str, looked: list[str]) -> int | None:
    if not wanted or id_.startswith(wanted):
        return 0
    if wanted in id_:
        return 1 if f"_{wanted}" in id_ else 2
    if all(word in label or word in id_ for word in looked):
        return 3
    return None


def value(view: View, id_: str) -> str:
    """Return the value of a figure with its mark, as readers see it, and its period."""
    period = view.period(view.book.brief.figures[id_], alone=True)
    return ", ".join(filter(None, (view.labelled(view.quantity(id_)), period)))


def _section(index: Index, section: str, typed: str, start: int, end: int, form: str) -> Offers:
    brief, found = index.book.brief, []
    wanted = typed.strip().casefold()
    for id_, entry in getattr(brief, section).items():
        name = ""
        for field in ("publisher", "title", "name"):
            text = getattr(entry, field, None)
            name = name or (text["en"] if text and not isinstance(text, str) else "")
        if wanted in id_ or wanted in name.casefold():
            found.append(Offer(id_, form.format(id_), start, end, name, typed=typed or id_))
    found.sort(key=lambda offer: not offer.label.startswith(wanted))
    return Offers(tuple(found[:MOST]), len(found) > MOST)


def _words(known: Iterable[str], typed: str, start: int, end: int, form: str) -> Offers:
    fitting = [word for word in known if word.startswith(typed)]
    return Offers(tuple(Offer(word, form.format(word), start, end, kind="word") for word in fitting))


def _lookup(index: Index, path: str, before: str, digits: re.Match[str]) -> Offers:
    """Return the figures that a number looks like, so that the macro can be typed in its place."""
    end = len(before)
    offers = []
    for numeral in numerals(before):
        if numeral.start <= digits.start() < numeral.end == end or numeral.end == digits.end():
            for call in calls_for(path, index.lookalikes.looks_like(numeral, path.partition("/")[2])):
                shown = printed(index.book, index.view(path).page, call) or ""
                label = index.book.entry(call.args[0])
                detail = "" if label is None else index.view(path).name(label)
                offers.append(
                    Offer(f"{call.args[0]}", call.written, numeral.start, end, shown, detail, numeral.text)
                )
    return Offers(tuple(offers[:MOST]), more=True)


def calls_for(path: str, found: tuple[str, Iterable[str]]) -> Iterator[Call]:
    """Yield the macro calls that print what a number looks like: its macro, and the ids that fit."""
    macro, ids = found
    for id_ in ids:
        written = f'{{{{ {macro}("{id_}") }}}}'
        yield Call(Place(path), macro, (id_,), {}, None, written)
