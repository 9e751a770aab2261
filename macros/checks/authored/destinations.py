"""Says what is wrong with where a link leads: a source under docs/, an address in HTML, or the web."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from macros.checks.authored.anchors import wrong_anchor
from macros.checks.authored.targets import Targets, address, likely
from macros.checks.schemes import SITE_NAME, outside, wrong_address
from macros.problems import Fault


def beyond(site: Targets, src: str, target: str, own: str, *, loaded: bool = False) -> Fault | None:
    """Return what is wrong with a target that does not begin at the page."""
    path, _, _ = target.partition("#")
    if outside(target):
        if own.startswith("http") and target.startswith(own) and not wrong_address(target):
            return _absolute(site, src, target, target.removeprefix(own))
        return wrong_address(target, loaded=loaded)
    if path.startswith("/"):
        return _absolute(site, src, target, path.lstrip("/"))
    return None


def _absolute(site: Targets, src: str, target: str, path: str) -> Fault:
    path, _ = _split(path)
    found = path if path in site.files else site.standing(path, directory_urls=True)
    found = (
        found or site.standing(f"{path}/", directory_urls=True) or site.standing(path, directory_urls=False)
    )
    hint = f"write '{site.relative(src, found)}'" if found else "write the path as seen from this page"
    return Fault("absolute-link", f"the address '{target}' holds at a single place of the web only", hint)


def _split(target: str) -> tuple[str, str]:
    """Return the path without its query, decoded, and the fragment."""
    path, _, fragment = target.partition("#")
    return unquote(path.partition("?")[0]), fragment


def wrong_source(site: Targets, src: str, target: str) -> Fault | None:
    """Return what is wrong with a Markdown target, which names a file under docs/."""
    path, fragment = _split(target)
    if not path:
        return wrong_anchor(site, src, src, fragment)
    aimed = posixpath.normpath(posixpath.join(posixpath.dirname(src), path))
    if aimed in site.files and not path.endswith("/"):
        return wrong_anchor(site, src, aimed, fragment)
    if found := _missed(site, src, target, path, aimed):
        return found
    for form in site.forms:
        if stands := standing(site, src, path, directory_urls=form):
            message = f"'{target}' is an address of one form of the site, not a file under docs/"
            return Fault("one-form-link", message, f"write '{site.relative(src, stands)}'")
    return _nowhere(site, src, target, path, outside=_leaves(aimed))


def _missed(site: Targets, src: str, target: str, path: str, aimed: str) -> Fault | None:
    """Return how a path narrowly misses a file under docs/."""
    if aimed in site.drafts:
        hint = "leave the link out until the page is published"
        return Fault("link-to-draft", f"'{target}' leads to a draft, which is not published", hint)
    if aimed in site.folders or aimed == ".":
        inside = posixpath.normpath(posixpath.join(aimed, "index.md"))
        known = inside in site.files
        hint = f"write '{site.relative(src, inside)}'" if known else "link to one of the pages in it"
        return Fault(
            "folder-link", f"'{target}' leads to a folder, which opens only where a server lists it", hint
        )
    folded = aimed.casefold()
    for known_path in site.files:
        if known_path.casefold() == folded and not path.endswith("/"):
            hint = f"write '{site.relative(src, known_path)}'"
            return Fault("wrong-case", f"'{target}' differs from the file's name in letter case", hint)
    return None


def standing(site: Targets, src: str, path: str, *, directory_urls: bool) -> str | None:
    """Return what a relative address leads to from where a page is published."""
    base = posixpath.dirname(address(src, directory_urls))
    aimed = posixpath.normpath(posixpath.join(base, path))
    if path.endswith(("/", ".")):
        aimed = "" if aimed == "." else f"{aimed}/"
    return site.standing(aimed, directory_urls=directory_urls)


def wrong_relative(
    site: Targets, src: str, target: str, *, loaded: bool, forms: tuple[bool, ...] | None = None
) -> Fault | None:
    """Return what is wrong with an address in HTML, which stays as it is in every form of the site."""
    path, fragment = _split(target)
    if not path:
        return wrong_anchor(site, src, src, fragment)
    stands = [standing(site, src, path, directory_urls=form) for form in forms or site.forms]
    if stands[0] and len(set(stands)) == 1:
        return wrong_anchor(site, src, stands[0], fragment)
    aimed = posixpath.normpath(posixpath.join(posixpath.dirname(src), path))
    found = next((one for one in stands if one), aimed if aimed in site.files else None)
    if found:
        source = site.relative(src, found)
        hint = f"write Markdown, {'![what it shows]' if loaded else '[text]'}({source})"
        if not any(stands):
            return Fault(
                "broken-link", f"'{target}' is a source, and addresses in HTML are not rewritten", hint
            )
        message = f"'{target}' is right in one form of the site and wrong in the other"
        return Fault("one-form-link", message, hint)
    outside = True
    for directory_urls in forms or site.forms:
        base = posixpath.dirname(address(src, directory_urls))
        reached = posixpath.normpath(posixpath.join(base, path))
        outside = outside and _leaves(reached)
        draft = next((one for one in site.drafts if reached in _homes(one, directory_urls)), reached)
        if missed := _missed(site, src, target, path, draft):
            return missed
        for known, source in site.built[directory_urls].items():
            if reached.casefold() in (known.casefold(), known.casefold().removesuffix("/index.html")):
                hint = f"write Markdown, [text]({site.relative(src, source)})"
                return Fault("wrong-case", f"'{target}' differs from the address in letter case", hint)
    missed = _missed(site, src, target, path, aimed)
    return missed or _nowhere(site, src, target, path, outside=outside)


def _leaves(aimed: str) -> bool:
    return aimed == ".." or aimed.startswith("../")


def _homes(src: str, directory_urls: bool) -> tuple[str, str]:
    """Return the addresses that open a page: its file, and its folder where a server lists it."""
    home = address(src, directory_urls)
    return home, posixpath.dirname(home) if directory_urls else home


def _nowhere(site: Targets, src: str, target: str, path: str, *, outside: bool) -> Fault:
    if outside:
        hint = "link to a page under docs/, or to the file's address on the web"
        return Fault("outside-docs", f"'{target}' leads out of docs/, and only docs/ is published", hint)
    if SITE_NAME.match(path):
        hint = f"if it is another site, write https://{path}"
    elif "@" in path:
        hint = f"if it is a mail address, write mailto:{path}"
    else:
        hint = likely(site, src, path)
    return Fault("broken-link", f"'{target}' leads to no page or file", hint)
