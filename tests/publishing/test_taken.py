"""What can be taken away of charts and items: pictures and tables that say what the data say."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
from PIL import Image

from macros.figures.evidence.verdicts import summary
from macros.figures.model import Figure
from macros.figures.quantities import plain_decimal
from macros.figures.units import UnitKind
from macros.languages.catalogue import catalogue
from macros.printing import cards
from macros.printing.charts.sheet import EDGE, Drawing, Key, Rule, Sheet, Words, written
from macros.printing.charts.svg import LIGHT, Layer, Picture, Rect
from macros.printing.downloads import pictures
from macros.printing.macros import CHARTS, call
from macros.printing.view import View
from macros.problems import BuildFailed
from macros.project.project import Project
from macros.publishing import drawing
from macros.publishing.letters import ARABIC, FONTS, LATIN
from macros.publishing.outputs import taken
from macros.publishing.outputs.taken import Taken
from macros.reading.pages.routes import Page
from support.places import ADDRESS, ROOT

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
LANGUAGES = ("en", "fa", "ar")
PUBLISHED = "https://brief.example/"
STYLE = (ROOT / "macros" / "overrides" / "assets" / "brief" / "brief.css").read_text("utf-8")


@pytest.fixture(scope="module")
def every(project: Project) -> dict[str, Taken]:
    """Return every picture of the website by its path."""
    return {one.path: one for one in taken.taken(project, PUBLISHED)}


def parsed(written: str) -> lxml.etree._Element:
    return lxml.etree.fromstring(written.encode())


def shown(drawing: lxml.etree._Element) -> list[str]:
    """Return the lines of text that are drawn, without signs that do not show."""
    texts = ("".join(map(str, text.itertext())) for text in drawing.iter(f"{SVG}text"))
    return ["".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip() for text in texts]


def bare(text: str) -> str:
    """Return the text without spaces and signs that do not show: it is wrapped anywhere."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cf", "Zs"))


def numbers(lines: list[str]) -> set[Decimal]:
    """Return the numbers that readers of any of the languages read in the lines."""
    text = " ".join(lines).replace("٬", "").replace("٫", ".")
    text = re.sub(r"(?<=\d),(?=\d)", "", text)
    folded = "".join(str(unicodedata.digit(sign, sign)) for sign in text)
    return {Decimal(found) for found in NUMBER.findall(folded)}


def wanted(view: View, figure: Figure) -> set[Decimal]:
    """Return the numbers of a figure as the data give them."""
    quantity = view.quantity(figure.id)
    return {end for end in (quantity.value, quantity.high) if end is not None}


def read_in(drawing: lxml.etree._Element, view: View, figure: Figure) -> bool:
    if view.quantity(figure.id).kind in (UnitKind.RANK, UnitKind.DATE):  # which may be said in words
        return bare(view.amount(view.quantity(figure.id))) in bare("".join(shown(drawing)))
    found = numbers(shown(drawing))
    exponents = range(0, 13, 3)  # an axis may have another scale than the source
    return all(
        any(value.scaleb(by) in found or value.scaleb(-by) in found for by in exponents)
        for value in wanted(view, figure)
    )


# --- true to the data


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_a_chart_is_read_back_from_its_picture_and_its_table(
    project: Project, every: dict[str, Taken], language: str
) -> None:
    charts = [one for one in every.values() if one.values and one.view.say.tag == language]
    assert charts
    for one in charts:
        assert one.view.page.site == PUBLISHED
        assert one.values.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(one.values.removeprefix("\ufeff"), newline="")))
        assert rows
        drawing = parsed(written(one.sheet))
        for row in rows:
            figure = project.book.brief.figures[row["id"]]
            quantity = project.book.quantities[figure.id]
            assert read_in(drawing, one.view, figure), (one.path, figure.id)
            assert row["label"] == " ".join(one.view.say(figure.label).split())
            if quantity.when is None and quantity.value is not None:
                ends = [row["value"]] if row["value"] else [row["low"], row["high"]]
                exact = [quantity.value] if quantity.high is None else [quantity.value, quantity.high]
                assert ends == [plain_decimal(end.scaleb(quantity.scale.exponent)) for end in exact]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_an_item_is_read_back_from_its_card(
    project: Project, every: dict[str, Taken], language: str
) -> None:
    for entries in project.book.items():
        one = every[pictures.of_card(language, entries[0].code or "")]
        drawing = parsed(written(one.sheet))
        lines = bare("".join(shown(drawing)))
        for entry in entries:
            if isinstance(entry, Figure):
                assert read_in(drawing, one.view, entry), (one.path, entry.id)
            verdict = one.view.say.verdicts[summary(project.book.brief, entry.id).verdict]
            assert bare(verdict) in lines


