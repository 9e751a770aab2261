"""Keeps what was worked out of the same inputs the last time, for whoever looks again and again.

A check that runs once begins with an empty memory and gains nothing; an editor keeps one memory, so that
after an edit only what depends on it is worked out anew. There is one way of working out either way.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cached_property
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

    def last(self, task: str, key: str) -> tuple[tuple[Any, ...], Any] | None:
        """Return the inputs and the result of the last time, whatever the inputs are now."""
        return self._kept.get((task, key))

    def keep(self, task: str, key: str, given: tuple[Any, ...], result: object) -> None:
        """Keep a result that was worked out elsewhere."""
        self._kept[task, key] = (given, result)


class Later(Mapping[str, T]):
    """A mapping that is worked out when it is first asked for anything."""

    def __init__(self, work: Callable[[], Mapping[str, T]]) -> None:
        """Keep how it is worked out."""
        self._work = work

    @cached_property
    def _made(self) -> Mapping[str, T]:
        return self._work()

    def __getitem__(self, key: str) -> T:
        """Return what stands there."""
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        """Yield the keys."""
        return iter(self._made)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._made)


def same(one: object, other: object) -> bool:
    """Return whether two inputs are the same: one object, plain and equal, or of the same parts in order."""
    if one is other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, PLAIN) and isinstance(other, PLAIN) and one == other
