"""How well a word in Arabic, Cyrillic, Hebrew or Greek letters renders a Latin name, in bits.

Each Latin letter is written as none, one or two native letters, with a probability that depends
on the letter itself, the next one and the one before. All ways to share a word among the letters
of a name are added up; what any word of that script would get is taken off. The weights are
estimated from pairs of names by `scanner.bench.fit.scripts`.
"""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from math import inf, log2, prod
from operator import add
from typing import Final, NamedTuple

from scanner.match.letters import ARABIC, CYRILLIC, GREEK, HEBREW, LETTERS, table
from scanner.match.row import LONGEST
from scanner.match.somali import as_others_write
from scanner.text.fold import bare


class Script(StrEnum):
    """A script in which Latin names are rendered."""

    ARABIC = "arabic"
    CYRILLIC = "cyrillic"
    HEBREW = "hebrew"
    GREEK = "greek"


ALPHABETS: Final = {
    Script.ARABIC: ARABIC,
    Script.CYRILLIC: CYRILLIC,
    Script.HEBREW: HEBREW,
    Script.GREEK: GREEK,
}
_SCRIPTS: Final = {letter: script for script, letters in ALPHABETS.items() for letter in letters}

WORST: Final = -12.0
"""Bits of a word that has nothing to do with a name: less is not told apart."""

Counts = Mapping[str, Mapping[str, float]]
"""How often something was seen (inner key) behind a context (outer key)."""
Shares = Mapping[str, float]

Context = tuple[str, str, str]
"""A Latin letter alone, with the next, with those on both sides."""

EDGE: Final = "#"
"""Stands before and behind a word."""

_TRUST: Final = 2.0
"""So many cases of a narrow context weigh as much as all of the wider one (xscript pairs: 1 to 5
make no difference)."""
_STRANGE: Final = 1e-6
"""Chance of a letter that was never seen."""
_FAINT: Final = 1e-7
"""Ways so much less likely than the best so far do not count."""
_LETTER: Final = 1 / 40
"""Share of a native letter of which nothing is known."""
_ANYWHERE: Final = 0.1
"""So much of a letter does not depend on those before it. Without it a rare row of letters, as ends
of Arabic words have, would be renderings of whatever is rarer still (xscript_ar: F1 .97 for .95;
0.05 to 0.3 make no difference)."""


def script_of(word: str) -> Script | None:
    """The script of a word's first letter; None for Latin and all others."""
    return _SCRIPTS.get(native_letters(word[:1]))


def native_letters(word: str) -> str:
    """A word in the letters that `letters` knows: й is и, ة is ه, marks are gone."""
    return "".join(map(_letter, word))


@lru_cache(maxsize=1024)
def _letter(character: str) -> str:
    letter = LETTERS.get(int(table()[ord(character)]) & 0xFF, "")
    return letter if letter in _SCRIPTS else ""


class Slips(NamedTuple):
    """How likely slips of the hand are at a native letter, in a rendering."""

    dropped: float
    changed: float
    doubled: float
    stray: float


NO_SLIPS: Final = Slips(dropped=1e-6, changed=1e-6, doubled=0.0, stray=0.0)
"""Letters that were never seen for others."""
SLIPS: Final = Slips(dropped=1e-3, changed=1e-4, doubled=6e-4, stray=3e-5)
"""By `channel`, in words of six letters."""


def bits(latin: str, native: str, slips: Slips = NO_SLIPS) -> float:
    """How much likelier `native` is as a rendering of `latin` than as any other word.

    Both folded (`text.fold`), one word each; å, ä, ö and other accents of `latin` tell, where they
    are kept. Above 0 speaks for the pair: a name of eight letters well rendered has about 30. Never
    below `WORST`. Serves both directions: a Latin text for a native name as well. A Somali name
    is held as others write it too.
    """
    found = _bits(latin, native, slips)
    other = as_others_write(latin)
    return found if other == latin else max(found, _bits(other, native, slips))


def _bits(latin: str, native: str, slips: Slips) -> float:
    word = native_letters(native)
    if not latin or max(len(latin), len(word)) > LONGEST:
        return WORST
    found = {_SCRIPTS[letter] for letter in word}
    if len(found) != 1:  # No model knows letters of two scripts beside each other.
        return WORST
    model = models()[found.pop()]
    usual = model.background.bits(word)
    least = 2.0 ** (usual + WORST)
    chance = model.rendering.chance(latin, word, least, slips)
    return log2(chance) - usual if chance > least else WORST


@lru_cache(maxsize=4096)
def may_begin(latin: str, letter: str) -> bool:
    """Whether a rendering of `latin`, folded, may begin with a native letter: К. for Katarina."""
    script = script_of(letter)
    return script is not None and any(
        _begins(name, native_letters(letter), models()[script].rendering)
        for name in {latin, as_others_write(latin)}
    )


def _begins(latin: str, letter: str, rendering: "Rendering") -> bool:
    found, unwritten = 0.0, 1.0
    for context in contexts(latin):
        shares = rendering.renderings(context)
        found += unwritten * sum(share for each, share in shares.items() if each[:1] == letter)
        unwritten *= shares.get("", 0.0)
    return found >= _INITIAL


_INITIAL: Final = 0.04
"""Share of an initial's renderings: the G of Göran is غ, گ, ج and, in one of sixteen, ي."""


