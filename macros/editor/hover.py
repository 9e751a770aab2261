"""What there is to know of an id at a glance, in Markdown."""

from __future__ import annotations

import inspect
import re

from macros.editor.hints import printed
from macros.editor.index import Index
from macros.figures.model import Claim, Figure, Source
from macros.printing import elements, macros
from macros.printing.evidence import errata
from macros.printing.view import View
from macros.publishing import panel
from macros.reading.pages.calls import Call

MARKS = re.compile(r"([\\`*_\[\]<>#|~{}])")


def escaped(text: str) -> str:
    """Return a text of the data so that Markdown takes nothing in it for its own."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))


def of_entry(index: Index, path: str, id_: str, call: Call | None = None) -> str | None:
    """Return label, value, period, source, status and evidence of a figure, claim or source; None if unknown.

    If a call is given, what it prints stands first where that is not the value itself.
    """
    view = index.view(path)
    entry = view.book.entry(id_)
    source = view.book.brief.sources.get(id_)
    if source is not None and (entry is None or (call and call.name == "cite")):
        return _source(view, source)
    if entry is None:
        return None
    return _figure(view, entry, call) if isinstance(entry, Figure) else _claim(view, entry)


def of_macro(name: str) -> str | None:
    """Return how a macro is written and what it prints; None if there is none of that name."""
    if name not in macros.MACROS:
        return None
    return f"```jinja\n{macros.usage(name)}\n```\n\n{inspect.getdoc(macros.MACROS[name]) or ''}"


def _figure(view: View, figure: Figure, call: Call | None) -> str:
    told = panel.details(view, figure)
    lines = [f"**{escaped(str(told['value']))}**", escaped(str(told["label"]))]
    shown = printed(view.book, view.page, call) if call else None
    if shown and shown != told["value"]:
        lines.insert(0, f"`{call.name}` → {escaped(shown)}" if call else "")
    rows = [f"- {escaped(str(told[name]))}" for name in ("period", "status", "verdict") if name in told]
    rows += [f"- {_cited(view, figure, str(told['source']))}"]
    rows += [f"- {view.say['erratum']} ({escaped(line)})" for line in _lines(told.get("erratum"))]
    rows += [f"- {escaped(line)}" for line in _lines(told.get("evidence_for"))]
    rows += [f"- `{figure.formula}`"] if figure.formula else []
    measures = view.text(figure.measures)
    rows += [f"- {escaped(measures)}"] if measures else []
    return "\n\n".join((*lines, "\n".join(rows), f"`{figure.id}`"))


def _lines(told: str | list[str] | bool | None) -> list[str]:
    return [str(line) for line in told] if isinstance(told, list) else []


def _cited(view: View, figure: Figure, words_: str) -> str:
    source = view.book.brief.sources.get(figure.source or "")
    place = f", {escaped(view.say(figure.locator))}" if figure.locator else ""
    return f"{_linked(source, escaped(words_))}{place}" if source else escaped(words_)


def _linked(source: Source, words_: str) -> str:
    return f"[{words_}](<{source.url}>)" if source.url else words_


def _claim(view: View, claim: Claim) -> str:
    source = view.book.brief.sources.get(claim.source or "")
    cited = (
        _linked(
            source, escaped(f"{view.say(source.publisher)}, {elements.publication_date(source, view.say)}")
        )
        if source
        else ""
    )
    rows = [escaped(view.say.kinds[claim.kind]), cited]
    listed = "\n".join(f"- {row}" for row in rows if row)
    return "\n\n".join((escaped(view.text(claim.text)), listed, f"`{claim.id}`"))


def _source(view: View, source: Source) -> str:
    title = f"*{escaped(source.title)}*" if source.title else ""
    parts = (f"**{_linked(source, escaped(view.say(source.publisher)))}**", title)
    rows = [f"- {elements.publication_date(source, view.say)}"]
    rows += [
        f"- {view.say['erratum']} ({escaped(errata.state(view, one))}): {escaped(view.text(one.note))}"
        for one in source.errata
    ]
    return "\n\n".join((*filter(None, parts), "\n".join(rows), f"`{source.id}`"))
