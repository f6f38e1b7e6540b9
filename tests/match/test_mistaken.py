"""Her words in what is not her name: headlines, firms, places, registers. All people are invented.

What claims .99 must be right 99 times of 100; what may be somebody or something else claims less.
"""

import pytest

from scanner.bench.names.mistakables import KINDS, trial
from scanner.bench.names.written import Expect
from scanner.match.lexicon import Role, is_no_name, role_of
from scanner.match.matcher import Matcher
from scanner.match.things import is_and, is_before, is_behind, is_company
from scanner.model.mention import Mention, Tier
from scanner.model.person import WatchedPerson

PEOPLE = (
    WatchedPerson("amina", "Amina", "Testman", spellings=("أمينة تستمان", "Амина Тестман")),
    WatchedPerson("hassan", "Hassan", "Ali"),
    WatchedPerson("grace", "Grace", "Fields"),
    WatchedPerson("barfin", "Bahar", "Provzadeh", spellings=("بهار پروفزاده",)),
)
MATCHER = Matcher(PEOPLE, seed=1)
CLAIM = 0.99


def best(text: str) -> Mention | None:
    found = [each for each in MATCHER.find([text])[0] if not each.is_surname_alone]
    return max(found, key=lambda each: each.score, default=None)


@pytest.mark.parametrize(
    "text",
    [
        "Amina Möter Testman",
        "Amina Hatar Testman",
        "Amina Attacks Testman",
        "AMINA MÖTER TESTMAN",
        "Amina Syyttää Testman",
        "Amina İle Testman",
        "Amina Eleştirdi Testman",
        "Förra veckan skrev Berg Amina Testman Erik under",
        "Maria Amina Testman",
        "Ahmed Hassan Ali",
        "bor i Aminatestman",
        "Grace fields are green",
    ],
)
def test_what_may_be_somebody_or_something_else_claims_less(text: str) -> None:
    found = best(text)
    assert found is None or found.score < CLAIM


@pytest.mark.parametrize(
    "text",
    [
        "أمينة مع تستمان",
        "أمينة ضد تستمان",
        "بهار با پروفزاده",
        "بهار علیه پروفزاده",
        "Amina Veya Testman",
    ],
)
def test_a_word_between_two_names_parts_them(text: str) -> None:
    assert best(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Amina Testmans Konditori",
        "hos Amina Testmans bageri i dag",
        "Amina Testman & Co",
        "Stiftelsen Amina Testman",
        "i stiftelsen Amina Testman finns",
        "Amina Testmans minnesfond",
        "Amina Testman universitet",
        "Amina Testman University",
        "Amina Testman-museet",
        "Amina Testman Oy",
        "Amina Testmanin koulussa",
        "kahvila Amina Testman on",
        "Amina Testman Sokağı",
        "Amina Testman Caddesinde",
        "Amina Testman A.Ş.",
        "Dugsiga Amina Testman",
        "شركة أمينة تستمان",
        "مدرسة أمينة تستمان",
        "بشارع أمينة تستمان",
        "خیابان بهار پروفزاده",
        "ул. Амина Тестман",
        "в школе Амина Тестман",
        "ООО «Амина Тестман»",
    ],
)
def test_what_is_named_after_her_is_a_weak_hint(text: str) -> None:
    found = best(text)
    assert found
    assert found.tier is Tier.LOW
    assert found.score < 0.95


@pytest.mark.parametrize(
    "text",
    [
        "Amina Fatima Testman",
        "Amina Testman skolkar",
        "Amina Testman Parker",
        "Amina Testman parkerade bilen",
        "Amina Testman (skolan)",
        "Amina Testman, kommunen",
        "Skolan: Amina Testman",
        "Vi gick på restaurang. Amina Testman var där",
        "firman (Amina Testman)",
        "Testman, Amina, Kalmar",
        "Testman, Amina, Gävle",
        "teckenspråk. Amina Testman",
        "Erik Berg Amina Testman Sara Lind",
        "kommunens Amina Testman & Erik Berg",
        "https://forum.example/trad/amina-testman-avslojad",
    ],
)
def test_her_name_beside_such_words_stays_her_name(text: str) -> None:
    found = best(text)
    assert found
    assert found.tier is Tier.FULL
    assert found.score >= CLAIM or "avslojad" in text


@pytest.mark.parametrize("text", ["Amina Häxan Testman", "AMINA HÄXAN TESTMAN"])
def test_an_insult_with_a_capital_does_not_hide_her(text: str) -> None:
    found = best(text)
    assert found
    assert found.score > 0.5


def test_a_register_that_puts_surnames_first_names_her_in_any_row() -> None:
    text = "BERG ANNA TESTMAN AMINA LIND ERIK"
    found = best(text)
    assert found
    assert text[found.start : found.end] == "TESTMAN AMINA"


def test_the_article_of_her_surname_is_nobody_elses_given_name() -> None:
    matcher = Matcher([WatchedPerson("omar", "Omar", "Al-Testbar")], seed=1)
    [mention] = matcher.find(["https://forum.example/trad/omar-al-testbar"])[0]
    assert mention.tier is Tier.FULL


def test_words_are_told_from_names() -> None:
    assert all(map(is_no_name, ("moter", "hatar", "skriver", "meets", "kiittaa")))
    assert not any(map(is_no_name, ("hope", "kaan", "sahar", "berg", "محمد")))
    assert (role_of("fatima"), role_of("lindstrom")) == (Role.GIVEN, Role.SURNAME)


def test_words_that_make_a_name_the_name_of_something() -> None:
    assert is_behind("forskola", capital=False)
    assert is_behind("university", capital=True)
    assert not is_behind("university", capital=False)
    assert not is_behind("parker", capital=True)
    assert is_company("oy")
    assert is_and("soner")
    assert is_before("улице")
    assert not is_before("школьник")


def test_kinds_of_the_mistakable_are_many_and_written_for_every_origin() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    asked = trial(7, texts=1)
    assert {true.kind for true in asked.truth} >= {
        kind.name for kind in KINDS if "home" not in kind.name
    }


def test_few_of_the_mistakable_claim_to_be_right_and_the_others_are_found() -> None:
    asked = trial(7, texts=1)
    found = Matcher(asked.people, seed=1).find(asked.texts)
    claimed = [max((each.score for each in mentions), default=0.0) >= CLAIM for mentions in found]
    wrong = [claimed[true.text] for true in asked.truth if true.expect is not Expect.HIT]
    lines = [claimed[true.text] for true in asked.truth if true.kind in ("lines", "middle_ar")]
    assert sum(wrong) < 0.15 * len(wrong)
    assert sum(lines) > 0.7 * len(lines)
