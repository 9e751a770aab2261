"""What is read of a page against what the site builder makes of it: links, headings, words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, reject
from hypothesis import strategies as st
from jinja2 import TemplateSyntaxError

from macros.reading.markdown.extensions import USUAL, named
from macros.reading.pages.page import read_page
from support.markdown_built import Seen, built, own, read

CASES = yaml.safe_load(Path(__file__).with_name("markdown.yml").read_text("utf-8"))
OWN = named(own())


def seen(text: str, *more: str) -> Seen:
    """Return what is read of a page with the project's extensions and more."""
    return read(read_page("page.md", text, OWN | named(more)))


def expected(case: dict[str, Any]) -> Seen:
    """Return what a case says."""
    links = sorted((address, tuple(words.split())) for address, words in case.get("links", ()))
    headings = tuple((level, id_) for level, id_ in case.get("headings", ()))
    return Seen(tuple(links), headings, tuple(case.get("words", "").split()))


def test_the_usual_extensions_are_those_of_the_project() -> None:
    assert OWN == USUAL


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    more = case.get("extensions", ())
    assert seen(case["text"], *more) == expected(case)
    if "differs" in case:
        assert case["differs"]
        assert built(case["text"], *more) != expected(case), "the builder reads it so: leave out differs"
    else:
        assert built(case["text"], *more) == expected(case)


# --- pages made of pieces -----------------------------------------------------------------------------
# "@" stands for a word, of which each is another one in the end: w1, w2 and so on.

SIGN = re.compile(r"\S+")
SIGNS = SIGN.findall(r"` `` \ \` \[ \\ [ ] ( ) ![ ]( < > &amp; { } - : ! |")
PIECES = (
    *(
        "@",
        "@ @",
        "`@`",
        "`` @ ` @ ``",
        "`\\`@",
        "`<b>@`",
        '{{ fig("a") }}',
        "<b>@</b>",
        "@{ #i }",
        "@ { .x }",
    ),
    *('<span title="@">@</span>', "<code>@</code>", "@ <!-- @ -->", "<https://e.org/>", "<a@e.org>", "<br>"),
    *("*@*", "**@**", "*@ `@` @*", "@ * @", "@ <b> @", "@ </b> @", r"\*@\*", r"@ \_ @", "&amp;", "@<br>@"),
    *(
        '<a href="z.md">@</a>',
        '<img src="i.png" alt="@">',
        "`@`{: .x }",
        "[@](a.md){ #k }",
        "`@`{ title='@' }",
    ),
)
TARGETS = ("a.md", "b.md#c", "x_(y).md", "<a b.md>", "a.md '@'", 'a.md "@"', "#x", "(a).md", "a.md '@ \" @'")
LABELS = ("r", "R", "r2", "r  2", "undefined")
words = st.sampled_from(("@", "@ @", "`@`", " *@* ", '{{ fig("a") }} @', "<b>@</b>", "@ ![@](y.png) @"))
alternatives = st.sampled_from(("@", "@ @", r"\* @", '{{ fig("a") }} @'))


def joined(parts: st.SearchStrategy[str], most: int, between: str = " ") -> st.SearchStrategy[str]:
    return st.lists(parts, min_size=1, max_size=most).map(between.join)


links = st.one_of(
    st.builds("[{}]({})".format, joined(words, 2, ""), st.sampled_from(TARGETS)),
    st.builds("![{}]({})".format, alternatives, st.sampled_from(TARGETS)),
    st.builds("[{}][{}]".format, joined(words, 2, ""), st.sampled_from(LABELS)),
    st.builds("![{}][{}]".format, alternatives, st.sampled_from(LABELS)),
    st.sampled_from(LABELS).map("[{}][]".format),
    st.sampled_from(LABELS).map("[{}]".format),
)
signs = st.sampled_from(SIGNS)
lines = joined(st.one_of(st.sampled_from(PIECES), links, joined(st.one_of(signs, words), 3, ""), links), 4)
cells = lines.map(lambda text: text.replace("|", "/"))
paragraphs = joined(cells, 3, "\n")
FENCES = ("```", "~~~", "````")
INFOS = ("", " python", " {.py}", ' python title="x"', " what ever", 'python hl_lines="1"')
AFTER = ("", " #", " ##", " { #h }", " { .k #h2 }", " {: #h3 } ##")


