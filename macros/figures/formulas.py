"""Computes figures from other figures: exact, aware of units, with the qualifier that follows.

Arithmetic is done with fractions. A qualifier has a direction: "more than" and "nearly" say on which
side of the number the truth lies, so the direction turns round behind a minus or a division. What
lies on both sides is "about". (The same idea as the tolerance of XBRL Calculations 1.1.)
"""

from __future__ import annotations

import ast
import math
import operator
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.figures.kinds import Per, Qualifier, Status
from macros.figures.model import LONGEST_NUMBER, Figure, Unit
from macros.figures.quantities import DIRECTION, DOWN, EITHER, UP, Quantity, Units, impossible
from macros.figures.units import PLAIN_NUMBER, UnitKind
from macros.problems import Fault, unknown

LONGEST_FORMULA = 300
LONGEST_FRACTION = 2000
"""Most bits of a value on the way; formulas over formulas could square a number without end."""
FOREIGN = re.compile(r"[^a-zA-Z0-9_.+*/() -]")
PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
DECIMALS = {UnitKind.RATIO: 2}
LEAVE_OUT = "leave it out of the formula"


@dataclass(frozen=True)
class FormulaFault:
    """A fault of a formula; `offset` counts characters from its start."""

    fault: Fault
    offset: int = 0
    field: str = "formula"
    """The field in which it stands."""


class WrongFormula(Exception):  # noqa: N818
    """Raised while a formula is worked out; carries what is wrong with it."""

    def __init__(self, fault: Fault, offset: int = 0) -> None:
        """Keep the fault, and how many characters stand before it."""
        super().__init__(fault.message)
        self.found = FormulaFault(fault, offset)


@dataclass(frozen=True)
class Value:
    """A value on the way: its two ends, the sides on which the truth may lie, its unit."""

    low: Fraction
    high: Fraction
    side: frozenset[int] = frozenset()
    dimension: str = PLAIN_NUMBER
    per: Per | None = None


def not_of_unit(result: Value, unit: str) -> Fault:
    """Return the fault of a formula whose result is not of the unit that its figure has."""
    got = "a plain number" if result.dimension == PLAIN_NUMBER else f"'{result.dimension}'"
    return Fault("unlike-units", f"the formula gives {got}, not '{unit}'", "mend the formula or the unit")


def no_amount(id_: str, hint: str = LEAVE_OUT) -> Fault:
    """Return the fault of computing or comparing with a figure that is a date or a place in a ranking."""
    return Fault("unlike-units", f"'{id_}' is no amount", hint)


def too_long(hint: str) -> Fault:
    """Return the fault of a formula whose result, or a step to it, has too many digits."""
    return Fault("impossible-value", "the formula gives too long a number", hint)


def work_out(
    figures: Mapping[str, Figure], units: Units, known: set[str]
) -> tuple[dict[str, Quantity], dict[str, FormulaFault]]:
    """Return the quantities that could be worked out, and by figure what is wrong with its formula.

    `known` are all ids of the file: a formula over a figure that is itself faulty is left in peace.
    """
    solver = _Solver(figures, units, known)
    for id_ in figures:
        solver.work_out(id_)
    return solver.done, solver.found


def solve(figures: Mapping[str, Figure], units: Mapping[str, Unit]) -> dict[str, Quantity]:
    """Return the quantity of every figure; the figures must be free of faults."""
    done, _ = work_out(figures, Units(units), set(figures))
    return {id_: done[id_] for id_ in figures}


class Unknowable(Exception):  # noqa: N818
    """Raised where a formula rests on a faulty figure, which has its own problem already."""


