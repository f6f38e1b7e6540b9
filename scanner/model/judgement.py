"""What was said of a finding, kept for the next time: is it her, and what stood on its page."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from scanner.model.ids import FindingId, PersonId
from scanner.model.personal import Personal


class Speaker(StrEnum):
    HERSELF = "herself"
    OFFICER = "officer"


class SignKind(StrEnum):
    """What two pages may share: where they stand, or what tells one person from another."""

    THREAD = "thread"
    """The page, whichever of its numbered parts."""
    SECTION = "section"
    """The folder that the page lies in."""
    HOST = "host"
    AUTHOR = "author"
    """Who wrote the post, by a keyed hash: it tells that two are one, and nobody's name."""
    OTHER_NAME = "other_name"
    """A middle name or second surname that she did not enter."""
    YEAR = "year"
    """A year of birth that is not hers."""
    OCCUPATION = "occupation"
    TOWN = "town"
    LIFE = "life"
    """Another walk of life: sport, arts, trade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    kind: SignKind
    value: Personal
    """In lower case and plain letters; of a place its address."""


MOST_SIGNS: Final = 24
"""Of one finding: its copies may stand on many sites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Somebody's word on one finding."""

    is_her: bool
    by: Speaker
    at: datetime
    signs: tuple[Sign, ...]
    is_private: bool = False
    """Of what stands on her own page alone: it counts, and no reason shown to anybody tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptJudgement:
    person_id: PersonId
    finding_id: FindingId
    """What was judged; it may be gone by now."""
    judgement: Judgement
