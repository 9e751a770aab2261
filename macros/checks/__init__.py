"""Every check, and the one way to run them: over the sources, and over what was built from them.

A check is a small module with one or more functions that take what is checked and yield problems. The
functions are named here; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

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
    data,
    editions,
    history,
    links,
    navigation,
    prose_numbers,
    smuggled,
)
from macros.checks.output import Output
from macros.checks.settings import Settings
from macros.problems import Problem
from macros.project import Sources

SourceCheck = Callable[[Sources, Settings], Iterator[Problem]]
OutputCheck = Callable[[Output, Sources, Settings], Iterator[Problem]]

SOURCE_CHECKS: tuple[SourceCheck, ...] = (
    links.links,
    navigation.navigation,
    editions.unlike_editions,
    navigation.named_files,
    prose_numbers.needless_allowance,
    prose_numbers.typed_in_settings,
    smuggled.markup,
    data.unused,
    data.review_due,
    data.stale_schema,
    history.unrecorded,
)
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


def of_sources(sources: Sources, settings: Settings) -> list[Problem]:
    """Return everything wrong with data, pages and settings, sorted."""
    found = chain.from_iterable(check(sources, settings) for check in SOURCE_CHECKS)
    return sorted({*sources.problems, *settings.problems, *found})


def of_output(output: Output, sources: Sources, settings: Settings) -> list[Problem]:
    """Return everything wrong with one built output, sorted."""
    found = chain.from_iterable(check(output, sources, settings) for check in OUTPUT_CHECKS)
    return sorted({*output.problems, *found})
