"""Finds what one edition has and another lacks: pages, sections, figures, claims and links."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from macros.checks.schemes import scheme
from macros.problems import Place, Problem
from macros.project.project import DOCS, Project
from macros.project.settings import Settings, settings_of
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.pages.calls import Call
from macros.reading.pages.page import PageText
from macros.reading.pages.routes import ENGLISH, GUIDE, language_of, translated, untranslated

Parts = dict[str, Counter[str]]
"""By section what it prints and where it leads, with how often."""

TITLED = frozenset({"compare", "allow", "versus", "series", "timeline"})
"""Macros whose first argument is a text of the page's language."""
ID = re.compile(r"[a-z][a-z0-9_]*")
NO_SECTION = ""


def unlike_editions(project: Project, settings: Settings) -> Iterator[Problem]:
    """Find pages of other languages that are not built like the English ones, and those that are missing."""
    if not project.readable:
        return
    languages: tuple[str, ...] = project.book.brief.about.languages
    known = {ENGLISH, *(edition.language for edition in settings.editions)}
    for language in languages:
        if language not in known:
            place = project.places.get(("about", "languages"), Place(DATA_FILE))
            message = f"there are no settings for the edition in '{language}'"
            yield _problem(place, message, f"write {settings_of(language)}, such as one of the others")
    for src, page in project.scans.items():
        language = language_of(src)
        if language == ENGLISH:
            for other in languages[1:] if not src.startswith(GUIDE) else ():
                if translated(src, other) not in project.scans:
                    message = f"this page has no translation into '{other}'"
                    yield _problem(Place(page.path), message, f"write {DOCS}/{translated(src, other)}")
        elif language not in languages:
            message = f"the brief has no edition in '{language}'"
            yield _problem(Place(page.path), message, f"name it under languages: in {DATA_FILE}")
        elif untranslated(src) not in project.scans:
            message = f"there is no English page '{untranslated(src)}'"
            yield _problem(Place(page.path), message, f"write {DOCS}/{untranslated(src)}, or remove this one")
        else:
            yield from _unlike(project, src)


def _unlike(project: Project, src: str) -> Iterator[Problem]:
    """Compare a page with the English one: first its headings, then what stands in each section."""
    page, english = project.scans[src], project.scans[untranslated(src)]
    for ours, theirs in zip_longest(page.headings, english.headings):
        if ours is None or theirs is None or (ours.level, ours.id) != (theirs.level, theirs.id):
            named = f" {{ #{theirs.id} }}" if theirs and theirs.id else ""
            wanted = f"{'#' * theirs.level} …{named}" if theirs else "nothing more"
            line = page.place(ours.start).line if ours else len(project.texts[src].splitlines())
            message = "the headings are not those of the English page"
            yield _problem(Place(page.path, line), message, f"there stands here: {wanted}")
            return
    there, here = _parts(english, untranslated(src)), _parts(page, src)
    lines = {one.id or NO_SECTION: page.place(one.start).line for one in reversed(page.headings)}
    for section, wanted_parts in there.items():
        place = Place(page.path, lines.get(section, 1))
        where = f"the section '#{section}'" if section else "the beginning of the page"
        for part in sorted((wanted_parts - here[section]).keys()):
            yield _problem(place, f"{where} lacks {part}, which the English page has", "write it here too")
        for part in sorted((here[section] - wanted_parts).keys()):
            yield _problem(place, f"{where} has {part}, which the English page has not", "leave it out")


def _parts(page: PageText, src: str) -> Parts:
    """Return what the sections of a page hold, apart from its words."""
    found: Parts = {NO_SECTION: Counter()}
    found |= {heading.id or NO_SECTION: Counter() for heading in page.headings}
    for call in page.calls:
        name = (call.section.id or NO_SECTION) if call.section else NO_SECTION
        found[name][_call(call)] += 1
    starts = [heading.start for heading in page.headings]
    for link in page.links:
        nth = bisect_right(starts, link.start) - 1
        name = (page.headings[nth].id or NO_SECTION) if nth >= 0 else NO_SECTION
        found[name][f"a link to '{_target(link.target, src)}'"] += 1
    return found


def _call(call: Call) -> str:
    """Return a macro call without the texts in it, which differ between languages."""
    given = call.args[1:] if call.name in TITLED else call.args
    named = [str(arg) for arg in given if ID.fullmatch(str(arg))]
    more = [word for name in ("context", "without") for word in str(call.kwargs.get(name, "")).split()]
    return f"{call.name}({', '.join((*named, *more))})"


def _target(target: str, src: str) -> str:
    """Return where a link leads, by the names of the English pages."""
    if scheme(target) or target.startswith("#"):
        return target
    path, sharp, fragment = target.partition("#")
    aimed = posixpath.normpath(posixpath.join(posixpath.dirname(src), path))
    return f"{untranslated(aimed)}{sharp}{fragment}"


def _problem(place: Place, message: str, hint: str) -> Problem:
    return Problem(place, "unlike-edition", message, hint)
