"""Finds details of figures, in the script that pages load for their panel, that are not those of the data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from macros.checks.output.origin import static_place
from macros.checks.output.output import Output
from macros.printing.view import View
from macros.problems import Fault, Place, Problem, unknown
from macros.project.project import Project
from macros.project.settings import Settings
from macros.publishing import panel
from macros.publishing.finish import LOADER
from macros.reading.pages.routes import Page

BUILD = "build the pages again"


def built_details(output: Output, project: Project, _settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each figure of which the panel says something else than the data, or nothing."""
    if not project.readable or LOADER not in output.files:  # without the script no details are shown
        return
    for language in project.book.brief.about.languages:
        name = panel.file(language)
        if name not in output.files:
            place = Place(f"{output.label}/{name}")
            yield Problem(place, "missing-asset", f"there is no file '{name}'", BUILD)
            continue
        text = (output.folder / name).read_text("utf-8", errors="replace")
        view = View(project.book, Page("index.md", not output.offline, language))
        for id_, fault in _wrong(view, _figures(text)):
            offset = max(text.find(f'"{id_}":'), 0)
            yield fault.at(static_place(output, project, name, text, offset))


def _figures(text: str) -> Mapping[str, object]:
    """Return the figures of the file; none if it is no longer the script that was written."""
    try:
        found = json.loads(text.removeprefix(panel.OPENING).removesuffix(panel.CLOSING))
    except ValueError:
        return {}
    figures = found.get("figures") if isinstance(found, dict) else None
    return figures if isinstance(figures, dict) else {}


def _wrong(view: View, given: Mapping[str, object]) -> Iterator[tuple[str, Fault]]:
    """Yield id and fault of each figure that is wrong, missing or unknown."""
    known = view.book.brief.figures
    for id_, figure in known.items():
        wanted, said = panel.details(view, figure), given.get(id_)
        if not isinstance(said, dict):
            yield id_, Fault("wrong-value", f"the details of '{id_}' are missing", BUILD)
        elif differ := sorted(name for name in {*wanted, *said} if wanted.get(name) != said.get(name)):
            name = differ[0]
            message = f"'{name}' of '{id_}' is '{said.get(name)}' here, but '{wanted.get(name)}' in the data"
            yield id_, Fault("wrong-value", message, BUILD)
    for id_ in given:
        if id_ not in known:
            yield id_, unknown("figure", id_, known)
