"""Takes out of pages, style sheets and scripts what no reader of an output can use, so that less is loaded.

A rule goes if its selector needs a class, an id or a colour of the theme that stands in no page and in no
script; a custom property goes if nothing reads it. What is not understood stays.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import rcssmin  # type: ignore[import-untyped]
import rjsmin  # type: ignore[import-untyped]
import tinycss2  # type: ignore[import-untyped]
from tinycss2 import ast

from macros.publishing import panel
from macros.publishing.mending import ThemeChanged

SHEETS = "assets/stylesheets/**/*.css"
"""The theme's; our own has nothing to spare."""
NAMED = re.compile(r'\s(?:class|id|data-md-[a-z-]+)="([^"]*)"')
WORD = re.compile(r"[A-Za-z_][\w-]*")
READ = re.compile(r"--[\w-]+")
NESTING = frozenset({"media", "supports", "container", "layer"})
ABSENT = (
    *("md-annotation", "md-author", "md-banner", "md-clipboard", "md-code", "md-consent", "md-feedback"),
    *("md-meta", "md-path", "md-post", "md-progress", "md-select", "md-source", "md-status"),
    *("md-tag", "md-tooltip", "md-tooltip2", "md-version", "mermaid", "tabbed"),
)
"""Parts of the theme that its script makes only where a page or a setting asks for them."""
PART_OF = re.compile(rf"(?:{'|'.join(ABSENT)})(?![a-z])")
DRAWN = "--md-mermaid"
"""Read by the theme's script for diagrams that are drawn in the reader's browser; ours are not."""
LATER = re.compile(r"-|^js$")
"""How a class looks that the theme's script gives: all have a hyphen but one."""
BREAK = re.compile(r"(<(pre|textarea|script)\b.*?</\2>)|[ \t\r]*\n[ \t\r\n]*", re.DOTALL)
"""A line break with the spaces around it, or an element whose spaces are shown or read."""
CHOICES = ("data-md-color-primary", "data-md-color-accent", "data-md-color-scheme")
"""Attributes by which the theme tells its colours apart; a page has one value of each."""


def trim_output(folder: Path) -> None:
    """Trim style sheets of the theme, name them after what is left, and shorten pages and what is ours.

    Raises ThemeChanged where the theme has no longer what is looked for in it.
    """
    _shorten(folder)
    pages = {path: unindented(path.read_text("utf-8")) for path in sorted(folder.rglob("*.html"))}
    scripts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.js"))]
    own = [path.read_text("utf-8") for path in sorted(folder.glob("assets/brief/*.css"))]
    names = _names(pages.values(), scripts)
    sheets = {path: path.read_text("utf-8") for path in sorted(folder.glob(SHEETS))}
    _known("\n".join(sheets.values()))
    sheets = {path: without_rules(text, names) for path, text in sheets.items()}
    readers = [*own, *scripts, *pages.values()]
    for path, text in sheets.items():
        others = [*readers, *(other for place, other in sheets.items() if place != path)]
        trimmed = without_properties(text, others)
        stem, _, rest = path.name.partition(".")
        name = f"{stem}.{hashlib.sha256(trimmed.encode()).hexdigest()[:8]}.{rest.partition('.')[2]}"
        path.unlink()
        (path.parent / name).write_text(trimmed, "utf-8")
        for page in pages:
            pages[page] = pages[page].replace(path.name, name)
    for page, text in pages.items():
        page.write_text(text, "utf-8")


def _known(css: str) -> None:
    """Refuse style sheets without the names that are looked for: under others, parts would stay in unseen."""
    looked_for = (*ABSENT, DRAWN, *CHOICES)
    lacking = [name for name in looked_for if not re.search(rf"(?<![\w-]){name}(?![a-z0-9])", css)]
    if lacking:
        what = f"the style sheets of the theme name no {', '.join(lacking)} any more"
        raise ThemeChanged(f"{what}; mend the lists in macros/publishing/trimming.py")


