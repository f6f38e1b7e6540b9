"""A page is the same only while nothing on it changed that anybody wrote."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from scanner.extract.lasting import marks, shown_sha256, text_sha256
from scanner.extract.page import read
from scanner.identifiers.candidate import reading
from scanner.identifiers.kinds import KINDS
from scanner.model.document import Document, Post
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Page
from scanner.model.person import DetailKind
from scanner.text.fold import fold

WHERE = Address("http://forum.example/t/1")


def page(*lines: str, kind: str = "text/html; charset=utf-8") -> Page:
    body = "".join(f"<p>{line}</p>" for line in lines).encode()
    return Page(
        source_id=SourceId("forum"), asked=WHERE, final=WHERE,
        fetched_at=datetime(2026, 11, 21, 6, tzinfo=UTC), status=200,
        headers=(("content-type", kind), ("date", "Sat")), body=body,
        digest=Sha256(sha256(body).hexdigest()),
    )  # fmt: skip


def document(*lines: str) -> Document:
    found = read(page(*lines))
    assert found is not None
    return found


def hashed(*lines: str) -> str:
    return text_sha256(document(*lines))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("12 visningar", "13 visningar"),
        ("1 204 visningar", "21 204 visningar"),
        ("Visningar: 99", "Visningar: 100"),
        ("3 svar · 40 visningar", "3 svar · 41 visningar"),
        ("för 5 minuter sedan", "för en timme sedan"),
        ("2 hours ago", "3 days ago"),
        ("just nu", "för 1 minut sedan"),
        ("Idag, 12:34", "Igår, 12:34"),
        ("kl. 12:04:05", "kl. 13:37:00"),
        ("Online: 7", "Online: 12"),
        ("1 200 replies", "1,201 replies"),
    ],
)
def test_what_changes_by_itself_changes_nothing(before: str, after: str) -> None:
    assert hashed("Hej", before, "då") == hashed("Hej", after, "då")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Hon bor på Storgatan 12", "Hon bor på Storgatan 14"),
        ("Storgatan 12 visningar", "Storgatan 14 visningar"),
        ("Storgatan", "12 visningar"),
        ("0701740605 visningar", "0701740606 visningar"),
        ("701740605 visningar", "701740606 visningar"),
        ("701 740 605 visningar", "701 740 606 visningar"),
        ("070 174 06 05", "070 174 06 06"),
        ("Ring 07:01:23", "Ring 07:01:24"),
        ("07:01:23 45 67", "07:01:24 45 67"),
        ("640823-3234", "640823-3235"),
        ("2026-11-20", "2026-11-21"),
        ("Vi ses igår", "Vi ses idag"),
        ("Postat av Amina Provhult", "Postat av Amina Provhul"),
        ("12 visningar", "12 visningar av Amina Provhult"),
        ("12 visningar", "Hej"),
        ("kod 4711", "kod 4712"),
        ("4711", "4712"),
    ],
)
def test_what_somebody_wrote_does(before: str, after: str) -> None:
    assert hashed("Hej", before, "då") != hashed("Hej", after, "då")


def test_a_line_more_or_fewer_is_a_change() -> None:
    assert hashed("Hej", "3 svar") != hashed("Hej")
    assert hashed("Hej", "3 svar") != hashed("Hej", "3 svar", "3 svar")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_detail_hides_in_a_counter(kind: DetailKind) -> None:
    """Whatever a finder finds in lines that are left out would be altered unseen."""
    lines = [
        f"{count} {unit}" if is_first else f"{unit}: {count}"
        for count in ("1", "12", "4711", "123456", "701 740", "999.999")
        for unit in ("svar", "visningar", "views", "online")
        for is_first in (True, False)
    ] + ["för 12 minuter sedan", "Idag, 12:34", "kl. 07:01:23", "igår kl. 12.34", "07.01.23"]
    found = KINDS[kind].find
    for before in ("Storgatan", "Hennes mobil är 070", "portkod", "reg.nr MLB", "19640823", "dnr"):
        alone = [one.normal for one in found(reading(fold(before)))]
        for line in lines:
            with_line = [one.normal for one in found(reading(fold(f"{before}\n{line}\nhej")))]
            assert with_line == alone, line


def test_what_a_line_means_counts() -> None:
    plain = document("Hej", "då")
    kind = replace(plain.blocks[0], kind=type(plain.blocks[0].kind).TITLE)
    assert text_sha256(plain) != text_sha256(replace(plain, blocks=(kind, *plain.blocks[1:])))
    post = Post(key="p1", start=0, end=3, author="Kalle")
    assert text_sha256(replace(plain, posts=(post,))) != text_sha256(
        replace(plain, posts=(replace(post, author="Lasse"),))
    )


def test_bytes_are_the_same_only_as_they_are_read() -> None:
    first = page("Hej")
    assert shown_sha256(first) == shown_sha256(replace(first, headers=first.headers[:1]))
    assert shown_sha256(first) != shown_sha256(page("Hej", kind="text/html; charset=utf-16"))
    assert shown_sha256(first) != shown_sha256(replace(first, final=Address(f"{WHERE}/2")))
    assert marks(first, document("Hej")).shown_sha256 == shown_sha256(first)


def test_a_hostile_line_takes_no_long() -> None:
    """Nested repeats would need ages for such lines."""
    evil = "1 svar · " * 6 + "!"
    text = "\n".join([evil] * 20_000)
    hashed(text)
