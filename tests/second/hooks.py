"""Lets the site builder finish the pages; mkdocs.yml names this file under `hooks`."""

from macros.hooks import *
