import hashlib

import pytest

from scanner.identifiers.kinds import normalise
from scanner.match.matcher import Matcher
from scanner.model.mention import Mention, PartForm, Tier
from scanner.model.person import DetailKind, Setting, WatchedDetail, WatchedPerson


def keyed_hash(kind: DetailKind, normal: str) -> bytes:
    return hashlib.blake2b(f"{kind}|{normal}".encode(), key=b"invented key").digest()


def detail(kind: DetailKind, value: str, *, proved: bool) -> WatchedDetail:
    normal = normalise(kind, value)
    assert normal is not None
    return WatchedDetail(
        kind=kind, setting=Setting.PRIVATE, digest=keyed_hash(kind, normal), proved=proved
    )


PROVED = WatchedPerson(
    "amina",
    "Amina",
    "Warsame",
    details=(
        detail(DetailKind.PHONE, "070-174 06 05", proved=True),
        detail(DetailKind.EMAIL, "amina@post.example", proved=True),
        detail(DetailKind.PERSONNUMMER, "18900101-9802", proved=True),
    ),
)
CLAIMED = WatchedPerson(
    "britta",
    "Britta",
    "Löfkvist",
    details=(detail(DetailKind.PHONE, "070-174 06 99", proved=False),),
)
MATCHER = Matcher([PROVED, CLAIMED], seed=1, keyed_hash=keyed_hash)


def details(text: str) -> list[Mention]:
    return [each for each in MATCHER.find([text])[0] if each.detail]


def test_a_proved_detail_is_known_without_a_name() -> None:
    text = "Ring henne: noll sju noll ett sju fyra noll sex noll fem!"
    [mention] = details(text)
    assert (mention.person_id, mention.detail) == ("amina", DetailKind.PHONE)
    assert (mention.tier, mention.parts[0].form) == (Tier.KNOWN_DETAIL, PartForm.HASH)
    assert text[mention.start : mention.end] == "noll sju noll ett sju fyra noll sex noll fem"


def test_every_kind_is_known_by_its_hash() -> None:
    found = details("amina (at) post.example, 900101-9802, +46701740605")
    assert [each.detail for each in found] == [
        DetailKind.EMAIL,
        DetailKind.PERSONNUMMER,
        DetailKind.PHONE,
    ]


def test_digits_that_nothing_explains_are_known_too() -> None:
    [mention] = details("9001019802")
    assert mention.detail is DetailKind.PERSONNUMMER


def test_another_number_is_not() -> None:
    assert details("070-174 06 06, anna@post.example") == []


def test_an_unproved_detail_counts_only_beside_her_name() -> None:
    assert details("070-174 06 99") == []
    assert details("Amina Warsame 070-174 06 99") == []
    assert details("Britta Löfkvist" + "." * 400 + "070-174 06 99") == []
    [mention] = details("Britta Löfkvist har 070-174 06 99")
    assert mention.person_id == "britta"


def test_a_detail_repeated_above_hides_none_below() -> None:
    repeated = "Ring 070-174 06 05! " * 2000
    found = details(repeated + "Nu.")
    assert len(found) < 100
    assert repeated.endswith("! ")
    assert found[-1].end == len(repeated) - 2


def test_a_name_after_many_others_counts_for_the_detail_beside_it() -> None:
    far = "Britta Löfkvist. " * 50 + "." * 400
    assert details(f"070-174 06 99{'.' * 400}{far}") == []
    assert len(details(f"{far}Britta Löfkvist: 070-174 06 99")) == 1
    assert len(details(f"{far}070-174 06 99 Britta Löfkvist")) == 1


def test_without_a_keyed_hash_details_are_not_looked_for() -> None:
    assert Matcher([PROVED], seed=1).find(["070-174 06 05"]) == [()]


@pytest.mark.parametrize("name", ["@ab1", "@amina", "@blomma", "@hassan"])
def test_a_user_name_that_may_be_anybodys_counts_only_beside_her_name(name: str) -> None:
    hers = WatchedPerson(
        "amina", "Amina", "Warsame", details=(detail(DetailKind.HANDLE, name, proved=True),)
    )
    matcher = Matcher([hers], seed=1, keyed_hash=keyed_hash)
    alone, beside = matcher.find([f"Tack {name}!", f"Amina Warsame heter {name} där"])
    assert alone == ()
    assert [each.detail for each in beside] == [None, DetailKind.HANDLE]


def test_a_user_name_of_her_own_tells_alone() -> None:
    hers = WatchedPerson(
        "amina", "Amina", "Warsame", details=(detail(DetailKind.HANDLE, "amina_w91", proved=True),)
    )
    [[found]] = Matcher([hers], seed=1, keyed_hash=keyed_hash).find(["Tack @amina_w91!"])
    assert found.detail is DetailKind.HANDLE
