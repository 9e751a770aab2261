"""What an editor can do about a problem: the nearest id, a macro for a number, a new entry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from macros.editor.completion import value
from macros.editor.index import Index, is_page, page_of
from macros.problems import Place, Problem
from macros.reading.data.figures_file import DATA_FILE

MEANT = re.compile(r"did you mean '([^']+)'\?")
NAMED = re.compile(r"'([^']+)'")
CALLS = re.compile(r"\{\{ (?:fig|period)\(\"([a-z0-9_]+)\"\) \}\}")
CALL = re.compile(r"\{\{.*?\}\}")
WORD = re.compile(r"[\w.,'’-]*\w")
SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class TextChange:
    """A text to put into a file in place of what stands from `column` to `end` of a line, counted from 0."""

    path: str
    line: int
    column: int
    end: int
    text: str


@dataclass(frozen=True)
class Fix:
    """One thing to do about a problem: what it is called, and the changes that it makes."""

    title: str
    changes: tuple[TextChange, ...]
    preferred: bool = False


def extent(problem: Problem, line: str) -> tuple[int, int]:
    """Return the first column and that behind the last of what a problem is about, counted from 0."""
    start = min(problem.place.column - 1, len(line))
    if line.startswith("{{", start) and (found := CALL.match(line, start)):
        return start, found.end()
    for quoted in NAMED.findall(problem.message):
        at = start + (line[start : start + 1] in ("'", '"'))
        if line.startswith(quoted, at):
            return at, at + len(quoted)
    found = WORD.match(line, start)
    return start, found.end() if found else min(start + 1, len(line))


def fixes(index: Index | None, problem: Problem, line: str, data: str) -> list[Fix]:
    """Return what can be done about a problem, given the line that it stands in and the data file."""
    start, _ = extent(problem, line)
    path, at = problem.place.path, problem.place.line - 1
    found: list[Fix] = []
    wrong = NAMED.search(problem.message)
    if (meant := MEANT.search(problem.hint)) and wrong:
        where = line.find(wrong[1], start)
        if where >= 0:
            change = TextChange(path, at, where, where + len(wrong[1]), meant[1])
            shown = _shown(index, path, meant[1])
            found.append(Fix(f"Write {meant[1]}{shown}", (change,), preferred=True))
    if problem.code == "typed-number" and is_page(path) and wrong:
        found += _number(index, problem, line, wrong[1], data)
    if problem.code == "unknown-figure" and wrong and (section := _new_entry(data, wrong[1], path, index)):
        found.append(Fix(f"Create the figure {wrong[1]} in {DATA_FILE}", (section,)))
    if problem.code == "heading-without-id" and wrong:
        slug = SLUG.sub("-", wrong[1].lower()).strip("-") or "an-id"
        change = TextChange(path, at, len(line.rstrip()), len(line), f" {{ #{slug} }}")
        found.append(Fix(f"Give the heading the id {slug}", (change,), preferred=True))
    return found


def _number(index: Index | None, problem: Problem, line: str, numeral: str, data: str) -> list[Fix]:
    path, at, start = problem.place.path, problem.place.line - 1, problem.place.column - 1
    end = start + len(numeral)
    if not line.startswith(numeral, start):
        return []  # it runs over several lines
    found = []
    known = (call for call in CALLS.finditer(problem.hint) if index and index.book.entry(call[1]))
    for nth, call in enumerate(known):
        first, last = _around(index, path, call[1], line, start, end)
        change = TextChange(path, at, first, last, call[0])
        found.append(
            Fix(f"Print {call[1]} here{_shown(index, path, call[1])}", (change,), preferred=nth == 0)
        )
    if not found and (entry := _new_entry(data, "new_figure", path, index, numeral)):
        call_ = TextChange(path, at, start, end, '{{ fig("new_figure") }}')
        found.append(Fix(f"Create a figure of {numeral} in {DATA_FILE} and print it here", (entry, call_)))
    quoted = numeral.replace('"', "'")
    allowed = TextChange(path, at, start, end, f'{{{{ allow("{quoted}", because="") }}}}')
    found.append(Fix(f"Keep {numeral}: it is no figure, because …", (allowed,)))
    return found


def _around(index: Index | None, path: str, id_: str, line: str, start: int, end: int) -> tuple[int, int]:
    """Return what the macro replaces: the whole printed value where it stands there already."""
    if index is not None and id_ in index.book.quantities:
        view = index.view(path)
        shown = view.amount(view.quantity(id_)).replace("\u00a0", " ")
        at = line.replace("\u00a0", " ").find(shown)
        if 0 <= at <= start and end <= at + len(shown):
            return at, at + len(shown)
    return start, end


def _shown(index: Index | None, path: str, id_: str) -> str:
    if index is None or id_ not in index.book.quantities:
        return ""
    return f" ({value(index.view(path), id_)})"


def _new_entry(data: str, id_: str, path: str, index: Index | None, numeral: str = "") -> TextChange | None:
    """Return the change that adds an entry at the end of the figures, its fields still to be filled in."""
    lines = data.split("\n")
    heads = [at for at, words in enumerate(lines) if re.match(r"[a-z_]+:", words)]
    start = next((at for at in heads if lines[at].startswith("figures:")), None)
    if start is None or not re.fullmatch(r"[a-z][a-z0-9_]*", id_):
        return None
    end = next((at for at in heads if at > start), len(lines))
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    digits = re.search(r"\d[\d.]*", numeral.replace(",", ""))
    themes = index.book.brief.themes if index else {}
    src = page_of(path).src
    theme = next((one for one, known in themes.items() if known.page == src), "")
    fields = ("label:", f"theme: {theme}", f"value: {digits[0] if digits else ''}", "unit:", "period:")
    words = "".join(f"    {field}\n" for field in (*(one.rstrip() for one in fields), "source:", "measures:"))
    return TextChange(DATA_FILE, end, 0, 0, f"  {id_}:\n{words}")


def on_line(place: Place, first: int, last: int) -> bool:
    """Return whether a place lies on one of these lines, counted from 0."""
    return first <= place.line - 1 <= last
