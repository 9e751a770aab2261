"""What is relied on of theme and builder: where it is not so any more, an error says what and where."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from macros.editor.preview.warm import BuilderChanged, Warm
from macros.printing.macros import MACROS

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
    with pytest.raises(BuilderChanged, match=rf"'search' .* {times} times .* macros/preview/warm\.py"):
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