class _Solver:
    """Works out figures, each once and after those it is computed from."""

    def __init__(self, figures: Mapping[str, Figure], units: Units, known: set[str]) -> None:
        self.figures = figures
        self.units = units
        self.known = known
        self.done: dict[str, Quantity] = {}
        self.exact: dict[str, Value] = {}
        self.found: dict[str, FormulaFault] = {}
        self.failed: set[str] = set()
        self.trees: dict[str, ast.expr] = {}

    def work_out(self, id_: str) -> None:
        """Work out the figure and all that it rests on, however long the chain of formulas is."""
        chain = [id_]
        while chain:
            figure = self.figures[chain[-1]]
            try:
                waiting = self._waiting(figure)
                if waiting in chain:
                    self._circle(chain, chain.index(waiting))
                elif waiting:
                    chain.append(waiting)
                    continue
                elif figure.id not in self.failed:
                    self.done[figure.id] = self._derived(figure) if figure.derived else self._stated(figure)
            except WrongFormula as refused:
                self.found[figure.id] = refused.found
                self.failed.add(figure.id)
            except (Unknowable, KeyError):
                self.failed.add(figure.id)
            chain.pop()

    def _waiting(self, figure: Figure) -> str:
        """Return the first figure in the formula that is not worked out yet, or nothing."""
        if figure.formula is None or figure.id in self.failed:
            return ""
        if figure.id not in self.trees:
            self.trees[figure.id] = parse(figure.formula)
        settled = self.done.keys() | self.failed
        names = _names(self.trees[figure.id])
        return next((name for name in names if name in self.figures and name not in settled), "")

    def _circle(self, chain: list[str], start: int) -> None:
        """Tell a circle once, at the formula where it was entered."""
        circle = chain[start:]
        self.failed.update(circle)
        message = f"the formula goes in a circle: {' → '.join((*circle, circle[0]))}"
        fault = Fault("circular-formula", message, "compute it from stated figures")
        self.found[circle[0]] = FormulaFault(fault)

    def _stated(self, figure: Figure) -> Quantity:
        return Quantity.of(figure, figure.id, self.units.kind(figure.unit))

    def _derived(self, figure: Figure) -> Quantity:
        tree = self.trees[figure.id]
        names = list(dict.fromkeys(_names(tree)))
        exact = evaluate(tree, self._named)
        parts = [self.done[name] for name in names]
        kind = self.units.kind(figure.unit)
        wanted = self.units.dimension(figure.unit)
        if kind in (UnitKind.RANK, UnitKind.DATE) or exact.dimension != wanted:
            raise WrongFormula(not_of_unit(exact, figure.unit))
        low, high, qualifier = self._rounded(figure, kind, exact)
        if any(len(end.as_tuple().digits) > LONGEST_NUMBER for end in (low, high or low)):
            hint = f"compute something with at most {LONGEST_NUMBER} digits"
            raise WrongFormula(too_long(hint))
        quantity = Quantity(
            id=figure.id,
            unit=figure.unit,
            kind=kind,
            value=low,
            high=high,
            scale=figure.scale,
            per=figure.per,
            qualifier=qualifier,
            status=Status.DERIVED,
            inputs=tuple(names),
            sources=tuple(dict.fromkeys(source for part in parts for source in part.sources)),
        )
        computed = figure.model_copy(update={"value": low if high is None else (low, high)})
        for fault in impossible(computed, kind):
            raise WrongFormula(fault)
        self.exact[figure.id] = exact
        return quantity

    def _rounded(
        self, figure: Figure, kind: UnitKind, exact: Value
    ) -> tuple[Decimal, Decimal | None, Qualifier]:
        decimals = figure.decimals
        if decimals is None:
            decimals = DECIMALS.get(kind, 1 if figure.scale.exponent else 0)
        factor = Fraction(100 if kind in (UnitKind.SHARE, UnitKind.CHANGE) else 1, 1)
        factor /= Fraction(10) ** figure.scale.exponent
        ends = [exact.low * factor, exact.high * factor]
        if exact.low != exact.high:
            low, high = (_rounded(end, decimals, _nearest) for end in ends)
            return (low, high, Qualifier.RANGE) if low != high else (low, None, Qualifier.ABOUT)
        # "More than" stays true only if the number is rounded down, "less than" only if up.
        way = {UP: math.floor, DOWN: math.ceil}.get(exact.side, _nearest)
        value = _rounded(ends[0], decimals, way)
        if exact.side == UP:
            return value, None, Qualifier.MORE_THAN
        if exact.side == DOWN:
            return value, None, Qualifier.LESS_THAN
        exactly = not exact.side and Fraction(value) == ends[0]
        return value, None, Qualifier.STATED if exactly else Qualifier.ABOUT

    def _named(self, node: ast.Name) -> Value:
        id_ = node.id
        if id_ not in self.known:
            raise WrongFormula(unknown("figure", id_, self.known), node.col_offset)
        if id_ not in self.done:
            raise Unknowable
        quantity = self.done[id_]
        if id_ in self.exact:
            return self.exact[id_]
        if not quantity.complete:
            raise Unknowable
        if quantity.value is None or quantity.kind in (UnitKind.RANK, UnitKind.DATE):
            if quantity.kind in (UnitKind.RANK, UnitKind.DATE):
                raise WrongFormula(no_amount(id_), node.col_offset)
            raise WrongFormula(Fault("unlike-units", f"'{id_}' has no number", LEAVE_OUT), node.col_offset)
        per_cent = quantity.kind in (UnitKind.SHARE, UnitKind.CHANGE)
        factor = Fraction(10) ** quantity.scale.exponent / (100 if per_cent else 1)
        low = Fraction(quantity.value) * factor
        high = low if quantity.high is None else Fraction(quantity.high) * factor
        side = DIRECTION[quantity.qualifier]
        return Value(low, high, side, self.units.dimension(quantity.unit), quantity.per)


def evaluate(node: ast.expr, named: Callable[[ast.Name], Value]) -> Value:
    """Return the value of a parsed formula; `named` gives that of a figure. Raises Refused."""
    if isinstance(node, ast.Name):
        return named(node)
    if isinstance(node, ast.Constant):
        number = Fraction(str(node.value))
        return Value(number, number)
    if isinstance(node, ast.UnaryOp):
        part = evaluate(node.operand, named)
        if isinstance(node.op, ast.UAdd):
            return part
        return Value(-part.high, -part.low, _turned(part.side), part.dimension, part.per)
    assert isinstance(node, ast.BinOp)  # noqa: S101  (parse lets nothing else through)
    return _combined(node, evaluate(node.left, named), evaluate(node.right, named))


