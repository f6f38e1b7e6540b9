"""The small language that watchlists write phrases in, compiled to patterns.

A phrase is words between spaces, and::

    döda*        any ending
    *lärare      any beginning
    Provstad~    an ending of at most three letters: a genitive, a case
    (du|ni)      one of these; each may be several words
    <kill>       one of a named list
    word?        may be missing; after ) and > too
    …            up to three words between
    ^            at the beginning of a sentence
    {N}          where the person stands

It has no other wildcards, so a pattern takes linear time on hostile text. Phrases and the text
they are looked for in are both made `comparable`: case, accents and hidden characters vanish.
An Arabic word may carry a joined article or preposition.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final

from scanner.text.fold import Folded, bare, fold

NAME: Final = "\ue000"
"""Stands for each character of a mention of the person (a private-use character)."""

_SIGN: Final = re.compile(r"\{N\}|<[a-z_]+>|[()|?…^]|[^\s(){}<>|?…^]+")
_PLAIN: Final = re.compile(r"\*?\w[^\s(){}<>|?…^]*(?: \*?\w[^\s(){}<>|?…^]*)*")
"""Nothing but words: eight of ten phrases."""
_GAP: Final = rf"[^\w\n.!?{NAME}]{{1,4}}"
"""Between two words of a phrase: spaces, commas, quotes; never the end of a sentence."""
_BEGIN: Final = r"""(?:\A|(?<=[.!?:;,\n"'«»“”(])|(?<=[.!?:;,\n]\s)|(?<=[.!?:;,]\s["'«»“”]))"""
_ARABIC_LETTER: Final = "[\u0620-\u064a]"
_ARABIC: Final = re.compile(_ARABIC_LETTER)
_JOINED: Final = f"(?={_ARABIC_LETTER})(?:[وف]?(?:[بلك]|ال|بال|لل|كال)?)?"
"""Looks at the letter first: at each Latin word the rest took three quarters of a list's time."""
_ENDINGS: Final = {"*": r"\w*", "~": r"\w{0,3}"}
_SHORT: Final = 4
"""Letters of a word that takes no ending but the genitive."""
MOST_GAPS: Final = 4
"""Each multiplies the time that a hostile text can take: eight took 5.7 s on 1,000 words."""
DEEPEST: Final = 20
_NEVER: Final = r"(?!)"


def comparable(text: str) -> tuple[str, Folded]:
    """`text` as phrases see it, and the folding that leads back to the original."""
    folded = fold(text)
    return bare(folded.text), folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A phrase, or a part of one, as a regular expression without word boundaries around it."""

    source: str
    stems: frozenset[str]
    """Comparable text with none of these does not hold the part; of an empty set nothing is said.

    Looking for stems first spares nearly every pattern: 50 ms a post became 6.
    """


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Named lists of phrases that ``<name>`` refers to."""

    lists: Mapping[str, tuple[str, ...]]
    _read: dict[str, Part] = field(default_factory=dict, repr=False)
    """A list is read once: hundreds of phrases refer to the same few."""
    _phrases: dict[str, Part] = field(default_factory=dict, repr=False)

    def phrase(self, phrase: str) -> Part:
        """As `parse`, once for what is asked of a file's phrases: to be checked, then searched."""
        if phrase not in self._phrases:
            self._phrases[phrase] = parse(phrase, self)
        return self._phrases[phrase]

    def extended(self, name: str, phrases: tuple[str, ...]) -> "Words":
        """These and one more, which none of them refers to."""
        return Words({**self.lists, name: phrases}, dict(self._read))

    def part(self, name: str) -> Part:
        """Any phrase of a list. Raises `ValueError` where there is none of that name."""
        if name not in self._read:
            self._read[name] = self._any_of(name)
        return self._read[name]

    def _any_of(self, name: str) -> Part:
        if name not in self.lists:
            known = ", ".join(sorted(self.lists))
            raise ValueError(f"names the list <{name}>, which is not there. Known: {known}")
        # A list cannot hold itself: inside it only the other lists are known.
        others = Words({key: value for key, value in self.lists.items() if key != name})
        return _any_of(parse(phrase, others) for phrase in self.lists[name])


NO_WORDS: Final = Words({})


@cache
def compiled(source: str) -> re.Pattern[str]:
    """The pattern of a `source` that comes from a file, compiled at its first use and kept.

    The shipped watchlists' take seconds to compile, and a scan needs few of them.
    """
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class Wording:
    """Any of a file's phrases; travels as text, and is compiled where it is used."""

    source: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds them; of none, finds nothing."""
        return compiled(self.source)


def wording(phrases: Iterable[str], words: Words = NO_WORDS) -> Wording:
    """Any of `phrases`, which `words` keeps read. Raises `ValueError` that says what is wrong."""
    return Wording(_any([words.phrase(phrase).source for phrase in phrases]))


def plain(*texts: str) -> re.Pattern[str]:
    """A pattern that finds any of `texts` as they are or inflected; empty ones are left out.

    Provstads is Provstad and Provstadsbladet is not; of short words only the genitive counts.
    """
    return re.compile(plain_wording(*texts).source)


def plain_wording(*texts: str) -> Wording:
    """As `plain`, for what a file says."""
    quoted = [re.sub(r"[{}<>()|?…^*~]", " ", text).split() for text in texts]
    spoken = [parts for parts in quoted if any(map(str.isalnum, "".join(parts)))]
    phrases = [" ".join([*parts[:-1], with_endings(parts[-1])]) for parts in spoken]
    return Wording(source(phrases))


def source(phrases: Iterable[str]) -> str:
    """What a pattern for any of `phrases` is compiled from. Raises as `parse` does."""
    return _any([parse(phrase).source for phrase in phrases])


def _any(sources: Sequence[str]) -> str:
    return rf"(?<!\w)(?:{'|'.join(sources)})(?!\w)" if sources else _NEVER


def with_endings(word: str) -> str:
    """A phrase for a name and its inflections."""
    return f"{word}~" if len(word) > _SHORT else f"({word}|{word}s)"


@lru_cache(maxsize=4096)
def _word(word: str) -> Part:
    text = bare(fold(word.strip("*~")).text)
    begin = r"\w*" if word.startswith("*") else _JOINED if _ARABIC.match(text) else ""
    end = _ENDINGS.get(word[-1], "")
    return Part(source=begin + re.escape(text) + end, stems=frozenset({text}))


def parse(phrase: str, words: Words = NO_WORDS) -> Part:
    """Read one phrase. Raises `ValueError` that says what cannot be read."""
    if _PLAIN.fullmatch(phrase):
        return _in_a_row(phrase.split())
    signs = _SIGN.findall(phrase)
    if "".join(signs) != re.sub(r"\s", "", phrase):
        raise ValueError("holds a sign that phrases do not know; see the README beside it")
    if not signs or "…" in (signs[0], signs[-1]):
        raise ValueError("must begin and end with a word")
    if not phrase.strip("*~?…^() |"):
        raise ValueError("must hold a word: every text would hold this")
    if signs.count("…") > MOST_GAPS:
        raise ValueError(f"must not have more than {MOST_GAPS} times … in it")
    if _depth(signs) > DEEPEST:
        raise ValueError(f"must not have more than {DEEPEST} ( inside each other")
    rest = _Reader(signs, words)
    found = rest.sequence()
    if rest.signs:
        raise ValueError("has a ) or | that nothing opens")
    return found


def _in_a_row(words: Sequence[str]) -> Part:
    parts = [_word(word) for word in words]
    return Part(
        source=_GAP.join(part.source for part in parts),
        stems=_rarest(part.stems for part in parts),
    )


def _depth(signs: Iterable[str]) -> int:
    """How many ( stand inside each other at most."""
    return max(accumulate({"(": 1, ")": -1}.get(sign, 0) for sign in signs))


class _Reader:
    """Reads signs from the left, as the grammar above says."""

    def __init__(self, signs: list[str], words: Words) -> None:
        self.signs = signs
        self.words = words

    def sequence(self) -> Part:
        sources: list[str] = []
        needed: list[frozenset[str]] = []
        glue = ""  # nothing stands before the first word that must be there
        while self.signs and self.signs[0] not in ("|", ")"):
            sign = self.signs.pop(0)
            if sign in _JOINTS:
                sources.append(_JOINTS[sign])
                continue
            part, optional = self._item(sign)
            if optional:
                after = f"(?:{glue}{part.source})?" if glue else f"(?:{part.source}{_GAP})?"
                sources.append(after)
            else:
                sources.append(glue + part.source)
                needed.append(part.stems)
                glue = _GAP
        return Part(source="".join(sources), stems=_rarest(needed))

    def _item(self, sign: str) -> tuple[Part, bool]:
        part = self._atom(sign)
        optional = bool(self.signs) and self.signs[0] == "?"
        if optional:
            self.signs.pop(0)
        return part, optional

    def _atom(self, sign: str) -> Part:
        if sign == "{N}":
            return Part(source=rf"(?<!{NAME}){NAME}++\w{{0,2}}", stems=frozenset({NAME}))
        if sign.startswith("<"):
            return self.words.part(sign[1:-1])
        if sign == "(":
            return _any_of(self._choices())
        if sign == "?":
            raise ValueError("has a ? with nothing before it")
        return _word(sign)

    def _choices(self) -> Iterator[Part]:
        end = "|"
        while end == "|":
            yield self.sequence()
            if not self.signs:
                raise ValueError("has a ( that nothing closes")
            end = self.signs.pop(0)


_JOINTS: Final = {"…": rf"(?:{_GAP}\w+){{0,3}}", "^": _BEGIN}
"""Signs between words."""


def _any_of(choices: Iterable[Part]) -> Part:
    parts = tuple(choices)
    is_sure = all(part.stems for part in parts)
    return Part(
        source=f"(?:{'|'.join(part.source for part in parts)})",
        stems=frozenset().union(*(part.stems for part in parts)) if is_sure else frozenset(),
    )


def _rarest(needed: Iterable[frozenset[str]]) -> frozenset[str]:
    """Of words that must all be there, those that a text least often holds: the longest."""
    return max(needed, key=lambda stems: min(map(len, stems), default=0), default=frozenset())
