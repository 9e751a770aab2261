"""The guide, the README and the workflows say what is: each is read beside the code it speaks of."""

from __future__ import annotations

import argparse
import datetime
import html
import inspect
import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from macros import tree
from macros.checks.authored.external import Answer, check_addresses
from macros.codes import CODES, WARNING
from macros.commands import cli, command, extract
from macros.commands.check import check_sources
from macros.commands.reports import FORMATS
from macros.figures import book as registry
from macros.figures import editions, kinds, model, periods
from macros.figures.formulas import solve
from macros.figures.quantities import Quantity, Units
from macros.figures.units import Kind
from macros.languages import dates
from macros.languages.catalogue import catalogue
from macros.printing import macros
from macros.printing.comparisons import KNOWN
from macros.printing.view import View, WrongCall
from macros.problems import Place
from macros.project.project import Project
from macros.publishing.finish import REFERRER, policy
from macros.reading.data import figures_file, history_file
from macros.reading.pages.calls import Call
from macros.reading.pages.page import read_page
from macros.reading.pages.routes import Page
from support.places import ROOT
from support.small_output import Small

ENGLISH = catalogue("en")

GUIDES = ROOT / "docs" / "contributing"
GUIDE = (GUIDES / "index.md").read_text("utf-8")
MACROS = (GUIDES / "macros.md").read_text("utf-8")
DATA_FILE = (GUIDES / "data-file.md").read_text("utf-8")
CHECKS = (GUIDES / "checks.md").read_text("utf-8")
DECISIONS = (GUIDES / "decisions.md").read_text("utf-8")
PUBLISHING = (GUIDES / "publishing.md").read_text("utf-8")
GUIDE_PAGES = (GUIDE, MACROS, DATA_FILE, CHECKS, DECISIONS, PUBLISHING)
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

HEADING = re.compile(r"^#{2,6} (?P<title>.+?) \{ #(?P<id>[\w-]+) \}$", re.MULTILINE)
FENCED = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")


def headings(page: str) -> list[re.Match[str]]:
    """Return the headings of the page; what stands in fences is none."""
    return list(HEADING.finditer(FENCED.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), page)))


def part(page: str, id_: str) -> str:
    """Return the text below the heading of that id, up to the next heading of any level."""
    marks = headings(page)
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        if mark["id"] == id_:
            return page[mark.end() : after.start() if after else len(page)]
    raise AssertionError(f"no heading {{ #{id_} }}")


def spans(text: str) -> list[str]:
    """Return what stands as code inside the lines of the text."""
    return SPAN.findall(FENCED.sub("", text))


def texts_of(raw: str) -> dict[str, dict[str, dict[str, object]]]:
    """Return the data as YAML alone reads them, every scalar a text."""
    data: dict[str, dict[str, dict[str, object]]] = yaml.load(raw, Loader=yaml.CBaseLoader)  # noqa: S506
    return data


def rows(text: str) -> list[list[str]]:
    """Return the cells of the table in that text, without its two head lines."""
    lines = [line for line in text.split("\n") if line.startswith("| ")]
    assert len(lines) > 1, "no table"
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def names(text: str) -> list[str]:
    """Return what stands as code in the first cell of each row."""
    return [SPAN.findall(row[0])[0] for row in rows(text)]


def fenced(text: str, kind: str = "") -> list[str]:
    """Return the fenced blocks of that kind, or of any."""
    return [block["text"] for block in FENCED.finditer(text) if kind in ("", block["kind"])]


def spoken(text: str) -> str:
    """Return the text with plain spaces and apostrophes and without marks of code."""
    return " ".join(text.replace("’", "'").replace("`", "").split())


@pytest.fixture(scope="module")
def view(project: Project) -> View:
    return View(project.book, Page("economics.md"))


@pytest.fixture(scope="module")
def written() -> dict[str, dict[str, dict[str, object]]]:
    """Return the data file as YAML alone reads it, every scalar a text, and of translations the English."""
    data: dict[str, dict[str, dict[str, object]]] = in_english(
        texts_of((ROOT / figures_file.DATA_FILE).read_text("utf-8"))
    )
    return data


def in_english(data: Any) -> Any:
    """Return the same with the English text in the place of each that stands there in several languages."""
    if isinstance(data, dict):
        if isinstance(data.get("en"), str):
            return data["en"]
        return {key: in_english(value) for key, value in data.items()}
    return [in_english(value) for value in data] if isinstance(data, list) else data


# --- macros -----------------------------------------------------------------------------------------


def macro_headings() -> list[str]:
    ids = (mark["id"] for mark in headings(MACROS))
    return [id_.removeprefix("macro-") for id_ in ids if id_.startswith("macro-")]


def test_every_macro_has_its_heading_and_every_heading_a_macro() -> None:
    assert len(macros.MACROS) > 10
    assert sorted(macro_headings()) == sorted(macros.MACROS)


