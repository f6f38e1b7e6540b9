"""What an assessment may lean on besides the page and the person.

What an operator may change (sources, organisation, lexicons, policy) is handed in. Fitted tables
are not: they ship with the code, are as constant as it is, and are read at first use
(`identify.weights`, `story.weights`, `bearers.table`, `severity.weights.table`). The thinking
rooms' import contract forbids network, clock and chance; `importlib.resources` is none of them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from scanner.assess.own_post import KeyedHash
from scanner.assess.policy import POLICY, Policy
from scanner.model.judgement import Judgement
from scanner.places.lexicon import Lexicon, load_lexicons
from scanner.places.organisation import Organisation, load_organisation
from scanner.places.sources import Source, SourceClass


@cache
def shipped_lexicons() -> tuple[Lexicon, ...]:
    """The lexicons that the product brings, read once."""
    return load_lexicons()


@cache
def shipped_organisation() -> Organisation:
    """The words that the product brings, which know no municipality; read once."""
    return load_organisation()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessContext:
    """Everything but `now` may be left out."""

    now: datetime
    """Aware, UTC."""
    source: Source | None = None
    copies: int = 0
    """How many other copies of the post are known."""
    thread: tuple[str, ...] = ()
    """Texts around the post that are not on its page: the thread's first post, its title. For who
    calls `assess` as a library; the scan has nothing but the page that it fetched."""
    judgements: tuple[Judgement, ...] = ()
    """What was said of her other findings, in any order."""
    keyed_hash: KeyedHash | None = field(default=None, repr=False)
    """To recognise her user name as a post's author; without it no post is taken for her own."""
    policy: Policy = POLICY
    organisation: Organisation = field(default_factory=shipped_organisation)
    lexicons: tuple[Lexicon, ...] = field(default_factory=shipped_lexicons)

    @property
    def is_supplied(self) -> bool:
        return self.source is not None and self.source.is_supplied

    @property
    def source_class(self) -> SourceClass | None:
        return self.source.source_class if self.source else None
