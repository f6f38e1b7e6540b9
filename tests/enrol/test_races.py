"""Two processes at once: whoever is second waits, and sees what the first has done."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from scanner.config.settings import Config
from scanner.enrol.withdraw import resume, withdraw
from scanner.findings.clusters import start
from scanner.findings.sketch import sketch
from scanner.model.ids import Address, PersonId
from scanner.store import clusters, findings, installing, people, schema
from scanner.store.database import Store, Transaction
from scanner.vault.master import MasterKey
from tests.conftest import MORNING, make_config
from tests.enrol.cast import count, letters
from tests.findings.cast import found
from tests.store.cast import AMINA, enrol, profile

LONG_ENOUGH = 0.4
"""Seconds in which the second one would be done if it did not wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """One installation, opened twice."""

    config: Config
    one: Store
    other: Store
    thread: ThreadPoolExecutor


@pytest.fixture(params=["sqlite", "postgresql"])
def two(request: pytest.FixtureRequest, tmp_path: Path, master_key: MasterKey) -> Iterator[Two]:
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    config = make_config(tmp_path, database_url=url)
    one = installing.create(config, master_key, MORNING)
    other = Store.open(config, master_key)
    with ThreadPoolExecutor(1) as thread:
        yield Two(config=config, one=one, other=other, thread=thread)
    one.close()
    other.close()


def test_a_sweep_waits_for_an_opt_in_that_is_under_way(two: Two) -> None:
    sweeps: list[Future[int]] = []

    def opt_in_slowly(tx: Transaction) -> None:
        people.lock(tx)
        tx.keys.create_person(AMINA)
        sweeps.append(two.thread.submit(resume, two.other, two.config, MORNING))
        time.sleep(LONG_ENOUGH)
        people.add(tx, AMINA, profile())

    two.one.write(opt_in_slowly)
    assert sweeps[0].result() == 0
    assert two.one.read(people.ids) == two.one.keys.person_ids() == {AMINA}


def test_a_withdrawal_waits_for_a_finding_and_takes_it_too(two: Two) -> None:
    two.one.write(enrol)
    withdrawals: list[Future[object]] = []

    def find_slowly(tx: Transaction) -> bool:
        finding = found()
        anchor = (Address("https://forum.example/t/17"), "p5")
        clusters.save(
            tx, finding.person_id, start(finding.cluster_id, anchor, sketch("Amina"), MORNING)
        )
        saved = findings.save(tx, finding, now=MORNING)
        withdrawals.append(two.thread.submit(withdraw, two.other, two.config, AMINA, MORNING))
        time.sleep(LONG_ENOUGH)
        return saved

    assert two.one.write(find_slowly)
    assert withdrawals[0].result() is not None
    assert count(two.one, schema.finding) == 0
    assert count(two.one, schema.person) == 0


def test_two_who_finish_one_erasure_send_one_receipt(two: Two) -> None:
    two.one.write(enrol)
    both = (
        two.thread.submit(withdraw, two.other, two.config, AMINA, MORNING),
        two.thread.submit(resume, two.other, two.config, MORNING),
    )
    while not all(future.done() for future in both):
        resume(two.one, two.config, MORNING)
    assert [future.exception() for future in both] == [None, None]
    assert len(letters(two.one)) == 1
    assert two.one.keys.erased_ids() == {PersonId(AMINA)}
