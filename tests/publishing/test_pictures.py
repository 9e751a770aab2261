"""The pictures that stand for pages: whole texts inside the edges, figures never bare, the same anywhere."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from resvg_py import svg_to_bytes

from macros.figures.evidence.verdicts import summary
from macros.figures.model import Figure
from macros.languages.catalogue import catalogue
from macros.printing.downloads.letters import described
from macros.printing.view import View
from macros.project.project import Project
from macros.publishing import pictures
from macros.publishing.letters import ARABIC, FONTS, ISOLATED, LATIN, Face, Lettering
from macros.publishing.pictures import (
    EDGE,
    HEIGHT,
    WIDTH,
    Content,
    Headline,
    Undrawable,
    content,
    pictured,
    png,
    svg,
)
from macros.reading.pages.routes import Page, translated
from support.places import ROOT

ENGLISH, PERSIAN = map(catalogue, ("en", "fa"))


def pixels(picture: bytes) -> Image.Image:
    """Return the picture without transparency, of which it has none."""
    found = Image.open(BytesIO(picture), formats=["PNG"])
    assert (found.size, found.mode) == ((WIDTH, HEIGHT), "RGBA")
    assert found.getchannel("A").getextrema() == (255, 255)
    return found.convert("RGB")


def marks(picture: bytes) -> Image.Image:
    """Return the picture with everything black that is background."""
    found = pixels(picture)
    return ImageChops.difference(found, Image.new("RGB", found.size, pictures.INK))


def marked(picture: bytes) -> tuple[int, int, int, int]:
    """Return the edges of what stands on the background: left, top, right, bottom."""
    box = marks(picture).getbbox()
    assert box
    return box


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
    Content("گزارش", "صص سس " * 5, "شخصیت‌های برجسته و یادداشت‌های بلند؛ " + "شخص قصص " * 10, say=PERSIAN),
    Content("موجز", "مال", "قصير.", say=catalogue("ar")),
    Content(
        "موجز",
        "أسواق الجملة بين البلدين",
        "",
        Headline("نصوص طويلة جدًا " * 6, "أكثر من ٩٩٩٬٩٩٩٫٩٩ مليار دولار سنويًا", "بحسب المقال؛ " * 6),
        catalogue("ar"),
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


FACES = [(how, face) for how in (LATIN, ARABIC) for face in dict.fromkeys((how.title, how.strong, how.plain))]
NAMES = [face.file.removesuffix(".ttf") for _, face in FACES]
SHAPES = (
    "لا لأ لإ لآ لا لأ",
    "بِسْمِ كُلِّ",
    "چند دور، ۱۲٫۵٪ (تخمین)",
    "متن بلند US. متن",
    "⁨Goods⁩ و خدمات",
    "US$ Iran & co. – #1 …~",
    "AV To Yes, Wave",
)


def drawn(how: Lettering, face: Face, text: str, size: int = 40) -> tuple[int, int]:
    """Return how far a text moves the place of what follows it, and how wide its ink is, in pixels."""
    shape = ISOLATED if how.rtl else "{}"
    middle, row = int(face.width(text) * size) + size, 2 * size
    texts = (
        f'<text x="{middle}" y="{y}" text-anchor="{anchor}" font-family="{face.family}" '
        f'font-weight="{face.weight}" font-size="{size}">{escape(shape.format(text))}</text>'
        for y, anchor in ((row * 0.7, "start"), (row * 1.7, "end"))
    )
    room = f'width="{2 * middle}" height="{2 * row}"'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {room}>{"".join(texts)}</svg>'
    found = svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=how.files)
    ink = Image.open(BytesIO(found)).getchannel("A")
    after, before = (ink.crop((0, top, 2 * middle, top + row)).getbbox() for top in (0, row))
    assert after, f"nothing is drawn of {text!r}"
    assert before
    return after[0] - before[0], after[2] - after[0]


@pytest.mark.parametrize(("how", "face"), FACES, ids=NAMES)
def test_a_text_is_drawn_as_wide_as_it_is_measured(how: Lettering, face: Face) -> None:
    # A fraction slash is made to reach over its neighbours; these others are drawn turned round.
    apart = {"\u2044", *("<>" if how.rtl else "")}
    seen = [sign for sign in sorted(face.letters - apart) if unicodedata.category(sign)[0] not in "MCZ"]
    assert len(seen) > 150
    joining = [sign for sign in seen if unicodedata.category(sign) == "Lo"] if how.rtl else []
    whole = [text for text in SHAPES if set(text) <= face.letters]
    assert len(whole) >= 2
    for text in (*(sign * 4 for sign in seen), *(f"ـ{sign} ـ{sign}" for sign in joining), *whole):
        moved, ink = drawn(how, face, text)
        measured = face.width(text) * 40
        assert moved == pytest.approx(measured, abs=1.5), text
        assert ink <= measured + 8, text  # an f reaches a little beyond its place


def test_a_letter_takes_the_room_of_its_form() -> None:
    for face in (ARABIC.strong, ARABIC.plain):
        measure = face.width
        assert measure("سس") < 1.8 * measure("س")
        assert measure("دس") == pytest.approx(measure("د") + measure("س"), abs=0.05)
        assert measure("س\u200cس") == pytest.approx(2 * measure("س"))
        assert measure("سِ") == measure("س")
        assert measure("") == 0


@pytest.mark.parametrize(("how", "face"), FACES, ids=NAMES)
def test_the_fonts_hold_every_letter_of_their_languages(how: Lettering, face: Face) -> None:
    """The Arabic ones hold what is listed beside them, which the other fonts are not cut down to."""
    needed = set(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) | set("–—‘’“”…•€−")
    if how.rtl:
        listed = (FONTS / "README.md").read_text("utf-8").partition("```text\n")[2].partition("```")[0]
        ends = (part.removeprefix("U+").split("-") for part in listed.replace("\n", "").split(","))
        needed = {chr(code) for end in ends for code in range(int(end[0], 16), int(end[-1], 16) + 1)}
        assert set("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويپچژکگی۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٪٫٬؟،؛\u200c") <= needed
        assert face.letters == needed
    assert face.letters >= needed
    for letter in sorted(needed):
        if unicodedata.category(letter) not in ("Zs", "Cf"):
            drawn(how, face, letter)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (Content("A brief", "Trade", "word " * 400), "is too long"),
        (Content("A brief", "T" * 60, ""), "is too long"),
        (Content("A brief", "تجارت", ""), "holds 'ا', which the fonts of the picture have not"),
        (Content("گزارش", "貿易", "", say=PERSIAN), "holds '易', which the fonts of the picture have not"),
        (Content("گزارش", "ص" * 40, "", say=PERSIAN), "is too long"),
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
            ("التجارة بين إيران والعراق، ٢٠٢٣", "نحو ١٣ مليار دولار", "بحسب صياغة المقال؛ المصادر متباينة"),
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


def test_letters_that_the_fonts_lack_are_left_to_the_english_picture(project: Project) -> None:
    raw = (ROOT / "macros/languages/en.yml").read_text("utf-8")
    for text, src in (("Größe", "de/trade.md"), ("Długość", "trade.md"), ("Размер", "trade.md")):
        german = raw.replace("tag: en", "tag: de").replace('close: "Close"', f'close: "{text}"')
        brought = replace(project.book, catalogues={"de": german.encode()})
        assert pictured(View(brought, Page("de/trade.md"))) == src


def test_the_logo_of_a_page_from_right_to_left_is_at_its_right() -> None:
    assert f"translate({WIDTH - EDGE - 60} 64)" in svg(Content("گزارش", "تجارت", "متن.", say=PERSIAN))
    assert f"translate({EDGE} 64)" in svg(Content("A brief", "Trade", "Goods."))


def test_a_full_stop_stands_at_the_end_of_a_line_from_right_to_left() -> None:
    """The dot is the leftmost of all, also behind Latin letters."""
    shown = [Content("ا", "ا", text, say=PERSIAN) for text in ("متن بلند US", "متن بلند US.")]
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


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_each_item_has_a_picture_with_its_code_and_its_figure_or_what_it_says(
    project: Project, language: str
) -> None:
    alts = set()
    for first, *_ in project.book.items():
        view = View(project.book, Page(translated(f"items/{(first.code or '').lower()}.md", language)))
        shown = content(view, view.name(first), described(view, first))
        assert shown.site.endswith(f" · {first.code}")
        verdict = view.say.verdicts[summary(project.book.brief, first.id).verdict]
        assert verdict in shown.alt
        if isinstance(first, Figure):
            assert shown.headline
            assert shown.headline.value == view.labelled(view.quantity(first.id))
        left, top, right, bottom = marked(png(shown))
        assert left >= EDGE - 4
        assert (right <= WIDTH - EDGE + 4, top >= 60, bottom <= HEIGHT - 40) == (True, True, True), first.code
        alts.add(shown.alt)
    assert len(alts) == 30


def test_a_long_title_above_a_figure_takes_two_lines_below_the_logo() -> None:
    headline = Headline("item E1 of the article, 2023", "about 13", "as it is put")
    drawn = svg(Content("A brief", "Iraqis who entered Iran for tourism and pilgrimage", "", headline))
    title = [
        float(y)
        for y in re.findall(
            r'<text x="80" y="([\d.]+)" font-family="[^"]*" font-weight="\d+" font-size="40"', drawn
        )
    ]
    assert len(title) == 2
    assert title[0] > 64 + 60 + 40


def test_the_words_say_what_the_picture_shows() -> None:
    headline = Headline("Trade, 2023", "about 13", "as it is put")
    assert Content("A brief", "Trade", "x", headline).alt == "Trade. Trade, 2023: about 13, as it is put"
    assert Content("A brief", "Trade", "Goods.").alt == "Trade. Goods"


def test_markup_in_a_text_stays_text() -> None:
    assert "<b>" not in svg(Content("A brief", "<b> & co", "x"))
    assert "&lt;b&gt; &amp; co" in svg(Content("A brief", "<b> & co", "x"))


def alone(script: str, tmp_path: Path, *arguments: str) -> bytes:
    """Return what a Python script writes that finds no font of the machine."""
    bare = {"HOME": str(tmp_path), "FONTCONFIG_FILE": str(tmp_path / "none"), "XDG_DATA_HOME": str(tmp_path)}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, check=True).stdout


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
        "from macros.languages.catalogue import catalogue; "
        "sys.stdout.buffer.write(png(Content(*sys.argv[2:], say=catalogue(sys.argv[1]))))"
    )
    assert alone(script, tmp_path, words.tag, *texts) == png(Content(*texts, say=words))


def test_the_fonts_bear_names_of_their_own_and_their_licence() -> None:
    names = {path.name for path in FONTS.glob("*.ttf")}
    assert len(names) == 7
    for name in names:
        raw = (FONTS / name).read_bytes()
        assert "Brief".encode("utf-16-be") in raw
    licence = (FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL Open Font License, Version 1.1" in licence
    assert "The Noto Project Authors" in licence
    assert "The Vazirmatn Project Authors" in licence
