"""Every member of every labelled set has a label."""

from enum import Enum

import pytest

from scanner.model.assessment import Level, SeverityTier
from scanner.model.finding import Change, PlaceState
from scanner.render.labels import LABELS, label


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
