"""Macro calls printed in the source of a page read as a template engine would print them."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined
from markdown import Markdown  # type: ignore[import-untyped]

from macros.printing import macros as words
from macros.printing.view import View
from macros.printing.whole_page import LostBlock, ids_in, resolved, restored
from macros.project.project import Project, open_project
from macros.reading.pages.page import read_page
from macros.reading.pages.routes import Page
from support.places import ROOT, SMALL

PIECES = ('{{ fig("trade_2023") }}', '{{fig("trade_2023")}}', "word ", "\n", "{", "}", " {# c #}", "%", "“é”")


BLOCK = "{{ reuse() }}"
AROUND = (
    "# A\n\n",
    "Words.\n\n",
    "Words\n",
    "- one\n",
    "    ",
    "\n",
    "> ",
    BLOCK,
    f"{BLOCK}\n",
    f"{BLOCK} end\n",
)
EXTENSIONS = ("attr_list", "def_list", "tables", "toc", "pymdownx.details", "pymdownx.superfences")


def by_engine(text: str, view: View) -> str:
    """Return what Jinja makes of the text, set as mkdocs-macros sets it."""
    engine = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701
    macros = {name: functools.partial(word, view) for name, word in words.MACROS.items()}
    return engine.from_string(text).render(macros)


@pytest.mark.parametrize("directory_urls", [True, False])
def test_every_page_reads_as_the_template_engine_prints_it(project: Project, directory_urls: bool) -> None:
    done = 0
    for src, found in project.scans.items():
        view = View(project.book, Page(src, directory_urls))
        text = (ROOT / "docs" / src).read_text("utf-8")
        printed = resolved(text, found, view, [one.html for one in project.tried[src].printed])
        if printed is not None:
            assert printed == by_engine(text, view), src
            done += bool(found.calls)
    assert done >= len(project.book.brief.themes)


@given(text=st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_text_is_left_to_the_engine_or_printed_like_it(text: str) -> None:
    project = open_project(ROOT)
    view = View(project.book, Page("economics.md"))
    found = read_page("economics.md", text)
    printed = resolved(text, found, view)
    if printed is not None and not found.problems:
        assert printed == by_engine(text, view)


def test_raw_blocks_comments_and_titles_with_macros_are_left_to_the_engine(project: Project) -> None:
    view = View(project.book, Page("economics.md"))
    call = '{{ fig("trade_2023") }}'
    for text in (f"{{% raw %}}{call}{{% endraw %}}", f"{{# no #}} {call}", f"# Of {call}\n"):
        assert resolved(text, read_page("economics.md", text), view) is None
    assert resolved(f"Of {call}.", read_page("economics.md", f"Of {call}."), view) is not None


def test_an_edit_of_a_page_or_of_the_data_opens_the_project_anew(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    data = SMALL.read_text("utf-8")
    (tmp_path / "data" / "figures.yml").write_text(data, "utf-8")
    (tmp_path / "docs").mkdir()
    for name in ("trade", "index", "schools"):
        (tmp_path / "docs" / f"{name}.md").write_text("# Title\n", "utf-8")
    first = open_project(tmp_path)
    assert open_project(tmp_path) is first
    (tmp_path / "docs" / "index.md").write_text("# Another title\n", "utf-8")
    assert open_project(tmp_path).scans["index.md"].title == "Another title"


@given(text=st.lists(st.sampled_from(AROUND), max_size=6).map("".join))
def test_a_block_beside_the_text_comes_out_as_markdown_leaves_it(text: str) -> None:
    """But for tabs, which Markdown makes spaces, also where they are part of what is copied."""
    view = View(open_project(ROOT).book, Page("economics.md"))
    found = read_page("economics.md", text)
    aside: list[str] = []
    beside, whole = resolved(text, found, view, aside=aside), resolved(text, found, view)
    assert beside is not None
    assert whole is not None
    markdown = Markdown(extensions=list(EXTENSIONS))
    through, read = markdown.convert(beside), markdown.reset().convert(whole.expandtabs(4))
    assert restored(through, aside).expandtabs(4) == read


def test_the_blocks_of_every_page_come_out_as_markdown_leaves_them(project: Project) -> None:
    """A call may print several blocks, one behind the other."""
    compared = 0
    for src, found in project.scans.items():
        view = View(project.book, Page(src))
        text = (ROOT / "docs" / src).read_text("utf-8").partition("---\n")[2].partition("---\n")[2]
        aside: list[str] = []
        beside, whole = resolved(text, found, view, aside=aside), resolved(text, found, view)
        if beside is None or whole is None or not aside:
            continue
        markdown = Markdown(extensions=list(EXTENSIONS))
        through, read = markdown.convert(beside), markdown.reset().convert(whole.expandtabs(4))
        assert restored(through, aside).expandtabs(4) == read, src
        compared += 1
    assert compared > len(list(project.book.items()))


def test_a_block_in_a_listing_is_left_where_it_is(project: Project) -> None:
    text, aside = f"```\n{BLOCK}\n```\n", list[str]()
    printed = resolved(
        text, read_page("economics.md", text), View(project.book, Page("economics.md")), (), aside
    )
    assert not aside
    assert "brief" in str(printed)


@pytest.mark.parametrize("html", ["", '<div data-printed="1"></div>', 2 * '<div data-printed="0"></div>'])
def test_a_lost_block_is_told(html: str) -> None:
    with pytest.raises(LostBlock, match="a line of its own"):
        restored(html, ["<p>printed</p>"])


def test_places_in_a_block_may_be_led_to() -> None:
    html = '<h2 id="first">a</h2><p class="x" id="second">id="no"</p><a href="#id=&quot;no&quot;">b</a>'
    assert ids_in(html) == {"first", "second"}
