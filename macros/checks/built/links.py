"""Finds addresses in built files that lead nowhere: to no file, no anchor, in the wrong letter case."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, urlsplit

from macros.checks.output.addresses import Address, AddressKind, content, of_css, of_manifest, of_sitemap
from macros.checks.output.origin import Spot, Unplaced, at_their_sources, needles_of, spot_of, static_place
from macros.checks.output.output import BuiltPage, Output
from macros.checks.output.served import Target, elsewhere, own_path, plainly_served, served, target
from macros.problems import Fault, Problem
from macros.project.project import Project
from macros.project.settings import Settings
from macros.text import alike

MARKDOWN_LINK = "write a Markdown link to the .md file, which fits both outputs"
NOWHERE = "mend the address, or add what it leads to"
ERROR_PAGE = "404.html"


def built_links(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Every address in the built pages leads to a file and a place that exist, in that letter case."""
    yield from at_their_sources(output, project, settings, _links(output, settings))


def built_ids(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """No id is given twice on a page, so that every link to it has one meaning."""
    yield from at_their_sources(output, project, settings, _ids(output))


def built_files(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Every address in style sheets, web app manifests and the sitemap leads to a file that exists."""
    names = _by_look(output.files)
    for name in sorted(output.files):
        suffix = posixpath.splitext(name)[1]
        if suffix not in (".css", ".webmanifest") and posixpath.basename(name) not in (
            "manifest.json",
            "sitemap.xml",
        ):
            continue
        text = (output.folder / name).read_text("utf-8", errors="replace")
        for offset, fault in _in_file(output, settings, names, name, text):
            yield fault.at(static_place(output, project, name, text, offset))


# --- pages ---------------------------------------------------------------------------------------


def _links(output: Output, settings: Settings) -> Iterator[Unplaced]:
    names = _by_look(output.files)
    base = urlsplit(settings.site_url).path.rstrip("/") + "/"
    for page in output.pages.values():
        if (moved := page.tree.css_first("base[href]")) is not None:
            spot = Spot(page, moved.attributes.get("href") or "", "base")
            hint = "remove it"
            yield Unplaced(
                spot, Fault("absolute-link", "a <base> moves every link of the page", hint), ("<base",)
            )
        parts = page.name.split("/")[:-1]
        standing = output.offline or page.name != ERROR_PAGE
        for address in page.addresses:
            plain = (
                standing and address.kind is AddressKind.LINK and plainly_served(output, parts, address.value)
            )
            if plain or address.kind is AddressKind.HOST:
                continue
            value = address.value
            own = own_path(value, settings.site_url)
            if own is not None:
                if address.kind is AddressKind.OWN:
                    if not output.offline:
                        yield from _checked(output, names, page, address, own)
                elif address.kind is AddressKind.LINK:
                    message = f"'{value}' names this site by its full address"
                    yield _unplaced(page, address, Fault("absolute-link", message, MARKDOWN_LINK))
                continue
            if elsewhere(value):
                continue
            yield from _relative(output, names, base, page, address)


def _relative(
    output: Output, names: Mapping[str, str], base: str, page: BuiltPage, address: Address
) -> Iterator[Unplaced]:
    value = address.value
    if page.name == ERROR_PAGE and not output.offline:
        # It is shown in the place of any address, so only addresses from the server's root hold.
        if not value.startswith((base, "#")):
            message, hint = f"'{value}' fails on the error page", f"begin it with '{base}'"
            yield _unplaced(page, address, Fault("absolute-link", message, hint))
            return
        value = "/" + value[len(base) :] if value.startswith(base) else value
    elif value.startswith("/"):
        message = f"'{value}' begins at the server's root and leaves the site's own folder"
        yield _unplaced(page, address, Fault("absolute-link", message, MARKDOWN_LINK))
        return
    yield from _checked(output, names, page, address, value)


def _checked(
    output: Output, names: Mapping[str, str], page: BuiltPage, address: Address, value: str
) -> Iterator[Unplaced]:
    asset = address.kind is AddressKind.ASSET or (address.kind is AddressKind.OWN and address.tag == "meta")
    if not value and asset:
        fault = Fault("missing-asset", f"the {address.attribute} of <{address.tag}> is empty")
        yield _unplaced(page, address, fault)
        return
    where = target(page.name, value)
    file = served(output, where)
    if file is None:
        fault = _lost(output, names, page, where, address.written, asset=asset)
        yield _unplaced(page, address, fault, where)
    elif where.fragment and address.kind is not AddressKind.ASSET:
        yield from _anchor(output, page, address, file, where.fragment)


def _lost(
    output: Output, names: Mapping[str, str], page: BuiltPage, where: Target, value: str, *, asset: bool
) -> Fault:
    """Return the fault of an address that leads to no file."""
    if where.outside:
        return Fault("broken-link", f"'{value}' leaves the site", MARKDOWN_LINK)
    if real := _other_case(names, where):
        return _miscased(value, real, _from(output, page, real))
    what = "file" if asset else "page or file"
    message = f"'{value}' leads to no {what}"
    code = "missing-asset" if asset else "broken-link"
    if value.lower().startswith("www."):
        return Fault(code, message, f"write 'https://{value}'")
    if where.path.endswith(".md") and (src := _markdown_page(output, page, where)):
        return Fault(code, message, f"raw HTML is not rewritten: write a Markdown link [text]({src})")
    near = difflib.get_close_matches(where.path.rstrip("/"), _places(output), n=1, cutoff=0.7)
    hint = f"did you mean '{_from(output, page, near[0])}'?" if near else NOWHERE
    return Fault(code, message, hint)


def _anchor(
    output: Output, page: BuiltPage, address: Address, file: str, fragment: str
) -> Iterator[Unplaced]:
    ids = output.pages[file].ids if file in output.pages else _svg_ids(output, file)
    if ids is None or fragment in ids or fragment == "top":
        return
    folded = {alike(id_): id_ for id_ in ids}
    near = folded.get(alike(fragment)) or next(
        iter(difflib.get_close_matches(fragment, ids, n=1, cutoff=0.6)), ""
    )
    where = "this page" if file == page.name else f"'{file}'"
    hint = f"did you mean '#{near}'?" if near else "write { #" + fragment + " } behind the heading meant"
    yield _unplaced(page, address, Fault("broken-anchor", f"{where} has no place '#{fragment}'", hint))


def _ids(output: Output) -> Iterator[Unplaced]:
    for page in output.pages.values():
        nodes = page.tree.css("[id]")
        times = Counter(node.attributes.get("id") or "" for node in nodes)
        if len(times) == len(nodes):
            continue
        inside = content(page.tree)
        own = {node.mem_id for node in inside.css("[id]")} if inside else set()
        for id_ in (id_ for id_, count in times.items() if count > 1):
            same = [node for node in nodes if node.attributes.get("id") == id_]
            last = same[-1]
            nth = sum(node.tag == last.tag for node in same) - 1
            spot = Spot(page, f'id="{id_}"', str(last.tag), nth, last.mem_id in own)
            message = f"the id '{id_}' is given {times[id_]} times on a page"
            typed = (f'id="{id_}"', f"id='{id_}'", f"id={id_}")
            needles = (f"{{ #{id_}", *typed) if re.match(r"h[1-6]", str(last.tag)) else (*typed, f"{{ #{id_}")
            yield Unplaced(spot, Fault("duplicate-id", message, "give each its own id"), needles)


def _unplaced(page: BuiltPage, address: Address, fault: Fault, where: Target | None = None) -> Unplaced:
    needles = needles_of(address, where)
    return Unplaced(spot_of(page, address), fault, needles, where.path if where else "")


def _miscased(value: str, real: str, meant: str) -> Fault:
    message = f"'{value}' differs in letter case from the file '{real}'"
    return Fault("wrong-case", message, f"write '{meant}'")


# --- other files ---------------------------------------------------------------------------------


def _in_file(
    output: Output, settings: Settings, names: Mapping[str, str], name: str, text: str
) -> Iterator[tuple[int, Fault]]:
    """Yield offset and fault of each faulty address in the file."""
    sitemap = name.endswith("sitemap.xml")
    found: Iterable[tuple[int, str]]
    if sitemap:
        found = of_sitemap(text)
    elif name.endswith(".css"):
        found = of_css(text)
    else:
        try:
            written = list(of_manifest(text, offline=output.offline))
        except (ValueError, RecursionError) as error:
            yield 0, Fault("missing-asset", f"the manifest cannot be read: {error}", "mend its JSON")
            return
        found = [(max(0, text.find(f'"{value}"')) + 1, value) for value in written]
    for offset, raw in found:
        value = raw
        if sitemap:
            own = own_path(raw, settings.site_url)
            if own is None:
                continue
            value = own
        elif value.startswith("/") and not value.startswith("//"):
            message = f"'{value}' begins at the server's root and leaves the site's own folder"
            yield offset, Fault("absolute-link", message, "write it relative to this file")
            continue
        if elsewhere(value) or value.startswith("#"):
            continue
        where = target(name, value)
        if served(output, where) is None:
            real = None if where.outside else _other_case(names, where)
            kind = "broken-link" if sitemap else "missing-asset"
            if real:
                yield offset, _miscased(raw, real, real)
            else:
                what = "page" if sitemap else "file"
                yield offset, Fault(kind, f"'{raw}' leads to no {what}", NOWHERE)


# --- names ---------------------------------------------------------------------------------------


def _by_look(files: Iterable[str]) -> dict[str, str]:
    return {alike(name): name for name in files}


def _other_case(names: Mapping[str, str], where: Target) -> str | None:
    path = alike(where.path)
    index = posixpath.normpath(posixpath.join(path, "index.html"))
    return (None if where.folder else names.get(path)) or names.get(index)


def _places(output: Output) -> dict[str, str]:
    """Return the files of the output by the path that links name: for a page in a folder, the folder."""
    if output.offline:
        return {name: name for name in output.files}
    return {name.removesuffix("/index.html"): name for name in output.files}


def _from(output: Output, page: BuiltPage, path: str) -> str:
    """Return a file of the output, or a folder with an index, as the page would link to it."""
    bare = path if output.offline else re.sub(r"(^|/)index\.html$", r"\1", path)
    folder = bare.endswith("/") or not posixpath.splitext(bare)[1]
    relative = quote(posixpath.relpath(bare or ".", posixpath.dirname(page.name) or "."))
    return f"{relative}/" if folder else relative


def _markdown_page(output: Output, page: BuiltPage, where: Target) -> str | None:
    """Return the Markdown file that an address ending in .md means, as seen from the page's own file."""
    known = sorted(other.src for other in output.pages.values() if other.src)
    same = [src for src in known if posixpath.basename(src) == posixpath.basename(where.path)]
    src = where.path if where.path in known else next(iter(same), None)
    return posixpath.relpath(src, posixpath.dirname(page.src or "") or ".") if src else None


def _svg_ids(output: Output, file: str) -> frozenset[str] | None:
    if not file.endswith(".svg"):
        return None
    return frozenset(
        re.findall(r"\bid=[\"']([^\"']+)", (output.folder / file).read_text("utf-8", errors="replace"))
    )
