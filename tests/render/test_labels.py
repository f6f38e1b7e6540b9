"""Every member of every labelled set has a label."""

import ast
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path

import pytest

from scanner.model.action import Action
from scanner.model.assessment import Level, SeverityTier
from scanner.model.finding import Change, PlaceState
from scanner.render.labels import DEEDS, LABELS, WORK, deed, label, work


@pytest.mark.parametrize("labelled", LABELS, ids=lambda kind: kind.__name__)
def test_every_member_has_its_own_label(labelled: type[Enum]) -> None:
    assert set(LABELS[labelled]) == set(labelled)
    assert len(set(LABELS[labelled].values())) == len(labelled)


@pytest.mark.parametrize(
    ("value", "swedish"),
    [
        (Level.LOW, "Låg"),
        (SeverityTier.T1, "laglig kritik"),
        (Change.MISSING, "Hittades inte senast"),
        (PlaceState.MISSING, "hittades inte senast"),
    ],
)
def test_equal_members_of_two_sets_keep_their_own_labels(value: Enum, swedish: str) -> None:
    assert label(value, "sv") == swedish


SCANNER = Path(__file__).parents[2] / "scanner"


NOTES = ("audit.append", "append", "looks.note")


def noted(is_noted: Callable[[Mapping[str | None, ast.expr]], bool]) -> set[Action]:
    """The actions of entries whose words `is_noted` lets through: where a name stands for one, any
    that its module knows."""
    found: set[Action] = set()
    for path in SCANNER.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in (
                "audit.append",
                "append",
                "looks.note",
            ):
                given = {word.arg: word.value for word in call.keywords}
                if "action" in given and is_noted(given):
                    found |= actions(given["action"]) or actions(tree)
    return found


def actions(tree: ast.AST) -> set[Action]:
    return {
        Action[node.attr]
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Action"
    }


def test_every_action_has_a_label_for_who_reads_it() -> None:
    assert set(DEEDS) | set(WORK) == set(Action)
    for labels in (DEEDS, WORK):
        assert len(set(labels.values())) == len(labels)


def test_every_deed_that_is_noted_about_a_person_has_a_label() -> None:
    assert noted(lambda given: "person_id" in given) <= set(DEEDS)


HERS = {"HERSELF", "READER", "audit.SEARCH"}


def test_every_deed_of_staff_has_a_label_of_its_own() -> None:
    by_staff = noted(lambda given: ast.unparse(given["actor"]) not in HERS)
    # The daily mail counts these beside what it notes itself.
    assert by_staff - ONLY_HERS == set(WORK)


ONLY_HERS = {
    Action.CONSENT_CHANGE,
    Action.CONSENT_GIVE,
    Action.CONSENT_PAUSE,
    Action.CONSENT_RESUME,
    Action.CONSENT_STOP,
    Action.LEAVER_KEEP,
}


def test_a_deed_of_an_older_version_stands_as_it_was_noted() -> None:
    assert work("case.judge", "sv") == "sa om ett ärende gäller personen"
    assert work("case.weigh", "sv") == "case.weigh"
    assert deed("case.judge", "sv") == "säkerhetsfunktionen sade om det är du"
    assert deed("case.weigh", "sv") == "case.weigh"