def test_a_picture_names_title_source_edition_and_address(project: Project, every: dict[str, Taken]) -> None:
    brief = project.book.brief
    for path, one in every.items():
        drawing = parsed(written(one.sheet))
        lines = shown(drawing)
        text = bare("".join(lines))
        view = one.view
        assert drawing.findtext(f"{SVG}title") == one.sheet.title
        assert drawing.findtext(f"{SVG}desc")
        assert (drawing.get("lang"), drawing.get("direction")) == (view.say.tag, view.say.direction)
        assert bare(one.sheet.title) in text
        assert brief.about.version in text
        assert view.page.permanent(view.page.src) in text
        if one.values:
            source = next(csv.DictReader(io.StringIO(one.values.removeprefix("\ufeff"))))["publisher"]
            assert bare(source) in text, path


def test_colours_are_those_of_the_style_sheet_for_a_light_ground() -> None:
    found = dict(
        re.findall(
            r"--chart-([a-z]+): (#[0-9a-f]+)", STYLE.partition("--- charts:")[2].partition("@media")[0]
        )
    )
    assert found == LIGHT


# --- files


def test_every_chart_and_item_of_the_website_has_its_files(project: Project, built: Path) -> None:
    site = built / "site"
    for one in taken.taken(project, ADDRESS):
        drawing = parsed((site / f"{one.path}.svg").read_text("utf-8"))
        size = (int(drawing.get("width", "")), int(drawing.get("height", "")))
        with Image.open(site / f"{one.path}.png", formats=["PNG"]) as picture:
            wide, high = (round(side * taken.ZOOM) for side in size)
            assert picture.width == wide
            assert abs(picture.height - high) <= 1
            colours = picture.convert("RGB").getcolors(1 << 20)
            assert colours
            assert len(colours) > 9
        assert (site / f"{one.path}.csv").is_file() == bool(one.values)


def test_the_bundle_has_charts_as_svg_and_table_alone(offline: Path) -> None:
    kinds = {path.suffix for path in (offline / pictures.CHARTS).rglob("*") if path.is_file()}
    assert kinds == {".svg", ".csv"}
    assert not (offline / pictures.CARDS).exists()


@pytest.mark.parametrize("bundled", [False, True])
def test_a_chart_leads_to_its_files(project: Project, bundled: bool) -> None:
    for src, scan in project.scans.items():
        view = View(project.book, Page(src, directory_urls=not bundled))
        for one in (one for one in scan.calls if one.name in CHARTS):
            page = lxml.html.fragment_fromstring(str(call(view, one.name, one.args, one.kwargs)))
            links = [link for line in find(page, "brief-take") for link in line.iter("a")]
            endings = [link.get("href").rpartition(".")[2] for link in links]
            assert endings == (["csv", "svg"] if bundled else ["csv", "svg", "png"])
            assert all(
                link.get("aria-label").strip("\u2068").startswith(link.text_content()) for link in links
            )


