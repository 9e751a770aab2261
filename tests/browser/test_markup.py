"""The Nu HTML checker finds no error on any page."""

from __future__ import annotations

from support.browser.markup import complaints
from support.browser.outputs import Output


def test_the_markup_is_valid(output: Output) -> None:
    assert not complaints(output)
