"""What the three days must show: by it the demo judges itself, and so does its test.

Tiers are those of docs/glossary.md, levels those of `assess/policy.py`, mails those of
docs/alerts.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scanner.demo import sites, town
from scanner.demo.sites import Leaf
from scanner.demo.town import Caseworker
from scanner.model.assessment import Level, SeverityTier
from scanner.model.finding import Change
from scanner.model.ids import SourceId
from scanner.model.page import MissReason


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A finding as it must stand after one day's scan."""

    change: Change
    level: Level
    tier: SeverityTier


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One person in one post, over the days; None before it is there."""

    who: Caseworker
    where: Leaf
    post: str
    """The page's own id of the post; '' where the page is the post."""
    days: tuple[State | None, ...]
    copies: tuple[Leaf, ...] = ()
    """Where it stands too; the report names these after `where`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding that the officer judges to be her, on the evening of a day."""

    day: int
    story: Story
    mails: Mapping[str, int]
    """How many mails that sends to each mailbox."""


def _stays(level: Level, tier: SeverityTier) -> tuple[State, ...]:
    again = State(change=Change.SEEN_AGAIN, level=level, tier=tier)
    return State(change=Change.NEW, level=level, tier=tier), again, again


ACUTE: Final = Story(
    who=town.HODAN,
    where=sites.THREAD_2,
    post="p4111",
    days=_stays(Level.ACUTE, SeverityTier.T4),
)
"""A threat: HR hears at once, before anybody has judged it."""

REMOVED: Final = Story(
    who=town.HODAN,
    where=sites.THREAD,
    post="p4105",
    days=tuple(
        State(change=change, level=Level.LOW, tier=SeverityTier.T3)
        for change in (Change.NEW, Change.MISSING, Change.GONE)
    ),
)
"""In doubt: an officer looks, nobody is told. A moderator removes it after the first day."""

TWO_VICTIMS: Final = tuple(
    Story(who=who, where=sites.THREAD, post="p4104", days=_stays(Level.MEDIUM, SeverityTier.T3))
    for who in (town.AMINA, town.SELMA)
)
"""One post against two people: two findings."""

WORSE: Final = Story(
    who=town.AMINA,
    where=sites.FAMILIES,
    post="a-2207",
    days=(
        State(change=Change.NEW, level=Level.LOW, tier=SeverityTier.T3),
        State(change=Change.WORSE, level=Level.HIGH, tier=SeverityTier.T3),
        State(change=Change.SEEN_AGAIN, level=Level.HIGH, tier=SeverityTier.T3),
    ),
)
"""In Arabic, at first in doubt. The second day it holds her private number."""

BLOG: Final = Story(
    who=town.JORGEN,
    where=sites.POWER,
    post="post-87",
    days=_stays(Level.HIGH, SeverityTier.T3),
    copies=(sites.COPY,),
)
"""It spreads his private number, his name without its dots and rings; mirrored."""

COMMENT: Final = Story(
    who=town.SELMA,
    where=sites.POWER,
    post="comment-33",
    days=_stays(Level.HIGH, SeverityTier.T3),
)
"""Her name as a hashtag, her car's plate and a call for pictures."""

ADDRESS: Final = Story(
    who=town.KRISTINA, where=sites.HOME, post="", days=_stays(Level.MEDIUM, SeverityTier.T0)
)
"""Calm, but it is where she lives."""

NEW: Final = Story(
    who=town.KRISTINA,
    where=sites.LIST,
    post="post-92",
    days=(None, *_stays(Level.MEDIUM, SeverityTier.T3)[:2]),
)
"""Comes on the second day, her surname misspelt."""

LAWFUL: Final = (
    Story(
        who=town.JORGEN, where=sites.THREAD, post="p4102", days=_stays(Level.INFO, SeverityTier.T1)
    ),
    Story(
        who=town.JORGEN, where=sites.EDITORIAL, post="", days=_stays(Level.INFO, SeverityTier.T1)
    ),
    # "Om du inte är nöjd med ett beslut": read as criticism. Her own page alone, either way.
    Story(who=town.JORGEN, where=sites.CONTACT, post="", days=_stays(Level.INFO, SeverityTier.T1)),
)
"""Criticism of a decision and a neutral mention: on his own page, and nowhere else."""

STORIES: Final = (ACUTE, REMOVED, *TWO_VICTIMS, WORSE, BLOG, COMMENT, ADDRESS, NEW, *LAWFUL)
"""Everything that is found, and nothing else: the choir leader of the same name is not."""

JUDGEMENTS: Final = (
    Judged(day=1, story=BLOG, mails={town.HR: 1, town.JORGEN.mail: 1}),
    Judged(day=2, story=WORSE, mails={town.HR: 1}),
)

MAILS: Final[tuple[Mapping[str, int], ...]] = (
    {town.SECURITY: 3, town.HR: 1, town.HODAN.mail: 1},
    {town.SECURITY: 2},
    {},
)
"""How many mails each day's scan sends to each mailbox. HR's of day one is the unjudged acute. Then
the sources are new: an inventory, of which only what is high or acute alerts."""

GAPS: Final = {SourceId("demo-stangd"): MissReason.ROBOTS}
"""What cannot be checked on any day, and why."""


def on(day: int) -> tuple[tuple[Story, State], ...]:
    """What must stand after the scan of `day` (1, 2, 3)."""
    states = ((story, story.days[day - 1]) for story in STORIES)
    return tuple((story, state) for story, state in states if state is not None)
