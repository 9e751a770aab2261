"""Citations of a figure, a page or a source: in BibTeX, RIS and CSL-JSON, and as a sentence.

A citation is kept as a CSL item; the other forms are made from it. It holds no date of access: a file
that is the same for everybody cannot know it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import rispy
from babel import Locale

from macros.figures.calendars import Calendar
from macros.figures.model import Figure, Source
from macros.figures.periods import Period
from macros.languages.dates import period
from macros.printing import elements
from macros.printing.downloads.records import marked, one_line
from macros.printing.view import View
from macros.reading.pages.routes import REGISTER

if TYPE_CHECKING:
    from bibtexparser.model import Entry as Bib

Item = Mapping[str, Any]
"""A CSL item (CSL-JSON 1.0)."""

LATEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        # A brace counts in BibTeX even behind a backslash, so none may stand alone.
        "{": "\\textbraceleft{}",
        "}": "\\textbraceright{}",
        "\\": "\\textbackslash{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
    }
)
BRACES = str.maketrans({"{": "%7B", "}": "%7D", " ": "%20", "\\": "%5C"})
NO_CASE = '<span class="nocase">{}</span>'
"""What keeps a style from giving a title capitals of its own."""
MONTH = re.compile(r"^(\s*month = )\{(\d+)\}", re.MULTILINE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX’s own words, without braces: each style prints them its way, and a number as it is."""
RIS_TYPES = {"dataset": "DATA", "webpage": "ELEC"}


def of_figure(view: View, figure: Figure) -> Item:
    """Return the citation of a figure: label, value as printed, and who states it."""
    say = view.say
    if figure.source:
        publisher = view.say(view.book.brief.sources[figure.source].publisher)
        whose = say["stated_by"].format(source=publisher)
    else:
        whose = say["arithmetic"]
    title = f"{view.say(figure.label)}: {marked(view, figure.id)}"
    notes = (say["figure_of_id"].format(id=figure.id), whose, view.say(figure.locator), view.period(figure))
    return _own(
        view,
        figure.id,
        {
            "type": "dataset",
            # Whose it is stands in the title, as most styles print no note; of our own it is said already.
            "title": one_line(f"{title} ({whose})" if figure.source else title),
            "note": one_line(say["separated"].join(filter(None, notes))),
            "URL": view.page.permanent(REGISTER.format("index"), figure.id),
        },
    )


def of_page(view: View, src: str) -> Item:
    """Return the citation of a page by its source file under docs/."""
    brief = view.say(view.book.brief.about.title)
    title = view.title(src) or brief
    return _own(
        view,
        f"page-{src.removesuffix('.md').replace('/', '-')}",
        {
            "type": "webpage",
            "title": one_line(title if title == brief else f"{brief}: {title}"),
            "URL": view.page.permanent(src),
        },
    )


def _own(view: View, name: str, said: Item) -> Item:
    about = view.book.brief.about
    title = view.say(about.title)
    item = {
        "id": f"{about.name}-{name}",
        "type": said["type"],
        "author": [{"literal": title}],
        "title": said["title"],
        "version": about.version,
        "issued": _date(about.updated),
        "note": said.get("note", ""),
        "URL": said["URL"],
        "language": view.say.tag,
    }
    return {key: value for key, value in item.items() if value}


def of_source(view: View, source: Source) -> Item:
    """Return the citation of a publication; what it did not show is said to be not shown."""
    say = view.say
    title = source.title or f"[{say['no_title']}]"
    notes = []
    if source.carries:
        notes.append(say["carries"].format(origin=view.say(source.carries)))
    if not source.url:  # a note of our own, which nobody published elsewhere
        title = source.title or view.say(source.publisher)
    elif source.published is None or source.published_basis.value != "shown":
        notes.append(elements.publication_date(source, say))
    item = {
        "id": source.id,
        "type": "webpage" if source.url else "document",
        "author": [{"literal": one_line(view.say(source.publisher))}],
        "title": one_line(title),
        "issued": _date(source.published),
        "note": one_line(say["separated"].join(notes)),
        "URL": source.url or "",
        "language": source.language,
    }
    return {key: value for key, value in item.items() if value}


def _date(when: Period | None) -> dict[str, Any]:
    """Return a CSL date as precise as the period; a span where its calendar gives no single date."""
    first, last = when.span() if when else (None, None)
    if when is None or not (first and last):
        return {}
    point = when.start if when.start == when.end else None
    days = [[first.year, first.month, first.day], [last.year, last.month, last.day]]
    if first == last:
        days = days[:1]
    elif point and point.calendar is Calendar.GREGORIAN and not point.decade:
        days = [days[0][: 2 if point.month else 1]]
    elif point and not point.month:
        # A year of another calendar lies in two of this one, and of days its source says nothing.
        days = [day[:1] for day in days]
    return {"date-parts": days, **({"circa": True} if when.uncertain else {})}


# --- the three forms -------------------------------------------------------------------------------


def csl(items: Iterable[Item]) -> str:
    """Return the citations as CSL-JSON.

    Processors of it take a version with hyphens for several ones, and print "Versions"; a title keeps its
    capitals only if it says so.
    """
    return json.dumps([_csl(item) for item in items], ensure_ascii=False, indent=1) + "\n"


