"""The navigation and the settings: pages that are missing or misnamed, files and hosts that are not there."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.checks.authored.navigation import named_files, navigation
from macros.project.project import Project
from macros.project.settings import load_settings

PAGES = ("index.md", "trade.md", "part/deep.md", "soon.md")
NAV = "nav:\n  - index.md\n  - Trade: trade.md\n  - Part:\n      - part/deep.md\n"


def says(root: Path, mkdocs: str, offline: str = "", *more: str) -> list[str]:
    (root / "docs" / "assets").mkdir(parents=True, exist_ok=True)
    (root / "docs" / "assets" / "brief.css").touch()
    (root / "mkdocs.yml").write_text(mkdocs, "utf-8")
    if offline:
        (root / "mkdocs.offline.yml").write_text(offline, "utf-8")
    texts = dict.fromkeys((*PAGES, *more), "# A\n")
    texts["soon.md"] = "---\ndraft: true\n---\n# A\n"
    project = Project(root, texts, {})
    read = load_settings(root)
    found = chain(navigation(project, read), named_files(project, read))
    return [f"{one.place} {one.code}: {one.hint}" for one in sorted(found)]


@pytest.mark.parametrize(
    "more",
    [
        "",
        "extra_css: [assets/brief.css]\n",
        "theme: {name: material, font: false}\n",
        "theme:\n  name: other\n",
        "extra:\n  alternate:\n    - {name: English, link: ./, lang: en}\n",
        "extra: {generator: false}\nplugins: [search]\n",
    ],
)
def test_right(tmp_path: Path, more: str) -> None:
    assert says(tmp_path, NAV + more) == []


@pytest.mark.parametrize(
    ("nav", "expected"),
    [
        ("  - gone.md\n", "mkdocs.yml:6:5 unknown-page: write docs/gone.md, or leave the entry out"),
        ("  - Deep: deep.md\n", "mkdocs.yml:6:11 unknown-page: did you mean 'part/deep.md'?"),
        ("  - Trade.md\n", "mkdocs.yml:6:5 wrong-case: write trade.md"),
        ("  - trade.md\n", "mkdocs.yml:6:5 repeated-in-nav: leave one of them out"),
        ("  - soon.md\n", "mkdocs.yml:6:5 link-to-draft: leave it out until it is published"),
        (
            "  - X: http:/example.org\n",
            "mkdocs.yml:6:8 bad-address: write the whole address, such as https://example.org/page",
        ),
    ],
)
def test_wrong_in_the_navigation(tmp_path: Path, nav: str, expected: str) -> None:
    assert says(tmp_path, NAV + nav) == [expected]


def test_a_page_that_the_navigation_misses(tmp_path: Path) -> None:
    assert says(tmp_path, NAV, "", "new.md") == [
        "docs/new.md:1:1 not-in-nav: write '- new.md' under nav in mkdocs.yml"
    ]
    assert says(tmp_path, NAV + "not_in_nav: |\n  new.md\n", "", "new.md") == []
    assert says(tmp_path, NAV + "exclude_docs: |\n  *.tmp.md\n", "", "a.tmp.md") == []
    assert says(tmp_path, "site_name: x\n", "", "new.md") == []


@pytest.mark.parametrize(
    ("more", "place", "code"),
    [
        ("extra_css: [assets/gone.css]", "6:13", "missing-asset"),
        ("extra_css: [assets/Brief.css]", "6:13", "missing-asset"),
        ("extra_javascript: [assets/gone.js]", "6:20", "missing-asset"),
        ("extra_javascript:\n  - path: gone.js\n    async: true", "7:11", "missing-asset"),
        ("extra_javascript: [https://cdn.example.org/x.js]", "6:20", "external-resource"),
        ("extra_javascript: [http://cdn.example.org/x.js]", "6:20", "external-resource"),
        ("theme: {favicon: gone.svg}", "6:18", "missing-asset"),
        ("theme: {logo: gone.svg}", "6:15", "missing-asset"),
        ("extra: {polyfills: [gone.js]}", "6:21", "missing-asset"),
        ("theme: material", "6:8", "external-resource"),
        ("theme: {name: material}", "6:15", "external-resource"),
        ("theme: {name: material, font: {text: Vazirmatn}}", "6:38", "external-resource"),
        ("extra: {alternate: [{link: /fa/}]}", "6:28", "absolute-link"),
        ("extra: {alternate: [{link: fa/}]}", "6:28", "broken-link"),
        ("extra: {analytics: {provider: google}}", "6:31", "external-resource"),
        ("plugins: [offline]", "6:11", "external-resource"),
    ],
)
def test_wrong_in_the_settings(tmp_path: Path, more: str, place: str, code: str) -> None:
    found = says(tmp_path, f"{NAV}{more}\n")
    assert [one.split(": ")[0] for one in found] == [f"mkdocs.yml:{place} {code}"]


def test_the_settings_of_the_bundle_are_read_too(tmp_path: Path) -> None:
    (one,) = says(tmp_path, NAV, "plugins:\n  offline: {}\n")
    assert one.startswith("mkdocs.offline.yml:2:12 external-resource")
    (one,) = says(tmp_path, NAV, "plugins:\n  offline: {}\nextra:\n  polyfills: [assets/gone.js]\n")
    assert one.startswith("mkdocs.offline.yml:4:15 missing-asset")


def test_the_favicon_may_stand_in_the_overrides(tmp_path: Path) -> None:
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "own.svg").touch()
    assert says(tmp_path, NAV + "theme: {custom_dir: overrides, favicon: own.svg}\n") == []
    assert len(says(tmp_path, NAV + "theme: {custom_dir: overrides, favicon: Own.svg}\n")) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_any_settings_can_be_read(tmp_path: Path, text: str) -> None:
    says(tmp_path, text.encode("utf-8", "ignore").decode())


def test_an_alias_that_holds_itself_ends(tmp_path: Path) -> None:
    says(tmp_path, NAV + "extra: &a [*a]\n")
