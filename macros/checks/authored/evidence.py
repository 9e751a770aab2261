"""Finds evidence that cannot be counted as it is, items nobody looked for, and plans whose day passed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from macros.checks.authored.data import day_of_check
from macros.figures.evidence.comparing import refused
from macros.figures.evidence.coverage import Coverage, ledger
from macros.figures.evidence.outcomes import comparable, outcomes
from macros.figures.evidence.verdicts import counted
from macros.figures.kinds import Relation
from macros.figures.model import Figure
from macros.problems import Problem
from macros.project.project import Project
from macros.project.settings import Settings


def origins(project: Project, _settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each entry that is counted and names no producer: votes are those of producers."""
    if not project.readable:
        return
    brief = project.book.brief
    for section in ("figures", "claims"):
        for id_, entry in getattr(brief, section).items():
            speaks = any(item.relation is not Relation.CONTEXT for item in entry.evidence_for)
            if speaks and entry.producer is None and counted(brief, entry):
                hint = "write producer: with who stated it first, or relation: context"
                message = f"'{id_}' is counted, and nothing says who stated it first"
                yield Problem(project.places[section, id_], "missing-origin", message, hint)


def relations(project: Project, _settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each relation that the values, periods and definitions do not bear out."""
    if not project.readable:
        return
    book = project.book
    for section in ("figures", "claims"):
        for id_, entry in getattr(book.brief, section).items():
            for index, item in enumerate(entry.evidence_for):
                target = book.entry(item.target)
                if target is None or not (why := refused(book, target, entry, item)):
                    continue
                message = f"'{id_}' is called '{item.relation}' beside '{item.target}', but {why}"
                context = item.relation is Relation.CONTEXT
                hint = "write how it stands, or differs:" if context else "write relation: context"
                place = project.places[section, id_, "evidence_for", index, "relation"]
                yield Problem(place, "denied-relation", message, hint)


def covered(project: Project, _settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each item of the article for which nothing was looked for, and nobody says why."""
    if not project.readable:
        return
    for line in ledger(project.book.brief):
        section = "figures" if isinstance(line.entry, Figure) else "claims"
        id_, gap = line.entry.id, line.coverage is Coverage.UNCHECKED
        if gap and line.reason is None:
            hint = "write unchecked: with the reason, or evidence, or an entry of not_found"
            message = f"nothing says whether other sources were looked for beside '{id_}'"
            yield Problem(project.places[section, id_], "not-covered", message, hint)
        elif line.reason is not None and not gap:
            message = f"'{id_}' is said to be unchecked, and is not"
            yield Problem(project.places[section, id_, "unchecked"], "not-covered", message, "remove it")


def overdue(project: Project, _settings: Settings, today: datetime.date | None = None) -> Iterator[Problem]:
    """Yield a problem for each plan whose day has passed without a word of what became of it."""
    if not project.readable:
        return
    for found in outcomes(project.book, today or day_of_check()):
        id_ = found.figure.id
        if found.late:
            message = f"the day of '{id_}' has passed, and nothing says what became of it"
            hint = "write outcome:, with by: or with state: and because:"
            yield Problem(project.places["figures", id_, "due"], "due-without-outcome", message, hint)
        said = found.figure.outcome
        by = found.by if said and said.state is None else None
        if isinstance(by, Figure) and not comparable(project.book, found.figure, by):
            message = f"'{by.id}' cannot tell what became of '{id_}'"
            hint = "name a figure of the same unit, or write state: and because:"
            yield Problem(project.places["figures", id_, "outcome", "by"], "unlike-units", message, hint)
