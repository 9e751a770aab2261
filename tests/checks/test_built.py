"""The checks of built HTML: single faults in a small output are found at their place, and no others."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import checks
from macros.checks.built.bundle import LARGEST
from macros.checks.built.safety import wrong_built
from macros.checks.output.addresses import candidates, of_css
from macros.checks.output.output import load_output
from macros.checks.output.served import target
from macros.figures.book import Book
from macros.printing import macros
from macros.printing.view import View
from macros.project.project import Project
from macros.project.settings import Settings
from macros.publishing.finish import PageHead as Page_
from macros.publishing.finish import SiteHead, guards
from macros.publishing.outputs.bundle import SUMS
from macros.reading.pages.routes import Page, of_item
from support.small_output import HEAD, SITE_URL, Small


@pytest.fixture
def web(tmp_path: Path, book: Book) -> Small:
    return Small(tmp_path, book, bundled=False)


@pytest.fixture
def bundle(tmp_path: Path, book: Book) -> Small:
    return Small(tmp_path, book, bundled=True)


def test_the_unharmed_outputs_have_no_problem(web: Small, tmp_path: Path, book: Book) -> None:
    assert web.problems() == []
    assert Small(tmp_path / "b", book, bundled=True).problems() == []


GOOD = [
    '<figure class="brief-chart"><svg role="img"><title>T</title><desc>1 above, 13 in all</desc>'
    '<g class="axis"><text>0</text><text>2.5</text><text>5</text></g><text>≈ 13</text></svg>'
    "<table><tbody><tr><td>13</td></tr></tbody></table></figure>",
    '<a href="../">home</a>',
    '<a href="../#home">home</a>',
    '<a href="..?x=1#home">home</a>',
    '<a href="#">up</a>',
    '<a href="#top">up</a>',
    '<a href="">here</a>',
    '<a href="../trade">the folder itself</a>',
    '<a href="#facts:~:text=Facts">a text</a>',
    '<a id="عراق"></a><a href="#%D8%B9%D8%B1%D8%A7%D9%82">x</a>',
    '<a name="old"></a><a href="#old">x</a>',
    '<a href="../assets/icon.svg#a">x</a>',
    '<a href="https://example.com/a(b)?c=d&amp;e#f">x</a>',
    '<a href="https://fa.wikipedia.org/wiki/ایران">x</a>',
    '<a href="mailto:a@example.org,b@example.org?subject=x">x</a>',
    '<a href="tel:+98-21-123">x</a>',
    '<a href="https://example.com" target="_blank" rel="noopener">x</a>',
    '<a href="../" aria-label="home"></a>',
    '<img src="../assets/icon.svg" alt="a" srcset="../assets/icon.svg 1x,\n ../assets/icon.svg 2x">',
    '<img src="../assets/icon.svg" alt="" role="presentation">',
    "<p>See <code>{{ fig(1) }}</code> and <code>None</code>, <code>**</code>.</p>",
    "<p>None of them; 2 &lt; 3 &gt; 1; a [bracket] (and more).</p>",
]


@pytest.mark.parametrize("html", GOOD)
def test_what_is_right_is_left_in_peace(web: Small, html: str) -> None:
    web.add(html)
    assert web.problems() == []


BAD = [
    ('<a href="../nowhere/">x</a>', "broken-link"),
    ('<a href="nowhere.md">x</a>', "broken-link"),
    ('<a href="../../../up/">x</a>', "broken-link"),
    ('<a href="www.example.org">x</a>', "broken-link"),
    ('<a href="../data.csv">x</a>', "broken-link"),
    ('<a href="../assets/icon.svg/">x</a>', "broken-link"),
    ('<form action="../nowhere/"></form>', "broken-link"),
    ('<svg><a xlink:href="../nowhere/"><text>x</text></a></svg>', "broken-link"),
    ('<a href="../Trade/">x</a>', "wrong-case"),
    ('<img src="../Assets/icon.svg" alt="x">', "wrong-case"),
    ('<a href="#Facts">x</a>', "broken-anchor"),
    ('<a href="../#nothing">x</a>', "broken-anchor"),
    ('<a href="../assets/icon.svg#b">x</a>', "broken-anchor"),
    ('<a href="#%D8%B9%D8%B1">x</a>', "broken-anchor"),
    ('<p id="facts">x</p>', "duplicate-id"),
    (
        '<figure class="brief-chart" id="chart-t"><svg role="img"><title>T</title><desc>7 above</desc></svg>'
        "<table><tbody><tr><td>13</td></tr></tbody></table></figure>",
        "wrong-chart",
    ),
    (
        '<figure class="brief-chart" id="chart-t"><svg role="img"><title>T</title><g class="axis">'
        "<text>0</text><text>5</text><text>15</text></g></svg></figure>",
        "wrong-chart",
    ),
    ('<a href="/trade/">x</a>', "absolute-link"),
    ('<img src="/assets/icon.svg" alt="x">', "absolute-link"),
    ('<a href="https://example.org/report/trade/">x</a>', "absolute-link"),
    ('<img src="none.png" alt="x">', "missing-asset"),
    ('<img src="" alt="x">', "missing-asset"),
    ('<img src="../assets/icon.svg" srcset="../assets/icon.svg 1x, none.png 2x" alt="x">', "missing-asset"),
    ('<script src="https://cdn.example.com/x.js"></script>', "external-resource"),
    ('<script src="//cdn.example.com/x.js"></script>', "external-resource"),
    ('<img src="http://example.com/x.png" alt="x">', "external-resource"),
    ('<pre class="mermaid"><code>graph</code></pre>', "external-resource"),
    ("<p>It is {{ fig(1) }}.</p>", "leftover"),
    ("<p>{% raw %}</p>", "leftover"),
    ("<p>Macro Rendering Error</p>", "leftover"),
    ("<p>no such element: dict object['x']</p>", "leftover"),
    ("<p><span>None</span></p>", "leftover"),
    ("<p>It is None million.</p>", "leftover"),
    ("<td>nan</td>", "leftover"),
    ("<p>[]</p>", "leftover"),
    ("<div>[a](b.md)</div>", "leftover"),
    ("<div>**bold**</div>", "leftover"),
    ("<p>a [text][gone]</p>", "leftover"),
    ("<p>&lt;img src=x&gt;</p>", "leftover"),
    ('<p title="{{ x }}">x</p>', "leftover"),
    ('<p onclick="x()">x</p>', "event-handler"),
    ("<svg onload=x()></svg>", "event-handler"),
    ('<a href="javascript:x()">x</a>', "unsafe-address"),
    ('<a href=" jAva\nscript:x()">x</a>', "unsafe-address"),
    ('<a href="data:text/html,x">x</a>', "unsafe-address"),
    ('<a href="file:///home/x">x</a>', "local-address"),
    ("<script>alert(1)</script>", "inline-script"),
    ('<p srcdoc="x">x</p>', "inline-script"),
    ('<a href="https://example.com" target="_blank">x</a>', "unsafe-target"),
    ('<img src="../assets/icon.svg">', "missing-alt"),
    ('<img src="../assets/icon.svg" alt="">', "missing-alt"),
    ('<a href="../"></a>', "empty-link"),
    ('<a href="../"><svg></svg></a>', "empty-link"),
    ("<h1>Again</h1>", "page-head"),
    ('<table class="brief-table"><tr><td>x</td></tr></table>', "table-headings"),
    ('<table class="brief-table"><caption>A</caption><tr><td>x</td></tr></table>', "table-headings"),
    ('<a href="mailto:someone">x</a>', "bad-address"),
    ('<a href="mailto:">x</a>', "bad-address"),
    ('<a href="https://example">x</a>', "bad-address"),
    ('<a href="https://">x</a>', "bad-address"),
    ('<a href="https://example.com:port/">x</a>', "bad-address"),
    ('<a href="https://a b.example/">x</a>', "bad-address"),
    ('<a href="htps://example.com">x</a>', "bad-address"),
    ('<a href="tel:call">x</a>', "bad-address"),
    ('<data value="13">13</data>', "unknown-figure"),
    ('<data data-figure="nothing" value="1">1</data>', "unknown-figure"),
    ('<data data-count="nothing" value="1">1</data>', "unknown-count"),
    ('<data data-count="figures" value="1">1</data>', "wrong-value"),
]


@pytest.mark.parametrize(("html", "code"), BAD)
def test_a_single_fault_is_found_at_the_line_that_caused_it(web: Small, html: str, code: str) -> None:
    line = web.texts["trade.md"].count("\n") + 2
    web.add(html)
    problem = web.only()
    assert problem.code == code
    assert problem.place.path == "docs/trade.md"
    assert line <= problem.place.line <= line + html.count("\n")
    assert problem.message.endswith("(in out/trade/index.html)")
    assert problem.message[0] == problem.message[0].lower() or problem.message[0] == "'"


@pytest.mark.parametrize(
    ("html", "codes"),
    [
        ('<p style="color: red">x</p>', ["blocked-by-policy"]),
        ('<p style="background:url(../assets/icon.svg)">x</p>', ["blocked-by-policy"]),
        ("<p style=\"background: url('none.png')\">x</p>", ["blocked-by-policy", "missing-asset"]),
        ("<style>p { background: url(none.png) }</style>", ["blocked-by-policy", "missing-asset"]),
        ('<video poster="none.png"></video>', ["blocked-by-policy", "missing-asset"]),
        ('<object data="none.pdf"></object>', ["blocked-by-policy", "missing-asset"]),
        ('<iframe src="none.html"></iframe>', ["blocked-by-policy", "missing-asset"]),
        ('<iframe src="https://example.com/"></iframe>', ["blocked-by-policy", "external-resource"]),
        ("<style>@import 'https://example.com/x.css';</style>", ["blocked-by-policy", "external-resource"]),
    ],
)
def test_what_the_policy_refuses_is_found_at_the_line_that_caused_it(
    web: Small, html: str, codes: list[str]
) -> None:
    line = web.texts["trade.md"].count("\n") + 2
    web.add(html)
    assert sorted(web.codes()) == codes
    assert {(problem.place.path, problem.place.line) for problem in web.problems()} == {
        ("docs/trade.md", line)
    }


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ('<a href="register/">x</a>', "broken-link"),
        ('<a href="./">x</a>', "needs-server"),
        ('<a href=".">x</a>', "needs-server"),
        ('<form action="?q"></form>', "needs-server"),
        ("<script>fetch('data.json')</script>", "needs-server"),
        ('<svg><use href="assets/icon.svg#a"></use></svg>', "needs-server"),
        ('<script type="module" src="app.js"></script>', "needs-server"),
        ('<img src="https://example.com/x.png" alt="x">', "external-resource"),
    ],
)
def test_what_needs_a_server_or_the_network_is_found_in_the_bundle(
    bundle: Small, html: str, code: str
) -> None:
    bundle.write(bundle.out / "app.js", "")
    bundle.add(html)
    found = bundle.problems()
    assert code in [problem.code for problem in found], found


def test_a_folder_is_right_on_the_web_and_dead_in_the_bundle(web: Small, tmp_path: Path, book: Book) -> None:
    html = '<a href="../">x</a>'
    web.add(html)
    assert web.problems() == []
    other = Small(tmp_path / "b", book, bundled=True)
    other.add('<a href="./">x</a>')
    assert other.only().code == "needs-server"


@pytest.mark.parametrize(
    "script", ["fetch('x.json')", "new XMLHttpRequest()", "importScripts('x.js')", "import('./x.js')"]
)
def test_a_script_of_our_own_that_fetches(web: Small, tmp_path: Path, book: Book, script: str) -> None:
    other = Small(tmp_path / "b", book, bundled=True)
    for small in (web, other):
        for folder in (small.root / "docs", small.out):
            small.write(folder / "assets/own.js", f"// fetch('no')\n  {script};\n")
    assert web.problems() == []
    problem = other.only()
    assert (problem.code, problem.place.path, problem.place.line) == ("needs-server", "docs/assets/own.js", 2)


# --- what stands around the content --------------------------------------------------------------


def test_a_fault_on_every_page_is_told_once_where_it_was_set(web: Small) -> None:
    web.write(web.root / "mkdocs.yml", "theme:\n  favicon: assets/icon.svg\n")
    (web.out / "assets/icon.svg").rename(web.out / "assets/other.svg")
    found = [problem for problem in web.problems() if problem.place.path == "mkdocs.yml"]
    (problem,) = found
    assert (problem.code, problem.place.line, problem.place.column) == ("missing-asset", 2, 12)
    assert "2 more pages" in problem.message


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ('<meta property="og:image" content="https://example.org/report/none.png">', "missing-asset"),
        ('<meta name="twitter:image" content="none.png">', "missing-asset"),
        ('<link rel="canonical" href="https://example.org/report/none/">', "broken-link"),
        ('<link rel="alternate" hreflang="fa" href="../fa/">', "broken-link"),
        ('<meta http-equiv="refresh" content="0; url=../none/">', "broken-link"),
        ('<link rel="preconnect" href="https://fonts.example.com">', "external-resource"),
        ('<link rel="stylesheet" href="http://example.com/x.css">', "external-resource"),
        ('<base href="/">', "absolute-link"),
        ('<meta name="description" content="{{ x }}">', "leftover"),
    ],
)
def test_the_head_of_a_page_is_checked(web: Small, head: str, code: str) -> None:
    web.page("trade.md", "<h1>Trade</h1>\n<h2 id='facts'>Facts</h2>", head=head)
    problem = web.only()
    assert (problem.code, problem.place.path) == (code, "out/trade/index.html")
    line = (web.out / "trade/index.html").read_text("utf-8").split("\n")[problem.place.line - 1]
    assert head in line


@pytest.mark.parametrize(
    "good", ["https://example.org/report/", "https://example.org/report/trade/", "https://else.example/"]
)
def test_full_addresses_are_right_in_the_head(web: Small, good: str) -> None:
    head = (
        f'<link rel="canonical" href="{good}"><meta property="og:image" content="{SITE_URL}assets/icon.svg">'
    )
    web.page("trade.md", "<h1>Trade</h1>\n<h2 id='facts'>Facts</h2>", head=head)
    assert web.problems() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("<title>trade.md</title>", ""), ('<html lang="en">', "<html>"), ('lang="en"', 'lang="1"')],
)
def test_a_page_has_a_title_and_a_language(web: Small, old: str, new: str) -> None:
    web.edit("trade/index.html", old, new)
    assert web.only().code == "page-head"


@pytest.mark.parametrize(
    ("href", "good"),
    [
        ("/report/trade/", True),
        ("#m", True),
        ("/report/none/", False),
        ("/trade/", False),
        ("trade/", False),
    ],
)
def test_the_error_page_needs_the_path_of_the_site(web: Small, href: str, good: bool) -> None:
    start = HEAD[: HEAD.index('<link rel="icon"')].format(
        title="x",
        own="",
        guards=guards(SiteHead("A report", SITE_URL), Page_("404.html", "x", "x", "", "/report/")),
    )
    page = f'{start}</head><body><h1 id="m">x</h1><a href="{href}">x</a></body></html>'
    web.write(web.out / "404.html", page)
    assert len(web.problems()) == (not good)


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ('<meta http-equiv="Content-Security-Policy"', "<meta", "missing-policy", "has no policy"),
        ("default-src 'none'", "default-src *", "missing-policy", "is 'default-src *;"),
        ("no-referrer", "unsafe-url", "missing-policy", "where its links lead from"),
        ('<meta name="description" content="trade.md">', "", "page-head", "has no description"),
        ("report/trade/", "report/", "wrong-address", "the canonical address is"),
        (
            'og:url" content="https://example.org/report/trade/',
            'og:url" content="https://example.org/report/',
            "wrong-address",
            "og:url",
        ),
        ('property="og:image"', 'property="image"', "missing-share", "og:image"),
        ("</head>", "<script>go()</script></head>", "blocked-by-policy", "a script stands in the page"),
    ],
)
def test_a_head_that_is_not_finished(web: Small, old: str, new: str, code: str, said: str) -> None:
    web.edit("trade/index.html", old, new)
    problem = web.only()
    assert problem.code == code
    assert said in problem.message


def test_what_comes_before_the_policy_is_not_reached_by_it(web: Small) -> None:
    web.edit("trade/index.html", '<meta charset="utf-8">', '<script src="../own.js"></script>')
    web.write(web.out / "own.js", "")
    assert web.only().code == "missing-policy"


def test_data_in_a_script_element_run_nothing(web: Small) -> None:
    data = '<script type="application/ld+json">{"a": 1}</script>'
    web.edit("trade/index.html", "</head>", f"{data}</head>")
    assert web.problems() == []


def test_the_sitemap_names_every_page_and_robots_the_sitemap(web: Small) -> None:
    web.edit("sitemap.xml", f"<loc>{SITE_URL}trade/</loc>", "")
    problem = web.only()
    assert (problem.code, str(problem.place)) == ("not-in-sitemap", "out/sitemap.xml:1:1")
    web.edit("robots.txt", "report/", "")
    assert web.codes() == ["wrong-robots", "not-in-sitemap"]
    for name in ("sitemap.xml", "robots.txt"):
        (web.out / name).unlink()
    assert web.codes().count("not-in-sitemap") == len(web.texts)


@pytest.mark.parametrize("fault", ["changed", "added", "gone", "no list"])
def test_a_bundle_whose_sums_are_wrong(bundle: Small, fault: str) -> None:
    assert bundle.problems() == []
    bundle.sums = False
    if fault == "changed":
        bundle.edit("assets/icon.svg", "/>", " />")
    elif fault == "added":
        bundle.write(bundle.out / "more.txt", "")
    elif fault == "gone":
        (bundle.out / "app.webmanifest").unlink()
    else:
        (bundle.out / SUMS).unlink()
    found = [problem for problem in bundle.problems() if problem.code == "wrong-sum"]
    assert len(found) == (len(list(bundle.out.rglob("*.*"))) if fault == "no list" else 1)
    assert str(found[0].place) == f"out/{SUMS}:1:1"


def test_a_bundle_that_is_too_large(bundle: Small) -> None:
    bundle.packed = LARGEST
    assert bundle.problems() == []
    bundle.packed = LARGEST + 1
    problem = bundle.only()
    assert (problem.code, problem.place.path) == ("large-bundle", "out")
    assert "the largest file is" in problem.hint


def test_a_page_that_is_too_heavy_when_compressed(web: Small) -> None:
    text = "".join(hashlib.sha256(bytes([n % 256, n // 256])).hexdigest() for n in range(2000))
    page = web.out / "index.html"
    html = page.read_text("utf-8")
    page.write_text(html.replace("</body>", f"<p>{text[:50_000]}</p></body>"), "utf-8")
    assert "heavy-page" not in {problem.code for problem in web.problems()}
    page.write_text(html.replace("</body>", f"<p>{text}</p></body>"), "utf-8")
    assert [problem.place.path for problem in web.problems() if problem.code == "heavy-page"] == [
        "out/index.html"
    ]


# --- other files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "line", "column"),
    [
        ("assets/style.css", "icon.svg", "none.svg", "missing-asset", 2, 24),
        ("assets/style.css", "more.css", "More.css", "wrong-case", 1, 10),
        ("assets/style.css", "more.css", "/more.css", "absolute-link", 1, 10),
        ("assets/style.css", "more.css", "https://example.com/x.css", "external-resource", 1, 10),
        ("app.webmanifest", "assets/icon.svg", "none.png", "missing-asset", 1, 40),
        ("app.webmanifest", '"./"', '"/"', "absolute-link", 1, 16),
        ("app.webmanifest", "{", "", "missing-asset", 1, 1),
    ],
)
def test_style_sheets_and_manifests_are_checked_at_their_place(
    web: Small, name: str, old: str, new: str, code: str, line: int, column: int
) -> None:
    web.edit(name, old, new)
    shutil.copy(web.out / name, web.root / "docs" / name)
    problem = web.only()
    assert (problem.code, problem.place.path) == (code, f"docs/{name}")
    assert (problem.place.line, problem.place.column) == (line, column)


def test_the_sitemap_names_pages_that_exist(web: Small) -> None:
    paths = ("", "trade/", "none/", web.address(web.register).removeprefix(SITE_URL))
    rows = "".join(f"<url>\n<loc>{SITE_URL}{path}</loc></url>" for path in paths)
    web.write(web.out / "sitemap.xml", f"<urlset>{rows}</urlset>")
    problem = web.only()
    assert (problem.code, str(problem.place)) == ("broken-link", "out/sitemap.xml:4:6")


@pytest.mark.parametrize("name", ["table.csv", "table.json", "nested.json"])
def test_a_table_to_download_equals_the_data(web: Small, name: str) -> None:
    machine = web.book.quantities[web.figure.id].machine
    for value, code in ((machine, []), ("77", ["wrong-export"])):
        text = {
            "table.csv": f"id,value\n{web.figure.id},{value}\n",
            "table.json": f'[{{"id": "{web.figure.id}", "value": "{value}"}}]',
            "nested.json": f'{{"figures": {{"{web.figure.id}": {{"value": "{value}"}}}}}}',
        }[name]
        web.write(web.out / name, text)
        assert web.codes() == code


@pytest.mark.parametrize("bundled", [False, True])
def test_downloads_that_are_those_of_the_data_have_no_problem(
    tmp_path: Path, book: Book, bundled: bool
) -> None:
    small = Small(tmp_path, book, bundled=bundled)
    assert small.download()
    assert small.problems() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "place"),
    [
        ("data/figures.csv", "7000000000", "8000000000", "wrong-export", "2:1"),
        ("data/figures.json", '"7000000000"', '"8000000000"', "wrong-export", ""),
        ("data/figures.csv", "Goods only", "Goods", "unlike-export", "2:"),
        ("data/figures.json", "Goods only", "Goods", "unlike-export", ""),
        ("data/figures/exports.bib", "about US", "US", "unlike-export", "3:"),
        ("data/figures/exports.bib", "}\n}", "\n", "unreadable-citation", "1:1"),
        ("data/figures/exports.ris", "ER  - ", "", "unreadable-citation", "1:1"),
        ("data/figures/exports.csl.json", "[", "", "unreadable-citation", "1:1"),
        ("data/sources.csl.json", "The Daily", "The Weekly", "unlike-export", ""),
        ("data/figures.schema.json", "Id of", "ID of", "unlike-export", ""),
    ],
)
def test_a_single_fault_in_a_download_is_found(
    web: Small, name: str, old: str, new: str, code: str, place: str
) -> None:
    web.download()
    web.edit(name, old, new)
    problem = web.only()
    assert problem.code == code
    assert str(problem.place).startswith(f"out/{name}:{place}")


def test_a_download_that_is_missing_is_named(web: Small) -> None:
    gone = web.download()[-1]
    (web.out / gone).unlink()
    problem = web.only()
    assert (problem.code, problem.place.path) == ("missing-export", f"out/{gone}")


# --- figures -------------------------------------------------------------------------------------


def test_a_figure_that_no_longer_equals_the_data_is_told_at_its_call(web: Small) -> None:
    machine = web.book.quantities[web.figure.id].machine
    web.edit("trade/index.html", f'value="{machine}"', 'value="77"')
    problem = web.only()
    assert problem.code == "wrong-value"
    assert str(problem.place) == "docs/trade.md:9:1"
    assert "'77'" in problem.message
    assert f"'{machine}'" in problem.message


def test_a_figure_whose_words_differ_or_whose_link_leads_elsewhere(web: Small) -> None:
    page = web.out / "trade/index.html"
    text = page.read_text("utf-8")
    amount = str(View(web.book, Page("trade.md")).amount(web.book.quantities[web.figure.id]))
    for old, new, code in (
        (amount, "something", "wrong-value"),
        (f"#{web.figure.id}", "#", "wrong-link"),
        ('href="../register', 'href="../register', ""),
    ):
        assert old in text
        page.write_text(text.replace(old, new), "utf-8")
        assert web.codes() == ([code] if code else [])


def test_a_figure_that_is_not_simply_reported_never_stands_bare(web: Small) -> None:
    view = View(web.book, Page("trade.md"))
    bare = next(q.id for q in web.book.quantities.values() if view.say.status_label(q.status))
    figure = web.book.brief.figures[bare]
    web.page(f"register/{figure.theme}.md", f'<h1>R</h1><i id="{bare}"></i><i id="{web.figure.id}"></i>')
    html = macros.call(view, "fig", [bare], {})
    web.add(html, f'{{{{ fig("{bare}") }}}}')
    assert web.problems() == []
    web.edit("trade/index.html", '<small class="figure-mark">', "<small>")
    assert "bare-figure" in web.codes()


# --- places and hints ----------------------------------------------------------------------------


def test_the_second_of_two_equal_faults_is_told_at_the_second_line(web: Small) -> None:
    web.add('<a href="none.md">x</a>', "[x](none.md)")
    web.add('<a href="none.md">x</a>', "[x](none.md)")
    first, second = web.problems()
    assert second.place.line == first.place.line + 2


@pytest.mark.parametrize(
    ("html", "hint"),
    [
        ('<a href="../trade.md">x</a>', "[text](trade.md)"),
        ('<a href="../register/trad/">x</a>', "'../register/trade/'"),
        ('<a href="../Register/trade/">x</a>', "'../register/trade/'"),
        ('<a href="#Facts">x</a>', "'#facts'"),
        ('<p id="ایران">x</p><a href="#ا\u064aران">x</a>', "'#ایران'"),
        ('<a href="www.example.org">x</a>', "'https://www.example.org'"),
        ('<data data-count="figure" value="1">1</data>', "'figures'"),
    ],
)
def test_hints_name_what_to_type(web: Small, html: str, hint: str) -> None:
    web.add(html)
    assert hint in web.only().hint


def test_without_a_source_line_the_place_is_in_the_built_file(web: Small) -> None:
    web.edit("trade/index.html", "<p>End.</p>", '<p>End <a href="none/">x</a>.</p>')
    problem = web.only()
    line = (web.out / "trade/index.html").read_text("utf-8").split("\n")[problem.place.line - 1]
    assert problem.place.path == "out/trade/index.html"
    assert line[problem.place.column - 1 :].startswith('<a href="none/">')
    assert "(in " not in problem.message


# --- no input crashes, and the real outputs are clean ---------------------------------------------


@given(st.text(max_size=60))
def test_no_address_crashes(text: str) -> None:
    wrong_built(text, link=True)
    target("a/b.html", text)
    assert all(address and text.startswith(address, offset) for offset, address in candidates(text))
    for offset, address in of_css(text):
        assert text[offset:].lstrip().startswith(address)


@settings(deadline=None)  # it writes files, whose time depends on the machine
@given(st.text(alphabet="<>a='\"/ hrefsid#{}%!-\n&;None*[]()", max_size=80))
def test_no_html_crashes(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("html")
    (folder / "index.html").write_text(text, "utf-8")
    texts = {"index.md": text}
    project = Project(folder, texts, {})
    output = load_output(folder, "out", texts, offline=False)
    for problem in checks.of_output(output, project, Settings({})):
        shown = text.split("\n")
        assert 1 <= problem.place.line <= len(shown)
        assert 1 <= problem.place.column <= len(shown[problem.place.line - 1]) + 1


def test_the_real_website_and_bundle_have_no_problem(said: str, project: Project) -> None:
    """The command that built them looked at every page, and told of what it looked at alone."""
    first, *_, website, offline = said.splitlines()
    assert first.startswith("looked at ")
    assert website.startswith("website: ")
    assert offline.startswith("offline: ")
    assert not re.search(r"error|warning", said)
    pages = re.findall(r"^looked at \S+: (\d+) pages", said, re.MULTILINE)
    assert len(pages) == 2
    of_web, of_bundle = map(int, pages)
    assert of_web >= len(project.texts)
    assert of_bundle >= sum(not of_item(src) for src in project.texts)
