"""What is relied on of theme and builder: where it is not so any more, an error says what and where."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import macros
from macros import tuning
from macros.editor.preview.warm import BuilderChanged, Warm
from macros.languages.catalogue import catalogue
from macros.printing.macros import MACROS
from macros.project.held import HELD
from macros.publishing import search as searching
from macros.publishing.mending import ThemeChanged
from macros.publishing.outputs import bundle, paper

# --- the live preview --------------------------------------------------------------------------------


class Plugin:
    """A plugin that hears of a page's context."""

    def on_page_context(self) -> None:
        """Do nothing."""


class Plugins(dict[str, Any]):
    """The plugins by their names, and what each event calls."""

    def __init__(self, heard: list[Any], **plugins: Any) -> None:
        super().__init__(plugins)
        self.events = {"page_context": heard}


def warm(plugins: Plugins) -> Warm:
    """Return a preview that is not started, with these plugins."""
    preview = object.__new__(Warm)
    preview.config = SimpleNamespace(plugins=plugins)  # type: ignore[assignment]
    preview.keeper = SimpleNamespace(keeping=lambda _name, macro: lambda: macro)  # type: ignore[assignment]
    return preview


def hook() -> None:
    """Stand for a function of a project's own hooks."""


def test_the_search_alone_is_spared() -> None:
    search, other = Plugin(), Plugin()
    plugins = Plugins([hook, search.on_page_context, other.on_page_context], **{"material/search": search})
    warm(plugins)._spare_the_search()
    assert plugins.events["page_context"] == [hook, other.on_page_context]
    plugins = Plugins([hook, other.on_page_context])
    warm(plugins)._spare_the_search()
    assert plugins.events["page_context"] == [hook, other.on_page_context], "there is no search"


@pytest.mark.parametrize("times", [0, 2])
def test_a_search_that_is_called_otherwise_is_told(times: int) -> None:
    search = Plugin()
    plugins = Plugins([hook, *[search.on_page_context] * times], **{"material/search": search})
    with pytest.raises(BuilderChanged, match=rf"'search' .* {times} times .* macros/editor/preview/warm\.py"):
        warm(plugins)._spare_the_search()
    assert len(plugins.events["page_context"]) == 1 + times


def macros_plugin() -> Any:
    """Return the plugin as it is: each macro among its macros and among the globals of its templates."""
    macros = {name: MACROS[name] for name in MACROS}
    return SimpleNamespace(macros=dict(macros), variables={}, env=SimpleNamespace(globals=dict(macros)))


def test_every_macro_is_kept_where_templates_find_it() -> None:
    plugin = macros_plugin()
    warm(Plugins([], macros=plugin))._remember()
    for place in (plugin.macros, plugin.env.globals):
        assert set(place) == set(MACROS)
        assert not any(place[name] is MACROS[name] for name in MACROS)


@pytest.mark.parametrize("where", ["macros", "env.globals"])
def test_a_macro_that_is_not_where_it_was_is_told(where: str) -> None:
    plugin = macros_plugin()
    del (plugin.macros if where == "macros" else plugin.env.globals)["fig"]
    with pytest.raises(BuilderChanged, match=rf"'{where}' .* hold the macros fig; mend _remember"):
        warm(Plugins([], macros=plugin))._remember()


def test_a_copy_in_the_place_of_a_macro_is_told() -> None:
    plugin = macros_plugin()
    plugin.env.globals["fig"] = lambda: None
    with pytest.raises(BuilderChanged, match="fig"):
        warm(Plugins([], macros=plugin))._remember()


# --- the search --------------------------------------------------------------------------------------

WORKER = "assets/javascripts/workers/search.0123abcd.min.js"
SEARCHED = {
    WORKER: "word.toLowerCase()",
    "search/search_index.json": json.dumps({"docs": [{"location": "fa/trade/", "text": "تجارت"}]}),
    "search/search_index.js": 'var __index = {"docs": []}',
}


def output(root: Path, files: dict[str, str | None]) -> Path:
    """Write the files of a built output; None leaves one out."""
    for name, text in files.items():
        if text is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
    return root


def test_a_search_as_it_was_is_no_error(tmp_path: Path) -> None:
    searching.finish(output(tmp_path, dict(SEARCHED)), "fa")
    for name in ("search_index.json", "search_index.js"):
        assert "trade/" in (tmp_path / "fa/search" / name).read_text("utf-8")
        assert not (tmp_path / "search" / name).exists()


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({WORKER: None}, "worker of the search is there 0 times instead of 1"),
        ({WORKER.replace("0", "9"): "toLowerCase"}, "worker of the search is there 2 times"),
        ({WORKER: "word.toLocaleLowerCase()"}, "'toLowerCase' is there 0 times"),
        ({"search/search_index.json": None}, "the index of the search is there 0 times"),
        ({"search/search_index.json": '{"items": []}'}, "none of 'docs' is a page in fa/"),
        ({"search/search_index.json": '{"docs": [{"location": "/fa/"}]}'}, "none of 'docs' is a page in fa/"),
        ({"search/search_index.js": "export default {}"}, "'var __index = ' is there 0 times"),
    ],
)
def test_another_search_is_told(tmp_path: Path, other: dict[str, str | None], words: str) -> None:
    with pytest.raises(ThemeChanged, match=re.escape(words)) as told:
        searching.finish(output(tmp_path, {**SEARCHED, **other}), "fa")
    assert "macros/publishing/search.py" in str(told.value)