def contexts(latin: str) -> Iterator[Context]:
    """Of each letter: itself, with the next, with those on both sides (without accents).

    An accented letter of a name stands for itself, its neighbours need no accents.
    """
    plain = f"{EDGE}{bare(latin)}{EDGE}"
    for place, letter in enumerate(latin):
        before, after = plain[place], plain[place + 2]
        yield letter, letter + after, before + letter + after


@dataclass(frozen=True, slots=True)
class Rendering:
    """How Latin letters are rendered in one script, whatever the language."""

    counts: Counts
    """What a letter became, by `contexts`."""
    _known: dict[str, Shares] = field(default_factory=dict, repr=False)

    def renderings(self, context: Context) -> Shares:
        """Native letters that a Latin letter may become, each with its probability."""
        narrow = context[-1]
        if narrow not in self._known:
            self._known[narrow] = self._mixed(context)
        return self._known[narrow]

    def _mixed(self, context: Context) -> Shares:
        letter = context[0] if context[0] in self.counts else bare(context[0])[0]
        shares: dict[str, float] = {"": 1.0}
        for wide, seen in enumerate(
            self.counts.get(each.replace(context[0], letter)) for each in context
        ):
            if not seen:
                continue
            trust = _TRUST if wide else 0.0
            total = sum(seen.values()) + trust
            shares = {
                each: (seen.get(each, 0.0) + trust * shares.get(each, 0.0)) / total
                for each in {**shares, **seen}
            }
        return shares

    def chance(self, latin: str, native: str, least: float, slips: Slips = NO_SLIPS) -> float:
        """Probability that `latin` is written `native`; 0 where it is below `least`."""
        twos = [*map(add, native, native[1:]), ""]
        reached = [1.0] + [0.0] * len(native)
        for context in contexts(latin):
            shares = self._known.get(context[2]) or self.renderings(context)
            best = max(reached)
            if best < least:
                return 0.0
            reached = _further(reached, best * _FAINT, native, twos, shares, slips)
        return reached[-1]


def _further(
    reached: list[float],
    faint: float,
    native: str,
    twos: list[str],
    shares: Shares,
    slips: Slips,
) -> list[float]:
    """Chances to have written so many letters of a word, after one more Latin letter.

    `twos`: each letter with the next one. What is below `faint` is not followed.
    """
    share = shares.get
    none = max(share("", 0.0), slips.dropped)
    written = [0.0] * (len(reached) + 1)
    for place, (letter, two, chance) in enumerate(zip(native, twos, reached, strict=False)):
        if chance > faint:
            one = max(share(letter, 0.0), slips.changed)
            written[place] += chance * none
            written[place + 1] += chance * one
            written[place + 2] += chance * share(two, 0.0)
            if slips.stray and two:
                other = max(one, share(two[1], 0.0))
                written[place + 2] += (
                    chance * other * (slips.doubled if two[1] == letter else slips.stray)
                )
    written[-2] += reached[-1] * none
    return written[:-1]


@dataclass(frozen=True, slots=True)
class Background:
    """What words of a script look like: each letter after the two before it, and common words."""

    counts: Counts
    words: Mapping[str, float]
    """Log2 of the share of a text that each of the commonest words has."""
    _known: dict[str, Shares] = field(default_factory=dict, repr=False)

    def bits(self, word: str) -> float:
        """Log2 of the probability of a word; below 0."""
        framed = f"{EDGE}{EDGE}{word}{EDGE}"
        chances = [
            self._following(framed[place - 2 : place]).get(framed[place], _STRANGE)
            for place in range(2, len(framed))
        ]
        return log2((prod(chances) + 2.0 ** self.words.get(word, -inf)) / 2)

    def _following(self, context: str) -> Shares:
        if context not in self._known:
            self._known[context] = self._mixed(context)
        return self._known[context]

    def _mixed(self, context: str) -> Shares:
        if not context:
            return _smoothed(self.counts[""], dict.fromkeys(self.counts[""], _LETTER))
        near = _smoothed(self.counts.get(context, {}), self._following(context[1:]))
        anywhere = self._following("")
        return {each: near[each] + _ANYWHERE * (anywhere[each] - near[each]) for each in near}


def _smoothed(seen: Shares, wider: Shares) -> Shares:
    """Shares of what was seen, with those of a wider context as `_TRUST` more cases."""
    total = sum(seen.values()) + _TRUST
    return {each: (seen.get(each, 0.0) + _TRUST * share) / total for each, share in wider.items()}


@dataclass(frozen=True, slots=True)
class Model:
    """All about one script."""

    rendering: Rendering
    background: Background
    first: Mapping[str, str]
    """Of a native letter that begins a word: the Latin letters that may begin the name."""
    last: Mapping[str, str]
    """The same of their ends."""


@cache
def models() -> Mapping[Script, Model]:
    """The models as they were estimated."""
    packed = files("scanner.match").joinpath("tables", "scripts.json.gz").read_bytes()
    return {
        Script(name): Model(
            Rendering(one["renderings"]),
            Background(one["background"], one["words"]),
            one["first"],
            one["last"],
        )
        for name, one in json.loads(gzip.decompress(packed)).items()
    }


@cache
def beginnings() -> Mapping[str, str]:
    """Of each native letter the Latin letters of names whose rendering may begin with it."""
    return {letter: latin for model in models().values() for letter, latin in model.first.items()}
