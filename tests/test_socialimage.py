"""The pictures that stand for pages: whole texts inside the edges, figures never bare, the same anywhere."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from macros import socialimage
from macros.pages import ENGLISH, Page, language_of
from macros.project import Project, open_project
from macros.socialimage import EDGE, HEIGHT, WIDTH, Content, Headline, Undrawable, content, png, svg
from macros.view import View

ROOT = Path(__file__).parent.parent
INK = bytes.fromhex(socialimage.INK[1:])


@pytest.fixture(scope="module")
def project() -> Project:
    return open_project(ROOT)


def marked(picture: bytes) -> tuple[int, int, int, int]:
    """Return the edges of what stands on the background: left, top, right, bottom."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    at, packed = 8, b""
    while at < len(picture):
        (size,) = struct.unpack(">I", picture[at : at + 4])
        kind, data = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            assert struct.unpack(">IIBBBBB", data) == (WIDTH, HEIGHT, 8, 6, 0, 0, 0)
        packed += data if kind == b"IDAT" else b""
        at += size + 12
    plain, length = zlib.decompress(packed), WIDTH * 4 + 1
    left, right, lines = WIDTH, 0, []
    for y in range(HEIGHT):
        row = plain[y * length : (y + 1) * length]
        assert row[0] == 1  # each pixel is told by its distance from the one before, so a plain run is zeros
        assert row[1:5] == INK + b"\xff"
        if changes := row[5:].rstrip(b"\0"):
            lines.append(y)
            right = max(right, len(changes) // 4)
            left = min(left, 1 + (len(changes) - len(changes.lstrip(b"\0"))) // 4)
    return left, min(lines), right, max(lines)


LONG = [
    Content(
        "A brief", "The quantity of widely wandering memorandums", "Wide and even wider words: " + "MW " * 40
    ),
    Content("A brief", "Trade", "Short."),
    Content(
        "A brief",
        "Wholesale markets between both countries",
        "",
        Headline(
            "Memorandums of wholesale " * 3, "more than US$999,999.99 billion a year", "as it is put; " * 3
        ),
    ),
]


@pytest.mark.parametrize("shown", LONG, ids=["long", "short", "figure"])
def test_every_text_is_drawn_inside_the_edges(shown: Content) -> None:
    left, top, right, bottom = marked(png(shown))
    assert EDGE - 4 <= left <= EDGE + 4  # a letter may reach over its edge
    assert right <= WIDTH - EDGE
    assert top >= 60
    assert bottom <= HEIGHT - 40


def test_the_pictures_of_the_real_pages_can_be_drawn(project: Project) -> None:
    for src in filter(lambda src: language_of(src) == ENGLISH, project.scans):
        text = (ROOT / "docs" / src).read_text("utf-8").partition("description: ")[2].partition("\n")[0]
        left, _top, right, bottom = marked(png(content(View(project.book, Page(src)), "Title", text)))
        assert (left, right <= WIDTH - EDGE, bottom <= HEIGHT - 40) == (EDGE, True, True), src


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (Content("A brief", "Trade", "word " * 400), "is too long"),
        (Content("A brief", "T" * 60, ""), "is too long"),
        (Content("A brief", "تجارت", ""), "holds 'ا', which the fonts of the picture have not"),
    ],
)
def test_what_cannot_be_shown_as_a_whole_is_refused(shown: Content, said: str) -> None:
    with pytest.raises(Undrawable, match=said):
        png(shown)


def test_a_figure_is_the_articles_and_never_bare(project: Project) -> None:
    shown = content(View(project.book, Page("economics.md")), "Economics", "Trade.").headline
    assert shown
    assert shown.value == "about US$13\u00a0billion"
    assert shown.label == "Trade between Iran and Iraq, 2023"
    assert shown.note == "as the article puts it; sources differ"


def test_a_potential_is_marked(project: Project) -> None:
    book = project.book
    figures = {id_: figure for id_, figure in book.brief.figures.items() if id_ != "trade_2023"}
    figures = {"trade_potential": figures.pop("trade_potential"), **figures}
    brief = book.brief.model_copy(update={"figures": figures})
    view = View(type(book)(brief, book.quantities), Page("economics.md"))
    shown = content(view, "Economics", "").headline
    assert shown
    assert shown.value.replace("\u00a0", " ") == "more than US$20 billion a year (potential)"


def test_only_the_page_of_a_theme_has_a_figure(project: Project) -> None:
    for src in ("index.md", "sources.md", "register/economics.md"):
        assert content(View(project.book, Page(src)), "Title", "Text.").headline is None
    assert content(View(project.book, Page("education.md")), "Title", "Text.").headline


def test_the_words_say_what_the_picture_shows() -> None:
    headline = Headline("Trade, 2023", "about 13", "as it is put")
    assert Content("A brief", "Trade", "x", headline).alt == "Trade. Trade, 2023: about 13, as it is put"
    assert Content("A brief", "Trade", "Goods.").alt == "Trade. Goods"


def test_markup_in_a_text_stays_text() -> None:
    assert "<b>" not in svg(Content("A brief", "<b> & co", "x"))
    assert "&lt;b&gt; &amp; co" in svg(Content("A brief", "<b> & co", "x"))


def test_the_fonts_of_the_machine_play_no_role(tmp_path: Path) -> None:
    """Without any font but ours the bytes are the same."""
    script = (
        "import sys; from macros.socialimage import Content, png; "
        "sys.stdout.buffer.write(png(Content('A brief', 'Trade', 'Goods and services.')))"
    )
    bare = {"HOME": str(tmp_path), "FONTCONFIG_FILE": str(tmp_path / "none"), "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=bare, capture_output=True, check=True)
    assert done.stdout == png(Content("A brief", "Trade", "Goods and services."))


def test_the_fonts_bear_names_of_their_own_and_their_licence() -> None:
    names = {path.name for path in socialimage.FONTS.glob("*.ttf")}
    assert len(names) == 3
    for name in names:
        raw = (socialimage.FONTS / name).read_bytes()
        assert "Brief".encode("utf-16-be") in raw
    assert "SIL Open Font License, Version 1.1" in (socialimage.FONTS / "OFL.txt").read_text("utf-8")
