"""Every member of every labelled set has a label."""

import ast
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import TypeGuard

import pytest

from scanner.model.assessment import Level, SeverityTier
from scanner.model.finding import Change, PlaceState
from scanner.render.labels import DEEDS, LABELS, WORK, label, work


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
ACTION = re.compile(r"[a-z]+\.(?!html|json|part|txt|toml)[a-z_]+")


def actions(path: Path) -> Iterator[str]:
    """What a module notes about a person: where a name stands for it, any that the module knows."""
    tree = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    for call in tree:
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "audit.append":
            given = {word.arg: word.value for word in call.keywords}
            if "person_id" in given:
                for node in ast.walk(given["action"]) if _is_said(given["action"]) else tree:
                    if _is_said(node) and ACTION.fullmatch(str(node.value)):
                        yield str(node.value)


def _is_said(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_deed_that_is_noted_about_a_person_has_a_label() -> None:
    noted = {action for path in SCANNER.rglob("*.py") for action in actions(path)}
    assert noted == set(DEEDS)
    assert len(set(DEEDS.values())) == len(DEEDS)


HERS = {"HERSELF", "READER"}


def by_staff(path: Path) -> Iterator[str]:
    """What a module notes of others than her: where a name stands, any that the module knows."""
    tree = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    for call in tree:
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ("audit.append", "append"):
            given = {word.arg: word.value for word in call.keywords}
            if "action" in given and ast.unparse(given["actor"]) not in HERS:
                for node in ast.walk(given["action"]) if _is_said(given["action"]) else tree:
                    if _is_said(node) and ACTION.fullmatch(str(node.value)):
                        yield str(node.value)


def test_every_deed_of_staff_has_a_label_of_its_own() -> None:
    noted = {action for path in SCANNER.rglob("*.py") for action in by_staff(path)}
    # The daily mail counts these beside what it notes itself.
    assert noted - ONLY_HERS == set(WORK)
    assert len(set(WORK.values())) == len(WORK)


ONLY_HERS = {
    "consent.change",
    "consent.give",
    "consent.pause",
    "consent.resume",
    "consent.stop",
    "leaver.keep",
}


def test_a_deed_of_an_older_version_stands_as_it_was_noted() -> None:
    assert work("case.judge", "sv") == "sa om ett ärende gäller personen"
    assert work("case.weigh", "sv") == "case.weigh"
