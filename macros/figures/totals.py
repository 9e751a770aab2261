"""Says whether a stated total, share or growth can follow from its rounded parts.

The model is XBRL Calculations 1.1: each value stands for all that are rounded to its last printed digit,
and a qualifier widens it on its side. What no values of the parts can give is impossible.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction

from macros.figures.formulas import (
    FormulaFault,
    Unknowable,
    Value,
    WrongFormula,
    evaluate,
    no_amount,
    not_of_unit,
    parse,
)
from macros.figures.model import Figure
from macros.figures.quantities import DOWN, UP, Interval, Quantity, Units, interval, plain_decimal
from macros.figures.units import UnitKind
from macros.problems import Fault, unknown

FIELD = "follows_from"


def faults(
    figures: Mapping[str, Figure], quantities: Mapping[str, Quantity], units: Units, known: set[str]
) -> Iterator[tuple[str, FormulaFault]]:
    """Yield figure id and fault for each stated value that its parts refute, and needless excuses."""
    for id_, figure in figures.items():
        if figure.follows_from is None:
            if figure.mismatch is not None:
                hint = "write follows_from: with the formula, or remove it"
                fault = Fault("needless-mismatch", "nothing says what does not fit", hint)
                yield id_, FormulaFault(fault, field="mismatch")
            continue
        try:
            found = _tested(figure, quantities, units, known)
        except WrongFormula as refused:
            yield id_, replace(refused.found, field=FIELD)
        except (Unknowable, KeyError):
            continue  # a part of it is faulty and has its own problem
        else:
            if found:
                yield id_, found


def _tested(
    figure: Figure, quantities: Mapping[str, Quantity], units: Units, known: set[str]
) -> FormulaFault | None:
    def named(node: ast.Name) -> Value:
        if node.id not in known:
            raise WrongFormula(unknown("figure", node.id, known), node.col_offset)
        if node.id not in quantities:
            raise Unknowable
        quantity = quantities[node.id]
        part = interval(quantity, rounded=True)
        if part is None:
            raise WrongFormula(no_amount(node.id), node.col_offset)
        return Value(part.low, part.high, part.side, units.dimension(quantity.unit), quantity.per)

    result = evaluate(parse(figure.follows_from or ""), named)
    quantity = quantities[figure.id]
    stated = interval(quantity, rounded=True)
    if stated is None or result.dimension != units.dimension(figure.unit):
        raise WrongFormula(not_of_unit(result, figure.unit))
    possible = _meet(stated, result)
    if possible and figure.mismatch is not None:
        message, hint = "the value can follow from its parts after all", "remove mismatch:"
        return FormulaFault(Fault("needless-mismatch", message, hint), field="mismatch")
    if not possible and figure.mismatch is None:
        message = f"'{figure.id}' cannot follow from its parts, which give {_shown(result, quantity)}"
        hint = "mend a value, or write mismatch: with the reason if the source itself says so"
        return FormulaFault(Fault("impossible-total", message, hint), field="value")
    return None


def _meet(stated: Interval, result: Value) -> bool:
    """Return whether any value is possible for both."""
    over = result.low > stated.high and not (stated.side >= UP or result.side >= DOWN)
    under = result.high < stated.low and not (stated.side >= DOWN or result.side >= UP)
    return not (over or under)


def _shown(result: Value, quantity: Quantity) -> str:
    """Return the possible values as they would be typed into the data, ends without limit left open."""
    factor = 100 if quantity.kind in (UnitKind.SHARE, UnitKind.CHANGE) else 1
    size = 10**quantity.scale.exponent
    low, high = (_four_digits(end * factor / size) for end in (result.low, result.high))
    if result.side >= UP and result.side >= DOWN:
        return "no number at all"
    if result.side >= UP:
        return f"{low} or more"
    return f"{high} or less" if result.side >= DOWN else f"{low} to {high}"


def _four_digits(number: Fraction) -> str:
    rounded = Context(prec=4).divide(Decimal(number.numerator), Decimal(number.denominator))
    return plain_decimal(rounded)
