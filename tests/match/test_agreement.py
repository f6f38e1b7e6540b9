"""What one word may be of a given name or a surname. All people are invented."""

from functools import partial

import pytest

from scanner.match.agreement import agreement
from scanner.match.evidence import Candidate, evidence
from scanner.match.lexicon import Role
from scanner.match.names import ALL, Part, given_side, surname_side
from scanner.model.mention import PartForm

AGREEMENT = partial(agreement, evidence=evidence)


@pytest.mark.parametrize(
    ("word", "given", "parts"),
    [
        ("anna", "Anna-Karin", [(0, PartForm.FOLDED)]),
        ("carin", "Anna-Karin", [(1, PartForm.VARIANT)]),
        ("annakarin", "Anna-Karin", [(ALL, PartForm.FOLDED)]),
        ("warsame", "Anna-Karin", []),
    ],
)
def test_a_word_is_a_part_or_all_as_one(
    word: str, given: str, parts: list[tuple[int, PartForm]]
) -> None:
    assert [(at, each.form) for at, each in AGREEMENT(word, given_side(given)).parts] == parts


def test_a_name_in_the_other_role_is_told_by_that_role() -> None:
    given, surname = AGREEMENT("ali", given_side("Ali")), AGREEMENT("ali", surname_side("Ali"))
    assert given.parts[0][1].bits != surname.parts[0][1].bits


def test_a_nickname_tells_less_than_the_name() -> None:
    side = given_side("Elisabeth")
    [(_, name)] = AGREEMENT("elisabeth", side).parts
    [(_, called)] = AGREEMENT("lisa", side).nicknames
    assert called.form is PartForm.NICKNAME
    assert called.bits < name.bits


def test_a_slip_of_a_nickname_is_not_asked_for() -> None:
    asked: list[str] = []

    def evident(word: str, part: Part, role: Role) -> Candidate | None:
        asked.append(part.key)
        return evidence(word, part, role)

    side = given_side("Christina")
    assert not agreement("kickan", side, evidence=evident).nicknames
    assert "kicki" not in asked
    assert agreement("kickis", side, evidence=evident).nicknames
    assert "kicki" in asked
