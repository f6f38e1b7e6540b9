"""What may as well be something else: a candidate, so that her own is known, and never sure."""

import pytest

from scanner.identifiers.kinds import find_folded
from scanner.model.person import DetailKind
from scanner.text.fold import fold

DOUBTFUL = [
    (DetailKind.ADDRESS, "hon bor Provstensg. 12", "provstensgatan 12"),
    (DetailKind.ADDRESS, "Provstensv. 12b", "provstensvagen 12b"),
    (DetailKind.ADDRESS, "Provstensgränd. Provstenspark 5", "provstenspark 5"),
    (DetailKind.ADDRESS, "Testryd 12", "testryd 12"),
    (DetailKind.PLATE, "regnr: MINBIL", "MINBIL"),
    (DetailKind.PLATE, "skylten är provare", "PROVARE"),
    (DetailKind.PLATE, "sal ABC 123", "ABC123"),
]


@pytest.mark.parametrize(("kind", "text", "normal"), DOUBTFUL)
def test_it_is_a_candidate_and_not_sure(kind: DetailKind, text: str, normal: str) -> None:
    found = [each for each in find_folded(fold(text)) if each.kind is kind]
    assert [(each.normal.reveal(), each.sure) for each in found] == [(normal, False)]
