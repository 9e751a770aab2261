"""Finds fragments that name no place on their page, and ids that stand twice on one page."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import name, normalize
from urllib.parse import unquote

from macros.checks.authored.targets import Targets
from macros.problems import Fault, Problem, did_you_mean
from macros.text import alike


def wrong_anchor(site: Targets, src: str, dest: str, fragment: str) -> Fault | None:
    """Return what is wrong with the fragment of a link from one page to another, or to itself."""
    known = site.anchors.get(dest)
    fragment = fragment.partition(":~:")[0]
    if known is None or not fragment or fragment in known:
        return None
    meant = unquote(fragment)
    if meant in known or normalize("NFC", meant) in {normalize("NFC", id_) for id_ in known}:
        return None
    if meant.startswith("__"):  # ids of the theme's own begin so
        return None
    where = "this page" if dest == src else f"'{dest}'"
    folded = {id_.casefold(): id_ for id_ in known}
    if found := folded.get(meant.casefold()):
        message = f"'#{meant}' differs from the id on {where} in letter case"
        return Fault("wrong-case", message, f"write '#{found}'")
    message = f"{where} has no place '#{meant}'"
    by_look = {alike(id_): id_ for id_ in known}
    if found := by_look.get(alike(meant)):
        return Fault("broken-anchor", message, f"write '#{found}'{_difference(meant, found)}")
    near = did_you_mean(meant, known).replace("did you mean '", "did you mean '#")
    return Fault("broken-anchor", message, near or "write { #an-id } behind the heading that is meant")


def duplicate_ids(site: Targets, src: str) -> Iterator[Problem]:
    """Find ids that stand twice on the page: typed, made up from headings, or printed by macros."""
    page = site.pages[src]
    given = [(page.place(one.start), one.id) for one in page.braces if one.id]
    given += [(page.place(start), id_) for start, id_ in site.made[src]]
    given += [
        (page.place(one.at), one.value)
        for tag in page.tags
        for one in tag.attributes
        if one.name == "id" and one.value
    ]
    given += [(call.place, id_) for call, id_ in site.printed.get(src, ())]
    first: dict[str, int] = {}
    for place, id_ in sorted(given):
        if id_ in first:
            message = f"the id '{id_}' stands twice on this page, first in line {first[id_]}"
            yield Problem(place, "duplicate-id", message, "give one of them another id")
        else:
            first[id_] = place.line


def _difference(typed: str, right: str) -> str:
    """Return which letter was taken for another, where a single pair tells it."""
    for one, other in zip(normalize("NFC", typed), normalize("NFC", right), strict=False):
        if one != other:
            return f", with {name(other, 'another sign')} in place of {name(one, 'this sign')}"
    return ""
