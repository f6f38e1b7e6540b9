"""Names whose given name and surname stand in two places. All people are invented."""

from collections.abc import Sequence
from random import Random
from typing import Final

import pytest

from scanner.match.apart import SCORE
from scanner.match.lone import FARTHEST, MOST_NAMES
from scanner.match.matcher import Matcher
from scanner.model.mention import Mention, PartForm, PartRole, Tier
from scanner.model.person import WatchedPerson
from tests.match.test_hostile import Written, assert_linear

PEOPLE: Final = (
    WatchedPerson("paivi", "Päivi", "Korhonen"),
    WatchedPerson("karin", "Karin", "Bergström"),
    WatchedPerson("wrob", "Agnieszka", "Wróblewska"),
    WatchedPerson("anna", "Anna", "Lindqvist"),
    WatchedPerson("eeva", "Eeva-Liisa", "Tuomivaara"),
    WatchedPerson("layla", "Layla", "Al-Khatib"),
    WatchedPerson("tuula", "Tuula", "Heikkilä-Norberg"),
    WatchedPerson("saga", "Saga", "Ask"),
    WatchedPerson("ebba", "Ebba", "Tranefors"),
)
MATCHER: Final = Matcher(PEOPLE, seed=1)


def found(text: str) -> Sequence[Mention]:
    return [each for each in MATCHER.find([text])[0] if not each.is_surname_alone]


@pytest.mark.parametrize(
    ("person", "text", "given", "surname"),
    [
        ("paivi", "Korhonen kom. Det var den finska, Päivi, som frågade.", "Päivi", "Korhonen"),
        ("paivi", '"Päivi? Korhonen? Dry as crispbread."', "Päivi", "Korhonen"),
        ("karin", "Ring direkt, då får du Karin. Bergström alltså.", "Karin", "Bergström"),
        ("karin", "Familjerättens Karin frågade mig. Bergström, ni vet.", "Karin", "Bergström"),
        ("karin", "– Bergström, är hon bra?\n– Karin? Hon gjorde", "Karin", "Bergström"),
        ("karin", "Karins telefontid är kort. Hon heter Bergström.", "Karins", "Bergström"),
        ("wrob", "Her worker is Mrs Wroblewska (Agnieszka) here", "Agnieszka", "Wroblewska"),
        ("anna", "She's called Anna, surname Lindqvist", "Anna", "Lindqvist"),
        ("eeva", "Tuomivaara (Eeva-Liisa) in the town retires", "Eeva-Liisa", "Tuomivaara"),
        ("layla", "Sekreterare Layla är borta. Al-Khatib har det.", "Layla", "Al-Khatib"),
        (
            "tuula",
            "Tuula sa inget. Hon går i pension, Heikkilä-Norberg.",
            "Tuula",
            "Heikkilä-Norberg",
        ),
        ("ebba", "Ja just hon. Ebba T. Ny här. Tranefors heter hon.", "Ebba", "Tranefors"),
    ],
)
def test_parts_that_stand_alone_are_a_weak_hint(
    person: str, text: str, given: str, surname: str
) -> None:
    (mention,) = found(text)
    assert (mention.person_id, mention.tier, mention.score) == (person, Tier.LOW, SCORE)
    assert mention.is_apart
    written = {part.role: text[part.start : part.end] for part in mention.parts}
    assert written == {PartRole.GIVEN: given, PartRole.SURNAME: surname}
    assert [text[first:last] for first, last in mention.spans] == sorted(
        written.values(), key=text.index
    )


@pytest.mark.parametrize(
    "text",
    [
        "Erik Lindqvist kom med Anna Svensson. Sedan gick Anna. Lindqvist stannade.",
        "Erik Lindqvist ringde. Sedan kom Anna och grät. Lindqvist skrev.",
        "Anna Svensson ringde. Hon, Anna, grät. Lindqvist skrev.",
        "Svensson, Anna. Lindqvist skrev.",
        "Anna kom. Lindqvist, Erik hade bestämt.",
        "Anna kom. K. Lindqvist hade bestämt.",
        "Anna kom. Det var Ordf Lindqvist som bestämde.",
        "Anna P grät. Det var Lindqvist som skrev.",
        "Anna von Essen grät. Det var Lindqvist som skrev.",
        "anna kom hem. det var lindqvist som skrev.",
        "Anna grät på Lindqvists gata.",
        "Anna handlade hos Lindqvist AB i går.",
        "Anna och Lindqvist kom.",
        "Eva Korhonen f. Lindqvist är död. Anna och Matti sörjer.",
        "Anna\nErik\nOmar\nLindqvist\nHolm",
        "Anna;Svensson;Norrvik\nErik;Lindqvist;Norrvik",
        "Liisa kom. Tuomivaara skrev.",
        "Tuula kom. Norberg skrev.",
        "Saga för barn lästes. Ask hade hand om det.",
        "Anna kom. " + "ord " * FARTHEST + "Lindqvist skrev.",
    ],
)
def test_parts_of_others_are_nobody(text: str) -> None:
    assert not found(text)


