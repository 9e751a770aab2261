"""What can be taken away as CSV and JSON: the same facts as the data file, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from macros.commands.cli import main
from macros.commands.command import OK, WRONG_USE
from macros.figures.book import Book
from macros.figures.model import Claim, Figure
from macros.figures.periods import parse_period
from macros.printing.downloads import citations, documents, records
from macros.printing.downloads import files as takeaway
from macros.printing.downloads.documents import harmless
from macros.printing.downloads.forms import TABLES
from macros.printing.downloads.records import BETWEEN
from macros.printing.view import View
from macros.project import overlay
from macros.project.project import Project
from macros.reading.pages.routes import Page, public_address
from support.places import ROOT

SITE = "https://example.org/brief/"
REFERENCE = re.compile(r"\{([a-z0-9_]+)(?:\.[a-z]+)?\}")
TEXTS = ("label", "measures", "period_note", "mismatch", "shows", "note")


@pytest.fixture(scope="module")
def real(project: Project) -> View:
    return View(project.book, Page("index.md", site=SITE))


@pytest.fixture(scope="module")
def written() -> dict[str, dict[str, Any]]:
    """Return the figures of the data file as YAML alone reads them, every scalar a text."""
    raw = (ROOT / "data/figures.yml").read_text("utf-8")
    figures: dict[str, dict[str, Any]] = yaml.load(raw, Loader=yaml.CBaseLoader)["figures"]  # noqa: S506
    return figures


def whole(view: View) -> dict[str, Any]:
    """Return the JSON document of all figures."""
    rows = [records.row(view, figure) for figure in records.select(view)]
    found: dict[str, Any] = json.loads(documents.document(view, rows))
    return found


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file by a reader that knows nothing of how it was made."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


# --- JSON ------------------------------------------------------------------------------------------


def plain(texts: str | dict[str, str]) -> str:
    return " ".join((texts if isinstance(texts, str) else texts["en"]).split())


def test_the_document_says_of_every_figure_what_the_data_file_says(
    real: View, written: dict[str, dict[str, Any]]
) -> None:
    found = {figure["id"]: figure for figure in whole(real)["figures"]}
    assert list(found) == list(written)
    same = ["code", "theme", "unit", "per", "period", "stated", "source", "locator", "attributed_to"]
    same += ["producer", "formula", "series", "follows_from", "record", "confidence", "review_by"]
    for id_, entry in written.items():
        figure = found[id_]
        for name in same:
            assert figure.get(name) == (plain(entry[name]) if name in entry else None), (id_, name)
        assert figure["written_scale"] == entry.get("scale", "one")
        if "formula" not in entry:
            assert figure["qualifier"] == entry.get("qualifier", "stated")
            assert figure["status"] == entry.get("status", "reported")
            value = entry.get("value")
            stated = f"[{value[0]}, {value[1]}]" if isinstance(value, list) else value
            assert figure.get("written_value") == stated, id_
        assert figure.get("decimals") == (int(entry["decimals"]) if "decimals" in entry else None)
        spoken = [(item["relation"], item["for"]) for item in figure.get("evidence", ())]
        assert spoken == [
            (item["relation"], item.get("figure", item.get("claim")))
            for item in entry.get("evidence_for", ())
        ]
        for name in TEXTS:
            assert (name in figure) == (name in entry), (id_, name)
            if name in entry and not REFERENCE.search(plain(entry[name])):
                assert figure[name] == plain(entry[name])
            assert not REFERENCE.search(figure.get(name, ""))


def test_a_value_is_the_written_one_times_its_scale(real: View) -> None:
    scales = {"one": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
    compared = 0
    for figure in whole(real)["figures"]:
        if "written_value" not in figure or figure["unit"] == "date":
            continue
        power = Decimal(10) ** scales[figure["written_scale"]]
        stated = [Decimal(part) * power for part in figure["written_value"].strip("[]").split(",")]
        given_ = [Decimal(figure[name]) for name in ("value", "low", "high") if name in figure]
        assert given_ == stated, figure["id"]
        compared += 1
    assert compared > 200


def test_days_are_those_of_the_period(real: View) -> None:
    calendars = set()
    for figure in whole(real)["figures"]:
        if "period" in figure:
            first, last = parse_period(figure["period"]).span()
            assert figure.get("period_start") == (first.isoformat() if first else None)
            assert figure.get("period_end") == (last.isoformat() if last else None)
            calendars.add(figure.get("calendar"))
    assert calendars == {"gregorian", "solar_hijri", None}


def test_a_year_of_the_iranian_calendar_keeps_it(view: View, book: Book) -> None:
    row = records.row(view, book.brief.figures["students"])
    assert (row["period"], row["calendar"]) == ("1402 SH", "solar_hijri")
    assert (row["period_start"], row["period_end"]) == ("2023-03-21", "2024-03-19")
    day = records.row(view, book.brief.figures["iranian_day"])
    assert (day["value"], day["low"], day["high"]) == ("1402-01-05 SH", "2023-03-25", "2023-03-25")


def test_texts_print_the_figures_that_they_name(view: View, book: Book) -> None:
    growth = records.row(view, book.brief.figures["growth"])
    assert growth["shows"] == "From about US$7 billion in 2023 to 20 billion (target)."
    assert growth["printed"].endswith("(our arithmetic)")


@pytest.fixture(scope="module")
def validator(real: View) -> jsonschema.Draft202012Validator:
    described = json.loads(documents.schema(real))
    jsonschema.Draft202012Validator.check_schema(described)
    return jsonschema.Draft202012Validator(
        described, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def test_every_document_fits_the_schema(
    real: View, view: View, validator: jsonschema.Draft202012Validator
) -> None:
    checked = 0
    for seen in (real, view):
        for name, text in takeaway.files(seen).items():
            if name.endswith(".json") and not name.endswith((".csl.json", "schema.json")):
                errors = [error.message for error in validator.iter_errors(json.loads(text))]
                assert not errors, (name, errors)
                checked += 1
    assert checked > 300


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("value", 13),
        ("value", "13 billion"),
        ("status", "guess"),
        ("period_start", "1402"),
        ("unit", ""),
        ("evidence", [{"relation": "agrees"}]),
        ("vale", "13"),
    ],
)
def test_the_schema_refuses_mistakes(
    real: View, validator: jsonschema.Draft202012Validator, name: str, wrong: object
) -> None:
    document = whole(real)
    document["figures"][0][name] = wrong
    assert list(validator.iter_errors(document))


def test_every_name_is_explained_and_required_ones_are_there(real: View) -> None:
    described = json.loads(documents.schema(real))["$defs"]["figure"]["properties"]
    for column in records.COLUMNS:
        assert described[column.name]["description"]
    printed = str(takeaway.columns(real))
    for name in records.headings():
        assert f">{name}</span>" in printed


# --- CSV -------------------------------------------------------------------------------------------


def test_the_table_says_the_same_as_the_document(real: View) -> None:
    figures = whole(real)["figures"]
    rows = rows_of(takeaway.files(real)["data/figures.csv"])
    assert len(rows) == len(figures)
    for row, figure in zip(rows, figures, strict=True):
        for name, cell in row.items():
            if name in records.PARTS:
                wanted = BETWEEN.join(item[name] for item in figure.get("evidence", ()))
            else:
                said = figure.get(name, "")
                wanted = "true" if said is True else str(said)
            assert original(cell) == wanted, (row["id"], name)


def test_the_table_follows_the_standard(real: View) -> None:
    text = takeaway.files(real)["data/figures.csv"]
    assert text.count("\n") == text.count("\r\n")
    assert text.endswith("\r\n")
    widths = {len(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)}
    assert widths == {len(records.headings())}


def original(cell: str) -> str:
    """Return the text of a cell as the guide says how to get it back: without the first apostrophe."""
    return cell.removeprefix("'")


DANGEROUS = "=+-@\t\r\n＝＋－＠"


def assert_harmless(cell: str) -> None:
    """Take away what some spreadsheets skip; then no first sign may be one that they run."""
    if re.fullmatch(r"-[0-9]+(\.[0-9]+)?", cell):
        return  # a negative number
    assert not cell.startswith(tuple(DANGEROUS))
    assert not cell.strip(' \u00a0"“”').startswith(tuple(DANGEROUS))


@settings(deadline=None)  # what is tested is not the time
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30))
def test_any_text_survives_a_table_and_is_never_run(text: str) -> None:
    row = {"id": "a", "label": text, "evidence": [{"relation": text, "for": "b", "because": text}]}
    (read,) = rows_of(documents.table([row]))
    for name in ("label", "relation", "because"):
        assert original(read[name]) == text
        assert_harmless(read[name])


@settings(deadline=None)  # what is tested is not the time
@given(st.text(alphabet=DANGEROUS + " '\"“'a1|(", max_size=8))
def test_beginnings_of_formulas_are_taken_back_exactly(text: str) -> None:
    assert original(harmless(text)) == text
    assert_harmless(harmless(text))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1+1",
        "-a1",
        "-1\n",
        "@SUM(A1)",
        "\t=1",
        ' "=1',
        "＝1",
        "'=1",
        "=cmd|' /C calc'!A0",
        "“=1”",
    ],
)
def test_formulas_get_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("number", ["-1", "-31.79", "-0.5"])
def test_a_negative_number_is_no_formula(number: str) -> None:
    assert harmless(number) == number
    assert original(harmless(f"'{number}")) == f"'{number}"


def test_numbers_stay_numbers(real: View) -> None:
    numbers = 0
    for row in rows_of(takeaway.files(real)["data/figures.csv"]):
        for name in ("value", "low", "high"):
            if row[name] and row["unit"] != "date":
                assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", row[name])
                numbers += 1
    assert numbers > 200
    negative = documents.table([{"id": "a", "value": "-5.5"}])
    assert rows_of(negative)[0]["value"] == "-5.5"


# --- what there is, and where ----------------------------------------------------------------------


@pytest.mark.parametrize("bundled", [False, True])
def test_the_files_are_those_that_are_named(real: View, bundled: bool) -> None:
    seen = View(real.book, Page("index.md", not bundled))
    assert set(takeaway.files(seen)) == takeaway.paths(real.book, bundled=bundled)


def test_every_figure_has_every_form_on_the_web(real: View) -> None:
    files = takeaway.files(real)
    for id_ in real.book.brief.figures:
        for ending in ("csv", "json", "bib", "ris", "csl.json"):
            assert id_ in files[f"data/figures/{id_}.{ending}"]


@pytest.mark.parametrize(
    ("given_", "address"),
    [
        ("", ""),
        ("http://127.0.0.1:8000/", ""),
        ("http://localhost/x/", ""),
        ("http://[::1]:8000/", ""),
        ("nonsense", ""),
        ("https://example.org/brief", "https://example.org/brief/"),
        ("https://example.org/brief/", "https://example.org/brief/"),
    ],
)
def test_an_address_of_this_computer_is_none(given_: str, address: str) -> None:
    assert public_address(given_) == address


def test_addresses_are_permanent_and_local_ones_are_never_told(real: View, project: Project) -> None:
    row = records.row(real, project.book.brief.figures["trade_2023"])
    assert row["address"] == f"{SITE}register/#trade_2023"
    away = View(project.book, Page("index.md", directory_urls=False, site=SITE))
    assert records.row(away, project.book.brief.figures["trade_2023"])["address"] == row["address"]
    nowhere = View(project.book, Page("index.md"))
    for name, text in takeaway.files(nowhere).items():
        assert "127.0.0.1" not in text, name
        assert "register/#" not in text, name


# --- the command -----------------------------------------------------------------------------------


def run(capsysbinary: pytest.CaptureFixture[bytes], *words: str) -> tuple[int, str]:
    status = main(["--root", str(ROOT), "export", *words])
    return status, capsysbinary.readouterr().out.decode()


def test_export_prints_the_figures_that_are_asked_for(
    capsysbinary: pytest.CaptureFixture[bytes], real: View
) -> None:
    status, text = run(capsysbinary, "trade_2023", "iraqi_students")
    assert status == OK
    assert [row["id"] for row in rows_of(text)] == ["trade_2023", "iraqi_students"]
    _, text = run(capsysbinary, "--format", "json", "--theme", "society")
    document = json.loads(text)
    assert {figure["theme"] for figure in document["figures"]} == {"society"}
    assert document["themes"] == {"society": "Society"}
    _, text = run(capsysbinary, "--format", "text", "trade_2023")
    assert "Trade between Iran and Iraq: about US$13 billion" in text
    assert "as stated by Ashura News" in text
    _, text = run(capsysbinary, "--format", "schema")
    assert text == documents.schema(real)


def test_export_writes_a_file_and_refuses_what_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.csv"
    assert main(["--root", str(ROOT), "export", "--output", str(target)]) == OK
    assert len(rows_of(target.read_bytes().decode())) > 300
    assert main(["--root", str(ROOT), "export", "trade_2032"]) == WRONG_USE
    assert "did you mean 'trade_2023'?" in capsys.readouterr().err
    assert main(["--root", str(ROOT), "export", "--theme", "economy"]) == WRONG_USE


# --- in the pages ----------------------------------------------------------------------------------


def test_an_entry_leads_to_its_files_on_the_web_and_holds_its_citations_in_the_bundle(view: View) -> None:
    figure = next(figure for figure in view.book.brief.figures.values() if isinstance(figure, Figure))
    assert not isinstance(figure, Claim)
    page = "register/trade.md"
    web = str(takeaway.figure_links(View(view.book, Page(page)), figure))
    for ending in ("csv", "json", "bib", "ris", "csl.json"):
        assert f'href="../../data/figures/{figure.id}.{ending}"' in web
    bundle = str(takeaway.figure_links(View(view.book, Page(page, directory_urls=False)), figure))
    assert 'href="../data/figures.csv"' in bundle
    assert 'href="../data/figures.js"' in bundle
    for ending in ("csv", "json"):
        assert f'data-part="figures/{figure.id}.{ending}"' in bundle
    assert ".bib" not in bundle
    assert ">@misc{small-exports" in bundle
    assert "without scripts" in bundle
    assert "without scripts" not in web


def test_hostile_words_stay_words_in_the_citations_of_the_bundle(book: Book) -> None:
    seen = View(book, Page("register/schools.md", directory_urls=False))
    figure = book.brief.figures["hostile"]
    page = html.fragment_fromstring(str(takeaway.figure_links(seen, figure)), create_parent="main")
    inside = {"div", "p", "a", "span", "details", "summary", "pre"}
    assert {element.tag for element in page.iter()} == {"main", *inside}
    assert page.xpath("//pre/text()") == [citations.bibtex([citations.of_figure(seen, figure)])]


def test_pages_of_the_bundle_hold_their_citation(view: View) -> None:
    src = "trade.md"
    for bundled in (False, True):
        page = html.fragment_fromstring(
            str(takeaway.reuse(View(view.book, Page(src, not bundled)))).strip(), create_parent="main"
        )
        leading = [str(address) for address in page.xpath("//a/@href")]
        assert any(address.endswith(".ris") for address in leading) is not bundled
        given = page.xpath("//pre/text()")
        assert given == ([citations.bibtex([citations.of_page(view, src)])] if bundled else [])


def test_the_script_of_the_data_holds_the_document_between_its_first_and_last_line(real: View) -> None:
    away = View(real.book, Page("index.md", directory_urls=False, site=SITE))
    first, rest = takeaway.files(away)["data/figures.js"].split("\n", 1)
    written, last = rest.rsplit("\n;", 1)
    assert f"{written}\n" == takeaway.files(real)["data/figures.json"]
    assert last == "\n"
    assert first.startswith("window.")


@given(st.text(alphabet=st.characters(max_codepoint=0x3100), max_size=3))
def test_the_spaces_before_a_formula_are_named_for_scripts(text: str) -> None:
    named = re.fullmatch(f"[{documents.SPACE}]*", text) is not None
    assert named == (text == "" or text.isspace())


def test_the_bundle_writes_every_form_of_figures() -> None:
    script = overlay.OVERRIDES / "assets/brief/figure-files.js"
    (writers,) = re.findall(r"const writers = \{(.*)\};", script.read_text("utf-8"))
    named = {part.partition(":")[0].strip() for part in writers.split(",")}
    assert named == {form.ending for form in TABLES}
