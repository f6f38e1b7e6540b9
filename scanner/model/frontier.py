"""What the crawl remembers: pages that are due, hosts and their pace, robots.txt, coverage."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scanner.model.ids import Address, PageId, SourceId
from scanner.model.page import Missed, MissReason


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """Hosts that share a pace: those of one registrable domain."""

    host_group: str
    next_at: datetime
    """No request before this."""
    latency_seconds: float = 0.0
    """Moving average of how long its answers took."""
    fails: int = 0
    """Failures in a row."""
    reason: MissReason | None = None
    """Of the last failure; None after a success."""
    budget_day: str = ""
    """The UTC day that `budget_used` counts, ISO 8601."""
    budget_used: int = 0
    """Requests of that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a page is known again by. Made of public bytes, the same whoever is looked for."""

    shown_sha256: str
    """Of the bytes, and of all beside them that says how they are read."""
    text_sha256: str
    """Of the text without what changes by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How often a page has changed, as far as visits could tell."""

    count: float = 0.0
    """Changes; a visit that finds one may stand for several."""
    days: float = 0.0
    """In so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisit:
    """When a page is due again, and what is known by then of how often it changes."""

    due_at: datetime
    changes: Changes
    tempo: int
    """Changes a day, as half powers of two: 2 is twice a day, -2 every other day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Known pages of a source on a host group that change equally often."""

    source_id: SourceId
    host_group: str
    is_seed: bool
    tempo: int | None
    """As in `Revisit`; None: never read twice."""
    pages: int
    changes: Changes
    """Of all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """A page leased to one worker, with all that its visit and its finish need."""

    page_id: PageId
    source_id: SourceId
    address: Address
    host_group: str
    depth: int
    """Links from a seed."""
    etag: str
    """Validators; '' where the page must come whether it changed or not."""
    last_modified: str
    generation: str
    """Of people, lexicons and matcher, as the claim's transaction saw it."""
    fails: int
    """Visits in a row that brought nothing to read, or nothing new under a page that is gone."""
    lease_owner: str
    horizon: datetime
    """The scan's start: what is due by then belongs to the scan."""
    next_due: datetime
    last_outcome: str = ""
    """What the visit before this one came to, as `store.frontier` calls it; '' before the first."""
    is_first: bool = False
    """True where nobody has asked for the page before."""
    gone_sha256: str = ""
    """Of what was shown when the site last said that the page is gone; '' where nothing was."""
    is_once: bool = False
    """True where it lies outside every source: nothing that it links to is followed."""
    may_skip: bool = False
    """True where people, words and matcher of today saw the page as its marks have it: what is as
    it was then need not be looked at again."""
    marks: Marks | None = None
    """Of the last good read; None before the first."""
    read_in: datetime | None = None
    """The scan of the last good read, or of the last answer that it is as it was."""
    changes: Changes = Changes()
    if_same: Revisit | None = None
    """What to store where the page is as it was; None: nothing is known of that."""
    if_changed: Revisit | None = None
    hosts: tuple[HostState, ...] = ()
    """Hosts that the visit touched, as they stand after it; `finish` stores them."""

    @property
    def is_seed(self) -> bool:
        """True where a watchlist names the page itself."""
        return self.depth == 0

    def is_shown_again(self, shown_sha256: str) -> bool:
        """True where the very bytes came that were looked at, and need not be read again."""
        return self.may_skip and self.marks is not None and self.marks.shown_sha256 == shown_sha256

    def says_the_same(self, text_sha256: str) -> bool:
        """True where the text came that was looked at, but for what changes by itself."""
        return self.may_skip and self.marks is not None and self.marks.text_sha256 == text_sha256

    def is_news(self, missed: Missed) -> bool:
        """True where what is shown of a page that is said to be gone was not there before."""
        return missed.shown is not None and missed.shown.digest != self.gone_sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a page leaves behind of its words, so that the next that says the same is known."""

    text: bytes
    """Digest of all its text, for pages that differ in nothing."""
    lines: tuple[int, ...]
    """Check sums of its longest lines without their numbers, for pages that bring nothing new;
    empty where it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What tells a page of a trap from others."""

    looks_back: bool
    """True where it leads to other pages of its own shape that are known, as threads and articles
    do and mazes do not."""
    imprint: Imprint | None = None
    """Of one page in some: to weigh each costs too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """Whether a source can be seen: what came of the latest visits to its pages."""

    source_id: SourceId
    tried_at: datetime
    """The latest visit."""
    last_good_at: datetime | None
    """When a page of it was last read, or said to be as it was; None: never."""
    misses: int
    """Visits since then that brought nothing to read."""
    reason: MissReason | None
    """Of the latest of those; None if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The last time that a scan took a source up."""

    source_id: SourceId
    began_at: datetime
    open_since: datetime | None
    """When the first began of the turns that may have been cut off; None: all went to their end."""


class RobotsState(StrEnum):
    READ = "read"
    ABSENT = "absent"
    """The site has none (4xx): everything is allowed."""
    UNREACHABLE = "unreachable"
    """It could not be had: nothing is allowed, unless an old copy serves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsCopy:
    """A site's robots.txt as last asked for."""

    origin: str
    fetched_at: datetime
    state: RobotsState
    body: bytes
    """The last one that came."""
    body_at: datetime | None
    """When `body` came; None if none ever did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was and was not read of a source's known pages, within its cadence."""

    source_id: SourceId
    checked: int
    missed: tuple[tuple[MissReason, int], ...]
    """Pages that were not checked, by reason, most first."""
