"""What the model of severity sees of a passage: its features, each with the words that show it.

A feature is a string; its first letters say its kind: `w` words in a row, `c` letters in a row
within a word, `k` concepts in order, `b` two concepts of one passage, `l` a hit of the lexicon, `d`
an exposed detail, `g` grammar and form. Every one counts once a passage, but for its places.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from scanner.assess.passage import HER, Passage, Word
from scanner.assess.severity.lexical import Hit
from scanner.model.assessment import ExposedDetail
from scanner.places.concepts import Found
from scanner.places.lexicon import Aim

WORDS: Final = 3
LETTERS: Final = (3, 5)
CONCEPTS: Final = 3
BREAKS: Final = frozenset(".\n…:;")


class Feature(NamedTuple):
    name: str
    first: int
    last: int
    """``passage.words[first:last]`` show it; none where it is of the whole."""


def features(
    passage: Passage, hits: Iterable[Hit], details: Iterable[ExposedDetail]
) -> Iterator[Feature]:
    """Every feature of a passage with every place where it is seen."""
    for first, last in _clauses(passage.words):
        yield from _words(passage.words, first, last)
    for at, word in enumerate(passage.words):
        for name in _letters(word.text):
            yield Feature(name, at, at + 1)
    yield from concepts(passage)
    yield from _hits(passage, hits)
    yield from (Feature(f"d:{one.kind} {one.setting}", 0, 0) for one in details)
    yield from _form(passage)


def _clauses(words: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """From break to break."""
    first = 0
    for at, word in enumerate(words):
        if word.text in BREAKS:
            yield first, at
            first = at + 1
    yield first, len(words)


def _words(words: tuple[Word, ...], first: int, last: int) -> Iterator[Feature]:
    for length in range(1, WORDS + 1):
        for start in range(first, last - length + 1):
            run = words[start : start + length]
            yield Feature("w:" + " ".join(word.text for word in run), start, start + length)


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


def concepts(passage: Passage) -> Iterator[Feature]:
    """Concepts in order, unknown words skipped, sentence by sentence; and pairs of them."""
    found = _with_tokens(passage)
    for first, last in _clauses(passage.words):
        run = [one for one in found if first <= one.start < last]
        for length in range(1, CONCEPTS + 1):
            for start in range(len(run) - length + 1):
                part = run[start : start + length]
                name = " ".join(one.concept for one in part)
                yield Feature(f"k:{name}", part[0].start, part[-1].end)
        yield from _pairs(run)


def _pairs(run: list[Found]) -> Iterator[Feature]:
    """Two concepts of one sentence, in whatever order and however far apart."""
    first_of = {one.concept: one for one in reversed(run)}
    names = sorted(first_of)
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            found = sorted((first_of[one], first_of[other]), key=lambda each: each.start)
            yield Feature(f"b:{one} {other}", found[0].start, found[1].end)


def _with_tokens(passage: Passage) -> list[Found]:
    tokens = [
        Found(word.text[1:-1], at, at + 1)
        for at, word in enumerate(passage.words)
        if word.text[0] == "<"
    ]
    return sorted([*passage.concepts, *tokens], key=lambda one: one.start)


def _hits(passage: Passage, hits: Iterable[Hit]) -> Iterator[Feature]:
    for hit in hits:
        first, last = passage.places(hit.start, hit.end)
        if first < last:
            weight = "full" if hit.phrase.weight >= 1 else "weak"
            told = " told" if hit.told else ""
            quoted = " quoted" if hit.quoted else ""
            aim = Aim.SUPPORT if hit.phrase.aim is Aim.SUPPORT else weight
            yield Feature(f"l:{hit.phrase.tier.name} {aim}{told}{quoted}", first, last)


def _form(passage: Passage) -> Iterator[Feature]:
    texts = [word.text for word in passage.words]
    if "\n" in texts:
        yield Feature("g:several lines", 0, 0)
    if "?" in texts:
        yield Feature("g:asks", 0, 0)
    if texts.count("!") >= 2:
        yield Feature("g:exclaims", 0, 0)
    if '"' in texts or "«" in texts or "”" in texts or "“" in texts:
        yield Feature("g:quotes", 0, 0)
    words = sum(text[0].isalnum() for text in texts)
    yield Feature(f"g:words {min(words // 8, 6)}", 0, 0)
    if texts and texts[0] == HER:
        yield Feature("g:her first", 0, 1)
    if texts and [text for text in texts if text[0].isalnum() or text == HER][-1:] == [HER]:
        yield Feature("g:her last", len(texts) - 1, len(texts))
    if HER not in texts:
        yield Feature("g:without her", 0, 0)
    for one, other in pairwise(texts):
        if other == HER and one in {",", "?", "!"}:
            yield Feature("g:called on", 0, 0)
    yield Feature("g:any", 0, 0)
