"""All that can be taken away: which files there are, what is in them, and the macros that lead to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from macros.figures.book import Book
from macros.figures.model import Figure
from macros.languages import amounts
from macros.printing.downloads import citations, documents, ledger, pictures, records, series
from macros.printing.downloads.forms import BY_ENDING, CITATIONS, TABLES, Form, TableForm
from macros.printing.elements import block, figures_file, minor
from macros.printing.markup import UNSEARCHED, apart, foreign, join, table, tag, text
from macros.printing.view import View
from macros.reading.pages.routes import ALL, COVERAGE, DATA, DATA_FOLDER, DATA_SCRIPT, of_theme

Rows = list[tuple[dict[str, object], tuple[object, ...]]]
SCHEMA = f"{DATA_FOLDER}/{documents.SCHEMA}"
SOURCE_FILES = f"{DATA_FOLDER}/sources"
BESIDE = f"../{documents.SCHEMA}"
"""The schema, from a folder below that of the data."""


def of_figure(id_: str) -> str:
    """Return the path of what is known of a figure, without ending."""
    return f"{DATA_FOLDER}/figures/{id_}"


def of_page(src: str) -> str:
    """Return the path of the citation of a page, without ending."""
    return f"cite/{src.removesuffix('.md')}"


def paths(book: Book, *, bundled: bool = False) -> frozenset[str]:
    """Return the path of every file to download, without writing any."""
    cited = [*_written(SOURCE_FILES, CITATIONS), *series.paths(book.brief.series)]
    if bundled:
        return frozenset((SCHEMA, COVERAGE, f"{ALL}.csv", DATA_SCRIPT, *cited))
    tables = [ALL, *map(of_theme, book.brief.themes), *map(of_figure, book.brief.figures)]
    quoted = [*map(of_page, book.titles), *map(of_figure, book.brief.figures)]
    return frozenset(
        (
            *(SCHEMA, COVERAGE, *cited),
            *(name for path in tables for name in _written(path, TABLES)),
            *(name for path in quoted for name in _written(path, CITATIONS)),
        )
    )


def _written(path: str, forms: Iterable[Form]) -> list[str]:
    return [f"{path}.{form.ending}" for form in forms]


def files(view: View) -> dict[str, str]:
    """Return the text of every file to download, by its path under the site's root.

    The bundle has all figures as a table and as a script, from which its pages make the other tables and
    documents; the citations of figures and pages stand on its pages.
    """
    book = view.book
    rows = {figure.id: records.row(view, figure) for figure in book.brief.figures.values()}
    whole = _whole(view, rows)
    if view.page.bundled:
        kept = {path: written for path, written in whole.items() if path in paths(book, bundled=True)}
        return {**kept, SCHEMA: documents.schema(view), DATA_SCRIPT: documents.script(whole[f"{ALL}.json"])}
    found = {**whole, SCHEMA: documents.schema(view)}
    for id_, row in rows.items():
        found |= _tables(view, of_figure(id_), [row], BESIDE)
        found |= _cited(of_figure(id_), [citations.of_figure(view, book.brief.figures[id_])])
    for src in book.titles:
        found |= _cited(of_page(src), [citations.of_page(view.at(src), src)])
    return found


def _whole(view: View, rows: Mapping[str, records.Row]) -> dict[str, str]:
    """Return the files that hold more than a single figure."""
    found = _tables(view, ALL, list(rows.values()), documents.SCHEMA)
    for theme in view.book.brief.themes:
        own = [row for row in rows.values() if row["theme"] == theme]
        found |= _tables(view, of_theme(theme), own, BESIDE)
    items = [citations.of_source(view, source) for source in view.book.brief.sources.values()]
    return found | {COVERAGE: ledger.table(view)} | series.files(view) | _cited(SOURCE_FILES, items)


def _tables(view: View, path: str, rows: list[records.Row], schema: str) -> dict[str, str]:
    return {f"{path}.{form.ending}": form.write(view, rows, schema) for form in TABLES}


def _cited(path: str, items: list[citations.Item]) -> dict[str, str]:
    return {f"{path}.{form.ending}": form.write(items) for form in CITATIONS}


# --- macros ----------------------------------------------------------------------------------------


def downloads(view: View) -> Markup:
    """Print links to all figures and to those of each theme, and to the list of sources, with sizes.

    There is one set of files, in English, whatever the language of the page.
    """
    english = view.at(DATA)
    rows = {figure.id: records.row(english, figure) for figure in view.book.brief.figures.values()}
    sizes = {path: len(written.encode()) for path, written in _whole(english, rows).items()}
    caption = view.say["downloads"]
    if view.say.tag != english.say.tag:
        caption += f" ({view.say['in_english']})"

    def sized(path: str, what: str, form: Form) -> Markup:
        size = amounts.size(sizes[f"{path}.{form.ending}"], view.say)
        return link(view, path, what, form) + text(f" ({size})")

    sets = {ALL: view.say["whole_set"]}
    sets |= {of_theme(theme): view.theme(theme) for theme in view.book.brief.themes}
    lines: Rows = [({}, (what, *(sized(path, what, form) for form in TABLES))) for path, what in sets.items()]
    columns = (view.say["what"], *(form.name for form in TABLES))
    cited = view.say["downloads_sources"]
    sources = join((sized(SOURCE_FILES, cited, form) for form in CITATIONS), " · ")
    schema = tag("a", foreign(view.say["schema"], latin=view.latin), href=view.page.file(SCHEMA), download="")
    return block(
        join(
            (
                table(caption, columns, lines, kind="legend brief-table--downloads"),
                without_scripts(view, "without_scripts", "p"),
                series.offered(view),
                tag("p", join((f"{cited}: ", sources))),
                tag("p", schema),
            ),
            "\n",
        )
    )


def columns(view: View) -> Markup:
    """Print the columns of the downloads with their meaning and SDMX's concept for them."""
    concepts = {column.name: column.sdmx for column in records.COLUMNS}

    def meaning(name: str) -> Markup:
        concept = concepts.get(name)
        said = apart(records.meaning(view, name), latin=view.latin)
        return join((said, minor(view.say["sdmx"].format(concept=concept))), " ") if concept else said

    rows: Rows = [
        ({}, (tag("span", name, class_="brief-column", dir="ltr"), meaning(name)))
        for name in records.headings()
    ]
    heads = [view.say[name] for name in ("column", "meaning")]
    return block(table(view.say["columns"], heads, rows, kind="legend brief-table--columns"))


