"""All that can be taken away: which files there are, what is in them, and the macros that lead to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from markupsafe import Markup

from macros import citations, documents, exporting, formatting
from macros.citations import FORMS
from macros.markup import join, table, tag, text
from macros.model import Figure
from macros.pages import ALL, DATA, DATA_FOLDER, of_theme
from macros.pieces import block, minor
from macros.registry import Book
from macros.view import View

Rows = list[tuple[dict[str, object], tuple[object, ...]]]
SCHEMA = f"{DATA_FOLDER}/{documents.SCHEMA}"
SOURCES = f"{DATA_FOLDER}/sources"
NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "csv": ("CSV", "text/csv"),
        "json": ("JSON", "application/json"),
        "bib": ("BibTeX", "application/x-bibtex"),
        "ris": ("RIS", "application/x-research-info-systems"),
        "csl.json": ("CSL-JSON", "application/vnd.citationstyles.csl+json"),
    }
)
"""What each form is called, and its media type, by the ending of its files."""


def of_figure(id_: str) -> str:
    """Return the path of what is known of a figure, without ending."""
    return f"{DATA_FOLDER}/figures/{id_}"


def of_page(src: str) -> str:
    """Return the path of the citation of a page, without ending."""
    return f"cite/{src.removesuffix('.md')}"


def paths(book: Book, *, bundled: bool = False) -> frozenset[str]:
    """Return the path of every file to download, without writing any."""
    tables = [ALL, *map(of_theme, book.brief.themes), *map(of_figure, book.brief.figures)]
    cited = [SOURCES, *map(of_page, book.titles)]
    cited += () if bundled else map(of_figure, book.brief.figures)
    return frozenset(
        (
            SCHEMA,
            *(f"{path}.{ending}" for path in tables for ending in ("csv", "json")),
            *(f"{path}.{ending}" for path in cited for ending in FORMS),
        )
    )


def files(view: View) -> dict[str, str]:
    """Return the text of every file to download, by its path under the site's root.

    The bundle has the same but for the citations of single figures, which stand on its pages.
    """
    book = view.book
    rows = {figure.id: exporting.record(view, figure) for figure in book.brief.figures.values()}
    found = {**_whole(view, rows), SCHEMA: documents.schema()}
    for id_, row in rows.items():
        found[f"{of_figure(id_)}.csv"] = documents.table([row])
        found[f"{of_figure(id_)}.json"] = documents.document(view, [row], f"../{documents.SCHEMA}")
        if not view.page.bundled:
            found |= _forms(of_figure(id_), [citations.of_figure(view, book.brief.figures[id_])])
    for src in book.titles:
        found |= _forms(of_page(src), [citations.of_page(view.at(src), src)])
    return found


def _whole(view: View, rows: Mapping[str, exporting.Record]) -> dict[str, str]:
    """Return the files that hold more than a single figure."""
    found = {
        f"{ALL}.csv": documents.table(rows.values()),
        f"{ALL}.json": documents.document(view, rows.values()),
    }
    for theme in view.book.brief.themes:
        own = [row for row in rows.values() if row["theme"] == theme]
        found[f"{of_theme(theme)}.csv"] = documents.table(own)
        found[f"{of_theme(theme)}.json"] = documents.document(view, own, f"../{documents.SCHEMA}")
    items = [citations.of_source(view, source) for source in view.book.brief.sources.values()]
    return found | _forms(SOURCES, items)


def _forms(path: str, items: list[citations.Item]) -> dict[str, str]:
    return {f"{path}.{ending}": write(items) for ending, write in FORMS.items()}


# --- macros ----------------------------------------------------------------------------------------


def downloads(view: View) -> Markup:
    """Print links to all figures and to those of each theme, and to the list of sources, with sizes."""
    rows = {figure.id: exporting.record(view, figure) for figure in view.book.brief.figures.values()}
    sizes = {path: len(written.encode()) for path, written in _whole(view, rows).items()}

    def sized(path: str, what: str, ending: str) -> Markup:
        name = f"{path}.{ending}"
        size = formatting.size(sizes[name], view.words)
        return link(view, path, what, ending) + text(f" ({size})")

    sets = {ALL: view.words["whole_set"]}
    sets |= {of_theme(theme): view.theme(theme) for theme in view.book.brief.themes}
    lines: Rows = [
        ({}, (what, *(sized(path, what, ending) for ending in ("csv", "json"))))
        for path, what in sets.items()
    ]
    columns = (view.words["what"], *(NAMES[ending][0] for ending in ("csv", "json")))
    cited = view.words["downloads_sources"]
    sources = join((sized(SOURCES, cited, ending) for ending in FORMS), " · ")
    schema = tag("a", view.words["schema"], href=view.page.file(SCHEMA), download="")
    return block(
        join(
            (
                table(view.words["downloads"], columns, lines, kind="legend brief-table--downloads"),
                tag("p", join((f"{cited}: ", sources))),
                tag("p", schema),
            ),
            "\n",
        )
    )


def columns(view: View) -> Markup:
    """Print the columns of the downloads with their meaning and SDMX's concept for them."""
    concepts = {column.name: column.sdmx for column in exporting.COLUMNS}

    def meaning(name: str) -> Markup:
        concept = concepts.get(name)
        said = text(view.words.columns[name])
        return join((said, minor(view.words["sdmx"].format(concept))), " ") if concept else said

    rows: Rows = [
        ({}, (tag("span", name, class_="brief-column"), meaning(name))) for name in exporting.headings()
    ]
    heads = [view.words[name] for name in ("column", "meaning")]
    return block(table(view.words["columns"], heads, rows, kind="legend brief-table--columns"))


