"""What she types is known again in whatever way a page writes it."""

import pytest

from scanner.identifiers.kinds import find_folded, normalise
from scanner.model.person import DetailKind
from scanner.text.fold import fold

HANDLE, ADDRESS, PROPERTY = DetailKind.HANDLE, DetailKind.ADDRESS, DetailKind.PROPERTY

WRITTEN = [
    (HANDLE, "amina_91", "skriv till @Amina_91!"),
    (HANDLE, "@amina_91", "https://www.instagram.com/amina_91/reels"),
    (HANDLE, "https://www.instagram.com/amina_91/?hl=sv", "insta: amina_91"),
    (HANDLE, "https://www.facebook.com/profile.php?id=100012345678&sk=about",
     "m.facebook.com/profile.php?id=100012345678"),
    (HANDLE, "linkedin.com/in/amina-prov-12/", "se.linkedin.com/in/amina-prov-12"),
    (ADDRESS, "provsgatan 7b", "Provsgatan 7 B, lgh 1102, 414 51 Provstad"),
    (ADDRESS, "Provbyn 12", "Provbyn 12, 414 51 Provstad"),
    (ADDRESS, "Provsgatan 12, se-414 51 Provstad", "PROVSGATAN 12, SE-414 51 PROVSTAD"),
    (PROPERTY, "provstad testhult 2:16", "Testhult 2:16"),
    (PROPERTY, "Provstad Testhult 2:16", "fastighet testhult 2:16 såld"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "text"), WRITTEN)
def test_what_she_types_is_what_a_page_shows(kind: DetailKind, typed: str, text: str) -> None:
    normal = normalise(kind, typed)
    assert normal is not None
    assert (kind, normal) in {(each.kind, each.normal.reveal()) for each in find_folded(fold(text))}


@pytest.mark.parametrize("typed", ["", "@", "ab", "amina@post.example", "https://x.com/", "a b c"])
def test_no_user_name(typed: str) -> None:
    assert normalise(HANDLE, typed) is None


def test_the_whole_address_is_one_stretch() -> None:
    text = "bor på Provsgatan 7, lgh 1102, 2 tr, 414 51 Provstad nu"
    [found] = find_folded(fold(text))
    assert text[found.start : found.end] == "Provsgatan 7, lgh 1102, 2 tr, 414 51 Provstad"
