"""The programs and libraries beside Python that the tests need, and what to install if they are not there.

Run as a script, it installs what is missing (as root on Debian) and then the Node tools of the lock file;
with the word `lock` behind it, it renews that file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from macros.publishing.outputs import paper

# Run as a script, it is alone and asks no other module of the tests.
WEB = Path(__file__).parents[1] / "web"
MODULES = WEB / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
LIGHTHOUSE = MODULES / "lighthouse" / "cli" / "index.js"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"

NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "firefox-esr": ("firefox-esr", "firefox"),
    "default-jre-headless": ("java",),
    "nodejs": ("node", "nodejs"),
    "npm": ("npm",),
}
"""The commands that do, in order of preference, by the Debian package that brings the first."""
QUICKER = "chromium-headless-shell"
"""The engine of Chromium without its windows: what it shows is the same, in three quarters of the time."""
OLDEST_NODE = (18, 20)
FONTS = "fonts-noto-core"
FONT = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")
"""A bare Debian has a single wide font, which readers hardly have: pages are looked at in a usual one."""


class Missing(Exception):  # noqa: N818
    """Raised where a program is not there; says what to install."""


def program(package: str) -> str:
    """Return the path of the program that this Debian package, or one like it, brings.

    Raises Missing.
    """
    path = program_of(package)
    if path is None:
        raise Missing(advice(missing()))
    return path


def page_opener() -> str:
    """Return the path of what opens pages for tests: Chromium without windows, where that is there.

    Raises Missing.
    """
    return shutil.which(QUICKER) or program("chromium")


def program_of(package: str) -> str | None:
    """Return the path of the first of its programs that is there."""
    return next(filter(None, map(shutil.which, NAMES[package])), None)


def missing() -> list[str]:
    """Return the Debian packages whose program is not there, or is too old."""
    lacking = [package for package in NAMES if program_of(package) is None] + paper.missing()
    node = program_of("nodejs")
    if node and _version(node) < OLDEST_NODE:
        lacking.append("nodejs")
    return lacking


def advice(packages: list[str]) -> str:
    """Return what somebody must do so that these are there."""
    wanted = " ".join(packages)
    return (
        f"the tests need {wanted}\n"
        f"on Debian, as root: apt-get install --no-install-recommends {wanted}\n"
        f"elsewhere: Chromium or Google Chrome, Firefox, Java 11 or newer, "
        f"and Node {'.'.join(map(str, OLDEST_NODE))} or newer with npm, all on the PATH, and Pango"
    )


def set_up() -> None:
    """Install what is missing.

    Raises Missing where that takes somebody's hands, and CalledProcessError where an installer fails.
    """
    lacking = missing()
    if _may_install():
        needed = lacking if FONT.is_file() else [*lacking, FONTS]
        quicker = [] if shutil.which(QUICKER) else [QUICKER]
        if needed or quicker:
            _apt("update")
        if needed:
            _apt("install", "--yes", "--no-install-recommends", *needed)
        if quicker:  # the tests do without it where no archive has it
            _apt("install", "--yes", "--no-install-recommends", *quicker, check=False)
        lacking = missing()
    if lacking:
        raise Missing(advice(lacking))
    _npm("ci")


def _apt(*words: str, check: bool = True) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "--quiet", "--quiet", *words], env=quiet, check=check)  # noqa: S607


def lock() -> None:
    """Write the lock file anew from package.json: a hash for every package, the address of none."""
    (WEB / "package-lock.json").unlink(missing_ok=True)
    _npm("install", "--package-lock-only", "--omit-lockfile-registry-resolved")
    path = WEB / "package-lock.json"
    locked = json.loads(path.read_text("utf-8"))
    for place, entry in locked["packages"].items():
        for name, wanted in entry.get("dependencies", {}).items():
            if wanted == "latest":
                # Without an address npm asks each time what is latest, and refuses what is not.
                inner, outer = f"{place}/node_modules/{name}", f"node_modules/{name}"
                found = locked["packages"].get(inner) or locked["packages"][outer]
                entry["dependencies"][name] = found["version"]
    path.write_text(json.dumps(locked, indent=2) + "\n", "utf-8")


def _npm(*words: str) -> None:
    # No package may run a script of its own here, and none needs the browser that one would fetch.
    environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    subprocess.run([program("npm"), *words, *quiet], cwd=WEB, env=environment, check=True)


def _version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(number) for number in re.findall(r"\d+", said)[:2])


def _may_install() -> bool:
    """Tell whether apt brings these as ordinary packages; those of Ubuntu are snaps."""
    release = Path("/etc/os-release")
    debian = release.is_file() and re.search(r"^ID=debian$", release.read_text("utf-8"), re.MULTILINE)
    return bool(debian and os.geteuid() == 0 and shutil.which("apt-get"))


if __name__ == "__main__":
    try:
        lock() if sys.argv[1:] == ["lock"] else set_up()
    except (Missing, subprocess.CalledProcessError) as error:
        sys.exit(f"error: {error}")
