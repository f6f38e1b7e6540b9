"""Under which keys a word can be found: exactly, by sound, with letters lost, by its consonants.

A part of a name is filed under its keys, a word of a text looked up under its own; they meet where
both have one in common. One letter too many, too few, another or two swapped meet where each side
leaves one out; two slips where each leaves two out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple

import numpy as np

from scanner.match.batch import LONGEST, Bytes, Flags, Numbers, spread, where
from scanner.match.consonants import LATIN_READINGS, NATIVE_READINGS, SOFT
from scanner.match.keys import Hasher, Keys
from scanner.match.letters import FIRST_FOREIGN, GAP
from scanner.match.lookup import Ids
from scanner.match.sounds import sounds


class Kind(IntEnum):
    """What a key says of a word. Keys of two kinds are never equal."""

    EXACT = 0
    SOUND = 1
    SHORTENED = 2
    CONSONANTS = 3


_SALTS: Final = np.array(
    [0, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64
)

SHORTEST_SLIP: Final = 4
"""Letters of a name in which one slip may be."""
SHORTEST_TWO: Final = 8
"""Letters of a name in which two slips may be."""
LONGEST_TWO: Final = 16
"""Letters of a word in which two are left out: longer ones bear one slip."""
SHORTEST_UNHEARD: Final = 4
"""Consonants of a name of which one may not be heard."""
SHORTEST_SOUND: Final = 2
"""Letters of the sound of a word that may be heard as another; one is an initial."""


class Filed(NamedTuple):
    """Keys, and of which word each is."""

    which: Numbers
    keys: Keys


@dataclass(frozen=True, slots=True)
class Words:
    """Words one after the other, a gap behind each."""

    letters: Bytes
    first: Numbers
    length: Numbers

    @classmethod
    def of(cls, letters: Bytes) -> "Words":
        """Words from bytes in which each ends with a gap."""
        gaps = where(letters == GAP)
        first = np.concatenate((np.zeros(1, dtype=np.int64), gaps[:-1] + 1))
        return cls(np.append(letters, _PADDING), first[: len(gaps)], gaps - first[: len(gaps)])

    @classmethod
    def taken(cls, letters: Bytes, first: Numbers, length: Numbers) -> "Words":
        """Words that stand somewhere in `letters`, at most `LONGEST` letters of each."""
        shown = np.minimum(length, LONGEST) + 1
        ends = np.cumsum(shown)
        place = np.repeat(first - ends + shown, shown)
        place += np.arange(len(place))
        found = np.zeros(len(place) + len(_PADDING), dtype=np.uint8)
        found[: len(place)] = letters[place]
        found[ends - 1] = GAP
        return cls(found, ends - shown, shown - 1)

    def those(self, which: Numbers | Ids | Flags) -> "Words":
        """Some of the words."""
        return Words(self.letters, self.first[which], self.length[which])

    def alone(self) -> "Words":
        """The words, and no others in `letters`."""
        return Words.taken(self.letters, self.first, self.length)

    def with_(self, others: "Words") -> "Words":
        """These words and others behind them."""
        letters = self.text()
        return Words(
            np.concatenate((letters, others.letters)),
            np.concatenate((self.first, others.first + len(letters))),
            np.concatenate((self.length, others.length)),
        )

    def blanked(self, which: Numbers) -> "Words":
        """These words, some of them without letters."""
        letters, length = self.letters.copy(), self.length.copy()
        letters[spread(self.first[which], length[which])[1]] = GAP
        length[which] = 0
        return Words(letters, self.first, length)

    def text(self) -> Bytes:
        """Their bytes, a gap behind each, no padding."""
        return self.letters[: len(self.letters) - len(_PADDING)]

    def is_foreign(self) -> Flags:
        """True for words whose first letter is not Latin."""
        return self.letters[self.first] >= FIRST_FOREIGN


_PADDING: Final = np.zeros(LONGEST + 8, dtype=np.uint8)
_NO_WORD: Final = np.zeros(0, dtype=np.int64)
_NO_KEY: Final = np.zeros(0, dtype=np.uint64)


def exact(words: Words, hasher: Hasher) -> Keys:
    """The words' own keys."""
    return hasher.keys_of(words.letters, words.first, words.length)


