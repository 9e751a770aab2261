"""The PDF of the whole brief: what it holds, where its links lead, that the same data give the same bytes."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject
from selectolax.lexbor import LexborHTMLParser

from macros.languages.catalogue import catalogue
from macros.printing.view import View
from macros.project.project import Project
from macros.project.settings import load_settings
from macros.publishing.outputs import build, paper
from macros.publishing.outputs.binding import Front, Leaf, bind
from macros.publishing.outputs.build import Built
from macros.reading.pages.routes import Page
from support.named import PDF
from support.places import ROOT
from support.site import copied, edit, figures, shared, worked_once

ENGLISH = catalogue("en")

SITE_URL = "https://brief.example.org/"
MARGIN = 30
"""Points at the edges of a sheet that only the title page may print on."""


@pytest.fixture(scope="module")
def home(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the built project in which the command has written the PDF, once for all processes."""

    def work(root: Path) -> None:
        done = figures(root, "pdf")
        assert done.returncode == 0, done.stdout + done.stderr
        (root.parent / "said.txt").write_text(done.stdout, "utf-8")

    return worked_once(built, shared(tmp_path_factory), "paper", work)


@pytest.fixture(scope="module")
def written(home: Path) -> Path:
    """Return the PDF as the command writes it, beside the bundle that it was made from."""
    return home / "dist" / PDF


@pytest.fixture(scope="module")
def reader(written: Path) -> PdfReader:
    return PdfReader(written)


@pytest.fixture(scope="module")
def texts(written: Path) -> list[str]:
    """Return the text of each page as a reader would copy it, all spaces alike."""
    document = pypdfium2.PdfDocument(written)
    return [plain(page.get_textpage().get_text_range()) for page in document]


def plain(text: str) -> str:
    return " ".join(text.replace("\ufffe", "-").split())


@pytest.fixture(scope="module")
def chapters() -> list[Leaf]:
    """Return the pages that the navigation offers to readers, from the settings as they are."""
    nav = load_settings(ROOT).nav
    found = [item.src for item in nav if not item.src.startswith("contributing/")]
    assert len(found) >= 14
    return [Leaf(src, "", "", "") for src in found]


def outline(reader: PdfReader) -> list[tuple[int, str, int]]:
    """Return depth, title and page number of each bookmark, in order."""
    found: list[tuple[int, str, int]] = []

    def walk(items: Any, depth: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, depth + 1)
            else:
                number = reader.get_destination_page_number(item)
                assert number is not None
                found.append((depth, plain(str(item.title)), number + 1))

    walk(reader.outline, 1)
    return found


def links(reader: PdfReader) -> Iterator[tuple[int, Any]]:
    """Yield page number and annotation of every link."""
    for number, page in enumerate(reader.pages, start=1):
        for annotation in page.get("/Annots") or ():
            entry = annotation.get_object()
            if entry["/Subtype"] == "/Link":
                yield number, entry


def test_the_command_says_what_it_wrote(home: Path, written: Path, reader: PdfReader) -> None:
    size = f"{written.stat().st_size / 1000:.0f}"
    said = (home.parent / "said.txt").read_text("utf-8")
    assert said == f"paper: dist/{PDF} ({len(reader.pages)} pages, {size} kB)\n"


# --- what it holds ---------------------------------------------------------------------------------


def test_the_first_page_says_what_it_is(texts: list[str], project: Project) -> None:
    about = project.book.brief.about
    assert about.title["en"] in texts[0]
    for words in ("Data version", about.version, "Data looked through on", "MIT"):
        assert words in texts[0]
    assert "127.0.0.1" not in "".join(texts)


def test_every_page_for_readers_is_a_chapter(reader: PdfReader, chapters: list[Leaf]) -> None:
    keys = {leaf.key for leaf in chapters}
    assert keys <= set(reader.named_destinations)
    tops = [title for depth, title, _ in outline(reader) if depth == 1]
    assert len(tops) == len(keys) + 1  # and the contents
    assert tops[:3] == ["Contents", "Overview", "Economics"]
    assert len(set(tops)) == len(tops)
    for title in ("Register: Society", "Sources", "How to read this"):
        assert title in tops
    assert "Contributing" not in tops


