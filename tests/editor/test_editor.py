"""What editors are told, without an editor: columns, ids, and the same problems as on the command line."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.checks.authored import links
from macros.checks.authored.targets import Targets
from macros.editor import completion, hints, hover, mentions, references
from macros.editor.index import Index, keys_of, page_of, read_typed
from macros.editor.mentions import Mention
from macros.editor.server.protocol import ColumnUnits, lines_of, to_column, to_units
from macros.editor.workbench import Workbench
from macros.figures.model import Figure
from macros.problems import Problem
from macros.project.files import Files
from macros.project.memory import Memory, same
from macros.reading.data.figures_file import DATA_FILE, attempt
from macros.reading.pages.page import read_page
from support.books import read_book
from support.places import SMALL
from support.site import copied

ANY = st.one_of(st.characters(codec="utf-8"), st.sampled_from("aا🙂\u200d\u2028\x85"))
SIGNS = st.text(ANY, max_size=30)


# --- columns ----------------------------------------------------------------------------------------


@given(SIGNS, st.data(), st.sampled_from(ColumnUnits))
def test_columns_go_to_the_editor_and_back(line: str, data: st.DataObject, units: ColumnUnits) -> None:
    column = data.draw(st.integers(0, len(line)))
    there = to_units(line, column, units)
    assert to_column(line, there, units) == column
    encoded = line[:column].encode(str(units).replace("-16", "-16-le").replace("-32", "-32-le"))
    assert there == len(encoded) // {ColumnUnits.UTF8: 1, ColumnUnits.UTF16: 2, ColumnUnits.UTF32: 4}[units]


@given(SIGNS, st.integers(0, 200), st.sampled_from(ColumnUnits))
def test_any_column_of_an_editor_is_a_character(line: str, count: int, units: ColumnUnits) -> None:
    column = to_column(line, count, units)
    assert 0 <= column <= len(line)
    assert to_units(line, column, units) <= max(count, 0)
    if column < len(line):
        assert to_units(line, column + 1, units) > count


@given(SIGNS)
def test_lines_end_where_editors_end_them(text: str) -> None:
    lines = lines_of(text.replace("\n", "\r\n"))
    assert "\n".join(lines) == text.replace("\r", "\n")
    assert not any("\n" in line or "\r" in line for line in lines)


# --- files and memory -------------------------------------------------------------------------------


def test_unsaved_text_wins_and_new_pages_count(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# Disk\n")
    files = Files(tmp_path, {"docs/a.md": "# Typed\r\n", "docs/b/new.md": "# New\n", "notes.md": "x"})
    assert files.text("docs/a.md") == "# Typed\n"
    assert files.pages() == ["a.md", "b/new.md"]
    assert files.has("docs/b/new.md")
    assert not files.has("docs/c.md")


def test_work_is_done_again_only_for_other_inputs() -> None:
    memory, done = Memory(), []

    def work() -> int:
        done.append(1)
        return len(done)

    one: list[int] = []
    for given_ in (("a", one), ("a", one), ("a" * 1, one)):
        assert memory.of("task", "key", given_, work) == 1
    assert memory.of("task", "other", ("a", one), work) == 2
    assert memory.of("task", "key", ("a", []), work) == 3  # equal, but another list
    assert memory.of("task", "key", ("b", one), work) == 4


@given(st.recursive(st.one_of(st.text(), st.integers()), lambda inner: st.tuples(inner, inner)))
def test_plain_inputs_are_compared_by_content(given_: object) -> None:
    assert same(given_, pickle.loads(pickle.dumps(given_)))  # noqa: S301  (made here)


# --- problems ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sources of the project."""
    return copied(tmp_path_factory.mktemp("sources") / "project")


@pytest.fixture(scope="module")
def bench(project: Path) -> Workbench:
    """Return a workbench that has looked at the project and keeps what it saw."""
    bench = Workbench(project)
    assert bench.look().problems == {}
    return bench


@pytest.fixture
def index(bench: Workbench) -> Index:
    """Return what is known of the project."""
    index = bench.look().index
    assert index
    return index


