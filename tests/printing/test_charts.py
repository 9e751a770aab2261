"""The charts: true to their values, told in words and a table, legible, and the same on every machine."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from macros.figures.series import members
from macros.languages.catalogue import catalogue
from macros.printing import macros
from macros.printing.charts.row_charts import MOST_ROWS
from macros.printing.charts.row_picture import NARROW, WIDE
from macros.printing.charts.scale import MOST_WORDS
from macros.printing.charts.svg import SIZE, Label, Layer, Line, Outline, Picture, Rect, Symbol, draw
from macros.printing.charts.text_width import linear, ticks, width, wrapped
from macros.printing.view import View
from macros.project.project import Project
from macros.reading.pages.routes import Page
from support.books import Print, read_book
from support.places import ROOT

ENGLISH = catalogue("en")

STYLE = (ROOT / "macros" / "overrides" / "assets" / "brief" / "brief.css").read_text("utf-8")
CHARTS = ("chart", "versus", "series", "timeline")


def html(written: str) -> HtmlElement:
    return lxml.html.fragment_fromstring(written, create_parent="main")


def said(element: HtmlElement) -> str:
    return " ".join(element.text_content().replace("\u00a0", " ").split())


def pictures(page: HtmlElement) -> tuple[HtmlElement, HtmlElement]:
    """Return the narrow and the wide picture."""
    narrow, wide = page.iter("svg")
    return narrow, wide


def texts(picture: HtmlElement) -> list[str]:
    return [said(text) for text in picture.iter("text")]


def attribute(element: HtmlElement, name: str) -> str:
    """Return an attribute of the element or of the group from which it inherits it."""
    for one in (element, *element.iterancestors()):
        if one.get(name) is not None:
            return str(one.get(name))
    return ""


def dots(picture: HtmlElement) -> list[tuple[float, HtmlElement]]:
    """Return the shapes that stand for numbers with their place across."""
    moved = (
        (re.match(r"translate\(([\d.]+)", path.get("transform", "")), path) for path in picture.iter("path")
    )
    return [(float(found[1]), path) for found, path in moved if found]


@pytest.fixture(scope="module")
def drawn(project: Project) -> list[tuple[str, str]]:
    """Return every chart of the pages, with where it stands."""
    return [
        (
            f"{src}:{call.place.line} {call.name}",
            str(macros.call(View(project.book, Page(src)), call.name, call.args, call.kwargs)),
        )
        for src, scan in sorted(project.scans.items())
        for call in scan.calls
        if call.name in CHARTS
    ]


# --- true to the values


def test_a_series_that_is_drawn_shows_where_it_breaks(project: Project) -> None:
    view = View(project.book, Page("economics.md"))
    names = [figure.id for figure in members(project.book.brief, "iran_exports_to_iraq")]
    whole = html(str(macros.call(view, "series", ["Exports", *names], {})))
    some = html(str(macros.call(view, "series", ["Exports", *names[4:6]], {})))
    for page, breaks in ((whole, 5), (some, 0)):
        _, wide = pictures(page)
        dashed = [one for one in wide.iter("path", "line", "g") if one.get("stroke-dasharray") == "2,4"]
        drawn = sum(str(way.get("d")).count("M") for one in dashed for way in one.iter("path"))
        assert drawn == breaks, "those of the same time are one line"
        assert (ENGLISH["chart_key_break"] in said(page)) == bool(breaks)


def test_dots_stand_where_their_values_are(show: Print) -> None:
    _, wide = pictures(html(show("chart", "exports")))
    rows = {7.0: "the article", 7.1: "agency", 7.2: "daily", 7.3: "bureau"}
    start, end = WIDE.plot
    top = Decimal(max(texts(next(wide.iterfind('.//g[@class="axis"]'))), key=float))
    wanted = [start + (end - start) * value / float(top) for value in rows]
    found = sorted(at for at, _ in dots(wide))
    assert found == pytest.approx(sorted(wanted), abs=0.1)


def test_bars_begin_at_zero_and_end_at_their_values(show: Print) -> None:
    _, wide = pictures(html(show("versus", "Aims", "exports", "goal", "chance")))
    start, end = WIDE.plot
    top = float(max(texts(next(wide.iterfind('.//g[@class="axis"]'))), key=float))
    boxes = [re.match(r"M([\d.]+),[\d.]+h([\d.]+)", path.get("d", "")) for path in wide.iter("path")]
    bars = sorted((float(box[1]), float(box[2])) for box in boxes if box and float(box[1]) == start)
    scale = (end - start) / top
    assert [wide_ for _, wide_ in bars] == pytest.approx([value * scale for value in (7, 20, 30)], abs=0.1)


def test_the_article_is_drawn_apart_and_what_is_not_reported_is_hollow(show: Print) -> None:
    for picture in pictures(html(show("chart", "exports"))):
        looks = [(attribute(dot, "stroke"), attribute(dot, "fill")) for _, dot in dots(picture)]
        assert looks.count(("var(--chart-article)", "var(--chart-article)")) == 1
        assert looks.count(("var(--chart-other)", "var(--chart-paper)")) == 1  # the estimate
        assert looks.count(("var(--chart-other)", "var(--chart-other)")) == 2


def test_each_row_names_value_mark_source_period_and_relation(show: Print) -> None:
    for picture in pictures(html(show("chart", "exports"))):
        told = " ".join(texts(picture))
        for part in (
            "Exports by the daily",
            "The Daily, 2023",
            "US$7.2 billion (estimate)",
            "The article, 2023",
            "about US$7 billion",
            "≈",
            "=",
        ):
            assert part in told
        assert "≠" not in told


def test_limits_are_arrows_and_ranges_have_two_ends() -> None:
    book = read_book(
        "figures:\n"
        "  own: {label: O, theme: trade, value: 10, unit: USD, period: 2023, source: paper, measures: M}\n"
        + "".join(
            f"  {id_}: {{label: L, theme: trade, value: {value}, unit: USD, qualifier: {qualifier}, "
            "period: 2023, source: bureau, measures: M, "
            "evidence_for: [{figure: own, relation: agrees, because: B}]}\n"
            for id_, value, qualifier in (
                ("more", 12, "more_than"),
                ("less", 8, "less_than"),
                ("both", "[4, 6]", "range"),
            )
        )
    )
    view = View(book, Page("trade.md"))
    page = html(macros.call(view, "chart", ("own",), {}))
    start, end = WIDE.plot
    _, wide = pictures(page)
    scale = (end - start) / float(max(texts(next(wide.iterfind('.//g[@class="axis"]'))), key=float))
    lines = [
        (float(line.get("x1", 0)), float(line.get("x2", 0)))
        for line in wide.iter("line")
        if attribute(line, "stroke") == "var(--chart-other)"
    ]
    (up,) = [line for line in lines if line[1] > line[0]]
    (down,) = [line for line in lines if line[1] < line[0]]
    assert (up[0], down[0]) == pytest.approx((start + 12 * scale, start + 8 * scale), abs=0.1)
    boxes = (re.match(r"M([\d.]+),[\d.]+h([\d.]+)", path.get("d", "")) for path in wide.iter("path"))
    spans = [(float(box[1]), float(box[2])) for box in boxes if box]
    assert any(span == pytest.approx((start + 4 * scale, 2 * scale), abs=0.1) for span in spans)
    key = said(next(page.iter("ul")))
    assert "→ the source says more" in key
    assert "← the source says less or at most" in key


def test_values_over_time_span_their_periods_and_gaps_stay_open(show: Print) -> None:
    _, wide = pictures(html(show("series", "Exports", "guess", "outlook")))
    steps = (
        re.findall(r"M([\d.]+),[\d.]+h([\d.]+)", path.get("d", ""))
        for path in wide.iter("path")
        if attribute(path, "stroke") == "var(--chart-article)"
    )
    tops = sorted((float(x), float(x) + float(across)) for found in steps for x, across in found)
    (first, second) = tops
    year = first[1] - first[0]
    assert second[1] - second[0] == pytest.approx(year, abs=1)
    assert second[0] - first[1] == pytest.approx(year, abs=6)  # nothing is known of the year between
    assert {"6 (estimate)", "8 (forecast)"} <= set(texts(wide))


def test_an_iranian_year_is_named_and_lies_across_two_gregorian_ones(show: Print) -> None:
    page = html(show("series", "Students", "students"))
    for picture in pictures(page):
        assert "1402" in texts(picture)
        assert "2024" in texts(picture)
        assert "2023" not in texts(picture)  # began before the picture does
        assert "Years: Gregorian above, Iranian below" in texts(picture)


def test_events_lie_on_the_line_at_their_times() -> None:
    days = {"a": "2000-01-01", "b": "2010-01-01", "c": "2020-01-01"}
    figures = "".join(
        f"  {id_}: {{label: L, theme: trade, value: {day}, unit: date, period: 2020, "
        "source: bureau, measures: M}\n"
        for id_, day in days.items()
    )
    view = View(read_book(f"figures:\n{figures}"), Page("trade.md"))
    for picture in pictures(html(macros.call(view, "timeline", ("Days", "c", "a", "b"), {}))):
        found = [
            float(move[1])
            for path in picture.iter("path")
            if (move := re.match(r"translate\([\d.]+,([\d.]+)", path.get("transform", "")))
        ]
        low, middle, high = sorted(found)
        assert middle - low == pytest.approx(high - middle, abs=0.2)


def test_an_event_told_by_several_is_drawn_once(project: Project) -> None:
    view = View(project.book, Page("mediation.md"))
    ids = ("saudi_iran_statement_date", "telesur_statement_date", "beijing_talks_dates")
    page = html(macros.call(view, "timeline", ("Days", *ids), {}))
    narrow, _ = pictures(page)
    assert [text for text in texts(narrow) if text == "10 March 2023"] == ["10 March 2023"]
    whole = " ".join(texts(narrow))
    carried = "INP (Pakistan), carrying the joint statement of Saudi Arabia, Iran and China; teleSUR"
    assert carried in whole
    assert len(page.findall(".//tbody/tr")) == 3


# --- what is drawn, and what is not


def test_rows_follow_time_and_value_behind_the_article(show: Print) -> None:
    narrow, _ = pictures(html(show("chart", "exports")))
    names = [text for text in texts(narrow) if text.startswith("Exports")]
    assert names == ["Exports", "Exports by the agency", "Exports by the daily", "Exports by the bureau"]


def test_copies_and_other_units_are_not_drawn_and_the_rest_is_counted(show: Print) -> None:
    page = html(show("chart", "exports"))
    drawn_ = [row.get("data-figure") for row in page.findall(".//tbody/tr")]
    assert drawn_ == ["exports", "by_agency", "by_daily", "by_bureau"]
    # The copy, our own growth in per cent, and the bureau’s value once more as context.
    assert "Not drawn: 3 entries" in said(page)


def test_context_is_drawn_where_it_is_named_and_rows_can_be_left_out(show: Print) -> None:
    page = html(show("chart", "goal", context="by_agency"))
    assert [row.get("data-figure") for row in page.findall(".//tbody/tr")] == ["goal", "by_agency"]
    assert "· context" in said(page)
    page = html(show("chart", "exports", without="by_agency, by_daily"))
    assert [row.get("data-figure") for row in page.findall(".//tbody/tr")] == ["exports", "by_bureau"]
    assert "Not drawn: 5 entries" in said(page)


def test_too_many_rows_are_cut_and_counted() -> None:
    many = MOST_ROWS + 4
    book = read_book(
        "figures:\n"
        "  own: {label: O, theme: trade, value: 10, unit: USD, period: 2023, source: paper, measures: M}\n"
        + "".join(
            f"  of_{n}: {{label: L, theme: trade, value: {n + 1}, unit: USD, period: 2023, source: bureau, "
            "measures: M, evidence_for: [{figure: own, relation: agrees, because: B}]}\n"
            for n in range(many)
        )
    )
    page = html(macros.call(View(book, Page("trade.md")), "chart", ("own",), {}))
    assert len(page.findall(".//tbody/tr")) == MOST_ROWS + 1
    assert "Not drawn: 4 entries" in said(page)


# --- told in words


def test_the_description_counts_what_lies_above_and_below(show: Print) -> None:
    for picture in pictures(html(show("chart", "exports"))):
        assert said(next(picture.iter("desc"))) == (
            "The article: about US$7 billion; 2023. "
            "Values of other sources: 3, the lowest US$7.1 billion, the highest US$7.3 billion. "
            "By number, 3 lie above the article’s, 0 below and 0 at it."
        )


def test_pictures_have_names_and_descriptions_of_their_own(drawn: list[tuple[str, str]]) -> None:
    ids: list[tuple[str, str]] = []
    for where, written in drawn:
        page = html(written)
        (figure,) = page.iter("figure")
        for picture in pictures(page):
            assert picture.get("role") == "img"
            named = {element.get("id"): said(element) for element in picture if element.get("id")}
            ids += [(where.partition(":")[0], id_) for id_ in named]
            assert named[picture.get("aria-labelledby")] in said(next(figure.iter("figcaption"))), where
            assert len(named[picture.get("aria-describedby")]) > 40, where
            assert picture.get("data-search-exclude") == ""
        title = said(page.find_class("brief-chart__title")[0])
        assert len(title.split()) <= MOST_WORDS + 5, where  # a label and “the article and other sources”
    assert len(ids) == len(set(ids)) > 20


def test_every_value_of_a_picture_is_in_its_table_and_the_reverse(drawn: list[tuple[str, str]]) -> None:
    seen = 0
    for where, written in drawn:
        page = html(written)
        table = next(page.iter("table"))
        for data in table.iter("data"):
            value = said(data)
            for picture in pictures(page):
                told = " ".join(texts(picture))
                if "series" in where:
                    value = re.findall(r"\d[\d.,]*\d|\d", value)[0]
                assert value in told, f"{where}: {value} is not in {told}"
                seen += 1
    assert seen > 100


def test_the_sources_of_all_rows_are_named_and_linked(drawn: list[tuple[str, str]]) -> None:
    for where, written in drawn:
        page = html(written)
        named = {link.get("href") for link in page.find_class("brief-source")[0].iter("a")}
        assert named, where
        assert all("sources/#" in str(href) for href in named)


def test_nothing_is_drawn_where_pages_are_only_looked_through(view: View) -> None:
    looked = View(view.book, view.page, draws=False)
    page = html(macros.call(looked, "chart", ("exports",), {}))
    assert [texts(picture) for picture in pictures(page)] == [[], []]
    assert len(list(page.iter("data"))) == 4


# --- legible


def boxes(picture: HtmlElement) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Yield every text of a picture with the room that it takes at most."""
    for text in picture.iter("text"):
        x, y = float(text.get("x", 0)), float(text.get("y", 0))
        wide = width(said(text), SIZE, bold=attribute(text, "font-weight") in ("600", "700"))
        anchor = attribute(text, "text-anchor")
        # Reading starts at the right where the picture is read from there.
        after = "start" if picture.get("direction") == "rtl" else "end"
        before = anchor == after or (after == "start" and not anchor)
        left = x - (wide / 2 if anchor == "middle" else wide if before else 0)
        yield said(text), (left, y - SIZE * 0.8, left + wide, y + SIZE * 0.22)


