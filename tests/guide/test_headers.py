"""The headers that the guide gives servers hold the policy of the pages."""

from __future__ import annotations

import re

import pytest

from macros.publishing.finish import REFERRER, policy
from support.guide import PUBLISHING, fenced, names, part


@pytest.mark.parametrize("server", ["nginx", "apache", "caddyfile"])
def test_the_headers_of_a_server_hold_the_policy_of_the_pages(server: str) -> None:
    (snippet,) = fenced(PUBLISHING, server)
    wanted = f"\"{policy(offline=False)}; frame-ancestors 'none'\""
    assert re.findall(r"Content-Security-Policy (\".*?\")", snippet) == [wanted]
    assert re.findall(r"Referrer-Policy \"(.*?)\"", snippet) == [REFERRER]
    named = names(part(PUBLISHING, "server"))
    assert set(named) == set(re.findall(r"\b(?:[A-Z][a-z]*-)+[A-Z]\w+(?= )", snippet)) - {"Content-Type"}
