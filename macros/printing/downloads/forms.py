"""The forms in which figures and citations are taken away: each a line of a table here, with its writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from macros.printing.downloads import citations, documents
from macros.printing.downloads.citations import Item
from macros.printing.downloads.records import Row
from macros.printing.view import View


@dataclass(frozen=True)
class Form:
    """What a form is called, and how its files are known."""

    ending: str
    """Of its files, without the first dot."""
    name: str
    media: str
    """Media type, as registered with IANA or in use."""
    option: str
    """The word for it on the command line."""


@dataclass(frozen=True)
class TableForm(Form):
    """A form of figures."""

    write: Callable[[View, Iterable[Row], str], str]
    """Takes the page, the rows and the path from the file to the JSON Schema; returns the text."""


@dataclass(frozen=True)
class CitationForm(Form):
    """A form of citations."""

    write: Callable[[Iterable[Item]], str]
    fault: Callable[[str], str]
    """Returns what is wrong with the text of such a file, or nothing."""


def _csv(_view: View, rows: Iterable[Row], _schema: str) -> str:
    return documents.table(rows)


CSV = TableForm("csv", "CSV", "text/csv", "csv", _csv)
JSON = TableForm("json", "JSON", "application/json", "json", documents.document)
TABLES = (CSV, JSON)
"""The bundle makes all but its table of all figures by script: `figure-files.js` among the overrides."""
CITATIONS = (
    CitationForm("bib", "BibTeX", "application/x-bibtex", "bibtex", citations.bibtex, citations.wrong_bibtex),
    CitationForm(
        "ris", "RIS", "application/x-research-info-systems", "ris", citations.ris, citations.wrong_ris
    ),
    CitationForm(
        *("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", "csl-json"),
        citations.csl,
        citations.wrong_csl,
    ),
)
PICTURES = (Form("svg", "SVG", "image/svg+xml", "svg"), Form("png", "PNG", "image/png", "png"))
"""The forms of a picture: that which is written, and that which is drawn of it."""
BY_ENDING: Mapping[str, Form] = MappingProxyType({form.ending: form for form in (*TABLES, *CITATIONS)})
