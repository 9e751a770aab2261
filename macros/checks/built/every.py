"""Every check of a built output."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from macros.checks.built import (
    address,
    bundle,
    charts,
    downloads,
    language,
    links,
    markup,
    offline,
    panel,
    safety,
    text,
    values,
)
from macros.checks.output.output import Output
from macros.problems import Problem
from macros.project.project import Project
from macros.project.settings import Settings

OutputCheck = Callable[[Output, Project, Settings], Iterator[Problem]]

OUTPUT_CHECKS: tuple[OutputCheck, ...] = (
    links.built_links,
    links.built_ids,
    links.built_files,
    offline.built_hosts,
    offline.built_server,
    offline.built_scripts,
    text.built_text,
    language.built_language,
    values.built_values,
    charts.built_charts,
    panel.built_details,
    downloads.built_exports,
    safety.built_safety,
    safety.built_addresses,
    markup.built_markup,
    safety.built_policy,
    address.built_address,
    address.built_robots,
    bundle.built_sums,
    bundle.built_size,
    bundle.built_weight,
)