@pytest.mark.parametrize("name", macros.MACROS)
def test_the_arguments_of_a_macro_are_named(name: str) -> None:
    listed = re.findall(r"^- `(\w+)`: ", part(MACROS, f"macro-{name}"), re.MULTILINE)
    assert listed == list(inspect.signature(macros.MACROS[name]).parameters)[1:]


def examples(name: str) -> list[tuple[Call, str, str]]:
    """Return each example call of a macro with the kind and text of the block that shows its result."""
    blocks = list(FENCED.finditer(part(MACROS, f"macro-{name}")))
    pairs = []
    for block, result in zip(blocks[::2], blocks[1::2], strict=True):
        assert block["kind"] == "markdown"
        found = read_page("example.md", block["text"])
        assert not found.problems
        assert len(found.calls) == 1
        pairs.append((found.calls[0], result["kind"], result["text"]))
    return pairs


@pytest.mark.parametrize("name", macros.MACROS)
def test_the_example_of_a_macro_prints_what_is_shown(view: View, name: str) -> None:
    assert examples(name)
    for call, kind, shown in examples(name):
        assert call.name == name
        printed = macros.call(view, call.name, call.args, call.kwargs)
        if kind == "html":
            wanted = ".*".join(map(re.escape, spoken(shown).split("…")))
            assert re.fullmatch(wanted, spoken(printed)), f"{name} prints: {printed}"
        else:
            assert_in_order(said(shown), plain(printed))


def said(shown: str) -> list[str]:
    """Return the pieces of text that an example promises, in order."""
    pieces = re.split(r"[|…\n]", spoken_lines(shown))
    return [piece for piece in map(str.strip, pieces) if piece]


def spoken_lines(text: str) -> str:
    return "\n".join(map(spoken, text.split("\n")))


def plain(printed: str) -> str:
    """Return the words of the HTML as they are read."""
    return spoken(html.unescape(re.sub(r"<[^>]+>", " ", str(printed)))).replace(" ,", ",")


def assert_in_order(pieces: list[str], text: str) -> None:
    assert pieces
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        assert found >= 0, f"{piece!r} does not follow in: {text[at : at + 300]}"
        at = found + len(piece)


def test_the_counts_legends_and_forms_are_named(view: View) -> None:
    from macros.printing.sentences import FORMS

    for name, known in (
        ("howmany", view.book.counts()),
        ("legend", ENGLISH.legends),
        ("fig", FORMS),
    ):
        assert set(known) <= set(spans(part(MACROS, f"macro-{name}"))), name


# --- the data file ----------------------------------------------------------------------------------

MODELS = {
    cls.__name__.lower(): cls
    for cls in vars(model).values()
    if isinstance(cls, type)
    and issubclass(cls, model.Frozen)
    and cls not in (model.Frozen, model.Stated, model.Brief)
}
REWORDED = {"scale"}
"""Fields whose description holds a number word, which a page may not."""


def own_fields(cls: type[BaseModel]) -> list[str]:
    """Return the fields that the class adds to its parent, without the id that the reader fills in."""
    inherited = getattr(cls.__mro__[1], "model_fields", {})
    return [name for name in cls.model_fields if name not in inherited and name != "id"]


def test_the_sections_are_those_of_the_model() -> None:
    found = {
        names_[0]: row[1] for row in rows(part(DATA_FILE, "sections")) if (names_ := SPAN.findall(row[0]))
    }
    wanted = {
        name: "yes" if field.is_required() else "no" for name, field in model.Brief.model_fields.items()
    }
    assert found == wanted


def test_every_model_has_its_table() -> None:
    ids = (mark["id"] for mark in headings(DATA_FILE))
    assert len(MODELS) > 8
    assert sorted(id_[7:] for id_ in ids if id_.startswith("fields-")) == sorted(MODELS)


@pytest.mark.parametrize("name", MODELS)
def test_every_field_has_its_row_and_every_row_a_field(name: str) -> None:
    table = part(DATA_FILE, f"fields-{name}")
    assert names(table) == own_fields(MODELS[name])
    for row in rows(table):
        field = MODELS[name].model_fields[row[0].strip("`")]
        assert (row[1] == "yes") == field.is_required(), row[0]
        if row[0].strip("`") in REWORDED:
            continue
        described = (field.description or "").removesuffix(", or").removesuffix("or")
        assert described.lower() in spoken(row[2]).lower(), f"{row[0]} is described: {described}"


@pytest.mark.parametrize(
    ("id_", "values"),
    [
        ("scales", kinds.Scale),
        ("qualifiers", kinds.Qualifier),
        ("statuses", kinds.Status),
        ("relations", kinds.Relation),
    ],
)
def test_every_value_of_a_list_has_its_row(id_: str, values: type[StrEnum]) -> None:
    assert names(part(DATA_FILE, id_)) == [value.value for value in values]


def test_the_other_lists_are_named_with_their_fields() -> None:
    named = set(spans(DATA_FILE))
    for values in (kinds.Per, kinds.Confidence, kinds.Basis, kinds.ClaimKind):
        assert {value.value for value in values} <= named


