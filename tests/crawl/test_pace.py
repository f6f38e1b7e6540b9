"""Hosts are left in peace as long as they wish, and longer when they do badly."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.crawl import pace
from scanner.crawl.pace import Wishes
from scanner.model.frontier import HostState
from scanner.model.ids import Address, SourceId
from scanner.model.page import Missed, MissReason

NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)
HOST = HostState(host_group="forum.example", next_at=NOW)
FIVE = Wishes(floor_seconds=5.0)


def missed(reason: MissReason, status: int | None = None, retry_after: str = "") -> Missed:
    return Missed(
        source_id=SourceId("forum"), asked=Address("http://forum.example/"), at=NOW,
        reason=reason, status=status, retry_after=retry_after,
    )  # fmt: skip


def after(
    outcome: Missed | None,
    *,
    state: HostState = HOST,
    wishes: Wishes = FIVE,
    took: float = 0.2,
    chance: float = 0.0,
) -> HostState:
    return pace.after(state, outcome, wishes=wishes, took_seconds=took, now=NOW, chance=chance)


def delay(state: HostState) -> float:
    return (state.next_at - NOW).total_seconds()


@pytest.mark.parametrize(
    ("wishes", "took", "seconds"),
    [
        (FIVE, 0.2, 5),
        (FIVE, 3.0, 15),
        (FIVE, 100.0, 60),
        (Wishes(floor_seconds=5, crawl_delay=20), 0.2, 20),
        (Wishes(floor_seconds=5, crawl_delay=2), 0.2, 5),
        (Wishes(floor_seconds=5, crawl_delay=4000), 0.2, 300),
        (Wishes(floor_seconds=0), 9.0, 0),
        (Wishes(floor_seconds=0, crawl_delay=1), 0.2, 1),
    ],
)
def test_the_longest_wish_counts(wishes: Wishes, took: float, seconds: float) -> None:
    assert delay(after(None, wishes=wishes, took=took)) == seconds


def test_chance_only_adds() -> None:
    assert delay(after(None, chance=0.5)) == 5.125


def test_latency_is_a_moving_average() -> None:
    state = after(None, took=2.0)
    assert state.latency_seconds == 2.0
    assert after(None, state=state, took=0.0).latency_seconds == 1.4


@pytest.mark.parametrize(
    "outcome",
    [
        missed(MissReason.BLOCKED, 429),
        missed(MissReason.BLOCKED, 403),
        missed(MissReason.HTTP_ERROR, 503),
        missed(MissReason.TIMEOUT),
        missed(MissReason.CONNECT),
    ],
)
def test_failures_in_a_row_double_the_delay_until_the_breaker_opens(outcome: Missed) -> None:
    delays = []
    state = HOST
    for _ in range(6):
        state = after(outcome, state=state)
        delays.append(delay(state))
    assert delays == [10, 20, 40, 80, 1800, 1800]
    assert state.reason is outcome.reason
    healed = after(None, state=state)
    assert (healed.fails, healed.reason, delay(healed)) == (0, None, 5)


def test_a_host_that_has_failed_for_years_is_still_asked_each_hour() -> None:
    state = after(missed(MissReason.DNS), state=replace(HOST, fails=5000))
    assert (state.fails, delay(state)) == (5001, 3600)


@pytest.mark.parametrize(
    "outcome",
    [
        missed(MissReason.GONE, 404),
        missed(MissReason.NOT_MODIFIED, 304),
        missed(MissReason.CONTENT_TYPE, 200),
        missed(MissReason.TOO_LARGE),
        missed(MissReason.HTTP_ERROR, 400),
    ],
)
def test_a_bad_page_is_not_a_bad_host(outcome: Missed) -> None:
    state = after(outcome)
    assert (state.fails, delay(state)) == (0, 5)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("  7200 ", 7200),
        ("3", 10),
        ("Sat, 21 Nov 2026 07:00:00 GMT", 3600),
        ("Sat, 21 Nov 2026 05:00:00 GMT", 10),
        ("99999999999999999999", 365 * 86400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 365 * 86400),
        ("soon", 10),
        ("-5", 10),
        ("", 10),
    ],
)
def test_retry_after_is_obeyed_in_full(header: str, seconds: float) -> None:
    assert delay(after(missed(MissReason.BLOCKED, 429, header))) == seconds


@given(st.text(max_size=64))
def test_no_retry_after_breaks_the_pace(header: str) -> None:
    assert delay(after(missed(MissReason.BLOCKED, 429, header))) >= 10


def test_a_request_that_starts_has_promised_its_pace() -> None:
    state = pace.counted(HOST, NOW, FIVE)
    assert (delay(state), state.budget_day, state.budget_used) == (5, "2026-11-21", 1)
    assert pace.counted(state, NOW, FIVE).budget_used == 2
    assert pace.counted(state, NOW + timedelta(days=1), FIVE).budget_used == 1


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (HOST, None),
        (HostState(host_group="x", next_at=NOW + timedelta(minutes=10)), None),
        (
            HostState(
                host_group="x", next_at=NOW + timedelta(minutes=11), reason=MissReason.TIMEOUT
            ),
            MissReason.TIMEOUT,
        ),
        (
            HostState(host_group="x", next_at=NOW, budget_day="2026-11-21", budget_used=200),
            MissReason.BUDGET,
        ),
        (HostState(host_group="x", next_at=NOW, budget_day="2026-11-20", budget_used=200), None),
    ],
)
def test_a_scan_waits_for_a_host_but_not_for_ever(
    state: HostState, reason: MissReason | None
) -> None:
    assert pace.given_up(state, NOW, budget=200) is reason


def test_waiting_is_never_negative() -> None:
    assert pace.wait_seconds(HOST, NOW + timedelta(seconds=9)) == 0
    assert pace.wait_seconds(HOST, NOW - timedelta(seconds=9)) == 9


def test_words_of_a_page_that_look_like_a_guards_cost_the_host_nothing() -> None:
    assert after(missed(MissReason.BLOCKED, 200)).fails == 0
    assert after(missed(MissReason.BLOCKED, 403)).fails == 1


def test_a_host_has_heard_nothing_of_what_a_proxy_kept_back() -> None:
    asked = pace.counted(HOST, NOW, FIVE)
    kept = after(missed(MissReason.PROXY), state=asked)
    assert (kept.fails, kept.reason, kept.budget_used) == (HOST.fails, HOST.reason, 0)
    assert kept.next_at == asked.next_at
