"""The history of the data: read strictly, written so that it reads back, and never at odds with itself."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.commands.cli import main
from macros.commands.command import OK, PROBLEMS
from macros.commands.record import appended
from macros.figures.editions import Edition, EditionKind, Facts, difference, facts_of, fold
from macros.figures.kinds import Per, Qualifier, Scale, Status
from macros.figures.model import Text
from macros.figures.periods import Period, parse_period
from macros.problems import Place, ProblemsFound
from macros.project.project import read_project
from macros.reading.data import figures_file, history_file
from support.books import completed, read_book
from support.places import ROOT, SMALL

BRIEF = read_book(
    "about: {title: A brief, name: brief, summary: A brief of its own, licence: CC0-1.0, version: '2',\n"
    "  updated: 2024-05-01, article: paper}\n"
).brief
FIRST = """\
editions:
  - version: 1
    date: 2024-01-01
    kind: first
    reason: First.
    figures:
      exports: {value: 7, scale: billion, unit: USD, period: 2023, source: paper}
"""
SECOND = """\
  - version: 2
    date: 2024-05-01
    kind: revision
    reason: More.
"""


def problems(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(ProblemsFound) as found:
        history_file.read(text.encode(), BRIEF)
    return [(each.place.line, each.place.column, each.code) for each in found.value.problems]


@pytest.mark.parametrize(
    ("wrong", "line", "column", "code"),
    [
        ("", 1, 1, "empty-file"),
        ("- a\n", 1, 1, "wrong-type"),
        ("# nothing\n{}\n", 2, 1, "missing-field"),
        (FIRST + "more: yes\n", 8, 1, "unknown-field"),
        ("editions: none\n", 1, 11, "wrong-type"),
        ("editions: {a: b}\n", 1, 11, "wrong-type"),
        ("editions: [none]\n", 1, 12, "wrong-type"),
        ("editions:\n  - *x\n", 2, 5, "alias"),
        (FIRST.replace("reason: First.", "reason: "), 5, 5, "wrong-type"),
        (FIRST.replace("    reason: First.\n", ""), 2, 5, "missing-field"),
        (FIRST.replace("reason: First.", "reason: First.\n    why: So."), 6, 5, "unknown-field"),
        (FIRST.replace("kind: first", "kind: start"), 4, 11, "invalid-value"),
        (FIRST.replace("kind: first", "kind: revision"), 4, 11, "history-contradiction"),
        (FIRST.replace("First.", "The 3rd."), 5, 13, "typed-number"),
        (FIRST.replace("First.", "With {exports}."), 5, 13, "bad-reference"),
        (FIRST.replace("2024-01-01", "2024-02-30"), 3, 11, "impossible-date"),
        (FIRST.replace("exports:", "Exports:"), 7, 7, "bad-id"),
        (FIRST.replace("{value: 7, ", "{vale: 7, "), 7, 17, "unknown-field"),
        (FIRST.replace("value: 7", "value: seven"), 7, 24, "wrong-type"),
        (FIRST.replace("value: 7", "value: [7, 8]"), 7, 16, "wrong-type"),
        (FIRST.replace("value: 7, ", ""), 7, 16, "missing-field"),
        (FIRST.replace("unit: USD", "unit: mule"), 7, 49, "unknown-unit"),
        (FIRST.replace("unit: USD", "unit: USD, formula: a / b"), 7, 16, "history-contradiction"),
        (FIRST.replace(", period: 2023", ""), 7, 16, "history-contradiction"),
        (FIRST.replace("unit: USD", "unit: USD, status: derived"), 7, 16, "invalid-value"),
        (FIRST.replace("{value: 7, scale", "{value: 7, value: 8, scale"), 7, 27, "duplicate-key"),
        (FIRST.replace("{value: 7, scale: billion, unit: USD, period: 2023, source: paper}", "7"), 7, 16,
         "wrong-type"),
        (FIRST + SECOND, 8, 5, "history-contradiction"),
        (FIRST + SECOND + "    removed: [imports]\n", 12, 15, "history-contradiction"),
        (FIRST + SECOND + "    removed: [exports, exports]\n", 12, 24, "history-contradiction"),
        (FIRST + SECOND + "    removed: [exports]\n    names: {imports: Imports}\n", 13, 13,
         "history-contradiction"),
        (FIRST + SECOND.replace("revision", "first") + "    removed: [exports]\n", 10, 11,
         "history-contradiction"),
        (FIRST + SECOND.replace("2024-05-01", "2023-05-01") + "    removed: [exports]\n", 9, 11,
         "history-order"),
        (FIRST + SECOND.replace("version: 2", "version: 0.9") + "    removed: [exports]\n", 8, 14,
         "history-order"),
        (FIRST + SECOND.replace("version: 2", "version: 10") + "    removed: [exports]\n", 8, 14,
         "history-version"),
        (FIRST + SECOND.replace("2024-05-01", "2024-05-02") + "    removed: [exports]\n", 9, 11,
         "history-version"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place(wrong: str, line: int, column: int, code: str) -> None:
    assert problems(wrong) == [(line, column, code)]


def test_all_mistakes_are_told_at_once() -> None:
    wrong = FIRST.replace("kind: first", "kind: start") + SECOND.replace("More.", "More by 7.")
    assert [code for _, _, code in problems(wrong)] == ["invalid-value", "typed-number"]


def test_a_removed_figure_may_come_back() -> None:
    again = SECOND + "    figures: {exports: {value: 7, unit: USD, period: 2023, source: paper}}\n"
    read = history_file.read((FIRST + SECOND + "    removed: [exports]\n" + again).encode(), BRIEF)
    assert [len(step.added) for step in read.steps] == [1, 0, 1]
    assert [len(step.removed) for step in read.steps] == [0, 1, 0]
    assert [facts.scale for facts, _ in read.past["exports"]] == [Scale.BILLION]


def test_the_facts_of_a_figure_are_those_that_readers_see() -> None:
    book = read_book(SMALL.read_text("utf-8"))
    facts = facts_of(book.brief, book.quantities)
    assert facts["exports"].written() == {
        "value": "7", "scale": "billion", "unit": "USD", "qualifier": "about", "period": "2023",
        "source": "paper",
    }  # fmt: skip
    assert facts["growth"].written() == {
        "formula": "goal / exports - 1", "value": "186", "unit": "percent_change", "qualifier": "about",
    }  # fmt: skip
    assert facts["rounds"].written()["stated"] == "2024-01-02"
    for id_, each in facts.items():
        printed = each.quantity(id_, book.brief.units)
        assert printed.machine == book.quantities[id_].machine
        assert (printed.qualifier, printed.status) == (
            book.quantities[id_].qualifier, book.quantities[id_].status,
        )  # fmt: skip


def test_a_value_written_otherwise_is_a_change() -> None:
    seven = Facts(unit="USD", value="7", period="2023", source="paper")
    exact = Facts(unit="USD", value="7.0", period="2023", source="paper")
    assert difference({"a": seven}, {"a": exact}) == ({"a": exact}, ())
    assert difference({"a": seven, "b": exact}, {"a": seven}) == ({}, ("b",))


# --- what is written reads back

NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2) | st.integers(0, 10**12).map(Decimal)
PERIODS = st.sampled_from(["2023", "2023-03", "1402 SH?", "undated", "199X", "2021-04/2022-04", "2003/.."])


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    unit = draw(st.sampled_from(["USD", "student", "percent", "date"]))
    kind = draw(st.sampled_from(["one", "range", "several", "derived"]))
    qualifier = draw(st.sampled_from([Qualifier.STATED, Qualifier.ABOUT, Qualifier.MORE_THAN]))
    value: Decimal | tuple[Decimal, Decimal] | Period | None = draw(NUMBERS)
    if unit == "date":
        value, kind = parse_period(draw(PERIODS)), "one"
    elif kind == "range":
        low = draw(NUMBERS)
        value, qualifier = (low, low + 1), Qualifier.RANGE
    elif kind == "several":
        value, qualifier = None, Qualifier.SEVERAL
    derived = kind == "derived"
    return Facts.model_construct(
        unit=unit,
        value=value,
        scale=draw(st.sampled_from(Scale)),
        per=draw(st.none() | st.sampled_from(Per)),
        qualifier=qualifier,
        status=Status.REPORTED if derived else draw(st.sampled_from([Status.REPORTED, Status.TARGET])),
        period=None if derived else parse_period(draw(PERIODS)),
        stated=None if derived else draw(st.none() | st.just(parse_period("2024-01-02"))),
        source=None if derived else draw(st.sampled_from(["paper", "null", "no", "a_1"])),
        formula=draw(st.sampled_from(["a / b", "a - (b + 2) * 1.5"])) if derived else None,
    )


IDS = st.sampled_from(["exports", "imports", "no", "null", "true", "y", "e_1"])
STATES = st.lists(st.dictionaries(IDS, facts(), max_size=5), min_size=1, max_size=6)
REASONS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Nd", "No", "Nl", "Cs"], exclude_characters="{}"),
    min_size=1,
).filter(lambda words: bool(words.strip()))


def edition(number: int, old: dict[str, Facts], new: dict[str, Facts], reason: str) -> Edition:
    changed, removed = difference(old, new)
    return Edition.model_construct(
        version="2",
        date=parse_period("2024-05-01"),
        kind=EditionKind.REVISION if number else EditionKind.FIRST,
        reason=Text({"en": reason}),
        figures=changed,
        removed=removed,
    )


def written(
    states: Sequence[dict[str, Facts]], reasons: Sequence[str], end: str
) -> tuple[bytes, list[Edition]]:
    """Return the file after all these states were recorded, and its editions."""
    raw, before, editions = b"", dict[str, Facts](), list[Edition]()
    for state, reason in zip(states, reasons, strict=True):
        if difference(before, state) == ({}, ()):
            continue
        editions.append(edition(len(editions), before, state, reason))
        raw = appended(raw, editions[-1], first=len(editions) == 1)
        if end == "\r\n" and len(editions) == 1:
            raw = raw.replace(b"\n", b"\r\n")
        before = state
    return raw, editions


@given(states=STATES, data=st.data(), end=st.sampled_from(["\n", "\r\n"]))
def test_any_sequence_of_edits_folds_to_the_same_facts(
    states: list[dict[str, Facts]], data: st.DataObject, end: str
) -> None:
    reasons = data.draw(st.lists(REASONS, min_size=len(states), max_size=len(states)))
    raw, editions = written(states, reasons, end)
    if not editions:
        return
    read = history_file.read(raw, BRIEF)
    wanted = {id_: each.written() for id_, each in fold(editions).items()}
    assert {id_: each.written() for id_, each in fold(read.editions).items()} == wanted
    assert wanted == {id_: each.written() for id_, each in states[-1].items()}
    assert [each.reason["en"] for each in read.editions] == [each.reason["en"] for each in editions]
    assert raw.count(b"\n") == raw.count(end.encode())


@given(states=STATES)
def test_what_is_recorded_is_never_rewritten(states: list[dict[str, Facts]]) -> None:
    raw, editions = written(states, ["Why."] * len(states), "\n")
    shorter, _ = written(states[:-1], ["Why."] * (len(states) - 1), "\n")
    assert raw.startswith(shorter)
    assert len(raw) >= len(shorter)
    assert len(editions) <= len(states)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_nothing_but_problems_is_raised(raw: bytes) -> None:
    with suppress(ProblemsFound):
        assert history_file.read(raw, BRIEF).editions == ()


@given(st.lists(st.text("0123456789.-ab", max_size=8), max_size=2).map(tuple))
def test_versions_can_be_put_in_order(versions: tuple[str, ...]) -> None:
    keys = [history_file._version(version) for version in versions]
    assert sorted(keys) in (keys, keys[::-1])


def test_versions_go_by_their_numbers() -> None:
    ordered = ["", "0.9", "1", "1.9", "1.10", "2", "2026-11-23", "2026-11-23b", "2026-12-01"]
    for before, after in pairwise(ordered):
        assert history_file._version(before) < history_file._version(after)


# --- recording


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a small project that keeps no history yet."""
    files = {
        "data/figures.yml": completed("").strip() + "\n",
        "data/figures.schema.json": (ROOT / "data" / "figures.schema.json").read_text("utf-8"),
        "docs/trade.md": '# Trade\n\nIt is {{ fig("exports") }}.\n\n{{ changes() }}\n',
        "docs/sources.md": '# Project\n\n<p id="paper">It</p>\n',
        "docs/register/trade.md": '# Register\n\n<p id="exports">It</p>\n',
        "mkdocs.yml": "site_name: A brief\nsite_url: https://example.org/\n"
        "theme: {name: material, font: false}\n"
        "markdown_extensions: {attr_list: {}, tables: {}}\n"
        "nav: [trade.md, sources.md, register/trade.md]\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def edit(root: Path, old: str, new: str, name: str = figures_file.DATA_FILE) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def run(root: Path, *words: str) -> int:
    return main(["--root", str(root), *words])


def test_record_writes_the_first_edition_then_what_changes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "record", "First.") == OK
    assert "edition 1, first, version 1\n1 added or changed, 0 removed" in capsys.readouterr().out
    before = (project / history_file.HISTORY_FILE).read_text("utf-8")
    assert before.startswith("# ")
    edit(project, "value: 7", "value: 8")
    assert run(project, "record", "  A digit\nwas wrong: 'no' \"yes\" # é.  ", "--correction") == OK
    after = (project / history_file.HISTORY_FILE).read_text("utf-8")
    assert after.startswith(before)
    (_, last) = read_project(project).book.history.editions
    assert (last.kind, last.version) == (EditionKind.CORRECTION, "1")
    assert last.reason["en"] == "A digit was wrong: 'no' \"yes\" # é."
    assert list(last.figures) == ["exports"]
    assert not [path.name for path in (project / "data").iterdir() if path.name.endswith(".new")]