def test_no_text_is_cut_off_or_covers_another(drawn: list[tuple[str, str]]) -> None:
    seen = 0
    for where, written in drawn:
        for picture in pictures(html(written)):
            *_, right, bottom = map(float, picture.get("viewbox", "0 0 0 0").split())
            found = list(boxes(picture))
            seen += len(found)
            for text, box in found:
                assert box[0] >= -1, f"{where}: '{text}' is cut off"
                assert box[2] <= right + 1, f"{where}: '{text}' is cut off"
                assert 0 <= box[1] <= box[3] <= bottom, f"{where}: '{text}' is cut off"
            for (text, one), (other, two) in combinations(found, 2):
                apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
                assert apart, f"{where}: '{text}' covers '{other}'"
    assert seen > 500


def test_the_pictures_are_of_the_widths_that_the_style_expects(drawn: list[tuple[str, str]]) -> None:
    for where, written in drawn:
        widths = [picture.get("viewbox", "").split()[2] for picture in pictures(html(written))]
        assert widths == [str(NARROW.width), str(WIDE.width)], where


def luminance(colour: str) -> float:
    full = colour * 2 if len(colour) == 3 else colour
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def test_marks_and_words_stand_out_in_both_schemes() -> None:
    schemes = [
        dict(re.findall(r"--chart-(\w+): #([0-9a-f]+)", block))
        for block in re.findall(r"\{[^{}]*--chart-ink: #[^{}]*\}", STYLE)
    ]
    assert len(schemes) == 2
    for colours in schemes:
        for name in ("ink", "soft", "article", "other", "third"):
            for ground in ("paper", "band"):
                assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)


