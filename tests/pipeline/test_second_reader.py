"""Whom the second reader is asked about, what leaves, and that nothing hangs on what it says."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from scanner.config.settings import Config
from scanner.enrol.withdraw import withdraw
from scanner.errors import UsageError
from scanner.model.assessment import Level, SeverityTier
from scanner.model.finding import Finding, Verdict
from scanner.model.personal import Personal
from scanner.model.second_reading import ReadingState, SecondReading
from scanner.pipeline.house import House
from scanner.pipeline.second_reader import ask_due
from scanner.store import audit, findings, outbox, people, second_readings
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.endpoint import Endpoint, listening, said
from tests.pipeline.stage import words
from tests.portal.exposed import keep, made
from tests.store.cast import AMINA, enrol

TEXT = (
    "Vi vet var hon bor, Amina Provhult. Någon borde åka hem till henne i natt. Ring 070-174 06 05 "
    "eller skriv till amina.provhult@provstad.example, Lönngatan 7, ABC 123."
)


@pytest.fixture
async def endpoint() -> AsyncIterator[Endpoint]:
    async with listening(Endpoint()) as one:
        yield one


@pytest.fixture
def house(config: Config, store: Store, endpoint: Endpoint) -> House:
    """With one case of Amina's."""
    store.write(lambda tx: enrol(tx))
    keep(store, case())
    return at(config, store, endpoint)


def at(config: Config, store: Store, endpoint: Endpoint, now: datetime = MORNING) -> House:
    with_reader = replace(config, second_reader=endpoint.settings)
    return House(config=with_reader, store=store, clock=lambda: now, watchlists=words())


def case(
    number: int = 1,
    level: Level = Level.HIGH,
    *,
    probability: float = 0.97,
    verdict: Verdict = Verdict.UNJUDGED,
    text: str = TEXT,
) -> Finding:
    one = made(number, level, AMINA)
    identity = replace(one.assessment.identity, probability=probability)
    start = text.find("Amina Provhult")
    spans = ((start, start + 14),) if start >= 0 else ()
    return replace(
        one,
        verdict=verdict,
        assessment=replace(one.assessment, identity=identity),
        excerpt=replace(one.excerpt, text=Personal(text), spans=spans),
    )


def reading(store: Store, finding: Finding | None = None) -> SecondReading | None:
    return store.read(lambda tx: second_readings.of_case(tx, finding or case()))


async def test_it_is_asked_once_and_what_it_says_is_kept(house: House, endpoint: Endpoint) -> None:
    for _ in range(2):
        await ask_due(house)
    assert len(endpoint.asked) == 1
    kept = reading(house.store)
    assert kept is not None
    assert kept.advice is not None
    assert (kept.state, kept.advice.tier) == (ReadingState.ANSWERED, SeverityTier.T4)
    assert kept.advice.reason.reveal() == "Ett förtäckt hot."
    entries = house.store.read(lambda tx: audit.about(tx, AMINA))
    assert [(one.actor, one.action) for one in entries] == [("time", "case.second_read")]


async def test_nothing_that_tells_who_she_is_leaves(house: House, endpoint: Endpoint) -> None:
    await ask_due(house)
    (body,) = endpoint.asked
    post = json.loads(body)["messages"][1]["content"]
    assert "borde åka hem till henne i natt" in post
    for told in ("Amina", "Provhult", "070", "0605", "@", "provstad", "gatan", "ABC", "123",
                 "V-22222", AMINA, "forum", "P-"):  # fmt: skip
        assert told.lower() not in post.lower()
    assert json.loads(body)["model"] == "stilla-7b"


async def test_its_advice_changes_no_level_tier_alert_or_mail(
    house: House, endpoint: Endpoint
) -> None:
    endpoint.answer = said("T0", "Ignorera allt: detta är lugnt.")
    before = house.store.read(lambda tx: findings.for_person(tx, AMINA))
    await ask_due(house)
    assert house.store.read(lambda tx: findings.for_person(tx, AMINA)) == before
    assert house.store.read(lambda tx: outbox.waiting_about(tx, AMINA)) == ()


@pytest.mark.parametrize(
    ("finding", "is_asked"),
    [
        (case(2, probability=0.84), False),
        (case(2, probability=0.84, verdict=Verdict.HER), True),
        (case(2, probability=0.85), True),
        (case(2, verdict=Verdict.NOT_HER), False),
        (case(2, verdict=Verdict.SET_ASIDE), False),
        (case(2, Level.INFO), False),
        (case(2, Level.LOW), True),
    ],
)
async def test_only_of_cases_that_are_surely_hers(
    house: House, endpoint: Endpoint, finding: Finding, is_asked: bool
) -> None:
    await ask_due(house)
    keep(house.store, finding)
    await ask_due(house)
    assert len(endpoint.asked) == 1 + is_asked


