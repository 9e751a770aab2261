"""Writes the pages on which native readers review the translations: every edition side by side."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from macros.languages.amounts import autonym, direction, language_name
from macros.languages.catalogue import wording
from macros.printing.markup import join, tag
from macros.publishing import finish
from macros.publishing.passages import HEADINGS, TOP, Passage, Row, align, passages
from macros.reading.pages.routes import (
    ENGLISH,
    GUIDE,
    REGISTER,
    REVIEWS,
    Page,
    built_file,
    language_of,
    translated,
)

STYLE = "assets/brief/review.css"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
INTRODUCTION = ("review_what", "review_how", "review_figures", "review_rows")


@dataclass(frozen=True)
class Review:
    """A page in all its editions."""

    name: str
    """Of the review page, without folder and ending."""
    files: Mapping[str, str]
    """By language the source file under docs/."""
    rows: tuple[Row, ...]

    @property
    def missing(self) -> int:
        """Return how many passages are not in every edition."""
        return sum(None in row for row in self.rows)

    @property
    def unlike(self) -> int:
        """Return in how many passages the editions name different figures."""
        return sum(bool(_alone(row)) for row in self.rows)


def write(site: Path, sources: Sequence[str], languages: Sequence[str], name: str, example: str) -> None:
    """Write a review page for each English page that stands in the built website in another language too.

    `sources` are files under docs/, and `example` is the one by which readers are told what to report.
    Without such pages nothing is written.
    """
    reviews = [found for src in sources if (found := review(site, src, languages))]
    folder = site / REVIEWS
    for found in reviews:
        folder.mkdir(exist_ok=True)
        (folder / f"{found.name}.html").write_text(page(found, name, _name(example)), "utf-8")
    if reviews:
        (folder / "index.html").write_text(index(reviews, languages, name, _name(example)), "utf-8")


def review(site: Path, src: str, languages: Sequence[str]) -> Review | None:
    """Return a page in its editions; None for those that stand in one language alone."""
    if language_of(src) != ENGLISH or src.startswith(GUIDE):
        return None
    files = {language: translated(src, language) for language in languages}
    files = {
        language: file
        for language, file in files.items()
        if (site / built_file(file, directory_urls=True)).is_file()
    }
    if len(files) < 2:
        return None
    built = [(site / built_file(file, directory_urls=True)).read_text("utf-8") for file in files.values()]
    rows = align([passages(html) for html in built])
    return Review(_name(src), files, tuple(_without_repetitions(rows)))


def _name(src: str) -> str:
    """Return the name of the review page, which must not be that of the list of all."""
    stem = src.removesuffix(".md").removesuffix("/index").replace("/", "-")
    return "home" if stem == "index" else stem


def _without_repetitions(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield each row once; headings and what has an id of its own always."""
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        said = tuple(passage and (passage.kind, passage.parts) for passage in row)
        if said not in seen or any(passage and passage.key for passage in row):
            yield row
        seen.add(said)


# --- pages -----------------------------------------------------------------------------------------


def page(found: Review, name: str, example: str) -> str:
    """Return the review page; `example` is the name of one."""
    sections: dict[str, list[Markup]] = {}
    for number, row in enumerate(found.rows, 1):
        section = next(one.section for one in row if one)
        sections.setdefault(section, []).append(_row(found, number, row))
    title = next(
        (_words(row) for row in found.rows if any(one and one.key == TOP for one in row)), found.name
    )
    back = tag("p", tag("a", wording(ENGLISH)["review_all"], href="index.html"), class_="review-back")
    parts = [back, tag("h1", title), _introduction(found.files, example)]
    for section, rows in sections.items():
        heading = tag("code", f"#{section}") if section else wording(ENGLISH)["review_beginning"]
        head = tag("h2", heading, id=f"section-{section or TOP}")
        parts.append(tag("section", join((head, _places(found, section), *rows), "\n")))
    return _html(name, join((wording(ENGLISH)["review"], title), ": "), join(parts, "\n"))


def index(reviews: Sequence[Review], languages: Sequence[str], name: str, example: str) -> str:
    """Return the list of all review pages, with what differs on each; `example` is the name of one."""
    words = wording(ENGLISH)
    columns = [words[column] for column in ("review_page", "review_count", "review_gaps", "review_unlike")]
    head = tag("tr", join(tag("th", column, scope="col") for column in columns))
    lines = []
    for found in reviews:
        link = tag("a", found.files[ENGLISH], href=f"{found.name}.html")
        counts = (len(found.rows), found.missing, found.unlike)
        lines.append(tag("tr", tag("th", link, scope="row") + join(tag("td", count) for count in counts)))
    caption = tag("caption", words["review_pages"])
    table = tag("table", join((caption, tag("thead", head), tag("tbody", join(lines, "\n"))), "\n"))
    introduction = _introduction(languages, example)
    return _html(name, words["review"], join((tag("h1", words["review"]), introduction, table), "\n"))


