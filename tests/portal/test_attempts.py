"""Attempts are counted by network, for a while, in bounded memory."""

from datetime import timedelta

import pytest

from scanner.portal.attempts import Attempts, network, sender_of
from tests.conftest import MORNING

MINUTE = timedelta(minutes=1)


def test_so_many_and_no_more_until_the_window_has_passed() -> None:
    attempts = Attempts(most=2, window=10 * MINUTE)
    times = [0, 1, 2, 9, 10, 10.5, 11]
    allowed = [attempts.allow("192.0.2.7", MORNING + minute * MINUTE) for minute in times]
    assert allowed == [True, True, False, False, True, False, True]


def test_neighbours_share_and_others_do_not() -> None:
    attempts = Attempts(most=1)
    assert attempts.allow("192.0.2.7", MORNING)
    assert not attempts.allow("192.0.2.8", MORNING)
    assert attempts.allow("198.51.100.7", MORNING)


def test_memory_is_bounded_by_forgetting_who_was_quiet_longest() -> None:
    attempts = Attempts(most=1, most_networks=2)
    for name in ("192.0.2.1", "198.51.100.1", "203.0.113.1"):
        assert attempts.allow(name, MORNING)
    assert attempts.allow("192.0.2.1", MORNING)
    assert not attempts.allow("203.0.113.1", MORNING)


@pytest.mark.parametrize(
    ("remote", "name"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        (None, ""),
    ],
)
def test_networks(remote: str | None, name: str) -> None:
    assert network(remote) == name


@pytest.mark.parametrize(
    ("remote", "forwarded", "sender"),
    [
        ("192.0.2.1", ["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
        ("192.0.2.1", ["203.0.113.9", "198.51.100.7"], "198.51.100.7"),
        ("192.0.2.1", ["unknown"], "192.0.2.1"),
        ("192.0.2.1", [], "192.0.2.1"),
        ("192.0.2.2", ["198.51.100.7"], "192.0.2.2"),
        (None, ["198.51.100.7"], None),
    ],
)
def test_a_proxy_of_ours_alone_is_believed(
    remote: str | None, forwarded: list[str], sender: str | None
) -> None:
    assert sender_of(remote, forwarded, ("192.0.2.1",)) == sender
