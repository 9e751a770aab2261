"""Zensical builds what MkDocs builds: text, figures, links, places, and what pages say of themselves."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from lxml import etree, html

from macros import checks
from macros.checks.built.safety import built_policy
from macros.checks.output.output import Output, load_output
from macros.languages.catalogue import tags
from macros.project.project import Project
from macros.project.settings import load_settings
from macros.publishing.finish import MATERIAL, ZENSICAL, SiteHead, ThemeMarkup, finish, policy
from macros.publishing.mending import ThemeChanged
from macros.publishing.outputs import zensical_settings
from macros.publishing.outputs.zensical import PLACE
from support.faults import BESIDE, OUTPUTS, applied, looked_at_again, name
from support.pages import find
from support.places import ROOT, SETTINGS
from support.site import copied, edit, figures

HOST = "https://example.org/brief/"
SKIP = "__skip"
"""Where Zensical's link to the content leads, an empty place in it that MkDocs does not need."""
REVIEW = "review/"
"""Pages made from the built ones, with what no search may find: Zensical does not say what that is."""


@pytest.fixture(scope="module")
def both(built: Path, by_zensical: Path) -> tuple[Path, Path]:
    """Return the website as each of both builds it from the same sources."""
    return built / "site", by_zensical


def tree(folder: Path, page: str) -> html.HtmlElement:
    """Return a page without the place that only Zensical's pages need."""
    root = html.document_fromstring((folder / page).read_bytes())
    for empty in find(root, f"//article/a[@id='{SKIP}'][not(node())]"):
        empty.drop_tree()
    return root


def article(root: html.HtmlElement) -> html.HtmlElement:
    (found,) = find(root, "//article")
    return found


# --- the same pages --------------------------------------------------------------------------------


def text(root: html.HtmlElement, _page: str) -> list[str]:
    """Return the words of a page."""
    return str(article(root).text_content()).split()


def values(root: html.HtmlElement, _page: str) -> list[Any]:
    """Return id, value and status of each figure."""
    found = find(article(root), ".//data | .//*[@data-figure]")
    return [(node.tag, node.get("data-figure"), node.get("value"), node.get("class")) for node in found]


def targets(root: html.HtmlElement, page: str) -> list[str]:
    """Return where each link and each file leads to from the page."""
    at = HOST + page.removesuffix("index.html")
    return [urljoin(at, address) for address in find(article(root), ".//@href | .//@src")]


def places(root: html.HtmlElement, _page: str) -> list[str]:
    """Return every place to which links may lead."""
    return find(article(root), ".//@id")


def head(root: html.HtmlElement, page: str) -> list[Any]:
    """Return what the page says of itself; what the themes load to show it differs."""
    at = HOST + page.removesuffix("index.html")
    said = []
    for node in find(root, "//head/*[self::title or self::meta or self::link or self::script[@type]]"):
        if node.get("rel") == "stylesheet" or node.get("name") == "generator" or node.get("http-equiv"):
            continue
        attributes = {key: urljoin(at, value) if key == "href" else value for key, value in node.items()}
        said.append((node.tag, str(node.text or "").strip(), attributes))
    return [*said, find(root, "/html/@lang"), find(root, "//body/@dir")]


@pytest.mark.parametrize("look", [text, values, targets, places, head])
def test_every_page_is_the_same(
    look: Callable[[html.HtmlElement, str], list[Any]], both: tuple[Path, Path]
) -> None:
    names = [{path.relative_to(folder).as_posix() for path in folder.rglob("*.html")} for folder in both]
    assert names[0] == names[1]
    names = [{name for name in found if not name.startswith(REVIEW)} for found in names]
    assert len(names[0]) >= 24
    seen = 0
    for page in sorted(names[0]):
        ours, theirs = (look(tree(folder, page), page) for folder in both)
        assert ours == theirs, page
        seen += len(ours)
    assert seen > 20 * len(names[0]), "a look that sees nothing passes everything"


def test_every_page_says_what_it_is(both: tuple[Path, Path]) -> None:
    for path in sorted(set(both[1].rglob("*.html")) - set((both[1] / REVIEW).rglob("*"))):
        root = html.document_fromstring(path.read_bytes())
        assert all(map(str.strip, find(root, "//title/text()")))
        folder = path.relative_to(both[1]).parts[0]
        assert find(root, "/html/@lang") == [folder if folder in tags() else "en"]
        assert all(map(str.strip, find(root, "//meta[@name='description']/@content")))
        (said,) = find(root, "//meta[@http-equiv='Content-Security-Policy']/@content")
        assert said == policy(offline=False, theme=ZENSICAL)