def test_record_keeps_the_comments_and_the_indent_of_the_file(project: Path) -> None:
    file = project / history_file.HISTORY_FILE
    file.write_text("# Ours.\neditions:\n", "utf-8")
    assert run(project, "record", "First.") == OK
    assert file.read_text("utf-8").startswith("# Ours.\neditions:\n  - version: 1\n")
    flat = "\n".join(line.removeprefix("  ") for line in file.read_text("utf-8").rstrip().split("\n"))
    file.write_text(f"{flat}  # as counted", "utf-8")
    edit(project, "value: 7", "value: 8")
    assert run(project, "record", "More.") == OK
    text = file.read_text("utf-8")
    assert text.startswith(f"{flat}  # as counted\n\n- version: 1\n")
    assert text.endswith(
        "\n    exports: {value: 8, scale: billion, unit: USD, period: 2023, source: paper}\n"
    )


def test_record_refuses_where_there_is_nothing_to_record(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(project, "record", "First.")
    before = (project / history_file.HISTORY_FILE).read_bytes()
    assert run(project, "record", "Again.") == PROBLEMS
    assert "nothing to record: no figure differs from the last edition" in capsys.readouterr().err
    assert (project / history_file.HISTORY_FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("  ", "the reason is missing"),
        ("It was 12.", "the number '12' is typed by hand; say it without a number"),
        ("It was ۱۲.", "the number '۱۲' is typed by hand"),
        ("See {exports}.", "a reason prints no figures"),
        ("\udcff", "the reason is not UTF-8"),
    ],
)
def test_record_refuses_a_reason_that_will_not_do(
    project: Path, capsys: pytest.CaptureFixture[str], reason: str, said: str
) -> None:
    assert run(project, "record", reason) == PROBLEMS
    assert said in capsys.readouterr().err
    assert not (project / history_file.HISTORY_FILE).exists()