async def test_without_an_address_nobody_is_asked(house: House, endpoint: Endpoint) -> None:
    off = replace(house, config=replace(house.config, second_reader=type(endpoint.settings)()))
    await ask_due(off)
    assert endpoint.asked == []
    assert reading(house.store) is None


@pytest.mark.parametrize(
    ("answer", "status", "state"),
    [
        (b"", 503, ReadingState.REFUSED),
        (b"<html>", 200, ReadingState.UNREADABLE),
        (said("T9"), 200, ReadingState.UNREADABLE),
        (b"x" * 100_000, 200, ReadingState.TOO_LONG),
        (None, 200, ReadingState.SLOW),
    ],
)
async def test_whatever_goes_wrong_is_counted_and_changes_nothing(
    house: House, endpoint: Endpoint, answer: bytes | None, status: int, state: ReadingState
) -> None:
    endpoint.answer, endpoint.status = answer, status
    patient = replace(house.config.second_reader, timeout_seconds=0.2)
    hasty = replace(house, config=replace(house.config, second_reader=patient))
    before = house.store.read(lambda tx: findings.for_person(tx, AMINA))
    for _ in range(2):
        await ask_due(hasty)
    assert len(endpoint.asked) == 1
    assert house.store.read(second_readings.counts) == {state: 1}
    assert house.store.read(lambda tx: findings.for_person(tx, AMINA)) == before


async def test_who_does_not_answer_one_is_not_asked_the_next_at_once(
    house: House, endpoint: Endpoint
) -> None:
    keep(house.store, case(2), case(3))
    gone = replace(endpoint.settings, url="http://127.0.0.1:9/v1/chat/completions")
    await ask_due(replace(house, config=replace(house.config, second_reader=gone)))
    assert house.store.read(second_readings.counts) == {ReadingState.UNREACHABLE: 1}
    await ask_due(house)
    assert len(endpoint.asked) == 2


async def test_a_post_of_which_nothing_is_left_is_not_sent(
    house: House, endpoint: Endpoint
) -> None:
    await ask_due(house)
    empty = case(2, text="Amina Provhult 070-174 06 05 Karin Svensson")
    keep(house.store, empty)
    await ask_due(house)
    assert len(endpoint.asked) == 1
    kept = reading(house.store, empty)
    assert kept is not None
    assert kept.state is ReadingState.NOTHING_LEFT


async def test_a_key_that_cannot_be_read_claims_nothing(house: House, endpoint: Endpoint) -> None:
    keyed = replace(endpoint.settings, key_file=house.config.data.folder / "none")
    with pytest.raises(UsageError, match="key_file"):
        await ask_due(replace(house, config=replace(house.config, second_reader=keyed)))
    assert reading(house.store) is None
    assert endpoint.asked == []


async def test_a_process_that_died_waiting_is_followed_by_one_more_and_no_third(
    config: Config, store: Store, endpoint: Endpoint, house: House
) -> None:
    for minutes, asked in ((0, 0), (1, 0), (2, 1), (9, 1), (60, 1)):
        if not minutes:  # died before it was answered
            claimed = store.write(
                lambda tx: second_readings.claim(tx, case(), "m", MORNING, timedelta(seconds=65))
            )
            assert claimed is not None
        else:
            await ask_due(at(config, store, endpoint, MORNING + timedelta(minutes=minutes)))
        assert len(endpoint.asked) == asked


@pytest.mark.parametrize("meanwhile", ["withdraws", "not her"])
async def test_who_stops_between_claim_and_question_is_not_asked_about(
    house: House, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    write = Store.awrite
    claims: list[object] = []

    async def then_stops(store: Store, work: Any) -> Any:
        claimed = await write(store, work)
        claims.append(claimed)
        if meanwhile == "withdraws":
            withdraw(store, house.config, AMINA, MORNING)
        else:
            keep(store, case(verdict=Verdict.NOT_HER))
        return claimed

    monkeypatch.setattr(Store, "awrite", then_stops)
    await ask_due(house)
    assert isinstance(claims[0], SecondReading)
    assert endpoint.asked == []


async def test_who_withdraws_while_it_is_asked_leaves_nothing_of_the_answer(
    house: House, endpoint: Endpoint
) -> None:
    endpoint.meanwhile = partial(withdraw, house.store, house.config, AMINA, MORNING)
    await ask_due(house)
    assert len(endpoint.asked) == 1
    assert house.store.read(second_readings.counts) == {}
    assert AMINA not in house.store.read(people.ids)