def test_the_contents_name_the_pages_on_which_their_entries_stand(
    reader: PdfReader, written: Path, chapters: list[Leaf]
) -> None:
    document = pypdfium2.PdfDocument(written)
    first = next(page for depth, title, page in outline(reader) if title == "Overview")
    rows: dict[tuple[int, str], list[Any]] = {}
    for number, link in links(reader):
        if 1 < number < first:
            rows.setdefault((number, str(link["/Dest"])), []).append(link)
    for (number, _), row in rows.items():
        # Title, dots and number of an entry are linked each for itself.
        left, bottom, right, top = zip(*(map(float, link["/Rect"]) for link in row), strict=True)
        box = (min(left), min(bottom), max(right), max(top))
        text = plain(document[number - 1].get_textpage().get_text_bounded(*box))
        said = re.fullmatch(r"(.+?)[ .]*?(\d+)", text)
        assert said, text
        there = target(reader, row[0])
        assert int(said[2]) == there, text
        assert said[1].strip(" .") in plain(document[there - 1].get_textpage().get_text_range())
    assert len(rows) > 3 * len(chapters)


def target(reader: PdfReader, link: Any) -> int:
    """Return the number of the page to which an internal link leads."""
    number = reader.get_destination_page_number(reader.named_destinations[str(link["/Dest"])])
    assert number is not None
    return number + 1


def test_every_figure_is_told_with_its_amount(texts: list[str], project: Project) -> None:
    view = View(project.book, Page("index.md"))
    everything = " ".join(texts)
    for figure in project.book.brief.figures.values():
        assert plain(view.amount(view.quantity(figure.id))) in everything, figure.id
        assert figure.id in everything.replace(" ", ""), figure.id
    for figure in project.book.article_figures(None):
        assert everything.count(plain(view.amount(view.quantity(figure.id)))) > 1, figure.id


def test_every_address_of_a_source_can_be_read(texts: list[str], project: Project) -> None:
    everything = "".join(texts).replace(" ", "")
    for source in project.book.brief.sources.values():
        if source.url:
            assert source.url in everything


def test_citations_bear_the_number_of_their_source(texts: list[str], project: Project) -> None:
    numbers = {id_: number for number, id_ in enumerate(project.book.brief.sources, start=1)}
    assert f"Ashura News [{numbers['article']}]" in " ".join(texts)
    listed = " ".join(texts[-40:])
    for number in numbers.values():
        assert f"[{number}]" in listed


def test_every_sheet_names_brief_chapter_edition_and_number(
    reader: PdfReader, texts: list[str], project: Project
) -> None:
    about = project.book.brief.about
    tops = [(page, title) for depth, title, page in outline(reader) if depth == 1]
    for number, text in enumerate(texts[1:], start=2):
        chapter = [title for page, title in tops if page <= number][-1]
        assert about.title["en"] in text
        assert chapter in text
        assert f"data version {about.version}" in text
        assert re.search(rf"(^| ){number}( |$)", text)


# --- nothing is cut off ----------------------------------------------------------------------------


def test_no_text_reaches_into_the_edges_of_a_sheet(written: Path) -> None:
    document = pypdfium2.PdfDocument(written)
    runs = 0
    for number in range(1, len(document)):
        page = document[number]
        width, height = page.get_size()
        text = page.get_textpage()
        for run in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(run)
            runs += 1
            assert left >= MARGIN, (number + 1, text.get_text_bounded(left, bottom, right, top))
            assert right <= width - MARGIN, (number + 1, text.get_text_bounded(left, bottom, right, top))
            assert bottom >= MARGIN - 8, number + 1
            assert top <= height - MARGIN, number + 1
    assert runs > 10_000


# --- links -----------------------------------------------------------------------------------------


def test_every_link_leads_into_the_document_or_to_a_public_address(reader: PdfReader) -> None:
    places = reader.named_destinations
    inside = outside = 0
    for number, link in links(reader):
        if "/Dest" in link:
            assert str(link["/Dest"]) in places, (number, link["/Dest"])
            inside += 1
        else:
            address = str(link["/A"]["/URI"])
            assert re.match(r"https?://(?!brief\.invalid|127\.0\.0\.1|localhost)", address), (number, address)
            outside += 1
    assert inside > 2000
    assert outside > 100


def test_figures_lead_to_their_entries(reader: PdfReader, project: Project) -> None:
    reached = {str(link["/Dest"]) for _, link in links(reader) if "/Dest" in link}
    for figure in project.book.brief.figures.values():
        assert f"register-{figure.theme}--{figure.id}" in reached


# --- for listeners and for programs ----------------------------------------------------------------


