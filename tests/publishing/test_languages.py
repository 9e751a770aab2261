"""Editions: the same pages, texts and numbers in every language, each in its own digits and words."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.checks.authored.languages import unlike_editions
from macros.checks.built.language import built_language
from macros.checks.output.output import load_output
from macros.commands import extract
from macros.commands.record import NotRecorded, record
from macros.figures.calendars import Calendar
from macros.figures.kinds import Scale
from macros.figures.periods import parse_period
from macros.figures.quantities import Quantity
from macros.figures.units import UnitKind
from macros.languages import amounts, cldr, dates
from macros.languages.catalogue import Catalogue, catalogue, catalogues, problems, spoken
from macros.languages.numerals import numerals_in
from macros.printing import macros as words
from macros.printing.downloads import files as takeaway
from macros.printing.view import View, WrongCall
from macros.problems import ProblemsFound
from macros.project.project import Project, open_project, read_project
from macros.project.settings import Settings, load_settings
from macros.publishing import search
from macros.reading.data.figures_file import read
from macros.reading.pages.alternates import alternates
from macros.reading.pages.routes import Page, language_of, translated, untranslated
from support.books import read_book
from support.named import ABOUT
from support.places import ROOT

CATALOGUES = ROOT / "macros/languages"
LANGUAGES = ("en", "fa", "ar")

OTHERS = LANGUAGES[1:]
SAYS = catalogues(LANGUAGES)
TABLES = {say.tag: say for say in SAYS}
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
HIDDEN = re.compile("[\u061c\u200e\u200f\u2066-\u2069]")


# --- downloads


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sizes_of_downloads_are_those_of_the_files_behind_their_links(
    project: Project, language: str
) -> None:
    files = takeaway.files(View(project.book, Page("index.md")))
    shown = str(takeaway.downloads(View(project.book, Page(translated("data.md", language)))))
    stated = re.findall(r'href="(?:[.]{2}/)*([^"]*)"[^>]*>.*?</a> [(](\w+)', shown)
    assert len(stated) > 15
    for path, size in stated:
        named = path if path.startswith("data/") else f"data/{path}"
        assert int(size) == max(1, round(len(files[named].encode()) / 1000)), path


# --- words in other letters


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_in_latin_letters_turns_nothing_around(project: Project, language: str) -> None:
    view = View(project.book, Page(translated("data.md", language)))
    claim = next(claim for claim in project.book.brief.claims.values() if claim.code)
    assert f"\u2068{claim.code}\u2069" in view.name(claim.model_copy(update={"title": None}))
    assert "\u2066{version}\u2069" in view.say["version_of"]
    meanings = str(takeaway.columns(view))
    assert '«<bdi lang="en">percent_change</bdi>»' in meanings


# --- numbers


def numbers(printed: str) -> Iterator[Decimal]:
    """Yield the numbers of a printed text, whatever digits and separators it has."""
    plain = HIDDEN.sub("", printed).replace("٬", "").replace("٫", ".").replace("−", "-")
    plain = "".join(str(unicodedata.digit(sign, sign)) for sign in plain)
    for found in re.findall(r"-?\d[\d,]*(?:\.\d+)?", plain):
        yield Decimal(found.replace(",", ""))


def scale_of(printed: str, table: Catalogue) -> int:
    """Return the power of ten whose word stands behind the numbers."""
    behind = re.split(r"\d", printed)[-1] if re.search(r"\d", printed) else printed
    for name, power in SCALES.items():
        for word in set(table.scales[Scale(name)].values()):
            if re.search(rf"(?<!\w){word}(?!\w)", behind):
                return power
    return 0


def in_words(printed: str) -> Decimal:
    """Return the number that Arabic says by the form of the noun, or of the word of a scale, alone."""
    dual = re.search(r"\w(?:ان|ين|تا|تي|(?<=[فنر])[اي])\b", printed.replace("نحو", ""))
    return Decimal(2 if dual else 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_printed_number_is_that_of_the_data(project: Project, language: str) -> None:
    view, table, seen = View(project.book, Page("index.md", language=language)), catalogue(language), 0
    for quantity in project.book.quantities.values():
        printed = view.amount(quantity)
        if quantity.kind is UnitKind.DATE:
            continue
        assert not (language != "en" and re.search("[0-9]", printed)), printed
        if quantity.value is None:
            assert scale_of(printed, table) == quantity.scale.exponent, printed
            continue
        if quantity.kind is UnitKind.RANK and quantity.value <= len(table.ranks):
            ends = [end for end in (quantity.value, quantity.high) if end is not None]
            assert printed == "–".join(table.ranks[int(end) - 1] for end in ends)
            continue
        wanted = [end for end in (quantity.value, quantity.high) if end is not None]
        if language == "en":
            assert list(numbers(printed)) == wanted, (quantity.id, printed)
            assert scale_of(printed, table) == quantity.scale.exponent, (quantity.id, printed)
        else:  # round thousands are said by another scale there
            found = [
                end.scaleb(scale_of(printed, table)) for end in [*numbers(printed)] or [in_words(printed)]
            ]
            assert found == [end.scaleb(quantity.scale.exponent) for end in wanted], (quantity.id, printed)
        seen += 1
    assert seen > 200


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.decimals(-(10**12), 10**12, places=3) | st.integers(-(10**15), 10**15).map(Decimal))
def test_digits_read_back(language: str, value: Decimal) -> None:
    printed = cldr.digits(value, catalogue(language).locale)
    assert list(numbers(printed)) == [value]


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "−1,234.50%"),
        ("fa", "\u2068\u200e−۱٬۲۳۴٫۵۰٪\u2069"),
        ("ar", "\u061c−١٬٢٣٤٫٥٠\u200f٪"),
    ],
)
def test_signs_and_separators_are_those_of_the_language(language: str, printed: str) -> None:
    change = Quantity("x", "percent_change", UnitKind.CHANGE, Decimal("-1234.50"))
    assert amounts.amount(change, {}, catalogue(language)) == printed


@pytest.mark.parametrize(
    ("value", "scale", "printed"),
    [("4", "billion", "٤ مليارات دولار"), ("13", "billion", "١٣ مليار دولار"), ("5", "one", "٥ دولارات")],
)
def test_arabic_counts_by_its_plural_forms(value: str, scale: str, printed: str) -> None:
    text = f"figures: {{a: {{label: A, theme: trade, value: {value}, scale: {scale}, unit: USD, "
    book = read_book(text + "period: 2023, source: paper, measures: M}}\n")
    view = View(book, Page("trade.md", language="ar"))
    assert view.amount(book.quantities["a"]).replace("\u00a0", " ") == printed


# --- dates


@pytest.mark.parametrize(
    ("language", "text", "printed"),
    [
        ("fa", "2023-03-10", "۱۰ مارس ۲۰۲۳ (۱۹ اسفند ۱۴۰۱)"),
        ("fa", "2021-04", "آوریل ۲۰۲۱ (فروردین تا اردیبهشت ۱۴۰۰)"),
        ("fa", "2023", "۲۰۲۳"),
        ("fa", "2023-05-01?", "۱ مه ۲۰۲۳ (۱۱ اردیبهشت ۱۴۰۲، غیرقطعی)"),
        ("fa", "1402 SH", "سال ۱۴۰۲ خورشیدی (۲۱ مارس ۲۰۲۳ تا ۱۹ مارس ۲۰۲۴)"),
        ("ar", "2023-01-09", "٩ كانون الثاني ٢٠٢٣"),
        ("ar", "2023-11", "تشرين الثاني ٢٠٢٣"),
        ("ar", "199X", "تسعينيات القرن العشرين"),
        ("ar", "2023-03-06/2023-03-10", "٦–١٠ آذار ٢٠٢٣"),
        ("fa", "2023-03-06/2023-03-10", "۶ تا ۱۰ مارس ۲۰۲۳ (۱۵ تا ۱۹ اسفند ۱۴۰۱)"),
        ("en", "2023-03-06/2023-03-10", "6–10 March 2023"),
        (
            "ar",
            "1403-01/1403-09 SH",
            "٢٠ آذار ٢٠٢٤ – ٢٠ كانون الأول ٢٠٢٤ (فروردين–آذر ١٤٠٣ بالتقويم الإيراني)",
        ),
        ("ar", "1402 SH?", "السنة الإيرانية ١٤٠٢ (٢١ آذار ٢٠٢٣ – ١٩ آذار ٢٠٢٤، غير مؤكدة)"),
        ("en", "2023-03-10", "10 March 2023"),
    ],
)
def test_dates_are_those_of_the_country(language: str, text: str, printed: str) -> None:
    said = dates.period(parse_period(text), spoken(ABOUT, language))
    assert said.replace("\u00a0", " ") == printed


@pytest.mark.parametrize(
    ("calendar", "language", "printed"),
    [
        ("", "en", "11 March 2024"),
        ("", "fa", "۱۱ مارس ۲۰۲۴"),
        ("persian", "en", "11 March 2024 (21 Esfand 1402)"),
        ("islamic-umalqura", "en", "11 March 2024 (1 Ramadan 1445)"),
        ("islamic-umalqura", "ar", "١١ آذار ٢٠٢٤ (١ رمضان ١٤٤٥)"),
        ("{ar: islamic-umalqura}", "en", "11 March 2024"),
        ("{ar: islamic-umalqura, fa: persian}", "ar", "١١ آذار ٢٠٢٤ (١ رمضان ١٤٤٥)"),
        ("{ar: islamic-umalqura, fa: persian}", "fa", "۱۱ مارس ۲۰۲۴ (۲۱ اسفند ۱۴۰۲)"),
    ],
)
def test_the_data_say_which_calendar_stands_beside(calendar: str, language: str, printed: str) -> None:
    given = f", calendar: {calendar}" if calendar else ""
    about = read_book(
        "about: {title: A, name: a, summary: One, licence: CC0-1.0, version: '1', updated: 2024-05-01, "
        f"article: paper{given}}}\n"
    ).brief.about
    said = dates.period(parse_period("2024-03-11"), spoken(about, language))
    assert said.replace("\u00a0", " ") == printed


def test_days_of_the_brief_itself_begin_with_the_calendar_of_its_readers() -> None:
    day = parse_period("2026-11-23")
    said = {tag: dates.own_day(day, spoken(ABOUT, tag)).replace("\u00a0", " ") for tag in LANGUAGES}
    assert said == {
        "en": "23 November 2026",
        "fa": "۲ آذر ۱۴۰۵ (۲۳ نوامبر ۲۰۲۶)",
        "ar": "٢٣ تشرين الثاني ٢٠٢٦",
    }
    inside = dates.inside(parse_period("2024-12-01"), spoken(ABOUT, "fa")).replace("\u00a0", " ")
    assert inside == "۱ دسامبر ۲۰۲۴، ۱۱ آذر ۱۴۰۳"


def test_a_calendar_that_does_not_reach_a_day_is_left_out() -> None:
    words = replace(catalogue("en"), beside=Calendar.UMM_AL_QURA)
    assert dates.period(parse_period("1914-07-28"), words).replace("\u00a0", " ") == "28 July 1914"


@pytest.mark.parametrize(
    ("language", "text", "printed"),
    [
        ("en", "1445 AH", "Hijri year 1445 (19 July 2023 – 6 July 2024)"),
        ("en", "1445-08/1445-09 AH", "11 February 2024 – 9 April 2024 (Shaban–Ramadan 1445)"),
        ("ar", "1445-09-01 AH", "١١ آذار ٢٠٢٤ (١ رمضان ١٤٤٥)"),
        ("fa", "1445 AH", "سال ۱۴۴۵ هجری قمری (۱۹ ژوئیه ۲۰۲۳ تا ۶ ژوئیه ۲۰۲۴)"),
    ],
)
def test_periods_of_every_calendar_carry_their_gregorian_span(language: str, text: str, printed: str) -> None:
    assert dates.period(parse_period(text), catalogue(language)).replace("\u00a0", " ") == printed


def test_readers_see_the_months_first_by_which_they_count() -> None:
    period = parse_period("1402-01/1402-04 SH")
    english, persian = (dates.period(period, spoken(ABOUT, language)) for language in ("en", "fa"))
    assert english.replace("\u00a0", " ") == "21 March 2023 – 22 July 2023 (Farvardin–Tir 1402)"
    assert persian.startswith("فروردین تا تیر")
    short = dates.short_period(period, spoken(ABOUT, "en")).replace("\u00a0", " ")
    assert short == "21 March 2023 – 22 July 2023"


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)))
def test_the_day_beside_is_the_same_day(day: datetime.date) -> None:
    said = dates.period(parse_period(day.isoformat()), spoken(ABOUT, "fa"))
    inside = said[said.index("(") + 1 : said.index(")")].replace("\u00a0", " ").split()
    date, year = (int(next(numbers(inside[place]))) for place in (0, 2))
    month = TABLES["fa"].calendars[Calendar.SOLAR_HIJRI].months.index(inside[1]) + 1
    again = parse_period(f"{year}-{month:02}-{date:02} SH")
    assert again.calendar is Calendar.SOLAR_HIJRI
    assert again.span() == (day, day)


# --- words


def keys(said: Mapping[str, Any], at: str = "") -> dict[str, object]:
    """Return the names of all texts of a catalogue, with the places that each leaves open."""
    found: dict[str, object] = {}
    for name, text in said.items():
        where = f"{at}.{name}"
        if isinstance(text, dict) and not {"one", "other"} & text.keys():
            found |= keys(text, where)
        else:
            texts = text.values() if isinstance(text, dict) else (text,)
            found[where] = {part for one in texts for part in re.findall(r"\{\w*\}", str(one))}
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_every_catalogue_says_the_same_things(language: str) -> None:
    own = ("language", "currencies", "comparisons", "theme", "numbers", "small", "decades")
    both = [yaml.safe_load((CATALOGUES / f"{tag}.yml").read_text("utf-8")) for tag in ("en", language)]
    english, other = (keys({name: said[name] for name in said if name not in own}) for said in both)
    assert len(english) > 300
    assert english == other
    assert not problems(language)


@pytest.mark.parametrize("language", OTHERS)
def test_words_of_comparison_are_tested_by_their_meaning(language: str) -> None:
    text = "label: A, theme: trade, unit: USD, scale: billion, period: 2023, source: paper, measures: M"
    book = read_book(f"figures:\n  a: {{value: 7, {text}}}\n  b: {{value: 5, {text}}}\n")
    view = View(book, Page("trade.md", language=language))
    higher = next(own for own, meant in TABLES[language].comparisons.items() if meant == "higher")
    assert f">{higher}<" in words.call(view, "compare", (higher, "a", "b"), {})
    for wrong, ids, code in ((higher, ("b", "a"), "comparison-fails"), ("more than", ("a", "b"), "unknown-")):
        with pytest.raises(WrongCall) as refused:
            words.call(view, "compare", (wrong, *ids), {})
        assert refused.value.code.startswith(code)
    for own, meant in TABLES[language].comparisons.items():
        assert meant, own


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fa", "سه کشور و ۷ استان، دوبرابر آن", ["سه", "۷", "دوبرابر"]),
        ("fa", "سه‌جانبه، نزدیک، دوره، نه این و نه آن", []),
        ("fa", "میلیون‌ها زائر در دهه نود", ["میلیون‌ها", "دهه", "نود"]),
        ("ar", "ثلاثة أطراف والملايين وبمليار", ["ثلاثة", "والملايين", "وبمليار"]),
        ("ar", "زيارة الأربعين يوم الاثنين بين البلدين", []),
        ("en", "سه three", ["three"]),
    ],
)
def test_number_words_are_found(language: str, text: str, found: list[str]) -> None:
    assert [one.text for one in numerals_in(text, TABLES[language])] == found


# --- texts of the data

TRANSLATED = """
about:
  title: {en: A, fa: آ, ar: أ}
  name: brief
  summary: {en: Made up, fa: ساختگی, ar: مختلق}
  licence: CC0-1.0
  version: "1"
  updated: 2024-05-01
  article: paper
  languages: [en, fa, ar]