def test_all_that_is_no_page_is_the_same(both: tuple[Path, Path]) -> None:
    files = [
        {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        for folder in both
    ]
    theirs = re.compile(r"assets/(?:javascripts|stylesheets)/|(?:\w\w/)?search|sitemap\.xml|.*\.html$")
    ours, own = ({file for file in found if not theirs.match(file)} for found in files)
    assert ours - own == {"assets/brief/later.js"}, "it puts off Material's search alone"
    assert own < ours
    assert len(own) > 1000
    unlike = [file for file in sorted(own) if files[0][file].read_bytes() != files[1][file].read_bytes()]
    assert unlike == []


def test_the_sitemap_names_the_same_pages_languages_and_days(both: tuple[Path, Path]) -> None:
    named = []
    for folder in both:
        root = etree.fromstring((folder / "sitemap.xml").read_bytes())
        said = ([(part.tag, part.text, *sorted(part.items())) for part in url] for url in root)
        named.append(sorted(map(str, said)))
    assert named[0] == named[1]
    assert len(named[0]) >= 57


# --- the same faults -------------------------------------------------------------------------------

PAGES = [
    fault
    for fault in OUTPUTS
    if fault.get("output") != "bundle" and str(fault.get("file", ".html")).endswith((".html", "sitemap.xml"))
]
"""The faults in pages; other files have the same bytes, whichever builder ran."""


@pytest.fixture(scope="module")
def clean(by_zensical: Path, project: Project, tmp_path_factory: pytest.TempPathFactory) -> Output:
    """Return a copy of the website as it was read before any fault."""
    folder = shutil.copytree(by_zensical, tmp_path_factory.mktemp("clean") / "site")
    return load_output(folder, "site", project.texts, offline=False, theme=ZENSICAL)


def test_pages_looked_at_again_have_no_problem_of_their_own(
    clean: Output, project: Project, tmp_path: Path
) -> None:
    again = looked_at_again(clean, {"files": {}}, project.texts, tmp_path)
    assert len(again.pages) == len(BESIDE)
    assert list(map(str, checks.of_output(again, project, load_settings(ROOT)))) == []


@pytest.mark.parametrize("fault", PAGES, ids=name)
def test_a_fault_in_an_output_is_caught(
    fault: dict[str, Any], clean: Output, project: Project, tmp_path: Path
) -> None:
    with applied(clean.folder, fault):
        output = looked_at_again(clean, fault, project.texts, tmp_path)
        problems = checks.of_output(output, project, load_settings(ROOT))
    assert fault["code"] in {problem.code for problem in problems}, list(map(str, problems))


def test_a_fault_in_the_sources_stops_zensical_too(tmp_path: Path) -> None:
    root = copied(tmp_path / "project")
    edit(root / "docs/society.md", "# Society", "# Society\n\nThere were 48 of them.")
    done = figures(root, "site", "--builder", "zensical")
    assert done.returncode == 1
    assert "docs/society.md" in done.stderr
    assert "typed-number" in done.stderr
    assert f"{PLACE} is as it was" in done.stderr
    assert not (root / PLACE).exists()


def test_zensical_alone_is_stopped_by_the_macros(tmp_path: Path) -> None:
    root = copied(tmp_path / "project")
    edit(root / "docs/society.md", "# Society", "# Society\n\nThere were 48 of them.")
    command = [sys.executable, "-m", "zensical", "build", "--clean"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode != 0
    assert "the number '48' is typed by hand" in done.stdout + done.stderr


# --- settings and themes ---------------------------------------------------------------------------


@pytest.mark.parametrize("file", SETTINGS)
def test_of_every_setting_it_is_said_whether_zensical_reads_it(file: str) -> None:
    raw = yaml.safe_load(re.sub(r"!ENV \[.*\]", "''", (ROOT / file).read_text("utf-8")))
    raw.pop("INHERIT", None)
    assert zensical_settings.unknown(raw) == ()


def test_a_setting_of_which_nobody_has_said_it_stops_the_build(tmp_path: Path) -> None:
    root = copied(tmp_path / "project")
    edit(root / "mkdocs.yml", "strict: true", "strict: true\nremote_branch: pages")
    done = figures(root, "site", "--builder", "zensical")
    assert done.returncode == 1
    assert "nobody has said whether Zensical reads remote_branch" in done.stderr


def test_no_setting_is_listed_that_is_not_there() -> None:
    # The one stands in the settings of the bundle, the other in those that are made for Zensical.
    named = set(zensical_settings.names(load_settings(ROOT).raw)) | {"plugins.offline", "theme.custom_dir"}
    assert named == zensical_settings.READ | set(zensical_settings.UNREAD)


@pytest.mark.parametrize("strict", [True, False])
def test_zensical_reads_whether_warnings_stop_it(tmp_path: Path, strict: bool) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A\n\n[gone](gone.md)\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(f"site_name: A\nstrict: {str(strict).lower()}\n", "utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--config-file", "mkdocs.yml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert bool(done.returncode) == strict


@pytest.mark.parametrize("theme", [MATERIAL, ZENSICAL])
def test_a_page_of_one_theme_is_not_taken_for_one_of_the_other(
    theme: ThemeMarkup,
    both: tuple[Path, Path],
    project: Project,
) -> None:
    """Neither finished nor let through by the checks of the other."""
    folder = both[0 if theme is ZENSICAL else 1]
    with pytest.raises(ThemeChanged):
        finish((folder / "index.html").read_text("utf-8"), SiteHead("A brief", theme=theme), "index.html")
    found = load_output(folder, "site", {}, offline=False, theme=theme)
    problems = built_policy(found, project, load_settings(ROOT))
    assert {problem.code for problem in problems} == {"missing-policy"}
