"""The commands: each word of the Makefile and of the command line is in the guide, with its options."""

from __future__ import annotations

import argparse
import re

from macros.commands import cli, command
from macros.commands.reports import FORMATS
from support.guide import CHECKS, GUIDE, MAKEFILE, README, names, part, rows


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the commands of the command line by name."""
    (found,) = (
        action
        for action in cli.parser()._actions  # argparse shows its commands nowhere else
        if isinstance(action, argparse._SubParsersAction)
    )
    return dict(found.choices)


def test_every_command_of_figures_is_in_the_guide_with_its_options() -> None:
    table = {row[0].strip("`"): row[1] for row in rows(part(GUIDE, "commands").split("Behind them")[1])}
    assert len(commands()) > 4
    assert sorted(table) == sorted(f"figures {name}" for name in commands())
    for name, parser in commands().items():
        for action in parser._actions:
            for option in action.option_strings:
                if option.startswith("--") and option != "--help":
                    assert f"`{option}`" in table[f"figures {name}"]


def test_the_options_and_forms_of_the_check_are_named() -> None:
    options, forms = part(CHECKS, "run").split("| Form |")
    stated = [option for action in commands()["check"]._actions for option in action.option_strings]
    assert names(options) == [option for option in stated if option.startswith("--") and option != "--help"]
    assert names(f"| Form |{forms}") == list(FORMATS)
    assert names(part(CHECKS, "severities")) == ["error", "warning"]


def test_every_word_of_the_makefile_is_in_the_guide_and_the_reverse() -> None:
    stated = re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE)
    assert len(stated) > 6
    assert sorted(names(part(GUIDE, "commands").split("Behind them")[0])) == sorted(
        f"make {word}" for word in stated
    )


def test_every_word_of_the_readme_is_one_of_the_makefile() -> None:
    used = set(re.findall(r"`make (\w+)`", README))
    assert {"site", "test", "serve", "check", "schema", "lock"} <= used
    assert used <= set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))


def test_every_exit_status_is_in_the_guide() -> None:
    found = [int(name) for name in names(part(GUIDE, "exit-status"))]
    assert found == [command.OK, command.PROBLEMS, command.WRONG_USE]
