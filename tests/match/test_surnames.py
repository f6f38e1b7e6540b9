"""Rare surnames that stand without a given name."""

from collections.abc import Sequence

import pytest

from scanner.match.lone import MOST_NAMES
from scanner.match.matcher import Matcher
from scanner.model.mention import Mention, PartForm, Tier
from scanner.model.person import WatchedPerson

MATCHER = Matcher(
    [
        WatchedPerson("tyra", "Tyra", "Provqvist"),
        WatchedPerson("rima", "Rima", "al-Provhani"),
        WatchedPerson("anna", "Anna", "Lindqvist"),
        WatchedPerson("per", "Per", "Mohamed"),
        WatchedPerson("siv", "Siv", "Blomma"),
        WatchedPerson("emma", "Emma", "Brown"),
        WatchedPerson("vera", "Vera", "Testanperä", ("Виктория Провова",)),
        WatchedPerson("siri", "Siri", "Provlund Öst"),
        WatchedPerson("rut", "Rut", "Provgren-Ek"),
        WatchedPerson("vea", "Vea", "Provgren-Testlund"),
        WatchedPerson("ida", "Ida", "Ali Provhan"),
        WatchedPerson("mia", "Mia", "Berg Lind"),
        WatchedPerson("tova", "Tova", "Tallprov"),
    ],
    seed=1,
)


def found(text: str) -> Sequence[Mention]:
    return MATCHER.find([text])[0]


@pytest.mark.parametrize(
    ("text", "person", "written"),
    [
        ("Provqvist ringde en fredag.", "tyra", "Provqvist"),
        ("provqvist ringde mig en fredag å sa att det blir en utredning", "tyra", "provqvist"),
        ("Socialsekreterare Provqvist ringde.", "tyra", "Provqvist"),
        ("Fru Provqvists utredning är lögn.", "tyra", "Provqvists"),
        ("Grupp 3: Persson / Provqvist / Ek", "tyra", "Provqvist"),
        ("PROVQVIST på soc ljög.", "tyra", "PROVQVIST"),
        ("Al-Provhani sa nej.", "rima", "Al-Provhani"),
        ("Hos Provhani fick vi vänta.", "rima", "Provhani"),
        ("Då sa Testanpera att hon skulle ringa.", "vera", "Testanpera"),
        ("Provlund Öst för kommunalråd!", "siri", "Provlund Öst"),
        ("Är Provlund Östs beslut klart?", "siri", "Provlund Östs"),
        ("Fråga Provgren-Ek, hon vet.", "rut", "Provgren-Ek"),
        ("Fråga Provgren Ek, hon vet.", "rut", "Provgren Ek"),
        ("jag frågade provgren-testlund men hon visste inte", "vea", "provgren-testlund"),
        ("Tallprov presenterade ett ärende.", "tova", "Tallprov"),
    ],
)
def test_a_rare_surname_alone_is_a_hint(text: str, person: str, written: str) -> None:
    (mention,) = found(text)
    assert (mention.person_id, text[mention.start : mention.end]) == (person, written)
    assert mention.is_surname_alone
    assert mention.tier is Tier.LOW
    assert mention.score < 0.3


@pytest.mark.parametrize("text", ["haft Provqvist T? ja", "Provqvist, T. skrev", "Provqvist T"])
def test_her_initial_behind_it_is_told(text: str) -> None:
    (mention,) = found(text)
    assert not mention.is_surname_alone
    assert mention.parts[-1].form is PartForm.INITIAL


@pytest.mark.parametrize(
    "text",
    [
        "Erik Provqvist ringde.",
        "erik provqvist ringde",
        "Erik Provqvist ringde. Sen skrev Provqvist ett brev.",
        "Eva Holm f. Provqvist är död.",
        "Provqvists Bygg AB i Provstad",
        "Vi bor på Provqvists gata.",
        "Provqvist E var där.",
        "E. Provqvist var där.",
        "skriv till @provqvist",
        "#provqvist",
        "se provqvist.example",
        "Provqvister ringde",
        "Det är en provqvist i Provstad",
        "Vi bodde i Provqvist. Provqvist är litet.",
        "Anna\nErik\nProvqvist\nHolm",
        "Eva Provlund Öst ringde.",
        "Eva Provlund Öst ringde. Sen skrev Provlund Öst.",
        "Provlund Öst Maria ringde.",
        "Provlund, Öst och Ek",
        "Provlund ringde.",
        "kör provlund öst",
        "Ali Provhan ringde.",
    ],
)
def test_anothers_is_nobody(text: str) -> None:
    assert not [each for each in found(text) if each.is_surname_alone]


@pytest.mark.parametrize(
    "text",
    [
        "Lindqvist ringde en fredag.",
        "Mohamed ringde en fredag.",
        "Blomma ringde en fredag.",
        "Brown scored twice.",
        "Berg Lind ringde.",
        "på ängen står en blomma",
    ],
)
def test_of_a_common_surname_and_of_a_word_nobody_is_told(text: str) -> None:
    assert not found(text)


def test_a_text_beside_it_is_nothing_to_a_text() -> None:
    small = "sen kom provqvist hem till oss"
    for others in (["Då kom Erik. Och Eva."], ["sen kom erik"]):
        before, found, behind = MATCHER.find([*others, small, *others])
        assert (before, behind) == ((), ())
        assert [small[each.start : each.end] for each in found] == ["provqvist"]


def test_who_is_named_in_full_needs_no_hint() -> None:
    (mention,) = found("Tyra Provqvist ringde. Provqvist skrev sen. Provqvist ljög.")
    assert mention.tier is Tier.FULL


def test_each_place_is_told() -> None:
    text = f"Provqvist ljög. {'Det gick en tid. ' * 40}Sen kom Provqvist hem till oss."
    assert [each.start for each in found(text)] == [0, text.index("Provqvist hem")]


def test_a_list_of_surnames_tells_of_nobody() -> None:
    surnames = [f"Prov{one}stad" for one in ("berg", "dal", "ek", "gran", "holm", "kvist")]
    surnames += [f"Test{one}mark" for one in ("berg", "dal", "ek")]
    people = [WatchedPerson(one.lower(), "Anna", one) for one in surnames]
    assert len(surnames) > MOST_NAMES
    matcher = Matcher(people, seed=1)
    assert not matcher.find([". Sen ".join(surnames)])[0]
    assert len(matcher.find([". Sen ".join(surnames[:MOST_NAMES])])[0]) == MOST_NAMES


def test_who_leaves_is_found_by_her_surname_no_more() -> None:
    people = [WatchedPerson("tyra", "Tyra", "Provqvist"), WatchedPerson("eva", "Eva", "Provqvist")]
    matcher = Matcher(people, seed=1)
    text = "Provqvist ringde en fredag."
    assert [each.person_id for each in matcher.find([text])[0]] == ["eva", "tyra"]
    matcher.remove(["eva"])
    assert [each.person_id for each in matcher.find([text])[0]] == ["tyra"]
    matcher.remove(["tyra"])
    assert not matcher.find([text])[0]
    matcher.add(people[:1])
    assert [each.person_id for each in matcher.find([text])[0]] == ["tyra"]
