"""How old a page says that somebody is."""

from dataclasses import replace

import pytest

from scanner.assess.context import AssessContext
from scanner.assess.identity.identify import clues
from scanner.assess.scene import scene
from scanner.model.person import PersonContext, WatchedPerson
from tests.assess.stage import NOW, RARE, page

AGES = {"age_fits", "other_age", "not_at_work"}


def told(text: str, born: int | None = 1984) -> set[str]:
    context = replace(RARE.context, born=born)
    person = WatchedPerson(RARE.person_id, "Amina", "Testsson", context=context)
    document, mentions = page(text, "Amina Testsson")
    found = clues(scene(document, mentions, ()), person, AssessContext(now=NOW))
    return AGES & {one.feature for one in found}


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("{N}, född 1984, Provstad", "age_fits"),
        ("{N} (42) bor här", "age_fits"),
        ("{N}, 41 år, svarar", "age_fits"),
        ("{N}, 38, svarar", "age_fits"),
        ("{N} is 42 years old", "age_fits"),
        ("{N} عمرها 42 سنة", "age_fits"),
        ("{N}, född 1983", "other_age"),
        ("{N}, född 1985", "other_age"),
        ("{N}, född 1971", "other_age"),
        ("{N} (29)", "other_age"),
        ("{N}, 55 år.", "other_age"),
        ("{N}, f. 1931", "not_at_work"),
        ("{N} (1851-1902)", "not_at_work"),
        ("{N}, 9 år, vann.", "not_at_work"),
    ],
)
def test_an_age_fits_her_or_does_not(text: str, feature: str) -> None:
    assert told(text) == {feature}


@pytest.mark.parametrize(
    "text",
    [
        "{N} hade ett ärende i 12 år hos kommunen",
        "{N}, 39.45",
        "Karin Andersson, 29, och {N}",
        "{N} tog min son, 7, från skolan",
        "{N} utreder oss. Vår dotter, 9 år, är ledsen.",
        "Min pojke (4) och {N} (socialsekreterare)",
        "{N} har 3 barn och sprang 10 km",
    ],
)
def test_other_numbers_and_other_peoples_ages_say_nothing(text: str) -> None:
    assert told(text) == set()


def test_where_her_year_is_unknown_only_a_child_or_a_pensioner_speaks() -> None:
    assert told("{N}, född 1971", None) == set()
    assert told("{N}, 9 år, vann.", None) == {"not_at_work"}
    assert PersonContext().born is None
