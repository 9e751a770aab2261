"""The error codes: each has its heading, and its examples give it, or give none where they are right."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from macros import tree
from macros.checks.authored.external import Answer, check_addresses
from macros.codes import CODES, WARNING
from macros.commands import cli, command, extract
from macros.commands.check import check_sources
from macros.figures import book as registry
from macros.figures import editions
from macros.printing import macros
from macros.printing.view import View
from macros.problems import Place
from macros.reading.data import figures_file, history_file
from macros.reading.pages.routes import Page
from support.guide import CHECKS, DATA_FILE, headings, part, spoken, texts_of
from support.places import ROOT
from support.small_output import Small

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

OF_ITEMS = {"unknown-item", "item-without-page", "item-named-otherwise"}
"""Codes that are about items and their pages; the tests of these show each."""


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
    without = {*WHOLE_FILES, *ON_THE_WEB, *OF_THE_BUNDLE, *OF_OUTPUTS, *OF_EDITIONS, *OF_ITEMS}
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
