"""Installs VS Code as a server, whose window is a page: the very editor, driven like any website.

Run as a script, it installs what is missing (as root on Debian) into `.venv/`; with the word `lock` behind
it, it renews the lock file. There is no download of a finished program: npm brings the sources of the
release, and the parts in C++ are built here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

# Run as a script, it is alone and asks no other module of the tests.
ROOT = Path(__file__).parents[3]
HERE = ROOT / "tests" / "editors"
VERSION: str = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]["code-server"]
PLACE = ROOT / ".venv" / f"code-server-{VERSION}"
PACKAGE = PLACE / "node_modules" / "code-server"
ENTRY = PACKAGE / "out" / "node" / "entry.js"
DONE = PLACE / "installed"
NODE = 20
"""The release of Node that this version of VS Code is made for; 22 does as well."""
DEBIAN = {
    "g++": Path("/usr/bin/g++"),
    "make": Path("/usr/bin/make"),
    "pkg-config": Path("/usr/bin/pkg-config"),
    "libkrb5-dev": Path("/usr/include/krb5.h"),
    "libxkbfile-dev": Path("/usr/include/X11/extensions/XKBfile.h"),
    "libx11-dev": Path("/usr/include/X11/Xlib.h"),
    "ripgrep": Path("/usr/bin/rg"),
    "chromium": Path("/usr/bin/chromium"),
}
"""What a package brings that is needed, by package."""
NATIVE = ("node-pty", "@vscode/spdlog", "native-watchdog", "@parcel/watcher", "@vscode/deviceid", "kerberos")


class Missing(Exception):  # noqa: N818
    """Raised where VS Code cannot be installed or is not there; says what to do."""


def command() -> list[str]:
    """Return the words that start VS Code. Raises Missing."""
    if not DONE.is_file():
        raise Missing("VS Code for the tests is not installed; run: make editors")
    return [_node(), str(ENTRY)]


def install() -> None:
    """Install VS Code, unless it is there. Raises Missing with what to do."""
    if DONE.is_file():
        return
    _packages()
    node = _node()
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, PLACE / name)
    code, extensions = PACKAGE / "lib/vscode", PACKAGE / "lib/vscode/extensions"
    _npm(PLACE, "ci", "--ignore-scripts")
    for folder in (code, extensions):
        _npm(folder, "install", "--omit=dev", "--ignore-scripts")
    ripgrep = code / "node_modules/@vscode/ripgrep/bin"
    ripgrep.mkdir(exist_ok=True)
    (ripgrep / "rg").symlink_to(DEBIAN["ripgrep"])
    # The step of node-pty that follows its own building fails and changes nothing.
    _npm(code, "rebuild", *NATIVE, check=False)
    _npm(PLACE, "rebuild", "argon2")
    (code / "node_modules.asar").symlink_to("node_modules")
    if not list((code / "node_modules/node-pty").rglob("pty.node")):
        raise Missing(f"VS Code {VERSION} could not be built; what is wrong stands above")
    subprocess.run([node, str(ENTRY), "--version"], check=True, capture_output=True)
    DONE.write_text(VERSION, "utf-8")


def lock() -> None:
    """Write the lock file anew from package.json, with hashes and without the address of a registry."""
    (HERE / "package-lock.json").unlink(missing_ok=True)
    _npm(HERE, "install", "--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts")


def _packages() -> None:
    lacking = [package for package, file in DEBIAN.items() if not file.exists()]
    advice = f"as root on Debian: apt-get install --no-install-recommends {' '.join(lacking)}"
    if lacking and (os.geteuid() != 0 or shutil.which("apt-get") is None):
        raise Missing(f"VS Code for the tests needs {' '.join(lacking)}\n{advice}")
    if lacking:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "--yes", "--no-install-recommends", *lacking]):
            subprocess.run(["apt-get", "--quiet", "--quiet", *words], env=quiet, check=True)  # noqa: S607


def _node() -> str:
    node = shutil.which("node")
    said = ""
    if node:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    found = re.match(r"v(\d+)", said)
    if not node or not found or int(found[1]) < NODE:
        raise Missing(f"VS Code for the tests needs Node {NODE} on the PATH, and finds {said or 'none'}")
    return node


def _npm(folder: Path, *words: str, check: bool = True) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise Missing("VS Code for the tests needs npm on the PATH")
    quiet = ("--no-audit", "--no-fund", "--loglevel=error")
    # Some parts refuse to be built by root unless told so.
    environment = {**os.environ, "npm_config_unsafe_perm": "true", "PUPPETEER_SKIP_DOWNLOAD": "1"}
    subprocess.run([npm, *words, *quiet], cwd=folder, env=environment, check=check)


if __name__ == "__main__":
    try:
        lock() if sys.argv[1:] == ["lock"] else install()
    except (Missing, subprocess.CalledProcessError) as error:
        sys.exit(f"error: {error}")
