"""The text in the bytes of a file: UTF-8, without the mark that may stand at its start."""

from __future__ import annotations

from macros.problems import Fault, Place, Problem


def decoded(raw: bytes, errors: str = "strict") -> str:
    """Return the text, its line ends as they are. Raises UnicodeDecodeError unless `errors` is "replace"."""
    return raw.decode("utf-8-sig", errors)


def with_plain_ends(text: str) -> str:
    r"""Return the text with \n at the end of every line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def not_utf8(path: str, error: UnicodeDecodeError) -> Problem:
    """Return the problem of a file that is no UTF-8, at the first sign that is none."""
    before = error.object[: error.start]
    line, column = before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode()) + 1
    return Fault("encoding", "this is not UTF-8", "save the file as UTF-8").at(Place(path, line, column))
