"""Whole names with words glued to them are found; longer names of others are not."""

import numpy as np
import pytest

from scanner.match.batch import Words, cut
from scanner.match.glued import LONGEST_GLUED, SHORTEST, stretch_of, stretches, words_bits
from scanner.match.matcher import Matcher
from scanner.match.names import Name, given_side, surname_side
from scanner.match.row import laid
from tests.match.test_inside import NAMES, PEOPLE

MATCHER = Matcher(PEOPLE, seed=1)


def glued(form: str, given: str, surname: str) -> tuple[str, str]:
    """A name in small letters with something glued to it, and the name itself."""
    whole = f"{given}{surname}".lower().replace("-", "")
    return form.format(whole), whole


@pytest.mark.parametrize(
    "form",
    [
        "#stoppa{}",
        "@real{}",
        "@{}official",
        "https://{}sucks.example/",
        "https://forum.example/{}avslöjad",
        "#avslöja{}",
        "socialsekreterare{}",
        "{}2024final.pdf",
        "#{}måstebort",
    ],
)
def test_a_whole_name_is_seen_in_a_longer_word(form: str) -> None:
    for person, (given, surname) in zip(PEOPLE, NAMES, strict=True):
        text, whole = glued(form, given, surname)
        (mentions,) = MATCHER.find([text])
        assert [each.person_id for each in mentions] == [person.person_id], text
        assert text[mentions[0].start : mentions[0].end] == whole
        assert mentions[0].score < 0.99


def test_capitals_show_nothing_in_a_line_of_them() -> None:
    (mentions,) = MATCHER.find(["#STOPPAAMINAHADDAD NU"])
    assert [each.person_id for each in mentions] == [PEOPLE[1].person_id]


@pytest.mark.parametrize(
    "text",
    [
        "hannalindström",
        "@johannalindstrom",
        "#ronjaannalindström",
        "annalindströmer",
        "elifozturkmen",
        "elifozturkoglu",
        "ainovirtanenas",
        "layalihaddadi",
        "mehodanwarsame",
    ],
)
def test_a_longer_name_is_somebody_elses(text: str) -> None:
    assert MATCHER.find([text]) == [()]


def test_a_name_of_words_is_none_in_a_longer_word() -> None:
    lilja = Name(given_side("Rosa"), surname_side("Lilja"), (), is_spelling=False)
    assert stretch_of("rosaliljabukett", lilja) is None


def test_what_is_glued_is_a_few_words_or_a_number() -> None:
    assert words_bits("") == 0.0
    assert words_bits("socialsekreterare") > words_bits("socialsekreterare2024") > -60.0
    assert words_bits("hxqz") == words_bits("karin") == -np.inf


def test_stretches_leave_nothing_or_a_word_on_either_side() -> None:
    batch = cut(laid(["kort abcdefghijk " + "x" * (LONGEST_GLUED + 1)]))
    which, found = stretches(Words(batch.letters, batch.first, batch.length))
    assert which.tolist() == [1, 1]
    assert sorted(found.first - batch.first[1]) == [0, SHORTEST - 8]
    assert found.length.tolist() == [8, 8]
