"""What is set for a whole process to make it fast, each with the process in which it may be set.

Nothing below the front ends calls it but for a stretch that ends; a process of others gets back what it had.
"""

from __future__ import annotations

import gc
import linecache
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SWITCH = 0.001
"""Seconds after which a look in the background lets an answer go first."""


@contextmanager
def without_collecting() -> Iterator[None]:
    """Collect no garbage meanwhile, in any process: parsing makes many small objects and no cycles.

    Collecting would double its time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def for_a_build() -> Callable[[], None]:
    """Look for garbage rarely, in the process of a site builder; return what sets it back.

    A build makes many small objects and keeps nearly all of them: looking finds none.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    return lambda: gc.set_threshold(*before)


def for_a_server() -> None:
    """Let answers go before everything else, in a process that is the language server's alone."""
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(50_000, 20, 100)
    # The types of the protocol leave the source of each of their methods there, for tracebacks.
    linecache.clearcache()


def settled() -> None:
    """Take all that is there out of later looks for garbage, in the language server's process.

    What is known stays long: without looking through it each time, no answer waits for that.
    """
    gc.freeze()