def reuse(view: View) -> Markup:
    """Print how to cite the page, in short and for reference managers, and where the data are."""
    item = citations.of_page(view, view.page.src)
    cited = citations.short(view, item)
    data = tag("a", view.say["get_data"], href=view.page.href(DATA)) if view.page.name != DATA else ""
    forms = (link(view, of_page(view.page.src), cited, form) for form in CITATIONS)
    taken = [data] if view.page.bundled else [*forms, data]
    lines = (
        tag("p", join((tag("span", f"{view.say['cite_page']}:", class_="brief-reuse__head"), " ", cited))),
        tag("p", join(filter(None, taken), " · ")) if any(taken) else "",
        to_copy(view, item) if view.page.bundled else "",
    )
    content = tag("div", join(filter(None, lines), "\n"), class_="brief-reuse", **UNSEARCHED)
    return block(content)


def figure_links(view: View, figure: Figure) -> Markup:
    """Return a line of links to all that can be taken away of a figure."""
    group = {"role": "group", "aria_label": view.say(figure.label)}  # once, as each name weighs on long pages

    def links(word: str, forms: Iterable[Form]) -> Markup:
        written = (link(view, of_figure(figure.id), "", form) for form in forms)
        return join((f"{view.say[word]}: ", join(written, " · ")))

    taken = links("download", TABLES)
    if not view.page.bundled:
        taken = join((taken, links("cite", CITATIONS)), " · ")
        return tag("p", taken, class_="brief-take", **group, **UNSEARCHED)
    taken += without_scripts(view, "without_scripts_one")
    cited = to_copy(view, citations.of_figure(view, figure))
    return tag("div", join((tag("p", taken), cited)), class_="brief-take", **group, **UNSEARCHED)


def to_copy(view: View, item: citations.Item) -> Markup:
    """Return a citation as BibTeX behind a disclosure, for the bundle.

    Every reference manager reads it; in the zip all forms of all figures would weigh as much as the data.
    """
    name = foreign(BY_ENDING["bib"].name, latin=view.latin)
    opener = tag("summary", text(f"{view.say['cite']}: ") + name)
    written = tag("pre", citations.bibtex([item]), dir="ltr" if view.rtl else None)
    return tag("details", opener + written, class_="brief-cite")


def without_scripts(view: View, words: str, element: str = "span") -> Markup:
    """Return, for the bundle, where its links to figures lead where no script makes the files."""
    said = tag(element, view.say[words], class_="brief-minor brief-unscripted", **UNSEARCHED)
    return said if view.page.bundled else Markup("")


def link(view: View, path: str, what: str, form: Form) -> Markup:
    """Return a link that downloads a file; in the bundle a script makes those of figures."""
    if not isinstance(form, TableForm):
        return pictures.link(view, path, what, form)
    shown, label = pictures.named(view, what, form)
    return figures_file(view, f"{path}.{form.ending}", shown, form.media, aria_label=label)
