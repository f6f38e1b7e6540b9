"""What both judgements see of the words of a passage, each with the words that show it.

A trait is a string; its first letters say its kind: `w` words in a row, `c` letters in a row within
a word, `k` concepts in order, `b` two concepts of one sentence. Every one counts once a passage,
but for its places.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from scanner.assess.passage import Passage, Word
from scanner.places.concepts import Found

WORDS: Final = 3
LETTERS: Final = (3, 5)
CONCEPTS: Final = 3
BREAKS: Final = frozenset(".\n…:;")


class Trait(NamedTuple):
    """A feature of a linear model."""

    name: str
    first: int
    last: int
    """``passage.words[first:last]`` show it; none where it is of the whole."""


def wording(passage: Passage) -> Iterator[Trait]:
    """Every trait of a passage's words with every place where it is seen."""
    for first, last in _clauses(passage.words):
        yield from _words(passage.words, first, last)
    for at, word in enumerate(passage.words):
        for name in _letters(word.text):
            yield Trait(name, at, at + 1)
    yield from concepts(passage)


def _clauses(words: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """From break to break."""
    first = 0
    for at, word in enumerate(words):
        if word.text in BREAKS:
            yield first, at
            first = at + 1
    yield first, len(words)


def _words(words: tuple[Word, ...], first: int, last: int) -> Iterator[Trait]:
    for length in range(1, WORDS + 1):
        for start in range(first, last - length + 1):
            run = words[start : start + length]
            yield Trait("w:" + " ".join(word.text for word in run), start, start + length)


@lru_cache(maxsize=65536)
def _letters(word: str) -> tuple[str, ...]:
    """Letters in a row of a word, with `_` for its ends."""
    if word.startswith("<") or not word[0].isalnum():
        return ()
    padded = f"_{word}_"
    return tuple(
        f"c:{padded[start : start + length]}"
        for length in range(LETTERS[0], LETTERS[1] + 1)
        for start in range(len(padded) - length + 1)
    )


def concepts(passage: Passage) -> Iterator[Trait]:
    """Concepts in order, unknown words skipped, sentence by sentence; and pairs of them."""
    found = _with_tokens(passage)
    for first, last in _clauses(passage.words):
        run = [one for one in found if first <= one.start < last]
        for length in range(1, CONCEPTS + 1):
            for start in range(len(run) - length + 1):
                part = run[start : start + length]
                name = " ".join(one.concept for one in part)
                yield Trait(f"k:{name}", part[0].start, part[-1].end)
        yield from _pairs(run)


def _pairs(run: list[Found]) -> Iterator[Trait]:
    """Two concepts of one sentence, in whatever order and however far apart."""
    first_of = {one.concept: one for one in reversed(run)}
    names = sorted(first_of)
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            found = sorted((first_of[one], first_of[other]), key=lambda each: each.start)
            yield Trait(f"b:{one} {other}", found[0].start, found[1].end)


def _with_tokens(passage: Passage) -> list[Found]:
    tokens = [
        Found(word.text[1:-1], at, at + 1)
        for at, word in enumerate(passage.words)
        if word.text[0] == "<"
    ]
    return sorted([*passage.concepts, *tokens], key=lambda one: one.start)