def parse(formula: str) -> ast.expr:
    """Return the tree of a formula, which holds nothing but arithmetic. Raises Refused."""
    if len(formula) > LONGEST_FORMULA:
        message = f"the formula has more than {LONGEST_FORMULA} characters"
        raise WrongFormula(Fault("formula-syntax", message, "split it into two figures"))
    hint = "write ids, plain numbers, + - * / and parentheses"
    if foreign := FOREIGN.search(formula):
        message = f"'{foreign[0]}' is no part of a formula"
        raise WrongFormula(Fault("formula-syntax", message, hint), foreign.start())
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(formula, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        offset = max(0, (getattr(error, "offset", None) or 1) - 1)
        raise WrongFormula(Fault("formula-syntax", f"'{formula}' is no formula", hint), offset) from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            written = formula[node.col_offset : node.end_col_offset]
            if not PLAIN.fullmatch(written):
                message = f"'{written}' is no plain number"
                raise WrongFormula(Fault("formula-syntax", message, hint), node.col_offset)
        elif isinstance(node, ast.expr) and not isinstance(node, ast.Name | ast.BinOp | ast.UnaryOp):
            message = "a formula only adds, subtracts, multiplies and divides"
            raise WrongFormula(Fault("formula-syntax", message, hint), node.col_offset)
        elif isinstance(node, ast.operator | ast.unaryop) and type(node) not in OPERATIONS:
            message = "a formula only adds, subtracts, multiplies and divides"
            raise WrongFormula(Fault("formula-syntax", message, hint))
    return tree


def _names(tree: ast.expr) -> Iterator[str]:
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    yield from (node.id for node in sorted(found, key=lambda node: node.col_offset))


def _combined(node: ast.BinOp, left: Value, right: Value) -> Value:
    per = left.per or right.per
    together = isinstance(node.op, ast.Add | ast.Sub)
    if left.per and right.per and left.per is not right.per:
        raise _unlike(node, f"a value per {left.per}", f"one per {right.per}")
    if together and left.dimension != right.dimension:
        raise _unlike(node, f"'{left.dimension}'", f"'{right.dimension}'")
    if isinstance(node.op, ast.Mult) and PLAIN_NUMBER not in (left.dimension, right.dimension):
        raise _unlike(node, f"'{left.dimension}'", f"'{right.dimension}'")
    dimension = left.dimension if left.dimension != PLAIN_NUMBER else right.dimension
    if isinstance(node.op, ast.Div):
        if right.dimension not in (PLAIN_NUMBER, left.dimension):
            raise _unlike(node, f"'{left.dimension}'", f"'{right.dimension}'")
        dimension = PLAIN_NUMBER if right.dimension == left.dimension else left.dimension
        if right.low <= 0 <= right.high:
            hint = "divide by something else"
            raise WrongFormula(Fault("division-by-zero", "the formula divides by zero", hint))
    apply = OPERATIONS[type(node.op)]
    ends = [apply(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    if any(end.numerator.bit_length() + end.denominator.bit_length() > LONGEST_FRACTION for end in ends):
        raise WrongFormula(too_long("compute it from fewer figures"), node.left.col_offset)
    return Value(min(ends), max(ends), _side(node.op, left, right), dimension, per)


def _side(op: ast.operator, left: Value, right: Value) -> frozenset[int]:
    """Return the sides on which the truth may lie: a minus, a division, a negative factor turn them."""
    of_left, of_right = left.side, right.side
    if isinstance(op, ast.Mult | ast.Div):
        of_left, of_right = _scaled(of_left, right), _scaled(of_right, left)
    return of_left | (_turned(of_right) if isinstance(op, ast.Sub | ast.Div) else of_right)


def _scaled(side: frozenset[int], by: Value) -> frozenset[int]:
    if by.low == by.high == 0:
        return frozenset()
    if by.low < 0 < by.high:
        return EITHER if side else side
    return _turned(side) if by.high <= 0 else side


def _unlike(node: ast.BinOp, left: str, right: str) -> WrongFormula:
    doing = {ast.Add: "added to", ast.Sub: "taken from", ast.Mult: "multiplied by"}
    verb = doing.get(type(node.op), "divided by")
    message = (
        f"{right} cannot be {verb} {left}"
        if verb != "divided by"
        else (f"{left} cannot be divided by {right}")
    )
    hint = "use figures of like units"
    return WrongFormula(Fault("unlike-units", message, hint), node.right.col_offset)


def _turned(side: frozenset[int]) -> frozenset[int]:
    return frozenset(-way for way in side)


def _rounded(number: Fraction, decimals: int, way: Callable[[Fraction], int]) -> Decimal:
    # Written and read as text: the methods of Decimal would round to 28 digits on the way.
    return Decimal(f"{way(number * 10**decimals)}E-{decimals}")


def _nearest(number: Fraction) -> int:
    """Return the nearest whole number; a half goes away from zero."""
    whole = math.floor(abs(number) + Fraction(1, 2))
    return whole if number >= 0 else -whole


OPERATIONS: dict[type[ast.AST], Callable[..., Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