def test_a_language_written_from_the_right_is_mirrored_and_time_is_not(view: View) -> None:
    english = (ROOT / "macros/languages/en.yml").read_text("utf-8")
    persian = english.replace("tag: en", "tag: fa").replace("locale: en_GB", "locale: fa")
    book = replace(view.book, catalogues={"fa": persian.encode()})
    other = View(book, Page("trade.md", language="fa"))
    for name, args in (("chart", ("exports",)), ("timeline", ("Meetings", "meeting", "iranian_day"))):
        for picture, mirrored in zip(
            pictures(html(macros.call(view, name, args, {}))),
            pictures(html(macros.call(other, name, args, {}))),
            strict=True,
        ):
            assert (picture.get("direction"), mirrored.get("direction")) == ("ltr", "rtl")
            right = float(picture.get("viewbox", "").split()[2])
            for (at, _), (there, _) in zip(dots(picture), dots(mirrored), strict=True):
                assert at + there == pytest.approx(right, abs=0.2)
    call: tuple[str, tuple[str, ...], dict[str, str]] = ("series", ("Exports", "guess", "outlook"), {})
    first, last = (
        [at for at, _ in dots(pictures(html(macros.call(seen, *call)))[1])] for seen in (view, other)
    )
    assert first == last


def test_a_chart_is_light(drawn: list[tuple[str, str]]) -> None:
    assert len(drawn) >= 8
    for where, written in drawn:
        assert len(gzip.compress(written.encode())) < 7_000, where


