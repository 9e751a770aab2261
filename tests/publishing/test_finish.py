"""Finished pages: what they may load, what they say of themselves, and a theme that changed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import click
import pytest
from lxml import html

from macros import hooks
from macros.languages.catalogue import catalogue
from macros.publishing import finish as finishing
from macros.publishing.finish import Image, SiteHead, finish, policy
from macros.publishing.mending import ThemeChanged
from support.pages import find, pages
from support.themed import BUNDLE, SITE


def head(text: str) -> html.HtmlElement:
    """Return the head of a page."""
    return html.document_fromstring(text).find("head")


# --- what a page may load --------------------------------------------------------------------------


def test_the_policy_comes_before_anything_is_loaded(page: str) -> None:
    first, second = list(head(finish(page, SITE, "trade/index.html")))[:2]
    assert first.get("charset") == "utf-8"
    assert second.get("http-equiv") == "Content-Security-Policy"
    assert second.get("content") == policy(offline=False)


def test_no_page_may_run_what_stands_in_it() -> None:
    for away in (False, True):
        assert "unsafe" not in policy(offline=away)
        assert policy(offline=away).startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "connect-src 'self'" in policy(offline=False)
    assert "connect-src 'none'" in policy(offline=True)


def test_only_a_preview_lets_the_script_of_its_server_run() -> None:
    assert "script-src 'self' 'unsafe-inline';" in policy(offline=False, preview=True)
    assert not hooks._previewed()
    for command, previewed in (("serve", True), ("build", False)):
        with click.Context(click.Command(command), info_name=command):
            assert hooks._previewed() == previewed


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fa", "rtl"), ("ar", "rtl")])
def test_a_page_says_in_which_direction_it_is_read(page: str, language: str, direction: str) -> None:
    text = page.replace('lang="en"', f'lang="{language}"')
    site = SiteHead("A brief", "https://example.org/brief/", say=catalogue(language))
    root = html.document_fromstring(finish(text, site, "trade/index.html"))
    assert (root.get("lang"), root.get("dir")) == (language, direction)


def test_nothing_is_told_of_what_was_read(page: str) -> None:
    (said,) = find(head(finish(page, SITE, "trade/index.html")), "./meta[@name='referrer']/@content")
    assert said == "no-referrer"


@pytest.mark.parametrize(("root", "script"), [("..", "../"), (".", "./"), ("/brief/", "/brief/")])
def test_a_file_stands_in_for_the_inline_scripts(page: str, root: str, script: str) -> None:
    text = finish(page.replace('new URL(".."', f'new URL("{root}"'), SITE, "trade/index.html")
    tree = html.document_fromstring(text)
    assert find(tree, "//script/@src") == [
        f"{script}assets/brief/{name}.js" for name in ("theme", "figures-on-demand")
    ]
    assert find(tree, "//head/script/@src")
    (data,) = find(tree, "//script[not(@src)]")
    assert data.get("type") == "application/json"


def test_no_page_of_the_outputs_holds_what_the_policy_forbids(output: Path) -> None:
    wanted = policy(offline=output.name != "site")
    for name, tree in [*pages(output), *error_page(output)]:
        (said,) = find(tree, "//meta[@http-equiv='Content-Security-Policy']/@content")
        assert said == wanted, name
        for script in find(tree, "//script"):
            assert script.get("src") or script.get("type") in ("application/json", "application/ld+json"), (
                name
            )
        assert not find(tree, "//style | //@style | //base | //object | //embed | //iframe"), name
        assert not find(tree, "//@*[starts-with(name(), 'on')]"), name


def error_page(folder: Path) -> list[tuple[str, html.HtmlElement]]:
    """Return the page for missing addresses, which the bundle has not."""
    path = folder / "404.html"
    return [("404.html", html.document_fromstring(path.read_bytes()))] if path.exists() else []


def test_nothing_is_loaded_ahead(output: Path) -> None:
    """Firefox fetches the page that `rel=next` names; the policy would refuse it with an error."""
    for name, tree in pages(output):
        assert not find(tree, "//link[@rel='next' or @rel='prefetch' or @rel='preload']"), name


# --- what it mends ---------------------------------------------------------------------------------


def test_the_theme_is_mended(page: str) -> None:
    text = finish(page, SITE, "trade/index.html")
    assert ' role="dialog" aria-label="Search">' in text
    assert '<div class="md-search-result__meta" role="status">' in text
    assert "autocomplete" not in text
    assert "tabindex" not in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (' role="dialog">', ">", "the search dialog is there 0 times instead of 1"),
        ("md-search-result__meta", "md-result", "the count of results is there 0 times instead of 1"),
        (' id="__search" autocomplete="off"', ' id="__search"', "is there 1 times instead of 2"),
        ('class="md-search__input"', 'class="search"', "the search field is there 0 times"),
        ('<meta charset="utf-8">', "", "the charset is there 0 times"),
        ("__md_scope=new URL(", "__md_base=new URL(", "the scope of the storage is there 0 times"),
        ("__md_hash=e=>", "__md_hash=a=>", "an inline script that is not known: '__md_scope="),
        ("var palette=", "var colours=", "an inline script that is not known: 'var colours="),
        ("</article>", "</article><script>more()</script>", "an inline script that is not known: 'more()"),
    ],
)
def test_a_theme_that_changed_is_refused(page: str, old: str, new: str, said: str) -> None:
    assert old in page
    with pytest.raises(ThemeChanged) as changed:
        finish(page.replace(old, new), SITE, "trade/index.html")
    assert said in str(changed.value)
    assert str(changed.value).startswith("trade/index.html: ")


@pytest.mark.parametrize(
    ("file", "gone", "said"),
    [
        ("fa/trade/index.html", "</h1>", "the title is there 0 times"),
        ("trade/index.html", "</article>", "the end of the article is there 0 times"),
        ("trade/index.html", "</head>", "the end of the head is there 0 times"),
    ],
)
def test_a_page_without_the_place_for_what_is_added_is_refused(
    page: str, file: str, gone: str, said: str
) -> None:
    with pytest.raises(ThemeChanged, match=said):
        finish(page.replace(gone, ""), replace(SITE, edition="version 1"), file)


def test_a_page_is_finished_only_once(page: str) -> None:
    with pytest.raises(ThemeChanged):
        finish(finish(page, SITE, "trade/index.html"), SITE, "trade/index.html")


# --- what it says of itself ------------------------------------------------------------------------


def tags(text: str) -> dict[str, str]:
    """Return the tags of a page by their property or name."""
    found = find(head(text), "./meta[@property or @name]")
    return {tag.get("property") or tag.get("name"): tag.get("content") for tag in found}


def test_a_description_from_the_data_stands_in_the_place_of_the_authors(page: str) -> None:
    site = replace(SITE, description='More than "7" & <b> so')
    said = tags(finish(page, site, "trade/index.html"))
    assert said["description"] == said["og:description"] == 'More than "7" & <b> so'
    assert tags(finish(page, SITE, "trade/index.html"))["description"] == "Goods & services."


def test_a_shared_address_shows_what_the_page_is(page: str) -> None:
    image = Image("assets/social/trade.png", 'A "brief" & its trade', 1200, 630)
    site = SiteHead("A brief", SITE.url, images={"trade/index.html": image})
    said = tags(finish(page, site, "trade/index.html"))
    assert said["og:title"] == "Trade"
    assert said["og:description"] == "Goods & services."
    assert said["og:url"] == "https://example.org/brief/trade/"
    assert said["og:type"] == "article"
    assert said["og:site_name"] == "A brief"
    assert said["og:locale"] == "en_GB"
    assert said["og:image"] == "https://example.org/brief/assets/social/trade.png"
    assert said["og:image:alt"] == 'A "brief" & its trade'
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize("file", ["index.html", "fa/index.html"])
def test_the_start_page_of_each_edition_is_shared_under_the_name_of_the_site(page: str, file: str) -> None:
    said = tags(finish(page, replace(SITE, name="All figures"), file))
    assert (said["og:title"], said["og:type"]) == ("All figures", "website")


def test_a_page_without_address_has_nothing_to_share(page: str) -> None:
    bare = re.sub(r'<link rel="canonical"[^>]*>', "", page)
    assert not [
        name for name in tags(finish(bare, BUNDLE, "trade.html")) if name.startswith(("og:", "twitter:"))
    ]


def test_the_home_page_is_the_website_itself(page: str) -> None:
    home = page.replace("brief/trade/", "brief/")
    assert tags(finish(home, SITE, "index.html"))["og:type"] == "website"


def test_the_home_of_a_translation_bears_the_name_of_the_site_alone(page: str) -> None:
    site = replace(SITE, say=catalogue("fa"))
    named = [
        find(head(finish(page, site, file)), "./title")[0].text for file in ("fa/index.html", "fa/a.html")
    ]
    assert named[0] == SITE.name
    assert named[1] != SITE.name


def test_feed_readers_find_the_feed(page: str) -> None:
    site = SiteHead("A brief", SITE.url, feed="feed.xml")
    (link,) = find(head(finish(page, site, "trade/index.html")), "./link[@rel='alternate']")
    assert (link.get("type"), link.get("href")) == ("application/atom+xml", "../feed.xml")
    assert link.get("hreflang") == "en"
    assert not find(head(finish(page, SITE, "trade/index.html")), "./link[@rel='alternate']")


def test_a_new_tag_is_one_function(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finishing, "HEAD", (*finishing.HEAD, lambda _site, own: f"<!-- {own.file} -->"))
    text = finish(page, SITE, "trade/index.html")
    assert "<!-- trade/index.html -->" in text.partition("</head>")[0]


# --- what is opened on demand, and the numbers of charts ----------------------------------------------


def with_content(page: str, content: str) -> str:
    """Return the page with more at the end of its text."""
    return page.replace("</article>", f"{content}</article>", 1)


def test_a_folded_section_is_a_disclosure_whose_body_has_the_id(page: str) -> None:
    content = (
        '<h2 id="whole">Whole</h2>\n<h3 class="fold" id="part">Part <em>one</em>'
        '<a class="headerlink" href="#part">#</a></h3>\n<p>Inside.</p>\n<h2 id="next">Next</h2><p>After.</p>'
    )
    tree = html.document_fromstring(finish(with_content(page, content), SITE, "trade/index.html"))
    (title,) = find(tree, "//details[@class='brief-fold']/summary/h3")
    assert title.text_content() == "Part one"
    (body,) = find(tree, "//details[@class='brief-fold']/div[@id='part']")
    assert body.text_content().strip() == "Inside."
    assert len(find(tree, "//*[@id='part']")) == 1
    assert not find(tree, "//details[@class='brief-fold']//*[@id='next' or @id='whole']")


def test_an_entry_of_the_register_has_its_id_inside_what_it_opens(page: str) -> None:
    content = (
        '<details class="brief-entry"><summary><h2 id="exports">Exports</h2><span>7</span></summary>\n'
        '<div class="brief-entry__body">All.</div></details>'
    )
    tree = html.document_fromstring(finish(with_content(page, content), SITE, "register/trade/index.html"))
    assert [one.get("class") for one in find(tree, "//*[@id='exports']")] == ["brief-entry__body"]
    assert [one.text_content() for one in find(tree, "//details/summary/h2")] == ["Exports"]


@pytest.mark.parametrize(("language", "second"), [("en", "Chart 2. "), ("fa", "نمودار ۲. "), ("ar", "٢. ")])
def test_charts_are_numbered_in_the_page_itself(page: str, language: str, second: str) -> None:
    title = '<span class="brief-chart__title">Exports</span>'
    site = SiteHead("A brief", "https://example.org/brief/", say=catalogue(language))
    tree = html.document_fromstring(finish(with_content(page, title + title), site, "trade/index.html"))
    titles = [one.text_content() for one in find(tree, "//span[@class='brief-chart__title']")]
    assert len(titles) == 2
    assert titles[1].endswith(f"{second}Exports")
