"""The text of the guide: it names files that exist, and has one sentence a line."""

from __future__ import annotations

import re

from support.guide import FENCED, GUIDE_PAGES, README, spans
from support.places import ROOT


def test_every_file_that_the_guide_names_exists() -> None:
    made = ("site/", "dist/", ".build/", ".venv/", "editors/vscode/figures.vsix", "data/languages/")
    named = {
        span
        for text in (*GUIDE_PAGES, README)
        for span in spans(text)
        if re.fullmatch(r"\.?[a-z][\w-]*/[\w./-]*|[\w.]+\.yml", span) and not span.startswith(made)
    }
    assert len(named) > 10
    assert not {name for name in named if not (ROOT / name).exists()}


def test_one_sentence_a_line() -> None:
    seen = 0
    for text in (*GUIDE_PAGES, README):
        for line in re.sub(FENCED, "", text).split("\n"):
            if not line.startswith("|"):
                seen += bool(line)
                assert not re.search(r"[a-z”)`][.!?] [A-Z“]", line), line
    assert seen > 100
