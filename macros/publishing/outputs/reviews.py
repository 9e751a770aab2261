"""Writes the pages on which native readers review the translations: every edition side by side."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from macros.languages import cldr
from macros.languages.catalogue import Catalogue, catalogue
from macros.printing.markup import join, tag
from macros.publishing import finish
from macros.publishing.passages import HEADINGS, TOP, Passage, Row, align, passages
from macros.publishing.templating import filled
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
    says: Mapping[str, Catalogue]
    """The same languages with their catalogues."""
    rows: tuple[Row, ...]

    @property
    def missing(self) -> int:
        """Return how many passages are not in every edition."""
        return sum(None in row for row in self.rows)

    @property
    def unlike(self) -> int:
        """Return in how many passages the editions name different figures."""
        return sum(bool(_alone(row)) for row in self.rows)


def write(site: Path, sources: Sequence[str], says: Sequence[Catalogue], name: str, example: str) -> None:
    """Write a review page for each English page that stands in the built website in another language too.

    `sources` are files under docs/, `says` the catalogues of all languages, and `example` is the page by
    which readers are told what to report. Without such pages nothing is written.
    """
    reviews = [found for src in sources if (found := review(site, src, says))]
    folder = site / REVIEWS
    for found in reviews:
        folder.mkdir(exist_ok=True)
        (folder / f"{found.name}.html").write_text(page(found, name, _name(example)), "utf-8")
    if reviews:
        (folder / "index.html").write_text(index(reviews, says, name, _name(example)), "utf-8")


def review(site: Path, src: str, says: Sequence[Catalogue]) -> Review | None:
    """Return a page in its editions; None for those that stand in one language alone."""
    if language_of(src) != ENGLISH or src.startswith(GUIDE):
        return None
    named = {say.tag: (say, translated(src, say.tag)) for say in says}
    there = {
        language: pair
        for language, pair in named.items()
        if (site / built_file(pair[1], directory_urls=True)).is_file()
    }
    files = {language: file for language, (_, file) in there.items()}
    if len(files) < 2:
        return None
    built = [(site / built_file(file, directory_urls=True)).read_text("utf-8") for file in files.values()]
    rows = align([passages(html) for html in built])
    own = {language: say for language, (say, _) in there.items()}
    return Review(_name(src), files, own, tuple(_without_repetitions(rows)))


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
    back = tag("p", tag("a", catalogue(ENGLISH)["review_all"], href="index.html"), class_="review-back")
    parts = [back, tag("h1", title), _introduction(found.says.values(), example)]
    for section, rows in sections.items():
        heading = tag("code", f"#{section}") if section else catalogue(ENGLISH)["review_beginning"]
        head = tag("h2", heading, id=f"section-{section or TOP}")
        parts.append(tag("section", join((head, _places(found, section), *rows), "\n")))
    return _html(name, join((catalogue(ENGLISH)["review"], title), ": "), join(parts, "\n"))


def index(reviews: Sequence[Review], says: Sequence[Catalogue], name: str, example: str) -> str:
    """Return the list of all review pages, with what differs on each; `example` is the name of one."""
    say = catalogue(ENGLISH)
    columns = [say[column] for column in ("review_page", "review_count", "review_gaps", "review_unlike")]
    head = tag("tr", join(tag("th", column, scope="col") for column in columns))
    lines = []
    for found in reviews:
        link = tag("a", found.files[ENGLISH], href=f"{found.name}.html")
        counts = (len(found.rows), found.missing, found.unlike)
        lines.append(tag("tr", tag("th", link, scope="row") + join(tag("td", count) for count in counts)))
    caption = tag("caption", say["review_pages"])
    table = tag("table", join((caption, tag("thead", head), tag("tbody", join(lines, "\n"))), "\n"))
    parts = (tag("h1", say["review"]), _introduction(says, example), table)
    return _html(name, say["review"], join(parts, "\n"))


def _introduction(says: Iterable[Catalogue], example: str) -> Markup:
    """Return in each language what the page is for, and how to report what is wrong."""
    cells, says = [], list(says)
    for say in says:
        # Readers of a translation report on it; who reads the original alone reports on another one.
        other = next(one.tag for one in says if one.tag != ENGLISH) if say.tag == ENGLISH else say.tag
        given = {"page": example, "language": cldr.language_name(other, say.tag)}
        lines = (tag("p", say[line].format_map(given)) for line in INTRODUCTION)
        cells.append(_cell(say, join(lines, "\n")))
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
        say = found.says[language]
        link = tag("a", say["review_open"], href=href + (f"#{section}" if section else ""))
        cells.append(_cell(say, place + " " + link))
    return tag("div", join(cells, "\n"), class_="review-row review-places")


def _row(found: Review, number: int, row: Row) -> Markup:
    key = next((one.key for one in row if one and one.key not in ("", TOP, one.section)), "")
    place = tag("a", number, href=f"#r{number}", aria_label=f"{found.name} {number}")
    if key:
        place += Markup(" ") + tag("code", key)
    letters = {id_: LETTERS[nth % len(LETTERS)] for nth, id_ in enumerate(_figures(row))}
    alone = _alone(row)
    cells = []
    for say, passage in zip(found.says.values(), row, strict=True):
        if passage is None:
            said = tag("p", say["review_missing"], class_="review-missing")
        else:
            said = tag("p", _shown(passage, letters, alone), class_=f"review-{_kind(passage)}")
        cells.append(_cell(say, said))
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


def _cell(say: Catalogue, content: Markup) -> Markup:
    named = tag("p", say.autonym, class_="review-language")
    return tag(
        "div", named + content, class_="review-cell", lang=say.tag, dir=say.direction, data_script=say.script
    )


def _html(name: str, title: object, content: Markup) -> str:
    return filled(
        "review.html",
        language=ENGLISH,
        policy=finish.policy(offline=False),
        referrer=finish.REFERRER,
        description=catalogue(ENGLISH)["review_what"],
        title=title,
        name=name,
        style=STYLE,
        content=content,
    )
