"""What an author waits for after one edit of a page or of the data.

Whole builds are run again with all that they keep for the next one, as `mkdocs serve` does after each save.
The live preview is `figures preview`, whose page is fetched as a browser does: it is told of the new state,
loads it, and the edit must be in it.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generated import CALLS, address
from kinds import FINISHED, PLAIN, Kind
from previewing import Preview
from running import Cost, Failed, run

FIRST = 700_001
"""Value that no generated figure has; each edit of the data adds one."""


@dataclass
class Author:
    """Edits the page in the middle of a site, each time differently."""

    pages: int
    figures: int
    _count: Iterator[int]

    @classmethod
    def of(cls, pages: int, figures: int) -> Author:
        """Return one who has edited nothing yet."""
        return cls(pages, figures, itertools.count())

    @property
    def page(self) -> Path:
        """Return the page by its path under the folder of sources."""
        return Path(address(self.pages // 2))

    @property
    def figure(self) -> str:
        """Return the id of the first figure of the page."""
        return f"figure_{self.pages // 2 * CALLS % self.figures}"

    def page_edited(self, text: str) -> tuple[str, str]:
        """Return the text with a new sentence, and a word of it that nothing else holds."""
        word = "edit" + "".join(chr(97 + int(digit)) for digit in str(next(self._count)))
        return f"{text}\nThis is {word} here.\n", word

    def data_edited(self, text: str) -> tuple[str, str]:
        """Return the data with another value of the figure, and how pages print it."""
        value = FIRST + next(self._count)
        place = re.compile(rf'(\b{self.figure}"?:.*?\bvalue"?: )\d+', re.DOTALL)
        changed, found = place.subn(rf"\g<1>{value}", text, count=1)
        assert found  # noqa: S101  (all builders have the figure)
        return changed, f"{value:,}"


Edit = Callable[[str], tuple[str, str]]


def edits(kinds: Mapping[str, Kind], pages: int, figures: int, rounds: int, times: int) -> Iterator[str]:
    """Yield a line for each kind and edit: medians of whole builds by rounds, of the preview by times."""
    author = Author.of(pages, figures)
    yield f"after one edit, {pages:,} pages, {figures:,} figures"
    yield f"  {'kind':18}{'edit':14}{'CPU s':>8}{'ratio':>7}{'wall s':>8}  least–most wall"
    taken: dict[tuple[str, str], list[Cost]] = {}
    wrong: dict[tuple[str, str], str] = {}
    for _ in range(rounds):
        for kind in kinds.values():
            for name, path, edit in _files(kind, author):
                if (kind.name, name) in wrong:
                    continue
                try:
                    taken.setdefault((kind.name, name), []).append(rebuilt(kind, author, path, edit))
                except Failed as failed:
                    wrong[kind.name, name] = str(failed)
    floor = [cost.cpu for cost in taken.get((PLAIN, "page"), ())]
    for (kind_name, name), costs in taken.items():
        if (kind_name, name) not in wrong:
            yield line(kind_name, name, costs, floor)
    for (kind_name, name), words in wrong.items():
        yield f"  {kind_name:18}{name:14}failed: {words}"
    if FINISHED in kinds:
        try:
            for name, costs in previewed(kinds[FINISHED], author, times):
                yield line("live preview", name, costs, floor)
        except (Failed, OSError) as failed:
            yield f"  {'live preview':32}failed: {failed}"


def rebuilt(kind: Kind, author: Author, path: Path, edit: Edit) -> Cost:
    """Return what building after that edit took. Raises Failed, also where the page has not got it."""
    text, word = edit(path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    cost = run(kind.command, kind.root)
    if word not in (kind.output / author.page.with_suffix("") / "index.html").read_text("utf-8"):
        raise Failed("the built page has not got the edit")
    return cost


def previewed(kind: Kind, author: Author, times: int) -> Iterator[tuple[str, list[Cost]]]:
    """Yield what it took until the page was shown: its start, then after each way to edit."""
    with Preview(kind.root, author.page.with_suffix("").as_posix() + "/") as preview:
        yield "start", [preview.started]
        for name, path, edit in _files(kind, author):
            for way, change in (("saved", preview.save), ("typed", preview.type)):
                costs = []
                for _ in range(times):
                    text, word = edit(path.read_text("utf-8"))
                    costs.append(change(path, text, word))
                yield f"{name}, {way}", costs
            # What is typed and not saved must not hide what is saved next.
            preview.close(path)


def line(kind: str, edit: str, costs: list[Cost], floor: list[float]) -> str:
    """Return a line of the table; ratios are to the plain build after the edit of a page."""
    cpu, walls = statistics.median(cost.cpu for cost in costs), sorted(cost.wall for cost in costs)
    ratio = f"{cpu / statistics.median(floor):.2f}" if floor else "–"
    spread = f"{walls[0]:.2f}–{walls[-1]:.2f}"
    return f"  {kind:18}{edit:14}{cpu:8.2f}{ratio:>7}{statistics.median(walls):8.2f}  {spread}"


def _files(kind: Kind, author: Author) -> Iterator[tuple[str, Path, Edit]]:
    yield "page", kind.pages / author.page, author.page_edited
    if kind.data is not None:
        yield "data", kind.data, author.data_edited
