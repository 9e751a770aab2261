"""Every check, and the one way to run them: over the sources, and over what was built from them.

A check is a small module with one or more functions that take what is checked and yield problems. The
functions are named here, those of built outputs in `built`; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from macros.checks.authored import allowances, data, evidence, items, languages, links, navigation
from macros.problems import Problem
from macros.project.project import Project
from macros.project.settings import Settings

if TYPE_CHECKING:
    from macros.checks.output.output import Output

SourceCheck = Callable[[Project, Settings], Iterator[Problem]]

SOURCE_CHECKS: tuple[SourceCheck, ...] = (
    links.links,
    navigation.navigation,
    languages.unlike_editions,
    items.items,
    navigation.named_files,
    allowances.needless_allowance,
    allowances.typed_in_settings,
    data.markup,
    data.unused,
    data.series,
    data.review_due,
    evidence.origins,
    evidence.relations,
    evidence.covered,
    evidence.overdue,
    data.stale_schema,
    data.unrecorded,
)


def of_sources(project: Project, settings: Settings) -> list[Problem]:
    """Return everything wrong with data, pages and settings, sorted."""
    found = chain.from_iterable(check(project, settings) for check in SOURCE_CHECKS)
    return sorted({*project.problems, *settings.problems, *found})


def of_output(output: Output, project: Project, settings: Settings) -> list[Problem]:
    """Return everything wrong with one built output, sorted."""
    from macros.checks.built.every import OUTPUT_CHECKS  # an editor asks for the sources alone

    found = chain.from_iterable(check(output, project, settings) for check in OUTPUT_CHECKS)
    return sorted({*output.problems, *found})
