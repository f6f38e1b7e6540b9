"""A table from keys to numbers, made once from arrays and asked for many keys at once."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanner.match.batch import Flags, Numbers, spread, where
from scanner.match.keys import Keys

Ids = NDArray[np.int32]

_FILTER_BITS: Final = 8
"""Bits of the filter for each key: one key in eight that is not there passes it, at most."""
_SHIFT: Final = np.uint64(3)
_IN_BYTE: Final = np.uint64(7)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Numbers by key. One key may have several."""

    keys: Keys
    """In order."""
    ids: Ids
    filter: NDArray[np.uint8]
    """One bit for each key there is, so that most others cost one look."""
    shift: np.uint64
    begins: Ids
    """By the first bits of a key: where keys that begin so begin. About one each."""
    bucket: np.uint64

    @classmethod
    def of(cls, keys: Keys, ids: Ids) -> "Lookup":
        order = np.argsort(keys)
        keys = keys[order]
        bits = max(10, int(len(keys) * _FILTER_BITS).bit_length())
        shift = np.uint64(64 - bits)
        bucket = np.uint64(64 - max(7, bits - _FILTER_BITS.bit_length() + 1))
        firsts = np.bincount(keys >> bucket, minlength=1 << int(64 - bucket))
        return cls(
            keys=keys,
            ids=ids[order],
            filter=_filled(keys >> shift, 1 << (bits - 3)),
            shift=shift,
            begins=np.append(0, np.cumsum(firsts)).astype(np.int32),
            bucket=bucket,
        )

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
        same = where(self.keys[place] == keys[which])
        return likely[which[same]], self.ids[place[same]]


def _filled(places: Keys, size: int) -> NDArray[np.uint8]:
    """Bits at places, which are in order."""
    octets, bits = places >> _SHIFT, _bit(places)
    begins = np.flatnonzero(np.diff(octets, prepend=~octets[:1])) if len(octets) else octets
    filled = np.zeros(size, dtype=np.uint8)
    if len(octets):
        filled[octets[begins]] = np.bitwise_or.reduceat(bits, begins)
    return filled


def _bit(place: Keys) -> NDArray[np.uint8]:
    return np.left_shift(np.uint8(1), (place & _IN_BYTE).astype(np.uint8))