def test_an_edit_within_a_page_reads_the_links_of_that_page_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, read, of_page = Workbench(project), [], links._of_page

    def noted(site: Targets, src: str, *given_: Any) -> Iterator[Problem]:
        read.append(src)
        return of_page(site, src, *given_)

    monkeypatch.setattr(links, "_of_page", noted)
    bench.look()
    assert len(read) == len(set(read)) > 1
    read.clear()
    text = (project / "docs" / "index.md").read_text("utf-8")
    bench.look({"docs/index.md": f"{text}\nMore words.\n"})
    assert read == ["index.md"]
    heading = f"{text}\n## More {{ #more }}\n"
    bench.look({"docs/index.md": heading})
    assert len(read) > 2  # a link of any page may lead there now


def test_the_last_good_values_stay_while_the_data_are_broken(bench: Workbench, project: Path) -> None:
    text = (project / DATA_FILE).read_text("utf-8")
    for broken in (f"{text}\n  x", text.replace("    value: 13\n", "    value: many\n", 1), "", "- a"):
        look = bench.look({DATA_FILE: broken})
        assert look.problems[DATA_FILE]
        assert look.index
        assert str(look.index.book.quantities["trade_2023"].value) == "13"
        found = references.definition(look.index, broken, Mention("figures", "trade_2023", "", 0, 0))
        assert found
        assert (broken.split("\n")[found[0]] if broken.count("\n") > found[0] else "").strip() in (
            "trade_2023:",
            "",
        )


def test_values_are_known_where_the_first_text_seen_is_broken(project: Path) -> None:
    text = (project / DATA_FILE).read_text("utf-8")
    bench = Workbench(project)
    broken = {DATA_FILE: f"{text}\n  x"}
    assert bench.values(broken)
    look = bench.look(broken)
    assert look.problems[DATA_FILE]
    assert look.index
    assert str(look.index.book.quantities["trade_2023"].value) == "13"


