"""Sites are asked as seldom as they wish: read from their log, in real time, over a kill."""

from dataclasses import replace

import pytest

from scanner.bench import polite_sites, politeness
from scanner.bench.polite_sites import Request
from scanner.bench.politeness import UNHEARD_SECONDS, Gap, Life

COUNT = 28
SCALE = 0.2
LIVES = (22.0, 14.0, 14.0)
"""Long enough for a machine on which every start takes ten seconds."""


@pytest.fixture(scope="module")
def gaps() -> tuple[Gap, ...]:
    return politeness.gaps(COUNT, SCALE, LIVES)


def test_no_site_is_asked_before_its_time(gaps: tuple[Gap, ...]) -> None:
    assert [gap for gap in gaps if gap.is_violation] == []


def test_every_wish_was_put_to_the_proof(gaps: tuple[Gap, ...]) -> None:
    sites = {site.host: site for site in polite_sites.sites(COUNT, SCALE)}
    assert {gap.host for gap in gaps} == set(sites)
    by_crawl_delay = [gap for gap in gaps if gap.wished == sites[gap.host].crawl_delay]
    after_refusals = {
        sites[gap.host].refusal for gap in gaps if gap.wished > sites[gap.host].spacing
    }
    over_a_restart = [gap for gap in gaps if not gap.is_in_one_life]
    assert by_crawl_delay
    assert after_refusals == {429, 503}
    assert over_a_restart


def test_a_site_is_asked_nearly_as_often_as_it_allows(gaps: tuple[Gap, ...]) -> None:
    # Other tests run beside and delays are a second; alone, with real delays, the bar is 0.95.
    assert politeness.share(gaps) > 0.4


def _life(began: float, ended: float, *, is_killed: bool = True) -> Life:
    return Life(began=began, ended=ended, is_killed=is_killed)


def test_a_request_before_its_time_is_seen() -> None:
    site = polite_sites.sites(1, 1.0)[0]
    first = Request(host=site.host, path="/0", at=100.0, not_before=0.0)
    refused = replace(first, at=first.at + site.spacing, not_before=200.0)
    hasty = replace(first, at=199.0)
    lives = (_life(50.0, 149.0), _life(150.0, 250.0))
    kept, broken = politeness._gaps([site], [first, refused, hasty], lives)
    assert not kept.is_violation
    assert broken.is_violation
    assert (kept.is_in_one_life, broken.is_in_one_life) == (True, False)


@pytest.mark.parametrize(
    ("before_the_end", "is_killed", "is_heard"),
    [
        (UNHEARD_SECONDS / 2, True, False),
        (UNHEARD_SECONDS / 2, False, True),
        (UNHEARD_SECONDS * 2, True, True),
    ],
)
def test_what_an_answer_asks_for_in_the_moment_of_a_kill_may_be_lost_but_not_the_pace(
    before_the_end: float, is_killed: bool, is_heard: bool
) -> None:
    site = polite_sites.sites(1, 1.0)[0]
    refused = Request(host=site.host, path="/3", at=100.0, not_before=200.0)
    lives = (_life(50.0, 100.0 + before_the_end, is_killed=is_killed), _life(103.0, 250.0))
    for seconds, is_violation in ((site.spacing / 2, True), (site.spacing, is_heard)):
        again = replace(refused, at=refused.at + seconds, not_before=0.0)
        (gap,) = politeness._gaps([site], [refused, again], lives)
        assert gap.is_violation is is_violation
