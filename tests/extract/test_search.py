"""What search interfaces answer, in the shapes that their documentation has."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from scanner.extract import page as reading
from scanner.model.document import Document
from tests.extract.pages import page

SEARXNG = {
    "query": "kampanj Provstad",
    "number_of_results": 0,
    "results": [
        {
            "url": "https://blogg.example/1",
            "title": "Kampanjen & vi",
            "content": "Handläggarna på socialen",
            "engine": "brave",
            "publishedDate": "2026-11-20T10:00:00",
            "parsed_url": ["https", "blogg.example", "/1", "", "", ""],
            "score": 1.0,
            "category": "general",
        }
    ],
    "answers": [],
    "suggestions": [],
    "unresponsive_engines": [],
}
YOUTUBE = {
    "kind": "youtube#searchListResponse",
    "etag": "x",
    "regionCode": "SE",
    "pageInfo": {"totalResults": 1, "resultsPerPage": 50},
    "items": [
        {
            "kind": "youtube#searchResult",
            "etag": "y",
            "id": {"kind": "youtube#video", "videoId": "Aa0-_123456"},
            "snippet": {
                "publishedAt": "2026-11-20T10:00:00Z",
                "channelId": "UCx",
                "title": "Kampanjen &amp; vi",
                "description": "Handläggarna på socialen",
                "channelTitle": "Kanalen",
                "liveBroadcastContent": "none",
            },
        }
    ],
}
BRAVE = {
    "type": "search",
    "query": {"original": "kampanj", "more_results_available": True},
    "web": {
        "type": "search",
        "results": [
            {
                "title": "Kampanjen &amp; vi",
                "url": "https://blogg.example/1",
                "description": "<strong>Handläggarna</strong> på socialen",
                "page_age": "2026-11-20T10:00:00",
                "extra_snippets": ["Ring växeln"],
            }
        ],
    },
}
MOJEEK = {
    "response": {
        "status": "OK",
        "head": {"query": "kampanj", "return": 1, "results": 1},
        "results": [
            {
                "url": "https://blogg.example/1",
                "title": "Kampanjen &amp; vi",
                "desc": "Handläggarna på socialen",
            }
        ],
    }
}
GDELT = {
    "articles": [
        {
            "url": "https://blogg.example/1",
            "url_mobile": "",
            "title": "Kampanjen & vi",
            "seendate": "20261120T100000Z",
            "socialimage": "",
            "domain": "blogg.example",
            "language": "Swedish",
            "sourcecountry": "Sweden",
        }
    ]
}


def read(answer: Any, address: str = "https://sok.example/search?q=x") -> Document:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    came = page(text, "application/json", address=address)
    document = reading.read(came)
    assert document is not None
    return document


@pytest.mark.parametrize("answer", [SEARXNG, YOUTUBE, BRAVE, MOJEEK, GDELT])
def test_a_result_is_a_post_with_its_address(answer: Any) -> None:
    document = read(answer)
    (post,) = document.posts
    text = document.text[post.start : post.end]
    assert text.startswith("Kampanjen & vi")
    assert post.address is not None
    assert post.key == post.address
    assert document.links == (post.address,)
    if answer is YOUTUBE:
        assert post.address == "https://www.youtube.com/watch?v=Aa0-_123456"
        assert post.author == "Kanalen"
    else:
        assert post.address == "https://blogg.example/1"
    if answer is not GDELT:
        assert "Handläggarna på socialen" in text
    if answer is not MOJEEK:
        assert post.posted_at is not None
        assert post.posted_at.date() == datetime(2026, 11, 20, tzinfo=UTC).date()


def test_elsewhere_all_of_the_same_json_is_read() -> None:
    document = read(SEARXNG, address="https://blogg.example/api")
    assert document.posts == ()
    assert "brave" in document.text


@pytest.mark.parametrize(
    "answer",
    [
        "[" * 100_000,
        '{"query": 1, "results": ' + "[" * 50_000,
        '{"query": 1, "results": [1, null, {"url": 7, "title": [], "content": {}}]}',
        '{"kind": "youtube#searchListResponse", "items": [{"id": {"videoId": "../../x?y"}}]}',
        '{"query": 1, "results": [{"url": "javascript:alert(1)", "title": "hej"}]}',
        '{"articles": "nej"}',
        '{"query": ' + "9" * 10_000 + ', "results": []}',
    ],
)
def test_a_broken_answer_leads_nowhere(answer: str) -> None:
    assert read(answer).links == ()


def test_no_more_results_are_read_than_any_provider_gives() -> None:
    many = [{"url": f"https://blogg.example/{n}", "title": "hej"} for n in range(5_000)]
    assert len(read({"query": "x", "results": many}).posts) == 250
