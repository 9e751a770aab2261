"""What the files of this project's brief are called, as its data say."""

from __future__ import annotations

from macros.project.project import read_project
from macros.publishing.outputs.bundle import zip_of
from macros.publishing.outputs.paper import pdf_of
from support.places import ROOT

ABOUT = read_project(ROOT).book.brief.about
NAME = ABOUT.name
ZIP = zip_of(ABOUT)
PDF = pdf_of(ABOUT)
