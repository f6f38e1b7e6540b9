"""What her unit works with, told without its name."""

from dataclasses import replace

import pytest

from scanner.assess.context import AssessContext
from scanner.assess.identity.field import FIELDS, LIVES_OF_WORK, fields_of
from scanner.model.assessment import IdentityEvidence
from scanner.model.person import WatchedPerson
from scanner.model.personal import Personal
from scanner.places.concepts import LIVES
from tests.assess.stage import NOW, RARE, judge


def at(unit: str, role: str = "socialsekreterare") -> WatchedPerson:
    context = replace(RARE.context, unit=Personal(unit), role=Personal(role))
    return replace(RARE, context=context)


def told(text: str, person: WatchedPerson) -> dict[str, IdentityEvidence]:
    found = judge(text, person, AssessContext(now=NOW)).identity
    return {one.feature: one for one in found.evidence}


FOSTERING = "{N} hälsade på i familjehemmet varje månad."


@pytest.mark.parametrize(
    "text",
    [
        FOSTERING,
        "{N} visited the foster family every month.",
        "{N} زارت العائلة البديلة كل شهر.",
    ],
)
def test_the_work_of_her_unit_speaks_for_her_in_every_language(text: str) -> None:
    found = told(text, at("Familjehemsenheten"))
    assert found["field"].bits > 0
    assert "other_field" not in found


def test_the_work_of_another_unit_does_not() -> None:
    found = told(FOSTERING, at("Ekonomiskt bistånd"))
    assert "field" not in found
    assert found["other_field"].bits < 0


def test_a_unit_whose_work_the_name_does_not_say_is_no_evidence() -> None:
    assert {"field", "other_field"}.isdisjoint(told(FOSTERING, at("Enhet 4")))


def test_the_name_of_her_unit_is_not_counted_twice() -> None:
    found = told("{N} på Familjehemsenheten.", at("Familjehemsenheten"))
    assert "unit" in found
    assert "field" not in found


def test_her_work_told_of_somebody_else_is_no_evidence() -> None:
    assert "field" not in told(
        "Karin Ek är fostermamma. {N} sprang maran.", at("Familjehemsenheten")
    )


def test_a_name_of_two_fields_has_the_work_of_both() -> None:
    assert fields_of("Barn- och ungdomsenheten") >= {"removal", "youth_case"}
    assert fields_of("Enhet 4", "familjerättssekreterare") == {"custody", "access"}


def test_every_field_is_a_life_that_lexicons_may_tell() -> None:
    assert LIVES_OF_WORK <= LIVES
    assert len({part for part, _ in FIELDS}) == len(FIELDS)
