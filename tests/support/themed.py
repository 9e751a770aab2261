"""A small page in the markup of the theme that is installed, as the site builder leaves it."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from macros.publishing.finish import SiteHead

THEME = """\
<!doctype html>
<html lang="en" class="no-js">
  <head>
      <meta charset="utf-8">
      <meta name="description" content="Goods &amp; services.">
      <link rel="canonical" href="https://example.org/brief/trade/">
      <link rel="prev" href="..">
      <link rel="next" href="../society/">
        <title>Trade - A brief</title>
    <script>{scope}</script>
  </head>
  <body>
    <input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">
    <input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">
    <script>{palette}</script>
    <div class="md-search" data-md-component="search" role="dialog">
      <input type="text" class="md-search__input" name="query" aria-label="Search" placeholder="Search">
      <div class="md-search-result__meta">Initializing</div>
    </div>
    <label class="md-nav__link" for="a" tabindex="">Figures</label>
    <article><h1>Trade</h1>Text</article>
    <script>{target}</script>
    <script id="__config" type="application/json">{"base": ".."}</script>
  </body>
</html>
"""
SITE = SiteHead("A brief", "https://example.org/brief/")
BUNDLE = SiteHead("A brief")


def themed() -> str:
    """Return the page with the inline scripts of the theme."""
    package = find_spec("material")
    assert package
    folder = Path(str(package.origin)).parent / "templates" / "partials" / "javascripts"
    scripts = {
        name: re.findall(r"<script>(.*?)</script>", (folder / f"{part}.html").read_text("utf-8"))[-1]
        for name, part in (("scope", "base"), ("palette", "palette"), ("target", "content"))
    }
    text = THEME
    for name, script in scripts.items():
        text = text.replace(f"{{{name}}}", re.sub(r"\{\{.*?\}\}", "..", script))
    return text
