"""What the theme's style sheets lose: only what no page of the output can use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import tinycss2  # type: ignore[import-untyped]
from selectolax.lexbor import LexborHTMLParser
from tinycss2 import ast

from macros.publishing.mending import ThemeChanged
from macros.publishing.trimming import (
    ABSENT,
    CHOICES,
    DRAWN,
    trim_output,
    unindented,
    without_properties,
    without_rules,
)

NAMES = frozenset({"here", "custom", "default"})


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".here{color:red}", ".here{color:red}"),
        (".gone{color:red}", ""),
        ("#gone,p .here{color:red}", "p .here{color:red}"),
        (".here .gone{color:red}", ""),
        (".here:not(.gone){color:red}", ".here:not(.gone){color:red}"),
        (":is(.gone,.here){color:red}", ":is(.gone,.here){color:red}"),
        ("p>a:hover,td::before{color:red}", "p>a:hover,td::before{color:red}"),
        ("@media print{.gone{color:red}.here{color:blue}}", "@media print{.here{color:blue}}"),
        ("@media print{.gone{color:red}}", ""),
        ("@keyframes gone{from{opacity:0}}", "@keyframes gone{from{opacity:0}}"),
        ("[data-md-color-primary=indigo]{color:red}", ""),
        ("[data-md-color-scheme=default]{color:red}", "[data-md-color-scheme=default]{color:red}"),
        ("[data-md-toggle=gone]:checked~p{color:red}", "[data-md-toggle=gone]:checked~p{color:red}"),
        ('.here::before{content:".gone{}"}', '.here::before{content:".gone{}"}'),
    ],
)
def test_a_rule_stays_if_a_page_can_match_it(css: str, left: str) -> None:
    assert without_rules(css, NAMES) == left


def test_a_property_stays_if_anything_reads_it() -> None:
    css = ":root{--a:1;--b:var(--c);--c:2;--d:3;color:var(--a)}p{--e:var(--d)}"
    assert without_properties(css, []) == ":root{--a:1;color:var(--a)}"
    drawn = ":root{--md-mermaid-x:1;--md-code-x:1}"
    assert without_properties(drawn, ["--md-mermaid-x --md-code-x"]) == ":root{--md-code-x:1}"
    assert (
        without_properties(css, ["getPropertyValue('--b')"])
        == ":root{--a:1;--b:var(--c);--c:2;color:var(--a)}"
    )


THEME = "".join(
    (
        *(f".{part}__x{{a:b}}" for part in ABSENT),
        *(f"[{choice}=gone]{{a:b}}" for choice in CHOICES),
        f":root{{{DRAWN}-x:1}}",
    )
)
"""What is looked for in the theme's style sheets, and of which nothing is left."""


@pytest.mark.parametrize("name", [*ABSENT, *CHOICES, DRAWN])
def test_a_theme_that_calls_a_part_otherwise_is_refused(tmp_path: Path, name: str) -> None:
    sheets = tmp_path / "assets" / "stylesheets"
    sheets.mkdir(parents=True)
    css = re.sub(rf"(?<![\w-]){name}(?![a-z0-9])", "other", THEME)
    (sheets / "main.0123abcd.min.css").write_text(css, "utf-8")
    with pytest.raises(ThemeChanged, match=rf"name no {name} any more"):
        trim_output(tmp_path)


