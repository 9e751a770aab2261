"""The fault matrix: single faults in a copy of the real site, each caught by the check that names it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from macros import checks
from macros.checks.output.output import load_output, unpacked
from macros.commands.check import check_built, check_sources
from macros.editor.workbench import Workbench
from macros.project.project import Project, read_project
from macros.project.settings import load_settings
from macros.publishing.outputs.build import Built
from support.faults import OUTPUTS, SOURCES, apply, name
from support.named import NAME, ZIP
from support.places import PARTS, ROOT


def test_the_matrix_is_large_and_says_everything_once() -> None:
    assert len(SOURCES) + len(OUTPUTS) >= 100
    for faults in (SOURCES, OUTPUTS):
        assert len({name(fault) for fault in faults}) == len(faults)


@pytest.fixture(scope="module")
def clean(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an unharmed copy of the project with both outputs built."""
    return Path(shutil.copytree(pristine, tmp_path_factory.mktemp("clean") / "project", symlinks=True))


def test_the_unharmed_site_has_no_problem(clean: Path) -> None:
    found = check_built(check_sources(clean), Built(clean / "site", clean / "dist"))
    assert list(map(str, found.problems)) == []


@pytest.fixture(scope="module")
def bench() -> Workbench:
    """Return what an editor keeps of the project, which no fault touches, after a first look."""
    bench = Workbench(ROOT)
    assert bench.look().problems == {}
    return bench


@pytest.mark.parametrize("fault", SOURCES, ids=name)
def test_a_fault_in_the_sources_is_caught(fault: dict[str, Any], tmp_path: Path, bench: Workbench) -> None:
    for part in PARTS:
        if part != "macros":
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, tmp_path / part)
    apply(tmp_path, fault)
    problems = check_sources(tmp_path).problems
    assert fault["code"] in {problem.code for problem in problems}, list(map(str, problems))
    for problem in problems:
        lines = (tmp_path / problem.place.path).read_text("utf-8", "replace").split("\n")
        assert 1 <= problem.place.line <= len(lines), str(problem)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, str(problem)
    changes = fault.get("files") or {fault["file"]: fault}
    if not any("bytes" in change or change.get("delete") for change in changes.values()):
        # Typed in an editor and not saved, it is told in the same words at the same place.
        typed = {str(file): (tmp_path / file).read_text("utf-8") for file in changes}
        told = [problem for listed in bench.look(typed).problems.values() for problem in listed]
        assert sorted(map(str, told)) == sorted(map(str, problems))


@pytest.fixture(scope="module")
def project() -> Project:
    """Return the sources of the project, which no fault in an output touches."""
    return read_project(ROOT)


@pytest.mark.parametrize("fault", OUTPUTS, ids=name)
def test_a_fault_in_an_output_is_caught(
    fault: dict[str, Any], clean: Path, project: Project, tmp_path: Path
) -> None:
    offline = fault.get("output") == "bundle"
    if offline:
        folder = unpacked(clean / "dist" / ZIP, tmp_path)
        assert folder.name == NAME
    else:
        folder = tmp_path / "site"
        shutil.copytree(clean / "site", folder)
    apply(folder, fault)
    settings = load_settings(ROOT)
    output = load_output(folder, "bundle" if offline else "site", project.texts, offline=offline)
    problems = checks.of_output(output, project, settings)
    assert fault["code"] in {problem.code for problem in problems}, list(map(str, problems))
