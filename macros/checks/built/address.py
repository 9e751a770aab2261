"""Finds pages that give a false address of themselves, or show nothing where their address is shared."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from macros.checks.output.origin import Spot, Unplaced, at_their_sources
from macros.checks.output.output import BuiltPage, Output
from macros.problems import Fault, Problem
from macros.project.project import Project
from macros.project.settings import Settings

SHARED = ("og:title", "og:description", "og:type", "og:url", "og:site_name", "og:image", "og:image:alt")
ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"
REBUILD = "build again with SITE_URL set to the address of the site"


def built_address(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Every page of the website names its own address, and says what is shown where that is shared."""
    if not output.offline and settings.site_url:
        yield from at_their_sources(output, project, settings, _address(output, settings.site_url))


def built_robots(output: Output, _project: Project, settings: Settings) -> Iterator[Problem]:
    """Every page stands in the sitemap, and robots.txt names that."""
    if output.offline or not settings.site_url:
        return
    sitemap = _text(output, SITEMAP)
    for page in output.pages.values():
        wanted = address(page, settings.site_url)
        if page.src and f"<loc>{wanted}</loc>" not in sitemap:
            message = f"the sitemap does not name '{wanted}'"
            yield Problem(output.place(SITEMAP), "not-in-sitemap", message, REBUILD)
    wanted = f"Sitemap: {settings.site_url}{SITEMAP}"
    if wanted not in _text(output, ROBOTS).splitlines():
        yield Problem(output.place(ROBOTS), "wrong-robots", "the sitemap is not named", f"write '{wanted}'")


def address(page: BuiltPage, site_url: str) -> str:
    """Return the address at which a page of the website is published."""
    return site_url + quote(page.name).removesuffix("index.html")


def _address(output: Output, site_url: str) -> Iterator[Unplaced]:
    for page in output.pages.values():
        if page.src is None:
            continue
        wanted, spot = address(page, site_url), Spot(page, "", "head", content=False)
        canonical = page.tree.css_first('link[rel="canonical"]')
        href = (canonical.attributes.get("href") or "") if canonical else ""
        said = {
            str(node.attributes.get("property")): node.attributes.get("content") or ""
            for node in page.tree.css("meta[property]")
        }
        for what, value in (("canonical address", href), ("og:url", said.get("og:url", wanted))):
            if value != wanted:
                message = f"the {what} is '{value}', but the page stands at '{wanted}'"
                yield Unplaced(spot, Fault("wrong-address", message, REBUILD), subject=what)
        missing = [name for name in SHARED if not said.get(name)]
        if missing:
            message = f"where the address is shared, nothing is shown for {', '.join(missing)}"
            hint = "build with the site's own settings, whose hooks write the tags"
            yield Unplaced(spot, Fault("missing-share", message, hint))


def _text(output: Output, name: str) -> str:
    return (output.folder / name).read_text("utf-8", errors="replace") if name in output.files else ""
