"""Finds links and images that lead nowhere, to the wrong place, or right in one form of the site alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from macros.checks.authored.anchors import duplicate_ids
from macros.checks.authored.destinations import beyond, standing, wrong_relative, wrong_source
from macros.checks.authored.form import wellformed
from macros.checks.authored.references import references
from macros.checks.authored.targets import Targets, load_site
from macros.checks.output.addresses import candidates, of_css
from macros.checks.schemes import scheme, wrong_address
from macros.problems import Fault, Problem
from macros.project.project import Project
from macros.project.settings import Settings
from macros.project.tried import Printed
from macros.reading.markdown.inline import Link
from macros.reading.markdown.raw_html import Attribute, Tag
from macros.reading.pages.page import PageText

PRINTED = re.compile(r'\s(href|src|srcset|poster|xlink:href)="([^"]*)"')
LINKS = frozenset(
    [
        "href",
        "src",
        "srcset",
        "poster",
        "action",
        "formaction",
        "xlink:href",
        "background",
        "longdesc",
        "cite",
        "manifest",
        "data",
    ]
)
LOADED = frozenset(["src", "srcset", "poster", "background", "manifest", "data"])
LOADING = frozenset(["link", "image", "use", "feimage"])


def links(project: Project, settings: Settings) -> Iterator[Problem]:
    """Find what is wrong with links, and with what else Markdown and HTML bind together on a page."""
    site, memory = load_site(project, settings), project.memory
    given = (*site.around, settings.site_url)
    # Compared once and not with each page: the same object is the same at a glance.
    around = memory.of("around", "", given, lambda: given)
    for src, page in site.pages.items():
        printed = project.printed_on.get(src, ())
        its = (page, printed, around)
        yield from memory.of("links", src, its, lambda: tuple(_of_page(site, src, settings, printed)))  # noqa: B023


def _of_page(site: Targets, src: str, settings: Settings, printed: tuple[Printed, ...]) -> Iterator[Problem]:
    page, own = site.pages[src], settings.site_url
    for link in page.links:
        yield from _markdown(site, src, page, link, own)
    for at in page.unclosed:
        hint = "write ) behind the address"
        yield Problem(page.place(at), "bad-address", "the round bracket of this link never closes", hint)
    for tag in page.tags:
        yield from _raw(site, src, page, tag, own)
    yield from references(site, page)
    yield from wellformed(site, page)
    yield from duplicate_ids(site, src)
    yield from _broken_in_prints(site, printed)


def _markdown(site: Targets, src: str, page: PageText, link: Link, own: str) -> Iterator[Problem]:
    what = "image" if link.kind == "image" else "link"
    found: Fault | None
    if link.kind == "autolink":
        found = None if scheme(link.target) else wrong_address(f"mailto:{link.target}")
        found = found or beyond(site, src, link.target, own)
    elif link.kind == "link" and not link.text.strip():
        hint = "write what it leads to between the square brackets"
        found = Fault("empty-link", "this link has no text", hint)
    elif not link.target.strip(" #"):
        message = f"the {what} '{' '.join(link.text.split())}' leads nowhere"
        found = Fault("empty-link", message, "write the path of a page")
    else:
        target = unescape(link.target).strip()
        found = beyond(site, src, target, own, loaded=link.kind == "image")
        if found is None and not scheme(target):
            found = wrong_source(site, src, target)
    if found:
        empty = found.code == "empty-link"
        yield found.at(page.place(link.start if empty else link.at))


def _raw(site: Targets, src: str, page: PageText, tag: Tag, own: str) -> Iterator[Problem]:
    found: Fault | None
    for attribute in tag.attributes:
        if attribute.name == "style" and attribute.value:
            for _, url in of_css(attribute.value):
                if found := beyond(site, src, url, own, loaded=True):
                    yield found.at(page.place(attribute.at))
        if attribute.name not in LINKS or (attribute.name == "data" and tag.name != "object"):
            continue
        loaded = attribute.name in LOADED or tag.name in LOADING
        for target, at in _targets(attribute):
            if not target.strip(" #"):
                hint = "write an address, or leave the attribute out"
                message = f"'{attribute.name}' of <{tag.name}> leads nowhere"
                found = Fault("empty-link", message, hint)
            else:
                found = beyond(site, src, target, own, loaded=loaded)
                if found is None and not scheme(target):
                    found = wrong_relative(site, src, target, loaded=loaded)
            if found:
                yield found.at(page.place(at))


def _targets(attribute: Attribute) -> Iterator[tuple[str, int]]:
    value = attribute.value or ""
    if attribute.name != "srcset":
        yield value.strip(), attribute.at
        return
    for offset, target in candidates(value):
        yield target, attribute.at + offset


def _broken_in_prints(site: Targets, printed: tuple[Printed, ...]) -> Iterator[Problem]:
    """Find links of macros that lead nowhere on the web; each is told once on a page."""
    stands: dict[tuple[str, str], str | None] = {}
    seen: set[tuple[str, str]] = set()
    for item in printed:
        for name, value in set(PRINTED.findall(item.html)):
            if (item.src, value) in seen or (name == "href" and value.startswith("http")):
                continue  # addresses of sources are tested where the data are read
            seen.add((item.src, value))
            path, _, fragment = value.partition("#")
            if (item.src, path) not in stands and not scheme(path):
                stands[item.src, path] = (
                    standing(site, item.src, unescape(unquote(path)), directory_urls=True)
                    if path
                    else item.src
                )
            dest = stands.get((item.src, path))
            if dest and (not fragment or fragment in site.anchors.get(dest, ())):
                continue
            target, loaded = unescape(value), name != "href"
            found = wrong_address(target, loaded=loaded) if scheme(target) else None
            if not scheme(target):
                found = wrong_relative(site, item.src, target, loaded=loaded, forms=(True,))
            if found:
                yield _of_macro(item, value, found)


def _of_macro(item: Printed, value: str, found: Fault) -> Problem:
    """Return the problem as it looks from the page: the author did not type the link."""
    hint = found.hint
    if found.code == "broken-link":
        hint = "write the page that it leads to, or name another one in the data"
    elif found.code == "broken-anchor":
        hint = f"write {{ #{unquote(value.partition('#')[2])} }} behind the heading that it leads to"
    return Problem(item.call.place, found.code, f"{item.call.name}() prints a link: {found.message}", hint)