def by_sound(words: Words, hasher: Hasher) -> Filed:
    """Keys of words by sound."""
    heard = Words.of(sounds(words.text()))
    long = where(heard.length >= SHORTEST_SOUND)
    return _salted(Kind.SOUND, Filed(long, exact(heard.those(long), hasher)))


def heard(words: Words, hasher: Hasher) -> Filed:
    """Keys of words by sound and by their consonants."""
    return _both(by_sound(words, hasher), across(words, hasher))


def across(words: Words, hasher: Hasher, *, lost: bool = False) -> Filed:
    """Keys of words by their consonants: a name and its rendering in another script share one.

    `lost`: also those that are left where one consonant is not heard (the L in Malcolm).
    """
    found = Filed(_NO_WORD, _NO_KEY)
    for heard, letters in _heard(words, hasher):
        found = _both(found, heard)
        if lost:
            found = _both(found, _unheard(heard.which, letters, hasher))
    return _salted(Kind.CONSONANTS, found)


def _heard(words: Words, hasher: Hasher) -> Iterator[tuple[Filed, Words]]:
    """The readings of words but those that say what one before says: four of five."""
    foreign = words.is_foreign()
    for readings, wanted in ((LATIN_READINGS, ~foreign), (NATIVE_READINGS, foreign)):
        which = where(wanted)
        letters = words.those(which).alone().text()
        before: list[Keys] = []
        for reading in readings if len(which) else ():
            heard = Words.of(reading.of(letters))
            keys = exact(heard, hasher)
            is_new = np.ones(len(which), dtype=np.bool_)
            for each in before:
                is_new &= keys != each
            before.append(keys)
            yield Filed(which[is_new], keys[is_new]), heard.those(is_new)


def _unheard(which: Numbers, heard: Words, hasher: Hasher) -> Filed:
    """Keys without one consonant; or without the first alone (Wright, Ljungström)."""
    letters, first, length = heard.letters, heard.first, heard.length
    bare = where((letters[first] == SOFT) & (length >= SHORTEST_UNHEARD - 1))
    long = where(length >= SHORTEST_UNHEARD)
    of, place = spread(first[long], length[long])
    of = long[of]
    softened = letters.copy()
    softened[first[long]] = SOFT
    keys = (
        hasher.keys_of_two(letters, first[of], place - first[of], place + 1, length[of] - 1),
        hasher.keys_of(softened, first[long], length[long]),
        hasher.keys_of(letters, first[bare] + 1, length[bare] - 1),
    )
    return Filed(which[np.concatenate((of, long, bare))], np.concatenate(keys))


def slipped(words: Words, hasher: Hasher, *, two: Flags) -> tuple[Filed, Flags]:
    """Keys of words whole, without one letter and, of those in `two`, without two.

    And which of the keys are of the last kind.
    """
    length = np.minimum(words.length, LONGEST)
    two = two & (length <= LONGEST_TWO)
    found = Filed(*hasher.shortened(words.letters, words.first, length, two))
    is_two = np.arange(len(found.keys)) >= len(length) + length.sum()
    return _salted(Kind.SHORTENED, found), is_two


def filed(words: Words, hasher: Hasher) -> Filed:
    """All keys under which parts of names are found."""
    long = where(words.length >= SHORTEST_SLIP)
    near, _ = slipped(words.those(long), hasher, two=words.length[long] >= SHORTEST_TWO)
    sound, native = by_sound(words, hasher), across(words, hasher, lost=True)
    own = np.arange(len(words.first))
    return Filed(
        np.concatenate((own, sound.which, long[near.which], native.which)),
        np.concatenate((exact(words, hasher), sound.keys, near.keys, native.keys)),
    )


def _both(one: Filed, other: Filed) -> Filed:
    which = np.concatenate((one.which, other.which))
    return Filed(which, np.concatenate((one.keys, other.keys)))


def _salted(kind: Kind, found: Filed) -> Filed:
    return Filed(found.which, found.keys ^ _SALTS[kind])
