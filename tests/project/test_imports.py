"""What import-linter cannot see: what a process really loads, and names that shadow the standard library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.places import ROOT

MODULES = sorted(path for path in (ROOT / "macros").rglob("*.py") if not path.stem.startswith("__"))
BUILDERS = {"mkdocs", "mkdocs_macros", "material", "materialx", "zensical"}


def loaded(statement: str) -> set[str]:
    """Return the names of the packages that a process has loaded after the statement."""
    script = f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_server_runs_without_a_site_builder() -> None:
    found = loaded("import macros.editor.server.language_server")
    assert {"macros", "pygls"} <= found
    assert not found & BUILDERS


def test_the_core_runs_without_a_site_builder() -> None:
    found = loaded("import macros.printing.macros, macros.project.project")
    assert {"macros", "yaml", "babel"} <= found
    assert not found & BUILDERS


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_is_named_like_one_of_the_standard_library(path: Path) -> None:
    # mkdocs-macros may put the folder itself on the path.
    assert path.stem not in sys.stdlib_module_names


def test_the_sweep_sees_the_modules() -> None:
    assert len(MODULES) > 100
