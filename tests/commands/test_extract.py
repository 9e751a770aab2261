"""From the built pages alone all figures can be read back, and they are those of the data file."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.commands import extract as extracting
from macros.commands.cli import main
from macros.commands.command import OK, PROBLEMS, WRONG_USE
from macros.commands.extract import Fact, extract
from macros.figures.book import Book
from macros.printing import macros
from macros.printing.view import View
from support.named import ZIP

SCALES = {"one": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}


def pages(view: View) -> dict[str, str]:
    """Return a small register and a page that prints two of its figures."""
    register = macros.call(view, "register", ["trade"], {}) + macros.call(view, "register", ["schools"], {})
    return {
        "register.html": f"<h1 id='top'>R</h1>{register}",
        "page.html": (
            f"<h2 id='facts'>Facts</h2>\n<p>{macros.call(view, 'fig', ['exports'], {})}</p>\n"
            f"<p>{macros.call(view, 'fig', ['goal'], {'form': 'number'})}</p>"
        ),
    }


def wrong(view: View, book: Book, found: list[Fact]) -> list[str]:
    return [f"{problem.code} {problem.place}" for problem in extracting.compare(found, book, view, "site")]


def test_a_figure_is_read_with_page_heading_and_all_that_the_register_says(view: View) -> None:
    found = [fact for fact in extract(pages(view)) if fact.page == "page.html"]
    assert found == [
        Fact(
            "page.html",
            line=2,
            heading="facts",
            id="exports",
            value="7000000000",
            printed="about US$7 billion",
            unit="USD",
            scale="billion",
            qualifier="about",
            status="reported",
            period="2023",
            source="paper",
            entered=True,
        ),
        Fact(
            "page.html",
            line=3,
            heading="facts",
            id="goal",
            value="20000000000",
            printed="20 billion (target)",
            unit="USD",
            scale="billion",
            qualifier="stated",
            status="target",
            period="undated",
            source="paper",
            entered=True,
        ),
    ]


def test_what_equals_the_data_has_no_problem(view: View, book: Book) -> None:
    assert wrong(view, book, extract(pages(view))) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("page.html", 'value="7000000000"', 'value="8000000000"', "wrong-value site/page.html:2:1"),
        ("page.html", "US$7", "US$8", "wrong-value site/page.html:2:1"),
        ("page.html", "(target)", "", "wrong-value site/page.html:3:1"),
        ("page.html", 'data-figure="goal"', 'data-figure="gaol"', "unknown-figure site/page.html:3:1"),
        ("register.html", 'id="guess"', 'id="gues"', "missing-entry site:1:1"),
        ("register.html", 'data-unit="USD"', 'data-unit="EUR"', "wrong-value"),
        ("register.html", 'data-when="2023"', 'data-when="2024"', "wrong-value"),
        ("register.html", 'data-source="paper"', 'data-source="copy"', "wrong-value"),
        ("register.html", 'data-status="target"', "", "wrong-value"),
        ("register.html", 'data-scale="billion"', 'data-scale="million"', "wrong-value"),
    ],
)
def test_a_single_difference_is_told(
    view: View, book: Book, name: str, old: str, new: str, code: str
) -> None:
    shown = pages(view)
    assert old in shown[name]
    shown[name] = shown[name].replace(old, new, 1)
    found = wrong(view, book, extract(shown))
    assert found
    assert any(problem.startswith(code) for problem in found), found


def test_no_html_crashes() -> None:
    for html in ("", "<", "<data data-figure>", "<h2 id><div class=brief-entry data-unit=x>", "\0"):
        assert all(isinstance(fact, Fact) for fact in extract({"a.html": html}))


# --- the real outputs, from built HTML back to the data file ------------------------------------------


def rebuilt(printed: str) -> dict[str, dict[str, Any]]:
    """Return the figures as the data file writes them, out of nothing but what extract printed."""
    found = {}
    for line in printed.splitlines():
        fact = json.loads(line)
        power = Decimal(10) ** SCALES[fact["scale"]]
        value: Any = fact["value"]
        if re.fullmatch(r"-?[0-9.]+(/-?[0-9.]+)?", value) and fact["unit"] != "date":
            value = [Decimal(end) / power for end in value.split("/")]
        entry = {name: fact[name] for name in ("unit", "per", "scale", "qualifier", "status", "source")}
        found[fact["id"]] = {**entry, "period": fact["period"], "value": value}
    return found


@pytest.mark.parametrize("where", ["site", "zip"])
def test_the_data_can_be_rebuilt_from_either_output(
    built: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    where: str,
) -> None:
    place = built / "site" if where == "site" else built / "dist" / ZIP
    assert main(["--root", str(built), "extract", str(place)]) == OK
    found = rebuilt(capsysbinary.readouterr().out.decode())
    raw = (built / "data/figures.yml").read_text("utf-8")
    stated = yaml.load(raw, Loader=yaml.CBaseLoader)["figures"]  # noqa: S506
    assert found.keys() == stated.keys()
    compared = 0
    for id_, entry in stated.items():
        for name, usual in (("unit", ""), ("scale", "one"), ("source", ""), ("period", "")):
            assert found[id_][name] == entry.get(name, usual), (id_, name)
        if "formula" in entry:
            assert found[id_]["status"] == "derived"
            continue
        assert found[id_]["status"] == entry.get("status", "reported")
        assert found[id_]["qualifier"] == entry.get("qualifier", "stated")
        assert found[id_]["per"] == entry.get("per", "")
        value = entry.get("value", "several")
        if isinstance(found[id_]["value"], list):
            value = [Decimal(end) for end in (value if isinstance(value, list) else [value])]
        assert found[id_]["value"] == value, id_
        compared += 1
    assert compared > 280


@pytest.mark.parametrize("where", ["site", "bundle", "zip"])
def test_compare_says_that_all_are_equal(
    built: Path,
    offline: Path,
    capsys: pytest.CaptureFixture[str],
    where: str,
) -> None:
    place = {"site": built / "site", "bundle": offline, "zip": built / "dist" / ZIP}[where]
    assert main(["--root", str(built), "extract", str(place), "--compare"]) == OK
    said = capsys.readouterr().out
    assert re.fullmatch(r"\d+ places on \d+ pages print \d+ figures; 0 differences\n", said)


def test_compare_tells_a_difference_and_exits_so(
    built: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = built / "site/register/economics/index.html"
    text = page.read_text("utf-8").replace('value="13000000000"', 'value="14000000000"', 1)
    (tmp_path / "page.html").write_text(text, "utf-8")
    assert main(["--root", str(built), "extract", str(tmp_path), "--compare"]) == PROBLEMS
    assert "error[wrong-value]: 'trade_2023' has value '14000000000' here" in capsys.readouterr().out


def test_extract_writes_a_table_and_refuses_what_holds_no_pages(
    built: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = tmp_path / "facts.csv"
    command = ["--root", str(built), "extract", "--format", "csv", "--output", str(target)]
    assert main([*command, str(built / "site")]) == OK
    rows = list(csv.DictReader(io.StringIO(target.read_bytes().decode(), newline="")))
    assert len(rows) > 1000
    assert all(row["id"] and row["page"] and row["unit"] for row in rows)
    for nothing in (tmp_path / "none", tmp_path):
        assert main([*command, str(nothing)]) == WRONG_USE
        assert "run: figures site" in capsys.readouterr().err
