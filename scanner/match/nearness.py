"""Under which keys a word can be found: exactly, by sound, with letters lost, by its consonants.

A part of a name is filed under its keys, a word of a text looked up under its own; they meet where
both have one in common. One letter too many, too few, another or two swapped meet where each side
leaves one out; two slips where each leaves two out.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from scanner.match.arrays import Flags, Keys, Numbers, spread, where
from scanner.match.batch import Words, cut
from scanner.match.consonants import LATIN_PRONUNCIATIONS, NATIVE_PRONUNCIATIONS, SOFT
from scanner.match.keys import Hasher, rows
from scanner.match.letters import GAP, JOINER, LATIN
from scanner.match.lexicon import Role, Spelled, lexicon, of_rows
from scanner.match.row import LONGEST, laid
from scanner.match.somali import by_others
from scanner.match.sounds import otherwise, sounds


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
SHORTEST_IN_SMALL: Final = 6
"""Letters of a word in small letters that may bear a slip."""
SHORTEST_SLIP_ABROAD: Final = 5
"""Letters of a word in another script that may render a name with a slip."""
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


_NO_WORD: Final = np.zeros(0, dtype=np.int64)
_NO_KEY: Final = np.zeros(0, dtype=np.uint64)


def exact(words: Words, hasher: Hasher) -> Keys:
    """The words' own keys."""
    return hasher.keys_of(words.letters, words.first, words.length)


def keys_of(known: frozenset[str], hasher: Hasher) -> Keys:
    """The own keys of known words, in order."""
    return np.sort(exact(_words(known), hasher))


@cache
def _words(known: frozenset[str]) -> Words:
    batch = cut(laid(tuple(known)))
    return Words(batch.letters, batch.first, batch.length)


def by_sound(words: Words, hasher: Hasher) -> Filed:
    """Keys of words by sound, two where it depends on the language."""
    other = where(_have(words, _OTHERWISE) | (words.letters[words.first] == _C))
    spelled = otherwise(words.those(other).alone().text())
    heard = Words.of(sounds(np.append(words.text(), spelled)))
    long = where(heard.length >= SHORTEST_SOUND)
    which = np.append(np.arange(len(words.first)), other)[long]
    return _salted(Kind.SOUND, Filed(which, exact(heard.those(long), hasher)))


def heard(words: Words, hasher: Hasher) -> Filed:
    """Keys of words by sound and by their consonants."""
    return both(by_sound(words, hasher), across(words, hasher))


def across(words: Words, hasher: Hasher, *, lost: bool = False) -> Filed:
    """Keys of words by their consonants: a name and its rendering in another script share one.

    `lost`: also those that are left where one consonant is not heard (the L in Malcolm).
    """
    found = Filed(_NO_WORD, _NO_KEY)
    for heard, letters in chain(_heard(words, hasher), _heard_by_others(words, hasher)):
        found = both(found, heard)
        if lost:
            found = both(found, _unheard(heard.which, letters, hasher))
    return _salted(Kind.CONSONANTS, found)


def _heard(words: Words, hasher: Hasher) -> Iterator[tuple[Filed, Words]]:
    """How words are pronounced, but where it is as one way before: four of five."""
    foreign = words.is_foreign()
    for ways, wanted in ((LATIN_PRONUNCIATIONS, ~foreign), (NATIVE_PRONUNCIATIONS, foreign)):
        which = where(wanted)
        letters = words.those(which).alone().text()
        before: list[Keys] = []
        for way in ways if len(which) else ():
            heard = Words.of(way.of(letters))
            keys = exact(heard, hasher)
            is_new = np.ones(len(which), dtype=np.bool_)
            for each in before:
                is_new &= keys != each
            before.append(keys)
            yield Filed(which[is_new], keys[is_new]), heard.those(is_new)


def _heard_by_others(words: Words, hasher: Hasher) -> Iterator[tuple[Filed, Words]]:
    """The same of Somali words, as others write them."""
    of, others = by_others(words)
    for heard, letters in _heard(others, hasher):
        yield Filed(of[heard.which], heard.keys), letters


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


