"""Sources: where to look, how far, how gently, and on whose responsibility."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scanner.model.ids import Address, SourceId


class SourceKind(StrEnum):
    """How a source is read."""

    PAGES = "pages"
    """The listed addresses and nothing else."""
    SITE = "site"
    """The listed addresses, and from there every link that stays within."""
    FEED = "feed"
    """The listed feeds, and the pages that their entries name."""


class SourceClass(StrEnum):
    """What a source is; weighs in severity."""

    OWN = "own"
    """The organisation's own site."""
    NEWS = "news"
    FORUM = "forum"
    BLOG = "blog"
    PEOPLE_SEARCH = "people_search"
    CAMPAIGN = "campaign"
    """A site made to expose or to mobilise."""
    MIRROR = "mirror"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place to look at."""

    source_id: SourceId
    name: str
    """As shown in reports."""
    kind: SourceKind
    addresses: tuple[Address, ...]
    """Where to begin."""
    source_class: SourceClass
    owner: str
    """The function that answers for reading this source."""
    legal_note: str
    """Why it may be read: the terms, when they were looked at, the decision's number."""
    review_by: date
    """By when somebody looks at the source again."""
    within: tuple[Address, ...] = ()
    """Prefixes that links must stay in; empty: the origins of `addresses`."""
    max_pages: int = 200
    """Most pages of one scan."""
    languages: tuple[str, ...] = ()
    """BCP 47 codes of what is mostly written there; empty: any."""
    base_severity: int = 0
    """0 to 5: how much worse it is to be named here than elsewhere."""
    cadence_minutes: int = 60
    """A page is due again after so long."""
    delay_seconds: float = 5.0
    """Shortest time between two requests to one host; 1 or more, 0 in a lab only."""
    constitutional_media: bool = False
    """Protected by TF or YGL: who wrote is not shown (TF 3:5, YGL 2:5)."""
    expires: date | None = None
    """From this day on the source is refused until somebody renews it."""
    robots_override_reason: str = ""
    """Why robots.txt is not obeyed here, with the decision's number; empty: it is obeyed."""
