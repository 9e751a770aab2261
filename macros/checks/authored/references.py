"""Finds references and footnotes that are used without a definition, or defined without a use."""

from __future__ import annotations

from collections.abc import Iterator

from macros.checks.authored.targets import Targets
from macros.problems import Problem, did_you_mean
from macros.reading.pages.page import PageText


def references(site: Targets, page: PageText) -> Iterator[Problem]:
    """Find what is wrong with the references and footnotes of a page."""
    yield from _links(page)
    yield from _footnotes(site, page)


def _links(page: PageText) -> Iterator[Problem]:
    defined: dict[str, int] = {}
    for link in page.links:
        if link.kind != "definition":
            continue
        if link.label in defined:
            first = page.place(defined[link.label]).line
            message = f"the reference '{link.text}' is defined twice, first in line {first}"
            yield Problem(
                page.place(link.start), "repeated-definition", message, "give one of them another name"
            )
        else:
            defined[link.label] = link.start
    used = set()
    for reference in page.references:
        label = " ".join(reference.label.split())
        if reference.found is not None:
            used.add(reference.found)
        elif not reference.bare and not label.startswith("^"):
            message = f"the reference '{label}' is not defined on this page"
            near = did_you_mean(label.lower(), defined)
            hint = near if near.startswith("did") else "write [text](page.md), or define it: [name]: page.md"
            yield Problem(page.place(reference.start), "undefined-reference", message, hint)
    for label in defined.keys() - used:
        message = f"no link uses the reference '{label}'"
        place = page.place(defined[label])
        yield Problem(place, "unused-definition", message, "use it, or leave it out")


def _footnotes(site: Targets, page: PageText) -> Iterator[Problem]:
    uses = [
        (one.label, one.start) for one in page.references if one.label.startswith("^") and len(one.label) > 1
    ]
    if not site.on("footnotes"):
        for label, at in (*uses, *page.notes):
            message = f"footnotes such as '[{label}]' are not switched on and stay as they are typed"
            yield Problem(page.place(at), "footnote", message, "write it into the text")
        return
    defined: dict[str, int] = {}
    for label, at in page.notes:
        if label in defined:
            message = (
                f"the footnote '[{label}]' has two texts, the first in line {page.place(defined[label]).line}"
            )
            yield Problem(page.place(at), "repeated-definition", message, "give one of them another name")
        else:
            defined[label] = at
    for label, at in uses:
        if label not in defined:
            message = f"the footnote '[{label}]' has no text"
            near = did_you_mean(label, defined)
            hint = near if near.startswith("did") else f"write [{label}]: and its text on a line of their own"
            yield Problem(page.place(at), "undefined-reference", message, hint)
    for label in defined.keys() - {label for label, _ in uses}:
        message = f"nothing refers to the footnote '[{label}]'"
        place = page.place(defined[label])
        yield Problem(place, "unused-definition", message, "refer to it, or leave it out")
