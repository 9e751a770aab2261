"""The macro that sets other sources beside a figure or claim of the article."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from macros.figures.distances import compare_one
from macros.figures.kinds import Relation
from macros.figures.model import Claim, Evidence, Figure
from macros.figures.verdicts import counted
from macros.figures.verdicts import evidence as evidence_for
from macros.printing.distances import of_one
from macros.printing.elements import (
    block,
    figure_data,
    formula,
    minor,
    prose,
    publisher,
    relation,
    source_line,
    verdict,
)
from macros.printing.markup import UNSEARCHED, join, table, tag, text
from macros.printing.view import View
from macros.reading.pages.routes import METHOD

Pair = tuple[Figure | Claim, Evidence]


def evidence(view: View, id: str) -> Markup:
    """Print what other sources say beside an item of the article: who, what, when, how it stands.

    What speaks for or against comes first; context is behind a disclosure.
    """
    entry = view.entry(id)
    name = view.name(entry)
    pairs = list(evidence_for(view.book.brief, id))
    order = list(Relation)
    speaking = [pair for pair in pairs if pair[1].relation is not Relation.CONTEXT]
    speaking.sort(key=lambda pair: order.index(pair[1].relation))
    context = [pair for pair in pairs if pair[1].relation is Relation.CONTEXT]
    parts = [_summary(view, entry)]
    if speaking:
        parts.append(_rows(view, f"{view.words['evidence']}: {name}", entry, speaking))
    if context:
        caption = f"{view.words['context']}: {name}"
        opener = tag("summary", f"{caption} ({view.count(len(context))})")
        parts.append(tag("details", opener + _rows(view, caption, entry, context), class_="brief-context"))
    return block(join(parts, "\n"))


def _summary(view: View, entry: Figure | Claim) -> Markup:
    chip = verdict(view, entry, view.page.href(METHOD, "verdicts"))
    if isinstance(entry, Claim):
        return tag("p", chip, class_="brief-summary")
    said = text(view.words["article_value"] + ": ") + figure_data(view, entry)
    return tag("p", join((said, chip), " "), class_="brief-summary")


def _rows(view: View, caption: str, target: Figure | Claim, pairs: Sequence[Pair]) -> Markup:
    columns = [view.words[name] for name in ("who", "definition", "period", "value", "relation")]
    rows = (
        (
            {"data_figure": entry.id, **(UNSEARCHED if isinstance(entry, Figure) else {})},
            (
                _who(view, entry),
                _what(view, entry),
                view.period(entry) or "–",
                prose(view, entry.text) if isinstance(entry, Claim) else figure_data(view, entry),
                _relation(view, target, entry, item),
            ),
        )
        for entry, item in pairs
    )
    said = tag("span", view.words["source_rows"])
    return table(caption, columns, rows, kind="evidence") + source_line(view, said, target.theme)


def _relation(view: View, target: Figure | Claim, entry: Figure | Claim, item: Evidence) -> Markup:
    away = ""
    if not counted(view.book.brief, entry):
        away = view.words["not_counted"]
    elif isinstance(target, Figure) and item.relation is not Relation.CONTEXT:
        away = of_one(view, target, compare_one(view.book, target, entry, item))
    parts = (relation(view, item), minor(prose(view, item.because)), minor(away))
    return join((part for part in parts if part), " ")


def _who(view: View, entry: Figure | Claim) -> Markup:
    if entry.source is None:
        return text(view.words["arithmetic"])
    source = view.book.brief.sources[entry.source]
    quoted, producer = view.say(entry.attributed_to), view.producer(entry)
    carried = view.say(source.carries)
    parts = [
        publisher(view, source),
        minor(view.words["carries"].format(origin=carried) if carried else ""),
        minor(f"{view.words['attributed']}: {quoted}" if quoted else ""),
        minor(f"{view.words['producer']}: {producer}" if producer not in quoted else ""),
    ]
    return join((part for part in parts if part), " ")


def _what(view: View, entry: Figure | Claim) -> Markup:
    if isinstance(entry, Claim):
        return text(view.words["statement"])
    parts = [
        text(view.say(entry.label)),
        minor(prose(view, entry.measures)),
        minor(formula(view, entry, labels=False)),
        minor(prose(view, entry.period_note)),
        minor(prose(view, entry.note)),
        minor(prose(view, entry.mismatch)),
    ]
    return join((part for part in parts if part), " ")