def _csl(item: Item) -> Item:
    said = {"title": NO_CASE.format(item["title"])}
    if "version" in item:
        said["version"] = item["version"].replace("-", ".")
    return {**item, **said}


def bibtex(items: Iterable[Item]) -> str:
    """Return the citations as BibTeX in UTF-8: names kept whole, special characters escaped."""
    # The library takes long to load, and building the pages needs none of it.
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library

    written = write_string(Library([_bib(item) for item in items]))
    return MONTH.sub(lambda found: f"{found[1]}{MONTHS[int(found[2]) - 1]}", written).rstrip("\n") + "\n"


def _bib(item: Item) -> Bib:
    from bibtexparser.model import Entry as Bib
    from bibtexparser.model import Field

    first, *rest = item.get("issued", {}).get("date-parts") or [[]]
    last = rest[0] if rest else first
    years = [str(year) for year in dict.fromkeys((*first[:1], *last[:1]))]
    fields = {
        "author": " and ".join(f"{{{_latex(name['literal'])}}}" for name in item["author"]),
        "title": f"{{{_latex(item['title'])}}}",
        "year": "/".join(years),
        "month": str(first[1]) if first[1:] and not rest else "",
        "day": str(first[2]) if first[2:] and not rest else "",
        "version": _latex(item.get("version", "")),
        "url": item.get("URL", "").translate(BRACES),
        "note": _latex(item.get("note", "")),
        "langid": _langid(item.get("language", "")),
    }
    return Bib("misc", item["id"], [Field(name, value) for name, value in fields.items() if value])


def _langid(tag: str) -> str:
    """Return the name by which biblatex knows a language; of one that has none here, nothing."""
    return (Locale.parse(tag).get_language_name("en") or "").lower() if tag else ""


def _latex(text: str) -> str:
    return text.translate(LATEX)


class _Ris(rispy.RisWriter):  # type: ignore[misc]
    """Leaves out the count that the library prints before each reference: no reader needs it."""

    def set_header(self, _count: int) -> str:
        return ""


def ris(items: Iterable[Item]) -> str:
    """Return the citations as RIS."""
    written: str = rispy.dumps([_ris(item) for item in items], implementation=_Ris)
    return "\n\n".join(part.strip("\n") for part in written.split("\n\n")).strip("\n") + "\n"


def _ris(item: Item) -> dict[str, Any]:
    first, *rest = item.get("issued", {}).get("date-parts") or [[]]
    parts = [f"{part:02}" for part in first]
    names = [name["literal"] for name in item["author"]]
    said = {
        "type_of_reference": RIS_TYPES.get(item["type"], "GEN"),
        "id": item["id"],
        # The comma keeps a name whole, which readers would else split into given and family name;
        # one with a comma of its own cannot be kept so, and stands as publisher.
        "authors": [f"{name}," for name in names if "," not in name],
        "publisher": "; ".join(name for name in names if "," in name),
        "title": item["title"],
        "year": parts[0] if parts and (not rest or rest[0][0] == first[0]) else "",
        "date": "/".join([*parts, "", ""][:3]) + "/" if parts and not rest else "",
        "edition": item.get("version", ""),
        "urls": [item["URL"]] if "URL" in item else [],
        "notes": [item["note"]] if "note" in item else [],
        "language": item.get("language", ""),
    }
    return {key: value for key, value in said.items() if value}


def wrong_bibtex(text: str) -> str:
    """Return what is wrong with a text that should be BibTeX, or nothing."""
    from bibtexparser.entrypoint import parse_string

    found = parse_string(text)
    return "" if found.entries and not found.failed_blocks else "BibTeX cannot be read"


def wrong_ris(text: str) -> str:
    """Return what is wrong with a text that should be RIS, or nothing."""
    try:
        found = rispy.loads(text)
    except Exception as error:
        return f"RIS cannot be read ({error})"
    whole = found and all("type_of_reference" in item for item in found)
    return "" if whole and text.count("\nER  -") == text.count("TY  -") else "RIS cannot be read"


def wrong_csl(text: str) -> str:
    """Return what is wrong with a text that should be CSL-JSON, or nothing."""
    try:
        found = json.loads(text)
    except ValueError:
        return "JSON cannot be read"
    items = found if isinstance(found, list) else []
    whole = items and all(isinstance(item, dict) and {"id", "type"} <= item.keys() for item in items)
    return "" if whole else "there is no list of CSL items"


# --- for people ------------------------------------------------------------------------------------


def short(view: View, item: Item) -> str:
    """Return the citation in a line: author, title, version and, where it is published, its address."""
    author = item["author"][0]["literal"]
    title = item["title"]
    parts = [title if title.startswith(author) else f"{author}: {title}"]
    if "version" in item:
        parts.append(view.say["version_of"].format(version=item["version"]))
    return one_line(view.say["parted"].join(filter(None, (*parts, item.get("URL")))))


def full(view: View, item: Item) -> str:
    """Return the citation of a figure or page with all that is known: also its date, and whose it is."""
    date = period(view.book.brief.about.updated, view.say)
    parts = (short(view, {**item, "URL": ""}), date, item.get("note"), item.get("URL"))
    return one_line(view.say["separated"].join(filter(None, parts)))
