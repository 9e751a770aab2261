"""The scanner of pages: every call and heading at its exact place, and what is prose."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from macros.reading.pages.page import PageText, read_page


def calls(text: str) -> list[tuple[int, int, str]]:
    return [(call.place.line, call.place.column, call.name) for call in read_page("p.md", text).calls]


def problems(text: str) -> list[tuple[int, int, str]]:
    found = read_page("p.md", text).problems
    return [(problem.place.line, problem.place.column, problem.code) for problem in found]


def only(text: str) -> tuple[PageText, str]:
    """Return the page and the whole text of its one problem."""
    found = read_page("p.md", text)
    assert len(found.problems) == 1, found.problems
    return found, str(found.problems[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{{ fig("a") }}', [(1, 1, "fig")]),
        ('text {{ fig("a") }}', [(1, 6, "fig")]),
        ('{{ fig("a") }} and {{ cite("a") }}', [(1, 1, "fig"), (1, 20, "cite")]),
        ('---\ntitle: T\n---\n# T\n\n{{ fig("a") }}', [(6, 1, "fig")]),
        ('---\n---\n{{ fig("a") }}', [(3, 1, "fig")]),
        ('---\r\ntitle: T\r\n---\r\n\r\nx {{ fig("a") }}\r\n', [(5, 3, "fig")]),
        ('é صادرات 😀 {{ fig("é") }}', [(1, 12, "fig")]),
        ('x\n{{ cards(\n  "a",\n  "b"\n) }} {{ fig("a") }}', [(2, 1, "cards"), (5, 6, "fig")]),
        ('```\n{{ fig("a") }}\n```', [(2, 1, "fig")]),
        ('`{{ fig("a") }}`', [(1, 2, "fig")]),
        ('{{fig("a")}}', [(1, 1, "fig")]),
        ('a   {{- fig("a") -}}   {{ fig("b") }}', [(1, 5, "fig"), (1, 24, "fig")]),
        ('{% raw %}{{ fig("a") }}{% endraw %} {{ cite("a") }}', [(1, 37, "cite")]),
        ('{# {{ fig("a") }} #} {{ cite("a") }}', [(1, 22, "cite")]),
        ('<!-- {{ fig("a") }} -->', [(1, 6, "fig")]),
        ('{{ fig("{{ x }}") }}', [(1, 1, "fig")]),
        ("no call", []),
    ],
)
def test_calls_and_their_places(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert calls(text) == expected


def test_arguments_are_read() -> None:
    (call,) = read_page("p.md", """{{ fig("a", 'b', form="number") }}""").calls
    assert (call.args, call.kwargs) == (("a", "b"), {"form": "number"})


def test_a_call_knows_its_section() -> None:
    found = read_page("p.md", "# T\n\n{{ a() }}\n\n## S { #s }\n\n{{ b() }}\n\n## {{ c() }} { #c }\n")
    sections = [(call.name, call.section.id if call.section else None) for call in found.calls]
    assert sections == [("a", None), ("b", "s"), ("c", "c")]
    assert found.title == "T"
    assert read_page("p.md", "text").title == "p.md"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('{{ fig("a" + "b") }}', 1),
        ("x {{ fig(a) }}", 3),
        ('{{ fig(*["a"]) }}', 1),
        ('{{ fig(**{"id": "a"}) }}', 1),
        ("{{ page.title }}", 1),
        ("{{ title }}", 1),
        ("{{ 'text' }}", 1),
        ('{{ fig("a") | upper }}', 1),
        ('{{ fig("a")("b") }}', 1),
        ('{{ page.fig("a") }}', 1),
        ('{{ fig(r"a") }}', 1),  # Python reads it, Jinja does not
        ('{{ fig("a") if x }}', 1),
        ("{{ }}", 1),
        ('{{ fig("a"', 1),
        ('x {{ fig("a")', 3),
        ('x  {{- fig("a")', 4),
        ('x {{ fig("a") }', 3),
        ('x {{ fig("a" }}', 3),
        ('{{ fig("a) }}', 1),
        ('{% raw %} {{ fig("a") }}', 10),
    ],
)
def test_wrong_calls(text: str, column: int) -> None:
    found, printed = only(text)
    assert found.calls == ()
    assert printed.startswith(f"p.md:1:{column}: error[wrong-call]: ")
    assert printed.endswith('; write one macro with literal arguments, such as {{ fig("harvest_2024") }}')


def test_statements_are_refused() -> None:
    _, printed = only("# T\n\n x {% if a %}y")
    assert printed.startswith("p.md:3:4: error[statement]: ")
    assert problems("{% set a = 1 %}{% raw %}x{% endraw %}") == [(1, 1, "statement")]


@pytest.mark.parametrize(
    "text", ["## Title {#id}\n\ntext\n", "## Title {#id}\n\ntext {#b}\n\n #}", "x {# note #}"]
)
def test_an_id_without_a_space_is_a_comment(text: str) -> None:
    found = [problem for problem in read_page("p.md", text).problems if problem.code == "jinja-comment"]
    assert [(problem.place.line, problem.place.column) for problem in found] == [(1, text.index("{#") + 1)]
    assert "write { #id } with a space" in found[0].hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Title\n", [(1, 4, "heading-without-id")]),
        ("# T\n\n### Title\n", [(3, 5, "heading-without-id")]),
        ("## Title { #id }\n", []),
        ("## Title {: #id }\n", []),
        ("## Title { #id .wide }\n", []),
        ("# Title\n", []),
        ("```\n## Title\n```\n", []),
        ("~~~~\n## Title\n~~~\n## Title\n~~~~\n", []),
        ("```\n## Title\n", [(2, 4, "heading-without-id")]),  # a fence that never closes is none
        ("```a``` b\n\n## Title\n", [(3, 4, "heading-without-id")]),
        ("---\na: b\n---\n## Title\n", [(4, 4, "heading-without-id")]),
    ],
)
def test_headings_need_an_id(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert problems(text) == expected


@pytest.mark.parametrize("word", ["false", "False", "no", "off"])
def test_macros_may_not_be_switched_off(word: str) -> None:
    found, printed = only(f"---\ntitle: T\nrender_macros: {word}\n---\n# T\n")
    assert printed.startswith("p.md:3:1: error[macros-off]: ")
    assert problems("---\ntitle: T\nrender_macros: true\n---\n# T\n") == []
    assert found.title == "T"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Trade of 7", "Trade of 7"),
        ("`7` and ``7 ` 7``", "    and"),
        (r"\`7\`", r"\`7\`"),
        ("a ` b\n\n7 ` c", "a ` b\n\n7 ` c"),  # a code span ends with its paragraph
        ("```\n7\n```\n8", "\n\n\n8"),
        ("```a``` 7", "        7"),  # a code span of three is no fence
        ("~~~ python\nx = 7\n~~~", ""),
        ("    ```\n    7\n\n    7\n    ```\n8", "\n\n\n\n\n8"),
        ("> ```\n> 7\n> ```", ""),
        ("```\n7", "```\n7"),  # a fence that never closes is printed as text
        ("[7](page-8.md#at-9)", "[7"),
        ("[a](page_(8).md) 7", "[a                7"),
        ("[a](8.md 'at 9')", "[a         'at 9'"),
        ('![5 km](6.png "7")', '![5 km        "7"'),
        ('[a][7] b\n\n[7]: https://x.example/7 "8"', '[a     b\n\n                           "8"'),
        ("a[^7]\n\n[^7]: 8", "a\n\n      8"),
        ("<https://x.example/7> https://x.example/7 8", "8"),
        ('<img alt="7 km" width="8">', '         "7 km"'),
        ("<span data-title='7' title='8'>9</span>", "'8' 9"),
        ('<a title="a > 7">8</a>', '         "a > 7" 8'),
        ("<code>7</code> <style>a{b:7}</style> 8", "8"),
        ("<!-- 7 -->8", "8"),
        ("5 < 6 > 7", "5 < 6 > 7"),
        ("Title { #at-7 .wide-7 title='7' }", "Title '7'"),
        ("a {: .b7 } {7}", "a          {7}"),
        ("1. a\n2. b", "   a\n   b"),
        ("a\n2. b", "a\n2. b"),  # within a paragraph it begins no list
        ("- 1. a\n\n2021. b", "a 2021. b"),
        ('x {{ fig("a7") }} 7', "x 7"),
        ('a   {{- fig("a") }} 7', "a 7"),
        ("{% raw %}7{% endraw %}", "7"),
        ("---\nt: 7\n---\r\n\r\n7", "\n\n\n\n7"),
        ("---\ntitle: 7 a\ndescription: >-\n  8 b\nweight: 9\n---\n", "\n       7 a\n\n  8 b\n\n\n"),
        ('---\ntitle: "7"  # 8\n---\n', '\n       "7"\n\n'),
    ],
)
def test_prose_is_what_readers_see_at_its_place(text: str, left: str) -> None:
    prose, written = read_page("p.md", text).prose, text.replace("\r\n", "\n")
    assert prose.split() == left.split()
    assert len(prose) == len(written)
    assert all(kept in (sign, " ") for kept, sign in zip(prose, written, strict=True))


def test_what_does_not_pair_has_no_prose() -> None:
    assert read_page("p.md", "7 {{ fig(").prose.strip() == ""


SIGNS = """
{{ · }} · {{- · -}} · {% · %} · {# · #} · {% raw %} · {% endraw %} · {{ fig("a") }} · fig( · ` · ``` · ## ·
# · { #a } · < · > · <!-- · ]( · ) · [ · " · ' · \\ · --- ·
7 · ۷ · two · &#52; · alt="7" · { .a } · 1. · [^1] · <code> · </code> · é · 😀 · a ·
render_macros: false
"""
BREAKS = ("\n", "\r\n", "\r", " ", "\t", "\u2028", "\x00")
PIECES = st.sampled_from([*(sign.strip() for sign in SIGNS.split("·")), *BREAKS])


@given(st.lists(PIECES, max_size=25).map("".join) | st.text())
@example("---\n---")
@example("#}{% raw %}}}")
@example("{{")
@example("{{ fig(" + "(" * 300)
@example('{{ fig("\\')
def test_any_text_is_scanned_and_places_lie_in_it(text: str) -> None:
    found = read_page("p.md", text)
    lines = re.split("\r\n|\r|\n", text)
    for place in (*(call.place for call in found.calls), *(problem.place for problem in found.problems)):
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    for call in found.calls:
        assert lines[call.place.line - 1][call.place.column - 1 :].startswith("{{")
    for heading in found.headings:
        assert heading.start <= heading.at <= len(found.text)
        line = found.text[heading.at :].partition("\n")[0]  # marks of Jinja may be in it
        assert line.startswith(heading.title.partition("\n")[0]) or "raw %}" in line
    whole = "\n".join(lines)
    assert len(found.prose) == len(whole)
    assert all(left in (was, " ") for left, was in zip(found.prose, whole, strict=True))
