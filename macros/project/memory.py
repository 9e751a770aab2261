"""Keeps what was worked out of the same inputs the last time, for whoever looks again and again.

A check that runs once begins with an empty memory and gains nothing; an editor keeps one memory, so that
after an edit only what depends on it is worked out anew. There is one way of working out either way.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from types import MappingProxyType
from typing import Any, TypeVar

T = TypeVar("T")
PLAIN = (str, bytes, int, frozenset, dict, MappingProxyType)
"""What is compared by its content; all else is the same only if it is the same object."""


class Memory:
    """One result for each task and key, with the inputs that it was worked out of."""

    def __init__(self) -> None:
        """Begin without anything."""
        self._kept: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}

    def of(self, task: str, key: str, given: tuple[Any, ...], work: Callable[[], T]) -> T:
        """Return what `work` gives; it runs only if an input is another one than the last time.

        The inputs must name everything that the result depends on.
        """
        found: tuple[tuple[Any, ...], T] | None = self._kept.get((task, key))
        if found is not None and same(found[0], given):
            return found[1]
        result = work()
        self._kept[task, key] = (given, result)
        return result

    def has(self, task: str, key: str, given: tuple[Any, ...]) -> bool:
        """Return whether the result for these inputs is kept."""
        found = self._kept.get((task, key))
        return found is not None and same(found[0], given)

    def keep(self, task: str, key: str, given: tuple[Any, ...], result: object) -> None:
        """Keep a result that was worked out elsewhere."""
        self._kept[task, key] = (given, result)


def same(one: object, other: object) -> bool:
    """Return whether two inputs are the same: one object, plain and equal, or of the same parts in order."""
    if one is other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, PLAIN) and isinstance(other, PLAIN) and one == other
