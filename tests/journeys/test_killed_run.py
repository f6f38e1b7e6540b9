"""kill -9 of `run` at any moment, and again: what is known and told in the end is the same."""

import pytest

from tests.journeys.killed_runs import DAYS, Outcome, both, differences

KILLS = 3
"""On each of two days."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Outcome]:
    """Undisturbed, and killed again and again."""
    return both(tmp_path_factory.mktemp("house"), KILLS, DAYS[:2])


def test_runs_were_killed_at_work(outcomes: tuple[Outcome, Outcome]) -> None:
    undisturbed, killed = outcomes
    assert undisturbed.kills == undisturbed.doubled == 0
    assert killed.kills > KILLS


def test_nothing_is_lost_or_doubled(outcomes: tuple[Outcome, Outcome]) -> None:
    undisturbed, killed = outcomes
    assert differences(undisturbed, killed) == dict.fromkeys(differences(undisturbed, killed), 0)
    assert [len(day) for day in undisturbed.findings] == [4, 5]
    assert [len(day) for day in undisturbed.pages] == [16, 16]


def test_no_alert_is_lost_and_none_doubled(outcomes: tuple[Outcome, Outcome]) -> None:
    undisturbed, killed = outcomes
    assert killed.mails == undisturbed.mails
    assert killed.mails
    assert killed.doubled <= killed.kills
