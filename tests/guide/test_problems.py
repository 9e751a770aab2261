"""What is wrong, where, and how it is said."""

from __future__ import annotations

import pytest

from macros.codes import CODES
from macros.problems import Fault, Place, Problem, typed_number, unknown

HERE = Place("docs/trade.md", 6, 37)


@pytest.mark.parametrize("code", ["", "unknown-thing", "Unknown-figure"])
def test_nothing_can_be_wrong_with_a_code_that_the_table_does_not_have(code: str) -> None:
    with pytest.raises(ValueError, match=f"no error code '{code}'"):
        Fault(code, "something is wrong")
    with pytest.raises(ValueError, match=f"no error code '{code}'"):
        Problem(HERE, code, "something is wrong")


@pytest.mark.parametrize("code", CODES)
def test_a_problem_is_as_grave_as_its_code(code: str) -> None:
    assert str(Problem(HERE, code, "it is so")) == f"{HERE}: {CODES[code].severity}[{code}]: it is so"


def test_a_fault_becomes_a_problem_at_a_place() -> None:
    fault = unknown("figure", "trade_2032", ["trade_2022", "trade_2023", "students"])
    assert str(fault) == "there is no figure 'trade_2032'; did you mean 'trade_2023'?"
    assert str(fault.at(HERE)) == f"docs/trade.md:6:37: error[unknown-figure]: {fault}"


def test_what_is_unknown_is_called_as_the_author_knows_it() -> None:
    fault = unknown("source", "x", ["paper", "customs"], called="source, figure or claim")
    assert str(fault) == "there is no source, figure or claim 'x'; known: customs, paper"
    assert str(unknown("unit", "x", hint="add it")) == "there is no unit 'x'; add it"


def test_a_typed_number_is_named_with_what_to_do_instead() -> None:
    assert str(typed_number("13", "say it without a number")) == (
        "the number '13' is typed by hand; say it without a number"
    )
