"""Finds pages without the policy that forbids what they do not need, and what that policy would break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from macros.checks.built.links import ERROR_PAGE
from macros.checks.built.safety import EXECUTABLE
from macros.checks.output.addresses import content
from macros.checks.output.origin import Spot, Unplaced, told
from macros.checks.output.output import BuiltPage, Output
from macros.problems import Fault, Problem
from macros.project.project import Project
from macros.project.settings import Settings
from macros.publishing.finish import MATERIAL, REFERRER, policy

POLICY = 'meta[http-equiv="Content-Security-Policy"]'
BEFORE = "script, link, style, base"
"""What the policy does not reach if it comes first."""
FRAMES = ("iframe", "frame", "object", "embed", "video", "audio")
FINISH = "build with the site's own settings, whose hooks finish every page"


def built_policy(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Every page carries the policy before anything is loaded, and holds nothing that it forbids."""
    yield from told(output, project, settings, _policy(output))


def _policy(output: Output) -> Iterator[Unplaced]:
    for page in output.pages.values():
        # Pages that no site builder made have nothing of its theme.
        theme = output.theme if page.src or page.name == ERROR_PAGE else MATERIAL
        yield from _head(page, policy(offline=output.offline, theme=theme))
        yield from _blocked(page)


def _head(page: BuiltPage, wanted: str) -> Iterator[Unplaced]:
    spot = Spot(page, "", "head", content=False)
    said = [node.attributes.get("content") or "" for node in page.tree.css(POLICY)]
    if wanted not in said:
        what = f"the policy of the page is '{said[0]}'" if said else "the page has no policy"
        yield Unplaced(spot, Fault("missing-policy", what, f'write content="{wanted}"' if said else FINISH))
    else:
        first = page.tree.css_first(f"{POLICY}, {BEFORE}")
        if first is not None and first.tag != "meta":
            message = f"<{first.tag}> comes before the policy, which does not reach it"
            yield Unplaced(spot, Fault("missing-policy", message, "put the policy right behind the charset"))
    referrer = page.tree.css_first('meta[name="referrer"]')
    if referrer is None or referrer.attributes.get("content") != REFERRER:
        message = "the page tells where its links lead from"
        yield Unplaced(
            spot, Fault("missing-policy", message, f'write <meta name="referrer" content="{REFERRER}">')
        )


def _blocked(page: BuiltPage) -> Iterator[Unplaced]:
    inside = content(page.tree)
    selector = f"[style], style, script:not([src]), {', '.join(FRAMES)}"
    nodes = page.tree.css(selector)
    own = {node.mem_id for node in inside.css(selector)} if inside and nodes else set()
    seen: Counter[str] = Counter()
    for node in nodes:
        attributes, tag, within = node.attributes, str(node.tag), node.mem_id in own
        if tag == "script":
            if within or not EXECUTABLE.fullmatch(attributes.get("type") or ""):
                continue  # in the content it is told as such; data run nothing
            message, hint = "a script stands in the page", "put it into a file named by extra_javascript"
        elif tag in FRAMES:
            message, hint = f"<{tag}> stands in the page", "link to what it shows"
        else:
            what = "'style'" if "style" in attributes else "<style>"
            message, hint = f"{what} stands in the page", "write a class and put its style into a style sheet"
        value = attributes.get("style") or ""
        spot = Spot(page, value, tag, seen[f"{tag} {value}"], within)
        seen[f"{tag} {value}"] += 1
        needles = (f'style="{value}"', f"style='{value}'") if value else (f"<{tag}",)
        yield Unplaced(
            spot, Fault("blocked-by-policy", f"{message}, which the policy refuses", hint), needles
        )
