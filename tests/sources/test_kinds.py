"""A source reads as far as it says, and no trap without end."""

from datetime import date

from scanner.model.document import Document, Post
from scanner.model.ids import Address, SourceId
from scanner.places.sources import Source, SourceClass, SourceKind
from scanner.sources import kinds

THREAD = Address("http://forum.example/t/41")
LINKS = (
    Address("http://forum.example/t/41?p=2"),
    Address("http://forum.example/t/412"),
    Address("http://forum.example/medlem/7"),
    Address("http://annan.example/t/41"),
)


def source(kind: SourceKind, *within: str) -> Source:
    return Source(
        source_id=SourceId("forum"), name="Forumet", kind=kind, addresses=(THREAD,),
        source_class=SourceClass.FORUM, owner="Säkerhet", legal_note="Påhittad.",
        review_by=date(2027, 1, 1), within=tuple(Address(prefix) for prefix in within),
    )  # fmt: skip


def document(*posts: Address) -> Document:
    return Document(
        address=THREAD, title="", language="sv", text="hej", blocks=(), links=LINKS,
        posts=tuple(Post(key="", start=0, end=1, address=address) for address in posts),
    )  # fmt: skip


def follow(a_source: Source, depth: int = 0, *posts: Address) -> tuple[Address, ...]:
    return kinds.follow(a_source, document(*posts), depth)


def test_every_kind_is_listed() -> None:
    assert set(kinds.FOLLOW) == set(SourceKind)


def test_listed_pages_lead_nowhere() -> None:
    assert follow(source(SourceKind.PAGES)) == ()


def test_a_site_stays_on_its_site() -> None:
    assert follow(source(SourceKind.SITE), 5) == LINKS[:3]


def test_a_site_stays_within_what_it_names() -> None:
    assert follow(source(SourceKind.SITE, "http://forum.example/t/41")) == LINKS[:1]


def test_a_feed_leads_to_its_entries_and_no_further() -> None:
    elsewhere = Address("http://annan.example/1")
    assert follow(source(SourceKind.FEED), 0, LINKS[1], elsewhere, LINKS[1]) == LINKS[1:2]
    assert follow(source(SourceKind.FEED), 0) == LINKS[:3]
    assert follow(source(SourceKind.FEED), 1, LINKS[1]) == ()
