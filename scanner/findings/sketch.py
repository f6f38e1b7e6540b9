"""Tells copies of a text: a FracMinHash sample of its word shingles, and how two samples agree.

FracMinHash keeps every shingle whose hash falls below a fixed share of the hash space, so that
samples of texts of different length stay comparable, and containment can be read off them
(Irber et al. 2022, "Lightweight compositional analysis of metagenomes with FracMinHash").
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from typing import Final

from scanner.model.document import Block, BlockKind, Document, Post
from scanner.model.finding import Sketch
from scanner.text.fold import fold

SHINGLE: Final = 4
"""Words in a shingle."""

MOST_HASHES: Final = 4096
"""A sketch's size. A post or article is kept whole (scale 1); only longer pages are sampled."""

MOST_WORDS: Final = 100_000
"""Words read of one text. A page padded beyond that is only harder to recognise as a copy."""

_WORD: Final = re.compile(r"\w+")
_HASH_SPACE: Final = 1 << 64


def sketch(text: str) -> Sketch:
    """The sketch of a text. A text without a single word has no hashes and is like nothing."""
    hashes = frozenset(_hash(shingle) for shingle in _shingles(text))
    scale = 1
    while len(hashes) > MOST_HASHES:
        scale *= 2
        hashes = _below(hashes, scale)
    return Sketch(scale=scale, hashes=hashes)


def own_words(document: Document, post: Post | None) -> str:
    """What a post (None: the page) says in its own words.

    Quotes are left out, for two answers that quote one text are not copies of it; so is what only
    browsers and search engines read, for a mirror seldom copies that. Where nothing else is said,
    these words count after all.
    """
    whole = Block(kind=BlockKind.BODY, start=0, end=len(document.text))
    start, end = (post.start, post.end) if post else (whole.start, whole.end)
    inside = [b for b in document.blocks or (whole,) if b.start < end and start < b.end]
    spoken = [b for b in inside if b.kind in (BlockKind.BODY, BlockKind.HEADING)]
    words = _text_of(document, spoken, start, end)
    return words if _WORD.search(words) else _text_of(document, inside, start, end)


def containment(part: Sketch, whole: Sketch) -> float:
    """Share of the shingles of `part` that stand in `whole`, 0 to 1. 0 where `part` has none."""
    ours, theirs = _comparable(part, whole)
    return len(ours & theirs) / len(ours) if ours else 0.0


def resemblance(one: Sketch, other: Sketch) -> float:
    """Share of all shingles of two texts that both have (Jaccard), 0 to 1. 0 where none is."""
    ours, theirs = _comparable(one, other)
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def common_size(one: Sketch, other: Sketch) -> int:
    """Hashes of the smaller of two samples once they are comparable: what a share rests on."""
    return min(map(len, _comparable(one, other)))


def _text_of(document: Document, blocks: Iterable[Block], start: int, end: int) -> str:
    return "\n".join(document.text[max(b.start, start) : min(b.end, end)] for b in blocks)


def _shingles(text: str) -> Iterator[str]:
    """Shingles never cross a line, so that menus and buttons, one short line each, leave none.

    Without that two posts on one site would look alike by what stands around them.
    """
    lines = [_WORD.findall(fold(line).text) for line in text.splitlines()]
    found = islice(_shingles_of_lines(lines), MOST_WORDS)
    first = next(found, None)
    if first is not None:
        yield first
        yield from found
    elif whole := " ".join(word for line in lines for word in line):
        yield whole


def _shingles_of_lines(lines: Iterable[list[str]]) -> Iterator[str]:
    for words in lines:
        for at in range(len(words) - SHINGLE + 1):
            yield " ".join(words[at : at + SHINGLE])


def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest())


def _comparable(one: Sketch, other: Sketch) -> tuple[frozenset[int], frozenset[int]]:
    scale = max(one.scale, other.scale)
    ours = one.hashes if one.scale == scale else _below(one.hashes, scale)
    theirs = other.hashes if other.scale == scale else _below(other.hashes, scale)
    return ours, theirs


def _below(hashes: frozenset[int], scale: int) -> frozenset[int]:
    return frozenset(h for h in hashes if h < _HASH_SPACE // scale)
