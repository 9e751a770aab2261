"""A copy of the project for the tests in real editors."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PARTS = ("data", "docs", "overrides", "mkdocs.yml", "mkdocs.offline.yml")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project."""
    root = tmp_path / "project"
    root.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, root / part)
    return root