def test_the_document_says_its_language_title_and_day(reader: PdfReader, project: Project) -> None:
    about = project.book.brief.about
    catalog: Any = reader.root_object
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title == about.title["en"]
    assert metadata.subject
    assert metadata.creation_date is not None
    assert metadata.creation_date.date().isoformat() == about.updated.text
    xmp = catalog["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid" in xmp


def structure(reader: PdfReader) -> Iterator[Any]:
    """Yield every element of the tree of tags, in reading order."""

    def walk(node: Any) -> Iterator[Any]:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            for child in node:
                yield from walk(child)
        elif isinstance(node, DictionaryObject) and "/S" in node:
            yield node
            if "/K" in node:
                yield from walk(node["/K"])

    catalog: Any = reader.root_object
    yield from walk(catalog["/StructTreeRoot"]["/K"])


@pytest.fixture(scope="module")
def elements(reader: PdfReader) -> list[Any]:
    return list(structure(reader))


def test_headings_tables_lists_and_pictures_are_tagged(elements: list[Any], chapters: list[Leaf]) -> None:
    kinds = Counter(str(element["/S"]) for element in elements)
    assert kinds["/H1"] == len(chapters) + 1
    assert kinds["/H2"] > 300
    assert kinds["/Link"] > 2000
    assert kinds["/L"] > 20
    assert kinds["/Table"] >= 30
    pictures = [element for element in elements if element["/S"] == "/Figure"]
    assert pictures
    for picture in pictures:
        assert str(picture["/Alt"]).strip()


def test_every_cell_names_its_headings(elements: list[Any]) -> None:
    heads = {str(e["/ID"]) for e in elements if e["/S"] == "/TH" and "/ID" in e}
    cells = [e for e in elements if e["/S"] == "/TD"]
    assert len(heads) > 500
    assert len(cells) > 1500
    for cell in cells:
        named = [str(id_) for id_ in cell["/A"]["/Headers"]]
        assert named
        assert set(named) <= heads


def test_every_font_is_ours_and_embedded(reader: PdfReader) -> None:
    names = set()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            names.add(str(descriptor["/FontName"]).partition("+")[2])
    assert {name.split("-")[1] for name in names} <= {"Text", "Headings", "Arabic", "Signs"}
    assert {name.split("-")[0] for name in names} == {"Brief"}


def test_it_can_be_sent_by_mail(written: Path) -> None:
    assert written.stat().st_size < 4_000_000


# --- the same bytes, and nothing from elsewhere ----------------------------------------------------

SCRIPT = """
import sys
from pathlib import Path
from macros.publishing.outputs import paper
from macros.project.settings import load_settings
from macros.project.project import open_project
root, folder, out = map(Path, sys.argv[1:])
settings = load_settings(root)
settings.raw["nav"] = ["mediation.md", "register/mediation.md"]
html = paper.document(folder, open_project(root).book.brief, settings)
import re
ids = set(re.findall(r' id="([^"]+)"', html))
html = re.sub(r' href="#([^"]+)"', lambda link: link[0] if link[1] in ids else "", html)
out.write_bytes(paper.typeset(html, folder, "brief").pdf)
"""


def test_the_same_source_gives_the_same_bytes(
    home: Path,
    offline: Path,
    tmp_path: Path,
) -> None:
    made = []
    for place, zone, seed in (("a", "Asia/Baghdad", "1"), ("b c", "America/Lima", "2")):
        folder = tmp_path / place / "bundle"
        shutil.copytree(offline, folder)
        out = tmp_path / place / "out.pdf"
        environment = {
            **os.environ,
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "LC_ALL": "C",
            "TMPDIR": str(tmp_path),
        }
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(home), str(folder), str(out)],
            cwd=ROOT,
            env=environment,
            check=True,
        )
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert b"%PDF-" in made[0][:10]
    assert str(tmp_path).encode() not in made[0]


def test_nothing_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    html = '<html lang="en"><title>x</title><body><p>x</p><img alt="x" src="{}"></body></html>'
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    for address in ("https://example.com/x.png", (tmp_path / "secret.svg").as_uri(), "../secret.svg"):
        with pytest.raises(paper.NoPaper, match="may not load"):
            paper.typeset(html.format(address), tmp_path / "in", "brief")


def test_a_sign_without_a_font_is_told(tmp_path: Path) -> None:
    with pytest.raises(paper.NoPaper, match="glyph"):
        paper.typeset('<html lang="en"><title>x</title><body><p>字</p></body></html>', tmp_path, "brief")


