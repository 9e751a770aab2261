"""Builds the project by the lock and with the newest releases, and says by name what these change.

It is `make newest`. The newest releases are installed into an environment of their own, beyond the upper ends
of pyproject.toml but for HELD. The status is 0 where readers would get the same, 1 where anything differs or
the build fails: then the guard that spoke says what the theme or the builder has otherwise now.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from macros.publishing.outputs.build import DIST, INPUTS, SETTINGS, SITE
from macros.publishing.outputs.bundle import SUMS

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv" / "newest"
WORK = ROOT / ".build" / "newest"
PARTS = (*INPUTS, *sorted(path.name for pattern in SETTINGS for path in ROOT.glob(pattern)), "macros")
"""What an output is made from, and what makes it."""
LOCK = ROOT / "requirements" / "site.lock"
ADDRESS = "https://example.org/"
"""Of both builds, so that all is written that needs an address."""
HELD: Mapping[str, str] = MappingProxyType({"mkdocs": "<2", "mkdocs-material": "<10"})
"""Where a package becomes another program of the same name."""
DIGEST = re.compile(r"\.[0-9a-f]{8}(?=\.min\.(?:css|js)\b)")
"""In the names of the theme's files, and wherever pages name them."""
RELEASES = re.compile(r"\bmkdocs-[\w.]+, mkdocs-material-[\w.]+")
"""In the head of each page; the packages are named once instead."""
SHOWN = 40
"""Characters that are shown on either side of a difference."""
MOST = 30
"""Files that are named; the rest is counted."""


def main() -> int:
    """Build twice, print what differs, and return the status."""
    _install([*ranges(ROOT / "pyproject.toml")])
    before, now = installed(Path(sys.executable)), installed(VENV / "bin" / "python")
    locked = {name: before[name] for name in names_of(LOCK.read_text("utf-8")) if name in before}
    _say("packages", packages(locked, now))
    old, new = WORK / "lock", WORK / "newest"
    if failed := _built(Path(sys.executable), old, "site"):
        _say("the build by the lock fails", failed.splitlines())
        return 1
    if failed := _built(VENV / "bin" / "python", new, "site"):
        _say("the build with the newest releases fails", failed.splitlines())
        return 1
    found = list(differences(outputs(old), outputs(new)))
    _say(
        "website and bundle", found[:MOST] + ([f"and {len(found) - MOST} more"] if len(found) > MOST else [])
    )
    spoke = _zensical(new)
    return 1 if found or spoke else 0


def ranges(pyproject: Path) -> Iterator[str]:
    """Yield what the project needs to be built, each without an upper end but for HELD."""
    for line in tomllib.loads(pyproject.read_text("utf-8"))["project"]["dependencies"]:
        needed = Requirement(line)
        lower = [one for one in needed.specifier if one.operator in (">=", ">", "!=")]
        needed.specifier = SpecifierSet(",".join(map(str, lower))) & SpecifierSet(HELD.get(needed.name, ""))
        yield str(needed)


def names_of(lock: str) -> list[str]:
    """Return the names of the packages of a lock file."""
    return [canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)]


def installed(python: Path) -> dict[str, str]:
    """Return the version of each package by its name."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "list", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    own = ("pip", "setuptools", "wheel")
    found = {canonicalize_name(one["name"]): str(one["version"]) for one in json.loads(done.stdout)}
    return {name: version for name, version in found.items() if name not in own}


def packages(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each package that has another version, is new, or is needed no more."""
    for name in sorted({*before, *now}):
        old, new = before.get(name, "nothing"), now.get(name, "nothing")
        if old != new:
            yield f"{name} {old} → {new}"


def outputs(folder: Path) -> dict[str, bytes]:
    """Return the files of both outputs, by their names without digests."""
    found = {
        f"{SITE}/{path.relative_to(folder / SITE).as_posix()}": path.read_bytes()
        for path in (folder / SITE).rglob("*")
        if path.is_file()
    }
    (bundle,) = (folder / DIST).glob("*.zip")
    with zipfile.ZipFile(bundle) as packed:
        # The sums follow from the other files.
        inside = (name for name in packed.namelist() if not name.endswith(SUMS))
        found |= {f"bundle/{name}": packed.read(name) for name in inside}
    return {DIGEST.sub("", name): content for name, content in found.items()}


def differences(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a line for each file that readers would get otherwise, but for digests and releases in it."""
    for name in sorted({*before, *now}):
        if name not in now:
            yield f"{name}: is no more"
        elif name not in before:
            yield f"{name}: is new"
        elif before[name] != now[name]:
            told = _difference(before[name], now[name])
            if told:
                yield f"{name}{told}"


def _difference(before: bytes, now: bytes) -> str:
    """Return where two files differ first, with line and words; nothing if they do in these alone."""
    try:
        old, new = (RELEASES.sub("", DIGEST.sub("", content.decode())) for content in (before, now))
    except UnicodeDecodeError:
        return f": {len(before)} bytes → {len(now)} bytes"
    if old == new:
        return ""
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    at = min(len(old), len(new)) if same is None else same
    line = old.count("\n", 0, at) + 1
    shown = (repr(text[max(0, at - SHOWN) : at + SHOWN]) for text in (old, new))
    return f":{line}: {' → '.join(shown)}"


# --- what is run -----------------------------------------------------------------------------------


def _install(needed: list[str]) -> None:
    if not (VENV / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    subprocess.run([*_pip(), *needed], check=True)


def _pip() -> list[str]:
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    return [*pip, "install", "--upgrade", "--upgrade-strategy", "eager"]


def _built(python: Path, folder: Path, *words: str) -> str:
    """Build a copy of the project in that folder; return what was said if that failed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name)
    return _run([str(python), "-m", "macros", *words], folder)


def _run(command: list[str], folder: Path) -> str:
    environment = {**os.environ, "SITE_URL": ADDRESS, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return f"{done.stdout}{done.stderr}".strip() if done.returncode else ""


def _zensical(folder: Path) -> bool:
    """Build with the newest Zensical as well; return whether something speaks against it."""
    if failed := _run([*_pip(), "zensical"], folder):
        _say("zensical", [f"the newest cannot be installed: {failed.splitlines()[-1]}"])
        return False
    version = installed(VENV / "bin" / "python")["zensical"]
    failed = _run([str(VENV / "bin" / "python"), "-m", "macros", "site", "--builder", "zensical"], folder)
    _say(f"zensical {version}", failed.splitlines() or ["builds a website that passes all checks"])
    return bool(failed)


def _say(what: str, lines: Iterable[str]) -> None:
    """Print a list, also into the summary of a workflow."""
    said = list(lines) or ["nothing changed"]
    text = "\n".join((f"{what}:", *(f"  {line}" for line in said)))
    print(text, flush=True)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write("\n".join((f"### {what}", "", *(f"- `{line}`" for line in said), "", "")))


if __name__ == "__main__":
    sys.exit(main())
