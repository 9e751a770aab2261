"""What website and bundle hold beside their pages: for servers, for searchers, for those who pass them on."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from importlib.metadata import files as files_of
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from macros.checks.built.bundle import LARGEST
from macros.languages.catalogue import catalogue, tags
from macros.project.project import Project, open_project
from macros.publishing.finish import served_files
from macros.publishing.outputs import bundle
from macros.publishing.outputs.build import last
from macros.publishing.outputs.bundle import SUMS
from macros.reading.pages.routes import ENGLISH
from support.named import ZIP
from support.pages import find, pages, published, resolved
from support.places import ADDRESS, ROOT

HOME = ADDRESS


TAKEN = ("assets/brief/licences/", "cite/", "data/")
"""What readers take from the folder without a page that leads there."""


@pytest.fixture(scope="module")
def site(built: Path) -> Path:
    return built / "site"


# --- the website -----------------------------------------------------------------------------------


def test_search_engines_find_every_page_with_the_day_of_the_data(site: Path) -> None:
    assert f"\nSitemap: {HOME}sitemap.xml\n" in (site / "robots.txt").read_text("utf-8")
    tree = etree.parse(site / "sitemap.xml")
    named = {str(place.text) for place in tree.iterfind("{*}url/{*}loc")}
    assert named == {HOME + name.removesuffix("index.html") for name, _ in published(site)}
    updated = open_project(ROOT).book.brief.about.updated.text
    assert {str(day.text) for day in tree.iterfind("{*}url/{*}lastmod")} == {updated}


def test_every_page_says_what_is_shown_where_it_is_shared(site: Path) -> None:
    for name, tree in published(site):
        said = {tag.get("property"): tag.get("content") for tag in find(tree, "//meta[@property]")}
        (canonical,) = find(tree, "//link[@rel='canonical']/@href")
        assert said["og:url"] == canonical == HOME + name.removesuffix("index.html")
        image = (site / said["og:image"].removeprefix(HOME)).read_bytes()
        assert image[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
        assert said["og:title"] in said["og:image:alt"]
        (description,) = find(tree, "//meta[@name='description']/@content")
        assert said["og:description"] == description


def test_no_two_pages_share_a_picture(site: Path) -> None:
    shown = [find(tree, "//meta[@property='og:image']/@content")[0] for _, tree in published(site)]
    assert len(set(shown)) == len(shown)


def test_the_page_for_missing_addresses_leads_on_from_anywhere(site: Path) -> None:
    tree = html.document_fromstring((site / "404.html").read_bytes())
    addresses = find(tree, "//article//a/@href")
    assert {"/brief/", "/brief/economics/", "/brief/register/"} <= set(addresses)
    for address in addresses:
        path = address.removeprefix("/brief/")
        assert path != address
        assert (site / path / "index.html").is_file(), address
    assert not [value for value in find(tree, "//@src | //link/@href") if not value.startswith("/brief/")]
    assert find(tree, "//title/text()") == ["Page not found - Iran–Iraq in Figures"]
    assert len(find(tree, "//h1")) == 1
    for language in ("fa", "ar"):  # hosts know one page for missing addresses, whoever asks
        (part,) = find(tree, f"//article/section[@lang='{language}'][@dir='rtl']")
        assert find(part, "./h2/text()") == [catalogue(language)["missing_page"]]
        assert find(part, ".//a/@href") == [f"/brief/{language}/"]


def test_outputs_of_another_address_are_not_taken_for_those_of_this_one(
    built: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = project.book.brief.about
    assert last(built, about)
    monkeypatch.setenv("SITE_URL", "https://example.org/a/brief/")
    assert last(built, about) is None


def test_a_branch_can_be_served_as_it_is(site: Path) -> None:
    assert (site / ".nojekyll").is_file()
    assert set(served_files(HOME)) == {"robots.txt", ".nojekyll"}


def test_the_feed_is_where_every_page_says(site: Path) -> None:
    for name, tree in published(site):
        (link,) = find(tree, "//link[@rel='alternate'][@type]")
        file, _ = resolved(site, name, link.get("href"))
        assert file == "feed.xml"
        assert (site / file).is_file()


def test_phones_find_an_icon(site: Path) -> None:
    for name, tree in published(site):
        (address,) = find(tree, "//link[@rel='apple-touch-icon']/@href")
        picture = (site / resolved(site, name, address)[0]).read_bytes()
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")


# --- the bundle ------------------------------------------------------------------------------------


def test_the_bundle_can_be_verified(built: Path, offline: Path) -> None:
    for folder, sums in ((offline, SUMS), (built / "dist", f"{ZIP}.sha256")):
        command = ["sha256sum", "--check", "--strict", sums]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    listed = [line[66:] for line in (offline / SUMS).read_text("utf-8").splitlines()]
    there = {path.relative_to(offline).as_posix() for path in offline.rglob("*") if path.is_file()}
    assert set(listed) == there - {SUMS}
    assert listed == sorted(listed)


def test_the_bundle_tells_its_reader_what_it_is(offline: Path) -> None:
    about = open_project(ROOT).book.brief.about
    text = (offline / "README.txt").read_text("utf-8")
    for words in (about.title["en"], about.version, "index.html", "phone", f"sha256sum -c {SUMS}", "LICENSE"):
        assert words in text
    assert "{" not in text
    assert max(map(len, text.splitlines())) <= 80
    assert (offline / "VERSION").read_text("utf-8") == f"{about.version}\n"
    assert (offline / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_the_bundle_holds_nothing_that_its_reader_cannot_use(offline: Path) -> None:
    there = {path.relative_to(offline).as_posix() for path in offline.rglob("*") if path.is_file()}
    used = {"VERSION", "LICENSE", SUMS}
    for language in tags():
        # The theme's script loads the index, a script of ours the words of the figures.
        folder, ending = ("", "") if language == ENGLISH else (f"{language}/", f".{language}")
        used |= {f"README{ending}.txt", f"{folder}search/search_index.js", f"assets/brief/figures{ending}.js"}
    for name, tree in pages(offline):
        used.add(name)
        for address in find(tree, "//@href | //@src"):
            if not urlsplit(address).scheme:
                used.add(resolved(offline, name, address)[0])
        (config,) = find(tree, "//script[@id='__config']/text()")
        used.add(resolved(offline, name, json.loads(config)["search"])[0])
    for path in offline.rglob("*.css"):
        for address in re.findall(r"url\(\"?([\w./-]+)\"?\)", path.read_text("utf-8")):
            used.add((path.parent / unquote(address)).resolve().relative_to(offline.resolve()).as_posix())
    for script in sorted(name for name in used & there if name.startswith("assets/brief/")):
        # Some files are loaded by a script of ours, which stands beside them and names them.
        for loaded in re.findall(r"[\"'`]([\w-]+\.(?:js|css))[\"'`]", (offline / script).read_text("utf-8")):
            used |= {f"assets/brief/{loaded}"} & there
    assert {name for name in there - used if not name.startswith(TAKEN)} == set()
    assert used <= there | {"."}


def test_no_script_or_style_asks_for_a_map_that_is_not_there(site: Path, offline: Path) -> None:
    looked = 0
    for folder in (site, offline):
        assert not list(folder.rglob("*.map"))
        for path in (*folder.rglob("*.js"), *folder.rglob("*.css")):
            looked += 1
            assert b"sourceMappingURL" not in path.read_bytes(), path.name
    assert looked > 10


def test_the_bundle_is_small(built: Path) -> None:
    assert (built / "dist" / ZIP).stat().st_size < LARGEST


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        (b"go();\n//# sourceMappingURL=a.min.js.map\n", b"go();\n"),
        (b"p{}\n/*# sourceMappingURL=a.min.css.map */", b"p{}\n"),
        (b"go();\n", b"go();\n"),
        (b'say("//# sourceMappingURL=a"); go();\n', b'say("//# sourceMappingURL=a"); go();\n'),
    ],
)
def test_only_the_line_of_a_map_is_removed(tmp_path: Path, text: bytes, bare: bytes) -> None:
    (tmp_path / "a.js").write_bytes(text)
    bundle.prune(tmp_path, ())
    assert (tmp_path / "a.js").read_bytes() == bare


def test_pruning_leaves_no_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.map").write_text("")
    (tmp_path / "d.html").write_text("")
    (tmp_path / bundle.ICON).parent.mkdir(parents=True)
    (tmp_path / bundle.ICON).touch()
    bundle.prune(tmp_path, bundle.USELESS)
    assert [path.name for path in tmp_path.rglob("*")] == ["d.html"]


def test_equal_folders_give_equal_bytes_however_they_came_about(tmp_path: Path) -> None:
    sums: set[str] = set()
    for name, order in (
        ("one", ("a.html", "b/c.html", "b.html")),
        ("other", ("b.html", "b/c.html", "a.html")),
    ):
        folder = tmp_path / name
        for file in order:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(file)
            os.utime(folder / file, (len(sums) * 1e8, len(sums) * 1e8))
            (folder / file).chmod(0o600 if sums else 0o755)
        bundle.pack(folder, tmp_path / f"{name}.zip", "brief")
        sums.add(hashlib.sha256((tmp_path / f"{name}.zip").read_bytes()).hexdigest())
    assert len(sums) == 1


# --- what others wrote -----------------------------------------------------------------------------


def test_the_licence_of_the_theme_comes_with_its_files(site: Path, offline: Path) -> None:
    (stated,) = (
        path for path in files_of("mkdocs-material") or () if path.parts[-2:] == ("licenses", "LICENSE")
    )
    for folder in (site, offline):
        kept = folder / "assets" / "brief" / "licences" / "mkdocs-material.txt"
        assert kept.read_text("utf-8") == stated.read_text("utf-8")
