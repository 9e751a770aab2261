"""Finds what is wrong with the data beside their form: unused, overdue, unrecorded, or HTML smuggled in."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from typing import Any

from macros.figures import editions
from macros.figures import series as broken
from macros.figures.model import Brief
from macros.figures.periods import Period
from macros.languages.catalogue import tags
from macros.problems import Place, Problem, ProblemsFound
from macros.project.project import Project, catalogues_in
from macros.project.settings import Settings
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.data.history_file import HISTORY_FILE
from macros.reading.data.schema import SCHEMA_FILE, schema
from macros.tree import Keys, read_tree

TODAY = "FIGURES_TODAY"
"""Names the environment variable that stands in for the day of the check, as in 2026-11-23."""


ONE = {"series": "series"}
"""What an entry of a section is called, where that is not the name of the section without its last letter."""


def unused(project: Project, _settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each figure that no page prints, and each source, producer or unit of no entry."""
    if not project.readable:
        return
    brief = project.book.brief
    places = project.places
    entries = project.book.entries
    calls = [call for page in project.scans.values() for call in page.calls if call.name == "cite"]
    cited = {str(given) for call in calls for given in (*call.args, *call.kwargs.values())}
    past = {facts.unit for edition in project.book.history.editions for facts in edition.figures.values()}
    used: dict[str, set[str | None]] = {
        "figures": {*project.book.uses, *_inputs(project)},
        "sources": {brief.about.article, *(entry.source for entry in entries), *cited},
        "producers": {entry.producer for entry in entries},
        "series": {figure.series for figure in brief.figures.values()},
        "units": {*(figure.unit for figure in brief.figures.values()), *past},
    }
    by = {
        "figures": "page prints",
        "sources": "entry names",
        "producers": "entry names",
        "series": "figure names",
        "units": "figure has",
    }
    hints = {"figures": 'print it, such as with {{{{ fig("{}") }}}}, or remove it'}
    for section, known in used.items():
        one = ONE.get(section) or section.removesuffix("s")
        for id_ in getattr(brief, section):
            if id_ not in known:
                message = f"no {by[section]} the {one} '{id_}'"
                hint = hints.get(section, "name it in an entry, or remove it").format(id_)
                yield Problem(places[section, id_], f"unused-{one}", message, hint)


def _inputs(project: Project) -> Iterator[str]:
    """Yield the figures from which figures that are printed are computed."""
    for id_, quantity in project.book.quantities.items():
        if id_ in project.book.uses:
            yield from quantity.inputs


def series(project: Project, _settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each break of a series that the data deny, and each that is untold."""
    if not project.readable:
        return
    brief, places = project.book.brief, project.places
    for id_ in brief.series:
        for number, field, fault in broken.faults(brief, id_):
            keys: Keys = ("series", id_)
            if number is not None:
                keys = ("series", id_, "breaks", number, field)
            elif field:
                keys = ("figures", field)
            yield fault.at(places[keys])


def review_due(
    project: Project, _settings: Settings, today: datetime.date | None = None
) -> Iterator[Problem]:
    """Yield a problem for each figure that was to be looked up again by a day that has passed."""
    if not project.readable:
        return
    brief = project.book.brief
    day = today or day_of_check()
    places = project.places
    hint = "look it up again, then set review_by to a later day"
    for id_, figure in brief.figures.items():
        if figure.review_by and (late := _late(figure.review_by, day)):
            message = f"the figure '{id_}' was to be looked up again by {figure.review_by.text}, {late}"
            yield _due(places["figures", id_, "review_by"], message, hint)
    if brief.about.review_by and (late := _late(brief.about.review_by, day)):
        size = sum(not figure.review_by and not figure.derived for figure in brief.figures.values())
        by = brief.about.review_by.text
        who = "1 figure was" if size == 1 else f"{size} figures were"
        message = f"{who} to be looked up again by {by}, {late}{_age(brief, day)}"
        yield _due(places["about", "review_by"], message, hint.replace("it", "them", 1))


def stale_schema(project: Project, _settings: Settings) -> Iterator[Problem]:
    """Yield a problem if the JSON Schema beside the data is not that of the model."""
    files = project.files
    languages = tags(catalogues_in(files))
    wanted = project.memory.of("schema", "", (languages,), lambda: schema(languages))
    if not files.has(SCHEMA_FILE) or files.read(SCHEMA_FILE) != wanted.encode():
        message, hint = "the schema is not that of the model", "run: figures schema --write"
        yield Problem(Place(SCHEMA_FILE), "stale-schema", message, hint)


def day_of_check() -> datetime.date:
    """Return the day of the check, whatever day a build pretends to have. Raises ProblemsFound for no day."""
    given = os.environ.get(TODAY)
    try:
        return datetime.date.fromisoformat(given) if given else datetime.date.today()
    except ValueError:
        hint = "write for example 2026-11-23"
        problem = Problem(Place(TODAY), "impossible-date", f"'{given}' is no single date", hint)
        raise ProblemsFound([problem]) from None


def _due(place: Place, message: str, hint: str) -> Problem:
    return Problem(place, "review-due", message, hint)


def _late(by: Period, today: datetime.date) -> str:
    """Return how long ago that day was, or nothing if it is still to come."""
    last = by.span()[1]
    days = (today - last).days if last else 0
    return f"{days} day{'s' if days > 1 else ''} ago" if days > 0 else ""


def _age(brief: Brief, today: datetime.date) -> str:
    last = brief.about.updated.span()[1]
    return f"; the data are {(today - last).days} days old" if last else ""


MARKUP = re.compile(r"</?[a-zA-Z!][^\s<>]*>?")
PLAIN = "write plain words; pages give them their form"


def markup(project: Project, _settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each value that holds HTML; printing escapes it, but it was meant otherwise."""
    raw = project.files.read(DATA_FILE) if project.files.has(DATA_FILE) else b""
    if b"<" not in raw:
        return
    try:
        tree = read_tree(raw, DATA_FILE)
    except ProblemsFound:
        return  # told already, by the same reading
    for at, value in _scalars(tree.value, ()):
        if found := MARKUP.search(value):
            message = f"the data hold no HTML such as '{found[0]}'"
            yield Problem(tree.place(at), "markup", message, PLAIN)


def _scalars(value: Any, at: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _scalars(below, (*at, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _scalars(below, (*at, index))
    else:
        yield at, value


MOST_NAMED = 3
RECORD = 'run: figures record "why", with --correction if it mends an error'


def unrecorded(project: Project, _settings: Settings) -> Iterator[Problem]:
    """Yield a problem if figures differ from the last edition; a project without history keeps none."""
    if not project.readable or any(problem.place.path == HISTORY_FILE for problem in project.problems):
        return
    book = project.book
    if not book.history.editions:
        for page in project.scans.values():
            for call in page.calls:
                if call.name == "changes":
                    yield _problem(
                        call.place, "no edition of the data is recorded", 'run: figures record "why"'
                    )
        return
    facts = editions.facts_of(book.brief, book.quantities)
    changed, removed = editions.difference(editions.fold(book.history.editions), facts)
    if ids := (*changed, *removed):
        named = ", ".join(f"'{id_}'" for id_ in ids[:MOST_NAMED])
        more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
        what = "figure differs" if len(ids) == 1 else "figures differ"
        place = book.history.places[-1]
        if changed:
            place = project.places["figures", next(iter(changed))]
        yield _problem(place, f"{len(ids)} {what} from the last edition: {named}{more}", RECORD)


def _problem(place: Place, message: str, hint: str) -> Problem:
    return Problem(place, "history-unrecorded", message, hint)