# --- the command -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "رشد صادرات غیرنفتی ایران",
        "پژوهشگران گفتند چند سال گذشت",
        "التجارة بين إيران والعراق – لا شيء",
        "الإجمالي لأول مرة، والآن للآخرين",
        "۱۴۰۲ تا ۱۴۰۳؛ ٢٠٢٤",
    ],
)
def test_arabic_and_persian_are_copied_as_they_were_written(tmp_path: Path, text: str) -> None:
    html = f'<html lang="fa" dir="rtl"><title>a</title><body><p>{text}</p><p><b>{text}</b></p></body></html>'
    pdf = paper.typeset(html, tmp_path, "a").pdf
    copied = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    lines = [unicodedata.normalize("NFKC", line.strip()) for line in copied.splitlines()]
    *said, number = filter(None, lines)
    assert (said, number) == ([text, text], "1")
    # Another reader turns numbers round, but has to find the same letters.
    letters = Counter(filter(str.isalpha, text)) + Counter(filter(str.isalpha, text))
    found = unicodedata.normalize("NFKC", PdfReader(io.BytesIO(pdf)).pages[0].extract_text())
    assert Counter(filter(str.isalpha, found)) == letters


def test_titles_of_sources_in_other_scripts_are_copied_whole(texts: list[str], project: Project) -> None:
    everything = "".join(unicodedata.normalize("NFKC", "".join(texts)).split())
    titles = [source.title for source in project.book.brief.sources.values() if source.title]
    foreign = [title for title in titles if re.search("[\u0600-\u06ff]", title)]
    assert len(foreign) > 4
    for title in foreign:
        words = re.findall("[\u0621-\u064a\u067e-\u06d3]+", title.replace("\u200c", ""))
        assert all(word in everything for word in words), title


