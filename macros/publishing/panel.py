"""Says in short what is behind each figure, for the panel that scripts show beside it.

All figures stand in one script file, which pages load when a reader first turns to a figure: so a page
weighs no more for it, and a folder without server holds it as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.figures.ages import DayBasis, as_of, dated
from macros.figures.evidence.distances import compare_one, spread
from macros.figures.evidence.verdicts import Verdict, counted, summary
from macros.figures.kinds import Relation, Status
from macros.figures.model import Evidence, Figure
from macros.languages.catalogue import by_place, forms_by_place
from macros.printing import elements
from macros.printing.dates import day_said, full_day, own_review
from macros.printing.elements import sign
from macros.printing.evidence import errata
from macros.printing.evidence.distances import briefly, of_one
from macros.printing.markup import for_script
from macros.printing.view import View
from macros.reading.pages.routes import ENGLISH

FOLDER = "assets/brief/"
FILES = (f"{FOLDER}figures.js", f"{FOLDER}figures.*.js")
"""The files of all languages, as patterns."""
OPENING, CLOSING = "window.briefFigures=", ";\n"
ROWS = ("period", "source", "status", "erratum", "verdict", "evidence_for")
"""What the panel says of a figure, in this order, by the name of its heading among the words."""
CONTESTED = frozenset({Verdict.CONTESTED, Verdict.CONTRADICTED})
SPOKEN = (
    *("all_about", "close", "date_age", "inspect_all", "inspect_bar", "inspect_contested", "inspect_copy"),
    *("inspect_copy_off", "inspect_copy_on", "inspect_mark", "inspect_next", "inspect_place"),
    *("inspect_previous", "inspect_show", "inspect_unmeasured", "aged", "source_of_page"),
)
FILLED = {
    "aged": ("date", "age"),
    "inspect_place": ("nth", "count", "figure"),
    "source_of_page": ("page",),
}
"""Blanks of the texts that scripts fill, in the order in which they do."""


def file(language: str) -> str:
    """Return the path of the file in that language, under the output's root."""
    return f"{FOLDER}figures.js" if language == ENGLISH else f"{FOLDER}figures.{language}.js"


def script(view: View) -> str:
    """Return the file: a script that holds the words of the panel and the details of every figure."""
    book = view.book
    data = {
        "words": _words(view),
        "figures": {figure.id: details(view, figure) for figure in book.brief.figures.values()},
    }
    return f"{OPENING}{for_script(data)}{CLOSING}"


def details(view: View, figure: Figure) -> dict[str, str | list[str] | bool]:
    """Return what the panel says of a figure, without what it would leave empty.

    `day` and `review` are ISO days; `from` says what the day is known from, unless that is the period;
    `kind` is the status unless it is simply reported.
    """
    quantity = view.quantity(figure.id)
    found = dated(view.book, figure)
    own_period = found.figure is figure and found.basis is DayBasis.PERIOD
    said: dict[str, str | list[str] | bool] = {
        "label": view.say(figure.label),
        "value": view.labelled(quantity),
        "period": view.period(figure),
        "source": source(view, figure),
        "erratum": errata.plainly(view, figure),
        "status": view.status(quantity),
        "verdict": _stands(view, figure),
        "evidence_for": [line for item in figure.evidence_for for line in _speaks(view, figure, item)],
        "from": "" if own_period else day_said(view, figure),
        "day": found.day.isoformat() if found.day else "",
        "review": own_review(view, figure),
        "kind": "" if quantity.status is Status.REPORTED else quantity.status.value,
        "contested": _contested(view, figure),
    }
    return {name: value for name, value in said.items() if value}


def source(view: View, figure: Figure) -> str:
    """Return publisher and date of the source; of a derived figure those behind its formula."""
    sources = view.book.brief.sources
    if figure.source:
        found = sources[figure.source]
        dated = elements.publication_date(found, view.say)
        return view.say["parted"].join((view.publisher(found), dated))
    names = dict.fromkeys(view.publisher(sources[id_]) for id_ in view.quantity(figure.id).sources)
    return f"{view.say['arithmetic']}: {view.say['separated'].join(names)}"


def _stands(view: View, figure: Figure) -> str:
    if not view.book.brief.of_article(figure):
        return ""
    verdict = view.say.verdicts[summary(view.book.brief, figure.id).verdict]
    away = briefly(view, figure, spread(view.book, figure))
    return f"{verdict}{view.say['separated']}{away}" if away else verdict


def _speaks(view: View, figure: Figure, item: Evidence) -> Iterator[str]:
    """Yield to what the figure speaks, how and why, and then how far it lies from it."""
    target = view.entry(item.target)
    words = f"{sign(view, item.relation)} {view.say.relations[item.relation]}"
    yield f"{view.name(target)}: {words}. {view.text(item.because)}"
    if not counted(view.book.brief, figure):
        yield view.say["not_counted"]
    elif isinstance(target, Figure) and item.relation is not Relation.CONTEXT:
        away = of_one(view, target, compare_one(view.book, target, figure, item))
        yield from [away] if away else []


def _contested(view: View, figure: Figure) -> bool:
    if view.book.brief.of_article(figure):
        return summary(view.book.brief, figure.id).verdict in CONTESTED
    conflicts = any(item.relation is Relation.CONFLICTS for item in figure.evidence_for)
    return conflicts and counted(view.book.brief, figure)


def _words(view: View) -> dict[str, object]:
    say, about = view.say, view.book.brief.about
    updated = full_day(view, as_of(view.book.brief))
    version = say["version"].format(version=about.version)
    return {
        **{name: by_place(say[name], *FILLED.get(name, ())) for name in SPOKEN},
        "rows": {name: say[name] for name in ROWS},
        "statuses": {
            status.value: say.statuses[status] for status in Status if status is not Status.REPORTED
        },
        "on": say["age_on"].format(age="{}", day=updated),
        "found": forms_by_place(say.plurals["found"]),
        "copied": forms_by_place(say.plurals["copied"]),
        "version": f"{say['data_of'].format(day=updated)} ({version})",
    }
