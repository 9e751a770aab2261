"""Pages as plain Markdown: everything that readers see, and no HTML."""

from __future__ import annotations

import re

import pytest

from macros.commands.cli import main
from macros.printing import whole_page
from macros.project.project import Project, read_project
from support.places import ROOT

TAG = re.compile(r"</?[a-z][a-z0-9]*[\s>]")


@pytest.fixture(scope="module")
def project() -> Project:
    return read_project(ROOT)


def test_macros_inside_a_sentence_become_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "render", "docs/economics.md"]) == 0
    printed = capsys.readouterr().out
    assert "The article puts trade between both countries at about US$13\u00a0billion for 2023, " in printed
    assert printed.startswith("---\ndescription: ")
    assert "\n## Main points { #main-points }\n" in printed


def test_every_page_but_examples_is_free_of_html_and_calls(project: Project) -> None:
    looked_at = 0
    for src, text in project.texts.items():
        if src.startswith("contributing/"):
            continue  # it shows HTML and macros as examples
        printed = whole_page.page(project.book, src, text)
        typed = set(TAG.findall(text))  # what authors type themselves stays
        assert not set(TAG.findall(printed)) - typed, src
        assert "{{" not in printed, src
        assert "\n\n\n" not in printed, src
        looked_at += 1
    assert looked_at >= 15


def test_a_table_stays_a_table() -> None:
    html = (
        '<div class="brief"><table><caption>Two <b>rows</b></caption><thead><tr><th>A</th><th>B|C</th></tr>'
        '</thead><tbody><tr><th>x<span class="brief-minor">more</span></th><td><div>1 &lt; 2</div></td></tr>'
        "</tbody></table></div>"
    )
    assert whole_page.markdown(html) == ("**Two rows**\n\n| A | B\\|C |\n| --- | --- |\n| x (more) | 1 < 2 |")


def test_lists_facts_headings_and_links_keep_their_form() -> None:
    html = (
        '<div><h2 id="a">Title<a class="headerlink" href="#a">#</a></h2><ul><li><p>one</p><p>two</p></li>'
        '<li>three</li></ul><dl><div><dt>Value</dt><dd><a href="x/">13</a></dd></div></dl>'
        '<p>See <a href="https://example.org/">there</a>, <code>id</code>.</p>'
        '<p aria-hidden="true">never</p></div>'
    )
    assert whole_page.markdown(html) == (
        "## Title\n\n- one two\n- three\n\n- Value: 13\n\nSee [there](https://example.org/), `id`."
    )


def test_a_chart_becomes_its_description_once(project: Project) -> None:
    printed = whole_page.page(project.book, "economics.md", '{{ chart("trade_2023") }}\n')
    assert printed.count("Values of other sources:") == 1
    assert "| What is measured | Source |" in printed


def test_an_unknown_page_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "render", "economic.md"]) == 2
    assert capsys.readouterr().err == "there is no page 'economic.md'; did you mean 'economics.md'?\n"
