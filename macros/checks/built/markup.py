"""Finds pages that some readers cannot use: no title or language, images without words, bare tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from macros.checks.output.addresses import content
from macros.checks.output.origin import Spot, Unplaced, at_their_sources
from macros.checks.output.output import BuiltPage, Output
from macros.problems import Fault, Problem
from macros.project.project import Project
from macros.project.settings import Settings

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
ALT_HINT = 'write what it shows: ![a bridge](bridge.png); for decoration add { role="presentation" }'
PICTURES = "img, input[type=image], area[href], svg[role=img]"
SPOKEN = ("aria-label", "aria-labelledby", "title")


def built_markup(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Every page has a title, a language and one first heading, every picture words, every table headings."""
    yield from at_their_sources(output, project, settings, _markup(output))


def _markup(output: Output) -> Iterator[Unplaced]:
    for page in output.pages.values():
        yield from _head(page)
        yield from _pictures(page)
        yield from _tables(page)


def _head(page: BuiltPage) -> Iterator[Unplaced]:
    html, title = page.tree.css_first("html"), page.tree.css_first("head > title")
    language = (html.attributes.get("lang") or "") if html else ""
    if title is None or not title.text().strip():
        spot = Spot(page, "", "head", content=False)
        yield Unplaced(spot, Fault("page-head", "the page has no title", "write title: in the front matter"))
    said = page.tree.css_first('head > meta[name="description"]')
    if said is None or not (said.attributes.get("content") or "").strip():
        spot = Spot(page, "", "head", content=False)
        hint = "write description: in the front matter"
        yield Unplaced(spot, Fault("page-head", "the page has no description", hint))
    if not LANGUAGE.fullmatch(language):
        spot = Spot(page, "", "html", content=False)
        message = f"'{language}' is no language" if language else "the page names no language"
        yield Unplaced(spot, Fault("page-head", message, "write language: below theme: in mkdocs.yml"))
    firsts = page.tree.css("h1")
    if len(firsts) > 1:
        words = firsts[-1].text().strip().removesuffix("#").strip()
        message = f"'{words}' is one first heading too many: the page has {len(firsts)}"
        spot, needles = Spot(page, "", "h1", len(firsts) - 1), (f"# {words}", words)
        yield Unplaced(spot, Fault("page-head", message, "write ## instead of #"), needles)


def _pictures(page: BuiltPage) -> Iterator[Unplaced]:
    inside = content(page.tree)
    own = {node.mem_id for node in inside.css(PICTURES)} if inside else set()
    seen: Counter[str] = Counter()
    for node in page.tree.css(PICTURES):
        attributes, within = node.attributes, node.mem_id in own
        if _described(node, within):
            continue
        name = attributes.get("src") or attributes.get("href") or ""
        spot = Spot(page, name, str(node.tag), seen[name], within)
        seen[name] += 1
        what = f"'{name}'" if name else f"a picture in <{node.tag}>"
        message = f"{what} has no words for those who cannot see it"
        yield Unplaced(spot, Fault("missing-alt", message, ALT_HINT), (name, name.rpartition("/")[2]), name)


def _described(node: LexborNode, within: bool) -> bool:
    attributes = node.attributes
    if (attributes.get("alt") or "").strip() or any((attributes.get(name) or "").strip() for name in SPOKEN):
        return True
    if node.tag == "svg":
        return node.css_first("title") is not None
    decoration = attributes.get("role") in ("presentation", "none") or attributes.get("aria-hidden") == "true"
    # An empty text is right for decoration; in the content it is more often a forgotten one.
    return node.tag == "img" and "alt" in attributes and (decoration or not within)


def _tables(page: BuiltPage) -> Iterator[Unplaced]:
    for nth, table in enumerate(page.tree.css("table.brief-table")):
        caption = table.css_first("caption")
        name = caption.text().strip() if caption else ""
        if not name:
            message, hint = "a table has no caption", "print it by a macro, which writes one"
            spot = Spot(page, "brief-table", "table", nth)
            yield Unplaced(spot, Fault("table-headings", message, hint), ("brief-table",))
            continue
        heads = table.css("thead th")
        rows = table.css("tbody > tr")
        columns = bool(heads) and all(head.attributes.get("scope") == "col" for head in heads)
        if not columns or not all(len(row.css('th[scope="row"]')) == 1 for row in rows):
            what = "each row" if columns else "each column"
            message = f"the table '{name}' lacks a heading with scope for {what}"
            hint = 'write <th scope="col"> in the head and <th scope="row"> in each row'
            yield Unplaced(
                Spot(page, name, "", 0), Fault("table-headings", message, hint), (f"<caption>{name}", name)
            )
