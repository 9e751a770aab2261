"""Gathers every address that a built page, a style sheet, a manifest or a sitemap holds."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from html import unescape
from types import MappingProxyType
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CSS_ADDRESS = re.compile(
    r"""url\(\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^)"'\s]*))\s*\)"""
    r"""|@import\s+(?:"(?P<double2>[^"]*)"|'(?P<single2>[^']*)')""",
    re.IGNORECASE,
)
SITEMAP = re.compile(r"<loc>\s*([^<]*?)\s*</loc>|<xhtml:link\b[^>]*\bhref=\"([^\"]*)\"")
BREAKS = re.compile(r"[\t\n\r]")
BLANK = "".join(map(chr, range(33)))
CANDIDATE = re.compile(r"[\s,]*+([^\s,]\S*+)")
REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
IMAGE_META = re.compile(
    r"(og:(image|audio|video)|twitter:(image|player))(:(src|url|secure_url))?", re.IGNORECASE
)


class AddressKind(Enum):
    """What an address is for."""

    LINK = auto()
    """Followed by the reader."""
    ASSET = auto()
    """Loaded with the page."""
    OWN = auto()
    """Said about the page in its head, where the full address of the site is right."""
    HOST = auto()
    """A host that the browser is told to call."""


class Address(NamedTuple):
    """One address in a built page, as written, and as a browser reads it (`value`).

    A large site holds a million of them in its navigation, hence a tuple.
    """

    written: str
    value: str
    tag: str
    attribute: str
    kind: AddressKind
    nth: int
    """How many equal ones of the same tag stand before it."""
    content: bool
    """Whether it stands in what the author wrote."""


LINKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "a": ("href", "xlink:href"),
        "area": ("href",),
        "form": ("action",),
        "button": ("formaction",),
        "input": ("formaction",),
    }
)
LOADING = ("img", "script", "iframe", "embed", "source", "track", "audio", "video", "input", "frame")
ASSETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(LOADING, ("src",)),
        "video": ("src", "poster"),
        "object": ("data",),
        "body": ("background",),
        "use": ("href", "xlink:href"),
        "image": ("href", "xlink:href"),
    }
)
LOADED = frozenset(
    [
        "stylesheet",
        "icon",
        "apple-touch-icon",
        "mask-icon",
        "manifest",
        "preload",
        "prefetch",
        "modulepreload",
    ]
)
MORE = frozenset(("xlink:href", "srcset", "imagesrcset", "style"))
CALLED = frozenset(("preconnect", "dns-prefetch"))
HOLDERS = ",".join(
    (
        *(f"{tag}[{names[0]}]" for tag, names in (*LINKS.items(), *ASSETS.items())),
        "svg use, svg image, svg a, link[href], video[poster], [srcset], [imagesrcset]",
        "[style], style, meta[content]",
    )
)


def cleaned(value: str) -> str:
    """Return the address without the white space that browsers drop from it."""
    if value.isprintable() and " " not in value:
        return value
    return BREAKS.sub("", value).strip(BLANK)


def content(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the part of a page that the author wrote."""
    for name in ("article", "main", "body"):
        if found := tree.css_first(name):
            return found
    return None


def addresses(tree: LexborHTMLParser) -> Iterator[Address]:
    """Yield every address of a page, in the order of the page."""
    inside = content(tree)
    own = {node.mem_id for node in inside.css(HOLDERS)} if inside else set()
    seen: Counter[tuple[str, str, bool]] = Counter()
    for node in tree.css(HOLDERS):
        tag, within = str(node.tag), node.mem_id in own
        found = _plain_link(node.attributes) if tag == "a" else None
        for attribute, written, kind in found or _of(node):
            written = sys.intern(written)
            key = (tag, written, within)
            yield Address(written, cleaned(written), tag, attribute, kind, seen[key], within)
            seen[key] += 1


def _plain_link(attributes: Mapping[str, str | None]) -> tuple[tuple[str, str, AddressKind]] | None:
    """Return the address of a link that has no other; nearly all links are such."""
    if attributes.keys() & MORE:
        return None
    return (("href", attributes.get("href") or "", AddressKind.LINK),)


def _of(node: LexborNode) -> Iterator[tuple[str, str, AddressKind]]:
    tag, attributes = str(node.tag), node.attributes
    if tag == "link":
        yield from _link(attributes)
    elif tag == "meta":
        yield from _meta(attributes)
    elif tag == "style":
        yield from (("url()", value, AddressKind.ASSET) for _, value in of_css(node.text()))
    for names, kind in ((LINKS, AddressKind.LINK), (ASSETS, AddressKind.ASSET)):
        for name in names.get(tag, ()):
            if (value := attributes.get(name)) is not None:
                yield name, value, kind
    for name in ("srcset", "imagesrcset"):
        if value := attributes.get(name):
            yield from ((name, candidate, AddressKind.ASSET) for _, candidate in candidates(value))
    if value := attributes.get("style"):
        yield from (("style", found, AddressKind.ASSET) for _, found in of_css(value))


def _link(attributes: Mapping[str, str | None]) -> Iterator[tuple[str, str, AddressKind]]:
    rel = set((attributes.get("rel") or "").lower().split())
    kind = AddressKind.ASSET if rel & LOADED else AddressKind.HOST if rel & CALLED else AddressKind.OWN
    if (value := attributes.get("href")) is not None:
        yield "href", value, kind


def _meta(attributes: Mapping[str, str | None]) -> Iterator[tuple[str, str, AddressKind]]:
    value = attributes.get("content") or ""
    name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
    if (attributes.get("http-equiv") or "").lower() == "refresh":
        if found := REFRESH.search(value):
            yield "content", found[1], AddressKind.LINK
    elif IMAGE_META.fullmatch(name) or name.lower() in ("og:url", "image", "msapplication-tileimage"):
        yield "content", value, AddressKind.OWN


def candidates(srcset: str) -> Iterator[tuple[int, str]]:
    """Yield offset and address of each candidate of a srcset, as HTML has it: an address may hold a comma."""
    at = 0
    while found := CANDIDATE.match(srcset, at):
        yield found.start(1), found[1].rstrip(",")
        at = found.end()
        if not found[1].endswith(","):
            at = srcset.find(",", at) + 1 or len(srcset)


def of_css(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and address of every url() and @import of a style sheet."""
    masked = CSS_COMMENT.sub(lambda comment: " " * len(comment[0]), text)
    for found in CSS_ADDRESS.finditer(masked):
        group = str(found.lastgroup)
        if found[group]:
            yield found.start(group), found[group].strip()


def of_manifest(text: str, *, offline: bool) -> Iterator[str]:
    """Yield each address of a web app manifest. Raises ValueError."""
    manifest = json.loads(text)
    if not isinstance(manifest, dict):
        raise ValueError("it holds no fields")
    if not offline:  # an app is installed from a server; folders are right there
        pages = [manifest.get("start_url"), manifest.get("scope")]
        pages += [item.get("url") for item in _objects(manifest, "shortcuts")]
        yield from (address for address in pages if isinstance(address, str))
    for group in (manifest, *_objects(manifest, "shortcuts")):
        for image in (*_objects(group, "icons"), *_objects(group, "screenshots")):
            if isinstance(image.get("src"), str):
                yield image["src"]


def _objects(group: dict[str, Any], key: str) -> list[dict[str, Any]]:
    items = group.get(key)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def of_sitemap(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and address of every location and alternate of a sitemap."""
    for found in SITEMAP.finditer(text):
        group = 1 if found[1] is not None else 2
        yield found.start(group), unescape(found[group])
