"""A small page of the theme, to be finished."""

from __future__ import annotations

import pytest

from support.themed import themed


@pytest.fixture(scope="module")
def page() -> str:
    """Return a small page with the inline scripts of the theme that is installed."""
    return themed()
