"""Tells what is wrong with an address outside the site: its form, its scheme, its host.

Pages as they are typed and pages as they are built are judged alike.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from macros.problems import Fault, did_you_mean

SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*+(?=:)")
KNOWN = ("http", "https", "mailto", "tel", "sms", "geo", "ftp", "ftps", "xmpp", "irc", "ircs", "magnet")
RUN = frozenset(("javascript", "vbscript", "livescript", "data"))
"""Schemes whose addresses hold what is run or shown."""
IGNORED = re.compile(r"[\x00-\x20]+")
"""Browsers skip these inside a scheme, so they must not hide one."""
MAIL = re.compile(r"[^\s@,;:<>()\[\]\\\"]++@[^\s@,;:<>()\[\]\\\".]++(?:\.[^\s@,;:<>()\[\]\\\".]++)++")
PHONE = re.compile(r"\+?[\d().-]{3,}(?:;.*)?")
HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_](?:[\w-]*[^\W_])?\.?")
LOCAL = re.compile(
    r"localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\]|10\.[\d.]+|192\.168\.[\d.]+|[\w.-]+\.(?:local|localhost)"
)
FORBIDDEN = re.compile(r"[\"<>\\^`{|}\x00-\x1f\x7f]")
SITE_NAME = re.compile(
    r"www\.|[\w-]+(?:\.[\w-]+)*\.(?:(?:com|org|net|edu|gov|info|int|eu|uk)(?:/|$)|[a-z]{2}/)", re.IGNORECASE
)
"""Domains of countries are told from endings of files by what follows."""
HINT = "write the whole address, such as https://example.org/page"


def scheme(target: str) -> str | None:
    """Return the scheme of an address in lower case, or None for a path within the site."""
    found = SCHEME.match(IGNORED.sub("", target[:200]))
    return found[0].lower() if found else None


def outside(target: str) -> bool:
    """Return whether the address has a scheme or a host, as browsers read it."""
    return scheme(target) is not None or target.startswith(("//", "\\\\"))


def wrong_address(target: str, *, loaded: bool = False) -> Fault | None:
    """Return what is wrong with an address outside the site; `loaded` with the page by itself."""
    name = scheme(target)
    shown = target if len(target) <= 80 else f"{target[:77]}…"
    if name in RUN:
        if name == "data" and loaded and IGNORED.sub("", target).lower().startswith("data:image/"):
            return None
        return Fault("unsafe-address", f"the address '{shown}' can run code", "link to a page or a file")
    if name in ("file", "blob") or (name and len(name) == 1):
        hint = "put the file under docs/ and write its path, seen from this page"
        return Fault("local-address", f"the address '{shown}' leads into this computer", hint)
    if name == "mailto":
        people = unquote(target.strip()[len("mailto:") :].partition("?")[0]).split(",")
        wrong = not all(MAIL.fullmatch(person.strip()) for person in people)
        return _bad(f"'{shown}' is no mail address", "write mailto:name@example.org") if wrong else None
    if name == "tel":
        wrong = not PHONE.fullmatch(target.strip()[len("tel:") :])
        hint = "write digits without spaces, such as tel:+441234567"
        return _bad(f"'{shown}' is no telephone number", hint) if wrong else None
    if name not in (None, *KNOWN):
        hint = did_you_mean(str(name), ("http", "https", "mailto", "tel"))
        hint = hint if hint.startswith("did") else HINT
        return _bad(f"the address '{shown}' begins with the unknown scheme '{name}:'", hint)
    return _wrong_web(target.strip(), name, shown, loaded=loaded)


def _wrong_web(target: str, name: str | None, shown: str, *, loaded: bool) -> Fault | None:
    if name not in (None, "http", "https"):
        return None
    rest = target[len(name) + 1 :] if name else target
    if not rest.startswith("//"):
        what = f"lacks the two slashes behind '{name}:'" if name else "begins with backslashes"
        return _bad(f"the address '{shown}' {what}", HINT)
    authority = re.split(r"[/?#\\]", rest[2:], maxsplit=1)[0]
    host = re.sub(r":\d*\Z", "", authority.rpartition("@")[2])
    if LOCAL.fullmatch(host.lower()):
        hint = "write a relative link to the page or file"
        return Fault("local-address", f"the address '{shown}' leads to this computer or network alone", hint)
    if re.search(r"\s", target):
        return _bad(f"the address '{shown}' holds a space", "write %20 for a space")
    if len(host) > 253 or not HOST.fullmatch(host):
        what = f"the host '{host}' is none" if host else "the host is missing"
        return _bad(f"in the address '{shown}' {what}", HINT)
    if "@" in authority:
        return _bad(f"the address '{shown}' holds a user name", "remove all up to the @")
    if any(target.count(left) != target.count(right) for left, right in ("()", "[]", "{}", "<>")):
        hint = "put < and > around the address, and write %28 and %29 for round brackets that belong to it"
        return _bad(f"the brackets in the address '{shown}' do not pair", hint)
    if found := FORBIDDEN.search(target):
        hint = f"write %{ord(found[0]):02X} for it"
        return _bad(f"the address '{shown}' holds '{found[0]}', which no address may hold", hint)
    if loaded:
        hint = "put a copy under docs/ and name that"
        message = f"'{shown}' is loaded from another host when the page is read"
        return Fault("external-resource", message, hint)
    if name is None:
        return _bad(f"the address '{shown}' has no scheme", f"write https:{shown}")
    return None


def _bad(message: str, hint: str) -> Fault:
    return Fault("bad-address", message, hint)
