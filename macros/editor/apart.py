"""Reads large data in a process of its own, so that answers stay quick meanwhile."""

from __future__ import annotations

import copyreg
import os
import sys
from collections.abc import Callable
from concurrent.futures import Future
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from macros.reading.data.figures_file import DATA_FILE, OWN, Reading, attempt

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

LARGE = 500_000
"""Bytes of data, some two thousand figures, from which reading takes long enough to be noticed."""


class Apart:
    """One process beside this one, started when it is first needed."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._pool: ProcessPoolExecutor | None = None

    def read(self, raw: bytes, languages: tuple[str, ...] = OWN) -> Future[Reading]:
        """Return what those bytes of the data file will have been read as."""
        if self._pool is None:
            import multiprocessing  # most data are small, and need no other process
            from concurrent.futures import ProcessPoolExecutor

            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, context, initializer=_quiet)
        return self._pool.submit(attempt, raw, DATA_FILE, languages)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def _quiet() -> None:
    """Keep the process off the streams by which the server speaks with the editor."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    sys.stdout = sys.stderr
    copyreg.pickle(MappingProxyType, _as_mapping)


def _as_mapping(found: MappingProxyType[Any, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    return frozen, (dict(found),)


def frozen(found: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """Return the mapping read-only, as it was before it was sent."""
    return MappingProxyType(found)
