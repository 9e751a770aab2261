"""A small output, website or bundle, that is right in everything until a test changes it."""

from __future__ import annotations

from pathlib import Path

from macros import checks
from macros.checks.output.output import load_output
from macros.figures.book import Book
from macros.printing import macros
from macros.printing.downloads import files as takeaway
from macros.printing.view import View
from macros.problems import Problem
from macros.project.project import Project
from macros.project.settings import Settings
from macros.project.tried import Printed, Tried
from macros.publishing.finish import Image, SiteHead, guards, social
from macros.publishing.finish import PageHead as Page_
from macros.publishing.outputs.bundle import SUMS, sha256
from macros.reading.pages.page import read_page
from macros.reading.pages.routes import Page

SITE_URL = "https://example.org/report/"
HEAD = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{guards}\n<title>{title}</title>\n'
    '<meta name="description" content="{title}">\n{own}\n'
    '<link rel="icon" href="{up}assets/icon.svg">\n<link rel="manifest" href="{up}app.webmanifest">\n'
    '<link rel="stylesheet" href="{up}assets/style.css">\n{head}\n</head>\n<body>\n'
)
IMAGE = Image("assets/icon.svg", "An icon", 1200, 630)
CSS = """\
@import "more.css";
body { background: url(icon.svg#a) }
p { background: url("data:image/gif;base64,R0") }
"""
MANIFEST = '{"start_url": "./", "icons": [{"src": "assets/icon.svg"}]}'
PAGES = {
    "index.md": "# Home { #home }\n\n[Trade](trade.md#facts)\n",
    "trade.md": '---\ntitle: Trade\n---\n\n# Trade\n\n## Facts { #facts }\n\n{{ fig("TRADE") }}\n\nEnd.\n',
    "register/economics.md": "# Register\n",
}


class Small:
    """A small output of three pages, whose files a test may change before it is checked."""

    def __init__(self, folder: Path, book: Book, *, bundled: bool) -> None:
        self.root, self.offline, self.book = folder / "project", bundled, book
        self.out = folder / "out"
        self.sums, self.packed = True, 0
        self.figure = next(iter(book.brief.figures.values()))
        register = f"register/{self.figure.theme}.md"
        self.texts = {
            src.replace("register/economics.md", register): text.replace("TRADE", self.figure.id)
            for src, text in PAGES.items()
        }
        self.register = register
        for src, text in self.texts.items():
            self.write(self.root / "docs" / src, text)
        for name, text in (
            ("assets/style.css", CSS),
            ("assets/more.css", "p { color: red }\n"),
            ("assets/icon.svg", '<svg xmlns="http://www.w3.org/2000/svg"><g id="a"/></svg>\n'),
            ("app.webmanifest", MANIFEST),
        ):
            self.write(self.root / "docs" / name, text)
            self.write(self.out / name, text)
        self.page(
            "index.md", f'<h1 id="home">Home</h1>\n<p><a href="{self.to("trade.md")}#facts">Trade</a></p>'
        )
        self.page("trade.md", f'<h1>Trade</h1>\n<h2 id="facts">Facts</h2>\n<p>{self.fig()}</p>\n<p>End.</p>')
        self.page(register, f'<h1>Register</h1>\n<h2 id="{self.figure.id}">It</h2>')
        if not bundled:
            rows = "".join(f"<url><loc>{self.address(src)}</loc></url>\n" for src in self.texts)
            self.write(self.out / "sitemap.xml", f"<urlset>\n{rows}</urlset>\n")
            self.write(self.out / "robots.txt", f"Sitemap: {SITE_URL}sitemap.xml\n")

    def fig(self) -> str:
        view = View(self.book, Page("trade.md", not self.offline))
        return macros.call(view, "fig", [self.figure.id], {})

    def to(self, src: str) -> str:
        return Page("index.md", not self.offline).href(src)

    def name(self, src: str) -> str:
        stem = src.removesuffix(".md")
        flat = self.offline or stem == "index"
        return f"{stem}.html" if flat else f"{stem}/index.html"

    def address(self, src: str) -> str:
        return SITE_URL + self.name(src).removesuffix("index.html")

    def page(self, src: str, body: str, *, head: str = "") -> None:
        name = self.name(src)
        up = "../" * name.count("/")
        site = SiteHead("A report", "" if self.offline else SITE_URL, images={name: IMAGE})
        page = Page_(name, src, src, "" if self.offline else self.address(src), up)
        own = f'<link rel="canonical" href="{page.address}">\n{social(site, page)}' if page.address else ""
        start = HEAD.format(title=src, up=up, guards=guards(site, page), own=own, head=head)
        self.write(self.out / name, f"{start}<article>\n{body}\n</article>\n</body>\n</html>\n")

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def add(self, html: str, markdown: str = "", *, to: str = "trade.md") -> None:
        """Put HTML behind the last paragraph of a page, and what it was made from into its source."""
        path = self.out / self.name(to)
        path.write_text(path.read_text("utf-8").replace("\n</article>", f"\n{html}\n</article>"), "utf-8")
        self.texts[to] += f"\n{markdown or html}\n"
        self.write(self.root / "docs" / to, self.texts[to])

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.out / name).read_bytes().decode()
        assert old in text
        (self.out / name).write_bytes(text.replace(old, new, 1).encode())

    def download(self) -> list[str]:
        """Write everything that can be downloaded, and return its paths."""
        page = Page("index.md", not self.offline, site=SITE_URL)
        files = takeaway.files(View(self.book, page))
        for name, text in files.items():
            (self.out / name).parent.mkdir(parents=True, exist_ok=True)
            (self.out / name).write_bytes(text.encode())
        return list(files)

    def problems(self) -> list[Problem]:
        scans = {src: read_page(f"docs/{src}", text) for src, text in self.texts.items()}
        view = View(self.book, Page("trade.md"))
        printed = tuple(
            Printed("trade.md", call, macros.call(view, call.name, call.args, call.kwargs))
            for call in scans["trade.md"].calls
            if call.args and call.args[0] in self.book.quantities
        )
        project = Project(self.root, self.texts, scans, self.book, {"trade.md": Tried(printed)})
        if self.offline and self.sums:
            listed = (path for path in sorted(self.out.rglob("*")) if path.is_file() and path.name != SUMS)
            lines = (f"{sha256(path)}  {path.relative_to(self.out).as_posix()}\n" for path in listed)
            self.write(self.out / SUMS, "".join(lines))
        output = load_output(self.out, "out", self.texts, offline=self.offline, packed=self.packed)
        return checks.of_output(output, project, Settings({"site_url": SITE_URL}))

    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems()]

    def only(self) -> Problem:
        """Return the one problem that there is."""
        problems = self.problems()
        assert len(problems) == 1, "\n".join(map(str, problems))
        return problems[0]
