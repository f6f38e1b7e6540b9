"""WordPress' interface: an article or a comment is a post.

The forms are those of WordPress/wordpress-develop, tests/qunit/fixtures/wp-api-generated.js
(`PostsCollection`, `CommentsCollection`), and its headers those that
src/wp-includes/rest-api/endpoints/class-wp-rest-comments-controller.php sends (`X-WP-TotalPages`
and `Link`); what is said in them is invented.
"""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from scanner.extract import wordpress
from scanner.extract.page import read, read_linear
from scanner.extract.posts import cut
from scanner.model.document import Document
from scanner.model.ids import Address
from tests.extract.pages import check_offsets, page, real_pages, shown

SITE = "https://blogg.example/wp-json/wp/v2/"

ARTICLE: dict[str, Any] = {
    "id": 4,
    "date": "2026-11-20T18:04:00",
    "date_gmt": "2026-11-20T17:04:00",
    "guid": {"rendered": "http://blogg.example/?p=4"},
    "modified": "2026-11-20T18:04:00",
    "modified_gmt": "2026-11-20T17:04:00",
    "slug": "om-soc",
    "status": "publish",
    "type": "post",
    "link": "https://blogg.example/2026/11/om-soc/",
    "title": {"rendered": "Om &#8221;soc&#8221;"},
    "content": {
        "rendered": '<p>And<b>ers</b>son<img alt="bild"></p>\n<blockquote><p>citat</p></blockquote>'
        '<p><a href="/kalla">k</a></p>\n',
        "protected": False,
    },
    "excerpt": {"rendered": "<p>Anders [&hellip;]</p>\n", "protected": False},
    "author": 1,
    "featured_media": 0,
    "comment_status": "open",
    "sticky": False,
    "meta": {"meta_key": "meta_value"},
    "categories": [1],
    "_links": {"self": [{"href": SITE + "posts/4"}]},
    "_embedded": {"author": [{"id": 1, "name": "Skribenten", "link": "https://blogg.example/a/1"}]},
}

COMMENT: dict[str, Any] = {
    "id": 2,
    "post": 4,
    "parent": 0,
    "author": 0,
    "author_name": "Sanningen",
    "author_url": "http://sida.example/",
    "date": "2026-11-20T19:00:00",
    "date_gmt": "2026-11-20T18:00:00",
    "content": {"rendered": "<p>Ring henne.</p>\n"},
    "link": "https://blogg.example/2026/11/om-soc/#comment-2",
    "status": "approved",
    "type": "comment",
    "meta": [],
}


def collection(address: str, *items: object, **headers: str) -> Document:
    body = json.dumps(items)
    answer = page(body, "application/json; charset=UTF-8", address=address)
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    document = read(replace(answer, headers=answer.headers + named))
    assert document is not None
    check_offsets(document)
    return document


def test_an_article_is_a_post_read_by_the_rules_of_pages() -> None:
    document = collection(SITE + "posts?per_page=20", ARTICLE)
    assert shown(document) == [
        ("meta", "WordPress: posts"),
        ("heading", "Om ”soc”"),
        ("meta", "Skribenten"),
        ("body", "Andersson"),
        ("alt", "bild"),
        ("quote", "citat"),
        ("body", "k"),
    ]
    [post] = document.posts
    assert (post.key, post.author) == ("post-4", "Skribenten")
    assert post.posted_at == datetime(2026, 11, 20, 17, 4, tzinfo=UTC)
    assert post.address == "https://blogg.example/2026/11/om-soc/"
    assert document.text[post.start : post.end].startswith("Om ”soc”")


def test_an_excerpt_of_its_own_is_read() -> None:
    own = ARTICLE | {"excerpt": {"rendered": "<p>Hon heter Anna Provdal.</p>\n"}}
    assert shown(collection(SITE + "posts", own))[-1] == ("meta", "Hon heter Anna Provdal.")


def test_a_comment_is_a_post_of_the_article() -> None:
    document = collection(SITE + "comments", COMMENT, COMMENT | {"id": 1, "author_name": ""})
    first, second = document.posts
    assert (first.key, first.author) == ("comment-2", "Sanningen")
    assert first.posted_at == datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    assert first.address == "https://blogg.example/2026/11/om-soc/"
    assert document.text[first.start : first.end] == "Sanningen\nRing henne."
    assert (second.key, second.author) == ("comment-1", "")


def test_posts_are_the_same_where_a_page_with_a_hit_is_cut() -> None:
    answer = page(json.dumps([ARTICLE]), "application/json", address=SITE + "posts")
    assert cut(answer) == read(answer) == read_linear(answer)
    assert len(cut(answer).posts) == 1


def test_an_empty_collection_says_that_nothing_is_there() -> None:
    document = collection(SITE + "comments", x_wp_totalpages="0")
    assert (document.text, document.posts, document.offers) == ("WordPress: comments", (), ())