def test_record_refuses_a_correction_of_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "record", "Mended.", "--correction") == PROBLEMS
    assert "nothing to correct: no edition is recorded yet" in capsys.readouterr().err


def test_record_refuses_sources_with_errors(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, "record", "First.")
    edit(project, "value: 7", "value: 8")
    edit(project, 'fig("exports")', 'fig("export")', "docs/trade.md")
    before = (project / history_file.HISTORY_FILE).read_bytes()
    assert run(project, "record", "More.") == PROBLEMS
    assert "docs/trade.md:3:7: error[unknown-figure]" in capsys.readouterr().err
    assert (project / history_file.HISTORY_FILE).read_bytes() == before


def test_record_refuses_a_layout_that_cannot_be_continued(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flow = (
        "editions: [{version: 1, date: 2024-05-01, kind: first, reason: First., figures: "
        "{exports: {value: 6, unit: USD, period: 2023, source: paper}}}]\n"
    )
    (project / history_file.HISTORY_FILE).write_text(flow, "utf-8")
    assert run(project, "record", "More.") == PROBLEMS
    assert "has a layout that cannot be continued" in capsys.readouterr().err
    assert (project / history_file.HISTORY_FILE).read_text("utf-8") == flow


def test_a_removed_figure_is_recorded(project: Path) -> None:
    fields = (
        "label: Imports, theme: trade, value: 5, unit: student, period: 2023, source: paper, measures: Heads"
    )
    edit(project, "figures:\n", f"figures:\n  imports: {{{fields}}}\n")
    edit(project, "It is", 'It is {{ fig("imports") }} and', "docs/trade.md")
    edit(project, "<p", '<p id="imports">It</p>\n\n<p', "docs/register/trade.md")
    run(project, "record", "First.")
    path = project / figures_file.DATA_FILE
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "imports:" not in line), "utf-8")
    edit(project, '{{ fig("imports") }} and ', "", "docs/trade.md")
    assert run(project, "record", "The source withdrew it.") == OK
    (_, last) = read_project(project).book.history.editions
    assert (dict(last.figures), last.removed) == ({}, ("imports",))
    # The page of changes still prints its value, so the unit is in use.
    assert codes(project) == {"unused-producer", "unused-source"}