themes: {trade: {title: {en: Trade, fa: تجارت, ar: التجارة}, page: trade.md}}
sources: {paper: {publisher: The Paper}}
units: {student: {forms: {en: {one: student, other: students}, fa: {one: دانشجو, other: دانشجو}}}}
figures:
  pupils:
    label: {en: Pupils, fa: دانش‌آموزان}
    theme: trade
    value: 5
    unit: student
    period: 2023
    source: paper
    measures: {en: "Of {pupils}", fa: همه, ar: "من {pupils}"}
    locator: item 1
"""


def test_every_missing_translation_is_found_at_its_place() -> None:
    with pytest.raises(ProblemsFound) as found:
        read(TRANSLATED.encode(), "f.yml")
    told = [(one.place.line, one.code, one.message) for one in found.value.problems]
    assert told == [
        (13, "missing-translation", "'forms' has no text in 'ar'"),
        (16, "missing-translation", "'label' has no text in 'ar'"),
        (22, "unlike-translation", "the text in 'fa' names other figures than the English one"),
        (23, "missing-translation", "'locator' has no text in 'ar'"),
        (23, "missing-translation", "'locator' has no text in 'fa'"),
    ]


def test_one_language_needs_no_translation() -> None:
    text = TRANSLATED.replace("  languages: [en, fa, ar]\n", "")
    assert read(text.encode()).figures["pupils"].label["fa"] == "دانش‌آموزان"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[en, fa, ar]", "[fa, en]", "invalid-value"),
        ("[en, fa, ar]", "[en, de]", "invalid-value"),
        ("ar: التجارة", "de: Handel", "unknown-language"),
    ],
)
def test_unknown_languages_are_refused(old: str, new: str, code: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        read(TRANSLATED.replace(old, new, 1).encode())
    assert code in {one.code for one in found.value.problems}


# --- pages


@pytest.mark.parametrize("src", ["index.md", "register/trade.md", "contributing/index.md"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_and_its_translation_name_each_other(src: str, language: str) -> None:
    there = translated(src, language)
    assert untranslated(there) == src
    assert language_of(there) == ("en" if src.startswith("contributing/") else language)
    assert Page(src, language=language).src == there


def test_links_stay_within_the_language_and_files_are_shared() -> None:
    page = Page("fa/register/trade.md")
    assert page.language == "fa"
    assert page.href("trade.md", "x") == "../../trade/#x"
    assert page.file("data/figures.csv") == "../../../data/figures.csv"
    assert page.other("ar") == "../../../ar/register/trade/"
    assert page.other("en") == "../../../register/trade/"
    assert Page("contributing/index.md").other("fa") == "../fa/"
    assert Page("fa/trade.md", directory_urls=False).other("en") == "../trade.html"


def test_the_switch_names_every_edition_and_where_the_page_has_none() -> None:
    site = "https://example.org/"
    found = alternates(Page("trade.md", site=site), SAYS)
    assert [(one.name, one.dir) for one in found] == [
        ("English", "ltr"),
        ("فارسی", "rtl"),
        ("العربية", "rtl"),
    ]
    assert [one.address for one in found] == [f"{site}trade/", f"{site}fa/trade/", f"{site}ar/trade/"]
    guide = alternates(Page("contributing/index.md", site=site), SAYS)
    assert [one.address for one in guide] == [f"{site}contributing/", "", ""]
    assert alternates(Page("trade.md"), SAYS[:1]) == []


PAGE = """# T

