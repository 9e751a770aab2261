"""How the cost of a build grows with its pages and with its figures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

Size = tuple[int, int]
"""Pages and figures."""
AXES = (("pages", 0, 1_000), ("figures", 1, 100))
"""What grows, its place in a size, and at how much of the other it is looked at by choice."""


def growth(medians: Mapping[str, Mapping[Size, float]]) -> Iterator[str]:
    """Yield lines with the exponent of each kind, from the CPU seconds that its sizes took.

    An exponent is the slope between the two largest sizes on logarithmic scales: of all seconds, and of
    those above the smallest size of the series, which every build takes however small it is.
    """
    for grown, axis, choice in AXES:
        sizes = sorted({size for taken in medians.values() for size in taken})
        held = _held(sizes, axis, choice)
        series = [size for size in sizes if size[1 - axis] == held]
        if len(series) < 2:
            continue
        other = AXES[1 - axis][0]
        yield f"growth in {grown}, {series[-2][axis]:,} to {series[-1][axis]:,}, at {held:,} {other}"
        yield f"  {'kind':18}{'of all':>9}{'above ' + format(series[0][axis], ','):>14}"
        for kind, taken in medians.items():
            points = [(size[axis], taken[size]) for size in series if size in taken]
            if len(points) == len(series):
                yield f"  {kind:18}{_shown(exponent(points)):>9}{_shown(above(points)):>14}"


def exponent(points: list[tuple[int, float]]) -> float | None:
    """Return the slope between the last two points on logarithmic scales; None where there is no cost."""
    (small, less), (large, more) = points[-2:]
    if less <= 0 or more <= 0:
        return None
    return math.log(more / less) / math.log(large / small)


def above(points: list[tuple[int, float]]) -> float | None:
    """Return the same of what comes on top of the first point; None where nothing measurable does."""
    first, start = points[0]
    if len(points) < 3 or points[-2][1] - start < 0.05 * start:
        return None
    return exponent([(size - first, cost - start) for size, cost in points[1:]])


def _held(sizes: list[Size], axis: int, choice: int) -> int:
    held = [size[1 - axis] for size in sizes]
    return choice if held.count(choice) > 1 else max(sorted(set(held)), key=held.count, default=choice)


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
