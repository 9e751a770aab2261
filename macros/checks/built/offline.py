"""Finds what needs a server or the network: links to folders, fetching scripts, resources of other hosts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from macros.checks.output.addresses import Address, AddressKind, cleaned, content, of_css
from macros.checks.output.origin import Spot, Unplaced, at_their_sources, needles_of, spot_of, static_place
from macros.checks.output.output import BuiltPage, Output
from macros.checks.output.served import elsewhere, host, served, target
from macros.problems import Fault, Problem
from macros.project import overlay
from macros.project.project import DOCS, Project
from macros.project.settings import Settings

FETCHES = re.compile(
    r"\b(?:(fetch|importScripts|import|EventSource|WebSocket|Worker|SharedWorker)\s*\(|"
    r"(XMLHttpRequest|sendBeacon|serviceWorker)\b|^\s*(import|export)\b[^;\n]*\bfrom\b)",
    re.MULTILINE,
)
OTHER_HOST = re.compile(r"(?:\(|\bfrom\s*|\bsrc\s*=\s*|\bhref\s*=\s*|,\s*)[\"'`](https?://[^\"'`\s]+)")
SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
FETCHED_BY_THEME = {
    ".mermaid": ("a Mermaid diagram makes the theme load its library", "draw it as an SVG image"),
    "[data-md-component=source]": (
        "the link to the repository makes the theme ask its host",
        "remove repo_url",
    ),
}
"""What the theme's own script loads from other hosts when it finds these elements."""
COPY = "put a copy under docs/assets/ and name that"


def built_hosts(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Nothing that a page loads comes from another host."""
    yield from at_their_sources(output, project, settings, _hosts(output))


def built_server(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Nothing in the bundle needs a server: no folder as a target, no module, no script that fetches."""
    if output.offline:
        yield from at_their_sources(output, project, settings, _server(output))


def built_scripts(output: Output, project: Project, _settings: Settings) -> Iterator[Problem]:
    """No script of our own, and no style sheet, loads from another host or, in the bundle, from a server."""
    for name in sorted(output.files):
        if name.endswith(".css"):
            text = (output.folder / name).read_text("utf-8", errors="replace")
            for offset, value in of_css(text):
                if elsewhere(value) and not value.startswith("data:"):
                    yield _loaded(value, COPY).at(static_place(output, project, name, text, offset))
        elif name.endswith((".js", ".mjs")) and overlay.found(project.root / DOCS, name).is_file():
            text = (output.folder / name).read_text("utf-8", errors="replace")
            for offset, fault in _script(text, offline=output.offline):
                yield fault.at(static_place(output, project, name, text, offset))


def _hosts(output: Output) -> Iterator[Unplaced]:
    for page in output.pages.values():
        for address in page.addresses:
            value = address.value
            loaded = (
                address.kind is AddressKind.ASSET
                and elsewhere(value)
                and not value.lower().startswith("data:")
            )
            if loaded or (address.kind is AddressKind.HOST and host(value)):
                hint = COPY if loaded else "remove it: no page loads anything from there"
                yield _unplaced(page, address, _loaded(value, hint))
        own = content(page.tree)
        for selector, (message, hint) in FETCHED_BY_THEME.items():
            nodes = page.tree.css(selector)
            inside = {node.mem_id for node in own.css(selector)} if own and nodes else set()
            for nth, node in enumerate(nodes):
                spot = Spot(
                    page, selector.strip(".[]").rpartition("=")[2], str(node.tag), nth, node.mem_id in inside
                )
                words = f"{message} from another host"
                yield Unplaced(spot, Fault("external-resource", words, hint), ("mermaid", "repo_url"))
        for spot, text in _inline(page):
            for offset, fault in _script(text, offline=False):
                yield Unplaced(spot, fault, (text[offset:].partition("\n")[0],))


def _server(output: Output) -> Iterator[Unplaced]:
    for page in output.pages.values():
        for address in page.addresses:
            yield from _needing(output, page, address)
        for node in page.tree.css("script[type=module], script[crossorigin], link[crossorigin]"):
            address_ = cleaned(node.attributes.get("src") or node.attributes.get("href") or "")
            if not address_ or elsewhere(address_):
                continue
            what = "a module" if node.attributes.get("type") == "module" else "'crossorigin'"
            spot = Spot(page, address_, str(node.tag), 0, content=False)
            message = f"'{address_}' is loaded as {what}, which browsers refuse on file://"
            needles = (posixpath.basename(address_),)
            yield Unplaced(
                spot, Fault("needs-server", message, "load it as a plain script"), needles, needles[0]
            )
        for spot, text in _inline(page):
            for offset, fault in _script(text, offline=True):
                if fault.code == "needs-server":
                    yield Unplaced(spot, fault, (text[offset:].partition("\n")[0],))


def _needing(output: Output, page: BuiltPage, address: Address) -> Iterator[Unplaced]:
    value, tag = address.value, address.tag
    if address.kind is AddressKind.HOST:
        return
    if tag in ("form", "button", "input") and address.attribute.endswith("action") and value:
        message, hint = f"the form sends to '{value}', which needs a server", "remove the form"
        yield _unplaced(page, address, Fault("needs-server", message, hint))
        return
    if not value or elsewhere(value) or value.startswith(("/", "#", "?")):
        return
    where = target(page.name, value)
    if tag == "use" and where.path != page.name:
        message = f"'{value}' takes a drawing from another file, which browsers refuse on file://"
        yield _unplaced(page, address, Fault("needs-server", message, "put the drawing into the page"))
    elif where.path not in output.files or where.folder:
        file = served(output, where)
        if file is not None:  # one that leads nowhere at all is a broken link
            message = f"'{value}' leads to a folder, which only a server opens"
            hint = "write a Markdown link to the .md file, which fits both outputs"
            yield _unplaced(page, address, Fault("needs-server", message, hint))


def _inline(page: BuiltPage) -> Iterator[tuple[Spot, str]]:
    """Yield the scripts that stand in the content of a page."""
    own = content(page.tree)
    for nth, node in enumerate(own.css("script:not([src])") if own else ()):
        yield Spot(page, "", "script", nth), node.text()


def _script(text: str, *, offline: bool) -> Iterator[tuple[int, Fault]]:
    """Yield offset and fault for all that the script loads."""
    masked = SCRIPT_COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    for found in OTHER_HOST.finditer(masked):
        yield found.start(1), _loaded(found[1], COPY)
    for found in FETCHES.finditer(masked) if offline else ():
        word = found[1] or found[2] or found[3]
        at = found.start(found.lastindex or 0)
        message = f"the script uses '{word}', which browsers refuse on file://"
        yield at, Fault("needs-server", message, "write what it needs into the page or into the script")


def _loaded(value: str, hint: str) -> Fault:
    plain = " over plain http" if value.lower().startswith("http:") else ""
    return Fault("external-resource", f"'{value}' is loaded from another host{plain}", hint)


def _unplaced(page: BuiltPage, address: Address, fault: Fault) -> Unplaced:
    return Unplaced(spot_of(page, address), fault, needles_of(address), address.written)
