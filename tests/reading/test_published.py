"""What links can lead to is what the site builder makes of the same settings and headings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown import Markdown  # type: ignore[import-untyped]
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from macros.checks.authored.targets import published_files, slugs
from macros.project import overlay
from macros.project.project import Project
from macros.project.settings import Settings, load_settings
from macros.reading.pages.page import read_page
from support.places import ROOT

FILES = (
    *("index.md", "a.md", "b b.md", "part/a.md", "part/deep/a.md", "fa/a.md", "part/fa/a.md", ".hidden.md"),
    *(".folder/a.md", "part/.folder/a.md", "templates/a.html", "part/templates/a.html", "assets/a.svg"),
)


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "/fa/\n/ar/\n",
        "fa/",
        "a.md",
        "/a.md",
        "*.md\n!/fa/*.md\n",
        "part/*\n!part/deep/\n",
        "part/**/a.md",
        "**/a.md",
        "# a.md\n\\#a.md",
        "b\\ b.md",
        "  a.md  ",
        "[ab].md",
        "?.md",
        "!.hidden.md",
        "!/.folder\n.folder/b.md",
        "!templates/",
        "/",
        "part",
        "part/",
        "*.svg",
    ],
)
def test_the_files_that_settings_leave_out_are_those_of_the_site_builder(tmp_path: Path, lines: str) -> None:
    given: dict[str, object] = {"exclude_docs": lines, "draft_docs": "part/deep/"}
    for name in FILES:
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).touch()
    files, drafts = published_files(Project(tmp_path, {}, {}), Settings(given))
    ours = overlay.assets().keys()
    config = MkDocsConfig()
    config.load_dict({"site_name": "A", "docs_dir": str(tmp_path / "docs"), **given})
    assert config.validate() == ([], [])
    theirs = get_files(config)
    set_exclusions(theirs, config)
    by_kind = {kind: {one.src_uri for one in theirs if one.inclusion is kind} for kind in InclusionLevel}
    assert ours <= files, "what is laid over the theme is published, though it is not under docs/"
    assert files - ours == by_kind[InclusionLevel.INCLUDED]
    assert drafts - by_kind[InclusionLevel.EXCLUDED] == by_kind[InclusionLevel.DRAFT]


TITLES = (
    *("Plain", "Two  words", "Ümläut ß", "a_b - c--d", "  ", "100 %", "“Quoted”", "C++ & C#", "x &amp; y"),
    *("`code` here", "*one* **two** _three_ __four__", "[a link](a.md)", "![a picture](a.svg) by", "a/b\\c"),
    *("فارسی", "عربي and more", "۱۲ facts", "<b>tag</b> x", "Plain", "Plain", "Plain_1", "snake_case_name"),
    *("-", "--a--", "A.B.C", "İstanbul", "e\u0301", "a\u00a0b", "1", "_1"),
)


def test_headings_get_the_ids_that_markdown_gives_them() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    assert "toc" in config.markdown_extensions
    own = [read_page(path.name, path.read_text("utf-8")) for path in sorted((ROOT / "docs").rglob("*.md"))]
    pages = [[f"# {title}" for title in TITLES]]
    pages += [
        [
            f"{'#' * heading.level} {heading.title}" + (f" {{ #{heading.id} }}" if heading.id else "")
            for heading in page.headings
            if heading.title is not None
        ]
        for page in own
    ]
    seen = 0
    for lines in pages:
        text = "\n\n".join(lines)
        markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
        built = re.findall(r'<h[1-6] id="([^"]*)"', markdown.convert(text))
        page = read_page("page.md", text)
        given = [heading.id for heading in page.headings]
        made = iter(id_ for _, id_ in slugs(page))
        assert [id_ or next(made) for id_ in given] == built
        seen += len(built)
    assert seen > 500


@pytest.mark.parametrize("pattern", ["!", "a\\", "[z-a]"])
def test_a_pattern_that_nobody_can_read_is_a_problem_and_leaves_nothing_out(
    tmp_path: Path, pattern: str
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").touch()
    text = f"site_name: A\nexclude_docs: |\n  a.md\n  {pattern}\n"
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    settings = load_settings(tmp_path)
    (problem,) = settings.problems
    assert str(problem.place) == "mkdocs.yml:2:1"
    assert problem.code == "settings"
    assert "exclude_docs" in problem.message
    assert published_files(Project(tmp_path, {}, {}), settings)[0] - overlay.assets().keys() == {"a.md"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("!ENV A", "one"),
        ("!ENV GONE", None),
        ("!ENV [GONE, A, 3]", "one"),
        ("!ENV [GONE, ALSO_GONE, 3]", 3),
        ("!ENV [A]", "one"),
        ("!ENV [GONE]", None),
        ("!ENV YES", True),
    ],
)
def test_variables_are_read_as_the_site_builder_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, read: object
) -> None:
    monkeypatch.setenv("A", "one")
    monkeypatch.setenv("YES", "true")
    for name in ("GONE", "ALSO_GONE"):
        monkeypatch.delenv(name, raising=False)
    text = f"site_name: {written}\n"
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    assert load_settings(tmp_path).raw["site_name"] == read
    assert yaml_load(text, get_yaml_loader())["site_name"] == read