def slipped(words: Words, hasher: Hasher, *, two: Flags) -> tuple[Filed, int]:
    """Keys of words whole, without one letter and, of those in `two`, without two.

    And where those of the last kind begin.
    """
    length = np.minimum(words.length, LONGEST)
    two = two & (length <= LONGEST_TWO)
    found = Filed(*hasher.shortened(words.letters, words.first, length, two))
    return _salted(Kind.SHORTENED, found), len(length) + int(length.sum())


def are_misread(words: Words) -> Flags:
    """Whether words have two letters that scanners read for one."""
    return _have(words.alone(), _MISREAD)


def _have(words: Words, pairs: Flags) -> Flags:
    """Whether words, and no others in their letters, have one of some pairs of letters."""
    two = words.letters[:-1].astype(np.intp) << 8
    two |= words.letters[1:]
    found = np.zeros(len(words.first), dtype=np.bool_)
    found[np.searchsorted(words.first, where(pairs[two]), side="right") - 1] = True
    return found


def are_common(words: Words, least: float) -> Flags:
    """Whether words are ordinary ones in Latin letters, as common as so many bits."""
    return lexicon().holds(spelled(words), Role.WORD, least) & ~words.is_foreign()


def spelled(words: Words) -> Spelled:
    """The words as the lexicon is asked for them."""
    return of_rows(rows(words.letters, words.first, words.length))


def _pairs(written: str) -> Flags:
    """By two letters in one number: whether they are among some pairs; _ is the end of a word."""
    found = np.zeros(1 << 16, dtype=np.bool_)
    pairs = written.replace("_", "\0").split()
    found[[ord(pair[0]) << 8 | ord(pair[1]) for pair in pairs]] = True
    return found


_MISREAD: Final = _pairs("rn cl vv ii")
"""Two letters that look like one."""
_OTHERWISE: Final = _pairs("aa ee ii oo uu dj dh ac mc h_") | _pairs(
    " ".join(f"x{letter}" for letter in f"{LATIN}_")
)
_C: Final = ord("c")
"""Letters of which `sounds.otherwise` may make others, anywhere and at the beginning."""


_LONGEST_ENDING: Final = 4


def without_endings(novel: Words) -> tuple[Numbers, Words]:
    """Words without their last letters, of any language's endings: of which word, and the word."""
    ending = np.arange(1, _LONGEST_ENDING + 1)
    which, cut_off = np.nonzero(novel.length[:, None] >= SHORTEST_SLIP + ending)
    length = novel.length[which] - ending[cut_off]
    return which, Words(novel.letters, novel.first[which], length)


def squeezed(novel: Words) -> tuple[Numbers, Words]:
    """Words with a letter thrice or more, with it once and twice: of which word, and the word.

    Nothing else may stand in their letters.
    """
    one, two, three = novel.letters[:-2], novel.letters[1:-1], novel.letters[2:]
    thrice = where((one == two) & (two == three) & (one > JOINER))
    which = np.unique(np.searchsorted(novel.first, thrice, side="right") - 1)
    words = [
        _STRETCHED.sub(letters, novel.letters[first : first + length].tobytes())
        for first, length in zip(novel.first[which], novel.length[which], strict=True)
        for letters in (rb"\1", rb"\1\1")
    ]
    found = np.frombuffer(b"".join(word + bytes([GAP]) for word in words), dtype=np.uint8)
    return np.repeat(which, 2), Words.of(found)


_STRETCHED: Final = re.compile(rb"(.)\1\1+", re.DOTALL)


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


def both(one: Filed, other: Filed) -> Filed:
    """The keys of the one and of the other."""
    which = np.concatenate((one.which, other.which))
    return Filed(which, np.concatenate((one.keys, other.keys)))


def _salted(kind: Kind, found: Filed) -> Filed:
    return Filed(found.which, found.keys ^ _SALTS[kind])
