"""The pictures that stand for pages: whole texts inside the edges, figures never bare, the same anywhere."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from macros.languages.arabic import ARABIC
from macros.languages.catalogue import ENGLISH, Wording
from macros.languages.persian import PERSIAN
from macros.printing.view import View
from macros.project.project import Project, open_project
from macros.publishing import pictures
from macros.publishing.letters import ENDS, LEADS, lettering
from macros.publishing.pictures import EDGE, HEIGHT, WIDTH, Content, Headline, Undrawable, content, png, svg
from macros.reading.pages.routes import Page, translated

ROOT = Path(__file__).parents[2]
INK = bytes.fromhex(pictures.INK[1:])


@pytest.fixture(scope="module")
def project() -> Project:
    return open_project(ROOT)


def rows(picture: bytes) -> Iterator[bytes]:
    """Yield of each row of pixels how each differs from the one before it, beginning at the left edge."""
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
    for y in range(HEIGHT):
        row = plain[y * length : (y + 1) * length]
        assert row[0] == 1  # each pixel is told by its distance from the one before, so a plain run is zeros
        assert row[1:5] == INK + b"\xff"
        yield row[5:]


def marked(picture: bytes) -> tuple[int, int, int, int]:
    """Return the edges of what stands on the background: left, top, right, bottom."""
    left, right, lines = WIDTH, 0, []
    for y, row in enumerate(rows(picture)):
        if changes := row.rstrip(b"\0"):
            lines.append(y)
            right = max(right, -(-len(changes) // 4))
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


LONG_LEFTWARDS = [
    Content("گزارش", "صص سس " * 5, "شخصیت‌های برجسته و یادداشت‌های بلند؛ " + "شخص قصص " * 10, words=PERSIAN),
    Content("موجز", "مال", "قصير.", words=ARABIC),
    Content(
        "موجز",
        "أسواق الجملة بين البلدين",
        "",
        Headline("نصوص طويلة جدًا " * 6, "أكثر من ٩٩٩٬٩٩٩٫٩٩ مليار دولار سنويًا", "بحسب المقال؛ " * 6),
        ARABIC,
    ),
]


@pytest.mark.parametrize("shown", LONG, ids=["long", "short", "figure"])
def test_every_text_is_drawn_inside_the_edges(shown: Content) -> None:
    left, top, right, bottom = marked(png(shown))
    assert EDGE - 4 <= left <= EDGE + 4  # a letter may reach over its edge
    assert right <= WIDTH - EDGE
    assert top >= 60
    assert bottom <= HEIGHT - 40


@pytest.mark.parametrize("shown", LONG_LEFTWARDS, ids=["long", "short", "figure"])
def test_a_text_from_right_to_left_begins_at_the_right_edge(shown: Content) -> None:
    left, top, right, bottom = marked(png(shown))
    assert WIDTH - EDGE - 4 <= right <= WIDTH - EDGE + 4
    assert left >= EDGE
    assert top >= 60
    assert bottom <= HEIGHT - 40


def test_the_pictures_of_the_real_pages_can_be_drawn(project: Project) -> None:
    for src in project.scans:
        view = View(project.book, Page(src))
        text = (ROOT / "docs" / src).read_text("utf-8").partition("description: ")[2].partition("\n")[0]
        left, top, right, bottom = marked(png(content(view, view.title(view.page.name), text)))
        start, end = (WIDTH - right, WIDTH - left) if view.rtl else (left, right)
        assert EDGE - 4 <= start <= EDGE, src
        assert (end <= WIDTH - EDGE, top >= 60, bottom <= HEIGHT - 40) == (True, True, True), src


def sizes(drawing: str) -> list[float]:
    return [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawing)]


@pytest.mark.parametrize(
    "shape",
    [
        *(sign * 6 for sign in sorted({*ENDS, *LEADS})),
        *(f"ـ{sign} " * 6 for sign in sorted(ENDS) if unicodedata.category(sign) == "Lo"),
        "لا لأ لإ لآ " * 3,
        "بِسْمِ كُلِّ",
        "US$ Iran & co. – #1 …~",
    ],
)
def test_no_letter_is_wider_than_it_is_taken_to_be(shape: str) -> None:
    shape = shape.strip()
    for title, text in ((shape, "ا"), ("ا", shape)):
        shown = Content(title, title, text, words=PERSIAN)
        drawn = WIDTH - EDGE - marked(png(shown))[0]
        heading, plain = sizes(svg(shown))
        measure = lettering(PERSIAN).measure
        room = max(measure(title, heading, bold=True), measure(text, plain), 96)  # the rule is that wide
        assert drawn <= room + 2, (shape, drawn, room)  # edges are softened


def test_a_letter_takes_the_room_of_its_form() -> None:
    measure = lettering(PERSIAN).measure
    assert measure("سس", 100) == measure("س", 100) + 86
    assert measure("دس", 100) == measure("د", 100) + measure("س", 100)
    assert measure("س\u200cس", 100) == measure("سء", 100) - measure("ء", 100) + measure("س", 100)
    assert measure("سِ", 100) == measure("س", 100)


@pytest.mark.parametrize("words", [ENGLISH, PERSIAN], ids=["Latin", "Arabic"])
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_the_fonts_hold_every_letter(words: Wording, bold: bool, tmp_path: Path) -> None:
    """Each letter in a field of its own, drawn without any font of the machine."""
    how = lettering(words)
    seen = sorted(letter for letter in how.letters if unicodedata.category(letter) not in ("Zs", "Cf"))
    side, across = 40, WIDTH // 40
    texts = "".join(
        f'<text x="{nth % across * side + 12}" y="{nth // across * side + 28}" font-size="20" fill="#fff" '
        f'font-weight="{700 if bold else 400}" font-family="{how.heading if bold else how.plain}">'
        f"&#{ord(letter)};</text>"
        for nth, letter in enumerate(seen)
    )
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{pictures.INK}"/>{texts}</svg>'
    )
    script = (
        "import sys; from vl_convert import register_font_directory, svg_to_png; "
        "register_font_directory(sys.argv[1]); "
        "sys.stdout.buffer.write(svg_to_png(sys.stdin.read(), scale=1))"
    )
    lines = list(rows(alone(script, tmp_path, str(pictures.FONTS), given=drawing)))
    for nth, letter in enumerate(seen):
        x, y = nth % across * side * 4, nth // across * side
        assert any(any(line[x : x + side * 4]) for line in lines[y : y + side]), f"U+{ord(letter):04X}"


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (Content("A brief", "Trade", "word " * 400), "is too long"),
        (Content("A brief", "T" * 60, ""), "is too long"),
        (Content("A brief", "تجارت", ""), "holds 'ا', which the fonts of the picture have not"),
        (Content("گزارش", "貿易", "", words=PERSIAN), "holds '易', which the fonts of the picture have not"),
        (Content("گزارش", "ص" * 40, "", words=PERSIAN), "is too long"),
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


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("fa", ("تجارت ایران و عراق، ۲۰۲۳", "حدود ۱۳ میلیارد دلار", "به بیان مقاله؛ منابع اختلاف دارند")),
        (
            "ar",
            ("التجارة بين إيران والعراق، ٢٠٢٣", "نحو ١٣ مليار دولار", "بحسب صياغة المقال؛ المصادر مختلفة"),
        ),
    ],
)
def test_a_figure_is_told_in_the_language_of_the_page(
    project: Project, language: str, shown: tuple[str, str, str]
) -> None:
    found = content(View(project.book, Page(translated("economics.md", language))), "عنوان", "متن.")
    assert found.site == project.book.brief.about.title[language]
    assert found.headline
    label, value, note = found.headline.label, found.headline.value, found.headline.note
    assert (label, value.replace("\u00a0", " "), note) == shown
    assert found.alt == f"عنوان. {label}: {value}، {note}"


def test_the_logo_of_a_page_from_right_to_left_is_at_its_right() -> None:
    assert f"translate({WIDTH - EDGE - 60} 64)" in svg(Content("گزارش", "تجارت", "متن.", words=PERSIAN))
    assert f"translate({EDGE} 64)" in svg(Content("A brief", "Trade", "Goods."))


def test_a_full_stop_stands_at_the_end_of_a_line_from_right_to_left() -> None:
    """The dot is the leftmost of all, also behind Latin letters."""
    shown = [Content("ا", "ا", text, words=PERSIAN) for text in ("متن بلند US", "متن بلند US.")]
    without, ended = (marked(png(one))[0] for one in shown)
    assert ended < without - 6


def test_a_potential_is_marked(project: Project) -> None:
    book = project.book
    figures = {id_: figure for id_, figure in book.brief.figures.items() if id_ != "trade_2023"}
    figures = {"trade_potential": figures.pop("trade_potential"), **figures}
    brief = book.brief.model_copy(update={"figures": figures})
    view = View(replace(book, brief=brief), Page("economics.md"))
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


def alone(script: str, tmp_path: Path, *arguments: str, given: str = "") -> bytes:
    """Return what a Python script writes that finds no font of the machine."""
    bare = {"HOME": str(tmp_path), "FONTCONFIG_FILE": str(tmp_path / "none"), "XDG_DATA_HOME": str(tmp_path)}
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=bare, input=given.encode(), capture_output=True, check=True)
    return done.stdout


@pytest.mark.parametrize(
    "texts",
    [("A brief", "Trade", "Goods and services."), ("گزارش", "تجارت", "\u2068Goods\u2069 و خدمات: ۱۲٫۵٪.")],
    ids=["en", "fa"],
)
def test_the_fonts_of_the_machine_play_no_role(texts: tuple[str, str, str], tmp_path: Path) -> None:
    """Without any font but ours the bytes are the same."""
    words = ENGLISH if texts[0].isascii() else PERSIAN
    script = (
        "import sys; from macros.publishing.pictures import Content, png; "
        "from macros.languages.catalogue import wording; "
        "sys.stdout.buffer.write(png(Content(*sys.argv[2:], words=wording(sys.argv[1]))))"
    )
    assert alone(script, tmp_path, words.language, *texts) == png(Content(*texts, words=words))


def test_the_fonts_bear_names_of_their_own_and_their_licence() -> None:
    names = {path.name for path in pictures.FONTS.glob("*.ttf")}
    assert len(names) == 5
    for name in names:
        raw = (pictures.FONTS / name).read_bytes()
        assert "Brief".encode("utf-16-be") in raw
    licence = (pictures.FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL Open Font License, Version 1.1" in licence
    assert "The Noto Project Authors" in licence
    assert "The Vazirmatn Project Authors" in licence
