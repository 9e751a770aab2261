"""The macro that prints what changed from edition to edition, and the earlier values of one figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from macros.figures.editions import EditionKind, Facts, Step
from macros.figures.model import ENGLISH, Figure
from macros.languages import dates
from macros.printing.elements import block, mark
from macros.printing.markup import join, table, tag, text
from macros.printing.view import View
from macros.reading.pages.routes import CHANGES, FEED

BREAK = Markup("<br>\n")
"""Ends a line in feed readers too, which know nothing of our style."""


def changes(view: View) -> Markup:
    """Print all editions of the data, newest first: date, kind, reason, and each figure before and after."""
    steps = view.book.history.steps
    if not steps:
        return block(tag("p", view.say["no_edition"]))
    parts = [_edition(view, step) for step in reversed(steps)]
    if len(steps) == 1:
        parts.insert(0, tag("p", view.say["no_change"]))
    if view.page.directory_urls:
        href, kind = view.page.file(FEED), "application/atom+xml"
        link = tag("a", view.say["feed"], href=href, type=kind, hreflang=ENGLISH)
        parts.insert(0, tag("p", link, class_="brief-feed"))
    return block(join(parts, "\n"))


def past(view: View, figure: Figure) -> Markup:
    """Return the earlier values of a figure, last to first, each with what put an end to it, or nothing."""
    lines = []
    for facts, step in view.book.history.past.get(figure.id, ()):
        until = view.say["until"].format(edition=title(view, step))
        link = tag("a", until, href=view.page.href(CHANGES, anchor(step)))
        lines.append(tag("div", _value(view, figure.id, facts) + BREAK + _aside(link)))
    return join(lines, "\n")


def title(view: View, step: Step) -> str:
    """Return date and kind of an edition in words."""
    when = dates.own_day(step.edition.date, view.say)
    return view.say["edition"].format(day=when, kind=view.say[f"edition_{step.edition.kind}"])


def anchor(step: Step) -> str:
    """Return the id of an edition on the page of changes; editions are never taken away."""
    return f"edition-{step.number}"


def edition_content(view: View, step: Step) -> Markup:
    """Return everything about an edition that stands below its heading."""
    edition = step.edition
    parts = [
        tag("p", view.say["version"].format(version=edition.version), class_="brief-release__version"),
        tag("p", view.say(edition.reason)),
    ]
    if edition.kind is EditionKind.FIRST:
        parts.append(tag("p", _counts(view, edition.figures)))
    else:
        parts += _tables(view, step)
    return join(parts, "\n")


def _edition(view: View, step: Step) -> Markup:
    permalink = tag("a", "#", href=f"#{anchor(step)}", class_="headerlink", title=view.say["edition_link"])
    heading = tag("h2", text(title(view, step)) + permalink, id=anchor(step))
    kind = f"brief-release brief-release--{step.edition.kind}"
    return tag("div", join((heading, edition_content(view, step)), "\n"), class_=kind)


def _counts(view: View, figures: Mapping[str, Facts]) -> str:
    article = sum(facts.source == view.book.brief.about.article for facts in figures.values())
    derived = sum(facts.derived for facts in figures.values())
    sizes = {"figures": len(figures), "article": article, "derived": derived}
    return view.say["edition_counts"].format(**{name: view.count(size) for name, size in sizes.items()})


def _tables(view: View, step: Step) -> Iterable[Markup]:
    say = view.say
    if step.changed:
        rows = [(_name(view, step, id_), *_both(view, id_, *both)) for id_, both in step.changed.items()]
        columns = [say[name] for name in ("figure", "before", "after")]
        yield _table(say["change_changed"], columns, rows)
    for caption, figures in (("change_added", step.added), ("change_removed", step.removed)):
        if figures:
            listed = [(_name(view, step, id_), _value(view, id_, facts)) for id_, facts in figures.items()]
            yield _table(say[caption], [say["figure"], say["value"]], listed)


def _table(caption: str, columns: list[str], rows: Iterable[tuple[Markup, ...]]) -> Markup:
    return table(caption, columns, (({}, row) for row in rows), kind="changes")


def _name(view: View, step: Step, id_: str) -> Markup:
    """Return the label of a figure as a link to its entry, or what one that is gone was called, or its id."""
    figure = view.book.brief.figures.get(id_)
    if figure is None:
        name = step.edition.names.get(id_)
        return tag("code", id_) if name is None else text(view.say(name))
    return tag("a", view.say(figure.label), href=view.entry_href(figure))


def _both(view: View, id_: str, before: Facts, after: Facts) -> tuple[Markup, Markup]:
    """Return what stood and what stands, with whatever else is different between both."""
    source, formula = before.source != after.source, before.formula != after.formula
    return (
        _value(view, id_, before, source=source, formula=formula),
        _value(view, id_, after, source=source, formula=formula),
    )


def _value(view: View, id_: str, facts: Facts, *, source: bool = False, formula: bool = False) -> Markup:
    """Return a value as it was printed, with its mark and period.

    It is no <data>: such an element says what the figure is today.
    """
    quantity = facts.quantity(id_, view.book.brief.units)
    parts = [tag("span", view.amount(quantity), class_="brief-past") + mark(view, quantity)]
    lines = [_aside(view.period(facts))]
    if source and facts.source:
        known = view.book.brief.sources.get(facts.source)
        publisher = view.publisher(known) if known else facts.source
        lines.append(_aside(f"{view.say['source']}: {publisher}"))
    if formula and facts.formula:
        lines.append(_aside(text(f"{view.say['formula']}: ") + tag("code", facts.formula)))
    return join((join(parts, " "), *(line for line in lines if line)), BREAK)


def _aside(content: object) -> Markup:
    """Return a line in small type; nothing for nothing."""
    return tag("span", content, class_="brief-past__note") if content else Markup("")