ONE, MANY = list(catalogue("ar").theme)[:2]
ARABIC = ", ".join(map(json.dumps, catalogue("ar").theme))


@pytest.mark.parametrize("ascii_", [True, False])
def test_what_the_theme_says_wrongly_is_mended_however_it_is_written(ascii_: bool) -> None:
    arabic = catalogue("ar")

    def page(said: Iterable[str]) -> str:
        return json.dumps({"base": ".", "said": list(said)}, ensure_ascii=ascii_)

    assert len(arabic.theme) > 1
    assert searching.based(page(arabic.theme), arabic, "ar/index.html") == page(arabic.theme.values())


@pytest.mark.parametrize(
    ("language", "html", "words"),
    [
        ("fa", '"root": ".."', "the base is there 0 times"),
        ("fa", '"base": "..", "base": ".."', "the base is there 2 times"),
        ("ar", f'"base": "..", "said": [{ARABIC.replace("#", "%")}]', f"'{MANY}' is there 0 times"),
        ("ar", f'"base": "..", "said": [{ARABIC}, {ARABIC}]', f"'{ONE}' is there 2 times"),
    ],
)
def test_a_page_that_names_its_base_or_results_otherwise_is_told(
    language: str, html: str, words: str
) -> None:
    with pytest.raises(ThemeChanged, match=re.escape(words)) as told:
        searching.based(html, catalogue(language), "fa/trade/index.html")
    assert str(told.value).startswith("fa/trade/index.html: ")


# --- what is taken out of an output ------------------------------------------------------------------


@pytest.mark.parametrize("pattern", [*bundle.USELESS, *bundle.DEAD])
def test_a_file_of_the_theme_that_is_no_more_is_told(tmp_path: Path, pattern: str) -> None:
    names = [*(one.replace("**/", "a/").replace("*", "b") for one in (*bundle.USELESS, *bundle.DEAD))]
    files = dict.fromkeys((*names, "index.html"), "")
    bundle.prune(output(tmp_path / "whole", dict(files)), (*bundle.USELESS, *bundle.DEAD), bundle.OWN)
    assert [path.name for path in (tmp_path / "whole").rglob("*")] == ["index.html"]
    lacking = output(tmp_path / "lacking", {name: "" for name in files if not Path(name).match(pattern)})
    with pytest.raises(ThemeChanged, match=re.escape(f"'{pattern}'")):
        bundle.prune(lacking, (*bundle.USELESS, *bundle.DEAD))


# --- the process in which something runs ---------------------------------------------------------------


def test_a_build_leaves_the_process_of_the_site_builder_as_it_was() -> None:
    found = gc.get_threshold()
    before = (700, 11, 13)  # nobody's: builds before in the same process may have left theirs
    try:
        gc.set_threshold(*before)
        env = SimpleNamespace(conf={HELD: None}, macro=lambda _function, _name: None)
        macros.define_env(env)
        assert gc.get_threshold() != before
        macros.on_post_build(env)
        assert gc.get_threshold() == before
    finally:
        gc.set_threshold(*found)


@pytest.mark.parametrize("collecting", [True, False])
def test_reading_leaves_the_process_as_it_was(collecting: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        with tuning.without_collecting():
            assert not gc.isenabled()
        assert gc.isenabled() == collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_one_module_alone_tunes_the_process() -> None:
    folder = Path(macros.__file__).parent
    words = re.compile(r"\b(?:gc|linecache|setswitchinterval|setrecursionlimit)\b")
    naming = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if words.search(path.read_text("utf-8"))
    }
    assert naming == {"tuning.py"}


@pytest.mark.parametrize("before", [None, "/etc/fonts/fonts.conf"])
def test_typesetting_leaves_the_environment_as_it_was(
    monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.delenv(paper.FONT_RULES, raising=False)
    if before:
        monkeypatch.setenv(paper.FONT_RULES, before)
    whole = dict(os.environ)
    with contextlib.suppress(KeyError), paper._fonts_of_our_own():
        assert os.environ[paper.FONT_RULES] == str(paper.TYPESETTING / "fonts.conf")
        os.environ.pop(paper.FONT_RULES)  # whatever a library does to it
        raise KeyError
    assert dict(os.environ) == whole
