"""A copy of the project for the tests in real editors."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.site import copied


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project."""
    return copied(tmp_path / "project")
