"""When a page is due again: by its source's class and cadence, by how often it changes, and by what
its host has room for; never by hits. Pure.

Who watches our requests must not learn who is enrolled: nothing of findings comes in here.

While a host's budget has room for all its pages, each is due after the source's cadence. Where it
has not, the visits there are go where they are worth most: what is written waits half as long as
its page is left alone, so that the sum of waits is least where a page is left alone by one over
the root of its changes a day (weighed by the source's class). How often a page changes is a Gamma–
Poisson estimate: its host's pages of its kind are the prior, its own visits the evidence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import expm1, log2
from typing import Final

from scanner.model.frontier import Changes, DuePage, Revisit, Tally
from scanner.model.ids import SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.places.sources import Source, SourceClass

GONE_VISITS: Final = 3
"""After so many visits in a row that found nothing new, a page that is gone and that no watchlist
names is looked for weekly."""
WEEK: Final = timedelta(days=7)
DAY: Final = timedelta(days=1)

PRIOR_CHANGES: Final = 0.5
"""The prior weighs as much as so many changes seen: pages of one host differ a thousandfold."""
USUAL_RATE: Final = 0.2
"""Changes a day of a page on a host where none was read twice."""
SLOWEST, FASTEST = -24, 24
"""Bounds of a tempo: once in 4,096 days, 4,096 times a day."""

WEIGHTS: Final[Mapping[SourceClass, float]] = {
    SourceClass.CAMPAIGN: 4.0,
    SourceClass.MIRROR: 2.0,
    SourceClass.FORUM: 2.0,
    SourceClass.BLOG: 2.0,
}
"""How much worse it is to be late there; 1 elsewhere. Set by people, as the class is."""

MOST_SHARES: Final = 4.0
"""No page waits longer than so many rounds of the host's pages would take if all were equal."""
MOST_SHARES_PRESSING: Final = 2.0
"""The same of sites made to expose or to mobilise."""
LEAST_LEFT: Final = 0.25
"""Of a host's budget at least so much is for pages that no watchlist names."""
STEPS: Final = 60
"""Halvings until the price is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """A host group that has more pages than its budget has room for."""

    price: float
    """Days that a page which changes once a day is left alone, at weight 1."""
    round: timedelta
    """What a visit to each page takes together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the pages of the scan's sources ask for, host group by host group."""

    crowds: Mapping[str, Crowd]
    rates: Mapping[tuple[str, bool], float]
    """Changes a day of a page by host group and whether watchlists name it."""

    def longest(self, source: Source, cadence: timedelta) -> dict[str, timedelta]:
        """The longest that a page of a source is left alone, by host group with too many pages."""
        if source.schedule:
            return {}
        return {name: _longest(source, cadence, one) for name, one in self.crowds.items()}


NOTHING_KNOWN: Final = Outlook(crowds={}, rates={})


def wait_for_gone(cadence: timedelta) -> timedelta:
    """How long a page that stays gone is left alone."""
    return max(cadence, WEEK)


def next_due(due: DuePage, outcome: Page | Missed, cadence: timedelta) -> datetime:
    """When the source's cadence asks for a page again whose visit came to `outcome`.

    Counted from the scan's start, so that a scan an hour after another finds the hourly pages due.
    """
    return due.horizon + (wait_for_gone(cadence) if _stays_gone(due, outcome) else cadence)


def revisits(
    due: DuePage, source: Source, cadence: timedelta, outlook: Outlook
) -> tuple[Revisit, Revisit]:
    """When the page is due again where it is as it was, and where it has changed.

    A visit after `t` days that finds a change of a page with rate `r` stands for as many changes as
    are to be expected where there is one: `rt / (1 - exp(-rt))`.
    """
    prior = outlook.rates.get((due.host_group, due.is_seed), USUAL_RATE)
    days = (due.horizon - due.read_in) / DAY if due.read_in and due.read_in < due.horizon else 0.0
    before = due.changes
    expected = _rate(before, prior) * days
    found = expected / -expm1(-expected) if days else 0.0
    same = Changes(count=before.count, days=before.days + days)
    changed = Changes(count=before.count + found, days=before.days + days)
    return (
        _revisit(due, source, cadence, outlook, same, prior),
        _revisit(due, source, cadence, outlook, changed, prior),
    )


