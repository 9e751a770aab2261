"""Where the files of the project and of its tests stand."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
SETTINGS = tuple(sorted(path.name for path in ROOT.glob("mkdocs*.yml")))
"""The files of settings, one for each language and output."""
AUTHORED = ("data", "docs", "LICENSE", *SETTINGS)
"""What authors of a brief write, by its path in the project."""
PARTS = (*AUTHORED, "macros")
"""What a copy of the project needs to be built by itself."""

HOST = "127.0.0.1:59999"
"""For which the website is built; each process serves it at a port of its own."""
ADDRESS = f"http://{HOST}/brief/"
"""Where the website is said to be: in a folder, as a host may have more than one."""

BASE = TESTS / "support" / "base.yml"
"""The sections that complete the data of a test."""
SMALL = TESTS / "support" / "small.yml"
"""The data of a small brief."""
INVENTORY = TESTS / "support" / "inventory.yml"
"""Every claim of the article and every record of evidence, to be complete against."""
SECOND = TESTS / "second"
"""A brief of another subject, made up."""
MISTAKES = TESTS / "reading" / "mistakes"
"""Data files with mistakes, each with the problems that are to be told."""
FAULTS = TESTS / "checks" / "faults"
"""Single faults in sources and outputs, each with the code that is to be told."""
