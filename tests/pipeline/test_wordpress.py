"""A WordPress site from its front page to the finding, by whole scans of a lab's site."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from scanner.model.frontier import Coverage
from scanner.places.sources import SourceKind
from scanner.store import frontier
from tests.extract.test_wordpress import ARTICLE, COMMENT
from tests.pipeline.stage import AMINA, DAY, Stage, page, source
from tests.pipeline.test_visits import AMINAS, CALM
from tests.sources.test_wordpress import QUERY

HOST = "blogg.example"
API = f"{HOST}/wp-json/wp/v2/"
FEEDS = (f"{HOST}/feed/", f"{HOST}/comments/feed/")
HEAD = (
    '<link rel="alternate" type="application/rss+xml" href="/feed/" />'
    '<link rel="alternate" type="application/rss+xml" href="/comments/feed/" />'
)
ROOT = f'<link rel="https://api.w.org/" href="http://{HOST}/wp-json/" />'


@pytest.fixture
async def blog(stage: Stage) -> Stage:
    """Amina has opted in; one blog is watched, of which nothing but the front page is there."""
    stage.sources = (source(f"http://{HOST}/", source_id="blogg", kind=SourceKind.WORDPRESS),)
    await stage.opt_in(AMINA)
    stage.sites.page(f"{HOST}/", HEAD + ROOT + page(f"<p>{CALM}</p>"))
    for where in FEEDS:
        stage.sites.page(where, feed(), content_type="application/rss+xml")
    for name in ("posts", "comments", "pages"):
        collection(stage, f"{name}?{QUERY}")
    return stage


def collection(stage: Stage, where: str, *items: dict[str, Any], pages: int = 1) -> None:
    stage.sites.page(
        API + where,
        json.dumps(items),
        content_type="application/json",
        headers={"X-WP-Total": str(len(items)), "X-WP-TotalPages": str(pages)},
    )


def article(number: int, text: str) -> dict[str, Any]:
    link = f"http://{HOST}/2026/11/{number}/"
    return ARTICLE | {"id": number, "link": link, "content": {"rendered": f"<p>{text}</p>"}}


def comment(number: int, text: str) -> dict[str, Any]:
    link = f"http://{HOST}/2026/11/4/#comment-{number}"
    return COMMENT | {"id": number, "link": link, "content": {"rendered": f"<p>{text}</p>"}}


def feed(*entries: tuple[int, str]) -> str:
    """As wp-includes/feed-rss2.php of WordPress/wordpress-develop writes it."""
    items = "".join(
        f"<item><title>Inlägg {number}</title><link>http://{HOST}/2026/11/{number}/</link>"
        f'<guid isPermaLink="false">http://{HOST}/?p={number}</guid>'
        f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>"
        for number, text in entries
    )
    space = "http://purl.org/rss/1.0/modules/content/"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="{space}">'
        f"<channel><title>Bloggen</title><link>http://{HOST}</link>{items}</channel></rss>"
    )


def places(stage: Stage) -> list[tuple[str, str]]:
    return [(place.address, place.post_key) for place in stage.the(AMINA).places]


def coverage(stage: Stage) -> Coverage:
    ids = tuple(source.source_id for source in stage.sources)
    [one] = stage.store.read(lambda tx: frontier.coverage(tx, ids, stage.now - DAY))
    return one


async def test_an_article_of_the_second_page_is_found(blog: Stage) -> None:
    first, second = f"posts?{QUERY}", f"posts?{QUERY}&page=2"
    collection(blog, first, article(30, CALM), pages=2)
    collection(blog, second, article(4, AMINAS), pages=2)
    await blog.scan()
    assert places(blog) == [(f"http://{API}{second}", "post-4")]
    assert blog.the(AMINA).excerpt.posted_at == datetime(2026, 11, 20, 17, 4, tzinfo=UTC)
    assert (coverage(blog).checked, coverage(blog).missed) == (7, ())


async def test_a_comment_is_found_and_gone_when_it_is(blog: Stage) -> None:
    where = f"comments?{QUERY}"
    collection(blog, where, comment(8, CALM), comment(7, AMINAS))
    await blog.scan()
    assert places(blog) == [(f"http://{API}{where}", "comment-7")]
    collection(blog, where, comment(8, CALM))
    await blog.scan(DAY)
    [place] = blog.the(AMINA).places
    assert place.missing_since is not None


async def test_where_the_interface_is_closed_the_feeds_serve(blog: Stage) -> None:
    """As plug-ins close it: 401 and `rest_login_required`."""
    closed = json.dumps({"code": "rest_login_required", "message": "x", "data": {"status": 401}})
    for name in ("posts", "comments", "pages"):
        where = f"{API}{name}?{QUERY}"
        blog.sites.page(where, closed, status=401, content_type="application/json")
    blog.sites.page(FEEDS[0], feed((4, "Kort.")), content_type="application/rss+xml")
    body = page(f'<div class="comment" id="comment-7"><p>{AMINAS}</p></div>')
    blog.sites.page(f"{HOST}/2026/11/4/", body)
    await blog.scan()
    assert places(blog) == [(f"http://{HOST}/2026/11/4/", "comment-7")]
    # The report says what could not be read, too.
    assert coverage(blog).missed == (("blocked", 3),)


async def test_a_feed_tells_what_the_article_said(blog: Stage) -> None:
    blog.sites.page(f"{HOST}/", HEAD + page(f"<p>{CALM}</p>"))
    blog.sites.page(FEEDS[0], feed((4, AMINAS)), content_type="application/rss+xml")
    await blog.scan()
    assert places(blog) == [(f"http://{FEEDS[0]}", f"http://{HOST}/?p=4")]
    assert not [where for where in blog.sites.paths() if "wp-json" in where]


async def test_pages_without_end_are_left_at_the_sources_limit(blog: Stage) -> None:
    for number in range(1, 30):
        where = f"posts?{QUERY}" + (f"&page={number}" if number > 1 else "")
        collection(blog, where, article(number, AMINAS if number % 2 else CALM), pages=10**8)
    [one] = blog.sources
    blog.sources = (source(*one.addresses, source_id="blogg", kind=one.kind, max_pages=12),)
    await blog.scan()
    asked = [where for where in blog.sites.paths() if "robots.txt" not in where]
    assert len(asked) == 12 == len(set(asked))
    assert asked[0] == f"{HOST}/"
