from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scanner.findings.sketch import sketch
from scanner.model.assessment import Level
from scanner.model.finding import Change, Finding
from scanner.model.ids import Address, CaseReference, ClusterId, FindingId, PersonId
from scanner.store import clusters, findings
from scanner.store.database import Store, Transaction
from tests.findings.cast import DAY_1, DAY_2, DAY_3, MIRROR, THREAD, seen, sighting
from tests.findings.test_clusters import ELSEWHERE, FIRST, LENGTHENED, REWRITTEN, SECOND
from tests.findings.test_sketch import POST, words
from tests.store.enrolled import AMINA, BJORN, enrol

Anchor = tuple[Address, str]


@pytest.fixture
def both(any_store: Store) -> Store:
    enrol(any_store, AMINA, DAY_1)
    enrol(any_store, BJORN, DAY_1)
    return any_store


def number(n: int) -> str:
    return f"{n:032x}"


def meet(
    store: Store, n: int, anchor: Anchor, text: str, *people: PersonId, at: datetime = DAY_1
) -> None:
    """Everybody named is seen in a post; what the pipeline does with one."""

    def work(tx: Transaction) -> None:
        for i, person_id in enumerate(people):
            cluster_id = clusters.place(
                tx,
                person_id,
                anchor,
                sketch(text),
                at=at,
                new_id=ClusterId(number(10 * n + i)),
            )
            old = findings.of_key(tx, person_id, cluster_id)
            new = seen(
                old,
                sighting(
                    at,
                    address=anchor[0],
                    post_key=anchor[1],
                    person_id=person_id,
                    cluster_id=cluster_id,
                ),
            )
            if old is None:
                new = replace(
                    new,
                    finding_id=FindingId(number(10 * n + i)),
                    case_reference=CaseReference(f"V-{n}-{i}"),
                )
            assert findings.save(tx, new, now=at)

    store.write(work)


def of(store: Store, person_id: PersonId) -> tuple[Finding, ...]:
    return store.read(lambda tx: findings.for_person(tx, person_id))


def test_two_victims_of_one_post_are_two_findings_and_nothing_leads_from_one_to_the_other(
    both: Store,
) -> None:
    meet(both, 1, FIRST, POST, AMINA, BJORN)
    (hers,), (his,) = of(both, AMINA), of(both, BJORN)
    assert hers.cluster_id != his.cluster_id
    assert hers.finding_id != his.finding_id


def test_a_copy_joins_whoever_of_them_it_names(both: Store) -> None:
    meet(both, 1, FIRST, POST, AMINA, BJORN)
    meet(both, 2, ELSEWHERE, f"{words(99)}\n{POST}", BJORN, at=DAY_2)
    (his,) = of(both, BJORN)
    assert [p.address for p in his.places] == [THREAD, MIRROR]


def test_an_edited_post_keeps_its_cluster_and_its_text_is_the_new_one(both: Store) -> None:
    meet(both, 1, FIRST, POST, AMINA)
    meet(both, 2, FIRST, REWRITTEN, AMINA, at=DAY_2)
    (kept,) = both.read(lambda tx: clusters.of_person(tx, AMINA))
    assert kept.cluster_id == number(10)
    assert kept.sketch == sketch(REWRITTEN)


def merged(store: Store) -> None:
    """Two posts about Amina, the second also about Björn, turn out to be one."""
    meet(store, 1, FIRST, POST, AMINA)
    meet(store, 2, SECOND, REWRITTEN, AMINA, BJORN, at=DAY_2)
    assert len(of(store, AMINA)) == 2
    meet(store, 3, SECOND, LENGTHENED, AMINA, BJORN, at=DAY_3)


def test_merged_clusters_are_one_with_the_places_of_both(both: Store) -> None:
    merged(both)
    (one,) = both.read(lambda tx: clusters.of_person(tx, AMINA))
    assert one.anchors == (FIRST, SECOND)
    assert one.cluster_id == number(10)


def test_findings_of_merged_clusters_become_one_a_person(both: Store) -> None:
    merged(both)
    (hers,), (his,) = of(both, AMINA), of(both, BJORN)
    assert hers.finding_id == number(10)
    assert hers.cluster_id == number(10)
    assert [place.post_key for place in his.places] == ["p6"]
    assert {p.post_key for p in hers.places} == {"p5", "p6"}
    assert hers.change is Change.SEEN_AGAIN


def test_the_reference_of_a_merged_case_still_leads_to_it(both: Store) -> None:
    merged(both)
    (hers,) = of(both, AMINA)
    for reference in ("V-1-0", "V-2-0"):
        case = both.read(lambda tx, r=reference: findings.by_reference(tx, CaseReference(r)))
        assert case == hers
    assert both.read(lambda tx: findings.at_or_above(tx, Level.LOW)).count(hers) == 1


def test_a_merged_case_that_is_merged_again_still_leads_to_the_last(both: Store) -> None:
    merged(both)
    third = (MIRROR, "c9")
    meet(both, 4, third, words(30), AMINA, at=DAY_1 - timedelta(days=9))
    meet(both, 5, third, POST, AMINA, at=DAY_3)
    (hers,) = of(both, AMINA)
    assert hers.cluster_id == number(40)
    assert len(both.read(lambda tx: clusters.of_person(tx, AMINA))) == 1
    for reference in ("V-1-0", "V-2-0", "V-4-0"):
        case = both.read(lambda tx, r=reference: findings.by_reference(tx, CaseReference(r)))
        assert case == hers
