"""What the theme's style sheets lose: only what no page of the output can use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.publishing.trimming import trim_output, unindented, without_properties, without_rules

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


def test_an_output_keeps_what_its_pages_and_scripts_name(tmp_path: Path) -> None:
    sheets = tmp_path / "assets" / "stylesheets"
    sheets.mkdir(parents=True)
    (sheets / "main.0123abcd.min.css").write_text(
        ".on-page{a:b}.by-script{a:b}.nowhere{a:b}.md-version__icon{a:b}", "utf-8"
    )
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
