"""Tells when the data differ from the last recorded edition."""

from __future__ import annotations

from collections.abc import Iterator

from macros.figures import editions
from macros.problems import Place, Problem
from macros.project.project import Project
from macros.project.settings import Settings
from macros.reading.data.history_file import HISTORY_FILE

MOST_NAMED = 3
HINT = 'run: figures record "why", with --correction if it mends an error'


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
        yield _problem(place, f"{len(ids)} {what} from the last edition: {named}{more}", HINT)


def _problem(place: Place, message: str, hint: str) -> Problem:
    return Problem(place, "history-unrecorded", message, hint)
