"""What the files of this project's brief are called, as its data say."""

from __future__ import annotations

from macros.publishing.outputs.bundle import zip_of
from macros.publishing.outputs.paper import pdf_of
from macros.reading.data import figures_file
from support.places import ROOT

ABOUT = figures_file.load(ROOT).about
NAME = ABOUT.name
ZIP = zip_of(ABOUT)
PDF = pdf_of(ABOUT)
