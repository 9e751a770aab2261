"""Derived figures: exact, rounded to the true side, with the qualifier and sources that follow."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from macros.figures.kinds import Qualifier, Status
from macros.figures.quantities import Quantity
from macros.languages import amounts
from macros.languages.catalogue import catalogue
from macros.problems import ProblemsFound
from macros.reading.data import figures_file
from support.books import completed, read_book

ENGLISH = catalogue("en")

FIGURE = re.compile(r"^  (\w+): \{(?=value|qualifier|formula)", re.MULTILINE)


def written(figures: str) -> str:
    """Return the figures with what all have in common; "…" stands for what all stated ones have."""
    stated = figures.replace("…", "period: 2023, measures: M")
    return FIGURE.sub(r"  \1: {label: L, theme: trade, ", stated)


GIVEN = """
units:
  student: {alike: people, forms: {en: {one: student, other: students}}}
  pilgrim: {alike: people, forms: {en: {one: pilgrim, other: pilgrims}}}
figures:
  all: {value: 150000, unit: student, source: paper, …}
  more: {value: 90000, unit: student, qualifier: more_than, source: bureau, …}
  less: {value: 90000, unit: student, qualifier: less_than, source: bureau, …}
  most: {value: 90000, unit: student, qualifier: up_to, source: bureau, …}
  near: {value: 90000, unit: student, qualifier: nearly, source: bureau, …}
  some: {value: 90000, unit: student, qualifier: about, source: bureau, …}
  range: {value: [30, 40], scale: thousand, unit: pilgrim, qualifier: range, source: paper, …}
  share: {value: 12.5, unit: percent, source: paper, …}
  money: {value: 13, scale: billion, unit: USD, source: paper, …}
  third: {value: 3, unit: student, source: paper, …}
  zero: {value: 0, unit: student, source: paper, …}
"""


def derived(formula: str, unit: str = "student", more: str = "") -> Quantity:
    line = f"  x: {{formula: '{formula}', unit: {unit}{more}}}\n"
    return read_book(written(GIVEN + line)).quantities["x"]


def printed(formula: str, unit: str = "student", more: str = "") -> str:
    line = f"  x: {{formula: '{formula}', unit: {unit}{more}}}\n"
    book = read_book(written(GIVEN + line))
    return amounts.amount(book.quantities["x"], book.brief.units, ENGLISH).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("all - more", "less than 60,000 students"),
        ("all - less", "more than 60,000 students"),
        ("all - most", "more than 60,000 students"),
        ("all - near", "more than 60,000 students"),
        ("all - some", "about 60,000 students"),
        ("all + more", "more than 240,000 students"),
        ("all + near", "less than 240,000 students"),
        ("more + more", "more than 180,000 students"),
        ("more - more", "about 0 students"),
        ("more + less", "about 180,000 students"),
        ("more - less", "more than 0 students"),
        ("all * 2 - 2 * all", "0 students"),
        ("all - range", "110,000–120,000 students"),
        ("-(more - all)", "less than 60,000 students"),
        ("+more", "more than 90,000 students"),
        # A negative factor turns the side round: 2 × (more than 90,000 − 150,000) × −1.
        ("(more - all) * (0 - 2)", "less than 120,000 students"),
        ("-2 * (more - all)", "less than 120,000 students"),
        ("(more - all) / (0 - 2)", "less than 30,000 students"),
        ("zero * (more / all)", "0 students"),
    ],
)
def test_the_qualifier_follows_the_side_on_which_the_truth_lies(formula: str, said: str) -> None:
    assert printed(formula) == said


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("more / some", "about 1.00"),
        ("more / all", "more than 0.60"),
        ("all / more", "less than 1.67"),
        ("all / less", "more than 1.66"),
        ("some / third", "about 30,000.00"),
        ("all / third", "50,000.00"),
        ("1 / 3", "about 0.33"),
        ("2 / 3", "about 0.67"),
        ("0.125 / 1", "about 0.13"),
        ("0.1 + 0.2", "0.30"),  # exactly, so nothing is "about"
        ("range / all", "0.20–0.27"),
        ("all / range", "3.75–5.00"),
    ],
)
def test_a_number_is_rounded_to_the_side_that_stays_true(formula: str, said: str) -> None:
    assert printed(formula, "ratio") == said


@pytest.mark.parametrize(
    ("formula", "unit", "said"),
    [
        ("more / all", "percent", "more than 60%"),
        ("all / 7 / all", "percent", "about 14%"),
        ("more / all - 1", "percent_change", "more than −40%"),
        ("all / some - 1", "percent_change", "about 67%"),
        ("all / all - 1", "percent_change", "0%"),
        ("all / all - 1.001", "percent_change", "about 0%"),
        ("all / all - 1.005", "percent_change", "about −1%"),
        ("share + share", "percent", "25%"),
        ("share * all", "student", "18,750 students"),
        ("share * share", "percent", "about 2%"),
        ("share", "ratio", "about 0.13"),
    ],
)
def test_per_cent_go_in_and_out_as_shares_of_one(formula: str, unit: str, said: str) -> None:
    assert printed(formula, unit) == said


def test_scale_and_decimals_are_those_of_the_derived_figure() -> None:
    assert printed("money * 1.5", "USD", ", scale: billion") == "US$19.5 billion"
    assert printed("money * 1.5", "USD", ", scale: billion, decimals: 0") == "about US$20 billion"
    assert printed("money / 1000", "USD", ", scale: million, decimals: 2") == "US$13.00 million"
    assert printed("range * 1", "student", ", scale: million, decimals: 0") == "about 0 million students"


def test_units_of_like_things_may_be_added() -> None:
    assert derived("all + range").qualifier is Qualifier.RANGE
    assert printed("all + range", "pilgrim") == "180,000–190,000 pilgrims"


def test_inputs_and_sources_follow() -> None:
    quantity = derived("all - more + all * share")
    assert quantity.inputs == ("all", "more", "share")
    assert quantity.sources == ("paper", "bureau")
    assert quantity.status is Status.DERIVED


CHAIN = (
    GIVEN
    + """
  late: {formula: middle * 3, unit: ratio}
  middle: {formula: early, unit: ratio, decimals: 0}
  early: {formula: 1 / 3 + more / all - more / all, unit: ratio, decimals: 1}
