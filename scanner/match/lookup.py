"""A table from keys to numbers, made from arrays and asked for many keys at once."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanner.match.arrays import Flags, Ids, Keys, Numbers, are_first, spread, where

_ID: Final = np.uint64((1 << 24) - 1)
"""Bits of an entry that are the number. The other forty are the key's first: of a million entries,
one key in a million that is not there meets one."""

_FILTER_BITS: Final = 8
"""Bits of the filter for each entry: one key in eight that is not there passes it, at most."""
_SHIFT: Final = np.uint64(3)
_IN_BYTE: Final = np.uint64(7)
_MANY: Final = 16
"""Entries for each new one, from which on putting it between them is cheaper than sorting."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Numbers by key, below 2^24. One key may have several."""

    entries: Keys
    """In order, each once: a key's first bits, and behind them the number."""
    filter: NDArray[np.uint8]
    """One bit for each key there is, so that most others cost one look."""
    shift: np.uint64
    begins: Ids
    """By the first bits of a key: where entries that begin so begin. One to two each."""
    bucket: np.uint64

    @classmethod
    def of(cls, keys: Keys, ids: Numbers) -> "Lookup":
        """The table of keys, each with the number beside it."""
        entries = _entries(keys, ids)
        bits = max(10, int(len(entries) * _FILTER_BITS).bit_length())
        bucket = np.uint64(64 - max(7, bits - _FILTER_BITS.bit_length()))
        begins = np.zeros((1 << int(64 - bucket)) + 1, dtype=np.int32)
        np.cumsum(np.bincount(entries >> bucket, minlength=len(begins) - 1), out=begins[1:])
        shift = np.uint64(64 - bits)
        return cls(entries, _filled(entries >> shift, bits), shift, begins, bucket)

    def known(self, asked: Keys) -> Flags:
        """True where a key may be there; False where it is not."""
        place = asked >> self.shift
        octets = self.filter[(place >> _SHIFT).view(np.int64)]
        known: Flags = (octets & _bit(place)).astype(np.bool_)
        return known

    def find(self, asked: Keys) -> tuple[Numbers, Ids]:
        """Every number under the keys: of which key, counted from 0, and the number."""
        likely = where(self.known(asked))
        keys = asked[likely]
        bucket = (keys >> self.bucket).view(np.int64)
        first = self.begins[bucket].astype(np.int64)
        which, place = spread(first, self.begins[bucket + 1] - first)
        entries = self.entries[place]
        same = where(entries ^ keys[which] <= _ID)
        return likely[which[same]], (entries[same] & _ID).astype(np.int32)

    def with_(self, keys: Keys, ids: Numbers) -> "Lookup":
        """The table with keys that it does not have; of few, at the cost of a copy."""
        if len(keys) * _MANY > len(self.entries):
            own = (self.entries & _ID).astype(np.int64)
            return self.of(np.concatenate((self.entries, keys)), np.concatenate((own, ids)))
        new = _entries(keys, ids)
        lit = self.filter.copy()
        place = new >> self.shift
        np.bitwise_or.at(lit, place >> _SHIFT, _bit(place))
        return replace(
            self,
            entries=np.insert(self.entries, np.searchsorted(self.entries, new), new),
            filter=lit,
            begins=self.begins + self._before(new),
        )

    def without(self, keys: Keys, ids: Numbers) -> "Lookup":
        """The table without keys of those numbers. The filter lets them pass as before."""
        gone = _entries(keys, ids)
        first = np.searchsorted(self.entries, gone)
        there = np.flatnonzero(np.searchsorted(self.entries, gone, side="right") > first)
        return replace(
            self,
            entries=np.delete(self.entries, first[there]),
            begins=self.begins - self._before(gone[there]),
        )

    def _before(self, entries: Keys) -> Ids:
        """How many of some entries, which are in order, stand before where each bucket begins."""
        edges = (entries >> self.bucket).astype(np.int64) + 1
        edges = np.concatenate(([0], edges, [len(self.begins)]))
        return np.repeat(np.arange(len(entries) + 1, dtype=np.int32), np.diff(edges))


def _entries(keys: Keys, ids: Numbers) -> Keys:
    """Entries in order, each once."""
    if ids.max(initial=0) > _ID:
        raise OverflowError(f"A table holds numbers up to {_ID}, not {ids.max()}.")
    entries = keys & ~_ID
    entries |= ids.astype(np.uint64)
    entries.sort()
    found: Keys = entries[are_first(entries)]
    return found


def _filled(places: Keys, bits: int) -> NDArray[np.uint8]:
    """A filter of 2^bits bits, those at `places` set."""
    filled = np.zeros(1 << bits, dtype=np.bool_)
    filled[places] = True
    return np.packbits(filled, bitorder="little")


def _bit(place: Keys) -> NDArray[np.uint8]:
    return np.left_shift(np.uint8(1), (place & _IN_BYTE).astype(np.uint8))