def test_pixels_are_drawn_once(
    every: dict[str, Taken], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [one for one in every.values() if one.path.startswith("cards/") and one.path.endswith("/e1")]
    assert len(some) == len(LANGUAGES)
    first = taken.drawn(some, tmp_path)
    monkeypatch.setattr(drawing, "_pixels", lambda *_: b"drawn again")
    assert taken.drawn(some, tmp_path) == first


# --- how it is drawn


def of(text: str, language: str = "en") -> Sheet:
    return Sheet(text, text, (Words(text), Key(((text, text, "ink"),)), Rule()), 400, catalogue(language))


@pytest.mark.parametrize("hostile", ["<script>alert(\"x\")</script> & 'y'", "]]> <!-- -->", "&amp;lt;"])
def test_a_hostile_text_is_a_text(hostile: str) -> None:
    for for_pixels in (False, True):
        drawing = parsed(written(of(hostile), for_pixels=for_pixels))
        assert drawing.findtext(f"{SVG}title") == hostile
        assert {one.tag for one in drawing.iter()} <= {
            f"{SVG}{name}" for name in ("svg", "title", "desc", "g", "path", "text", "line")
        }
        assert " ".join(shown(drawing)).count(hostile) == 3


def test_long_texts_make_a_picture_higher_and_none_wider() -> None:
    short, long = of("word"), of("word " * 200)
    assert short.size[0] == long.size[0] == 400 + 2 * EDGE
    assert long.size[1] > 5 * short.size[1]


def ink(svg: str) -> tuple[int, int, int]:
    """Return the edges of what is drawn on a picture, and how wide that is."""
    fonts = [str(path) for path in sorted(FONTS.glob("*.ttf"))]
    pixels = io.BytesIO(drawing.drawn(svg, fonts, zoom=taken.ZOOM))
    picture = Image.open(pixels).convert("L").point(lambda one: 255 if one < 200 else 0)
    box = picture.getbbox()
    assert box
    return box[0], box[2], picture.width


@pytest.mark.parametrize(("language", "text"), [("fa", "تجارت"), ("ar", "التجارة"), ("en", "Trade")])
def test_pixels_begin_at_the_side_on_which_reading_begins(language: str, text: str) -> None:
    one = Sheet(text, text, (Words(text),), 400, catalogue(language))
    left, right, wide = ink(written(one, for_pixels=True))
    edge = EDGE * taken.ZOOM + 4
    if language == "en":
        assert left <= edge
        assert right < wide / 2
    else:
        assert right >= wide - edge
        assert left > wide / 2


def test_a_picture_from_left_to_right_keeps_its_direction_where_reading_goes_the_other_way() -> None:
    box = Picture(400, 20, (Layer([Rect(0, 0, 10, 20)], fill="ink"),))
    for ltr in (True, False):
        drawing = parsed(written(Sheet("t", "t", (Drawing(box, ltr=ltr),), 400, catalogue("fa"))))
        group = drawing.find(f"{SVG}g")
        assert group is not None
        assert group.get("direction") == ("ltr" if ltr else None)


@pytest.mark.parametrize(
    ("how", "text", "lacking"),
    [
        (LATIN, "Šafak ≈ 3", ""),
        (LATIN, "貿易", "貿"),
        (ARABIC, "تجارت ۱۳", ""),
        (ARABIC, "◆", ""),
        (ARABIC, "◆ تجارت", "◆"),
        (ARABIC, "\u2067تجارت\u2069", ""),
    ],
)
def test_what_no_font_can_show_is_known_before_it_is_drawn(how: object, text: str, lacking: str) -> None:
    assert how in (LATIN, ARABIC)
    assert (LATIN if how is LATIN else ARABIC).lacking(text) == lacking


def test_the_english_picture_stands_in_where_letters_are_missing(every: dict[str, Taken]) -> None:
    english, persian = (every[pictures.of_card(language, "E1")] for language in ("en", "fa"))
    strange = replace(persian, sheet=of("貿易", "fa"))
    assert taken._writable(strange, every) == written(english.sheet, for_pixels=True)
    assert taken._writable(persian, every) == written(persian.sheet, for_pixels=True)
    with pytest.raises(BuildFailed, match="no '貿'"):
        taken._writable(replace(english, sheet=of("貿易")), {})


# --- embedding


def find(page: lxml.html.HtmlElement, name: str) -> list[lxml.html.HtmlElement]:
    """Return the elements of that class."""
    return [one for one in page.iter() if name in str(one.get("class", "")).split()]


def embeds(every: dict[str, Taken]) -> Iterator[tuple[Taken, lxml.html.HtmlElement]]:
    for path, one in every.items():
        if path.startswith(pictures.CARDS):
            yield one, lxml.html.fragment_fromstring(cards.snippet(one.view, one.sheet, path))


def test_the_snippet_shows_the_card_in_words_too_and_runs_nothing(every: dict[str, Taken]) -> None:
    for one, snippet in embeds(every):
        (picture,) = snippet.iter("img")
        view = one.view
        assert picture.get("src") == f"{view.page.site}{one.path}.svg"
        assert (int(picture.get("width")), int(picture.get("height"))) == one.sheet.size
        assert one.sheet.title in picture.get("alt")
        assert {link.get("href") for link in snippet.iter("a")} == {view.page.permanent(view.page.src)}
        assert view.say(view.book.brief.about.title) in snippet.text_content()
        assert not list(snippet.iter("script", "iframe"))
        assert not [name for tag in snippet.iter() for name in tag.attrib if name.startswith("on")]
        assert (snippet.get("lang"), snippet.get("dir")) == (view.say.tag, view.say.direction)


def test_a_hostile_title_stays_inside_its_attribute(every: dict[str, Taken]) -> None:
    one = every[pictures.of_card("en", "E1")]
    hostile = '" onload="x" alt=\'<b>'
    snippet = cards.snippet(one.view, replace(one.sheet, title=hostile), one.path)
    (picture,) = lxml.html.fragment_fromstring(snippet).iter("img")
    assert picture.get("onload") is None
    assert picture.get("alt", "").startswith(hostile)


def test_the_page_of_an_item_has_the_snippet_as_text(project: Project) -> None:
    view = View(project.book, Page("items/e1.md", site=PUBLISHED))
    page = lxml.html.fragment_fromstring(str(call(view, "item", ["E1"], {})))
    (shown_text,) = [one.text_content() for one in page.iter("pre") if "<figure" in one.text_content()]
    entries = next(group for group in project.book.items() if group[0].code == "E1")
    path = pictures.of_card("en", "E1")
    assert shown_text == cards.snippet(view, cards.card(view, entries), path)
    assert not page.xpath(".//figure//a[img]"), "it is shown, not embedded here"
    links = {link.get("href") for link in page.iter("a")}
    assert {f"../../{path}.svg", f"../../{path}.png"} <= links
    alone = View(project.book, Page("items/e1.md"))
    assert "&lt;figure" not in str(call(alone, "item", ["E1"], {})), (
        "without an address nothing can be embedded"
    )
