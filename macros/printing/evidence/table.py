"""The macro that sets other sources beside a figure or claim of the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from macros.figures.evidence.distances import compare_one
from macros.figures.evidence.verdicts import Origin, counted, summary
from macros.figures.evidence.verdicts import evidence as evidence_for
from macros.figures.kinds import Relation
from macros.figures.model import Claim, Evidence, Figure
from macros.printing.elements import (
    block,
    carrying,
    figure_data,
    formula,
    minor,
    prose,
    publisher,
    relation,
    source_line,
    verdict,
    vote,
)
from macros.printing.evidence.distances import of_one
from macros.printing.evidence.errata import in_cell, in_short
from macros.printing.evidence.sureness import by_nearness, values_of, why
from macros.printing.markup import UNSEARCHED, join, table, tag, text
from macros.printing.view import View
from macros.reading.pages.routes import METHOD

Pair = tuple[Figure | Claim, Evidence]
IN_SIGHT = 3
"""How many origins are not behind a disclosure."""


def evidence(view: View, id: str) -> Markup:
    """Print what other sources say beside an item of the article: who, what, when, how it stands.

    Where the item has a page of its own, all of that stands there, and here what follows from it.
    """
    entry = view.entry(id)
    there = view.item_page(entry)
    if there and there != view.page.src:
        size = len(evidence_for(view.book.brief, id))
        link = tag("a", view.plural("all_evidence", size), href=view.evidence_href(entry))
        said = why(view, entry) if isinstance(entry, Figure) else ""
        parts = [tag("p", said, class_="brief-why") if said else "", tag("p", link, class_="brief-all")]
    else:
        parts = [_summary(view, entry), *beside(view, entry)]
    return block(join((part for part in parts if part), "\n"))


def beside(view: View, entry: Figure | Claim) -> Iterator[Markup]:
    """Yield the origins of what was found beside an item, nearest first, and all its pieces as tables.

    Three origins are in sight; all else is behind disclosures, each with its count.
    """
    name, brief = view.name(entry), view.book.brief
    pairs = list(evidence_for(brief, entry.id))
    found = summary(brief, entry.id).origins
    if isinstance(entry, Figure):
        found = tuple(by_nearness(view, entry, found))
    counts = [piece for origin in found for piece in origin.pieces]
    speaking = [*counts, *(pair for pair in pairs if _uncounted(view, pair))]
    context = [pair for pair in pairs if pair[1].relation is Relation.CONTEXT]
    if found:
        yield _votes(view, found[:IN_SIGHT])
    if found[IN_SIGHT:]:
        opener = view.plural("more_origins", len(found) - IN_SIGHT)
        yield _folded(opener, _votes(view, found[IN_SIGHT:]))
    if speaking:
        caption = f"{view.say['evidence']}: {name}"
        opener = view.plural("as_a_table", len(speaking))
        yield _folded(opener, _rows(view, caption, entry, speaking))
    if context:
        caption = f"{view.say['context']}: {name}"
        yield _folded(view.plural("in_context", len(context)), _rows(view, caption, entry, context))


def _folded(opener: str, content: Markup) -> Markup:
    return tag("details", tag("summary", opener) + content, class_="brief-context")


def _uncounted(view: View, pair: Pair) -> bool:
    return pair[1].relation is not Relation.CONTEXT and not counted(view.book.brief, pair[0])


def _votes(view: View, found: Sequence[Origin]) -> Markup:
    """Return each origin with its one vote, and beneath it its values and who published them."""
    items = []
    for origin in found:
        values = values_of(view, origin)
        found_in = (view.book.brief.sources[id_] for id_ in origin.sources)
        sources = [publisher(view, source) + carrying(view, source) for source in found_in]
        name = tag("span", view.origin(origin.id), class_="brief-origin")
        said = join(values, view.say["separated"]) if values else text(view.say["in_words"])
        by = minor(join(sources, view.say["separated"]))
        flags = dict.fromkeys(in_short(view, entry) for entry, _ in origin.pieces)
        wrong = minor(join(filter(None, flags), view.say["separated"]))
        parts = (vote(view, origin.vote), name, said, by, wrong)
        items.append(tag("li", join((part for part in parts if part), " ")))
    return tag("ul", join(items, "\n"), class_="brief-origins") if items else Markup("")


def _summary(view: View, entry: Figure | Claim) -> Markup:
    chip = verdict(view, entry, view.page.href(METHOD, "verdicts"))
    if isinstance(entry, Claim):
        return tag("p", chip, class_="brief-summary")
    said = text(view.say["article_value"] + ": ") + figure_data(view, entry)
    written = tag("p", join((said, chip), " "), class_="brief-summary")
    sentence = why(view, entry)
    return tag("p", sentence, class_="brief-why") + written if sentence else written


def _rows(view: View, caption: str, target: Figure | Claim, pairs: Sequence[Pair]) -> Markup:
    columns = [view.say[name] for name in ("who", "measures", "period", "value", "relation")]
    rows = (
        (
            {
                "id": _address(target, entry, item),
                "data_figure": entry.id,
                **(UNSEARCHED if isinstance(entry, Figure) else {}),
            },
            (
                _who(view, entry),
                _what(view, entry),
                view.known_time(entry) or "–",
                prose(view, entry.text) if isinstance(entry, Claim) else figure_data(view, entry),
                _relation(view, target, entry, item),
            ),
        )
        for entry, item in pairs
    )
    said = tag("span", view.say["source_rows"])
    return table(caption, columns, rows, kind="evidence") + source_line(view, said, target.theme)


def _address(target: Figure | Claim, entry: Figure | Claim, item: Evidence) -> str:
    """Return the id of a row, by which it can be linked; an entry may speak and give background as well."""
    name = f"{target.id}--{entry.id}"
    return f"{name}--context" if item.relation is Relation.CONTEXT else name


def _relation(view: View, target: Figure | Claim, entry: Figure | Claim, item: Evidence) -> Markup:
    away = ""
    if not counted(view.book.brief, entry):
        away = view.say["not_counted"]
    elif isinstance(target, Figure) and item.relation is not Relation.CONTEXT:
        away = of_one(view, target, compare_one(view.book, target, entry, item))
    parts = (relation(view, item), minor(prose(view, item.because)), minor(away))
    return join((part for part in parts if part), " ")


def _who(view: View, entry: Figure | Claim) -> Markup:
    if entry.source is None:
        return text(view.say["arithmetic"])
    source = view.book.brief.sources[entry.source]
    quoted, producer = view.say(entry.attributed_to), view.producer(entry)
    carried = view.say(source.carries)
    parts = [
        publisher(view, source),
        minor(view.say["carries"].format(origin=carried) if carried else ""),
        minor(f"{view.say['attributed']}: {quoted}" if quoted else ""),
        minor(f"{view.say['producer']}: {producer}" if producer not in quoted else ""),
    ]
    return join((part for part in parts if part), " ")


def _what(view: View, entry: Figure | Claim) -> Markup:
    if isinstance(entry, Claim):
        said = (text(view.say["in_words"]), in_cell(view, entry))
        return join((part for part in said if part), " ")
    parts = [
        text(view.say(entry.label)),
        minor(prose(view, entry.measures)),
        minor(formula(view, entry, labels=False)),
        minor(prose(view, entry.period_note)),
        minor(prose(view, entry.note)),
        minor(prose(view, entry.mismatch)),
        in_cell(view, entry),
    ]
    return join((part for part in parts if part), " ")