# --- the check


def codes(root: Path) -> set[str]:
    from macros.commands.check import check_sources

    return {problem.code for problem in check_sources(root).problems}


def test_the_check_names_what_is_not_recorded(project: Path) -> None:
    from macros.commands.check import check_sources

    run(project, "record", "First.")
    assert "history-unrecorded" not in codes(project)
    edit(project, "value: 7", "value: 8")
    found = [each for each in check_sources(project).problems if each.code == "history-unrecorded"]
    line = (project / figures_file.DATA_FILE).read_text("utf-8").split("\n").index("  exports:") + 1
    assert [each.place for each in found] == [Place(figures_file.DATA_FILE, line, 3)]
    assert found[0].severity == "warning"
    assert "1 figure differs from the last edition: 'exports'; run: figures record" in str(found[0])


def test_a_page_of_changes_without_any_edition_is_told(project: Path) -> None:
    from macros.commands.check import check_sources

    found = [each for each in check_sources(project).problems if each.code == "history-unrecorded"]
    assert [str(each.place) for each in found] == ["docs/trade.md:5:1"]


def test_a_history_with_errors_is_told_once_and_pages_are_still_read(project: Path) -> None:
    run(project, "record", "First.")
    edit(project, "kind: first", "kind: last", history_file.HISTORY_FILE)
    read = read_project(project)
    line = (project / history_file.HISTORY_FILE).read_text("utf-8").split("\n").index("    kind: last") + 1
    assert [(each.code, each.place.line) for each in read.problems] == [("invalid-value", line)]
    assert read.readable
    assert "history-unrecorded" not in codes(project)


def test_a_copy_without_history_keeps_none(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / history_file.HISTORY_FILE).unlink()
    read = read_project(tmp_path)
    assert read.book.history.editions == ()
    assert read.of_file(history_file.HISTORY_FILE) == ()
