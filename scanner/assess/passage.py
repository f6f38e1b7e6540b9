"""The passages that speak of her: the words around her name, as the model of severity sees them.

Words of religion, origin and language are gone; her name, numbers, times and details are tokens, so
that no weight can hang on who she is or which number it is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from operator import attrgetter
from typing import Final

from scanner.assess.scene import Scene, Window
from scanner.identifiers.candidate import Candidate
from scanner.identifiers.kinds import find_folded
from scanner.identifiers.phone import is_mobile_number
from scanner.model.person import DetailKind
from scanner.places.concepts import Found, Vocabulary
from scanner.places.lexicon import Lexicon
from scanner.places.phrases import NAME

BEFORE: Final = 60
AFTER: Final = 90
"""Words before and after her name that a passage holds: comments are shorter, and a long article
neither drowns a threat nor collects one."""

CLOSE: Final = 30
"""Words, with signs, of a closer look at a longer passage: what most posts hold."""

LEAST: Final = 3
ENDS: Final = frozenset(".!?\n…")

SWEDISH: Final = "sv"
FAITH: Final = frozenset(("god", "pray"))
HER: Final = "<her>"

_TOKEN: Final = re.compile(
    rf"(?P<her>{NAME}+)"
    r"|(?P<time>(?:kl\.?|klockan|at)?\s?\d{1,2}[:.]\d{2}\b(?!\.\d)|\bkl\.?\s\d{1,2}\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*(?!\w))"
    r"|(?P<word>[^\W_]+(?:['*@$!](?=[^\W_])[^\W_]+)*)"
    r"|(?P<sign>[\u203c\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff?!\"«»“”„]|[.\n…:;]+)"
)


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    """Comparable, or one of the tokens in angle brackets."""
    start: int
    end: int
    """In the window's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words around one or more mentions of her."""

    window: Window
    words: tuple[Word, ...] = field(repr=False)
    concepts: tuple[Found, ...] = field(repr=False)
    """By places in `words`."""
    language: str
    """Of the lexicon that knows most of the words."""
    where: tuple[int, ...] = field(repr=False)
    """Places in `words` of those that a place begins with: outside, by, at."""
    meanings: Mapping[str, str] = field(repr=False)
    """What concepts are called in Swedish."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where ``words[first:last]`` stand in the document."""
        return self.window.span(self.words[first].start, self.words[last - 1].end)

    def closer(self) -> Iterator["Passage"]:
        """Runs of its sentences of at most `CLOSE` words, where it is longer than that.

        The next one begins half of that further on: a call stands with what goes before it.
        """
        sentences = list(self._sentences()) if len(self.words) > CLOSE else []
        at, reached, following = 0, 0, 0
        for first, last in sentences:
            while at < len(sentences) and sentences[at][1] <= max(last, first + CLOSE):
                at += 1
            if first >= following or last > reached:
                reached, following = sentences[at - 1][1], first + CLOSE // 2
                yield self._part(first, reached)

    def _sentences(self) -> Iterator[tuple[int, int]]:
        """From where to where sentences reach; what has fewer words than `LEAST` is no sentence."""
        first, count = 0, 0
        for at, word in enumerate(self.words):
            count += word.text[0] not in ENDS
            if word.text[0] in ENDS and count >= LEAST:
                yield from _in_parts(first, at + 1)
                first, count = at + 1, 0
        yield from _in_parts(first, len(self.words))

    def _part(self, first: int, last: int) -> "Passage":
        return replace(
            self,
            words=self.words[first:last],
            concepts=tuple(
                one._replace(start=one.start - first, end=one.end - first)
                for one in self.concepts
                if first <= one.start and one.end <= last
            ),
            where=tuple(at - first for at in self.where if first <= at < last),
        )

    def gloss(self, first: int, last: int) -> str:
        """What ``words[first:last]`` mean in Swedish, concept by concept; '' of Swedish words."""
        if self.language == SWEDISH:
            return ""
        found = (one.concept for one in self.concepts if first <= one.start < last)
        return " … ".join(dict.fromkeys(self.meanings.get(one, one) for one in found))

    def places(self, start: int, end: int) -> tuple[int, int]:
        """Which of `words` stand in ``document.text[start:end]``: from and to; equal if none."""
        first = bisect_right(self.words, start, key=lambda word: self._span(word)[1])
        last = bisect_left(self.words, end, key=lambda word: self._span(word)[0])
        return first, max(first, last)

    def _span(self, word: Word) -> tuple[int, int]:
        return self.window.span(word.start, word.end)


def _in_parts(first: int, last: int) -> Iterator[tuple[int, int]]:
    """A sentence; one without end in parts: words joined by "and" drown no threat."""
    step = CLOSE // 2 if last - first > CLOSE else CLOSE
    yield from ((start, min(start + step, last)) for start in range(first, last, step))


