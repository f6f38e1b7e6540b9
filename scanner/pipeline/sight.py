"""What goes to the worker that looks for people. Apart from it: a scan begins without its tools."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from scanner.model.consent import Profile
from scanner.model.document import Document
from scanner.model.exposure import Lot
from scanner.model.finding import Finding
from scanner.model.ids import Address, PersonId
from scanner.model.judgement import KeptJudgement
from scanner.model.mention import Mention, Tier
from scanner.model.person import DetailKind, WatchedPerson
from scanner.places.lexicon import Lexicon
from scanner.places.organisation import Organisation
from scanner.places.sources import Source

AT_ONCE: Final = 25
"""Mentions of one person assessed together: each costs up to 60 ms; time is looked at between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All that a worker must know of who is looked for, and of the words to judge by."""

    people: tuple[WatchedPerson, ...]
    detail_keys: dict[DetailKind, bytes] = field(repr=False)
    """The index key of each kind of detail."""
    seed: int
    """Random, so that nobody can craft texts that collide in the index."""
    canaries: frozenset[PersonId] = frozenset()
    """Those of `people` who are invented, and stand on test pages alone."""
    organisation: Organisation
    lexicons: tuple[Lexicon, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which lots of mentions a round judges: the gravest of what is left, as far as time goes."""

    at_once: int = AT_ONCE
    """Mentions in a lot."""
    done: frozenset[Lot] = frozenset()
    skipped: int = 0
    """Lots, the gravest first, that were too slow even alone."""
    is_one: bool = False
    """Judge one lot and no more."""


WHOLE: Final = Part()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a visit brought to look at."""

    document: Document
    """As the fast parser read it."""
    cut: Document | None
    """The same page cut into posts; None where it could not be."""
    mentions: tuple[Mention, ...]
    """What `find` found in `document`."""
    address: Address
    """As it was asked for."""
    source: Source
    now: datetime
    known: tuple[Finding, ...]
    """The findings that the page had before."""
    judgements: tuple[KeptJudgement, ...] = ()
    """What was said of findings, anywhere, of the people named."""
    part: Part = WHOLE
    canary: PersonId | None = None
    """Look for this invented person and for nobody else; None: for everybody but those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hers:
    """What must not leave for a second reader of one person."""

    profile: Profile
    handles: frozenset[bytes]
    """Keyed hashes of her user names."""
    handle_key: bytes = field(repr=False)


def people_of(mentions: Iterable[Mention]) -> frozenset[PersonId]:
    """Who is named or shown. A detail without a name is nobody's: it may be an earlier owner's
    number."""
    return frozenset(mention.person_id for mention in names(mentions))


def names(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Those that may mean somebody by themselves: names and photos."""
    return (
        mention
        for mention in mentions
        if mention.tier is not Tier.KNOWN_DETAIL or mention.detail is DetailKind.PHOTO
    )


def is_shown_only(mentions: Iterable[Mention]) -> bool:
    """True where a photo stands there and no name of hers."""
    return all(mention.tier is Tier.KNOWN_DETAIL for mention in mentions)