def test_periods_are_printed_as_shown() -> None:
    table = rows(part(DATA_FILE, "periods"))
    assert len(table) > 8
    for row in table:
        period, shown = row[0].strip("`"), row[2].strip("`")
        assert spoken(dates.period(periods.parse_period(period), ENGLISH)) == shown


def test_qualifiers_and_marks_are_printed_as_shown() -> None:
    for row in rows(part(DATA_FILE, "qualifiers")):
        qualifier = kinds.Qualifier(row[0].strip("`"))
        if qualifier not in (kinds.Qualifier.RANGE, kinds.Qualifier.SEVERAL):
            assert ENGLISH.qualifiers[qualifier].format(amount="13") == row[1].strip("`")
    for row in rows(part(DATA_FILE, "statuses")):
        mark = ENGLISH.mark(kinds.Status(row[0].strip("`")))
        assert row[2].strip("`") == (f"({mark})" if mark else "none")


def test_scales_multiply_as_shown() -> None:
    for row in rows(part(DATA_FILE, "scales")):
        assert 10 ** kinds.Scale(row[0].strip("`")).exponent == int(SPAN.findall(row[1])[0])


def computed(formula: str, **qualifiers: str) -> Quantity:
    """Return the result of a formula over a = 9 and b = 4 with those qualifiers."""
    common = {"label": "A figure", "theme": "economics", "unit": "ratio"}
    figures = {
        name: model.Figure.model_validate(
            {**common, "id": name, "value": value, "qualifier": qualifiers[name]}
        )
        for name, value in (("a", "9"), ("b", "4"))
    }
    figures["c"] = model.Figure.model_validate({**common, "id": "c", "formula": formula})
    assert Units({}).kind("ratio") is Kind.RATIO
    return solve(figures, {})["c"]


def test_qualifiers_turn_as_shown() -> None:
    table = rows(part(DATA_FILE, "direction"))
    assert len(table) > 4
    for formula, a, b, result in ([cell.strip("`") for cell in row] for row in table):
        assert computed(formula, a=a, b=b).qualifier.value == result, formula


@pytest.mark.parametrize(("id_", "cls"), [("edition", editions.Edition), ("figure", editions.Facts)])
def test_every_field_of_the_history_has_its_row_and_every_row_a_field(id_: str, cls: type[BaseModel]) -> None:
    table = part(DATA_FILE, f"history-{id_}")
    assert names(table) == list(cls.model_fields)
    for row in rows(table):
        field = cls.model_fields[row[0].strip("`")]
        assert (row[1] == "yes") == field.is_required(), row[0]
        first = spoken(field.description or "").lower()
        assert first.partition(", ")[0] in spoken(row[2]).lower(), f"{row[0]} is described: {first}"


# --- error codes ------------------------------------------------------------------------------------

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
WRITTEN = re.compile(
    r'\b(?:Fault|Problem|refuse|_add|_refuse)\((?:[^()\["]|\([^()]*\))*"([a-z]+(?:-[a-z]+)*)"'
)
"""A code where a fault is made of it; codes that go through variables are found when a fault is made."""


def codes_of(page: str) -> list[str]:
    """Return the error codes that the page describes."""
    marks = [mark for mark in headings(page) if mark["id"].startswith("error-")]
    codes = [mark["id"].removeprefix("error-") for mark in marks if mark["id"] != "error-codes"]
    assert codes == [mark["title"] for mark in marks if mark["id"] != "error-codes"]
    return codes


def described_codes() -> list[str]:
    return [*codes_of(DATA_FILE), *codes_of(CHECKS)]