See {{ fig("pupils") }} and [data](data.md).

## One { #one }

{{ cite("paper") }}
"""


def project_of(root: Path, **pages: str) -> tuple[Path, Settings]:
    """Write a project in English and Persian, with these pages besides."""
    text = TRANSLATED.replace("[en, fa, ar]", "[en, fa]").replace("fa: همه", 'fa: "{pupils}"')
    text = text.replace("locator: item 1", "locator: {en: item 1, fa: بند ۱}")
    own = "site_name: A\nexclude_docs: /fa/\nmarkdown_extensions: [attr_list]\n"
    files = {"data/figures.yml": text, "mkdocs.yml": own}
    files["mkdocs.fa.yml"] = "INHERIT: mkdocs.yml\nexclude_docs: |\n  *.md\n  !/fa/*.md\n"
    for name in ("trade.md", "fa/trade.md", "data.md", "fa/data.md"):
        files[f"docs/{name}"] = PAGE if name.endswith("trade.md") else "# D\n"
    files |= {f"docs/{name.replace('__', '/')}.md": text for name, text in pages.items()}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root, load_settings(root)


@pytest.mark.parametrize(
    ("pages", "place", "message"),
    [
        ({}, "", ""),
        ({"more": "# M\n"}, "docs/more.md:1", "this page has no translation into 'fa'"),
        ({"fa__more": "# M\n"}, "docs/fa/more.md:1", "there is no English page 'more.md'"),
        ({"ar__trade": PAGE}, "docs/ar/trade.md:1", "the brief has no edition in 'ar'"),
        ({"fa__trade": PAGE.replace("#one", "#two")}, "docs/fa/trade.md:5", "the headings are not those"),
        ({"fa__trade": PAGE.replace("## ", "### ")}, "docs/fa/trade.md:5", "the headings are not those"),
        (
            {"fa__trade": PAGE.replace('cite("paper")', 'cite("pupils")')},
            "docs/fa/trade.md:5",
            "lacks cite(p",
        ),
        ({"fa__trade": PAGE.replace(" and [data](data.md)", "")}, "docs/fa/trade.md:1", "lacks a link to 'd"),
        ({"fa__trade": PAGE + '{{ fig("pupils") }}\n'}, "docs/fa/trade.md:5", "has fig(pupils)"),
    ],
)
def test_what_one_edition_lacks_is_found(
    tmp_path: Path, pages: dict[str, str], place: str, message: str
) -> None:
    root, settings = project_of(tmp_path, **pages)
    project = read_project(root)
    assert project.readable, project.problems
    found = sorted(unlike_editions(project, settings))
    if not place:
        assert not found
        return
    assert str(found[0].place).startswith(place)
    assert any(message in one.message for one in found), found


def test_an_edition_without_settings_is_found(tmp_path: Path) -> None:
    root, _ = project_of(tmp_path)
    (root / "mkdocs.fa.yml").unlink()
    (one,) = unlike_editions(read_project(root), load_settings(root))
    assert one.place.path == "data/figures.yml"
    assert "mkdocs.fa.yml" in one.hint


# --- built pages


HTML = """<html lang="{}"><head><title>تجارت</title></head><body><article>
<p>{}</p></article></body></html>"""


@pytest.mark.parametrize(
    ("language", "written", "found"),
    [
        ("fa", "صادرات", []),
        ("fa", "صادرات and imports", ["and imports"]),
        ("fa", '<a title="Show all" href="x">همه</a>', ["Show all"]),
        ("fa", 'به گزارش <bdi lang="en">The Paper</bdi>', []),
        ("fa", "به گزارش \u2068The Paper\u2069", []),
        ("fa", "فایل <code>figures.csv</code> و CSV", []),
        ("fa", '<span dir="ltr">https://example.org/a</span>', []),
        ("fa", "در https://example.org/a/brief/fa/changes/ آمده است", []),
        ("ar", "صادرات imports", ["imports"]),
        ("en", "Exports and imports", []),
    ],
)
def test_english_that_was_left_is_found(
    tmp_path: Path, language: str, written: str, found: list[str]
) -> None:
    (tmp_path / "fa").mkdir()
    (tmp_path / "fa/index.html").write_text(HTML.format(language, written), "utf-8")
    root, settings = project_of(tmp_path / "project")
    output = load_output(tmp_path, "site", {}, offline=False)
    problems = built_language(output, read_project(root), settings)
    assert [one.message for one in problems] == [f"'{words_}' is English" for words_ in found]


def test_every_edition_is_read_back() -> None:
    text = '<html lang="{}"><body><div class="brief-entry" data-unit="USD"><h2 id="a">A</h2>{}</div>'
    shown = '<p><data class="figure" value="{}" data-figure="a"><a href="#a">{}</a></data></p>'
    entry = "label: {en: A, fa: آ}, theme: trade, unit: USD, source: paper, measures: {en: M, fa: م}"
    data = f"figures: {{a: {{{entry}, value: 7, scale: billion, period: 2023}}}}\n"
    book = read_book(data)
    view = View(book, Page("index.md"))
    printed = {
        language: view.at(translated("index.md", language)).amount(book.quantities["a"])
        for language in ("en", "fa")
    }
    attributes = 'data-unit="USD" data-scale="billion" data-when="2023" data-source="paper"'
    pages = {
        f"{language}.html": text.format(language, shown.format("7000000000", said)).replace(
            'data-unit="USD"', attributes
        )
        for language, said in printed.items()
    }
    assert printed["fa"] == "۷\u00a0میلیارد\u00a0دلار"
    assert not list(extract.compare(extract.extract(pages), book, view, "site"))
    pages["fa.html"] = pages["fa.html"].replace("۷", "7")
    (wrong,) = extract.compare(extract.extract(pages), book, view, "site")
    assert (wrong.code, wrong.place.path) == ("wrong-value", "site/fa.html")


@pytest.mark.parametrize(
    ("base", "language", "wanted"), [("..", "fa", "."), ("../..", "ar", ".."), ("../..", "en", "../..")]
)
def test_the_search_of_an_edition_begins_at_its_folder(base: str, language: str, wanted: str) -> None:
    mends = TABLES[language].theme
    assert bool(mends) == (language == "ar")
    said, meant = (", ".join(map(json.dumps, texts)) for texts in (mends, mends.values()))
    file = translated("page.md", language).replace(".md", ".html")
    html = search.based(f'{{"base": "{base}", "x": [{said}]}}', TABLES[language], file)
    assert html == f'{{"base": "{wanted}", "x": [{meant}]}}'


def test_the_index_of_an_edition_is_its_own(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    index = {"config": {}, "docs": [{"location": "fa/trade/#one", "text": "تجارت"}]}
    (tmp_path / "search/search_index.json").write_text(json.dumps(index), "utf-8")
    worker = tmp_path / "assets/javascripts/workers/search.0123abcd.min.js"
    worker.parent.mkdir(parents=True)
    worker.write_text("word.toLowerCase()", "utf-8")
    search.finish(tmp_path, "fa")
    assert worker.read_text("utf-8") == search.folding() + "word.toLowerCase()"
    moved = json.loads((tmp_path / "fa/search/search_index.json").read_text("utf-8"))
    assert moved["docs"][0]["location"] == "trade/#one"
    assert not (tmp_path / "search/search_index.json").exists()


def test_a_reason_is_recorded_in_every_language(tmp_path: Path) -> None:
    root, _ = project_of(tmp_path, trade="# T\n", fa__trade="# T\n")
    schema = (ROOT / "data/figures.schema.json").read_text("utf-8")
    (root / "data/figures.schema.json").write_text(schema, "utf-8")
    with pytest.raises(NotRecorded, match="missing in 'fa'"):
        record(root, "First.")
    edition, _ = record(root, "First.", translated={"fa": "آغاز."})
    assert edition.reason["fa"] == "آغاز."
    assert open_project(root).book.history.editions[0].reason["fa"] == "آغاز."
