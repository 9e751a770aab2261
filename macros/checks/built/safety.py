"""Finds what runs code, leads astray or breaks the policy of built pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from macros.checks.built.links import ERROR_PAGE
from macros.checks.output.addresses import AddressKind, content
from macros.checks.output.origin import Spot, Unplaced, at_their_sources, needles_of, spot_of
from macros.checks.output.output import BuiltPage, Output
from macros.checks.output.served import own_path
from macros.checks.schemes import outside, wrong_address
from macros.problems import Fault, Problem
from macros.project.project import Project
from macros.project.settings import Settings
from macros.publishing.finish import MATERIAL, REFERRER, policy

EXECUTABLE = re.compile(
    r"(?:(?:text|application)/(?:x-)?(?:java|ecma)script|module|importmap)?", re.IGNORECASE
)


HANDLER = re.compile(r"on[a-z]+")
QUOTED_PATH = re.compile(r"""["'][./\w-]*["']""")
HANDLER_LIKE = re.compile(r"on[a-z]+\s*=")  # begins with letters, which are found fast
SPOKEN = ("aria-label", "aria-labelledby", "title")


def built_safety(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """No page runs code that its content brought in, and no link opens a window that can steer the page."""
    yield from at_their_sources(output, project, settings, _safety(output))


def built_addresses(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Every address with a scheme is safe to follow and well formed."""
    yield from at_their_sources(output, project, settings, _addresses(output, settings.site_url))


def _safety(output: Output) -> Iterator[Unplaced]:
    common = _common_scripts(output)
    for page in output.pages.values():
        inside = content(page.tree)
        if not _suspect(page.html.lower()) and (inside is None or inside.css_first("script") is None):
            continue  # a look at every element takes far longer than one at the text
        own = {node.mem_id for node in inside.traverse()} if inside else set()
        seen: Counter[str] = Counter()
        for node in page.tree.root.traverse() if page.tree.root else ():
            attributes, tag = node.attributes, str(node.tag)
            within = node.mem_id in own
            for name in attributes:
                if HANDLER.fullmatch(name):
                    spot = Spot(page, f"{name}=", tag, seen[name], within)
                    seen[name] += 1
                    message = f"'{name}' on <{tag}> runs code"
                    yield Unplaced(spot, Fault("event-handler", message, "remove it"), (f"{name}=",))
            if tag == "script" and within and "src" not in attributes:
                kind = attributes.get("type") or ""
                if EXECUTABLE.fullmatch(kind) and _normal(node) not in common:
                    spot, hint = Spot(page, "", tag), "put it into a file named by extra_javascript"
                    message = "a script stands in the content of a page"
                    yield Unplaced(spot, Fault("inline-script", message, hint), ("<script",))
            if "srcdoc" in attributes:
                spot = Spot(page, "srcdoc", tag, content=within)
                message = "'srcdoc' smuggles a page into the page"
                yield Unplaced(spot, Fault("inline-script", message, "remove it"), ("srcdoc",))
            if (attributes.get("target") or "").lower() == "_blank":
                rel = (attributes.get("rel") or "").lower().split()
                if not {"noopener", "noreferrer"} & set(rel):
                    href = attributes.get("href") or ""
                    spot = Spot(page, "_blank", tag, seen["_blank"], within)
                    seen["_blank"] += 1
                    message = f"the link to '{href}' opens a window that can steer this one"
                    yield Unplaced(
                        spot, Fault("unsafe-target", message, 'add rel="noopener"'), (href, "_blank")
                    )


def _suspect(html: str) -> bool:
    if "srcdoc" in html or "_blank" in html:
        return True
    return any(html[found.start() - 1] in " \t\n\r\f\"'/" for found in HANDLER_LIKE.finditer(html))


def _common_scripts(output: Output) -> frozenset[str]:
    """Return the inline scripts that are on every page: those of the theme, wherever it puts them."""
    sets = [
        {_normal(node) for node in page.tree.css("script:not([src])")}
        for page in output.pages.values()
        if page.src
    ]
    return frozenset(set.intersection(*sets)) if len(sets) > 1 else frozenset()


def _normal(script: LexborNode) -> str:
    return QUOTED_PATH.sub('""', script.text())


def _addresses(output: Output, site_url: str) -> Iterator[Unplaced]:
    for page in output.pages.values():
        checked: dict[tuple[str, bool], Fault | None] = {}
        for address in page.addresses:
            value, link = address.value, address.kind is AddressKind.LINK
            if own_path(value, site_url) is not None:
                continue  # while it is written, the site may well stand on this computer
            if (value, link) not in checked:
                checked[value, link] = wrong_built(value, link=link)
            if found := checked[value, link]:
                yield Unplaced(spot_of(page, address), found, needles=needles_of(address), subject=value)
        yield from _empty(page)


def _empty(page: BuiltPage) -> Iterator[Unplaced]:
    inside = content(page.tree)
    own = {node.mem_id for node in inside.css("a")} if inside else set()
    for nth, node in enumerate(page.tree.css("a[href]")):
        attributes = node.attributes
        named = any(
            (attributes.get(name) or "").strip() for name in ("aria-label", "aria-labelledby", "title")
        )
        if named or node.text().strip():
            continue
        if any((image.attributes.get("alt") or "").strip() for image in node.css("img[alt]")):
            continue
        if node.css_first("svg[aria-label], svg[aria-labelledby]") is not None:
            continue
        href = attributes.get("href") or ""
        spot = Spot(page, href, "a", 0, node.mem_id in own)
        message = f"the link to '{href}' has no text"
        yield Unplaced(
            spot,
            Fault("empty-link", message, "write what it leads to"),
            (f"[]({href})", f'href="{href}"', href),
            str(nth),
        )


def wrong_built(value: str, *, link: bool) -> Fault | None:
    """Return what makes an address in a built page unsafe or malformed, or None."""
    if not outside(value):
        message = f"'{value}' holds a backslash"
        return Fault("bad-address", message, "write / between folders") if "\\" in value else None
    found = wrong_address(value, loaded=not link)
    # What is loaded from another host is told by a check of its own.
    return None if found is None or found.code == "external-resource" else found


POLICY = 'meta[http-equiv="Content-Security-Policy"]'
BEFORE = "script, link, style, base"
"""What the policy does not reach if it comes first."""
FRAMES = ("iframe", "frame", "object", "embed", "video", "audio")
FINISH = "build with the site's own settings, whose hooks finish every page"


def built_policy(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Every page carries the policy before anything is loaded, and holds nothing that it forbids."""
    yield from at_their_sources(output, project, settings, _policy(output))


def _policy(output: Output) -> Iterator[Unplaced]:
    for page in output.pages.values():
        # Pages that no site builder made have nothing of its theme.
        theme = output.theme if page.src or page.name == ERROR_PAGE else MATERIAL
        yield from _head(page, policy(offline=output.offline, theme=theme))
        yield from _blocked(page)


def _head(page: BuiltPage, wanted: str) -> Iterator[Unplaced]:
    spot = Spot(page, "", "head", content=False)
    said = [node.attributes.get("content") or "" for node in page.tree.css(POLICY)]
    if wanted not in said:
        what = f"the policy of the page is '{said[0]}'" if said else "the page has no policy"
        yield Unplaced(spot, Fault("missing-policy", what, f'write content="{wanted}"' if said else FINISH))
    else:
        first = page.tree.css_first(f"{POLICY}, {BEFORE}")
        if first is not None and first.tag != "meta":
            message = f"<{first.tag}> comes before the policy, which does not reach it"
            yield Unplaced(spot, Fault("missing-policy", message, "put the policy right behind the charset"))
    referrer = page.tree.css_first('meta[name="referrer"]')
    if referrer is None or referrer.attributes.get("content") != REFERRER:
        message = "the page tells where its links lead from"
        yield Unplaced(
            spot, Fault("missing-policy", message, f'write <meta name="referrer" content="{REFERRER}">')
        )


def _blocked(page: BuiltPage) -> Iterator[Unplaced]:
    inside = content(page.tree)
    selector = f"[style], style, script:not([src]), {', '.join(FRAMES)}"
    nodes = page.tree.css(selector)
    own = {node.mem_id for node in inside.css(selector)} if inside and nodes else set()
    seen: Counter[str] = Counter()
    for node in nodes:
        attributes, tag, within = node.attributes, str(node.tag), node.mem_id in own
        if tag == "script":
            if within or not EXECUTABLE.fullmatch(attributes.get("type") or ""):
                continue  # in the content it is told as such; data run nothing
            message, hint = "a script stands in the page", "put it into a file named by extra_javascript"
        elif tag in FRAMES:
            message, hint = f"<{tag}> stands in the page", "link to what it shows"
        else:
            what = "'style'" if "style" in attributes else "<style>"
            message, hint = f"{what} stands in the page", "write a class and put its style into a style sheet"
        value = attributes.get("style") or ""
        spot = Spot(page, value, tag, seen[f"{tag} {value}"], within)
        seen[f"{tag} {value}"] += 1
        needles = (f'style="{value}"', f"style='{value}'") if value else (f"<{tag}",)
        yield Unplaced(
            spot, Fault("blocked-by-policy", f"{message}, which the policy refuses", hint), needles
        )