def passages(scene: Scene, lexicons: tuple[Lexicon, ...]) -> Iterator[Passage]:
    """Every passage, in order; none overlaps another by more than `BEFORE` words."""
    speech = _speech_of(lexicons)
    for window in scene.windows:
        words = [word for word in _words(window) if not speech.is_silent(word.text)]
        for first, last in _reaches(words):
            chosen = words[first:last]
            concepts, language = speech.concepts(chosen)
            yield Passage(
                window=window,
                words=tuple(_without_faith(chosen, concepts)),
                concepts=tuple(one for one in concepts if one.concept not in FAITH),
                language=language,
                where=tuple(at for at, word in enumerate(chosen) if speech.is_where(word.text)),
                meanings=speech.meanings,
            )


def lives(passage: Passage, lexicons: tuple[Lexicon, ...]) -> tuple[Found, ...]:
    """What its words tell of somebody's life, by places in ``passage.words``."""
    return _speech_of(lexicons).lives(passage.words)


def is_silent(word: str, lexicons: tuple[Lexicon, ...]) -> bool:
    """True for a comparable word of religion, origin, nationality or language."""
    return _speech_of(lexicons).is_silent(word)


def _without_faith(words: Sequence[Word], concepts: Iterable[Found]) -> list[Word]:
    """Words of God and prayer, whosesoever, as one token each: no faith's own words count."""
    masked = list(words)
    for one in concepts:
        if one.concept in FAITH:
            for at in range(one.start, one.end):
                masked[at] = replace(words[at], text=f"<{one.concept}>")
    return masked


def _reaches(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """From where to where passages reach: each around the first name that the last one left."""
    done = 0
    for at, word in enumerate(words):
        if word.text == HER and at >= done:
            done = at + AFTER
            yield max(0, at - BEFORE), done
    if not done:  # only a detail of hers stands here
        yield 0, AFTER


def _words(window: Window) -> Iterator[Word]:
    details = [(one, _kind(one)) for one in find_folded(window.folded) if one.sure]
    for match in _TOKEN.finditer(window.text):
        start, end = window.folded.span(*match.span()) if details else (0, 0)
        over = next((kind for one, kind in details if one.start < end and start < one.end), None)
        yield Word(f"<{over}>" if over else _shown(match), *match.span())


def _kind(one: Candidate) -> str:
    """What a detail is called; a mobile telephone is carried home, others mostly are not."""
    is_mobile = one.kind is DetailKind.PHONE and is_mobile_number(one.normal.reveal())
    return "mobile" if is_mobile else one.kind.value


def _shown(match: re.Match[str]) -> str:
    if match.lastgroup == "sign":
        return match[0][0]
    return match[0] if match.lastgroup == "word" else f"<{match.lastgroup}>"


class _Speech:
    """What lexicons say of single words."""

    def __init__(self, lexicons: tuple[Lexicon, ...]) -> None:
        self._vocabularies = {
            language: Vocabulary([one.concepts for one in lexicons if one.language == language])
            for language in dict.fromkeys(one.language for one in lexicons if one.concepts)
        }
        self._lives = {
            language: Vocabulary([one.lives for one in lexicons if one.language == language])
            for language in dict.fromkeys(one.language for one in lexicons if one.lives)
        }
        self.meanings = {
            concept: entries[0].strip("*")
            for one in lexicons
            for concept, entries in one.concepts.items()
            if one.language == SWEDISH
        }
        self._silent = Vocabulary([{"silent": one.silent} for one in lexicons])
        where = Vocabulary([{"where": one.where} for one in lexicons])
        self.is_where = lru_cache(maxsize=65536)(where.knows)
        self.is_silent = lru_cache(maxsize=65536)(self._silent.knows)

    def concepts(self, words: Sequence[Word]) -> tuple[tuple[Found, ...], str]:
        """Concepts in order of place, and the language that knows most of the words."""
        return _meant(words, self._vocabularies)

    def lives(self, words: Sequence[Word]) -> tuple[Found, ...]:
        """What is told of lives, in order of place."""
        return _meant(words, self._lives)[0]


def _meant(
    words: Sequence[Word], vocabularies: Mapping[str, Vocabulary]
) -> tuple[tuple[Found, ...], str]:
    """What is found in order of place, and the language that knows most of the words, by letters.

    A word that two languages have means what it means in the one that knows more of these words;
    the others are asked for what that one does not know.
    """
    texts = [word.text for word in words]
    found = [(language, tuple(one.found(texts))) for language, one in vocabularies.items()]
    found.sort(key=lambda each: _letters(each[1], texts), reverse=True)
    taken = [False] * len(words)
    kept: list[Found] = []
    for _, each in found:
        free = [one for one in each if not any(taken[one.start : one.end])]
        for one in free:
            taken[one.start : one.end] = [True] * (one.end - one.start)
        kept += free
    return tuple(sorted(kept, key=attrgetter("start"))), found[0][0] if found else ""


def _letters(found: Iterable[Found], texts: Sequence[str]) -> int:
    """How many letters the words have that mean something."""
    places = {at for one in found for at in range(one.start, one.end)}
    return sum(len(texts[at]) for at in places)


@cache
def _speech_of(lexicons: tuple[Lexicon, ...]) -> _Speech:
    return _Speech(lexicons)
