"""Finds a bundle that cannot be verified or passed on, and pages that are too heavy for a slow line."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator

from macros.checks.output.output import Output
from macros.problems import Problem
from macros.project.project import Project
from macros.project.settings import Settings
from macros.publishing.outputs.bundle import SUMS
from macros.reading.pages.routes import REVIEWS

LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
LARGEST = 2_000_000
"""Bytes that the zip may have: it is sent by mail and kept on phones."""


def built_sums(output: Output, _project: Project, _settings: Settings) -> Iterator[Problem]:
    """Every file of the bundle stands in its list of sums, with the right one."""
    if not output.offline:
        return
    known = _known(output)
    for name in sorted(output.files | known.keys()):
        if name == SUMS:
            continue
        if name not in output.files:
            what = f"'{name}' has a sum and is not there"
        elif name not in known:
            what = f"'{name}' has no sum"
        elif known[name] != hashlib.sha256((output.folder / name).read_bytes()).hexdigest():
            what = f"'{name}' has another sum"
        else:
            continue
        yield Problem(
            output.place(SUMS), "wrong-sum", what, "build the bundle again, and change no file in it"
        )


def built_size(output: Output, _project: Project, _settings: Settings) -> Iterator[Problem]:
    """No bundle is too large for mail and phones."""
    if output.packed > LARGEST:
        largest = max(output.files, key=lambda name: ((output.folder / name).stat().st_size, name))
        message = f"the zip has {output.packed} bytes, and {LARGEST} are allowed"
        hint = f"leave out what readers can do without; the largest file is '{largest}'"
        yield Problem(output.place(), "large-bundle", message, hint)


def _known(output: Output) -> dict[str, str]:
    if SUMS not in output.files:
        return {}
    lines = (output.folder / SUMS).read_text("utf-8", errors="replace").splitlines()
    return {found[2]: found[1] for line in lines if (found := LINE.fullmatch(line))}


HEAVIEST = 60_000
"""Bytes that the HTML of a page may have, compressed as servers send it."""
FASTEST = 1


def built_weight(output: Output, _project: Project, _settings: Settings) -> Iterator[Problem]:
    """No page grows with the register until it is too heavy."""
    for name, page in output.pages.items():
        html = page.html.encode()
        if name.startswith(REVIEWS):
            continue  # it holds a page in every language, for the few who asked for it
        # Nearly every page passes the quick look.
        if len(html) <= HEAVIEST or len(zlib.compress(html, FASTEST)) <= HEAVIEST:
            continue
        if (weight := len(zlib.compress(html))) > HEAVIEST:
            message = f"the page has {weight} bytes when compressed, and {HEAVIEST} are allowed"
            hint = "split it; figures of a theme can be divided among several themes"
            yield Problem(output.place(name), "heavy-page", message, hint)