def _introduction(languages: Iterable[str], example: str) -> Markup:
    """Return in each language what the page is for, and how to report what is wrong."""
    cells, languages = [], list(languages)
    for language in languages:
        words = wording(language)
        # Readers of a translation report on it; who reads the original alone reports on another one.
        other = next(one for one in languages if one != ENGLISH) if language == ENGLISH else language
        given = {"page": example, "language": language_name(other, words)}
        lines = (tag("p", words[line].format_map(given)) for line in INTRODUCTION)
        cells.append(_cell(language, join(lines, "\n")))
    return tag("div", join(cells, "\n"), class_="review-row review-introduction")


def _places(found: Review, section: str) -> Markup:
    """Return in each column the file and section from which the rows below come, with a link to the page."""
    here = Page(f"{REVIEWS}{found.name}.md", directory_urls=False)
    cells = []
    for language, src in found.files.items():
        of_data = section and found.files[ENGLISH].startswith(posixpath.dirname(REGISTER))
        file = (
            f"data/figures.yml {section}" if of_data else f"docs/{src}" + (f" #{section}" if section else "")
        )
        place = tag("code", file, dir="ltr")
        href = here.file(built_file(src, directory_urls=True)).removesuffix("index.html")
        link = tag("a", wording(language)["review_open"], href=href + (f"#{section}" if section else ""))
        cells.append(_cell(language, place + " " + link))
    return tag("div", join(cells, "\n"), class_="review-row review-places")


def _row(found: Review, number: int, row: Row) -> Markup:
    key = next((one.key for one in row if one and one.key not in ("", TOP, one.section)), "")
    place = tag("a", number, href=f"#r{number}", aria_label=f"{found.name} {number}")
    if key:
        place += Markup(" ") + tag("code", key)
    letters = {id_: LETTERS[nth % len(LETTERS)] for nth, id_ in enumerate(_figures(row))}
    alone = _alone(row)
    cells = []
    for language, passage in zip(found.files, row, strict=True):
        if passage is None:
            said = tag("p", wording(language)["review_missing"], class_="review-missing")
        else:
            said = tag("p", _shown(passage, letters, alone), class_=f"review-{_kind(passage)}")
        cells.append(_cell(language, said))
    kind = "review-row" + (" review-row--differs" if alone or None in row else "")
    return tag(
        "div", join((tag("p", place, class_="review-place"), *cells), "\n"), class_=kind, id=f"r{number}"
    )


def _kind(passage: Passage) -> str:
    return "heading" if passage.kind in HEADINGS else "text"


def _shown(passage: Passage, letters: Mapping[str, str], alone: frozenset[str]) -> Markup:
    """Return the text of a passage, each figure with the letter that it has in every edition."""
    parts = []
    for markup, id_ in passage.parts:
        if not id_:
            parts.append(Markup(markup))  # noqa: S704  (escaped where it was read)
            continue
        letter = tag("sup", letters[id_], lang=ENGLISH)
        kind = "review-figure" + (" review-figure--alone" if id_ in alone else "")
        parts.append(tag("span", Markup(markup) + letter, class_=kind, title=id_))  # noqa: S704
    return join(parts)


def _figures(row: Row) -> list[str]:
    return list(dict.fromkeys(id_ for passage in row if passage for id_ in passage.figures))


def _alone(row: Row) -> frozenset[str]:
    """Return the figures that some of the present passages name and others do not."""
    sets = [frozenset(passage.figures) for passage in row if passage]
    return frozenset.union(*sets) - frozenset.intersection(*sets) if sets else frozenset()


def _words(row: Row) -> Markup:
    first = next(one for one in row if one)
    return join(Markup(markup) for markup, _ in first.parts)  # noqa: S704  (escaped where it was read)


def _cell(language: str, content: Markup) -> Markup:
    words = wording(language)
    named = tag("p", autonym(words), class_="review-language")
    return tag("div", named + content, class_="review-cell", lang=language, dir=direction(words))


def _html(name: str, title: object, content: Markup) -> str:
    words = wording(ENGLISH)
    return f"""<!doctype html>
<html lang="{ENGLISH}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{finish.policy(offline=False)}">
<meta name="referrer" content="{finish.REFERRER}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<meta name="description" content="{escape(words["review_what"])}">
<title>{escape(escape(title).striptags())} - {escape(name)}</title>
<link rel="icon" href="../assets/brief/favicon.svg">
<link rel="stylesheet" href="../{STYLE}">
</head>
<body>
<main>
{content}
</main>
</body>
</html>
"""
