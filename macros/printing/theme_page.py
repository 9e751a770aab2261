"""The macros for a block of the article's own: cards, claims, figures, arithmetic, gaps, legends."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup

from macros.figures.evidence.distances import spread
from macros.figures.evidence.verdicts import Verdict, summary
from macros.figures.kinds import Relation
from macros.figures.model import Claim, Figure, NotFound
from macros.figures.units import UnitKind
from macros.printing.elements import (
    MIXED,
    block,
    citation,
    code,
    data,
    figure_data,
    formula,
    minor,
    prose,
    publisher,
    sign,
    source_line,
    tally,
    verdict,
)
from macros.printing.evidence.distances import overall
from macros.printing.markup import join, table, tag, text
from macros.printing.view import View, WrongCall
from macros.problems import Fault, unknown


def cards(view: View, *ids: str) -> Markup:
    """Print headline figures as cards: what, how much, when, and how they stand."""
    written = []
    for id_ in ids:
        view.quantity(id_)
        figure = view.book.brief.figures[id_]
        lines = (
            tag("p", view.say(figure.label), class_="brief-card__label"),
            tag("p", figure_data(view, figure), class_="brief-card__value"),
            tag("p", view.period(figure), class_="brief-card__period"),
            tag("p", citation(view, figure), class_="brief-card__source") if figure.source else "",
            tag("p", verdict(view, figure, view.evidence_href(figure)), class_="brief-card__verdict"),
            tag("p", tally(view, summary(view.book.brief, id_)), class_="brief-card__tally"),
        )
        written.append(tag("li", join(line for line in lines if line)))
    return block(tag("ul", join(written, "\n"), class_="brief-cards"))


def says(view: View, theme: str) -> Markup:
    """Print every claim and position of the article on a theme, attributed and paraphrased."""
    view.theme(theme)
    items = [tag("li", _claim(view, claim), id=claim.id) for claim in view.book.claims(theme)]
    return block(tag("ul", join(items, "\n"), class_="brief-claims"))


def claim(view: View, id: str) -> Markup:
    """Print one claim or statement, with its source."""
    entry = view.entry(id)
    if not isinstance(entry, Claim):
        hint = f'write {{{{ fig("{id}") }}}}'
        raise WrongCall(Fault("unknown-claim", f"'{id}' is a figure", hint))
    kind = "brief-claim"
    return block(tag("div", _claim(view, entry), id=entry.id, class_=kind))


def terms(view: View, claim: Claim) -> Markup:
    """Return the article's own terms in a claim with the plain words beside them; nothing for none."""
    said = ((view.say["quoted"].format(text=view.say(term.term)), term) for term in claim.terms)
    written = join(
        tag("p", view.say["plainly"].format(term=quoted, plain=view.say(term.plain)))
        for quoted, term in said
        if quoted not in view.say(claim.text)  # else the plain words stand beside it already
    )
    return tag("div", written, class_="brief-terms") if written else Markup("")


def _claim(view: View, claim: Claim) -> Markup:
    kind = tag("span", view.say.kinds[claim.kind], class_="brief-kind")
    parts = [
        tag("p", code(claim) + kind, class_="brief-claims__head"),
        tag("p", prose(view, claim.text)),
        terms(view, claim),
        tag("p", prose(view, claim.note), class_="brief-note") if claim.note else "",
        tag("p", citation(view, claim), class_="brief-source"),
    ]
    return join(part for part in parts if part)


def figures(view: View, theme: str) -> Markup:
    """Print the article's own figures on a theme as a table."""
    title = view.theme(theme)
    rows = [
        (
            {"data_figure": figure.id},
            (
                code(figure) + view.say(figure.label) + minor(prose(view, figure.measures)),
                figure_data(view, figure),
                view.period(figure),
                view.status(view.quantity(figure.id)),
                citation(view, figure),
            ),
        )
        for figure in view.book.article_figures(theme)
    ]
    columns = [view.say[name] for name in ("figure", "value", "period", "status", "locator")]
    caption = f"{view.say['article_figures']}: {title}"
    article = view.book.brief.sources[view.book.brief.about.article]
    link = publisher(view, article)
    said = tag("span", text(view.say["source_article"]).format(source=link))
    return block(
        table(caption, columns, rows, kind="figures", searched=False) + source_line(view, said, theme)
    )


