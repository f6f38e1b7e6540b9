"""Given names and surnames that stand together. All people are invented."""

from scanner.match import join
from scanner.match.evidence import Candidate, evidence
from scanner.match.lexicon import Role
from scanner.match.names import Name, Part, given_side, name, surname_side
from scanner.match.text import Text
from scanner.model.ids import PersonId


def of(given: str, surname: str) -> Name:
    bearers = (PersonId("p"),)
    return name(given_side(given), surname_side(surname), bearers, is_spelling=False)


def test_a_guess_is_judged_once_however_many_stretches_it_stands_in() -> None:
    text = Text.plain("Amina Warsame Amina Warsame")
    stretches = [range(2), range(3), range(4), range(1, 4)]
    found = [each.spans for each in join.find(text, of("Amina", "Warsame"), stretches, evidence)]
    assert len(found) == len(set(found)) > 1


def test_a_slip_of_a_nickname_is_not_asked_for() -> None:
    asked: list[tuple[str, str]] = []

    def evident(word: str, part: Part, role: Role) -> Candidate | None:
        asked.append((word, part.key))
        return evidence(word, part, role)

    text, told = Text.plain("Kickan Warsame"), of("Christina", "Warsame")
    assert not list(join.find(text, told, [range(2)], evident))
    assert ("kickan", "kicki") not in asked
    assert list(join.find(Text.plain("Kickis Warsames"), told, [range(2)], evident))
    assert ("kickis", "kicki") in asked
