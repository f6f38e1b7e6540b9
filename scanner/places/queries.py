"""What search providers are asked: words of a campaign, hashtags, municipalities. Never a name.

One file each in ``watchlists/queries``. What comes back is read once and looked through here: so
nobody outside learns who is watched.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scanner.config.strict import Problem
from scanner.model.ids import SourceId
from scanner.places.shelf import Shelf, read_shelf
from scanner.places.sources import Source

MOST_QUESTIONS: Final = 100
"""Of one file: each costs a provider, and money."""
LONGEST: Final = 200
"""Characters of one question; providers take some 400."""

_DETAIL: Final = re.compile(r"@\w|\d(?:[\s-]?\d){5}")
"""A mailbox, or as many digits as a telephone or identity number has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a provider is asked, once a cadence."""

    text: str
    language: str
    """BCP 47; '' for any."""
    sources: tuple[SourceId, ...]
    """The search sources that are asked; empty: all."""

    def is_for(self, source: Source) -> bool:
        return not self.sources or source.source_id in self.sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    query_id: str
    words: tuple[str, ...]
    """Words of a campaign and hashtags; each is asked for by itself."""
    municipalities: tuple[str, ...] = ()
    """Each word is asked for with each of them; empty: alone."""
    language: str = ""
    """BCP 47, of what is looked for; empty: any."""
    sources: tuple[SourceId, ...] = ()
    """Ids of the search sources that are asked; empty: all."""

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(
            Question(text=f"{word} {town}".strip(), language=self.language, sources=self.sources)
            for word in self.words
            for town in self.municipalities or ("",)
        )


def load_queries(folders: Sequence[Path]) -> tuple[Query, ...]:
    """The queries of watchlist `folders`, sorted by id. `UsageError` names file and line of
    everything that is wrong."""
    return read_shelf(folders, SHELF)


def problems(query: Query) -> Iterator[Problem]:
    """What a query's fields alone cannot show."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", query.query_id):
        yield Problem(
            place=("query_id",),
            sentence='"query_id" must be lower-case letters, digits and single hyphens.',
        )
    if not query.words:
        yield Problem(place=("words",), sentence='"words" must not be empty.')
    for key in ("words", "municipalities"):
        yield from _unfit(key, getattr(query, key))
    if len(query.questions) > MOST_QUESTIONS:
        yield Problem(
            place=("words",),
            sentence=f"These are {len(query.questions)} questions; {MOST_QUESTIONS} are the most.",
        )


def _unfit(key: str, texts: Iterable[str]) -> Iterator[Problem]:
    for index, text in enumerate(texts):
        if not text.strip() or len(text) > LONGEST or not text.isprintable():
            sentence = f"must be some words, {LONGEST} characters at most."
        elif _DETAIL.search(text):
            sentence = "holds a mailbox or a number: a provider must learn nothing of a person."
        else:
            continue
        yield Problem(place=(key, index), sentence=f'"{key}[{index + 1}]" {sentence}')


SHELF: Final = Shelf(name="queries", kind=Query, key="query_id", rules={}, check=problems)
