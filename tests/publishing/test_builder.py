"""All editions are built from a project that was read once, side by side or one after the other."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from macros import builder
from macros.problems import BuildFailed
from macros.project.project import Project, read_project
from macros.publishing.outputs.build import Job
from support.places import SMALL

SETTINGS = """\
site_name: {name}
theme: {{name: material, font: false, favicon: assets/brief/favicon.svg}}
plugins: {{search: {{}}, macros: {{module_name: macros, on_undefined: strict, on_error_fail: true}}}}
hooks: [macros/hooks.py]
validation: {{anchors: warn}}
"""
BOTH = ("one", "other")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a small brief with two settings, whose names come from the environment."""
    root = tmp_path / "brief"
    for folder in ("data", "docs"):
        (root / folder).mkdir(parents=True)
    (root / "data/figures.yml").write_text(SMALL.read_text("utf-8"), "utf-8")
    for name in ("index", "schools", "trade"):
        page = f'# Of {name}\n\nIt is {{{{ fig("exports") }}}}.\n\n{{{{ reuse() }}}}\n'
        (root / f"docs/{name}.md").write_text(page, "utf-8")
    (root / "macros").symlink_to(Path(builder.__file__).parent)
    for name in BOTH:
        (root / f"{name}.yml").write_text(SETTINGS.format(name="!ENV NAME"), "utf-8")
    return read_project(root)


def jobs(folder: Path) -> list[Job]:
    day = {"SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}
    return [Job(f"{name}.yml", folder / name, {**day, "NAME": f"The {name}"}) for name in BOTH]


def pages(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_is_built_with_its_own_environment(project: Project, tmp_path: Path) -> None:
    before, here = dict(os.environ), Path.cwd()
    builder.run(project, jobs(tmp_path))
    for name in BOTH:
        page = (tmp_path / name / "trade/index.html").read_text("utf-8")
        assert f"The {name}" in page
        assert "US$7" in page.replace("\u00a0", " ")
        assert 'class="brief-reuse"' in page
    assert dict(os.environ) == before
    assert Path.cwd() == here


def test_it_is_the_same_where_processes_cannot_be_forked(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder.run(project, jobs(tmp_path / "a"))
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    before, here = dict(os.environ), Path.cwd()
    builder.run(project, jobs(tmp_path / "b"))
    assert dict(os.environ) == before
    assert Path.cwd() == here
    assert pages(tmp_path / "a") == pages(tmp_path / "b")
    assert len(pages(tmp_path / "a")) > len(BOTH) * 3


def test_what_the_builder_says_of_a_page_is_told_once(project: Project, tmp_path: Path) -> None:
    page = project.root / "docs/trade.md"
    page.write_text(page.read_text("utf-8") + "\n[There](schools.md#nowhere).\n", "utf-8")
    wrong = read_project(project.root)
    with pytest.raises(BuildFailed, match="nowhere") as failed:
        builder.run(wrong, jobs(tmp_path))
    assert str(failed.value).count("WARNING") == 1


def test_wrong_settings_are_told(project: Project, tmp_path: Path) -> None:
    (project.root / "one.yml").write_text("site_name: x\nplugins: [no-such-plugin]\n", "utf-8")
    with pytest.raises(BuildFailed, match="no-such-plugin"):
        builder.run(project, jobs(tmp_path))


def test_a_process_that_ends_without_a_word_is_told(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "_build", lambda *_given: os._exit(9))
    with pytest.raises(BuildFailed, match="memory"):
        builder.run(project, jobs(tmp_path))
