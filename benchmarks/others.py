"""The same pages and figures for other site builders, each as its own guide sets it up for speed.

Layouts differ: Material and Zensical put navigation, search and scripts on every page; Hugo and Eleventy
have a bare layout here. Compare them with that in mind.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import yaml

HUGO_DATA = "data/figures.json"
ELEVENTY_DATA = "figures.json"
CALL = re.compile(r'\{\{ fig\("([a-z0-9_]+)"\) \}\}')
ID = re.compile(r" \{ #[\w-]+ \}")
LAYOUT = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title></head>"
    "<body>{body}</body></html>"
)

ELEVENTY = """\
const fs = require("fs");
module.exports = (config) => {
  const data = JSON.parse(fs.readFileSync("figures.json", "utf8")).figures;
  config.addShortcode("fig", (id) => {
    const value = data[id].value;
    return `<data class="figure" value="${value}">about ${value.toLocaleString("en")} students</data>`;
  });
  return { dir: { input: "pages" }, markdownTemplateEngine: "njk" };
};
"""
HUGO = """\
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[markup.goldmark.renderer]
unsafe = true
"""
HUGO_FIG = """\
{{- $f := index hugo.Data.figures.figures (.Get 0) -}}
<data class="figure" value="{{ $f.value }}">about {{ lang.FormatNumber 0 $f.value }} students</data>"""


def hugo(ours: Path, target: Path) -> Path:
    """Write the site for Hugo: figures as data, printed by a shortcode."""
    _pages(ours, target / "content", '{{< fig "\\1" >}}')
    _data(ours, target / HUGO_DATA)
    layouts = target / "layouts"
    (layouts / "_default").mkdir(parents=True)
    for name in ("single", "list"):
        layout = LAYOUT.format(title="{{ .Title }}", body="{{ .Content }}")
        (layouts / "_default" / f"{name}.html").write_text(layout, "utf-8")
    (layouts / "shortcodes").mkdir()
    (layouts / "shortcodes" / "fig.html").write_text(HUGO_FIG, "utf-8")
    (target / "hugo.toml").write_text(HUGO, "utf-8")
    return target


def eleventy(ours: Path, target: Path, modules: Path) -> Path:
    """Write the site for Eleventy: figures read once, printed by a shortcode."""
    _pages(ours, target / "pages", '{% fig "\\1" %}', layout="layout.njk")
    _data(ours, target / ELEVENTY_DATA)
    (target / "pages" / "_includes").mkdir()
    layout = LAYOUT.format(title="{{ title }}", body="{{ content | safe }}")
    (target / "pages" / "_includes" / "layout.njk").write_text(layout, "utf-8")
    (target / ".eleventy.js").write_text(ELEVENTY, "utf-8")
    (target / "node_modules").symlink_to(modules)
    return target


def zensical(ours: Path, target: Path) -> Path:
    """Write the site for Zensical, which reads the settings of MkDocs."""
    shutil.copytree(ours, target, symlinks=True)
    settings = target / "mkdocs.yml"
    # Zensical renders pages anew whose files or macros changed, and finds the data only where it is told to.
    told = settings.read_text("utf-8").replace(
        "module_name: macros,", "module_name: macros, include_dir: data,"
    )
    settings.write_text(told, "utf-8")
    return target


def _pages(ours: Path, folder: Path, call: str, layout: str = "") -> None:
    for path in sorted((ours / "docs").rglob("*.md")):
        name = path.relative_to(ours / "docs")
        place = folder / (name.with_name("_index.md") if layout == "" and name.name == "index.md" else name)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = ID.sub("", CALL.sub(call, path.read_text("utf-8")))
        told = {"title": name.stem, **({"layout": layout} if layout else {})}
        head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in told.items())
        place.write_text(f"---\n{head}---\n{text}", "utf-8")


def _data(ours: Path, target: Path) -> None:
    """Write the figures as JSON, which both read fastest.

    Hugo refuses a YAML file with more than ten thousand entries, as if they were too many aliases.
    """
    data = yaml.load((ours / "data" / "figures.yml").read_text("utf-8"), yaml.CSafeLoader)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(data, default=str), "utf-8")