def outlook(
    tallies: Sequence[Tally],
    sources: Mapping[SourceId, Source],
    horizon: datetime,
    *,
    budget: int,
    floor_seconds: float,
) -> Outlook:
    """What the known pages ask for. `budget`: requests to a host group in a day."""
    groups = {tally.host_group for tally in tallies}
    of_group = {name: [one for one in tallies if one.host_group == name] for name in groups}
    rates = {
        (name, is_seed): _mean_rate(one for one in of if one.is_seed is is_seed)
        for name, of in of_group.items()
        for is_seed in (False, True)
    }
    crowds = {
        name: crowd
        for name, of in of_group.items()
        if (crowd := _crowd(of, sources, horizon, budget, floor_seconds, rates[name, False]))
    }
    return Outlook(crowds=crowds, rates=rates)


def _crowd(
    tallies: Sequence[Tally],
    sources: Mapping[SourceId, Source],
    horizon: datetime,
    budget: int,
    floor_seconds: float,
    prior: float,
) -> Crowd | None:
    """None where the group's budget has room for all pages at their sources' cadence."""
    pages, set_aside, slowest = [], 0.0, floor_seconds
    for tally in tallies:
        source = sources[tally.source_id]
        cadence = source.cadence(horizon, is_listed=tally.is_seed) / DAY
        slowest = max(slowest, source.delay_seconds)
        if tally.is_seed and source.is_hot:
            continue  # No budget binds them.
        if tally.is_seed or source.schedule:
            set_aside += tally.pages / cadence
        else:
            rate = 2 ** (_tempo(prior) / 2 if tally.tempo is None else tally.tempo / 2)
            pages.append((tally.pages, cadence, (_weight(source) * rate) ** -0.5))
    room = min(budget, DAY.total_seconds() / slowest) if slowest else float(budget)
    room = max(room - set_aside, LEAST_LEFT * room)
    if sum(count / cadence for count, cadence, _ in pages) <= room:
        return None
    turn = sum(count for count, _, _ in pages) / room
    low, high = 0.0, MOST_SHARES * turn / min(need for _, _, need in pages)
    for _ in range(STEPS):
        price = (low + high) / 2
        asked = sum(
            count / max(cadence, min(price * need, MOST_SHARES * turn))
            for count, cadence, need in pages
        )
        low, high = (price, high) if asked > room else (low, price)
    return Crowd(price=high, round=turn * DAY)


def _revisit(
    due: DuePage,
    source: Source,
    cadence: timedelta,
    outlook: Outlook,
    changes: Changes,
    prior: float,
) -> Revisit:
    tempo = _tempo(_rate(changes, prior))
    wait, crowd = cadence, outlook.crowds.get(due.host_group)
    if crowd is not None and not due.is_seed and not source.schedule:
        days = crowd.price * (_weight(source) * 2 ** (tempo / 2)) ** -0.5
        wait = max(cadence, min(days * DAY, _longest(source, cadence, crowd)))
    return Revisit(due_at=due.horizon + wait, changes=changes, tempo=tempo)


def _longest(source: Source, cadence: timedelta, crowd: Crowd) -> timedelta:
    is_pressing = source.source_class is SourceClass.CAMPAIGN
    return max(cadence, (MOST_SHARES_PRESSING if is_pressing else MOST_SHARES) * crowd.round)


def _weight(source: Source) -> float:
    return WEIGHTS.get(source.source_class, 1.0)


def _rate(changes: Changes, prior: float) -> float:
    """Changes a day: the mean of the Gamma distribution that prior and visits leave."""
    return (PRIOR_CHANGES + changes.count) / (PRIOR_CHANGES / prior + changes.days)


def _mean_rate(tallies: Iterable[Tally]) -> float:
    """Changes a day of a page, drawn towards the usual while little has been seen."""
    of = list(tallies)
    count = sum(tally.changes.count for tally in of)
    days = sum(tally.changes.days for tally in of)
    return (PRIOR_CHANGES + count) / (PRIOR_CHANGES / USUAL_RATE + days)


def _tempo(rate: float) -> int:
    return max(SLOWEST, min(FASTEST, round(2 * log2(rate))))


def _stays_gone(due: DuePage, outcome: Page | Missed) -> bool:
    # A site may call a page gone that people go on writing on.
    if not isinstance(outcome, Missed) or outcome.reason is not MissReason.GONE:
        return False
    return not due.is_seed and not due.is_news(outcome) and due.fails + 1 >= GONE_VISITS