def test_every_error_code_has_its_heading_and_every_heading_a_code() -> None:
    assert len(CODES) > 90
    assert described_codes() == list(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_table_says_of_a_code_what_the_guide_says(code: str) -> None:
    page = DATA_FILE if code in codes_of(DATA_FILE) else CHECKS
    said = spoken(LINK.sub(r"\1", part(page, f"error-{code}")))
    assert re.match(rf"{re.escape(spoken(CODES[code].meaning))}[.,:; ]", said), said[:200]


def test_every_code_that_is_written_is_in_the_table() -> None:
    paths = sorted((ROOT / "macros").rglob("*.py"))
    written = {code for path in paths for code in WRITTEN.findall(path.read_text("utf-8"))}
    assert len(written) > 90
    assert not written - set(CODES)


def pairs(code: str) -> list[tuple[str, str, str]]:
    """Return kind, wrong and right text of each pair of examples of an error code."""
    pattern = r"^Wrong:\n\n```(\w+)\n(.*?)^```\n\nRight:\n\n```(\w+)\n(.*?)^```$"
    page = DATA_FILE if code in codes_of(DATA_FILE) else CHECKS
    found = re.findall(pattern, part(page, f"error-{code}"), re.MULTILINE | re.DOTALL)
    assert all(kind == kind_ for kind, _, kind_, _ in found)
    return [(kind, wrong, right) for kind, wrong, _, right in found]


SETTINGS = {
    "site_name": "A brief",
    "site_url": "https://brief.example.org/",
    "nav": "[index.md, economics.md, example.md]",
    "not_in_nav": '"register/\\ndraft.md\\nsources.md"',
    "theme": "{name: material, font: false}",
    "extra_css": "[assets/style.css]",
    "markdown_extensions": "{attr_list: {}, tables: {}}",
}
"""The settings of the site of the examples."""


def kind_of(kind: str, text: str) -> str:
    """Return the kind of an example: YAML is a piece of the data, of what goes with it, or of settings."""
    if text.startswith("editions:"):
        return "history"
    if text.startswith(("plurals:", "words:")):
        return "catalogue"
    return "settings" if kind == "yaml" and text.partition(":")[0] in SETTINGS else kind


EXAMPLES = [
    pytest.param(code, kind_of(kind, wrong), wrong, right, id=f"{code}-{kind_of(kind, wrong)}")
    for code in described_codes()
    for kind, wrong, right in pairs(code)
]

BASE = """
about:
  title: A brief
  name: brief
  summary: A brief of its own
  licence: CC0-1.0
  version: "1"
  updated: 2024-05-01
  article: article
themes:
  economics:
    title: Economics
    page: economics.md
units:
  student:
    forms: {en: {one: student, other: students}}
producers:
  irica:
    name: Customs
sources:
  article:
    publisher: A paper
figures:
  trade_2023:
    label: Trade
    theme: economics
    value: 13
    scale: billion
    unit: USD
    qualifier: about
    period: 2023
    source: article
    measures: Goods
  trade_potential:
    label: Potential of trade
    theme: economics
    value: 20
    scale: billion
    unit: USD
    qualifier: more_than
    status: potential
    period: 2024
    source: article
    measures: Goods
  iraqi_students:
    label: Students
    theme: economics
    value: 90000
    unit: student
    period: undated
    source: article
    producer: irica
    measures: Students
  iraqi_share_of_tourists:
    label: Share
    theme: economics
    value: 47
    unit: percent
    period: undated
    source: article
    measures: Tourists
claims:
  reconstruction_drive:
    theme: economics
    kind: claim
    text: The article says so
    source: article
"""
"""A complete data file: what the examples do not show is taken from here."""
STATED_ONLY = {"value", "scale", "qualifier", "status", "period", "source", "measures"}
USUAL = {"figures": "trade_2023"}
"""The entry that completes those which the base does not have."""

Entries = dict[str, dict[str, str]]


def lines_of(text: str) -> dict[str, Entries]:
    """Return the lines of a data file by section, entry and field; fields one line each."""
    found: dict[str, Entries] = {}
    section = entry = ""
    for line in text.strip("\n").split("\n"):
        if not line.startswith(" "):
            section = line.partition(":")[0]
            found[section] = {}
        elif not line.startswith("   "):
            entry, _, rest = line.strip().partition(":")
            found[section][entry] = {"": rest} if rest else {}
        else:
            field = re.fullmatch(r"    (\w+):.*", line)
            name = f"{field[1]} {len(found[section][entry])}" if field else f"{len(found[section][entry])}"
            found[section][entry][name] = line
    return found


def completed(example: str) -> str:
    """Return the example as a whole data file: fields, entries and sections that it leaves out filled in."""
    base, given = lines_of(BASE), lines_of(example)
    lines = []
    for section in base | given:
        lines.append(f"{section}:")
        entries, shown = base.get(section, {}), given.get(section, {})
        for id_ in entries | shown:
            fields = shown.get(id_, entries.get(id_, {}))
            if "" in fields:
                lines.append(f"  {id_}:{fields['']}")
                continue
            is_field = section == "about"
            lines += [] if is_field else [f"  {id_}:"]
            lines += fields.values()
            if id_ in shown:
                usual = entries.get(id_) or entries.get(USUAL.get(section, ""), {})
                lines += missing(fields, usual)
    return "\n".join(lines) + "\n"


def missing(fields: dict[str, str], usual: dict[str, str]) -> Iterator[str]:
    """Yield the lines of the usual entry that this one leaves out."""
    present = {name.split()[0] for name in fields}
    derived = "formula" in present
    for name, line in usual.items():
        field = name.split()[0]
        if field not in present and not (derived and field in STATED_ONLY):
            yield line


TEXTS = {
    "index.md": "# Start\n",
    "economics.md": "# Economics\n\n## What others say { #evidence-trade }\n",
    "draft.md": "---\ndraft: true\n---\n\n# Plans\n",
    "example.md": "# Example\n",
    "sources.md": "# Project\n",
    "register/index.md": "# Register\n",
}
"""The pages of the site of the examples."""


def site_of(folder: Path, data: str) -> Path:
    """Return a small project with these data, in which nothing is wrong but perhaps with them."""
    files = {
        **{f"docs/{src}": text for src, text in TEXTS.items()},
        "docs/assets/map.svg": "",
        "docs/assets/style.css": "",
        "data/figures.yml": data,
        "data/figures.schema.json": (ROOT / "data" / "figures.schema.json").read_text("utf-8"),
        "mkdocs.yml": settings_of(""),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def registers(folder: Path, figures: dict[str, dict[str, object]]) -> None:
    """Write the register of each theme: no more than the ids to which figures link."""
    for theme in {str(figure["theme"]) for figure in figures.values()}:
        ids = "".join(
            f'<p id="{id_}">It</p>\n' for id_, figure in figures.items() if figure["theme"] == theme
        )
        (folder / "docs" / "register" / f"{theme}.md").write_text(f"# Register\n\n{ids}", "utf-8")


def settings_of(example: str) -> str:
    """Return the settings with those of the example in place of the same ones."""
    given = set(re.findall(r"^(\w+):", example, re.MULTILINE))
    usual = (f"{name}: {value}\n" for name, value in SETTINGS.items() if name not in given)
    return "".join(usual) + example


def title_of(example: str) -> str:
    """Return the example as a whole page: with a title, if it does not begin with one itself."""
    return example if example.startswith(("# ", "---\n")) else f"# Example\n\n{example}"


def problems_of_data(example: str, right: str, folder: Path) -> set[str]:
    """Return the codes that a data file with that example gives, if a page prints what the right one has."""
    site_of(folder, completed(example))
    here, there = texts_or_nothing(completed(example)), texts_of(completed(right))
    figures = {id_: figure for id_, figure in here.items() if id_ in there["figures"]}
    if figures:
        registers(folder, figures)
    prints = "".join(f'{{{{ fig("{id_}") }}}}\n' for id_ in figures)
    (folder / "docs" / "example.md").write_text(f"# Example\n\n{prints}", "utf-8")
    return {problem.code for problem in check_sources(folder).problems}


def texts_or_nothing(raw: str) -> dict[str, dict[str, object]]:
    """Return the figures of a data file whose YAML can be read."""
    try:
        return {id_: figure for id_, figure in texts_of(raw)["figures"].items() if "theme" in figure}
    except yaml.YAMLError:
        return {}


def problems_at(folder: Path, *paths: str) -> set[str]:
    """Return the codes of the problems in these files."""
    return {problem.code for problem in check_sources(folder).problems if problem.place.path in paths}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, written: dict[str, dict[str, dict[str, object]]]) -> Path:
    """Return the site of the examples over the real data."""
    data = re.sub(
        r"^  languages: .*\n", "", (ROOT / figures_file.DATA_FILE).read_text("utf-8"), flags=re.MULTILINE
    )
    folder = site_of(tmp_path_factory.mktemp("site"), data)
    registers(folder, written["figures"])
    anchors = "".join(f'<p id="{id_}">It</p>\n' for id_ in written["sources"])
    (folder / "docs" / "sources.md").write_text(f"# Project\n\n{anchors}", "utf-8")
    return folder


def problems_of_page(example: str, site: Path) -> set[str]:
    """Return the codes that a page with that text gives over the real data."""
    (site / "docs" / "example.md").write_text(title_of(example), "utf-8")
    return problems_at(site, "docs/example.md")


def problems_of_settings(example: str, folder: Path) -> set[str]:
    """Return the codes that settings with that example give."""
    site_of(folder, completed("about:\n"))
    (folder / "mkdocs.yml").write_text(settings_of(example), "utf-8")
    return problems_at(folder, "mkdocs.yml", "docs/example.md")


def problems_of_history(example: str, folder: Path) -> set[str]:
    """Return the codes that a history with that example gives; what it leaves out is recorded as it is."""
    data = completed("about:\n  version: 2026-11-23\n  updated: 2026-11-23\n")
    book = registry.of_data_alone(figures_file.read(data.encode()))
    others = "".join(
        f"      {id_}: {json.dumps(facts.written())}\n"
        for id_, facts in editions.facts_of(book.brief, book.quantities).items()
        if id_ not in example
    )
    site_of(folder, data)
    written = example.replace("    figures:\n", f"    figures:\n{others}", 1)
    (folder / history_file.HISTORY_FILE).write_text(written, "utf-8")
    problems = check_sources(folder).problems
    return {
        problem.code
        for problem in problems
        if problem.place.path == history_file.HISTORY_FILE or problem.code.startswith("history-")
    }


ONLY_IN_BUNDLE = {"needs-server"}
"""Codes that the website never gives."""


IN_ROOT = {"xml": "sitemap.xml", "txt": "robots.txt"}
"""Files of the site's root by the kind of example that replaces them."""


def problems_of_catalogue(example: str, folder: Path) -> set[str]:
    """Return the codes that a German catalogue with that example in it gives."""
    said = yaml.safe_load((ROOT / "macros/languages/en.yml").read_text("utf-8"))
    for section, given in yaml.safe_load(example).items():
        said[section] |= given
    said["language"] = {"tag": "de", "locale": "de_DE", "script": "Latn"}
    written = yaml.safe_dump(said, allow_unicode=True, default_style='"')
    site_of(folder, completed("about:\n"))
    (folder / "data/languages").mkdir()
    (folder / "data/languages/de.yml").write_text(written, "utf-8")
    return {
        problem.code
        for problem in check_sources(folder).problems
        if problem.place.path == "data/languages/de.yml"
    }


def problems_of_output(code: str, kind: str, example: str, folder: Path) -> set[str]:
    """Return the codes that a small output gives into which the example is put."""
    book = registry.of_data_alone(figures_file.read(completed("about:\n").encode()))
    small = Small(folder, book, bundled=code in ONLY_IN_BUNDLE)
    small.page(small.register, "<h1>R</h1>" + "".join(f'<p id="{id_}">It</p>' for id_ in book.quantities))
    if kind == "html" and re.match("<(meta|link) ", example):
        (tag,) = re.findall(r'<(?:meta|link) [\w-]+="[^"]*"', example)
        page = small.out / small.name("trade.md")
        text, found = re.subn(
            re.escape(tag) + "[^>]*>", lambda _tag: example.strip(), page.read_text("utf-8")
        )
        assert found == 1
        page.write_text(text, "utf-8")
    elif kind == "html":
        small.add(example)
    elif kind in IN_ROOT:
        small.write(small.out / IN_ROOT[kind], example)
    else:
        name = {"css": "assets/style.css", "js": "assets/own.js", "csv": "table.csv", "ris": "a.ris"}[kind]
        small.write(small.root / "docs" / name, example)
        small.write(small.out / name, example)
    return set(small.codes())


def test_the_examples_are_seen() -> None:
    assert len(EXAMPLES) > 95


class Day(datetime.date):
    """The day on which the examples are checked; the clock would make them wrong one day."""

    @classmethod
    def today(cls) -> Day:
        return cls(2024, 6, 1)


@pytest.mark.parametrize(("code", "kind", "wrong", "right"), EXAMPLES)
def test_the_wrong_example_gives_its_code_and_the_right_one_none(
    code: str, kind: str, wrong: str, right: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.checks.authored.data.datetime", SimpleNamespace(date=Day))
    for name, example, wanted in (("wrong", wrong, {code}), ("right", right, set[str]())):
        folder = tmp_path / name
        if kind == "markdown":
            assert problems_of_page(example, site) == wanted
        elif kind == "yaml":
            assert problems_of_data(example, right, folder) == wanted, completed(example)
        elif kind == "history":
            assert problems_of_history(example, folder) == wanted
        elif kind == "catalogue":
            assert problems_of_catalogue(example, folder) == wanted
        elif kind == "settings":
            assert problems_of_settings(example, folder) == wanted, settings_of(example)
        else:
            assert problems_of_output(code, kind, example, folder) == wanted


def _no_file(root: Path) -> None:
    (root / figures_file.DATA_FILE).unlink()


def _link_to_nothing(root: Path) -> None:
    (root / "docs" / "gone.md").symlink_to("nowhere.md")


def _large(root: Path) -> None:
    (root / figures_file.DATA_FILE).write_bytes(b"#" * (tree.LARGEST + 1))


def _latin(root: Path) -> None:
    (root / figures_file.DATA_FILE).write_bytes("note: é\n".encode("latin-1"))


def _empty(root: Path) -> None:
    (root / figures_file.DATA_FILE).write_text("\n")


def _old_schema(root: Path) -> None:
    (root / "data" / "figures.schema.json").write_text("{}\n")


def _broken_settings(root: Path) -> None:
    (root / "mkdocs.yml").write_text("nav: [\n")


WHOLE_FILES: dict[str, Callable[[Path], None]] = {
    "missing-file": _no_file,
    "unreadable-file": _link_to_nothing,
    "too-large": _large,
    "encoding": _latin,
    "empty-file": _empty,
    "stale-schema": _old_schema,
    "settings": _broken_settings,
}
"""Codes that are about a file as a whole, and what breaks it so; no example can show them."""


ON_THE_WEB: dict[str, Answer | OSError] = {
    "dead-address": Answer(404),
    "moved-address": Answer(200, "https://other.example/"),
    "unreachable-address": OSError("no route to host"),
}
"""Codes that depend on what a server answers, and the answer; no example can show them."""


OF_THE_BUNDLE = {"wrong-sum", "large-bundle", "heavy-page"}
"""Codes that are about the bundle as a whole; the tests of built output show each."""


OF_EDITIONS = {"missing-translation", "unlike-translation", "unlike-edition", "untranslated-text"}
"""Codes that take a brief in several languages; the tests of editions show each."""


def _download_gone(small: Small) -> None:
    (small.out / "data/figures.csv").unlink()


def _download_edited(small: Small) -> None:
    small.edit("data/figures.csv", "label", "Label")


def _entry_gone(small: Small) -> None:
    small.page(small.register, "<h1>R</h1>")


OF_OUTPUTS: dict[str, Callable[[Small], None]] = {
    "missing-export": _download_gone,
    "unlike-export": _download_edited,
    "missing-entry": _entry_gone,
}
"""Codes that are about an output as a whole, and what breaks it so; no example can show them."""


@pytest.mark.parametrize("code", OF_OUTPUTS)
def test_a_broken_output_gives_its_code(code: str, tmp_path: Path) -> None:
    book = registry.of_data_alone(figures_file.read(completed("about:\n").encode()))
    small = Small(tmp_path, book, bundled=False)
    view = View(book, Page(small.register, site="https://example.org/report/"))
    small.page(small.register, f"<h1>R</h1>{macros.call(view, 'register', [small.figure.theme], {})}")
    assert "data/figures.csv" in small.download()
    for breaks, wanted in ((None, set[str]()), (OF_OUTPUTS[code], {code})):
        if breaks:
            breaks(small)
        trees = {str(path): path.read_text("utf-8") for path in small.out.rglob("*.html")}
        compared = extract.compare(extract.extract(trees), book, view, "out")
        found = {problem.code for problem in compared}
        found |= {code for code in small.codes() if code not in ELSEWHERE}
        assert found & set(OF_OUTPUTS) == wanted


ELSEWHERE = {"broken-link", "broken-anchor"}
"""Codes that the small output gives because it lacks most pages."""


def test_every_code_has_an_example_or_a_reason_to_have_none() -> None:
    shown = {code for code in described_codes() if pairs(code)}
    without = {*WHOLE_FILES, *ON_THE_WEB, *OF_THE_BUNDLE, *OF_OUTPUTS, *OF_EDITIONS}
    assert shown | without == set(described_codes())
    assert not shown & without


@pytest.mark.parametrize("code", ON_THE_WEB)
def test_an_answer_of_the_web_gives_its_code(code: str, tmp_path: Path) -> None:
    def ask(url: str, _timeout: float) -> Answer:
        answer = ON_THE_WEB[code] if url == "https://example.org/a" else Answer(200)
        if isinstance(answer, OSError):
            raise answer
        return answer

    addresses = {"https://example.org/a": Place(figures_file.DATA_FILE)}
    found = check_addresses(addresses, cache=tmp_path / "kept.json", ask=ask)
    assert [problem.code for problem in found] == [code]


@pytest.mark.parametrize("code", WHOLE_FILES)
def test_a_broken_file_gives_its_code_and_status(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site_of(tmp_path, completed("about:\n"))
    WHOLE_FILES[code](tmp_path)
    assert cli.main(["--root", str(tmp_path), "check"]) == command.PROBLEMS
    assert f"error[{code}]" in capsys.readouterr().out


def test_the_warnings_are_said_to_be_warnings() -> None:
    said = {code for code in codes_of(CHECKS) if "this is a warning" in part(CHECKS, f"error-{code}").lower()}
    assert said == {code for code, known in CODES.items() if known.severity == WARNING}


def test_the_options_and_forms_of_the_check_are_named() -> None:
    options, forms = part(CHECKS, "run").split("| Form |")
    stated = [option for action in commands()["check"]._actions for option in action.option_strings]
    assert names(options) == [option for option in stated if option.startswith("--") and option != "--help"]
    assert names(f"| Form |{forms}") == list(FORMATS)
    assert names(part(CHECKS, "severities")) == ["error", "warning"]


def test_the_words_of_comparison_are_named() -> None:
    said = {word for row in rows(part(MACROS, "macro-compare")) for word in SPAN.findall(row[0])}
    for word in (word for word in KNOWN if not re.match("nearly |almost |(more|less) than .", word)):
        assert any(re.match(rf"(one )?{word}\b", f"{one} ") for one in said) or word in ALSO, word


ALSO = {"ahead", "same", "more", "less", "about as much", "as much", "one third", "one quarter"}
"""Words of comparison that are other forms of those in the table."""


# --- the guide --------------------------------------------------------------------------------------


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the commands of the command line by name."""
    (found,) = (
        action
        for action in cli.parser()._actions  # argparse shows its commands nowhere else
        if isinstance(action, argparse._SubParsersAction)
    )
    return dict(found.choices)


def test_every_command_of_figures_is_in_the_guide_with_its_options() -> None:
    table = {row[0].strip("`"): row[1] for row in rows(part(GUIDE, "commands").split("Behind them")[1])}
    assert len(commands()) > 4
    assert sorted(table) == sorted(f"figures {name}" for name in commands())
    for name, parser in commands().items():
        for action in parser._actions:
            for option in action.option_strings:
                if option.startswith("--") and option != "--help":
                    assert f"`{option}`" in table[f"figures {name}"]


def test_every_word_of_the_makefile_is_in_the_guide_and_the_reverse() -> None:
    stated = re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE)
    assert len(stated) > 6
    assert sorted(names(part(GUIDE, "commands").split("Behind them")[0])) == sorted(
        f"make {word}" for word in stated
    )


def test_every_word_of_the_readme_is_one_of_the_makefile() -> None:
    used = set(re.findall(r"`make (\w+)`", README))
    assert {"site", "test", "serve", "check", "schema", "lock"} <= used
    assert used <= set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))


def test_every_exit_status_is_in_the_guide() -> None:
    found = [int(name) for name in names(part(GUIDE, "exit-status"))]
    assert found == [command.OK, command.PROBLEMS, command.WRONG_USE]


def test_the_entries_in_the_guide_are_those_of_the_data(
    written: dict[str, dict[str, dict[str, object]]],
) -> None:
    blocks = fenced(GUIDE, "yaml")
    assert len(blocks) >= 5
    for block in blocks:
        for section, entries in texts_of(block).items():
            for id_, entry in entries.items():
                assert written[section][id_] == entry, f"{section}: {id_}"


def test_the_sentence_in_the_guide_stands_on_its_page() -> None:
    page = (ROOT / "docs" / "economics.md").read_text("utf-8")
    blocks = fenced(GUIDE, "markdown")
    assert blocks
    assert all(block.strip() in page for block in blocks)


def test_the_problem_in_the_guide_is_printed_so(view: View) -> None:
    _form, shown = fenced(part(GUIDE, "problems"), "text")
    with pytest.raises(WrongCall) as wrong:
        macros.call(view, "fig", ("trade_2032",), {})
    assert shown.strip().endswith(f"error[{wrong.value.code}]: {wrong.value}")


def test_every_file_that_the_guide_names_exists() -> None:
    made = ("site/", "dist/", ".build/", ".venv/", "editors/vscode/figures.vsix", "data/languages/")
    named = {
        span
        for text in (*GUIDE_PAGES, README)
        for span in spans(text)
        if re.fullmatch(r"\.?[a-z][\w-]*/[\w./-]*|[\w.]+\.yml", span) and not span.startswith(made)
    }
    assert len(named) > 10
    assert not {name for name in named if not (ROOT / name).exists()}


@pytest.mark.parametrize("server", ["nginx", "apache", "caddyfile"])
def test_the_headers_of_a_server_hold_the_policy_of_the_pages(server: str) -> None:
    (snippet,) = fenced(PUBLISHING, server)
    wanted = f"\"{policy(offline=False)}; frame-ancestors 'none'\""
    assert re.findall(r"Content-Security-Policy (\".*?\")", snippet) == [wanted]
    assert re.findall(r"Referrer-Policy \"(.*?)\"", snippet) == [REFERRER]
    named = names(part(PUBLISHING, "server"))
    assert set(named) == set(re.findall(r"\b(?:[A-Z][a-z]*-)+[A-Z]\w+(?= )", snippet)) - {"Content-Type"}


def test_one_sentence_a_line() -> None:
    seen = 0
    for text in (*GUIDE_PAGES, README):
        for line in re.sub(FENCED, "", text).split("\n"):
            if not line.startswith("|"):
                seen += bool(line)
                assert not re.search(r"[a-z”)`][.!?] [A-Z“]", line), line
    assert seen > 100


def test_the_dependencies_are_those_of_the_project() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = stated["optional-dependencies"]
    wanted = [*stated["dependencies"], *(name for extra in extras.values() for name in extra)]
    table = rows(part(DECISIONS, "dependencies"))
    assert [row[0].strip("`") for row in table] == [re.split(r"[<>=]", name)[0] for name in wanted]
    reasons = re.findall(r'",\s+# (.*)', (ROOT / "pyproject.toml").read_text("utf-8"))
    for row in table:
        assert any(row[1] in reason.replace(" (libyaml)", "") for reason in reasons), row


# --- the README and the workflows -------------------------------------------------------------------


def test_the_figure_in_the_readme_goes_from_data_to_page(
    view: View, written: dict[str, dict[str, dict[str, object]]]
) -> None:
    entry, line, shown = (block["text"] for block in FENCED.finditer(README))
    for id_, fields in texts_of(entry).items():
        assert fields.items() <= written["figures"][id_].items()
    page = (ROOT / "docs" / "economics.md").read_text("utf-8")
    assert line in page
    printed = line
    for call in re.findall(r"\{\{.*?\}\}", line):
        (found,) = read_page("economics.md", call).calls
        printed = printed.replace(call, str(macros.call(view, found.name, found.args, found.kwargs)))
    assert plain(printed) == spoken(shown)


def test_the_first_screen_of_the_readme_is_short() -> None:
    first = README.partition("\n## ")[0]
    assert "make site" in first
    assert "make test" in first
    assert first.count("\n") < 42


def test_the_workflows_pin_their_actions_and_run_the_same_words() -> None:
    seen = 0
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"]
        for step in (step for job in jobs.values() for step in job["steps"]):
            seen += 1
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/none@v0"))
            assert step.get("run", "make site") in ("make site", ".ci/run")
    assert seen > 5


def test_the_script_of_the_workflow_runs_all_tests_and_hides_no_status() -> None:
    path = ROOT / ".ci" / "run"
    assert os.access(path, os.X_OK)
    text = path.read_text("utf-8")
    assert "set -euo pipefail" in text
    # With the option above, the first word that fails ends the script with its status.
    assert text.rstrip().endswith("\nmake test\nexec make editors")
