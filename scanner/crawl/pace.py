"""How long a host is left in peace: from its wishes, its speed, its failures. Pure; never sleeps.

"A host" is a group of hosts of one registrable domain.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from scanner.model.frontier import HostState
from scanner.model.page import Missed, MissReason

MAX_CRAWL_DELAY: Final = 300.0
"""Seconds. A site that asks for more is read less, but still read."""
LATENCY_FACTOR: Final = 5.0
"""A slow host is a busy host: rest it five times as long as it worked."""
MAX_LATENCY_DELAY: Final = 60.0
LATENCY_WEIGHT: Final = 0.3
"""Of the newest answer in the moving average."""
JITTER: Final = 0.05
"""The most that chance adds, as a share of the delay: hosts do not fall into step. With twice as
much, a twentieth of what they allow was left unused."""
MAX_BACKOFF: Final = 3600.0
MAX_DOUBLINGS: Final = 12
"""From one second to `MAX_BACKOFF`. A host that is down for months fails more often than a number
has room to double."""
BREAKER_FAILS: Final = 5
"""After so many failures in a row the host is left alone for `BREAKER_REST`."""
BREAKER_REST: Final = timedelta(minutes=30)
PATIENCE: Final = timedelta(minutes=10)
"""A scan waits so long for a host, and no longer."""
LONGEST_CALM: Final = timedelta(hours=1)
"""A host that answered well is in nobody's plan asked to rest for longer."""
NEVER: Final = timedelta(days=365)
"""What a site asks for beyond this means never."""

_FAILURES: Final = frozenset(
    {MissReason.BLOCKED, MissReason.CAPTCHA, MissReason.CONNECT, MissReason.DNS, MissReason.TLS,
     MissReason.TIMEOUT}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What bounds the pace on a host."""

    floor_seconds: float
    """The source's delay. 0 in a lab only: as fast as the host answers."""
    crawl_delay: float = 0.0
    """Of the host's robots.txt, seconds."""
    is_unbudgeted: bool = False
    """True for a listed page of a hot source: how often it is read the source says, and what the
    budget of the day holds back is the rest of the site."""


def after(
    state: HostState,
    missed: Missed | None,
    *,
    wishes: Wishes,
    took_seconds: float,
    now: datetime,
    chance: float,
) -> HostState:
    """The host after a request that ended `now`, with a miss or well.

    `chance` in [0, 1) spreads the delay.
    Failures in a row double the delay up to an hour; Retry-After is obeyed in full.
    """
    if missed is not None and missed.reason is MissReason.PROXY:
        # The host has heard nothing of it.
        return replace(state, budget_used=state.budget_used - (not wishes.is_unbudgeted))
    latency = _average(state.latency_seconds, took_seconds)
    is_failure = missed is not None and _is_of_host(missed)
    fails = state.fails + 1 if is_failure else 0
    seconds = spacing(wishes, latency, chance)
    if fails:
        seconds = max(seconds, min(seconds * 2 ** min(fails, MAX_DOUBLINGS), MAX_BACKOFF))
    next_at = now + timedelta(seconds=seconds)
    if fails >= BREAKER_FAILS:
        next_at = max(next_at, now + BREAKER_REST)
    if missed is not None:
        next_at = max(next_at, retry_at(missed.retry_after, now) or now)
    return replace(
        state,
        next_at=next_at,
        latency_seconds=latency,
        fails=fails,
        reason=missed.reason if missed is not None and is_failure else None,
    )


def counted(state: HostState, now: datetime, wishes: Wishes) -> HostState:
    """The host with one request more that is about to start; stored before it does.

    So a worker that dies during the request has promised the pace already.
    """
    day = now.astimezone(UTC).date().isoformat()
    used = state.budget_used if state.budget_day == day else 0
    used += not wishes.is_unbudgeted
    promised = now + timedelta(seconds=spacing(wishes, state.latency_seconds, 0.0))
    next_at = max(state.next_at, promised)
    return replace(state, next_at=next_at, budget_day=day, budget_used=used)


def spacing(wishes: Wishes, latency_seconds: float, chance: float) -> float:
    """Seconds between two requests to a host that answers well."""
    asked_for = min(wishes.crawl_delay, MAX_CRAWL_DELAY)
    if not wishes.floor_seconds:
        return asked_for
    for_speed = min(LATENCY_FACTOR * latency_seconds, MAX_LATENCY_DELAY)
    return max(asked_for, wishes.floor_seconds, for_speed) * (1 + JITTER * chance)


def given_up(state: HostState, now: datetime, budget: int | None) -> MissReason | None:
    """Why this scan visits the host no more; None if it does, be it after a wait.

    `budget`: None for a request that is bound by none.
    """
    if state.next_at - now > PATIENCE:
        return state.reason or MissReason.BLOCKED
    day = now.astimezone(UTC).date().isoformat()
    if budget is not None and state.budget_day == day and state.budget_used >= budget:
        return MissReason.BUDGET
    return None


def wait_seconds(state: HostState, now: datetime) -> float:
    return max(0.0, (state.next_at - now).total_seconds())


def asks_for_rest(missed: Missed) -> bool:
    """True where a miss makes its host rest for longer than was promised before the request."""
    return bool(missed.retry_after) or _is_of_host(missed)


def retry_at(retry_after: str, now: datetime) -> datetime | None:
    """The time that a Retry-After header names, as seconds or as a date; None if it names none."""
    text = retry_after.strip()
    if text.isdecimal() and text.isascii():
        return now + min(timedelta(seconds=min(int(text), 10**9)), NEVER)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(aware, now + NEVER)


def _is_of_host(missed: Missed) -> bool:
    """True where host or network did badly, not only the page."""
    if missed.reason is MissReason.HTTP_ERROR:
        return missed.status is not None and missed.status >= 500
    if missed.status is not None and missed.status < 300:
        return False  # An answer came: what its words look like is the page's matter.
    return missed.reason in _FAILURES


def _average(average: float, newest: float) -> float:
    return newest if not average else average + LATENCY_WEIGHT * (newest - average)
