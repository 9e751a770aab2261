"""The pages of the guide, and what is read in them: headings, tables, code and examples."""

from __future__ import annotations

import html
import re
from typing import Any

import yaml

from support.places import ROOT

GUIDES = ROOT / "docs" / "contributing"
GUIDE = (GUIDES / "index.md").read_text("utf-8")
MACROS = (GUIDES / "macros.md").read_text("utf-8")
DATA_FILE = (GUIDES / "data-file.md").read_text("utf-8")
CHECKS = (GUIDES / "checks.md").read_text("utf-8")
TRANSLATIONS = (GUIDES / "translations.md").read_text("utf-8")
DECISIONS = (GUIDES / "decisions.md").read_text("utf-8")
PUBLISHING = (GUIDES / "publishing.md").read_text("utf-8")
GUIDE_PAGES = (GUIDE, MACROS, DATA_FILE, CHECKS, DECISIONS, PUBLISHING)
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
HEADING = re.compile(r"^#{2,6} (?P<title>.+?) \{ #(?P<id>[\w-]+) \}$", re.MULTILINE)
FENCED = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")


def headings(page: str) -> list[re.Match[str]]:
    """Return the headings of the page; what stands in fences is none."""
    return list(HEADING.finditer(FENCED.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), page)))


def part(page: str, id_: str) -> str:
    """Return the text below the heading of that id, up to the next heading of any level."""
    marks = headings(page)
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        if mark["id"] == id_:
            return page[mark.end() : after.start() if after else len(page)]
    raise AssertionError(f"no heading {{ #{id_} }}")


def spans(text: str) -> list[str]:
    """Return what stands as code inside the lines of the text."""
    return SPAN.findall(FENCED.sub("", text))


def texts_of(raw: str) -> dict[str, dict[str, dict[str, object]]]:
    """Return the data as YAML alone reads them, every scalar a text."""
    data: dict[str, dict[str, dict[str, object]]] = yaml.load(raw, Loader=yaml.CBaseLoader)  # noqa: S506
    return data


def rows(text: str) -> list[list[str]]:
    """Return the cells of the table in that text, without its two head lines."""
    lines = [line for line in text.split("\n") if line.startswith("| ")]
    assert len(lines) > 1, "no table"
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def names(text: str) -> list[str]:
    """Return what stands as code in the first cell of each row."""
    return [SPAN.findall(row[0])[0] for row in rows(text)]


def fenced(text: str, kind: str = "") -> list[str]:
    """Return the fenced blocks of that kind, or of any."""
    return [block["text"] for block in FENCED.finditer(text) if kind in ("", block["kind"])]


def spoken(text: str) -> str:
    """Return the text with plain spaces and apostrophes and without marks of code."""
    return " ".join(text.replace("’", "'").replace("`", "").split())


def in_english(data: Any) -> Any:
    """Return the same with the English text in the place of each that stands there in several languages."""
    if isinstance(data, dict):
        if isinstance(data.get("en"), str):
            return data["en"]
        return {key: in_english(value) for key, value in data.items()}
    return [in_english(value) for value in data] if isinstance(data, list) else data


def plain(printed: str) -> str:
    """Return the words of the HTML as they are read."""
    return spoken(html.unescape(re.sub(r"<[^>]+>", " ", str(printed)))).replace(" ,", ",")
