"""What a person handles: one enrolled person exposed in one post, wherever copies of it stand."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from scanner.model.assessment import Assessment, Level
from scanner.model.ids import (
    Address,
    CaseReference,
    ClusterId,
    FindingId,
    PersonId,
    Sha256,
    SourceId,
)
from scanner.model.judgement import Sign
from scanner.model.personal import Personal


class Change(StrEnum):
    """What the latest look at a finding brought."""

    NEW = "new"
    WORSE = "worse"
    """A higher level, details that were not there before, or new words after a "not her"."""
    SEEN_AGAIN = "seen_again"
    MISSING = "missing"
    """Looked for once and not found."""
    GONE = "gone"
    """Not found at a second look at least a day later."""


class Verdict(StrEnum):
    UNJUDGED = "unjudged"
    HER = "her"
    """An officer says so."""
    NOT_HER = "not_her"
    """An officer says so."""
    SET_ASIDE = "set_aside"
    """She says herself that it is somebody else."""


ABOUT_ANOTHER: Final = frozenset({Verdict.NOT_HER, Verdict.SET_ASIDE})


class PlaceState(StrEnum):
    SEEN = "seen"
    MISSING = "missing"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One address where a finding's post stands or stood."""

    source_id: SourceId
    address: Address
    """Of the page that was read."""
    post_key: str
    """The page's own id of the post, or '' where the page is the post."""
    state: PlaceState
    first_seen: datetime
    last_seen: datetime
    missing_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Her words in context: at most 300 characters on either side of the mention."""

    text: Personal
    spans: tuple[tuple[int, int], ...]
    """Where she stands in `text`."""
    language: str
    posted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A sample of the word shingles of a text (FracMinHash): tells copies, not content."""

    scale: int
    """Every hash below 2**64 / scale is kept; a power of two."""
    hashes: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """One post and its copies. Its id is fixed at first sight."""

    cluster_id: ClusterId
    first_seen: datetime
    sketch: Sketch
    anchors: tuple[tuple[Address, str], ...]
    """(page address, post key) wherever the post was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A person exposed in a post, as seen just now."""

    person_id: PersonId
    cluster_id: ClusterId
    source_id: SourceId
    address: Address
    post_key: str
    seen_at: datetime
    assessment: Assessment
    excerpt: Excerpt
    evidence_sha256: Sha256
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Key: (person_id, cluster_id)."""

    finding_id: FindingId
    person_id: PersonId
    cluster_id: ClusterId
    case_reference: CaseReference
    change: Change
    changed_at: datetime
    verdict: Verdict
    assessment: Assessment
    """The worst so far; only an officer lowers it."""
    detail_version: int
    """Grows by one each time new details are exposed."""
    excerpt: Excerpt
    places: tuple[Place, ...]
    """The original first."""
    evidence_sha256: tuple[Sha256, ...]
    first_seen: datetime
    last_seen: datetime
    words: Sketch = Sketch(scale=1, hashes=frozenset())
    """Of all that was shown of it so far: what a verdict was given on."""
    reopened: int = 0
    """How often a verdict was overtaken by what was seen later."""
    is_claimed: bool = False
    """True where she says herself that it is her; an officer judges all the same."""

    signs: tuple[Sign, ...] = ()
    """What other pages may share with those where it was seen."""

    @property
    def is_about_another(self) -> bool:
        """True where somebody who may say so said that it is not her."""
        return self.verdict in ABOUT_ANOTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEvent:
    """That a look at a finding brought something."""

    at: datetime
    change: Change
    level: Level