def test_a_project_without_data_has_problems_and_no_values(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    bench = Workbench(tmp_path)
    look = bench.look()
    assert look.index is None
    assert [one.code for one in look.problems[DATA_FILE]] == ["missing-file"]


def test_data_read_elsewhere_are_the_same(project: Path) -> None:
    from macros.editor.apart import Apart

    raw = (project / DATA_FILE).read_bytes()
    apart = Apart()
    try:
        read = apart.read(raw).result(60)
    finally:
        apart.close()
    assert read == attempt(raw)
    assert read.brief is not None
    with pytest.raises(TypeError):
        read.brief.figures["new"] = next(iter(read.brief.figures.values()))
    fresh = Workbench(project)
    fresh.learn(raw, read)
    assert fresh.known(raw)
    assert fresh.look().problems == {}


# --- values -----------------------------------------------------------------------------------------


def test_every_call_in_a_sentence_has_a_hint(index: Index) -> None:
    for src, text in index.texts.items():
        page = read_page(f"docs/{src}", text)
        found = {(hint.line, hint.column) for hint in hints.hints(index.book, page_of(src), page)}
        inline = {
            hints.end_of(call) for call in page.calls if call.name in ("fig", "period", "cite", "plain")
        }
        assert inline <= found


def test_hover_takes_nothing_in_the_data_for_markup() -> None:
    read = attempt(SMALL.read_bytes())
    assert read.brief
    from macros.figures import book

    index = Index(book.of_data_alone(read.brief), read.places)
    for entry in (*index.book.entries, *index.book.brief.sources.values()):
        told = hover.of_entry(index, "docs/trade.md", entry.id) or ""
        assert told
        assert not re.search(r"(?<!\\)<(?!https?:)", told), told
        of_ours = re.sub(r"^(- )?`[\w -/]+`$", "", told, flags=re.MULTILINE)
        assert not re.search(r"(?<!\\)`", of_ours), told


def test_hover_prints_the_figures_that_a_text_names() -> None:
    book = read_book("""
figures:
  exports:
    label: Exports
    theme: trade
    value: 7
    unit: USD
    period: 2023
    source: paper
    measures: Less than {chance}
  chance:
    label: Chance
    theme: trade
    value: 30
    unit: USD
    status: potential
    period: 2024
    source: paper
    measures: Goods
claims:
  hope: {theme: trade, kind: claim, source: paper, text: "From {exports.period} on, perhaps {chance.number}"}
""")
    index = Index(book, {})
    claim = hover.of_entry(index, "docs/trade.md", "hope") or ""
    assert claim.startswith("From 2023 on, perhaps 30 (potential)")
    assert "- Less than US$30 (potential)" in (hover.of_entry(index, "docs/trade.md", "exports") or "")


# --- ids --------------------------------------------------------------------------------------------


def test_every_mention_stands_where_it_is_said(index: Index, project: Path) -> None:
    seen = 0
    for path, found in index.mentions.items():
        lines = (project / path).read_text("utf-8").split("\n")
        for mention in found:
            seen += 1
            assert lines[mention.line][mention.column : mention.end] == mention.id, mention
    assert seen > 3000


def test_every_id_of_the_data_is_defined_once_and_found_in_broken_data(index: Index, project: Path) -> None:
    text = (project / DATA_FILE).read_text("utf-8")
    defined = [
        (one.section, one.id, one.line, one.column) for one in index.mentions[DATA_FILE] if one.defines
    ]
    assert len(defined) > 500
    assert sorted(defined) == sorted(one for one in keys_of(text) if one[0] in mentions.SECTIONS)
    assert len({one[:2] for one in defined}) == len(defined)


def test_a_renamed_project_has_no_problem_but_its_record(
    index: Index, bench: Workbench, project: Path
) -> None:
    for id_ in ("trade_2023", "trade_gap_to_potential", "reconstruction_need"):
        mention = Mention("figures", id_, DATA_FILE, 0, 0)
        found = references.rename(index, mention, f"{id_}_x")
        texts: dict[str, str] = {}
        for one in sorted(found, key=lambda one: (one.path, one.line, one.column))[::-1]:
            lines = texts.get(one.path, (project / one.path).read_text("utf-8")).split("\n")
            lines[one.line] = f"{lines[one.line][: one.column]}{id_}_x{lines[one.line][one.end :]}"
            texts[one.path] = "\n".join(lines)
        left = [str(one) for one in chain.from_iterable(bench.look(texts).problems.values())]
        assert left == []
        assert all(not re.search(rf"\b{id_}\b", text) for text in texts.values())


@given(st.text("ab_ \"'{}()=,.1\n", max_size=40), st.data())
def test_nothing_typed_makes_an_answer_fail(text: str, data: st.DataObject) -> None:
    read = attempt(SMALL.read_bytes())
    assert read.brief
    from macros.figures import book

    index = Index(book.of_data_alone(read.brief), read.places)
    typed = (
        data.draw(st.sampled_from(["", "{{ fig(", '{{ chart("exports", without="', "  - {figure: "])) + text
    )
    lines = typed.split("\n")
    line = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[line])))
    for offers in (
        completion.on_page(index, "docs/trade.md", lines[line], column),
        completion.in_data(index, lines[line], column),
    ):
        for offer in offers.items:
            assert 0 <= offer.start <= column <= offer.end <= len(lines[line])
    for path in ("docs/trade.md", DATA_FILE):
        references.at(index, path, typed, line, column)
    for hint in hints.hints(index.book, page_of("docs/trade.md"), read_typed("docs/trade.md", typed)):
        assert lines[hint.line][: hint.column].endswith("}}")


def test_what_is_offered_fits_what_is_typed(index: Index) -> None:
    figures = index.book.brief.figures
    line = '{{ fig("trade'
    offers = completion.on_page(index, "docs/economics.md", line, len(line))
    best = [offer.label for offer in offers.items]
    starting = [id_ for id_ in (entry.id for entry in index.book.entries) if id_.startswith("trade")]
    assert best[: len(starting)] == starting
    for offer in offers.items:
        entry = index.book.entry(offer.label)
        if isinstance(entry, Figure):
            assert completion.value(index.view("docs/economics.md"), entry.id) == offer.detail
    everything = completion.on_page(index, "docs/economics.md", '{{ fig("', 8)
    assert len(everything.items) == completion.MOST
    assert everything.more
    assert len(figures) > completion.MOST
    assert unescape(everything.items[0].documentation)
