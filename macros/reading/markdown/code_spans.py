"""Finds which backticks close the code that others open."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate


class Runs:
    """Finds which run of backticks closes the code that another one opens."""

    def __init__(self, runs: list[tuple[int, int]]) -> None:
        self.runs = runs

    def closing(self, index: int, length: int) -> tuple[int, int] | None:
        """Return the run behind this one that closes so many backticks, or as many as it can."""
        if index + 1 == len(self.runs):
            return None
        start, end = self.runs[index + 1]
        if end - start == length:
            return start, end
        longest = self.longest[index + 1]
        for wanted in (length, longest) if 0 < longest < length else (length,):
            same = self.by_length.get(wanted, [])
            place = bisect_right(same, index)
            if place < len(same):
                return self.runs[same[place]]
        return None

    @cached_property
    def by_length(self) -> dict[int, list[int]]:
        """Return the runs of each length, in their order."""
        found: dict[int, list[int]] = {}
        for index, (start, end) in enumerate(self.runs):
            found.setdefault(end - start, []).append(index)
        return found

    @cached_property
    def longest(self) -> list[int]:
        """Return the length of the longest run from each one on."""
        lengths = (end - start for start, end in reversed(self.runs))
        return [*accumulate(lengths, max)][::-1]
