"""A channel's messages, each as its own post: forwarded, answered, edited, with pictures."""

import time
from datetime import UTC, datetime

import pytest

from scanner.extract.page import read
from scanner.extract.posts import cut
from scanner.model.document import BlockKind
from tests.extract.pages import check_offsets, page
from tests.extract.telegram import (
    ALBUM,
    CREATED,
    DOCUMENT,
    FORWARDED,
    POLL,
    REPLY,
    VIDEO,
    message,
    preview,
    words,
)

ADDRESS = "https://t.me/s/kanalen"
FOOTER = "4.85K views18:04"
AT = datetime(2026, 11, 20, 17, 4, 1, tzinfo=UTC)

CASES = {
    "text": (words("<b>Ring </b><i>henne</i>.<br/><br/>Nu."), ["Ring henne.", "Nu."]),
    "forwarded": (
        FORWARDED + words("Ring henne."),
        ["Forwarded from Andra kanalen (Sanningen)", "Ring henne."],
    ),
    "an answer": (REPLY + words("Amina Provhult."), ["Tredje", "Vem är hon?", "Amina Provhult."]),
    "a film with a caption": (VIDEO + words("Hon på filmen."), ["0:20", "Hon på filmen."]),
    "an album with a caption": (ALBUM + words(words("Hon på bilden.")), ["Hon på bilden."]),
    "a file": (DOCUMENT, ["amina-provhult.pdf", "1.2 MB"]),
    "a poll": (POLL, ["Ska vi åka hem till Amina?", "Anonymous poll", "90%", "Ja, i kväll"]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_message_is_a_post_of_the_channel(case: str) -> None:
    body, lines = CASES[case]
    address = page(preview(message(41, words("Förut.")), message(43, body)), address=ADDRESS)
    document = cut(address)
    check_offsets(document)
    first, second = document.posts
    assert (first.key, second.key) == ("kanalen/41", "kanalen/43")
    assert (second.author, second.posted_at) == ("Kanalen", AT)
    assert second.address == "https://t.me/kanalen/43"
    said = document.text[second.start : second.end].split("\n")
    assert said == ["Kanalen", *lines, FOOTER]


def test_what_is_answered_is_somebody_elses_words() -> None:
    document = cut(page(preview(message(43, REPLY + words("Ja."))), address=ADDRESS))
    quoted = [b for b in document.blocks if b.kind is BlockKind.QUOTE]
    assert [document.text[b.start : b.end] for b in quoted] == ["Tredje\nVem är hon?"]


def test_an_edited_message_is_the_same_post_of_the_same_time() -> None:
    first, second = (
        cut(page(preview(message(43, words(text), edited=edited)), address=ADDRESS)).posts[0]
        for text, edited in (("Ring.", False), ("Ring henne i kväll.", True))
    )
    assert (first.key, first.posted_at) == (second.key, second.posted_at) == ("kanalen/43", AT)


def test_what_the_channel_does_is_a_post_too() -> None:
    document = cut(page(preview(CREATED), address=ADDRESS))
    assert [(p.key, document.text[p.start : p.end]) for p in document.posts] == [
        ("kanalen/1", "Channel created")
    ]


def test_the_page_before_is_offered() -> None:
    document = read(page(preview(message(43, words("a")), before=43), address=ADDRESS))
    assert document is not None
    assert document.offers == ("https://t.me/s/kanalen?before=43",)
    assert document.links[0] == document.offers[0]


def test_a_preview_that_never_ends_is_cut_soon() -> None:
    many = [message(number, words("Ring Amina.")) for number in range(2_000)]
    begun = time.monotonic()
    document = cut(page(preview(*many), address=ADDRESS))
    assert time.monotonic() - begun < 16
    assert len(document.posts) == 2_000
