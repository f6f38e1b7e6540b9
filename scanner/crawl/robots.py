"""robots.txt by RFC 9309: what it says, and what holds while it cannot be had. Pure.

Own code, for the libraries at hand are not safe against a hostile file: robotspy needs cubic time
for a rule with a run of spaces (800 of them take 4 s) and reads past agent lines it does not
understand. Here every step is linear.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote

from scanner.model.frontier import RobotsCopy, RobotsState
from scanner.model.page import Missed, MissReason, Page

PRODUCT: Final = "varn"
"""Our product token, in lower case."""

FRESH: Final = timedelta(hours=24)
RETRY: Final = timedelta(hours=1)
"""So soon a robots.txt that could not be had is asked for again."""
OLD_COPY_SERVES: Final = timedelta(days=30)
"""Google's reading of RFC 9309 §2.3.1.4, "a reasonably long period"."""

_AGENT: Final = frozenset({"user-agent", "useragent", "user agent"})
# A prohibition with a slip of the pen is still one.
_DISALLOW: Final = frozenset(
    {"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"}
)
_TOKEN: Final = re.compile(r"[a-z_-]+|\*(?=\s|\Z)")
_ESCAPE: Final = re.compile(r"%[0-9a-fA-F]{2}")
_ASCII: Final = "".join(map(chr, range(128)))
_BOM: Final = "ï»¿"  # as latin-1 shows the UTF-8 mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    pattern: str
    """A path, percent-encoded; * stands for anything, $ at the end for the end."""
    is_allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a robots.txt says to us."""

    rules: tuple[Rule, ...] = ()
    crawl_delay: float = 0.0
    """Seconds; not part of the RFC, obeyed all the same."""


DISALLOW_ALL: Final = Rules(rules=(Rule(pattern="/", is_allowed=False),))


def parse(body: bytes, product: str = PRODUCT) -> Rules:
    """The rules of the groups for `product`, else of those for everybody."""
    by_agent: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    is_open = False
    for key, value in _lines(body):
        if key in _AGENT:
            agents = agents if is_open else []
            is_open = True
            agents.append(_agent(value))
            by_agent.setdefault(agents[-1], [])
        elif key == "allow" or key in _DISALLOW:
            is_open = False
            for agent in set(agents):
                by_agent[agent].append((key, value))
        elif key == "crawl-delay":
            for agent in set(agents):
                by_agent[agent].append((key, value))
    return _rules(by_agent.get(product, by_agent.get("*", [])))


def allows(rules: Rules, target: str) -> bool:
    """Whether path and query of a canonical address may be asked for.

    The longest rule that matches decides; at a tie the kinder one.
    """
    if target == "/robots.txt":
        return True
    path = _capitals(target)
    longest, is_allowed = -1, True
    for rule in rules.rules:
        size = len(rule.pattern)
        if size < longest or (size == longest and is_allowed):
            continue
        if _matches(rule.pattern, path):
            longest, is_allowed = size, rule.is_allowed
    return is_allowed


def is_fresh(copy: RobotsCopy, now: datetime) -> bool:
    """Whether a copy still serves; one of a day to come was stored by a wrong clock."""
    age = now - copy.fetched_at
    return timedelta(0) <= age < (RETRY if copy.state is RobotsState.UNREACHABLE else FRESH)


def renewed(
    origin: str, old: RobotsCopy | None, outcome: Page | Missed, now: datetime
) -> RobotsCopy:
    """The copy after robots.txt was asked for: what came, or the old body where nothing did."""
    state = _state(outcome)
    body, body_at = _body(old, state, outcome, now)
    return RobotsCopy(origin=origin, fetched_at=now, state=state, body=body, body_at=body_at)


def rules_of(copy: RobotsCopy, now: datetime) -> Rules:
    """The rules that hold by a copy: nothing is allowed where the last one is too old, or none."""
    if copy.state is not RobotsState.UNREACHABLE:
        return parse(copy.body)
    if copy.body_at is None or now - copy.body_at > OLD_COPY_SERVES:
        return DISALLOW_ALL
    return parse(copy.body)


def _body(
    old: RobotsCopy | None, state: RobotsState, outcome: Page | Missed, now: datetime
) -> tuple[bytes, datetime | None]:
    if state is RobotsState.UNREACHABLE:
        return (old.body, old.body_at) if old else (b"", None)
    return outcome.body if isinstance(outcome, Page) else b"", now


def _state(outcome: Page | Missed) -> RobotsState:
    if isinstance(outcome, Page):
        return RobotsState.READ
    # 429, "too many requests", says nothing about rules.
    is_refusal = outcome.status is not None and 400 <= outcome.status < 500
    if (is_refusal and outcome.status != 429) or outcome.reason is MissReason.REDIRECTS:
        return RobotsState.ABSENT
    return RobotsState.UNREACHABLE


def _lines(body: bytes) -> list[tuple[str, str]]:
    """Keys in lower case and their values; bytes stay bytes, as latin-1 characters."""
    text = body.decode("latin-1").removeprefix(_BOM)
    found = []
    for line in text.replace("\r", "\n").split("\n"):
        content = line.partition("#")[0].strip()
        key, colon, value = content.partition(":")
        if not colon:
            words = content.split(None, 2)
            if len(words) != 2:
                continue
            key, value = words
        found.append((key.strip().lower(), value.strip()))
    return found


def _agent(value: str) -> str:
    """The product token that an agent line begins with."""
    token = _TOKEN.match(value.lower())
    return token.group() if token else ""


def _rules(lines: list[tuple[str, str]]) -> Rules:
    rules = tuple(
        Rule(pattern=_capitals(_encoded(value)), is_allowed=key == "allow")
        for key, value in lines
        if key != "crawl-delay" and value
    )
    delays = [_seconds(value) for key, value in lines if key == "crawl-delay"]
    return Rules(rules=rules, crawl_delay=max(delays, default=0.0))


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return seconds if 0 <= seconds < 1e9 else 0.0


def _encoded(path: str) -> str:
    """A rule's path as addresses are written; its bytes came as latin-1 characters."""
    return path if path.isascii() else quote(path.encode("latin-1"), safe=_ASCII)


def _capitals(path: str) -> str:
    """With %c3 written as %C3."""
    return _ESCAPE.sub(lambda escape: escape.group().upper(), path) if "%" in path else path


def _matches(pattern: str, path: str) -> bool:
    is_whole = pattern.endswith("$")
    first, *rest = (pattern[:-1] if is_whole else pattern).split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not is_whole or len(path) == len(first)
    at = len(first)
    for piece in rest[:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if is_whole:
        return len(path) - len(rest[-1]) >= at and path.endswith(rest[-1])
    return path.find(rest[-1], at) >= 0
