"""Her own word on a finding: kept and noted, or neither."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scanner.enrol.set_aside import set_aside
from scanner.findings.clusters import start
from scanner.findings.sketch import sketch
from scanner.model.assessment import Level
from scanner.model.finding import Finding, Verdict
from scanner.model.judgement import Sign, SignKind, Speaker
from scanner.model.personal import Personal
from scanner.store import audit, clusters, findings, judgements
from scanner.store.audit import Entry
from scanner.store.database import Store, Transaction
from tests.findings.cast import DAY_1, DAY_2, THREAD, found
from tests.store.enrolled import AMINA, enrol

YEAR = timedelta(days=366)


@pytest.fixture
def hers(store: Store) -> Finding:
    enrol(store, AMINA, DAY_1)
    thread = Sign(kind=SignKind.THREAD, value=Personal(THREAD))
    finding = replace(found(Level.HIGH), signs=(thread,))

    def keep(tx: Transaction) -> None:
        anchor = (finding.places[0].address, "")
        clusters.save(tx, finding.person_id, start(finding.cluster_id, anchor, sketch(""), DAY_1))
        assert findings.save(tx, finding, now=DAY_1)

    store.write(keep)
    return finding


def kept(store: Store, finding: Finding) -> tuple[Verdict, tuple[Entry, ...]]:
    (one,) = store.read(lambda tx: findings.for_person(tx, finding.person_id))
    return one.verdict, store.read(lambda tx: audit.about(tx, finding.person_id))


async def test_it_is_kept_as_her_own_word_and_noted(store: Store, hers: Finding) -> None:
    assert await set_aside(store, AMINA, hers.case_reference, DAY_2)
    verdict, (entry,) = kept(store, hers)
    assert verdict is Verdict.SET_ASIDE
    assert (entry.actor, entry.action) == ("self", "case.not_me")
    assert entry.matter.object_id == hers.case_reference


async def test_it_counts_the_next_time(store: Store, hers: Finding) -> None:
    assert await set_aside(store, AMINA, hers.case_reference, DAY_2)
    (kept_word,) = store.read(lambda tx: judgements.of_person(tx, AMINA))
    assert kept_word.finding_id == hers.finding_id
    assert (kept_word.judgement.is_her, kept_word.judgement.by) == (False, Speaker.HERSELF)
    assert kept_word.judgement.signs == hers.signs != ()


@pytest.mark.parametrize(("reference", "later"), [("V-999999", timedelta(0)), (None, YEAR)])
async def test_what_is_not_hers_or_not_looked_for_any_more_is_neither_kept_nor_noted(
    store: Store, hers: Finding, reference: str | None, later: timedelta
) -> None:
    said = await set_aside(store, AMINA, reference or hers.case_reference, DAY_1 + later)
    assert not said
    assert kept(store, hers) == (Verdict.UNJUDGED, ())
    assert store.read(lambda tx: judgements.of_person(tx, AMINA)) == ()