def arithmetic(view: View, theme: str) -> Markup:
    """Print what this brief computed itself on a theme, with formula and what it shows."""
    title = view.theme(theme)
    rows = [
        (
            {"data_figure": figure.id},
            (
                view.say(figure.label),
                _worked_out(view, figure),
                formula(view, figure),
                prose(view, figure.shows),
            ),
        )
        for figure in view.book.derived(theme)
    ]
    columns = [view.say[name] for name in ("figure", "value", "formula", "shows")]
    caption = f"{view.say['arithmetic']}: {title}"
    said = tag("span", view.say["source_own"])
    return block(
        table(caption, columns, rows, kind="arithmetic", searched=False) + source_line(view, said, theme)
    )


def _worked_out(view: View, figure: Figure) -> Markup:
    """Return a computed value; what fell is said in words, since a minus behind "about" is misread."""
    quantity = view.quantity(figure.id)
    fell = quantity.kind is UnitKind.CHANGE and quantity.value is not None and quantity.value < 0
    return data(view, quantity, view.in_sentence(quantity)) if fell else figure_data(view, figure)


def notfound(view: View, theme: str | None = None) -> Markup:
    """Print what was looked for and not found, for one theme or for all."""
    if theme is not None:
        view.theme(theme)
    found = view.book.brief.not_found.values()
    written = (
        tag("li", unfound(view, one), id=f"not-found-{one.id}") for one in found if theme in (None, one.theme)
    )
    return block(tag("ul", join(written, "\n"), class_="brief-notfound"))


def unfound(view: View, sought: NotFound, here: Collection[str] = ()) -> Markup:
    """Return what was looked for in vain, and the entries that it is about but those told `here`."""
    about = join(
        (
            tag("a", view.name(entry), href=view.evidence_href(entry))
            for entry in map(view.entry, sought.about)
            if entry.id not in here
        ),
        view.say["separated"],
    )
    parts = (
        tag("p", prose(view, sought.text)),
        tag("p", prose(view, sought.note), class_="brief-note") if sought.note else "",
        tag("p", about, class_="brief-source") if about else "",
    )
    return join(part for part in parts if part)


def glance(view: View, theme: str | None = None) -> Markup:
    """Print how the article's figures stand beside other sources, at a glance."""
    if theme is not None:
        view.theme(theme)
    rows = []
    for figure in view.book.article_figures(theme):
        result = summary(view.book.brief, figure.id)
        if result.verdict is Verdict.NOT_SOUGHT:
            continue
        rows.append(
            (
                {"data_figure": figure.id},
                (
                    code(figure) + view.say(figure.label),
                    figure_data(view, figure),
                    join(
                        (
                            verdict(view, figure, view.evidence_href(figure)),
                            tally(view, result, background=False),
                        ),
                        " ",
                    ),
                    overall(view, figure, spread(view.book, figure)),
                    view.count(len(result.origins)),
                ),
            )
        )
    columns = [view.say[name] for name in ("figure", "article_value", "verdict", "distance", "upstream")]
    written = table(view.say["glance"], columns, rows, kind="glance", searched=False)
    return block(written + source_line(view, tag("span", view.say["source_glance"]), theme or ""))


def legend(view: View, what: str) -> Markup:
    """Print the words used for qualifiers, statuses, relations or verdicts, with their meaning."""
    legends = view.say.legends
    if what not in legends:
        raise WrongCall(unknown("legend", what, legends, called="legend of"))
    columns = (view.say["word"], view.say["meaning"])
    signs = {item.value: f"{sign(view, item)} " for item in Relation} if what == "relations" else {}
    pairs = [(signs.get(name, "") + word, meaning) for name, word, meaning in legends[what].rows]
    if what == "relations":
        pairs.append((f"{MIXED} {view.say['mixed']}", view.say["mixed_means"]))
    return block(table(legends[what].caption, columns, (({}, pair) for pair in pairs), kind="legend"))
