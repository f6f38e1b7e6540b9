"""JSON Feed: an item is a post.

The form is that of jsonfeed.org/version/1.1, as in kurtmckee/feedparser, tests/json/, and
anil.recoil.org/ocaml-jsonfeed, test/data/complete_valid.json.
"""

import json
import time
from datetime import UTC, datetime

import pytest

from scanner.extract import json_feed
from scanner.extract import page as pages
from scanner.extract.content import ContentKind, content_of
from tests.extract.pages import ADDRESS, check_offsets, shown
from tests.extract.test_sitemap import came

FEED = r"""{
 "version": "https://jsonfeed.org/version/1.1",
 "title": "Provstads sanning",
 "home_page_url": "https://blogg.example/",
 "description": "Om soc",
 "language": "sv-SE",
 "next_url": "https://blogg.example/feed2.json",
 "authors": [{"name": "Skribenten", "url": "https://blogg.example/om"}],
 "items": [
  {"id": "tag:7", "url": "/inlagg/7", "title": "Om Amina",
   "content_html": "<p>And<b>ers<\/b>son<\/p><blockquote>citat<\/blockquote><a href='\/k'>k<\/a>",
   "date_published": "2026-11-20T18:04:00+01:00", "tags": ["soc", "LVU"],
   "attachments": [{"url": "https://blogg.example/a.mp3", "title": "Samtalet"}]},
  {"id": 8, "external_url": "https://annan.example/8", "content_text": "1 < 2",
   "date_modified": "2026-07-01T10:00:00Z", "author": {"name": "Anna"}}
 ]}"""


def test_an_item_is_a_post_read_by_the_rules_of_pages() -> None:
    document = pages.read(came(FEED.encode(), "application/feed+json"))
    assert document is not None
    check_offsets(document)
    assert (document.title, document.language) == ("Provstads sanning", "sv-se")
    assert shown(document) == [
        ("title", "Provstads sanning"),
        ("meta", "Om soc"),
        ("heading", "Om Amina"),
        ("body", "Andersson"),
        ("quote", "citat"),
        ("body", "k"),
        ("meta", "soc, LVU"),
        ("alt", "Samtalet"),
        ("body", "1 < 2"),
    ]
    first, second = document.posts
    assert (first.key, first.author) == ("tag:7", "Skribenten")
    assert first.address == "https://blogg.example/inlagg/7"
    assert first.posted_at == datetime(2026, 11, 20, 17, 4, tzinfo=UTC)
    assert (second.key, second.author) == ("8", "Anna")
    assert second.address == "https://annan.example/8"
    assert second.posted_at == datetime(2026, 7, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "is_feed"),
    [
        (FEED, True),
        (r'{"version":"https:\/\/jsonfeed.org\/version\/1","items":[]}', True),
        ('{"version": "https://www.jsonfeed.org/version/1.1"}', True),
        ('{"version": "2.0", "see": "https://jsonfeed.org/version/1"}', False),
    ],
)
def test_a_feed_says_so(text: str, is_feed: bool) -> None:
    content = content_of(came(text.encode(), "application/json"))
    assert content is not None
    assert (content.kind is ContentKind.JSON_FEED) is is_feed


@pytest.mark.parametrize(
    "text",
    [
        FEED[:-30],
        FEED.replace('"items": [', '"items": {"a": ').replace("]}", "}}"),
        FEED.replace('"items": [', '"items": [1, null, "x", [], '),
        FEED.replace('"tags": ["soc", "LVU"]', '"tags": {"a": [1]}'),
        FEED.replace('"id": 8', f'"id": {"8" * 5000}'),
        FEED.replace('[{"name": "Skribenten", "url": "https://blogg.example/om"}]', '"Amina"'),
        FEED.replace('"items"', '"poster"'),
        "[" + FEED + "]",
    ],
)
def test_broken_feeds_keep_their_text(text: str) -> None:
    document = json_feed.read(text, ADDRESS)
    check_offsets(document)
    assert "Om Amina" in document.text
    assert "Andersson" in document.text


@pytest.mark.parametrize(
    "hostile",
    [
        FEED.replace('"items": [', '"x": ' + "[" * 200_000 + '"hej" '),
        FEED.replace('"id": 8', f'"id": {"8" * 1_000_000}'),
        json.dumps({"title": "hej", "items": [{"content_text": "hej"}] * 200_000}),
        json.dumps({"items": [{"content_html": "<div>" * 100_000 + "hej"}]}),
    ],
    ids=["deep", "digits", "many", "nested"],
)
def test_hostile_feeds_end_soon(hostile: str) -> None:
    begin = time.process_time()
    document = json_feed.read(hostile, ADDRESS)
    assert time.process_time() - begin < 4
    assert "hej" in document.text or "Amina" in document.text