def plain_blocks() -> st.SearchStrategy[str]:
    """Blocks that hold no others."""
    return st.one_of(
        paragraphs,
        paragraphs,
        st.builds(
            "{}{}{}{}".format,
            st.sampled_from(["#" * level for level in range(1, 7)]),
            st.sampled_from((" ", "", "  ")),
            lines,
            st.sampled_from(AFTER),
        ),
        st.builds("{}\n{}".format, cells, st.sampled_from(("===", "---", "=", "--- "))),
        st.builds(
            "{}{}\n{}\n{}{}".format,
            st.sampled_from(FENCES),
            st.sampled_from(INFOS),
            paragraphs,
            st.sampled_from(FENCES),
            st.sampled_from(("", " ", "x")),
        ),
        paragraphs.map(lambda text: indented(text, "    ")),
        st.sampled_from(("---", "***", "- - -", "", "  ", "@\t@", "\t@", "<hr>")),
        st.builds(
            "[{}]: {}{}".format,
            st.sampled_from(("r", "R2", "r2", "r  2")),
            st.sampled_from(("d.md", "<d.md>", "#d")),
            st.sampled_from(("", " 'a title'", ' "t"', " (t)", "\n    'on'", " junk here")),
        ),
        st.builds("| {} | {} |\n|---|---|\n| {} | {} |\n".format, cells, cells, cells, cells),
        st.builds("{} | {}\n:--|--:\n{} | {}\n".format, cells, cells, cells, cells),
        paragraphs.map(closed).map("<div>\n{}\n</div>".format),
        cells.map(closed).map("<p>{}</p>".format),
        st.sampled_from(("<!-- @ -->", "<!--\n@\n\n@\n-->")),
        st.builds("{}\n: {}".format, lines, lines),
        lines.filter(lambda text: "{{" not in text).map("{{% raw %}}{}{{% endraw %}}".format),
    )


def closed(text: str) -> str:
    """Return the text without tags that begin and do not end."""
    return re.sub("<(?=@)", "", text)


def indented(text: str, by: str, first: str | None = None) -> str:
    """Return the text with marks before its lines; empty lines get those of quotations alone."""
    found = []
    for number, line in enumerate(text.split("\n")):
        mark = first if first is not None and not number else by
        found.append(mark + line if line or by.strip() else line)
    return "\n".join(found)


def blocks(depth: int = 2) -> st.SearchStrategy[str]:
    """Blocks, and blocks that hold such."""
    if not depth:
        return plain_blocks()
    some = pages(blocks(depth - 1)).map(lambda text: text.rstrip("\n"))
    return st.one_of(
        plain_blocks(),
        st.sampled_from(("> ", ">")).flatmap(lambda mark: some.map(lambda text: indented(text, mark))),
        some.map(lambda text: indented(text, "", ">")),
        st.sampled_from(("- ", "1.  ", "-   ")).flatmap(
            lambda mark: some.map(lambda text: indented(text, "    ", mark))
        ),
        some.map(lambda text: indented(text, "  ", "* ")),
        some.map(lambda text: f'!!! note "T @"\n\n{indented(text, "    ")}'),
        some.map(lambda text: f"!!! note\n{indented(text, '    ')}"),
        some.map(lambda text: f"??? note\n\n{indented(text, '    ')}"),
        some.map(lambda text: f"@\n:   {indented(text, '    ', '')}"),
        some.map(lambda text: indented(text, "    ")),
    )


def pages(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Put some blocks behind one another, with and without empty lines between them."""
    breaks = st.sampled_from(("\n\n", "\n\n", "\n", "\n\n\n"))
    return st.lists(st.builds("{}{}".format, parts, breaks), min_size=1, max_size=3).map("".join)


def numbered(text: str) -> str:
    """Return the text with another word for each `@` that stands for one."""
    first, *rest = text.replace("a@e.org", "a\0e.org").split("@")
    return "".join((first, *(f"w{number}{part}" for number, part in enumerate(rest, 1)))).replace("\0", "@")


@given(pages(blocks()).map(numbered))
@example('w1\n\n> - [w2](a.md "w3")\n>\n>     ```\n>     w4\n>     ```\n')
def test_pages_are_read_as_the_builder_reads_them(text: str) -> None:
    try:
        right = built(text)
    except TemplateSyntaxError:
        reject()  # braces that do not pair: no page is built
    assert seen(text) == right
