"""What hands wrote is read once, and each page asked about whom it may mean."""

import json
from pathlib import Path
from typing import Any

import pytest

from scanner.assess.identity.clue import Feature
from scanner.bench.identity.hands import Asked, asked
from scanner.bench.town.inhabitants import Rarity


def caseworker(number: str, given: str, surname: str, town: str) -> dict[str, Any]:
    return {
        "id": number,
        "given": given,
        "surname": surname,
        "role": "socialsekreterare",
        "unit": "Vuxenenheten",
        "employer": f"{town}s kommun",
        "town": town,
        "born": None,
        "origin": "Swedish",
        "rarity": "rare",
    }


def page(text: str, *about: tuple[str, bool]) -> str:
    people = [
        {"person": person, "is_her": is_her, "decidable": True, "because": text}
        for person, is_her in about
    ]
    said = {"id": "x", "lang": "sv", "kind": "forum", "text": text, "about": people}
    return json.dumps(said) + "\n"


@pytest.fixture
def found(tmp_path: Path) -> list[Asked]:
    people = [
        caseworker("p1", "Amina", "Provhult", "Provstad"),
        caseworker("p2", "Anna", "Provdal", "Testeby"),
    ]
    (tmp_path / "x_people.json").write_text(json.dumps(people), encoding="utf-8")
    pages = {
        "x_pages02.jsonl": page("Hon nämns inte.", ("p2", False)),
        "x_pages01.jsonl": page(
            "Amina Provhult i Provstad och Anna Provdal.", ("p1", True), ("p2", True)
        )
        + page("Amina Provhult i Testeby.", ("p1", False)),
        "y_pages01.jsonl": page("En annan hand.", ("p9", True)),
    }
    for name, lines in pages.items():
        (tmp_path / name).write_text(lines, encoding="utf-8")
    return list(asked(tmp_path, "x_"))


def test_pages_come_in_order_once_for_each_person_whom_they_are_about(found: list[Asked]) -> None:
    assert [(one.person.watched.person_id, one.is_her) for one in found] == [
        ("p1", True),
        ("p2", True),
        ("p1", False),
        ("p2", False),
    ]
    assert {one.page.language for one in found} == {"sv"}
    assert {one.person.rarity for one in found} == {Rarity.RARE}


def test_who_is_not_found_is_not_asked_about(found: list[Asked]) -> None:
    assert [one.question is None for one in found] == [False, False, False, True]


def test_the_towns_of_the_others_are_known_and_are_not_hers(found: list[Asked]) -> None:
    features = [
        {clue.feature for clue in one.question.clues()} for one in found if one.question is not None
    ]
    assert Feature.TOWN in features[0]
    assert Feature.OTHER_TOWN in features[2]
