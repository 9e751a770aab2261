"""The reader of the data file: every mistake is told at its place, and nothing else is ever raised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from macros import tree
from macros.codes import CODES
from macros.figures.model import Brief
from macros.figures.periods import Period
from macros.problems import Problem, ProblemsFound
from macros.reading.data import figures_file
from support.books import completed
from support.places import MISTAKES as FOLDER

MISTAKES = sorted(FOLDER.glob("*.yml"))
CARET = re.compile(r"#(?P<gap> *)(?P<mark>[\^<]) (?P<code>[a-z-]+)(?:; (?P<words>.*))?")
EXPECT = re.compile(r"# expect: (?P<line>\d+):(?P<column>\d+) (?P<code>[a-z-]+)(?:; (?P<words>.*))?")
LINES = re.compile("\r\n|[\n\r\x85\u2028\u2029]")

Expected = tuple[int, int, str, str]


def expected(text: str) -> Iterator[Expected]:
    """Yield line, column, code and words of each problem that the comments of the file foretell.

    A comment below a line points into it with `^`; where there is no room, `#<` points at the column
    of the `#`. `# expect: line:column code` says the same where no comment can stand below.
    """
    line = 0
    for number, written in enumerate(text.split("\n"), 1):
        if found := EXPECT.fullmatch(written):
            yield int(found["line"]), int(found["column"]), found["code"], found["words"] or ""
        elif found := CARET.fullmatch(written):
            column = 1 if found["mark"] == "<" else len(found["gap"]) + 2
            yield line, column, found["code"], found["words"] or ""
        else:
            line = number


def problems_of(text: str | bytes) -> tuple[Problem, ...]:
    raw = text.encode() if isinstance(text, str) else text
    with pytest.raises(ProblemsFound) as caught:
        figures_file.read(raw, "f.yml")
    return caught.value.problems


def whole(text: str) -> str:
    """Return the file as it is read: completed, unless it asks to stand alone."""
    if "# alone" not in text:
        return completed(text)
    return "" if all(line.startswith("#") for line in text.split("\n") if line) else text


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)
def test_mistake(path: Path) -> None:
    text = path.read_text("utf-8")
    wanted = sorted(expected(text))
    found = problems_of(whole(text))
    told = sorted((each.place.line, each.place.column, each.code) for each in found)
    assert told == [each[:3] for each in wanted], "\n".join(map(str, found))
    for line, column, code, words in wanted:
        lines = [str(each) for each in found if (each.place.line, each.code) == (line, code)]
        assert any(words in each for each in lines), f"{line}:{column} does not say: {words}"


def test_mistakes_are_named_by_their_code() -> None:
    assert len(MISTAKES) > 40
    for path in MISTAKES:
        codes = {each[2] for each in expected(path.read_text("utf-8"))}
        assert path.stem == "many-mistakes" or any(path.stem.startswith(code) for code in codes), path


def test_every_code_of_the_reader_has_a_mistake() -> None:
    codes = list(takewhile(lambda code: code != "macros-off", CODES))
    shown = {each[2] for path in MISTAKES for each in expected(path.read_text("utf-8"))}
    in_python = {"encoding", "too-large", "missing-file", "unreadable-file"}
    of_several_languages = {"missing-translation", "unlike-translation"}
    assert len(codes) > 30
    assert set(codes) - shown - in_python - of_several_languages == {"unknown-page"}  # needs pages


def test_problem_is_printed_in_one_line_with_its_place_and_what_to_type() -> None:
    (found,) = problems_of(
        completed("figures: {}\nclaims: {x: {theme: tade, kind: claim, source: paper, text: T}}")
    )
    assert str(found) == ("f.yml:2:21: error[unknown-theme]: there is no theme 'tade'; did you mean 'trade'?")


def test_problems_are_sorted_and_told_once() -> None:
    text = whole((FOLDER / "many-mistakes.yml").read_text("utf-8"))
    with pytest.raises(ProblemsFound) as caught:
        figures_file.read(text.encode(), "f.yml")
    places = [problem.place for problem in caught.value.problems]
    assert places == sorted(places)
    lines = str(caught.value).split("\n")
    assert len(lines) == len(set(lines)) == len(places)


def test_bytes_that_are_no_utf8_are_told_at_the_first_of_them() -> None:
    (problem,) = problems_of(b"about:\n  title: caf\xe9\n")
    assert (problem.code, problem.place.line, problem.place.column) == ("encoding", 2, 13)
    assert "UTF-8" in problem.hint


def test_too_large_a_file_is_refused_unread() -> None:
    (problem,) = problems_of(b"[" * (tree.LARGEST + 1))
    assert problem.code == "too-large"


def test_control_characters_are_told() -> None:
    (problem,) = problems_of("about:\n  title: a\x00b\n")
    assert problem.code == "yaml-syntax"


def test_a_missing_file_is_told() -> None:
    with pytest.raises(ProblemsFound) as caught:
        figures_file.read(None)
    assert [problem.code for problem in caught.value.problems] == ["missing-file"]


ONE = "{{label: L, theme: trade, unit: {unit}, value: {value}, period: 2023, source: paper, measures: M}}"


def one(value: str, unit: str = "USD") -> Brief:
    return figures_file.read(completed(f"figures:\n  x: {ONE.format(value=value, unit=unit)}\n").encode())


@pytest.mark.parametrize("value", ["1.10", "0", "13", "-2.50", '"7"', "0.000001"])
def test_a_number_keeps_its_digits(value: str) -> None:
    read = one(value).figures["x"].value
    assert isinstance(read, Decimal)
    assert str(read.as_tuple()) == str(Decimal(value.strip('"')).as_tuple())


def test_words_stay_words() -> None:
    brief = figures_file.read(completed("producers: {office: {name: no}, agency: {name: 1.10}}").encode())
    assert [producer.name["en"] for producer in brief.producers.values()] == ["no", "1.10"]


def test_a_text_may_be_given_in_languages() -> None:
    brief = figures_file.read(completed("producers: {office: {name: {en: Office, fa: دفتر}}}").encode())
    name = brief.producers["office"].name
    assert (name["fa"], name["en"], name["fr"]) == ("دفتر", "Office", "Office")


def test_a_label_holds_the_period_in_the_words_of_each_language() -> None:
    written = (
        "figures: {x: {label: {en: 'Rank, {period}', fa: 'رتبه، {period}'}, theme: trade, value: 2, "
        "unit: rank, period: 1397-01/1397-09 SH, source: paper, measures: Buyers}}"
    )
    label = figures_file.read(completed(written).encode()).figures["x"].label
    assert label["en"].replace("\u00a0", " ") == "Rank, 21 March 2018 – 21 December 2018"
    assert label["fa"].startswith("رتبه، ")
    assert "{" not in label["fa"]


def test_a_date_is_a_value_of_the_unit_date() -> None:
    value = one("2017-12-09", "date").figures["x"].value
    assert isinstance(value, Period)
    assert value.text == "2017-12-09"


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistakes() -> None:
    text = completed("").replace("\n", "\r\n")
    assert figures_file.read(b"\xef\xbb\xbf" + text.encode()).figures.keys() == {"exports"}


def test_columns_count_characters() -> None:
    (problem,) = problems_of(
        completed("claims: {x: {text: «😀 é صادرات», theme: tade, kind: claim, source: paper}}")
    )
    line = completed("claims: {x: {text: «😀 é صادرات», theme: tade}}").split("\n")[0]
    assert problem.place.column == line.index("tade") + 1


def test_the_data_cannot_be_changed() -> None:
    brief = figures_file.read(completed("").encode())
    with pytest.raises(TypeError):
        brief.figures["other"] = brief.figures["exports"]
    with pytest.raises(ValueError, match="frozen"):
        brief.figures["exports"].unit = "EUR"  # type: ignore[misc]


def stands_in(problem: Problem, text: str) -> bool:
    lines = LINES.split(text)
    line = problem.place.line
    return 1 <= line <= len(lines) and 1 <= problem.place.column <= len(lines[line - 1]) + 1


def check(raw: bytes) -> None:
    """Read the bytes; the only thing that may be raised are problems that stand in the file."""
    try:
        figures_file.read(raw)
        return
    except ProblemsFound as found:
        problems = found.problems
    assert problems
    text = raw.decode("utf-8-sig", "replace")
    for problem in problems:
        assert problem.code in ("encoding", "empty-file") or stands_in(problem, text), str(problem)
        assert "\n" not in str(problem), str(problem)


@given(st.binary())
@example(b"\xff\xfe")
@example(b"a: \x00")
@example(b"\xef\xbb\xbf")
def test_any_bytes_give_a_brief_or_problems(raw: bytes) -> None:
    check(raw)


@given(st.text("abz:{}[]&*!|>'\"%@`#-?, \n\t\r\u0085\u2028é0123456789<=~."))
@example("? [a]\n: b")
@example("<<: {a: b}")
@example("a: &x *x")
@example("figures: {a: {formula: '{'}}")
def test_any_text_like_yaml_gives_a_brief_or_problems(text: str) -> None:
    check(text.encode())


VOCABULARY = """
about themes units producers sources figures claims not_found title page label theme value unit
scale qualifier period status source formula evidence_for figure claim relation because kind forms
en other text url published number x a exports student trade paper percent USD rank date several
range more_than 7 0 -1 2.5 1402 2023 count article updated version decimals terms term plain alike
per day measures producer note {a} {a.period} derived
"""
WORDS = st.sampled_from(VOCABULARY.split())
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=4), inner, max_size=6)
    ),
    max_leaves=25,
)


@given(TREES)
def test_any_structure_gives_a_brief_or_problems(tree: object) -> None:
    check(yaml.safe_dump(tree, allow_unicode=True).encode())


BASE = yaml.load(completed("").encode(), Loader=yaml.BaseLoader)  # noqa: S506  (every scalar a string)
BASE["figures"]["twice"] = {"label": "Twice", "theme": "trade", "unit": "USD", "formula": "exports * 2"}
BASE["figures"]["exports"]["evidence_for"] = [{"claim": "closer", "relation": "agrees", "because": "So"}]
PATHS = [
    (),
    *((section,) for section in BASE),
    *((section, id_) for section in BASE for id_ in BASE[section]),
    *(("figures", id_, field) for id_, figure in BASE["figures"].items() for field in figure),
    *(("units", "student", field) for field in ("kind", "forms", "alike")),
    *(("claims", "closer", field) for field in BASE["claims"]["closer"]),
    ("figures", "exports", "evidence_for", 0),
    ("figures", "exports", "evidence_for", 0, "claim"),
    ("units", "student", "forms", "en"),
]


@given(st.lists(st.tuples(st.sampled_from(PATHS), TREES), min_size=1, max_size=3))
@example([(("units", "student", "kind"), "counts"), (("figures", "exports", "unit"), "student")])
@example([(("figures", "twice", "unit"), "rank")])
def test_a_file_damaged_anywhere_gives_a_brief_or_problems(
    damages: list[tuple[tuple[str | int, ...], object]],
) -> None:
    tree = yaml.safe_load(yaml.safe_dump(BASE))
    for keys, damage in damages:
        at = tree
        for key in keys[:-1]:
            at = at.get(key) if isinstance(at, dict) else at[0] if isinstance(at, list) and at else None
        if not keys:
            tree = damage
        elif isinstance(at, dict):
            at[keys[-1]] = damage
    check(yaml.safe_dump(tree, allow_unicode=True).encode())


def test_the_undamaged_file_is_right() -> None:
    assert figures_file.read(yaml.safe_dump(BASE).encode()).figures.keys() == {"exports", "twice"}


FORMULAS = st.text("ab_exports0123456789.+-*/() \t\n=<,'é×", max_size=40) | st.text(max_size=20)


@given(FORMULAS)
@example("(" * 150 + "a" + ")" * 150)
@example("-" * 299 + "a")
@example("a" + "+a" * 149)
@example("exports if 1 else 2")
@example("9" * 300)
@example("exports\\0")
@example("1if exports else 2")
def test_any_formula_gives_a_value_or_problems_of_formulas(formula: str) -> None:
    tree = yaml.safe_load(yaml.safe_dump(BASE))
    tree["figures"]["twice"]["formula"] = formula
    raw = yaml.safe_dump(tree, allow_unicode=True).encode()
    check(raw)
    try:
        figures_file.read(raw)
    except ProblemsFound as found:
        codes = {problem.code for problem in found.problems}
        assert codes <= {
            "formula-syntax",
            "unknown-figure",
            "unlike-units",
            "division-by-zero",
            "circular-formula",
            "impossible-value",
            "wrong-type",
        }