"""
)


def test_a_chain_is_worked_out_in_any_order_and_rounded_only_where_printed() -> None:
    quantities = read_book(written(CHAIN)).quantities
    assert (quantities["early"].value, quantities["middle"].value) == (Decimal("0.3"), Decimal(0))
    assert quantities["late"].value == Decimal("1.00")
    assert quantities["late"].inputs == ("middle",)
    assert quantities["late"].sources == ("bureau", "paper")
    assert quantities["late"].qualifier is Qualifier.ABOUT


def long_chain(last: str) -> str:
    links = [f"  c{n}: {{formula: c{n + 1} + third, unit: student}}" for n in range(400)]
    return GIVEN + "\n".join(links) + f"\n  c400: {{formula: {last}, unit: student}}\n"


def test_a_chain_may_be_long() -> None:
    assert read_book(written(long_chain("third"))).quantities["c0"].value == 401 * 3


def test_a_circle_may_be_long_and_is_told_once() -> None:
    with pytest.raises(ProblemsFound) as caught:
        figures_file.read(completed(written(long_chain("c0"))).encode())
    assert [problem.code for problem in caught.value.problems] == ["circular-formula"]


def test_squares_of_squares_end() -> None:
    squares = "".join(
        f"  s{n + 1}: {{formula: {' * '.join([f's{n}'] * 40)}, unit: ratio}}\n" for n in range(8)
    )
    start = "  s0: {formula: 999999 / 1000003, unit: ratio}\n"
    with pytest.raises(ProblemsFound) as caught:
        figures_file.read(completed(written(GIVEN + start + squares)).encode())
    assert {problem.code for problem in caught.value.problems} == {"impossible-value"}


def test_machine_values_are_whole_and_exact() -> None:
    quantities = read_book(
        written(
            GIVEN
            + """
  wide: {value: 1234567890.123456789012345, scale: billion, unit: USD, source: paper, …}
  day: {value: 2017-12-09, unit: date, source: paper, …}
  few: {qualifier: several, unit: student, source: paper, …}
  cent: {value: 2.50, unit: USD, source: paper, …}
"""
        )
    ).quantities
    assert {id_: quantities[id_].machine for id_ in ("money", "range", "wide", "day", "few", "cent")} == {
        "money": "13000000000",
        "range": "30000/40000",
        "wide": "1234567890123456789.012345",
        "day": "2017-12-09",
        "few": "several",
        "cent": "2.5",
    }


AMOUNTS = st.decimals("-1000", "1000", places=3)


@given(AMOUNTS, AMOUNTS, AMOUNTS, st.integers(0, 5))
def test_arithmetic_is_exact_until_it_is_rounded(a: Decimal, b: Decimal, c: Decimal, places: int) -> None:
    assume(c != 0)
    figures = "".join(
        f"  {name}: {{value: {value}, unit: percent_change, source: paper, …}}\n"
        for name, value in (("a", a), ("b", b), ("c", c))
    )
    line = f"  x: {{formula: (a - b) / c, unit: percent_change, decimals: {places}}}\n"
    quantity = read_book(written(f"figures:\n{figures}{line}")).quantities["x"]
    truth = (Fraction(a) - Fraction(b)) / Fraction(c) * 100
    assert quantity.value is not None
    assert abs(Fraction(quantity.value) - truth) <= Fraction(1, 2 * 10**places)
    exact = Fraction(quantity.value) == truth
    assert quantity.qualifier is (Qualifier.STATED if exact else Qualifier.ABOUT)
    assert not (quantity.value == 0 and quantity.value.is_signed())


@given(
    st.sampled_from(["more", "less"]),
    st.sampled_from(["/", "*", "-", "+"]),
    st.integers(1, 99),
    st.booleans(),
)
def test_a_qualified_result_holds_for_every_true_value(kind: str, sign: str, by: int, turned: bool) -> None:
    """Try true values on the side that the source leaves open; what is printed holds for each."""
    name = f"{kind} / all"
    formula = f"{by} {sign} ({name})" if turned else f"({name}) {sign} {by}"
    quantity = derived(formula, "percent_change")
    operations: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
        "/": lambda x, y: x / y,
        "*": lambda x, y: x * y,
        "-": lambda x, y: x - y,
        "+": lambda x, y: x + y,
    }
    apply = operations[sign]
    assert quantity.value is not None
    for step in (1, 1000, 89999):
        true = Fraction(90000 + (step if kind == "more" else -step), 150000)
        result = 100 * (apply(Fraction(by), true) if turned else apply(true, Fraction(by)))
        if quantity.qualifier is Qualifier.MORE_THAN:
            assert result > quantity.value
        else:
            assert quantity.qualifier is Qualifier.LESS_THAN
            assert result < quantity.value
