"""What was said of findings: kept once each, bounded, hers alone, gone with her."""

from datetime import timedelta

import pytest

from scanner.model.assessment import Level
from scanner.model.ids import FindingId, PersonId
from scanner.model.judgement import Judgement, Sign, SignKind, Speaker
from scanner.model.personal import Personal
from scanner.store import clusters, erasures, findings, judgements, schema
from scanner.store.database import Store, Transaction
from scanner.store.keys import ErasedPerson
from tests.conftest import MORNING
from tests.enrol.cast import count
from tests.portal.exposed import keep, made
from tests.store.cast import AMINA, ANNA, enrol, profile

ONE, OTHER = FindingId("1" * 32), FindingId("2" * 32)
MALMO = Sign(kind=SignKind.TOWN, value=Personal("malmo"))


def word(is_her: bool = False, day: int = 0) -> Judgement:
    return Judgement(
        is_her=is_her, by=Speaker.HERSELF, at=MORNING + timedelta(days=day), signs=(MALMO,)
    )


@pytest.fixture
def both(any_store: Store) -> Store:
    any_store.write(lambda tx: enrol(tx))
    any_store.write(lambda tx: enrol(tx, ANNA, profile("Anna", "Provdal")))
    return any_store


def said(store: Store, finding_id: FindingId, judgement: Judgement | None, who=AMINA) -> None:
    store.write(lambda tx: judgements.keep(tx, who, finding_id, judgement))


def kept(store: Store, who: PersonId = AMINA) -> dict[FindingId, Judgement]:
    return {
        one.finding_id: one.judgement
        for one in store.read(lambda tx: judgements.of_person(tx, who))
    }


def test_the_last_word_on_a_finding_takes_the_place_of_the_one_before(both: Store) -> None:
    said(both, ONE, word())
    said(both, OTHER, word(day=1))
    said(both, ONE, word(is_her=True, day=2))
    assert kept(both) == {OTHER: word(day=1), ONE: word(is_her=True, day=2)}
    said(both, ONE, None)
    assert kept(both) == {OTHER: word(day=1)}


def test_each_has_her_own(both: Store) -> None:
    said(both, ONE, word())
    said(both, OTHER, word(is_her=True), ANNA)
    assert kept(both, ANNA) == {OTHER: word(is_her=True)}
    found = both.read(lambda tx: judgements.of_people(tx, {AMINA, ANNA}))
    assert [(one.person_id, one.finding_id) for one in found] == [(AMINA, ONE), (ANNA, OTHER)]
    assert both.read(lambda tx: judgements.of_people(tx, frozenset())) == ()


def test_the_oldest_go_first(both: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judgements, "MOST", 3)
    ids = [FindingId(f"{number:032x}") for number in range(5)]
    for day, finding_id in enumerate(ids):
        said(both, finding_id, word(day=day))
    assert list(kept(both)) == ids[2:]
    said(both, ids[4], word(day=9))
    assert list(kept(both)) == ids[2:]


@pytest.mark.parametrize(
    ("survivors", "others", "expected"),
    [(False, None, False), (None, False, False), (False, True, True), (True, False, True)],
)
def test_of_two_that_are_one_somebody_else_only_where_both_say_so(
    both: Store, survivors: bool | None, others: bool | None, expected: bool
) -> None:
    for finding_id, is_her in ((ONE, survivors), (OTHER, others)):
        said(both, finding_id, None if is_her is None else word(is_her=is_her))
    both.write(lambda tx: judgements.unite(tx, AMINA, other=OTHER, united=ONE))
    assert {one: judgement.is_her for one, judgement in kept(both).items()} == {ONE: expected}


def test_a_finding_that_is_merged_takes_its_word_along(both: Store) -> None:
    first, second = (made(number, Level.MEDIUM, AMINA) for number in (1, 2))
    for finding in (first, second):
        keep(both, finding)
    said(both, second.finding_id, word())

    def merge(tx: Transaction) -> None:
        findings.replace_by(tx, second, first)
        clusters.sweep(tx)

    both.write(merge)
    assert kept(both) == {first.finding_id: word()}


def test_it_outlives_its_finding_and_goes_with_her(both: Store) -> None:
    finding = made(1, Level.MEDIUM, AMINA)
    keep(both, finding)
    said(both, finding.finding_id, word())
    both.write(lambda tx: findings.forget(tx, [finding.finding_id]))
    assert kept(both) == {finding.finding_id: word()}
    both.keys.destroy_person(AMINA)
    with pytest.raises(ErasedPerson):
        kept(both)
    assert both.read(lambda tx: judgements.of_people(tx, {AMINA, ANNA})) == ()
    both.write(lambda tx: erasures.delete_rows(tx, AMINA))
    assert count(both, schema.judgement) == 0


def test_the_row_tells_nothing_but_whose_it_is(both: Store) -> None:
    said(both, ONE, word())
    (row,) = both.read(lambda tx: tx.connection.execute(schema.judgement.select()).all())
    assert {row.person_id, row.finding_id} == {AMINA, ONE}
    for open_word in (b"malmo", b"is_her", b"herself"):
        assert open_word not in row.sealed
