"""The macros that list everything: the register of figures and the sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from macros.figures.evidence.verdicts import evidence
from macros.figures.kinds import Relation
from macros.figures.model import Claim, Figure, Source
from macros.printing import elements
from macros.printing.changes import BREAK, past
from macros.printing.dates import date_and_age
from macros.printing.downloads import records
from macros.printing.downloads.files import figure_links
from macros.printing.elements import (
    block,
    citation,
    code,
    figure_data,
    formula,
    prose,
    publisher,
    relation,
    verdict,
)
from macros.printing.evidence.errata import in_full, of_source
from macros.printing.markup import UNSEARCHED, definitions, foreign, join, table, tag, text
from macros.printing.view import View

REPEATED = ("date_age", "verdict", "earlier", "used_in")
"""What an entry says of other entries and pages, by its words: a search finds it there, and told in full."""
OPENING = 8
"""How many words stand for a statement that has no name."""


def _filter(view: View, figures: Sequence[Figure]) -> Markup:
    """Return the fields by which a script narrows a list; shown where scripts run."""
    say = view.say
    relations = {item.relation for figure in figures for item in figure.evidence_for}
    origins = {name: view.origin(name) for figure in figures if (name := _origin_id(view, figure))}
    years = sorted({year for figure in figures for year in _years(figure)})
    chosen = (
        (
            "relation",
            say["relation"],
            [(one.value, say.relations[one]) for one in Relation if one in relations],
        ),
        ("origin", say["producer"], sorted(origins.items(), key=lambda one: one[1])),
        ("years", say["period"], [(str(year), view.digits(year)) for year in years]),
    )
    return fields(view, chosen)


def fields(view: View, chosen: Iterable[tuple[str, str, Sequence[tuple[str, str]]]]) -> Markup:
    """Return the form with a field for words, one for each of what can be chosen, and room for the count."""
    say = view.say
    words = tag("label", text(say["filter_words"]) + Markup(' <input type="search" name="q">'))
    parts = [words]
    for name, label, options in chosen:
        if len(options) > 1:
            any_ = tag("option", say["filter_any"], value="")
            listed = join(tag("option", shown, value=value) for value, shown in options)
            parts.append(tag("label", text(f"{label} ") + tag("select", any_ + listed, name=name)))
    count = tag("output", "", data_said=say["filter_count"])
    return tag("form", join((*parts, count), "\n"), class_="brief-filter", **UNSEARCHED)


def _filtered(view: View, figure: Figure) -> dict[str, str]:
    """Return the attributes by which a script chooses the line of a figure."""
    relations = dict.fromkeys(item.relation.value for item in figure.evidence_for)
    found = {
        "data_relation": " ".join(relations),
        "data_origin": _origin_id(view, figure),
        "data_years": " ".join(map(str, _years(figure))),
    }
    return {"data_filtered": "", **{name: said for name, said in found.items() if said}}


def _origin_id(view: View, figure: Figure) -> str:
    """Return by what the origin of a figure is chosen: a producer or publication, whichever has its name."""
    id_ = figure.producer or figure.source
    return view.namesakes[id_] if id_ else ""


def _years(figure: Figure) -> range:
    """Return the Gregorian years that the period of a figure touches, or in which it was said."""
    first, last = next((time.span() for time in (figure.period, figure.stated) if time), (None, None))
    return range(first.year, last.year + 1) if first and last else range(0)


def register(view: View, theme: str | None = None) -> Markup:
    """Print the register entries of a theme, or one line for each figure of all themes."""
    if theme is None:
        everything = list(view.book.brief.figures.values())
        return block(_filter(view, everything)) + join(
            _index(view, theme) for theme in view.book.brief.themes
        )
    view.theme(theme)
    figures = [figure for figure in view.book.brief.figures.values() if figure.theme == theme]
    return block(join((_filter(view, figures), *(_entry(view, figure) for figure in figures)), "\n"))


def _index(view: View, theme: str) -> Markup:
    rows = []
    for figure in view.book.brief.figures.values():
        if figure.theme != theme:
            continue
        label = tag("a", view.say(figure.label), href=view.entry_href(figure))
        cells = (code(figure) + label, figure_data(view, figure), view.period(figure) or "–")
        rows.append(({"id": figure.id, **_filtered(view, figure)}, cells))
    columns = [view.say[name] for name in ("figure", "value", "period")]
    return block(table(view.theme(theme), columns, rows, kind="index", searched=False))


def _entry(view: View, figure: Figure) -> Markup:
    say = view.say
    # Its id goes to the body when the page is finished, so that the disclosure opens for links to it.
    heading = tag("h2", code(figure) + view.say(figure.label), id=figure.id)
    # No links stand in what opens: those who cannot see would not reach them. The body has them.
    line = [text(view.labelled(view.quantity(figure.id))), text(view.period(figure))]
    if view.book.brief.of_article(figure):
        line.append(verdict(view, figure))
    opener = tag(
        "summary", heading + tag("span", join(filter(None, line), " · "), class_="brief-entry__line")
    )
    permalink = tag("a", "#", href=f"#{figure.id}", class_="headerlink", title=say["permalink"])
    key = tag("p", tag("code", figure.id) + permalink, class_="brief-id")
    facts = (
        (say["value"], figure_data(view, figure)),
        (say["measures"], prose(view, figure.measures)),
        (say["period"], view.period(figure)),
        (say["period_note"], prose(view, figure.period_note)),
        (say["date_age"], date_and_age(view, figure)),
        (say["status"], view.status(view.quantity(figure.id))),
        (say["formula"], formula(view, figure)),
        (say["shows"], prose(view, figure.shows)),
        (say["mismatch"], prose(view, figure.mismatch)),
        (say["erratum"], in_full(view, view.book.brief.errata_of(figure))),
        (say["source"], citation(view, figure) if figure.source else _inherited(view, figure)),
        (say["attributed"], view.say(figure.attributed_to)),
        (say["producer"], view.producer(figure)),
        (say["confidence"], say.confidence[figure.confidence] if figure.confidence else ""),
        (say["notes"], prose(view, figure.note)),
        (say["evidence_for"], _speaks_to(view, figure)),
        (say["verdict"], _stands(view, figure)),
        (say["earlier"], past(view, figure)),
        (say["used_in"], _used_in(view, figure)),
    )
    content = join(
        (key, definitions(facts, [say[name] for name in REPEATED]), figure_links(view, figure)), "\n"
    )
    body = tag("div", content, class_="brief-entry__body")
    known = records.attributes(view, figure) | _filtered(view, figure)
    return tag("details", join((opener, body), "\n"), class_="brief-entry", **known)


def _inherited(view: View, figure: Figure) -> Markup:
    """Return the sources of the figures from which a derived one is computed."""
    links = (publisher(view, view.book.brief.sources[id_]) for id_ in view.quantity(figure.id).sources)
    return join(links, view.say["separated"])


def _speaks_to(view: View, figure: Figure) -> Markup:
    lines = []
    for item in figure.evidence_for:
        target = view.entry(item.target)
        link = tag("a", view.name(target), href=view.entry_href(target))
        parts = (link, relation(view, item), prose(view, item.because))
        lines.append(tag("div", join(parts, " ")))
    return join(lines)


def _stands(view: View, figure: Figure) -> Markup:
    if not view.book.brief.of_article(figure):
        return Markup("")
    lines: dict[bool, list[Markup]] = {False: [], True: []}
    for entry, item in evidence(view.book.brief, figure.id):
        who = text(view.say["arithmetic"])
        if entry.source:
            name = view.say(view.book.brief.sources[entry.source].publisher)
            who = foreign(name, latin=view.latin)
        link = tag("a", who, href=view.entry_href(entry))
        said = figure_data(view, entry) if isinstance(entry, Figure) else Markup("")
        line = join((link, said, relation(view, item)), " ")
        lines[item.relation is Relation.CONTEXT].append(line)
    # Lines, not blocks: reading views take blocks that hold little but links for menus, and drop them.
    speaking, context = join(lines[False], BREAK), join(lines[True], BREAK)
    if context:
        opener = tag("summary", f"{view.say['context']} ({view.count(len(lines[True]))})")
        context = tag("details", opener + context, class_="brief-context")
    return (
        verdict(view, figure, view.evidence_href(figure)) + (BREAK if speaking else "") + speaking + context
    )


def _used_in(view: View, figure: Figure) -> Markup:
    links = (
        tag(
            "a",
            f"{use.page}: {use.section}" if use.section else use.page,
            href=view.page.href(use.src, use.fragment),
        )
        for use in view.uses(figure.id)
    )
    return join(links, view.say["separated"]) or text(view.say["not_used"])


def sources(view: View, theme: str | None = None) -> Markup:
    """Print the sources of a theme in short, or the full list of all, each with its anchor."""
    if theme is None:
        return _all_sources(view)
    view.theme(theme)
    items = (
        tag(
            "li",
            publisher(view, source)
            + f"{view.say['parted']}{elements.publication_date(source, view.say)}"
            + _on_paper(source),
        )
        for source in view.book.sources_of(theme)
    )
    return block(tag("ul", join(items, "\n"), class_="brief-sources"))


def _on_paper(source: Source) -> Markup:
    """Return the address for the printed page, from which no link leads to the list of sources."""
    if not source.url:
        return Markup("")
    kind = "source-address brief-onpaper"
    return Markup(" ") + tag("span", source.url, class_=kind, dir="ltr", **UNSEARCHED)


def _called(view: View, entry: Figure | Claim) -> str:
    """Return the name of an entry, or the first words of a statement that has none."""
    if isinstance(entry, Figure) or entry.title or entry.code:
        return view.name(entry)
    whole = view.say(entry.text)
    # A value stands nowhere without what marks it, so what is told ends before the first.
    words = whole.partition("{")[0].split()[:OPENING]
    opening = " ".join(words).rstrip(",;:.،؛")
    return f"{opening}…" if words else view.name(entry)


def _all_sources(view: View) -> Markup:
    items = []
    for source in view.book.brief.sources.values():
        entries = list(view.book.entries_from(source.id))
        states = join(
            (tag("a", _called(view, entry), href=view.entry_href(entry)) for entry in entries),
            view.say["separated"],
        )
        opener = tag("summary", f"{view.say['entries_from']} ({view.count(len(entries))})")
        parts = [
            tag("p", elements.reference(source, view.say)),
            tag("p", prose(view, source.note), class_="brief-note") if source.note else "",
            of_source(view, source),
            tag("details", opener + tag("p", states, class_="brief-uses"), **UNSEARCHED) if states else "",
        ]
        items.append(tag("li", join(part for part in parts if part), id=source.id, data_filtered=""))
    listed = tag("ul", join(items, "\n"), class_="brief-sources brief-sources--full")
    return block(fields(view, ()) + listed)
