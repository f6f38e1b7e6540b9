"""Surnames that have one word in Latin letters, and two in another script."""

import pytest

from scanner.match.matcher import Matcher
from scanner.model.mention import PartRole
from scanner.model.person import WatchedPerson

MATCHER = Matcher(
    [
        WatchedPerson("ali", "Alireza", "Hosseinzadeh"),
        WatchedPerson("sara", "Sara", "Noureddine"),
        WatchedPerson("leila", "Leila", "Benmoussa"),
        WatchedPerson("vera", "Vera", "Provmarker"),
        WatchedPerson("farid", "Farid", "Mousavi"),
    ],
    seed=1,
)


@pytest.mark.parametrize(
    ("text", "person", "surname"),
    [
        ("علیرضا حسین زاده گفت", "ali", "حسین زاده"),
        ("علیرضا حسین\u200cزاده گفت", "ali", "حسین\u200cزاده"),
        ("عليرضا حسين زاده قال", "ali", "حسين زاده"),
        ("سارة نور الدين قالت", "sara", "نور الدين"),
        ("وقالت ليلى بن موسى إن", "leila", "بن موسى"),
        ("كتبت فيرا بروف ماركر في", "vera", "بروف ماركر"),
    ],
)
def test_both_words_are_her_surname(text: str, person: str, surname: str) -> None:
    (mention,) = MATCHER.find([text])[0]
    assert mention.person_id == person
    (part,) = (part for part in mention.parts if part.role is PartRole.SURNAME)
    assert text[part.start : part.end] == surname


@pytest.mark.parametrize(
    "text",
    [
        "سارة نور قالت",
        "سارة نور. الدين قال",
        "حسین زاده گفت",
        "علیرضا احمد زاده گفت",
        "ليلى مع بن موسى",
        "ليلى بن أحمد قالت",
    ],
)
def test_half_of_it_is_not_and_without_her_given_name_two_words_are_two(text: str) -> None:
    assert not MATCHER.find([text])[0]
