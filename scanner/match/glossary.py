"""What words may be: parts of a watchlist's names, and whole names.

Every word is asked for once and remembered; few pages have words that were never asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from scanner.match.arrays import (
    NOBODY,
    Bytes,
    Flags,
    Ids,
    Keys,
    Numbers,
    are_among,
    are_first,
    once,
    where,
)
from scanner.match.batch import Batch, Words
from scanner.match.common import KNOWN
from scanner.match.fields import LABELS
from scanner.match.glued import stretches
from scanner.match.keys import Hasher
from scanner.match.letters import GAP, read
from scanner.match.lexicon import lexicon
from scanner.match.likeness import rendered
from scanner.match.masks import Masks
from scanner.match.meanings import (
    BRIDGE,
    COMMON,
    DOUBT,
    DOUBT_BITS,
    ENDED,
    EXACT,
    GIVEN,
    HEARD,
    LABEL,
    PART,
    SLIP,
    SURNAME,
    WHOLE,
    doubt_of,
)
from scanner.match.memory import Meanings, Memory
from scanner.match.nearness import (
    SHORTEST_IN_SMALL,
    SHORTEST_SLIP_ABROAD,
    SHORTEST_TWO,
    Filed,
    across,
    are_common,
    are_misread,
    by_sound,
    exact,
    keys_of,
    slipped,
    spelled,
    squeezed,
    without_endings,
)
from scanner.match.scripts import NO_SLIPS, SLIPS, Slips, beginnings
from scanner.match.stems import genitives, native_stems
from scanner.match.watchlist import Watchlist
from scanner.match.words import CURSES, FORMER
from scanner.text.particles import PARTICLES

_LEAST: Final = 4.0
"""Bits of a rendering."""
_INITIAL: Final = 4.0
"""Bits of one letter of thirty: in all, an initial and a surname are held against what any pair of
renderings is."""
_COMMONEST: Final = -11.0
"""Bits of ordinary words that, in small letters, are no names but in addresses: one word in two
thousand is one of those 165, half of all Swedish text."""
_SLIPPED: Final = np.uint64(0xC2B2AE3D27D4EB4F)
"""Tells what a word is a slip of from what it is as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Words of a batch that are asked for."""

    words: Words
    keys: Keys
    """Their own."""
    place: Numbers
    """Where they stand in the batch."""
    is_capital: Flags

    @classmethod
    def of(cls, batch: Batch, hasher: Hasher) -> "Asked":
        words = Words(batch.letters, batch.first, batch.length)
        return cls._every(batch, words, exact(words, hasher))

    @classmethod
    def _every(cls, batch: Batch, words: Words, keys: Keys) -> "Asked":
        place = np.arange(len(keys))
        return cls(words=words, keys=keys, place=place, is_capital=batch.is_capital)

    def with_(self, other: "Asked", batch: Batch) -> "Asked":
        """The words of two batches, of which `batch` has both, laid end to end."""
        words = Words(batch.letters, batch.first, batch.length)
        return self._every(batch, words, np.append(self.keys, other.keys))

    def those(self, which: Numbers) -> "Asked":
        return Asked(
            words=self.words.those(which),
            keys=self.keys[which],
            place=self.place[which],
            is_capital=self.is_capital[which],
        )

    def alone(self) -> "Asked":
        """The same, with no other words in the letters."""
        return replace(self, words=self.words.alone())

    def stems(self, which: Numbers) -> tuple[Numbers, Words]:
        """Some words as they are, and without the s of a genitive: which each is, and it."""
        words = self.words
        genitive = which[genitives(words.those(which))]
        stem = np.concatenate((which, genitive))
        length = words.length[stem]
        length[len(which) :] -= 1
        return stem, Words(words.letters, words.first[stem], length)

    def may_be_inexact(self) -> Flags:
        """Whether words may be spelled otherwise than a name; short ones need a capital."""
        long = self.words.length >= SHORTEST_IN_SMALL
        return self.is_capital | long | self.words.is_foreign()


_Learn = Callable[[Asked], tuple[Numbers, Ids]]


class Glossary:
    """What words may be for one watchlist. Remembers words, and nothing about a text."""

    def __init__(self, watchlist: Watchlist) -> None:
        self._watchlist = watchlist
        self._memory = Memory()
        self._may_be_rendered = watchlist.is_foreign
        # A number is that of a part and a doubt; whole names come behind them.
        self._wholes = len(watchlist.spelled.first) << DOUBT_BITS
        self._known = keys_of(KNOWN, watchlist.hasher)
        self._bridges = keys_of(PARTICLES | FORMER | CURSES, watchlist.hasher)
        self._labels = keys_of(LABELS, watchlist.hasher)
        self._is_given, self._is_surname = watchlist.is_given, watchlist.is_surname
        self._masks = Masks(watchlist.spelled)

    def make_room(self) -> None:
        """Forgets everything if it is much. Meanings that were given before are void."""
        self._memory.make_room()

    def parts(self, meanings: Meanings) -> tuple[Numbers, Ids]:
        """Parts that words may be: of which word, and the part with its doubt."""
        which, numbers = self._memory.numbers(meanings)
        part = where(numbers < self._wholes)
        return which[part], numbers[part]

    def wholes(self, meanings: Meanings) -> tuple[Numbers, Ids]:
        """Names that words are, written as one word: of which word, and the name."""
        which, numbers = self._memory.numbers(meanings)
        whole = where(numbers >= self._wholes)
        return which[whole], (numbers[whole] - self._wholes) >> DOUBT_BITS

    def as_they_stand(self, asked: Asked) -> Meanings:
        """What words are as they stand, by sound or in another script."""
        return self._meanings(asked, asked.keys ^ asked.is_capital, self._certain)

    def slipped(self, asked: Asked, certain: Meanings) -> Meanings:
        """What words may be by a slip, beside what they are for `certain`."""
        keys = asked.keys ^ asked.is_capital ^ _SLIPPED
        return self._meanings(asked, keys, lambda novel: self._slips(novel, certain[novel.place]))

    def _meanings(self, asked: Asked, keys: Keys, learn: _Learn) -> Meanings:
        """What words may be, learnt where it is not remembered under these keys."""
        meanings, new = self._memory.recall(keys)
        if len(new):
            first, of = once(keys[new])
            novel = asked.those(new[first]).alone()
            which, numbers = _ordered(*learn(novel))
            marked = self._marks(novel, which, numbers)
            meanings[new] = self._memory.learn(keys[new[first]], which, numbers, marked)[of]
        return meanings

    def _marks(self, novel: Asked, which: Numbers, numbers: Ids) -> Bytes:
        marks = are_among(self._bridges, novel.keys) * BRIDGE
        marks |= are_among(self._labels, novel.keys) * (BRIDGE | LABEL)
        whole = numbers >= self._wholes
        part = np.where(whole, 0, numbers >> DOUBT_BITS)
        for mark, told in (
            (GIVEN, self._is_given[part] & ~whole),
            (SURNAME, self._is_surname[part] & ~whole),
            (EXACT, ~whole & (numbers & DOUBT == 0)),
            (WHOLE, whole),
        ):
            marks[which[told]] |= mark
        part_in_small = where((marks & PART > 0) & ~novel.is_capital)
        if len(part_in_small):
            common = are_common(novel.words.those(part_in_small), _COMMONEST)
            marks[part_in_small[common]] |= COMMON
        return marks

    def _certain(self, novel: Asked) -> tuple[Numbers, Ids]:
        """Parts and whole names that words are as they stand, by sound or in another script."""
        watchlist, words = self._watchlist, novel.words
        stem, stems = novel.stems(np.arange(len(words.first)))
        inexact = where(novel.may_be_inexact()[stem])
        sound = by_sound(stems.those(inexact).alone(), watchlist.hasher)
        keys = np.concatenate((exact(stems, watchlist.hasher), sound.keys))
        found, parts = watchlist.parts.find(keys)
        part = np.concatenate((stem, stem[inexact[sound.which]]))[found]
        within, inner = stretches(words)
        whole, names = watchlist.wholes.find(
            np.concatenate((novel.keys, exact(inner, watchlist.hasher)))
        )
        whole = np.concatenate((np.arange(len(words.first)), within))[whole]
        native, renderings = self._across(words)
        single, initials = self._initials(words)
        masked, hidden = self._masks.find(words)
        return np.concatenate((part, whole, native, single, masked)), np.concatenate(
            (
                parts << DOUBT_BITS | (found >= len(stem)) * HEARD,
                (names << DOUBT_BITS) + self._wholes,
                renderings,
                initials,
                hidden << DOUBT_BITS | SLIP,
            )
        ).astype(np.int32)

    def _across(self, novel: Words) -> tuple[Numbers, Ids]:
        """Numbers of parts that words render in another script, with what its grammar adds."""
        asked = where(novel.is_foreign() | self._may_be_rendered)
        if not len(asked):
            return NOBODY
        which, stems = native_stems(novel.those(asked))
        found, numbers = self._rendered(stems, across(stems, self._watchlist.hasher), NO_SLIPS)
        own, parts = self._watchlist.parts.find(exact(stems, self._watchlist.hasher))
        return asked[which[np.append(found, own)]], np.append(numbers, parts << DOUBT_BITS | ENDED)

    def _initials(self, novel: Words) -> tuple[Numbers, Ids]:
        """Initials that single letters of other scripts may stand for."""
        single = where(novel.is_foreign() & (novel.length == 1))
        if not len(single):
            return NOBODY
        begun = [
            beginnings().get(each, "") for each in read(bytes(novel.letters[novel.first[single]]))
        ]
        which = np.repeat(single, list(map(len, begun)))
        latin = Words.of(
            np.frombuffer(
                "".join(f"{letter}{chr(GAP)}" for each in begun for letter in each).encode(),
                dtype=np.uint8,
            )
        )
        found, parts = self._watchlist.parts.find(exact(latin, self._watchlist.hasher))
        return which[found], parts << DOUBT_BITS | doubt_of(np.full(len(found), _INITIAL))

    def _across_slipped(self, novel: Words) -> tuple[Numbers, Ids]:
        """Numbers of parts that words render in another script with a slip; no known word does."""
        long = where(novel.is_foreign() & (novel.length >= SHORTEST_SLIP_ABROAD))
        if not len(long):
            return NOBODY
        asked = long[where(~lexicon().knows(spelled(novel.those(long))))]
        words = novel.those(asked)
        filed = across(words, self._watchlist.hasher, lost=True)
        found, numbers = self._rendered(words, filed, SLIPS)
        return asked[found], numbers

    def _rendered(self, stems: Words, filed: Filed, slips: Slips) -> tuple[Numbers, Ids]:
        """Numbers of parts that words render, of those found under their keys."""
        watchlist = self._watchlist
        # Most words are read alike in several ways, and most parts found under several keys.
        other, _ = once(filed.keys ^ filed.which.astype(np.uint64))
        found, parts = watchlist.parts.find(filed.keys[other])
        both = np.sort(filed.which[other[found]] << 32 | parts.astype(np.int64))
        both = both[are_first(both)]
        stem, parts = both >> 32, (both & 0xFFFFFFFF).astype(np.int32)
        told = rendered(stems, stem, watchlist.spelled, parts.astype(np.int64), slips)
        likely = where(told > _LEAST)
        return stem[likely], parts[likely] << DOUBT_BITS | doubt_of(told[likely])

    def _slips(self, novel: Asked, certain: Meanings) -> tuple[Numbers, Ids]:
        """Parts of which words are a slip, beside what they are for `certain`."""
        watchlist, words = self._watchlist, novel.words
        stem, stems = novel.stems(where(~are_among(self._known, novel.keys)))
        slips, begin_two = slipped(stems, watchlist.hasher, two=novel.is_capital[stem])
        bare, inflected = without_endings(words)
        stretched, normal = squeezed(words)
        keys = exact(inflected, watchlist.hasher), exact(normal, watchlist.hasher)
        found, parts = watchlist.parts.find(np.concatenate((slips.keys, *keys)))
        slip = np.concatenate((stem[slips.which], bare, stretched))
        # Two letters too many are two slips, but where scanners read them for one.
        is_two = (found >= begin_two) & (found < len(slips.which))
        far = where(is_two & (watchlist.spelled.length[parts] < SHORTEST_TWO))
        told = np.ones(len(found), dtype=np.bool_)
        told[far] = are_misread(words.those(slip[found[far]]))
        found, parts = found[told], parts[told]
        ended = (found >= len(slips.which)) & (found < len(slips.which) + len(bare))
        doubt = np.where(ended, np.int32(ENDED), np.int32(SLIP))
        which, numbers = self._memory.numbers(certain)
        native, renderings = self._across_slipped(words)
        return np.concatenate((which, slip[found], native)), np.concatenate(
            (numbers, parts << DOUBT_BITS | doubt, renderings)
        )


def _ordered(which: Numbers, numbers: Ids) -> tuple[Numbers, Ids]:
    """By word, each part once with its least doubt, and each whole name."""
    both = np.sort(which << 32 | numbers.astype(np.int64))
    both = both[are_first(both >> DOUBT_BITS)]
    return both >> 32, (both & 0xFFFFFFFF).astype(np.int32)
