"""Links, anchors, references and raw HTML of pages: what is found, and where."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.checks.authored.links import links
from macros.checks.authored.targets import load_site
from macros.checks.schemes import wrong_address
from macros.problems import Place, Problem
from macros.project.project import Project
from macros.project.settings import Settings
from macros.project.tried import Printed, Tried
from macros.reading.pages.calls import Call
from macros.reading.pages.page import read_page

EXTENSIONS: dict[str, object] = {"attr_list": {}, "admonition": {}, "tables": {}, "def_list": {}, "toc": {}}
SETTINGS = Settings({"site_url": "https://brief.example.org/", "markdown_extensions": EXTENSIONS})
OTHERS = {
    "index.md": "# Start\n",
    "trade.md": '# Trade of both\n\n## Totals { #totals }\n\n## فارسی { #کیفیت }\n\n<a name="old"></a>\n',
    "part/index.md": "# Part\n",
    "part/deep.md": "# Deep\n",
    "soon.md": "---\ndraft: true\n---\n# Soon\n",
}
ASSETS = ("assets/map.svg", "assets/data.csv", "assets/a b.svg")


def project(root: Path, texts: dict[str, str], *printed: Printed) -> Project:
    for name in ASSETS:
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    scans = {src: read_page(f"docs/{src}", text) for src, text in texts.items()}
    return Project(root, texts, scans, None, {"page.md": Tried(printed)})


def alone(text: str) -> Project:
    """Return a project of one page."""
    return Project(Path("/nowhere"), {"page.md": text}, {"page.md": read_page("docs/page.md", text)})


def found(root: Path, body: str, src: str = "page.md", settings: Settings = SETTINGS) -> list[Problem]:
    """Return what is wrong with a page of that body, below its title in the first line."""
    texts = {**OTHERS, src: f"# Page\n\n{body}\n"}
    return sorted(one for one in links(project(root, texts), settings) if one.place.path == f"docs/{src}")


def says(root: Path, body: str, src: str = "page.md", settings: Settings = SETTINGS) -> list[str]:
    return [f"{one.place.line}:{one.place.column} {one.code}" for one in found(root, body, src, settings)]


RIGHT = r"""
[a](trade.md)
[a](trade.md#totals)
[a](trade.md#trade-of-both)
[a](trade.md#old)
[a](trade.md#کیفیت)
[a](trade.md#%DA%A9%DB%8C%D9%81%DB%8C%D8%AA)
[a](#page)
[a](part/index.md "A title")
[a](<assets/a b.svg>)
[a](assets/a%20b.svg)
[a](https://en.wikipedia.org/wiki/Iraq_(country))
[a](mailto:a@example.org?subject=x)
[a](tel:+98-21-123)
<https://example.org/>
<name@example.org>
![A map](assets/map.svg)
[![A map](assets/map.svg)](trade.md)
[a][b] and [B]\n\n[b]: trade.md "Title"
`[a](gone.md)`
``[a](gone.md) ` ``
```\n[a](gone.md)\n```
- item\n\n    ~~~\n    [a](gone.md)\n    ~~~
Text:\n\n    [a](gone.md)
<!-- [a](gone.md) -->
\[a](gone.md)
\`[a](trade.md)\`
- [ ] to do\n- [x] done
A share [of all] and [sic].
<span id="x">text</span> [a](#x)
<div>\n<p>text\n<ul><li>one<li>two</ul>\n</div>
[a](trade.md){ .more }
text\n{ .wide }
!!! note\n\n    [a](trade.md)
## Heading { #h .x data-y="z" }
| a | b |\n|---|---|\n| c { .x } | d |
{{ fig("x") }} [{{ plain("x") }}](trade.md) ![{{ plain("x") }}](assets/map.svg)
1 < 2 and a > b and <- c
""".strip().split("\n")


@pytest.mark.parametrize("body", [line.replace("\\n", "\n") for line in RIGHT])
def test_right(tmp_path: Path, body: str) -> None:
    assert [str(one) for one in found(tmp_path, body)] == []


WRONG = (
    ("[a](gone.md)", "3:5 broken-link"),
    ("See [a](deep.md).", "3:9 broken-link"),
    ("![a](assets/gone.svg)", "3:6 broken-link"),
    ("[a][b]\n\n[b]: gone.md", "5:6 broken-link"),
    ('<a href="gone/">a</a>', "3:10 broken-link"),
    ('<a href="trade.md">a</a>', "3:10 broken-link"),
    ("[a](www.example.org)", "3:5 broken-link"),
    ("[a](Trade.md)", "3:5 wrong-case"),
    ("![a](assets/Map.svg)", "3:6 wrong-case"),
    ("[a](part/)", "3:5 folder-link"),
    ("[a](assets)", "3:5 folder-link"),
    ("[a](../trade/)", "3:5 one-form-link"),
    ("[a](trade.html)", "3:5 one-form-link"),
    ('<a href="../trade/">a</a>', "3:10 one-form-link"),
    ('<a href="trade.html">a</a>', "3:10 one-form-link"),
    ('<img src="../assets/map.svg" alt="">', "3:11 one-form-link"),
    (
        '<img srcset="../assets/map.svg 1x, ../assets/gone.svg 2x" alt="">',
        "3:14 one-form-link",
        "3:36 broken-link",
    ),
    ("[a](/trade/)", "3:5 absolute-link"),
    ("[a](https://brief.example.org/trade/)", "3:5 absolute-link"),
    ("[a](../README.md)", "3:5 outside-docs"),
    ("[a](soon.md)", "3:5 link-to-draft"),
    ('<a href="../soon/">a</a>', "3:10 link-to-draft"),
    ("[a](http://127.0.0.1:8000/)", "3:5 local-address"),
    ("[a](http://localhost/x)", "3:5 local-address"),
    ("[a](file:///etc/x)", "3:5 local-address"),
    ("[a](C:\\x)", "3:5 local-address"),
    ("[a](#nowhere)", "3:5 broken-anchor"),
    ("[a](trade.md#total)", "3:5 broken-anchor"),
    ("[a](trade.md#كيفيت)", "3:5 broken-anchor"),
    ("[a](trade.md#Totals)", "3:5 wrong-case"),
    ("## A { #a }\n\n## B { #a }", "5:6 duplicate-id"),
    ("text\n{ #a }\n\ntext\n{ #a }", "7:1 duplicate-id"),
    ("[a][nowhere]", "3:1 undefined-reference"),
    ("[`a`][]\n\n[`a`]: trade.md", "3:1 undefined-reference", "5:2 unused-definition"),
    ("[nowhere][]", "3:1 undefined-reference"),
    ("[b]: trade.md", "3:2 unused-definition"),
    ("[b]\n\n[b]: trade.md\n\n[b]: index.md", "7:2 repeated-definition"),
    ("a[^1]", "3:2 footnote"),
    ("a[^1]\n\n[^1]: text and more", "3:2 footnote", "5:2 footnote"),
    ("<div>\n[a](trade.md)\n</div>", "4:1 markdown-in-html"),
    ("<div>\n**bold**\n</div>", "4:1 markdown-in-html"),
    ("[](trade.md)", "3:1 empty-link"),
    ("[a]()", "3:1 empty-link"),
    ('<a href="">a</a>', "3:10 empty-link"),
    ("![](assets/map.svg)", "3:1 missing-alt"),
    ('<img src="https://x.example.org/a.svg">', "3:1 missing-alt", "3:11 external-resource"),
    ("<div>\n\ntext", "3:1 unclosed-tag"),
    ("text</div>", "3:5 unclosed-tag"),
    ("write docs/<page>.md", "3:12 unclosed-tag"),
    ("<!-- open", "3:1 unclosed-tag"),
    ("### Deep { #d }", "3:1 heading-order"),
    ("# Second", "3:1 heading-order"),
    ("#1 in sales", "3:1 heading-order"),
    ("## { #x }", "3:1 empty-heading", "3:4 attribute-list"),
    ("## A{ #x }", "3:5 attribute-list"),
    ("## A { x }", "3:6 attribute-list"),
    ("## A { #x #y }", "3:6 attribute-list"),
    ("text { #x } text", "3:6 attribute-list"),
    ('{{ fig("x") }}{ .y }', "3:15 attribute-list"),
    ('[a](trade.md){ onclick="x()" }', "3:14 event-handler"),
    ('<b onclick="x()">a</b>', "3:4 event-handler"),
    ("<script>\nx()\n</script>", "3:1 active-content"),
    ('<iframe src="https://x.example.org/"></iframe>', "3:1 active-content", "3:14 external-resource"),
    ("[a](mailto:name.example.org)", "3:5 bad-address"),
    ("[a](https:///x)", "3:5 bad-address"),
    ("[a](http:/example.org)", "3:5 bad-address"),
    ("[a](htp://example.org)", "3:5 bad-address"),
    ("[a](https://exa mple.org)", "3:5 bad-address"),
    ("[a](https://example.org/a[b)", "3:5 bad-address"),
    ("[a](//example.org/)", "3:5 bad-address"),
    ("[a](tel:12 34)", "3:5 bad-address"),
    ("[a](trade.md", "3:4 bad-address"),
    ("[a](javascript:x)", "3:5 unsafe-address"),
    ("[a](java&#115;cript:x)", "3:5 unsafe-address"),
    ('<a href=" java\tscript:x">a</a>', "3:10 unsafe-address"),
    ("[a](data:text/html,x)", "3:5 unsafe-address"),
    ("![a](https://x.example.org/a.svg)", "3:6 external-resource"),
    ("![a](http://x.example.org/a.svg)", "3:6 external-resource"),
    ("```mermaid\ngraph\n```", "3:1 external-resource"),
    ("{% raw %}\n[a](gone.md)\n{% endraw %}", "4:5 broken-link"),
)


@pytest.mark.parametrize(("body", "expected"), [(body, list(rest)) for body, *rest in WRONG])
def test_wrong(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert sorted(says(tmp_path, body)) == sorted(expected)


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("[a](deep.md)", "did you mean 'part/deep.md'?"),
        ("[a](Trade.md)", "write 'trade.md'"),
        ("[a](trade.html)", "write 'trade.md'"),
        ("[a](trade)", "did you mean 'trade.md'?"),
        ("[a](part/)", "write 'part/index.md'"),
        ("[a](/trade/)", "write 'trade.md'"),
        ("[a](trade.md#total)", "did you mean '#totals'?"),
        ("[a](www.example.org)", "if it is another site, write https://www.example.org"),
        ("[a](assets/map.png)", "did you mean 'assets/map.svg'?"),
        ("[a](htp://example.org)", "did you mean 'http'?"),
        ('<a href="../trade/">a</a>', "write Markdown, [text](trade.md)"),
        ("[a](trade.md#كيفيت)", "write '#کیفیت', with ARABIC LETTER KEHEH in place of ARABIC LETTER KAF"),
    ],
)
def test_hints_say_what_to_type(tmp_path: Path, body: str, hint: str) -> None:
    assert [one.hint for one in found(tmp_path, body)] == [hint]


def test_a_link_from_a_folder_needs_its_dots(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "[a](trade.md)", "part/page.md")
    assert (one.code, one.hint) == ("broken-link", "did you mean '../trade.md'?")


def test_the_front_matter_counts(tmp_path: Path) -> None:
    texts = {**OTHERS, "page.md": "---\ntitle: x\n---\n# Page\n\n[a](gone.md)\n"}
    (one,) = links(project(tmp_path, texts), SETTINGS)
    assert one.place == Place("docs/page.md", 6, 5)


def test_html_on_an_index_page_may_name_an_asset(tmp_path: Path) -> None:
    texts = {
        **OTHERS,
        "index.md": '# Start\n\n<img src="assets/map.svg" alt=""> <a href="part/index.html">a</a>\n',
    }
    assert list(links(project(tmp_path, texts), SETTINGS)) == []


def test_footnotes_where_they_are_switched_on(tmp_path: Path) -> None:
    on = Settings({"markdown_extensions": ["footnotes", "attr_list"]})
    assert says(tmp_path, "a[^1]\n\n[^1]: [t](trade.md)", settings=on) == []
    assert says(tmp_path, "a[^1]", settings=on) == ["3:2 undefined-reference"]
    assert says(tmp_path, "[^1]: text", settings=on) == ["3:2 unused-definition"]
    assert says(tmp_path, "a[^1]\n\n[^1]: b\n\n[^1]: c", settings=on) == ["7:2 repeated-definition"]


def test_markdown_in_html_where_it_is_switched_on(tmp_path: Path) -> None:
    on = Settings({"markdown_extensions": ["md_in_html", "attr_list"]})
    assert says(tmp_path, '<div markdown="1">\n[a](trade.md)\n</div>', settings=on) == []
    (one,) = found(tmp_path, "<div>\n[a](trade.md)\n</div>", settings=on)
    assert one.hint == 'write markdown="1" into the tag'


def test_attribute_lists_where_they_are_switched_off(tmp_path: Path) -> None:
    assert says(tmp_path, "[a](trade.md){ .x }", settings=Settings({"site_url": ""})) == [
        "3:14 attribute-list"
    ]


def printed(html: str) -> Printed:
    return Printed("page.md", Call(Place("docs/page.md", 3, 1), "table", (), {}, None), html)


@pytest.mark.parametrize(
    ("html", "codes"),
    [
        ('<a href="../trade/#totals">a</a> <a href="#x" id="x">a</a>', []),
        ('<a href="https://example.org">a</a>', []),
        ('<a href="../gone/">a</a>', ["broken-link"]),
        ('<a href="../trade/#gone">a</a>', ["broken-anchor"]),
        ('<img src="https://x.example.org/a.svg">', ["external-resource"]),
        ('<p id="page"></p>', ["duplicate-id"]),
        ('<p id="a"></p><p id="a"></p>', ["duplicate-id"]),
    ],
)
def test_what_macros_print(tmp_path: Path, html: str, codes: list[str]) -> None:
    texts = {**OTHERS, "page.md": "# Page\n\n{{ table() }}\n"}
    problems = list(links(project(tmp_path, texts, printed(html)), SETTINGS))
    assert [one.code for one in problems] == codes
    assert {one.place.line for one in problems} <= {3}


def test_ids_that_macros_print_can_be_linked(tmp_path: Path) -> None:
    texts = {**OTHERS, "page.md": "# Page\n\n[a](#row)\n\n{{ table() }}\n"}
    assert list(links(project(tmp_path, texts, printed('<p id="row"></p>')), SETTINGS)) == []


def test_excluded_pages_do_not_exist(tmp_path: Path) -> None:
    raw = {**SETTINGS.raw, "exclude_docs": "part/\n!part/index.md\n", "draft_docs": "trade.md"}
    body = "[a](part/deep.md) [b](part/index.md) [c](trade.md)"
    assert says(tmp_path, body, settings=Settings(raw)) == ["3:5 broken-link", "3:42 link-to-draft"]


PIECES = st.sampled_from(
    [
        *"[](){}<>`*_#!:\\\"'|=-~^ \n\tab",
        "\n\n",
        "\n    ",
        "](",
        "<div>",
        "</div>",
        "<a href=",
        "<!--",
        "-->",
        "{{",
        "}}",
        "{%",
        "{#",
        "```",
        "[^1]:",
        "\n[a]: ",
        "{ #a }",
        "http://",
        "\n# ",
        "\n===\n",
        "ی",
        "\ue000",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)))
def test_any_text_can_be_read(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for problem in links(alone(text), SETTINGS):
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1


@given(st.text())
def test_masking_keeps_every_offset(text: str) -> None:
    page = read_page("docs/page.md", text)
    assert len(page.prose) == len(page.text)
    assert [at.start() for at in re.finditer("\n", page.prose)] == [
        at.start() for at in re.finditer("\n", page.text)
    ]


@given(st.text())
def test_any_address_is_judged(text: str) -> None:
    for loaded in (True, False):
        judged = wrong_address(text, loaded=loaded)
        assert judged is None or (judged.code and judged.message and judged.hint)


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "]",
        "(",
        ")",
        "[a](",
        "![",
        "[a][",
        "<",
        "<a ",
        '<a "',
        "<a '\"",
        "<div>\n",
        "</div>",
        "`",
        "` `` ",
        "``` `",
        "{",
        "{{",
        "{%",
        "{#",
        "{ #a",
        "*",
        "**a",
        "_",
        "<!--",
        "\\",
        "[a]: ",
        "\n[a]:",
        "#\n",
        "# a\n",
        "\n\n    a",
        "- ",
        " ",
        "\n",
        "\t",
        "~~~\n",
        "``` a\n",
        "[^",
        "[^1]: a\n",
        "&#",
        "a:",
        "a@",
        "<a:/",
        "|",
        ">",
        '"',
        "<a href='",
        "=\n",
        "a\n=\n\n",
        "[a](b 'c",
        "<b><i>",
        "</p>",
        "](x ",
        "{ a=",
        "url(",
        "<p style='url(",
    ],
)
def test_long_runs_take_no_time(piece: str) -> None:
    # Of a text of four times the length, what grows with its square takes sixteen times as long.
    short, long = (_time_of(piece * (size // len(piece))) for size in (10_000, 40_000))
    assert long < 8 * short + 0.5


def _time_of(text: str) -> float:
    started = time.process_time()
    for page in (text, f"{text} [a]({text}) <a href='{text}'>{text}"):
        list(links(alone(page), SETTINGS))
    return time.process_time() - started


def test_every_page_is_read(tmp_path: Path) -> None:
    site = load_site(project(tmp_path, OTHERS), SETTINGS)
    assert set(site.pages) == set(OTHERS)
    assert site.files >= set(ASSETS)
    assert site.drafts == {"soon.md"}
