"""The fault matrix: single faults in a copy of the real site, each caught by the check that names it."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from macros import checks
from macros.checks.output.output import Output, load_output
from macros.commands.check import check_sources
from macros.editor.workbench import Workbench
from macros.problems import Problem
from macros.project.memory import Memory
from macros.project.project import Project, read_project
from macros.project.settings import load_settings
from macros.reading.pages.routes import of_item
from support.faults import (
    BESIDE,
    OUTPUTS,
    SOURCES,
    applied,
    apply,
    changes_of,
    fits,
    in_english,
    looked_at_again,
    name,
)
from support.places import ROOT
from support.site import copied_in_english


def test_the_matrix_is_large_and_says_everything_once() -> None:
    assert len(SOURCES) + len(OUTPUTS) >= 100
    for faults in (SOURCES, OUTPUTS):
        assert len({name(fault) for fault in faults}) == len(faults)


# --- sources ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Brief:
    """A copy of the project in English, and what is kept of its first looks, which found nothing."""

    root: Path
    memory: Memory
    bench: Workbench
    """What an editor keeps; it reads the same files, and no fault is in them while it looks."""

    def look(self) -> list[Problem]:
        """Return what is wrong, working out only what has changed in the files since the last look."""
        project = read_project(self.root, memory=self.memory)
        return checks.of_sources(project, load_settings(self.root))

    def typed(self, texts: dict[str, str]) -> list[Problem]:
        """Return what an editor tells of these unsaved texts."""
        return [problem for listed in self.bench.look(texts).problems.values() for problem in listed]


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    root = copied_in_english(tmp_path_factory.mktemp("faults") / "project")
    brief = Brief(root, Memory(), Workbench(root))
    assert list(map(str, check_sources(root).problems)) == []
    assert brief.look() == []
    assert brief.typed({}) == []
    return brief


def in_data(fault: dict[str, Any]) -> bool:
    """Tell whether the fault is in the data, of which every page is made."""
    return any(file.startswith("data/") for file in changes_of(fault))


PAGES_FIRST: list[dict[str, Any]] = sorted(SOURCES, key=in_data)
"""After a look at other data all pages are made anew."""
ALIKE = [fault for nth, fault in enumerate(filter(in_data, SOURCES)) if nth % 4]
"""Faults in the data that are not typed as well: an editor makes all pages anew for each, in the same way."""


@pytest.mark.parametrize("fault", PAGES_FIRST, ids=name)
def test_a_fault_in_the_sources_is_caught(fault: dict[str, Any], brief: Brief) -> None:
    fault = in_english(fault)
    texts = {}
    with applied(brief.root, fault):
        # What is in a page alone needs no first look; that finds the same, as is shown below.
        problems = list(check_sources(brief.root).problems) if in_data(fault) else brief.look()
        assert fault["code"] in {problem.code for problem in problems}, list(map(str, problems))
        for problem in problems:
            lines = (brief.root / problem.place.path).read_text("utf-8", "replace").split("\n")
            assert 1 <= problem.place.line <= len(lines), str(problem)
            assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, str(problem)
        changes = changes_of(fault)
        if not any("bytes" in change or change.get("delete") for change in changes.values()):
            texts = {str(file): (brief.root / file).read_text("utf-8") for file in changes}
    if texts and fault not in ALIKE:
        # Typed in an editor and not saved, it is told in the same words at the same place.
        assert sorted(map(str, brief.typed(texts))) == sorted(map(str, problems))


def test_a_first_look_finds_all_faults_of_a_page_at_once(brief: Brief, tmp_path: Path) -> None:
    """It finds what a look finds that knows the rest of the project, and the code of each."""
    root = copied_in_english(tmp_path / "project")
    hiding = {"macros-off", "jinja-comment", "unclosed-tag"}
    faults = [
        fault
        for fault in SOURCES
        if fault.get("file") == "docs/economics.md" and "append" in fault and fault["code"] not in hiding
    ]
    assert len(faults) > 40
    for fault in faults:
        apply(root, fault)
    found = check_sources(root).problems
    assert {fault["code"] for fault in faults} <= {problem.code for problem in found}
    typed = brief.typed({"docs/economics.md": (root / "docs/economics.md").read_text("utf-8")})
    assert sorted(map(str, typed)) == sorted(map(str, found))


# --- outputs ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outputs(
    built: Path, offline: Path, project: Project, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Output]:
    """Return both outputs in folders that may be changed, as they were read before any fault."""
    work = tmp_path_factory.mktemp("faults")
    return {
        label: load_output(
            shutil.copytree(folder, work / folder.name), label, project.texts, offline=folder == offline
        )
        for label, folder in (("site", built / "site"), ("bundle", offline))
    }


def test_the_looks_at_the_outputs_see_every_page(outputs: dict[str, Output], project: Project) -> None:
    # The bundle has no pages of items.
    wanted = {"site": len(project.texts), "bundle": sum(not of_item(src) for src in project.texts)}
    for label, output in outputs.items():
        assert len([page for page in output.pages.values() if page.src]) == wanted[label]
    assert sum(len(page.addresses) for output in outputs.values() for page in output.pages.values()) > 10_000


@pytest.mark.parametrize("label", ["site", "bundle"])
def test_pages_looked_at_again_have_no_problem_of_their_own(
    label: str, outputs: dict[str, Output], project: Project, tmp_path: Path
) -> None:
    again = looked_at_again(outputs[label], {"files": {}}, project.texts, tmp_path)
    assert len(again.pages) == len(BESIDE)
    assert list(map(str, checks.of_output(again, project, load_settings(ROOT)))) == []


@pytest.mark.parametrize("fault", OUTPUTS, ids=name)
def test_a_fault_in_an_output_is_caught(
    fault: dict[str, Any], outputs: dict[str, Output], project: Project, tmp_path: Path
) -> None:
    clean = outputs[fault.get("output", "site")]
    with applied(clean.folder, fault):
        output = looked_at_again(clean, fault, project.texts, tmp_path)
        problems = checks.of_output(output, project, load_settings(ROOT))
    assert fault["code"] in {problem.code for problem in problems}, list(map(str, problems))


@pytest.mark.parametrize("label", ["site", "bundle"])
def test_a_look_at_every_page_finds_all_faults_at_once(
    label: str, outputs: dict[str, Output], project: Project
) -> None:
    clean, codes = outputs[label], set()
    hiding = ("figure that the data do not know", "social image that is gone")
    with ExitStack() as changed:
        for fault in OUTPUTS:
            if fault.get("output", "site") != label or name(fault) in hiding:
                continue
            # One may have taken away what another changes.
            if fits(clean.folder, fault):
                changed.enter_context(applied(clean.folder, fault))
                codes.add(fault["code"])
        output = load_output(clean.folder, label, project.texts, offline=clean.offline)
        problems = checks.of_output(output, project, load_settings(ROOT))
    assert len(codes) > 5
    assert codes <= {problem.code for problem in problems}