# --- the same everywhere, and only where needed

DRAW = """
import sys
from pathlib import Path
from macros.printing import macros as words
from macros.reading.pages.routes import Page
from macros.project.project import open_project
from macros.printing.view import View
view = View(open_project(Path()).book, Page("economics.md"))
calls = ("chart", ("trade_2023",)), ("series", ("Exports", "exports_iraq_1399", "exports_iraq_1400"))
for name, args in calls:
    sys.stdout.buffer.write(str(words.call(view, name, args, {})).encode())
"""


def run(script: str, **environment: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    return done.stdout


def test_fonts_and_zone_of_the_machine_change_nothing(tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text('<?xml version="1.0"?><fontconfig></fontconfig>\n')
    here = run(DRAW, TZ="UTC", PYTHONHASHSEED="1")
    elsewhere = run(
        DRAW,
        **{"TZ": "Asia/Tehran", "FONTCONFIG_FILE": str(empty), "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        PYTHONHASHSEED="2",
    )
    assert here == elsewhere
    assert b"<svg" in here


def test_no_library_of_pictures_is_loaded_for_charts() -> None:
    looks = (
        "from pathlib import Path\nfrom macros.commands.check import check_sources\ncheck_sources(Path())\n"
    )
    for script in (looks, DRAW.replace("sys.stdout.buffer.write", "len")):
        told = run(f"{script}\nimport sys\nprint({{'resvg_py', 'uharfbuzz'}} & set(sys.modules))")
        assert told.split() == [b"set()"]


# --- as SVG


def drawing(*layers: Layer) -> HtmlElement:
    return html(draw(Picture(100, 50, layers)))


def test_what_a_layer_looks_like_holds_for_all_its_marks() -> None:
    looks = {"fill": "band", "opacity": 0.5, "stroke": "line", "width": 1.5, "dash": "3,2"}
    wanted = ("var(--chart-band)", "0.5", "var(--chart-line)", "1.5", "3,2")
    marks = (Rect(1, 2, 3, 4), Line(1, 2, 3, 4), Symbol("circle", 1, 2, 3), Label("a", 1, 2))
    for mark in marks:
        for several in ([mark], [mark, mark]):
            drawn = drawing(Layer(several, **looks))  # type: ignore[arg-type]
            shapes = [shape for shape in drawn.iter() if shape.tag in ("path", "line", "text")]
            assert shapes
            for shape in shapes:
                names = ("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray")
                assert tuple(attribute(shape, name) for name in names) == wanted


def test_a_text_may_differ_from_its_layer_and_stays_text() -> None:
    drawn = drawing(Layer([Label('a <b> & "c"', 1, 2), Label("d", 3, 4, "soft", strong=True)], fill="ink"))
    first, second = drawn.iter("text")
    assert said(first) == 'a <b> & "c"'
    assert (attribute(first, "fill"), attribute(first, "font-weight")) == ("var(--chart-ink)", "")
    assert (attribute(second, "fill"), attribute(second, "font-weight")) == ("var(--chart-soft)", "600")


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        ("diamond", {(-2, 0), (0, -2), (2, 0), (0, 2)}),
        ("up", {(0, -1.7), (-2, 1.7), (2, 1.7)}),
        ("down", {(0, 1.7), (-2, -1.7), (2, -1.7)}),
        ("left", {(-1.7, 0), (1.7, -2), (1.7, 2)}),
        ("right", {(1.7, 0), (-1.7, -2), (-1.7, 2)}),
    ],
)
def test_a_symbol_has_its_corners_round_its_place(shape: Outline, wanted: set[tuple[float, float]]) -> None:
    (path,) = drawing(Layer([Symbol(shape, 10.26, 20, 2)])).iter("path")
    assert path.get("transform") == "translate(10.3,20)"
    pairs = re.findall(r"(-?[\d.]+),(-?[\d.]+)", path.get("d", ""))
    assert {(float(x), float(y)) for x, y in pairs} == wanted


@given(st.lists(st.tuples(*[st.floats(-999, 999)] * 4), min_size=1, max_size=4))
def test_lines_lead_from_end_to_end_to_a_tenth(ends: list[tuple[float, float, float, float]]) -> None:
    drawn = drawing(Layer([Line(*four) for four in ends]))
    found = [
        tuple(float(line.get(name, "")) for name in ("x1", "y1", "x2", "y2")) for line in drawn.iter("line")
    ]
    for path in drawn.iter("path"):
        for x, y, way, step in re.findall(r"M([-\d.]+),([-\d.]+)([hvl])([-\d.,]+)", path.get("d", "")):
            steps = [float(part) for part in step.split(",")]
            across, down = {"h": (*steps, 0), "v": (0, *steps), "l": steps}[way]
            found.append((float(x), float(y), float(x) + across, float(y) + down))
    assert len(found) == len(ends)
    for got, wanted in zip(found, ends, strict=True):
        assert got == pytest.approx(wanted, abs=0.101)


def test_layers_without_marks_are_left_out() -> None:
    assert draw(Picture(100, 50, (Layer([]), Layer([Line(0, 0, 1, 0)])))) == draw(
        Picture(100, 50, (Layer([Line(0, 0, 1, 0)]),))
    )


@given(st.floats(0, 1e12), st.floats(1, 1e12), st.floats(-999, 999), st.floats(-999, 999), st.floats(0, 1))
def test_a_scale_has_its_ends_where_they_are_given(
    low: float, span: float, start: float, end: float, share: float
) -> None:
    place = linear((low, low + span), (start, end))
    assert (place(low), place(low + span)) == (start, end)
    least, most = sorted((start, end))
    assert least - 1e-6 <= place(low + span * share) <= most + 1e-6


# --- room


@given(st.decimals(min_value=Decimal("0.001"), max_value=Decimal(10**15), places=3), st.integers(2, 8))
def test_ticks_are_round_even_and_reach_the_top(top: Decimal, most: int) -> None:
    found = ticks(top, most)
    assert found[0] == 0
    assert found[-2] < top <= found[-1]
    assert len(found) - 1 <= most
    assert len({after - before for before, after in pairwise(found)}) == 1
    assert found[1].scaleb(-found[1].adjusted()) in (1, 2, Decimal("2.5"), 5)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80), st.floats(20, 400))
def test_wrapped_lines_hold_all_words_and_fit(text: str, room: float) -> None:
    lines = wrapped(text, SIZE, room)
    assert " ".join(lines) == " ".join(word for word in text.split(" ") if word)
    for line in lines:
        assert width(line, SIZE) <= room or " " not in line
