"""Every check of a built output."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from macros.checks import (
    built_address,
    built_bundle,
    built_charts,
    built_details,
    built_exports,
    built_language,
    built_links,
    built_markup,
    built_offline,
    built_policy,
    built_safety,
    built_text,
    built_values,
    built_weight,
)
from macros.checks.output import Output
from macros.checks.settings import Settings
from macros.problems import Problem
from macros.project import Sources

OutputCheck = Callable[[Output, Sources, Settings], Iterator[Problem]]

OUTPUT_CHECKS: tuple[OutputCheck, ...] = (
    built_links.built_links,
    built_links.built_ids,
    built_links.built_files,
    built_offline.built_hosts,
    built_offline.built_server,
    built_offline.built_scripts,
    built_text.built_text,
    built_language.built_language,
    built_values.built_values,
    built_charts.built_charts,
    built_details.built_details,
    built_exports.built_exports,
    built_safety.built_safety,
    built_safety.built_addresses,
    built_markup.built_markup,
    built_policy.built_policy,
    built_address.built_address,
    built_address.built_robots,
    built_bundle.built_sums,
    built_bundle.built_size,
    built_weight.built_weight,
)