def test_an_output_keeps_what_its_pages_and_scripts_name(tmp_path: Path) -> None:
    sheets = tmp_path / "assets" / "stylesheets"
    sheets.mkdir(parents=True)
    css = f".on-page{{a:b}}.by-script{{a:b}}.nowhere{{a:b}}.md-version__icon{{a:b}}{THEME}"
    (sheets / "main.0123abcd.min.css").write_text(css, "utf-8")
    (tmp_path / "run.js").write_text('element.classList.add("by-script", "md-version__icon")', "utf-8")
    link = '<link rel="stylesheet" href="assets/stylesheets/main.0123abcd.min.css">'
    (tmp_path / "index.html").write_text(f'{link}<p class="on-page other">nowhere</p>', "utf-8")
    trim_output(tmp_path)
    (sheet,) = sheets.iterdir()
    assert sheet.read_text("utf-8") == ".on-page{a:b}.by-script{a:b}"
    assert sheet.name in (tmp_path / "index.html").read_text("utf-8")
    assert sheet.name != "main.0123abcd.min.css", "a browser would keep the old one"
    assert re.fullmatch(r"main\.[0-9a-f]{8}\.min\.css", sheet.name)


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<ul>\n    <li>a\n\n\t</ul>\n", "<ul>\n<li>a\n</ul>\n"),
        ("<p>one  two </p>", "<p>one  two </p>"),
        ("<p>after\u00a0\n  a space that stays</p>", "<p>after\u00a0\na space that stays</p>"),
        ("<pre>  a\n\n   b\n</pre>\n\n<p>", "<pre>  a\n\n   b\n</pre>\n<p>"),
        ('<pre class="x">\n  a</pre> \n <pre>\n  b</pre>', '<pre class="x">\n  a</pre>\n<pre>\n  b</pre>'),
        (
            "<script>a\n  b</script>\n  <textarea>\n  c</textarea>",
            "<script>a\n  b</script>\n<textarea>\n  c</textarea>",
        ),
    ],
)
def test_indents_go_where_nobody_sees_them(html: str, left: str) -> None:
    assert unindented(html) == left


# --- the real outputs --------------------------------------------------------------------------------

KINDS = (
    *(
        "index",
        "economics",
        "register/index",
        "register/economics",
        "sources",
        "changes",
        "contributing/macros",
    ),
    *("fa/economics", "ar/register/index", "404"),
)
"""A page of each kind; the bundle has none for missing addresses."""
ALONE = re.compile(r"(^|[\s>+~])(?=::?-?[a-z])")
STATE = re.compile(r"::?-?[a-z-]+(?:\([^()]*\))?")
"""What a page may become while it is read: each part of it is taken to be so."""


def selectors(nodes: Iterable[ast.Node], around: str = "") -> Iterator[tuple[str, str]]:
    """Yield each selector of a style sheet with the conditions around it, if its rule shows anything."""
    for node in nodes:
        if node.type == "qualified-rule":
            items = tinycss2.parse_blocks_contents(node.content)
            if any(item.type == "declaration" and not item.name.startswith("--") for item in items):
                inside = re.sub(r"\([^()]*\)", lambda found: found[0].replace(",", "\0"), text(node.prelude))
                yield from ((around, one.strip().replace("\0", ",")) for one in inside.split(","))
        elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword == "media":
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from selectors(inner, around + text(node.prelude))


def text(nodes: list[ast.Node]) -> str:
    return str(tinycss2.serialize(nodes))


def sheets(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the selectors of all style sheets in that folder."""
    for path in sorted(folder.glob("*.css")):
        parsed = tinycss2.parse_stylesheet(path.read_text("utf-8"), skip_comments=True, skip_whitespace=True)
        yield from selectors(parsed)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page_keeps_every_rule_that_applies_to_it(output: Path, kind: str) -> None:
    names = (f"{kind}/index.html", f"{kind}.html")
    found = [output / name for name in names if (output / name).is_file()]
    if kind == "404" and output.name != "site":
        assert not found
        return
    tree = LexborHTMLParser(found[0].read_text("utf-8"))
    material = find_spec("material")
    assert material
    assert material.origin
    whole = set(sheets(Path(material.origin).parent / "templates" / "assets" / "stylesheets"))
    kept = set(sheets(output / "assets" / "stylesheets"))
    applying = {
        (around, selector)
        for around, selector in whole
        if tree.css_first(STATE.sub("", ALONE.sub(r"\1*", selector))) is not None
    }
    assert len(applying) > 200
    assert len(kept) < len(whole) / 2
    assert not applying - kept
