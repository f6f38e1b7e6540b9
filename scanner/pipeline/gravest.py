"""Where to look first on a page that names somebody so often that the time may run out.

Whoever writes it may put a name a hundred thousand times before the threat. Counting off would be
a place to hide, so what holds words of a threat or a call goes first, wherever it stands.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, TypeVar

from scanner.model.assessment import SeverityTier
from scanner.model.document import Document
from scanner.model.mention import REACH, Mention
from scanner.places.lexicon import Lexicon
from scanner.places.phrases import comparable
from scanner.places.stems import Stems

T = TypeVar("T")

STRETCH: Final = 20_000
"""Characters looked through at a time: some half a second if it is names from end to end."""

MARGIN: Final = 2 * REACH
"""Characters beside a stretch that are read along: a name and all that tells it from others."""

BLOCK: Final = 500
"""Characters that are searched for grave words at a time, around the mentions alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a document that is looked through at a time."""

    piece: tuple[int, int]
    """The post that it lies in, or what stands between posts."""
    start: int
    end: int
    read: tuple[int, int]
    """What is read for it."""


def grave_words(lexicons: Iterable[Lexicon]) -> Stems:
    """Words that threats and calls to act are made with, as `comparable` text has them."""
    return Stems(
        stem
        for lexicon in lexicons
        for phrase in lexicon.phrases
        if phrase.tier >= SeverityTier.T3
        for stem in phrase.stems
    )


def gravest_first(many: Sequence[T], text_of: Callable[[T], str], words: Stems) -> Sequence[T]:
    """`many`, those with the most different `words` first; one alone is not looked at for it."""
    if len(many) < 2:
        return many

    def gravity(one: T) -> int:
        text = comparable(text_of(one))[0]
        return -len(words.within(text))

    return sorted(many, key=gravity)


def gravest_lots_first(
    lots: Sequence[T],
    mentions_of: Callable[[T], Iterable[Mention]],
    text: str,
    words: Stems,
) -> Sequence[T]:
    """`lots`, those first whose gravest mention has the most different `words` around it.

    Every block of the text is searched once at most, however many are named in it.
    """
    if len(lots) < 2:
        return lots

    @cache
    def around(block: int) -> int:
        start = block * BLOCK
        near = comparable(text[max(start - REACH, 0) : start + BLOCK + REACH])[0]
        return len(words.within(near))

    def gravity(lot: T) -> int:
        return -max(around(mention.start // BLOCK) for mention in mentions_of(lot))

    return sorted(lots, key=gravity)


def stretches(document: Document) -> Iterator[Stretch]:
    """The whole document, piece by piece."""
    for low, high in _pieces(document):
        for start, end in pairwise([*range(low, high, STRETCH), high]):
            read = max(low, start - MARGIN), min(high, end + MARGIN)
            yield Stretch(piece=(low, high), start=start, end=end, read=read)


def _pieces(document: Document) -> Iterator[tuple[int, int]]:
    """Where each post stands, and what stands between posts."""
    done = 0
    for post in document.posts:
        yield done, post.start
        yield post.start, post.end
        done = post.end
    yield done, len(document.text)
