"""A photo among the pictures of a page: near is hers, far is not."""

from scanner.match.photos import NEAR, PhotoIndex
from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.model.mention import Tier
from scanner.model.person import DetailKind, Setting, WatchedDetail, WatchedPerson
from scanner.model.picture import Picture

HERS = 0x9F3A_57C1_0B6E_D284


def photo(look: int) -> WatchedDetail:
    return WatchedDetail(
        kind=DetailKind.PHOTO, setting=Setting.WORK, digest=look.to_bytes(8, "big")
    )


def person(name: str, *looks: int) -> WatchedPerson:
    return WatchedPerson(name, "Amina", "Provhult", details=tuple(map(photo, looks)))


def page(*looks: tuple[int, ...], at: int = 4) -> Document:
    return Document(
        address=Address("http://forum.example/t"), title="", language="", text="Hej\nHå", blocks=(),
        pictures=tuple(
            Picture(
                address=Address(f"http://forum.example/{number}.jpg"), at=at,
                looks=tuple(f"{look:016x}" for look in some),
            )
            for number, some in enumerate(looks)
        ),
    )  # fmt: skip


def apart(bits: int) -> int:
    """A look that differs from hers in so many bits."""
    return HERS ^ sum(1 << 2 * n for n in range(bits))


def test_a_near_picture_is_hers_where_it_stands_and_a_far_one_is_not() -> None:
    index = PhotoIndex([person("p1", 7, HERS), person("p2", apart(30))])
    (found,) = index.find(page((apart(20), apart(NEAR)), (apart(NEAR + 1),)))
    assert (found.person_id, found.start, found.end) == ("p1", 4, 4)
    assert (found.detail, found.tier) == (DetailKind.PHOTO, Tier.KNOWN_DETAIL)
    assert found.watched == photo(HERS)


def test_each_of_two_who_entered_it_is_found_once_a_picture() -> None:
    index = PhotoIndex([person("p1", HERS, apart(1)), person("p2", HERS)])
    found = [(one.person_id, one.start) for one in index.find(page((HERS, apart(2)), (HERS,)))]
    assert found == [("p1", 4), ("p2", 4)] * 2


def test_nothing_is_found_without_photos_or_looks_and_never_beyond_the_text() -> None:
    assert list(PhotoIndex([person("p1")]).find(page((HERS,)))) == []
    assert list(PhotoIndex([person("p1", HERS)]).find(page(()))) == []
    (found,) = PhotoIndex([person("p1", HERS)]).find(page((HERS,), at=99))
    assert found.start == 6
