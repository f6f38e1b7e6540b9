"""A channel's preview: backwards, bounded, and each message under one address."""

from dataclasses import replace

import pytest

from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import SourceKind
from scanner.sources import kinds
from scanner.sources.telegram import DEEPEST
from tests.pipeline.stage import source

NEWEST = "https://t.me/s/kanalen"
CHANNEL = source(NEWEST, source_id="kanalen", kind=SourceKind.TELEGRAM)


def document(address: str, offer: str = "", *links: str) -> Document:
    return Document(
        address=Address(address), title="", language="", text="hej", blocks=(),
        links=tuple(map(Address, links)), offers=(Address(offer),) if offer else (),
    )  # fmt: skip


def before(number: int) -> str:
    return f"{NEWEST}?before={number}"


def follow(one: Document, depth: int = 0) -> list[str]:
    return [str(address) for address in kinds.follow(CHANNEL, one, depth)]


@pytest.mark.parametrize(("oldest", "asked"), [(107, 120), (120, 120), (121, 140), (2, 20)])
def test_the_newest_page_leads_to_a_page_of_the_grid(oldest: int, asked: int) -> None:
    assert follow(document(NEWEST, before(oldest))) == [before(asked)]


def test_new_messages_make_no_new_addresses_of_old_ones() -> None:
    asked = {one for oldest in range(101, 121) for one in follow(document(NEWEST, before(oldest)))}
    assert asked == {before(120)}


@pytest.mark.parametrize("shown", [4, 15, 17, 20, 23])
def test_no_message_is_passed_over(shown: int) -> None:
    """A page shows four to some twenty messages: an album of pictures counts as so many."""
    address, read = NEWEST, set[int]()
    for depth in range(DEEPEST + 1):
        number = int(address.partition("=")[2] or 500)
        read.update(range(number - shown, number))
        oldest = number - shown
        address, *others = follow(document(address, before(oldest)), depth) or [""]
        assert others == []
        if not address:
            break
        assert oldest <= int(address.partition("=")[2]) < number or number == 500
    assert address == ""
    assert depth == DEEPEST
    assert read == set(range(min(read), 500))


def test_a_channel_ends_where_it_began() -> None:
    assert follow(document(before(20), before(1))) == []
    assert follow(document(before(20))) == []


def test_a_page_that_leads_to_itself_or_forwards_is_not_followed() -> None:
    for lie in (before(100), before(120), NEWEST, NEWEST + "?after=5", NEWEST + "?before=x"):
        assert follow(document(before(100), lie), 3) == []


def test_a_message_cannot_lead_past_others_or_elsewhere() -> None:
    links = (before(3), "https://t.me/s/annan?before=90", "https://annan.example/", NEWEST)
    assert follow(document(before(100), before(80), *links), 1) == [before(80)]
    assert follow(document(before(100), "", *links[1:]), 1) == []


def test_the_button_serves_where_the_head_says_nothing() -> None:
    assert follow(document(before(100), "", before(61), before(3)), 1) == [before(80)]


def test_the_name_may_be_written_in_other_letters() -> None:
    other = Address("https://t.me/s/Kanalen?before=80")
    assert follow(document(before(100), other), 1) == [before(80)]


def test_a_channel_without_a_preview_is_shut() -> None:
    assert not kinds.is_shut(CHANNEL, document(NEWEST))
    assert not kinds.is_shut(CHANNEL, document(before(20)))
    assert kinds.is_shut(CHANNEL, document("https://t.me/kanalen"))
    forum = replace(CHANNEL, kind=SourceKind.SITE)
    assert not kinds.is_shut(forum, document("https://t.me/kanalen"))
