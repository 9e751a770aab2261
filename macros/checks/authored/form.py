"""Finds what an author typed that does not become what it was meant to be: headings, lists, HTML."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from macros.checks.authored.targets import Targets
from macros.problems import Problem
from macros.reading.markdown.attributes import Braces
from macros.reading.markdown.raw_html import OPTIONAL, VOID, Tag
from macros.reading.pages.page import PageText

ACTIVE = frozenset(
    ["script", "iframe", "style", "embed", "base", "link", "meta", "frame", "frameset", "applet"]
)
WORD = re.compile(r"[#.][^\s\"'#=]+|[\w:@.-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\"']+)")
HANDLER = re.compile(r"(?:^|\s)(on[a-z]+)\s*+=", re.IGNORECASE)
BRACES = re.compile(r"\A\{[^{}]*\}\Z")
BARE = re.compile(r"[\w-]+")
IN_HTML = re.compile(
    r"\[[^\[\]\n]+\]\([^()\n]+\)|\[[^\[\]\n]+\]\[[^\[\]\n]*\]|(?<![\w*])\*\*?(?=\w)[^*\n<>]*\w\*\*?(?![\w*])|(?<!\w)__(?=\w)[^_\n<>]*__(?!\w)"
)
TITLE = re.compile(r"^title\s*:\s*\S", re.MULTILINE)
LIST_HINT = "write { #id } with a space behind a heading, right behind a link, or on a line below"


def wellformed(site: Targets, page: PageText) -> Iterator[Problem]:
    """Find what is wrong with the form of a page."""
    yield from _headings(page)
    yield from _images(page)
    yield from _tags(page)
    yield from _in_html(site, page)
    yield from _diagrams(page)
    for braces in page.braces:
        yield from _attribute_list(site, page, braces)


def _headings(page: PageText) -> Iterator[Problem]:
    found = [(one.start, one.level, not BRACES.sub("", one.title).strip()) for one in page.headings]
    found += [
        (tag.start, int(tag.name[1]), False)
        for tag in page.tags
        if re.fullmatch("h[1-6]", tag.name) and not tag.closing
    ]
    level = 0
    for start, deep, empty in sorted(found):
        place = page.place(start)
        if empty:
            yield Problem(place, "empty-heading", "this heading has no text", "write one behind the marks")
        if deep == 1 and level:
            hint = "write ## for a section; text that begins with # needs a backslash before it"
            yield Problem(place, "heading-order", "the page has a second title", hint)
        elif level and deep > level + 1:
            message = f"a heading of level {deep} follows one of level {level}"
            yield Problem(place, "heading-order", message, f"write {'#' * (level + 1)}")
        elif not level and deep > 1:
            message = "this heading stands before the title of the page"
            yield Problem(place, "heading-order", message, "begin the page with # and its title")
        level = deep
    if not found and not (page.front and TITLE.search(page.front.text)):
        place = page.place(len(page.front))
        yield Problem(place, "heading-order", "the page has no title", "begin it with # and its title")


def _images(page: PageText) -> Iterator[Problem]:
    hint = "say what it shows"
    for link in page.links:
        if link.kind == "image" and not link.text.strip():
            message = f"the image '{link.target}' has no alternative text"
            yield Problem(page.place(link.start), "missing-alt", message, f"{hint}: ![text]({link.target})")
    for reference in page.references:
        if reference.image and page.text[reference.start + 1 : reference.start + 2] == "]":
            message = f"the image '{reference.label}' has no alternative text"
            yield Problem(page.place(reference.start), "missing-alt", message, hint)
    for tag in page.tags:
        if tag.name == "img" and not tag.closing:
            alt = tag.get("alt")
            if alt is None or (alt and not alt.strip()):
                message = f"the image '{tag.get('src') or ''}' has no alternative text"
                hint = 'write alt="…" and say what it shows, or alt="" for an ornament'
                yield Problem(page.place(tag.start), "missing-alt", message, hint)


def _tags(page: PageText) -> Iterator[Problem]:
    for tag in page.tags:
        place = page.place(tag.start)
        if tag.closed_at is None and not (tag.closing and tag.name in (OPTIONAL | VOID)):
            if tag.closing:
                message, hint = (
                    f"</{tag.name}> closes nothing",
                    f"leave it out, or write <{tag.name}> before it",
                )
            else:
                message = f"the tag <{tag.name}> is never closed"
                hint = f"write </{tag.name}> behind it, or put it between backticks if it is no HTML"
            yield Problem(place, "unclosed-tag", message, hint)
        if tag.closing:
            continue
        if tag.name in ACTIVE:
            message = f"<{tag.name}> does not belong into a page"
            hint = "put styles and scripts into files under docs/assets/ and name them in mkdocs.yml"
            yield Problem(place, "active-content", message, hint)
        yield from _handlers(page, tag)
    if page.open_comment is not None:
        message = "this comment never ends and hides the rest of the page"
        yield Problem(page.place(page.open_comment), "unclosed-tag", message, "write --> behind it")


def _handlers(page: PageText, tag: Tag) -> Iterator[Problem]:
    for one in tag.attributes:
        if re.fullmatch("on[a-z]+", one.name) or one.name == "srcdoc":
            message = f"the attribute '{one.name}' of <{tag.name}> runs code"
            yield Problem(page.place(one.start), "event-handler", message, "leave it out")


def _in_html(site: Targets, page: PageText) -> Iterator[Problem]:
    """Find Markdown inside blocks of raw HTML, where it stays as it is typed."""
    known = site.on("md_in_html")
    starts = [tag.start for tag in page.tags]
    for start, end in page.blocks:
        if known and page.text[start:end].partition(">")[0].find("markdown") >= 0:
            continue
        inner = page.tags[bisect_left(starts, start) : bisect_left(starts, end)]
        last = start
        for tag in (*inner, None):
            stop = tag.start if tag else end
            for found in IN_HTML.finditer(page.text, last, stop):
                hint = (
                    'write markdown="1" into the tag' if known else "write it in HTML, or outside of the HTML"
                )
                message = f"Markdown such as '{found[0][:60]}' is not read inside raw HTML"
                yield Problem(page.place(found.start()), "markdown-in-html", message, hint)
            last = tag.end if tag else end


def _diagrams(page: PageText) -> Iterator[Problem]:
    for start, words in page.fences:
        if re.match(r"\{?\s*\.?mermaid\b", words):
            message = "a Mermaid diagram is drawn by a script from another host"
            yield Problem(
                page.place(start), "external-resource", message, "write an image, or a macro that prints one"
            )


def _attribute_list(site: Targets, page: PageText, braces: Braces) -> Iterator[Problem]:
    meant = braces.colon or braces.words.startswith(("#", ".")) or WORD.match(braces.words)
    if not (meant or braces.heading):
        return
    place = page.place(braces.start)
    shown = page.text[braces.start : braces.end]
    if not site.on("attr_list"):
        yield Problem(place, "attribute-list", f"'{shown}' is printed as it stands", "switch on attr_list")
        return
    left = WORD.sub("", braces.words).strip()
    if left or not braces.words or braces.words.count("#") > 1:
        bare = BARE.fullmatch(braces.words)
        hint = f"write {{ #{braces.words} }}" if bare else 'write { #id .class name="value" }'
        yield Problem(place, "attribute-list", f"'{shown}' is no list of attributes", hint)
    elif not braces.bound:
        yield Problem(
            place, "attribute-list", f"'{shown}' belongs to nothing and is printed as it stands", LIST_HINT
        )
    for found in HANDLER.finditer(braces.words):
        yield Problem(place, "event-handler", f"the attribute '{found[1]}' runs code", "leave it out")
