"""The kinds of build that are compared: ours, the plain one, and those of other site builders."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import others
from generated import ROOT, resolve, site

PLAIN = "plain Material"
OURS = "ours"
FINISHED = "ours, finished"
PRUNED = 200
"""Pages from which the navigation shows other sections by name alone, as the guide advises."""
TOOLS = ROOT / ".venv" / "bench"
"""Where `make bench` puts the builders to compare with."""


@dataclass(frozen=True)
class Kind:
    """One way to build the pages of one size."""

    name: str
    root: Path
    command: list[str]
    output: Path
    """Folder of the built site."""
    pages: Path
    """Folder of the sources."""
    data: Path | None = None
    """The file of the figures; none where they are done already."""
    caches: tuple[str, ...] = ()
    """Folders under the root that speed up the next build."""

    def forget(self) -> None:
        """Remove what was built and what is kept for the next build."""
        for made in (self.output, *(self.root / cache for cache in self.caches)):
            shutil.rmtree(made, ignore_errors=True)


def mkdocs(output: Path) -> list[str]:
    """Return the command that builds with MkDocs into that folder."""
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(output)]


def kinds(work: Path, pages: int, figures: int) -> Iterator[Kind]:
    """Yield each kind of build that can run here, with a site of that size of its own."""
    pruned = pages >= PRUNED
    ours = site(work / "ours", pages, figures, pruned=pruned)
    plain = resolve(ours, work / "plain")
    finished = site(work / "finished", pages, figures, finishing=True, pruned=pruned)
    data, build = "data/figures.yml", ".build"

    def made(root: Path) -> Path:
        return work / f"{root.name}-built"

    yield Kind(PLAIN, plain, mkdocs(made(plain)), made(plain), plain / "docs")
    yield Kind(OURS, ours, mkdocs(made(ours)), made(ours), ours / "docs", ours / data, (build,))
    yield Kind(
        FINISHED,
        finished,
        mkdocs(made(finished)),
        made(finished),
        finished / "docs",
        finished / data,
        (build,),
    )
    if (zensical := TOOLS / "bin" / "zensical").is_file():
        build_it = [str(zensical), "build"]
        root = others.zensical(plain, work / "zen-plain")
        yield Kind("Zensical, plain", root, build_it, root / "site", root / "docs", caches=(".cache",))
        root = others.zensical(ours, work / "zen")
        yield Kind("Zensical, ours", root, build_it, root / "site", root / "docs", root / data, (".cache",))
    if (hugo := TOOLS / "bin" / "hugo").is_file():
        root = others.hugo(ours, work / "hugo")
        command = [str(hugo), "--cacheDir", str(root / "cache"), "--destination", str(made(root))]
        yield Kind(
            "Hugo",
            root,
            command,
            made(root),
            root / "content",
            root / others.HUGO_DATA,
            ("cache", "resources"),
        )
    if (modules := TOOLS / "node_modules").is_dir():
        root = others.eleventy(ours, work / "eleventy", modules)
        command = [str(modules / ".bin" / "eleventy"), "--quiet", f"--output={made(root)}"]
        yield Kind(
            "Eleventy", root, command, made(root), root / "pages", root / others.ELEVENTY_DATA, (".cache",)
        )
