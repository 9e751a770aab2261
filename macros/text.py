"""The text in the bytes of a file, and words as they are compared."""

from __future__ import annotations

from unicodedata import normalize

from macros.problems import Fault, Place, Problem


def decoded(raw: bytes, errors: str = "strict") -> str:
    """Return the text, its line ends as they are. Raises UnicodeDecodeError unless `errors` is "replace"."""
    return raw.decode("utf-8-sig", errors)


LOOKALIKES = str.maketrans("يىكة٠١٢٣٤٥٦٧٨٩", "ییکه۰۱۲۳۴۵۶۷۸۹", "\u200c\u200e\u200f\u0640")
"""Letters that look alike in Persian and Arabic, and signs that nobody sees."""


def alike(words: str) -> str:
    """Return the words as they are compared where letter case and letters that look alike do not count."""
    return normalize("NFC", words).translate(LOOKALIKES).casefold()


def with_plain_ends(text: str) -> str:
    r"""Return the text with \n at the end of every line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def not_utf8(path: str, error: UnicodeDecodeError) -> Problem:
    """Return the problem of a file that is no UTF-8, at the first sign that is none."""
    before = error.object[: error.start]
    line, column = before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode()) + 1
    return Fault("encoding", "this is not UTF-8", "save the file as UTF-8").at(Place(path, line, column))
