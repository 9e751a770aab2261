"""Finds evidence that is counted though nobody is named behind it, or that is called what it cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from macros.figures.evidence.comparing import refused
from macros.figures.evidence.verdicts import counted
from macros.figures.kinds import Relation
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
