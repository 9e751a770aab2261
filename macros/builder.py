"""Runs MkDocs for every edition of every output in one go, with all that was read of the project."""

from __future__ import annotations

import io
import logging
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from macros.problems import BuildFailed
from macros.project.held import HELD, Held
from macros.project.project import Project
from macros.publishing.outputs.build import Job

FORK = "fork"
"""What was read is there in the processes that build without being handed over; Windows has no such way."""


_given: list[Project] = []
"""The project of the processes that build, which inherit it."""


def run(project: Project, jobs: Sequence[Job]) -> None:
    """Build all of them, side by side where the system can. Raises BuildFailed with what MkDocs said."""
    _given.append(project)
    try:
        if FORK in multiprocessing.get_all_start_methods():
            said = _side_by_side(project.root, jobs)
        else:
            said = [_built(job) for job in jobs]
    finally:
        _given.clear()
    if wrong := dict.fromkeys(filter(None, said)):
        raise BuildFailed("\n".join(wrong))


def _side_by_side(root: Path, jobs: Sequence[Job]) -> list[str]:
    workers = min(os.cpu_count() or 1, len(jobs))
    _ready(root, jobs[0])
    with ProcessPoolExecutor(workers, multiprocessing.get_context(FORK)) as pool:
        try:
            return list(pool.map(_built, jobs))
        except BrokenProcessPool:
            raise BuildFailed("a process that built ended without a word; is there memory left?") from None


def _ready(root: Path, job: Job) -> None:
    """Load what all of them load, so that the processes which are forked off need not do it one by one."""
    wrong = suppress(MkDocsException, SystemExit)  # of which the run itself tells
    with _at(root, job.environment), redirect_stderr(io.StringIO()), wrong:
        load_config(job.settings, site_dir=str(job.target.resolve()))


def _built(job: Job) -> str:
    """Build one; return what MkDocs said where it failed, else nothing."""
    (project,) = _given
    said = io.StringIO()
    with _at(project.root, job.environment), redirect_stdout(said), redirect_stderr(said), _heard(said):
        try:
            _build(project, job)
        except (MkDocsException, SystemExit) as error:
            return f"{said.getvalue()}{error}".strip()
    return ""


def _build(project: Project, job: Job) -> None:
    config = load_config(job.settings, site_dir=str(job.target.resolve()), strict=True)
    config[HELD] = Held(project.book, project)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


@contextmanager
def _at(root: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Be in that folder with that environment, as settings and plugins look there, and come back."""
    before, here = dict(os.environ), Path.cwd()
    os.environ.update(environment)
    os.chdir(root)
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _heard(said: io.StringIO) -> Iterator[None]:
    """Write there what MkDocs and its plugins warn of."""
    logger, handler = logging.getLogger("mkdocs"), logging.StreamHandler(said)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