def test_who_is_named_in_full_needs_no_hint() -> None:
    (mention,) = found("Anna Lindqvist ringde. Då sa Anna. Och Lindqvist skrev.")
    assert not mention.is_apart


def test_each_place_in_which_both_stand_is_told() -> None:
    text = (
        "Korhonen skrev. Päivi log. " + "Så gick det en tid. " * 30 + "Päivi ljög. Korhonen svek."
    )
    assert [text[each.start : each.end] for each in found(text)] == [
        "Korhonen skrev. Päivi",
        "Päivi ljög. Korhonen",
    ]


def test_what_fits_many_names_tells_of_nobody() -> None:
    surnames = [f"{one}qvist" for one in ("Lind", "Berg", "Dahl", "Ek", "Gran", "Holm")]
    more = [f"{one}ström" for one in ("Lind", "Dahl", "Ek", "Gran")]
    matcher = Matcher(
        [WatchedPerson(one.lower(), "Anna", one) for one in (*surnames, *more)], seed=1
    )
    before, behind = (". Sen ".join(some) for some in (surnames, more))
    assert len(surnames + more) > MOST_NAMES
    (mentions,) = matcher.find([f"Det var {before}. Sen Anna. Sen {behind} skrev."])
    assert not any(each.is_apart for each in mentions)
    assert len(matcher.find([f"Det var Anna. Sen {surnames[0]} skrev."])[0]) == 1


def test_words_are_as_enrolled_but_for_accents_and_genitive() -> None:
    (mention,) = found("Bergstrom? Ja, Karin är bra.")
    assert [part.form for part in mention.parts] == [PartForm.FOLDED, PartForm.EXACT]
    (mention,) = found("Karins telefontid är kort. Hon heter Bergström.")
    assert [part.form for part in mention.parts] == [PartForm.INFLECTED, PartForm.EXACT]
    assert not found("Bergstrøhm? Ja, Karin är bra.")


def lone(form: str, matcher_of: Sequence[WatchedPerson]) -> Written:
    """Names of some people by chance, without end."""
    named = [(one.given.reveal(), one.surname.reveal()) for one in matcher_of]

    def written(length: int, chance: Random) -> str:
        some = (chance.choice(named) for _ in range(length // len(form)))
        return " ".join(form.format(given=given, surname=surname) for given, surname in some)

    return written


@pytest.mark.parametrize("people", [PEOPLE[:3], PEOPLE], ids=["few", "all"])
@pytest.mark.parametrize(
    "form",
    ["{given} x.", "{surname} x.", "{given} gick. {surname} kom.", "{surname}? Ja, {given}."],
)
def test_lone_names_without_end_cost_no_more_than_their_length(
    form: str, people: Sequence[WatchedPerson]
) -> None:
    assert_linear(lone(form, people), 2_000, MATCHER)


def test_a_list_of_thousands_who_are_all_enrolled_names_nobody_and_is_cheap() -> None:
    people = tuple(
        WatchedPerson(f"{given}{surname}", given, surname)
        for given in ("Agneta", "Behnaz", "Darko", "Elif", "Farida", "Gunnar")
        for surname in ("Provberg", "Testlund", "Mockqvist", "Provström", "Testfors", "Mockholm")
    )
    crowd = Matcher(people, seed=1)
    written = lone("{given} gick. {surname} kom.", people)
    assert_linear(written, 2_000, crowd)
    assert not crowd.find([written(20_000, Random(1))])[0]


def test_names_in_another_script_alike() -> None:
    matcher = Matcher([WatchedPerson("oksana", "Oksana", "Tymchuk")], seed=1)
    (mention,) = matcher.find(["ليش ما حدا يحكي عن أوكسانا؟ تيمتشوك، الأوكرانية"])[0]
    assert mention.is_apart
    assert {part.form for part in mention.parts} == {PartForm.SCRIPT}
    assert not matcher.find(["ليش ما حدا يحكي عن أوكسانا؟ كريم، الأوكرانية"])[0]
