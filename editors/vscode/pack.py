"""Packs the extension for VS Code into one file whose bytes depend on nothing but its sources.

With the word `lock` behind it, it renews the lock file of the Node packages.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PACKED = HERE / "figures.vsix"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold; real file times would make every packing differ."""

ASSETS = {
    "Code.Manifest": "package.json",
    "Services.Content.Details": "readme.md",
    "Services.Content.License": "LICENSE.txt",
}
"""What VS Code looks for in an extension, by its kind."""
TYPES = """<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension=".json" ContentType="application/json"/>
  <Default Extension=".vsixmanifest" ContentType="text/xml"/>
  <Default Extension=".js" ContentType="application/javascript"/>
  <Default Extension=".md" ContentType="text/markdown"/>
  <Default Extension=".txt" ContentType="text/plain"/>
</Types>
"""


def main() -> int:
    """Bundle and pack, or renew the lock file."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("error: packing the extension needs Node and npm on the PATH")
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    if sys.argv[1:] == ["lock"]:
        (HERE / "package-lock.json").unlink(missing_ok=True)
        words = ("install", "--package-lock-only", "--omit-lockfile-registry-resolved")
        subprocess.run([npm, *words, *quiet], cwd=HERE, check=True)
        return 0
    subprocess.run([npm, "ci", *quiet], cwd=HERE, check=True)
    subprocess.run([npm, "run", "--silent", "bundle"], cwd=HERE, check=True)
    pack(PACKED)
    print(f"{PACKED.relative_to(ROOT).as_posix()} ({PACKED.stat().st_size / 1000:.0f} kB)")
    return 0


def pack(target: Path) -> None:
    """Write the bundled extension to that file."""
    about = json.loads((HERE / "package.json").read_text("utf-8"))
    shipped = {name: value for name, value in about.items() if name not in ("devDependencies", "scripts")}
    files = {
        "[Content_Types].xml": TYPES,
        "extension.vsixmanifest": manifest(about),
        "extension/package.json": json.dumps(shipped, ensure_ascii=False, indent=2) + "\n",
        "extension/readme.md": (HERE / "README.md").read_text("utf-8"),
        "extension/LICENSE.txt": (ROOT / "LICENSE").read_text("utf-8"),
        "extension/dist/extension.js": (HERE / "dist/extension.js").read_text("utf-8"),
    }
    with zipfile.ZipFile(target, "w") as packed:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, text.encode(), compresslevel=9)


def manifest(about: dict[str, str]) -> str:
    """Return what VS Code reads of an extension before it installs it."""
    engine = json.loads((HERE / "package.json").read_text("utf-8"))["engines"]["vscode"]
    identity = (
        f"Language={quoteattr('en-US')} Id={quoteattr(about['name'])} "
        f"Version={quoteattr(about['version'])} Publisher={quoteattr(about['publisher'])}"
    )
    assets = "\n".join(
        f'    <Asset Type="Microsoft.VisualStudio.{kind}" Path="extension/{path}" Addressable="true"/>'
        for kind, path in ASSETS.items()
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity {identity}/>
    <DisplayName>{escape(about["displayName"])}</DisplayName>
    <Description xml:space="preserve">{escape(about["description"])}</Description>
    <Categories>{escape(",".join(about["categories"]))}</Categories>
    <License>extension/LICENSE.txt</License>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value={quoteattr(engine)}/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
    </Properties>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
{assets}
  </Assets>
</PackageManifest>
"""


if __name__ == "__main__":
    sys.exit(main())
