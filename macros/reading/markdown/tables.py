"""Reads tables: which blocks are one, and where each of their cells stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.reading.markdown.parts import READ, Part

TICKS = re.compile(r"(\\\\)|(\\`+)|(`+)|(\\\|)|(\|)")
BORDER = re.compile(r"(?<!\\)(?:\\\\)*\|$")


LOST = "lost"


def rows_of(part: Part) -> list[tuple[str, Part]] | None:
    """Return the cells that hold more than plain words, each with the name of its element; None if no table.

    Cells beyond those of the first row, which the builder drops, have the name `LOST`.
    """
    lines = part.lines()
    if len(lines) < 2:
        return None
    header, ruler = lines[0].text.strip(" "), lines[1].text.strip(" ")
    bordered = header.startswith("|") or BORDER.search(header) is not None
    columns = len(cells(header, bordered=bordered))
    if columns < 2:
        rest = (line.text.strip(" ") for line in lines[1:])
        if not bordered or not all(row.startswith("|") or BORDER.search(row) for row in rest):
            return None
    dashes = cells(ruler, bordered=bordered)
    if len(dashes) != columns or not {sign for start, end in dashes for sign in ruler[start:end]} <= set(
        "|:- "
    ):
        return None
    found = list(_read(lines[0], "th", columns, bordered=bordered))
    for line in lines[2:]:
        found += _read(line, "td", columns, bordered=bordered)
    return found


def _read(line: Part, name: str, columns: int, *, bordered: bool) -> Iterator[tuple[str, Part]]:
    row = line.text.strip(" ")
    edges = bordered * (row.startswith("|") + row.endswith("|"))
    if not READ.search(row) and row.count("|") < columns + edges:
        return
    first = len(line.text) - len(line.text.lstrip(" "))
    for number, (start, end) in enumerate(cells(row, bordered=bordered)):
        words = row[start:end].strip(" ")
        if number >= columns or READ.search(words):
            start += len(row[start:end]) - len(row[start:end].lstrip(" "))
            cell = line.cut(first + start, first + start + len(words))
            yield (name if number < columns else LOST), cell


def cells(row: str, *, bordered: bool) -> list[tuple[int, int]]:
    """Return start and end of each cell of a row; bars in code and behind a backslash divide nothing."""
    start, end = 0, len(row)
    if bordered:
        start = int(row.startswith("|"))
        border = BORDER.search(row, start)
        # The backslashes before the last bar go with it, as the builder has it.
        end = border.start() if border else end
    if "`" not in row and "\\" not in row:
        bars = [at for at in range(start, end) if row[at] == "|"]
    else:
        bars = _bars(row, start, end)
    return list(zip((start, *(at + 1 for at in bars)), (*bars, end), strict=True))


def _bars(row: str, start: int, end: int) -> list[int]:
    ticks: list[tuple[int, int, int, int]] = []
    bars: list[int] = []
    for found in TICKS.finditer(row, start, end):
        if found[2]:
            ticks.append((len(found[2]) - 1, 1, found.start(), found.end() - 1))
        elif found[3]:
            ticks.append((len(found[3]), 0, found.start(), found.end() - 1))
        elif found[5]:
            bars.append(found.start())
    later: dict[int, list[int]] = {}
    for index in range(len(ticks) - 1, -1, -1):
        later.setdefault(ticks[index][0], []).append(index)
    code: list[tuple[int, int]] = []
    index = 0
    while index < len(ticks):
        length, escaped, first, _ = ticks[index]
        size = length - escaped
        ends = later.get(size, [])
        while ends and ends[-1] <= index:
            ends.pop()
        if size and ends:
            index = ends.pop()
            code.append((first, ticks[index][3]))
        index += 1
    return [at for at in bars if not any(first <= at <= last for first, last in code)]
