"""The words that authors type, by name, and the one way in which they are called.

Each word is a plain function: the view first, which the adapter and the checks pass in, then what the
author types. A wrong argument raises WrongCall, which says what was meant.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from macros.printing import changes, comparisons, items, register, sentences, theme_page
from macros.printing.charts import row_charts, time_charts
from macros.printing.charts.frame import Chart
from macros.printing.downloads import files
from macros.printing.evidence import errata, ledger, plans, table
from macros.printing.view import View, WrongCall
from macros.problems import Fault, unknown

MACROS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "fig": sentences.fig,
        "plain": sentences.plain,
        "period": sentences.period,
        "cite": sentences.cite,
        "howmany": sentences.howmany,
        "updated": sentences.updated,
        "edition": sentences.edition,
        "allow": sentences.allow,
        "compare": comparisons.compare,
        "cards": theme_page.cards,
        "says": theme_page.says,
        "claim": theme_page.claim,
        "item": items.item,
        "items": items.items,
        "figures": theme_page.figures,
        "evidence": table.evidence,
        "coverage": ledger.coverage,
        "plans": plans.plans,
        "arithmetic": theme_page.arithmetic,
        "notfound": theme_page.notfound,
        "glance": theme_page.glance,
        "legend": theme_page.legend,
        "chart": row_charts.chart,
        "versus": row_charts.versus,
        "series": time_charts.series,
        "timeline": time_charts.timeline,
        "register": register.register,
        "sources": register.sources,
        "changes": changes.changes,
        "errata": errata.errata,
        "downloads": files.downloads,
        "columns": files.columns,
        "reuse": files.reuse,
    }
)
"""Every word by the name that authors type."""


CHARTS: Mapping[str, Callable[..., Chart]] = MappingProxyType(
    {
        "chart": row_charts.beside,
        "versus": row_charts.bars,
        "series": time_charts.over_time,
        "timeline": time_charts.in_time,
    }
)
"""What the macros that draw have drawn, before it is written down, by their names."""


def call(view: View, name: str, args: Iterable[Any], kwargs: Mapping[str, Any]) -> str:
    """Return what the macro prints. Raises WrongCall for an unknown macro or wrong arguments."""
    if name not in MACROS:
        raise WrongCall(unknown("macro", name, MACROS))
    args = tuple(args)
    try:
        _signature(MACROS[name]).bind(view, *args, **kwargs)
    except TypeError as error:
        raise WrongCall(Fault("wrong-arguments", f"{name}(): {error}", f"write {usage(name)}")) from None
    for given in (*args, *kwargs.values()):
        if not isinstance(given, str):
            message = f"{name}() takes texts, not {given!r}"
            raise WrongCall(Fault("wrong-arguments", message, f"write {usage(name)}"))
    return MACROS[name](view, *args, **kwargs)


@lru_cache
def _signature(word: Callable[..., str]) -> inspect.Signature:
    return inspect.signature(word)


def usage(name: str) -> str:
    """Return how the macro is written, such as {{ fig("id", form="…") }}."""
    written = []
    for parameter in list(inspect.signature(MACROS[name]).parameters.values())[1:]:
        if parameter.kind is parameter.VAR_POSITIONAL:
            written.append(f'"{parameter.name.rstrip("s")}", …')
        elif parameter.kind is parameter.KEYWORD_ONLY:
            written.append(f'{parameter.name}="…"')
        else:
            written.append(f'"{parameter.name}"')
    return f"{{{{ {name}({', '.join(written)}) }}}}"