@pytest.mark.parametrize(
    ("address", "headers", "offered"),
    [
        ("posts?per_page=20", {"x_wp_totalpages": "3"}, "posts?per_page=20&page=2"),
        ("posts", {"x_wp_totalpages": "3"}, "posts?page=2"),
        ("posts?page=2&per_page=20", {"x_wp_totalpages": "3"}, "posts?page=3&per_page=20"),
        ("posts?page=3", {"x_wp_totalpages": "3"}, ""),
        ("posts?page=3", {}, ""),
        # The address in the header may be one that only the site's own proxy knows.
        ("posts", {"link": '<http://10.0.0.5/x?page=2>; rel="next"'}, "posts?page=2"),
        ("posts?page=2", {"link": '<https://blogg.example/x?page=1>; rel="prev"'}, ""),
        ("posts?page=999", {"x_wp_totalpages": "999999999"}, "posts?page=1000"),
        ("posts?page=1000", {"x_wp_totalpages": "999999999"}, ""),
        ("posts", {"x_wp_totalpages": "9" * 5000}, ""),
        ("posts", {"x_wp_totalpages": "-1"}, ""),
        ("posts?page=0", {"x_wp_totalpages": "3"}, ""),
    ],
)
def test_the_next_page_is_offered_while_there_is_one(
    address: str, headers: dict[str, str], offered: str
) -> None:
    document = collection(SITE + address, ARTICLE, **headers)
    assert document.offers == ((SITE + offered,) if offered else ())


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://blogg.example/wp-json/wp/v2/posts", "posts"),
        ("https://blogg.example/api/wp/v2/pages/?per_page=20", "pages"),
        ("https://blogg.example/?rest_route=/wp/v2/comments&page=2", "comments"),
        ("https://blogg.example/index.php?rest_route=%2Fwp%2Fv2%2Fcomments", "comments"),
        ("https://blogg.example/wp-json/wp/v2/posts/4", ""),
        ("https://blogg.example/wp-json/wp/v2/users", ""),
        ("https://blogg.example/wp-json/", ""),
    ],
)
def test_collections_are_known_by_their_address(address: str, name: str) -> None:
    assert wordpress.collection_of(Address(address)) == name


HOSTILE: dict[str, str] = {
    "nested without end": "[" * 1_000_000,
    "objects without end": '[{"content":' * 100_000,
    "cut off": json.dumps([ARTICLE])[:-80],
    "not a list": json.dumps({"code": "rest_no_route", "message": "Anna Provdal", "data": {}}),
    "no items": json.dumps(["Anna Provdal", 7, None]),
    "content of another form": json.dumps([ARTICLE | {"content": "Anna Provdal"}]),
    "more than the interface gives": json.dumps([COMMENT] * 101),
    "lists without number": "[" + "[]," * 2_700_000 + '"Anna Provdal"]',
    "a number without end": f"[{'9' * 100_000}]",
    "one item lies": json.dumps([ARTICLE, {"content": {"rendered": ["Anna Provdal"]}}]),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_collection_is_read_as_any_json(case: str) -> None:
    begun = time.monotonic()
    document = read(page(HOSTILE[case], "application/json", address=SITE + "posts"))
    assert time.monotonic() - begun < 2
    assert document is not None
    assert document.posts == ()
    for name in ("Anna Provdal", "Ring henne."):
        assert (name in HOSTILE[case]) == (name in document.text)


def test_fields_of_another_form_lose_no_text() -> None:
    broken = ARTICLE | {
        "id": "fyra", "link": ["x"], "title": None, "date_gmt": "0000-00-00T00:00:00",
        "excerpt": 7, "_embedded": {"author": [None]},
    }  # fmt: skip
    document = collection(SITE + "posts", broken, {"content": {"rendered": "Ensam."}})
    first, second = document.posts
    assert (first.key, first.author, first.posted_at, first.address) == ("", "", None, None)
    assert "Andersson" in document.text[first.start : first.end]
    assert document.text[second.start : second.end] == "Ensam."


def test_hostile_markup_in_an_item_ends_soon() -> None:
    deep = {"content": {"rendered": "<div>" * 200_000 + "Anna Provdal" + "<b " * 100_000}}
    begun = time.monotonic()
    document = collection(SITE + "posts", *[deep | {"id": number} for number in range(2)])
    assert time.monotonic() - begun < 20
    assert document.text.count("Anna Provdal") == 2 == len(document.posts)


def test_the_same_json_elsewhere_is_no_collection() -> None:
    answer = page(json.dumps([ARTICLE]), "application/json", address="https://blogg.example/x")
    document = read(answer)
    assert document is not None
    assert document.posts == ()


HEAD = """<!doctype html><html><head><link rel="alternate" type="application/rss+xml"
title="Blogg &raquo; Feed" href="https://blogg.example/feed/" />
<link rel='alternate' type='application/rss+xml' href='/comments/feed/' />
<link rel="alternate" hreflang="en" href="/en/"><link rel="stylesheet" href="/s.css">
<link rel="alternate" title="JSON" type="application/json" href="/wp-json/wp/v2/pages/7" />
<link rel="https://api.w.org/" href="https://blogg.example/wp-json/" />
<link rel="prev" href="?before=41"></head><body><p>hej</p></body></html>"""


def test_a_page_offers_its_feeds_its_interface_and_its_neighbours() -> None:
    document = read(page(HEAD))
    assert document is not None
    assert document.links == ()
    assert document.offers == (
        "https://blogg.example/feed/",
        "https://blogg.example/comments/feed/",
        "https://blogg.example/wp-json/",
        "https://blogg.example/sida/?before=41",
    )
    assert read_linear(page(HEAD)) == document == cut(page(HEAD))


def test_offers_are_bounded() -> None:
    many = "".join(f'<link rel="next" href="/{number}">' for number in range(1000))
    document = read(page(many))
    assert document is not None
    assert len(document.offers) == 20


def test_real_pages_of_wordpress_offer_their_interface() -> None:
    """All that say so in their head."""
    found = 0
    for _, body in real_pages():
        document = read(page(body))
        assert document is not None
        found += any("/wp-json/" in o or o.endswith("rest_route=/") for o in document.offers)
    assert found == 45