def reuse(view: View) -> Markup:
    """Print how to cite the page, in short and as files, and where the data are."""
    cited = citations.short(view, citations.of_page(view, view.page.src))
    forms = join((link(view, of_page(view.page.src), cited, ending) for ending in FORMS), " · ")
    if view.page.name != DATA:
        data = tag("a", view.words["get_data"], href=view.page.href(DATA))
        forms = join((forms, data), " · ")
    lines = (
        tag("p", join((tag("span", f"{view.words['cite_page']}:", class_="brief-reuse__head"), " ", cited))),
        tag("p", forms),
    )
    content = tag("div", join(lines, "\n"), class_="brief-reuse")
    return block(content)


def figure_links(view: View, figure: Figure) -> Markup:
    """Return a line of links to all that can be taken away of a figure.

    In the bundle the citations stand there as text: in its zip a file of each would weigh more than all
    pages together.
    """
    label = view.say(figure.label)

    def links(word: str, endings: Iterable[str]) -> Markup:
        written = (link(view, of_figure(figure.id), label, ending) for ending in endings)
        return join((f"{view.words[word]}: ", join(written, " · ")))

    taken = links("download", ("csv", "json"))
    if not view.page.bundled:
        taken = join((taken, links("cite", FORMS)), " · ")
        return tag("p", taken, class_="brief-take", data_search_exclude="")
    item = citations.of_figure(view, figure)
    names = view.words["parted"].join(NAMES[ending][0] for ending in FORMS)
    blocks = (tag("p", NAMES[ending][0]) + tag("pre", write([item])) for ending, write in FORMS.items())
    content = join((tag("summary", f"{view.words['cite']}: {names}"), *blocks))
    cited = tag("details", content, class_="brief-cite")
    return tag("div", join((tag("p", taken), cited)), class_="brief-take", data_search_exclude="")


def link(view: View, path: str, what: str, ending: str) -> Markup:
    """Return a link that downloads a file; its name begins with the words that are seen."""
    name, media = NAMES[ending]
    href = view.page.file(f"{path}.{ending}")
    return tag("a", name, href=href, download="", type=media, aria_label=f"{name}: {what}")