def _shorten(folder: Path) -> None:
    """Take comments and needless spaces from our own scripts and style sheets."""
    for path in sorted(folder.glob("assets/brief/*.css")):
        path.write_text(rcssmin.cssmin(path.read_text("utf-8")), "utf-8")
    data = {path for name in panel.FILES for path in folder.glob(name)}
    for path in sorted(set(folder.glob("assets/brief/*.js")) - data):
        path.write_text(rjsmin.jsmin(path.read_text("utf-8"), keep_bang_comments=True), "utf-8")


def unindented(html: str) -> str:
    """Return the page without blank lines and indents, which no reader sees."""
    return BREAK.sub(lambda found: found[1] or "\n", html)


def _names(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    """Return what a page names, or a script may give it later."""
    present = {name for page in pages for words in NAMED.findall(page) for name in words.split()}
    words = {word for script in scripts for word in WORD.findall(script)}
    return frozenset(present | {word for word in words if LATER.search(word) and not PART_OF.match(word)})


def without_rules(css: str, names: frozenset[str]) -> str:
    """Return the style sheet without the rules whose selectors need a name that is nowhere."""
    nodes = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_rules(nodes, names))


def _rules(nodes: Iterable[ast.Node], names: frozenset[str]) -> Iterator[str]:
    for node in nodes:
        if node.type == "qualified-rule":
            kept = [part for part in _parts(node.prelude) if _usable(part, names)]
            if kept:
                prelude = ",".join(tinycss2.serialize(part).strip() for part in kept)
                yield f"{prelude}{{{tinycss2.serialize(node.content)}}}"
        elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword in NESTING:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            if written := "".join(_rules(inner, names)):
                yield f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{written}}}"
        else:
            yield node.serialize()


def _parts(prelude: list[ast.Node]) -> list[list[ast.Node]]:
    """Split a list of selectors at its own commas; those inside parentheses are nodes of their own."""
    parts: list[list[ast.Node]] = [[]]
    for node in prelude:
        if node.type == "literal" and node.value == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _usable(selector: list[ast.Node], names: frozenset[str]) -> bool:
    """Return whether a page can match; alternatives in parentheses are taken to match."""
    for before, token in zip([None, *selector], selector, strict=False):
        if token.type == "ident" and before == "." and token.value not in names:
            return False
        if token.type == "hash" and token.value not in names:
            return False
        if token.type == "[] block":
            written = tinycss2.serialize(token.content)
            name, _, value = written.partition("=")
            if name in CHOICES and value.strip("\"'") not in names:
                return False
    return True


def without_properties(css: str, others: Iterable[str]) -> str:
    """Return the style sheet without the custom properties that neither it nor the others read."""
    elsewhere = {name for text in others for name in READ.findall(text) if not name.startswith(DRAWN)}
    before = ""
    while before != css:
        before = css
        read = elsewhere | set(re.findall(r"var\(\s*(--[\w-]+)", css))
        css = "".join(_declared(tinycss2.parse_stylesheet(css), read))
    return css


def _declared(nodes: Iterable[ast.Node], read: set[str]) -> Iterator[str]:
    for node in nodes:
        if node.type == "qualified-rule":
            items = tinycss2.parse_blocks_contents(node.content)
            unread = [item for item in items if item.type == "declaration" and _unread(item.name, read)]
            if not unread:
                yield node.serialize()
                continue
            kept = [item.serialize().rstrip(";") for item in items if item not in unread]
            if any(written.strip() for written in kept):
                yield f"{tinycss2.serialize(node.prelude)}{{{';'.join(filter(str.strip, kept))}}}"
        elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword in NESTING:
            inner = "".join(_declared(tinycss2.parse_rule_list(node.content), read))
            yield f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{inner}}}"
        else:
            yield node.serialize()


def _unread(name: str, read: set[str]) -> bool:
    return name.startswith("--") and name not in read
