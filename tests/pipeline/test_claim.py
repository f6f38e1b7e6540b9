"""She says that it is about her: noted, and told anew where an officer had said no."""

import pytest

from scanner.config.settings import Config
from scanner.findings.clusters import start
from scanner.findings.decide import judge
from scanner.findings.sketch import sketch
from scanner.model.assessment import Level
from scanner.model.finding import Finding, Verdict
from scanner.pipeline.claim import claim
from scanner.store import audit, clusters, findings
from scanner.store.database import Store, Transaction
from tests.enrol.cast import letters
from tests.findings.cast import DAY_1, DAY_2, found
from tests.store.enrolled import AMINA, BJORN, enrol


def keep(store: Store, finding: Finding) -> None:
    def work(tx: Transaction) -> None:
        anchor = (finding.places[0].address, "")
        clusters.save(tx, finding.person_id, start(finding.cluster_id, anchor, sketch(""), DAY_1))
        assert findings.save(tx, finding, now=DAY_1)

    store.write(work)


@pytest.mark.parametrize(("said", "mails"), [(Verdict.HER, 0), (Verdict.NOT_HER, 1)])
async def test_it_is_noted_and_told_where_somebody_must_look_again(
    store: Store, config: Config, said: Verdict, mails: int
) -> None:
    enrol(store, AMINA, DAY_1)
    keep(store, judge(found(Level.HIGH), said))
    assert await claim(store, config, AMINA, found().case_reference, DAY_2)
    (kept,) = store.read(lambda tx: findings.for_person(tx, AMINA))
    assert kept.is_claimed
    assert kept.verdict is (Verdict.HER if said is Verdict.HER else Verdict.UNJUDGED)
    told = letters(store, DAY_2)
    assert [letter.recipient.reveal() for letter in told] == ["sakerhet@provstad.example"] * mails
    (entry,) = store.read(lambda tx: audit.about(tx, AMINA))
    assert (entry.actor, entry.action) == ("self", "case.me")


async def test_another_ones_case_is_out_of_her_reach(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1)
    enrol(store, BJORN, DAY_1)
    keep(store, found(Level.HIGH))
    for reference in (found().case_reference, "V-999999"):
        assert not await claim(store, config, BJORN, reference, DAY_2)
    (kept,) = store.read(lambda tx: findings.for_person(tx, AMINA))
    assert not kept.is_claimed