def test_without_its_libraries_the_command_says_in_a_line_what_to_do(
    written: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from macros.commands import check
    from macros.commands.cli import main
    from macros.commands.command import PROBLEMS

    # Both outputs were looked at when they were built.
    sources = check.check_sources(home)
    looked = replace(sources, built=build.last(home, sources.project.book.brief.about))
    assert looked.built
    monkeypatch.setattr(check, "check_all", lambda _root: looked)
    before = written.read_bytes()
    monkeypatch.setattr(paper, "find_library", lambda _name: None)
    assert main(["--root", str(home), "pdf"]) == PROBLEMS
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in said
    assert said.endswith(f"dist/{PDF} is as it was")
    assert written.read_bytes() == before


def test_an_error_in_the_sources_leaves_the_last_good_pdf(tmp_path: Path) -> None:
    root = copied(tmp_path / "project")
    (root / "dist").mkdir()
    (root / "dist" / PDF).write_bytes(b"the last one")
    edit(root / "data/figures.yml", "    unit: USD\n", "    unit: USB\n")
    done = figures(root, "pdf")
    assert done.returncode == 1
    assert "error[unknown-unit]" in done.stderr
    assert (root / "dist" / PDF).read_bytes() == b"the last one"


def test_a_new_build_keeps_the_pdf_of_the_same_sources_alone(tmp_path: Path) -> None:
    def rebuilt(made_from: str) -> None:
        new = tmp_path / build.WORK / "new"
        for name in ("site", "dist"):
            (new / name).mkdir(parents=True)
        build.publish(tmp_path, Built(new / "site", new / "dist", made_from))

    build.publish_paper(tmp_path, PDF, b"paper", "f00d")
    rebuilt("f00d")
    assert (tmp_path / "dist" / PDF).read_bytes() == b"paper"
    rebuilt("beef")
    assert not (tmp_path / "dist" / PDF).exists()


# --- binding ---------------------------------------------------------------------------------------

FRONT = Front("The brief", "What it is", "2024-05-01", (("Version", "1"),), "MIT", "version 1", SITE_URL)


def leaf(src: str, body: str, label: str = "") -> Leaf:
    html = f"<html><body><nav><a href='x'>menu</a></nav><article>{body}</article></body></html>"
    return Leaf(src, src.replace(".md", ".html"), html, label)


def bound(*leaves: Leaf, front: Front = FRONT, css: str = "") -> LexborHTMLParser:
    return LexborHTMLParser(bind(leaves, front, ENGLISH, css))


def attribute(tree: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = tree.css_first(selector)
    assert node is not None, selector
    return node.attributes.get(name)


def test_ids_of_two_chapters_never_meet() -> None:
    body = '<h1>{}</h1><h2 id="facts">Facts</h2><p id="p" aria-labelledby="facts other">x</p>'
    tree = bound(leaf("a.md", body.format("A")), leaf("b/c.md", body.format("C")))
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(set(ids)) == len(ids)
    assert {"a", "a--facts", "b-c", "b-c--facts"} <= set(ids)
    assert attribute(tree, "#b-c--p", "aria-labelledby") == "b-c--facts b-c--other"


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        ("#here", "#a--here"),
        ("b/c.html", "#b-c"),
        ("b/c.html#facts", "#b-c--facts"),
        ("./b/../b/c.html#%D8%B9", "#b-c--ع"),
        ("https://example.com/x", "https://example.com/x"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("contributing/index.html#x", f"{SITE_URL}contributing/#x"),
        ("contributing/checks.html", f"{SITE_URL}contributing/checks/"),
        ("data/figures.csv", f"{SITE_URL}data/figures.csv"),
    ],
)
def test_links_lead_into_the_document_or_to_the_website(href: str, wanted: str) -> None:
    tree = bound(leaf("a.md", f'<h1>A</h1><p><a href="{href}">x</a></p>'), leaf("b/c.md", "<h1>C</h1>"))
    assert attribute(tree, "section.chapter p a", "href") == wanted


def test_without_an_address_what_is_elsewhere_is_plain_text() -> None:
    front = Front("The brief", "", "2024-05-01", (), "MIT", "version 1")
    tree = bound(leaf("a.md", '<h1>A</h1><p>See <a href="data/x.csv">the <b>data</b></a>.</p>'), front=front)
    node = tree.css_first(".chapter p")
    assert node is not None
    assert node.html == "<p>See the <b>data</b>.</p>"


def test_what_needs_a_screen_is_left_out() -> None:
    unwanted = (
        '<script>x</script><form><input></form><a class="headerlink" href="#x">#</a>'
        '<p class="brief-noprint">gone</p><p hidden>gone</p><button>gone</button>'
    )
    tree = bound(leaf("a.md", f"<h1>A</h1>{unwanted}<details><summary>More</summary><p>kept</p></details>"))
    text = tree.body.text() if tree.body else ""
    assert "gone" not in text
    assert "menu" not in text
    assert "kept" in text
    assert not tree.css("script, input, button, .headerlink")


def test_sources_are_numbered_where_they_are_listed_and_where_they_are_named() -> None:
    listed = '<ul class="brief-sources--full"><li id="one">One</li><li id="two">Two</li></ul>'
    tree = bound(
        leaf("a.md", '<h1>A</h1><p><a href="sources.html#two">Two</a></p>'),
        leaf("sources.md", f"<h1>Sources</h1>{listed}"),
    )
    assert attribute(tree, "a.to-source", "data-number") == "2"
    assert attribute(tree, "#sources--two", "data-number") == "2"


def test_a_page_named_like_the_whole_is_called_as_in_the_navigation() -> None:
    tree = bound(leaf("index.md", "<h1>The brief</h1><h2 id='x'>Part</h2>", "Overview"))
    heading = tree.css_first("h1#index")
    assert heading is not None
    assert heading.text() == "Overview"
    assert [node.text() for node in tree.css(".contents a")] == ["Overview", "Part"]


def test_drawings_bear_their_colours_and_their_name() -> None:
    css = ":root { --ink: #123456; } .dark { --ink: #fff; }"
    drawing = (
        '<svg role="img" aria-label="Trade &amp; more"><defs><g id="m"/></defs>'
        '<path fill="var(--ink)" marker-end="url(#m)"/><path stroke="var(--none, red)"/></svg>'
    )
    tree = bound(leaf("a.md", f"<h1>A</h1>{drawing}"), css=css)
    assert attribute(tree, "svg path", "fill") == "#123456"
    assert attribute(tree, "svg path", "marker-end") == "url(#a--m)"
    assert attribute(tree, "svg path:last-of-type", "stroke") == "red"
    title = tree.css_first("svg > title")
    assert title is not None
    assert title.text() == "Trade & more"


def test_words_are_escaped_wherever_they_come_from() -> None:
    front = Front("<b>T</b>", "<i>", "2024-05-01", (("<u>", '"><x'),), "<s>", '"<e>', "")
    html = bind([leaf("a.md", '<h1>A &lt;b&gt;</h1><h2 id="x">&lt;script&gt;</h2>')], front, ENGLISH)
    tree = LexborHTMLParser(html)
    assert not tree.css("b, i, u, s, x, e, script")
    assert [node.text() for node in tree.css(".contents a")] == ["A <b>", "<script>"]
