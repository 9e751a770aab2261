"""The layers of macros/: imports point one way, and no site builder is known below the adapter."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "macros"
MODULES = sorted(path.stem for path in FOLDER.glob("*.py"))

# From the bottom up: a module imports from the lines above its own, or from earlier in its own line.
LAYERS = (
    (
        *("problems", "periods", "units", "pages", "numerals", "numberwords", "prose", "datatree"),
        *("measuring", "files", "memory"),
    ),
    ("model", "markup", "entries", "drawing", "rowchart", "timechart", "railchart"),
    ("translations", "derive", "verdicts", "scan", "reach", "possible", "history"),
    (
        *("reading", "recorded", "registry", "typed", "spread", "ages"),
        *("vocabulary", "persian", "arabic", "wording"),
    ),
    ("formatting", "editions", "citing"),
    ("view",),
    (
        *("pieces", "sentence", "comparing", "distances", "freshness", "details", "framing", "scaled"),
        *("exporting", "documents", "citations"),
    ),
    (
        *("blocks", "beside", "changelog", "charts", "timecharts"),
        *("takeaway", "linkeddata", "listing", "extracting"),
    ),
    ("words", "feed", "resolving", "plaintext", "tried"),
    ("editions", "searching", "finishing", "trimming", "lettering", "socialimage", "passages", "reviewing"),
    ("engine", "kept", "salvage", "saying", "project", "effects", "schema", "outlet", "held"),
    (
        *(
            "__init__",
            "hooks",
            "zipping",
            "bundle",
            "binding",
            "paper",
            "building",
            "reporting",
            "checking",
            "handing",
        ),
        *("recording", "doctor", "diffing", "zensical_settings", "zensical_site", "cli", "__main__"),
    ),
)
ORDER = {name: place for place, name in enumerate(name for layer in LAYERS for name in layer)}
FRONT = LAYERS[-1]
BUILDERS = {"mkdocs", "mkdocs_macros", "material", "materialx", "zensical"}


def imports(module: str) -> Iterator[str]:
    """Yield the full name of everything that the module imports, wherever in it."""
    tree = ast.parse((FOLDER / f"{module}.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by dots; write from macros.…"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def own(module: str) -> set[str]:
    """Return the modules of macros/ that the module imports."""
    parts = [name.split(".") for name in imports(module)]
    return {part[1] for part in parts if part[0] == "macros" and len(part) > 1} & set(MODULES)


def test_the_sweep_sees_the_modules() -> None:
    assert len(MODULES) >= 25
    assert own("words") >= {"beside", "blocks", "listing", "sentence", "view"}
    assert "reading" in own("__init__") | own("project")


def test_every_module_has_its_layer() -> None:
    assert set(MODULES) == set(ORDER), "put the module into its line of LAYERS"


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    upward = {name for name in own(module) if ORDER[name] >= ORDER[module]}
    assert not upward, f"{module} imports {', '.join(sorted(upward))} from above"


@pytest.mark.parametrize("module", [name for name in MODULES if name not in FRONT])
def test_no_site_builder_is_known_below_the_front_ends(module: str) -> None:
    assert not {name.partition(".")[0] for name in imports(module)} & BUILDERS


def test_the_preview_is_a_front_end_and_knows_the_site_builder_in_one_process_only() -> None:
    inside = {path.stem: set(imports(f"preview/{path.stem}")) for path in (FOLDER / "preview").glob("*.py")}
    assert len(inside) >= 9
    knowing = {name for name, all_ in inside.items() if {part.partition(".")[0] for part in all_} & BUILDERS}
    assert knowing == {"warm"}
    needing = {
        name
        for name, all_ in inside.items()
        if any(part.startswith("macros.editor.preview.warm") for part in all_)
    }
    assert needing == {"answering"}
    assert {name for name, all_ in inside.items() if any("answering" in part for part in all_)} == {"child"}
    for module in set(MODULES) - set(FRONT):
        assert not any(name.startswith("macros.preview") for name in imports(module)), module


def test_checks_stand_on_the_core_and_only_front_ends_on_the_checks() -> None:
    inside = sorted(path.stem for path in (FOLDER / "checks").glob("*.py"))
    assert len(inside) >= 15
    for name in inside:
        needed = own(f"checks/{name}")
        assert not needed & set(FRONT), f"checks/{name} imports a front end: {needed & set(FRONT)}"
        assert not {part.partition(".")[0] for part in imports(f"checks/{name}")} & BUILDERS
        assert name == "__init__" or name not in sys.stdlib_module_names
    for module in set(MODULES) - set(FRONT):
        assert not any(name.startswith("macros.checks") for name in imports(module)), module


# The same inside macros/editor: the answers, from the bottom up, then what speaks with editors.
EDITOR = (
    *(
        "positions",
        "mentions",
        "hints",
        "index",
        "finding",
        "completion",
        "hover",
        "fixes",
        "renaming",
        "lenses",
    ),
    *("workbench", "apart", "setup", "wire", "state", "answers", "previewing", "server"),
)
SPEAKING = ("wire", "state", "answers", "previewing", "server")
PROTOCOL = {"pygls", "lsprotocol", "cattrs"}


def inside_editor(name: str) -> set[str]:
    parts = [full.split(".") for full in imports(f"editor/{name}")]
    return {part[2] for part in parts if part[:2] == ["macros", "editor"] and len(part) > 2}


def test_every_module_of_the_editor_has_its_place() -> None:
    assert {path.stem for path in (FOLDER / "editor").glob("*.py")} == {"__init__", *EDITOR}


@pytest.mark.parametrize("name", EDITOR)
def test_answers_for_editors_know_neither_an_editor_nor_a_site_builder(name: str) -> None:
    needed = {full.partition(".")[0] for full in imports(f"editor/{name}")}
    assert not needed & (BUILDERS if name in SPEAKING else BUILDERS | PROTOCOL)
    assert not own(f"editor/{name}") & set(FRONT)
    assert inside_editor(name) <= set(EDITOR[: EDITOR.index(name)])
    for module in set(MODULES) - set(FRONT):
        assert not any(full.startswith("macros.editor") for full in imports(module)), module


def test_the_server_runs_without_a_site_builder() -> None:
    script = "import sys, macros.editor.server.language_server; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=FOLDER.parent, capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert {"macros", "pygls"} <= loaded
    assert not loaded & BUILDERS


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_named_like_one_of_the_standard_library(module: str) -> None:
    assert module.startswith("__") or module not in sys.stdlib_module_names


def test_the_core_runs_without_a_site_builder() -> None:
    script = (
        "import sys, macros.printing.macros, macros.project.project; "
        "print(*sorted(name.partition('.')[0] for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=FOLDER.parent, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert {"macros", "yaml", "babel"} <= loaded
    assert not loaded & BUILDERS
