"""Given names and surnames that stand together. All people are invented."""

from functools import partial

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from scanner.match import join
from scanner.match.agreement import agreement
from scanner.match.evidence import evidence
from scanner.match.join import Found
from scanner.match.names import Name, given_side, surname_side
from scanner.match.text import Text, two
from scanner.model.ids import PersonId

AGREEMENT = partial(agreement, evidence=evidence)


def of(given: str, surname: str) -> Name:
    bearers = (PersonId("p"),)
    return Name(given_side(given), surname_side(surname), bearers, is_spelling=False)


def found(text: Text, name: Name) -> list[Found]:
    return list(join.find(text, name, [range(len(text.words))], AGREEMENT))


def test_a_guess_is_judged_once_however_many_stretches_it_stands_in() -> None:
    text = Text.plain("Amina Warsame Amina Warsame")
    stretches = [range(2), range(3), range(4), range(1, 4)]
    told = [each.spans for each in join.find(text, of("Amina", "Warsame"), stretches, AGREEMENT)]
    assert len(told) == len(set(told)) > 1


NAMES = [of(*name) for name in (
    ("Amina", "Warsame"), ("Erik", "Provström"), ("Anna-Karin", "Testberg"), ("Christina", "Lund"),
    ("Sara", "Al-Khatib"), ("Per", "Berg"), ("Åsa", "Löfberg Ali"), ("سارة", "الخطيب"),
)]  # fmt: skip


@pytest.mark.parametrize(
    "stretch",
    ["Amina Warsame", "Warsame Amina", "amina warsame", "warsame Amina", "Aminas Warsames",
     "Aminna Warsame", "Eric Provstrom", "provström erik", "Anna Testberg", "Annakarin Testbergs",
     "Kicki Lund", "Kickis Lunds", "Kristina Lund", "Sara Khatib", "Sara Alkhatib", "per berg",
     "Berg Per", "Åsa Löfberg", "Åsa Ali", "سارة الخطيب", "sara الخطيب", "Wårsame Amiina"],
)  # fmt: skip
def test_two_words_alone_are_judged_as_any_text(stretch: str) -> None:
    for name in NAMES:
        assert _judged(two(stretch), name) == _judged(Text.plain(stretch), name)
    assert any(found(two(stretch), name) for name in NAMES)


@drawn(st.data())
def test_any_two_words_like_a_name_are_judged_as_any_text(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    words = [
        data.draw(_like(part.folded)) for side in (name.given, name.surname) for part in side.parts
    ]
    stretch = " ".join(data.draw(st.permutations(words))[:2])
    assert _judged(two(stretch), name) == _judged(Text.plain(stretch), name)


def _like(word: str) -> st.SearchStrategy[str]:
    """A word with a slip or an ending, in small letters or with a capital."""
    places = st.integers(0, len(word) - 1)
    changed = st.tuples(places, st.sampled_from("aeksxåи")).map(
        lambda slip: word[: slip[0]] + slip[1] + word[slip[0] + 1 :]
    )
    ended = st.sampled_from(["s", "in", "'s"]).map(lambda ending: word + ending)
    return (st.just(word) | changed | ended).flatmap(
        lambda each: st.sampled_from([each, each.capitalize(), each.upper()])
    )


def _judged(text: Text, name: Name) -> list[Found]:
    return sorted(found(text, name), key=lambda each: (each.spans, each.traits))


@pytest.mark.parametrize("text", ["A. W. kom", "Där kom A. W.", "A.W.", "W., A."])
def test_two_initials_are_nobody(text: str) -> None:
    assert not found(Text.plain(text), of("Amina", "Warsame"))
