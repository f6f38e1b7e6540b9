"""The noisy channel: how likely what is written is a name that was meant, and not another one.

Bits of evidence are log odds that this name was meant: log2 of how common it is, plus log2
P(written | this name), less log2 of what anybody else's name or a word adds up to, as in spelling
correction (Kernighan, Church and Gale 1990). The last term sums over what is written itself and all
known names one slip away, each by how many bear it. So who reads "Lundström" has read Lundström: it
is never a slip of Lindström, since many bear it.

Slips are one word in 500 in edited text, nine in ten alone in their word; letters left out are the
commonest, then letters too many, most of them doubled (Pollock and Zamora 1983, 50,000 misspellings
in 25 million words). Names on the web are less often checked: `SLIP` is set higher, by hand. How
the kinds share it follows their order; the figures are set by hand.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import hypot, log2
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from scanner.match.alphabets import Alphabet, alphabet_of
from scanner.match.arrays import Reals
from scanner.match.families import family
from scanner.match.letters import GAP, read, spelled
from scanner.match.lexicon import Role, Spelled, lexicon, role_bits
from scanner.match.row import LONGEST

SLIP: Final = 0.02
"""Of names written, those with a slip of the hand."""
AGAIN: Final = 4.0
"""How much likelier a second slip is than the first: haste goes on."""
HEARD: Final = 0.02
"""Of names that can be spelt in another way, those that are."""
MISHEARD: Final = 0.004
"""Of names with such vowels, those written with the other."""
MISREAD: Final = 0.0005
"""Of letters that scanners mistake, those they do."""
FIRST_LETTER: Final = 0.2
"""How much rarer a slip is in the first letter (Yannakoudakis and Fawthrop 1983: few are)."""

DROPPED: Final = 0.24
UNDOUBLED: Final = 0.10
DOUBLED: Final = 0.17
STRAY_NEIGHBOUR: Final = 0.06
STRAY: Final = 0.03
SWAPPED: Final = 0.13
NEIGHBOURING_KEY: Final = 0.14
NEAR_VOWEL: Final = 0.08
OTHER_LETTER: Final = 0.05
"""Shares of `SLIP`; together 1."""

ASIDE: Final = 0.05
"""Of surnames written, those that are somebody's given name, and the other way round."""
ORDINARY: Final = 0.05
"""Of words where a name may stand, those that are no name."""

SPELT: Final = 0.1
"""Of names written, those in another spelling of their family."""

PRIOR: Final = -11.0
"""Bits that a name of the watchlist has where a name stands, however rare it is; of -14, -11, -9
and -7 the one that finds most slips at precision .99 on public pairs of names."""
LEAST_OTHERS: Final = 2.0**-10
"""Share of other names among all that may have been meant, at least: no list has everybody."""
BESIDE: Final = 2
"""Letters beside a difference that may have to do with it."""
FARTHEST: Final = 3
"""Letters by which a name may grow or shrink."""
_NEVER: Final = -1024.0
"""Bits of what cannot be."""


class _Rewrite(NamedTuple):
    """What may be written in place of letters that were meant, and how likely it is."""

    meant: str
    written: str
    likely: float


LONGEST_REWRITE: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habits:
    """How an alphabet's letters are mistaken; by symbols, its letters counted from 1."""

    letters: str
    changed: list[list[float]]
    """By the symbol meant and the one written: how a changed letter is shared out."""
    stray: list[list[float]]
    """By the symbol beside and the one written: how likely a stray letter is, as a share of
    `SLIP`."""
    rewrites: Mapping[str, tuple[_Rewrite, ...]]
    """By what is written: other spellings of it."""

    def symbol(self, letter: str) -> int:
        return self.letters.find(letter) + 1


def meant_bits(written: str, part: str, role: Role) -> float:
    """Log odds that `part` was meant by `written`, rather than any other name or a word.

    Both folded, in letters of one script. Spellings of one `family` are one name.
    """
    readings = _readings(written)
    kin = family(part)
    borne = readings.surname if role is Role.SURNAME else readings.given
    namesakes = [place for place, each in enumerate(readings.family) if each == kin]
    anybody = readings.word + sum(borne)
    others = anybody - sum(borne[place] for place in namesakes)
    spelt = max((readings.written[place] for place in namesakes), default=0.0) * SPELT
    likely = max(chance(written, part), spelt)
    if not likely:
        return _NEVER
    share = max(role_bits(part, role), PRIOR)
    return share + log2(likely) - log2(max(others, anybody * LEAST_OTHERS))


def chance(written: str, meant: str) -> float:
    """P(written | meant), all ways from the one to the other added up."""
    if written == meant:
        return 1 - SLIP
    likely = _added_up(written, meant)
    return likely * AGAIN if OSA.distance(written, meant) > 1 else likely


class _Readings(NamedTuple):
    """Whatever may have been meant by what is written.

    In columns: what is written, then the known names one slip or other spelling away.
    """

    family: list[str]
    written: list[float]
    """P(written | this name)."""
    given: list[float]
    """P(written, and this is somebody's given name)."""
    surname: list[float]
    word: float
    """P(written, and it is an ordinary word)."""


@lru_cache(maxsize=4096)
def _readings(written: str) -> _Readings:
    word = written[:LONGEST]
    edits = _Edits.of(word)
    heard = edits.rewritten()
    near = _near(word, [meant for meant, _ in heard], edits.habits.letters)
    named, borne = lexicon().names(near)
    # First itself, whether anybody has counted it or not.
    likely = [
        1 - SLIP,
        *(heard[at][1] if at < len(heard) else edits.likely(at - len(heard)) for at in named),
    ]
    word_bits, *own = (2.0 ** role_bits(written, role) for role in Role)
    weighed = [
        (one * each * (1 - ORDINARY), other * each * (1 - ORDINARY))
        for (one, other), each in zip((own, *borne), likely, strict=True)
    ]
    return _Readings(
        family=[family(word), *(family(name) for name in _read(near[named]))],
        written=likely,
        given=[(1 - ASIDE) * given + ASIDE * surname for given, surname in weighed],
        surname=[(1 - ASIDE) * surname + ASIDE * given for given, surname in weighed],
        word=ORDINARY * word_bits,
    )


class _Edits(NamedTuple):
    """Of a word that is written: how likely each letter came to stand there, or not to.

    Places are counted from 0; a symbol is that of a letter, 0 of what is none.
    """

    written: str
    symbols: tuple[int, ...]
    """With an edge on either side."""
    slip: float
    """`SLIP`, shared out among the letters."""
    habits: _Habits

    @classmethod
    def of(cls, written: str) -> "_Edits":
        habits = _habits(alphabet_of(written))
        symbols = (0, *map(habits.symbol, written), 0)
        return cls(written, symbols, SLIP / max(len(written), 1), habits)

    def dropped(self, place: int, symbol: int) -> float:
        """That a letter was left out before a place."""
        if not symbol:
            return 0.0
        # A letter of two that are equal counts as left out behind the first only.
        if symbol == self.symbols[place]:
            likely = SLIP * UNDOUBLED
        else:
            likely = 0.0 if symbol == self.symbols[place + 1] else self.slip * DROPPED
        return likely if place else likely * FIRST_LETTER

    def changed(self, place: int, symbol: int) -> float:
        """That another letter was meant at a place."""
        likely = self.slip * self.habits.changed[symbol][self.symbols[place + 1]]
        return likely if place else likely * FIRST_LETTER

    def stray(self, place: int) -> float:
        """That no letter was meant at a place."""
        before, letter, behind = self.symbols[place : place + 3]
        if letter == before:
            likely = self.slip * DOUBLED
        elif letter == behind:
            likely = 0.0
        else:
            beside = self.habits.stray
            likely = self.slip * max(beside[before][letter], beside[behind][letter])
        return likely if place else likely * FIRST_LETTER

    def swapped(self, place: int) -> float:
        """That the letter at a place was meant behind the next."""
        if self.symbols[place + 1] == self.symbols[place + 2]:
            return 0.0
        likely = SLIP * SWAPPED / (len(self.written) - 1)
        return likely if place else likely * FIRST_LETTER

    def likely(self, slip: int) -> float:
        """Of one of the words `_one_slip_away`."""
        length, letters = len(self.written), len(self.habits.letters)
        place, symbol = divmod(slip, letters)
        if place <= length:
            return self.dropped(place, symbol + 1)
        place -= length + 1
        if place < length:
            return self.changed(place, symbol + 1)
        place = slip - (2 * length + 1) * letters
        return self.stray(place) if place < length else self.swapped(place - length)

    def rewritten(self) -> Sequence[tuple[str, float]]:
        """Words that may be so written by one other spelling, and how likely."""
        written, rewrites = self.written, self.habits.rewrites
        return [
            (written[:start] + each.meant + written[end:], each.likely)
            for end in range(1, len(written) + 1)
            for start in range(end - 1, max(end - LONGEST_REWRITE, 0) - 1, -1)
            for each in rewrites.get(written[start:end], ())
        ]

    def ending_in(self, written: str) -> Iterator[_Rewrite]:
        """Other spellings of the last letters."""
        for length in range(1, min(LONGEST_REWRITE, len(written)) + 1):
            yield from self.habits.rewrites.get(written[-length:], ())


def _added_up(written: str, meant: str) -> float:
    """P(written | meant): the forward algorithm over all alignments near the diagonal.

    What both begin and end with stands for itself, but for the letters beside the difference.
    """
    same = _equal(written, meant)
    ends = _equal(written[same:][::-1], meant[same:][::-1])
    first, last = max(same - BESIDE, 0), max(ends - BESIDE, 0)
    meant_part, part = meant[first : len(meant) - last], written[first : len(written) - last]
    edits = _Edits.of(written)
    stray = [edits.stray(first + place) for place in range(len(part))]
    rewrites = [
        [each for each in edits.ending_in(part[:end]) if each.meant in meant_part]
        for end in range(len(part) + 1)
    ]
    likely = [[0.0] * (len(part) + 1) for _ in range(len(meant_part) + 1)]
    likely[0][0] = 1.0
    for i, row in enumerate(likely):
        above, letter = likely[i - 1], meant_part[i - 1 : i]
        symbol = edits.habits.symbol(letter)
        for j in range(max(i - FARTHEST, 0), min(i + FARTHEST, len(part)) + 1):
            so_far = row[j]
            if j:
                so_far += row[j - 1] * stray[j - 1]
            if i:
                so_far += above[j] * edits.dropped(first + j, symbol)
            if i and j:
                exact = letter == part[j - 1]
                so_far += above[j - 1] * (1.0 if exact else edits.changed(first + j - 1, symbol))
                if i > 1 < j and letter == part[j - 2] and meant_part[i - 2] == part[j - 1]:
                    so_far += likely[i - 2][j - 2] * edits.swapped(first + j - 2)
            for each in rewrites[j]:
                if meant_part.endswith(each.meant, 0, i):
                    back, forth = i - len(each.meant), j - len(each.written)
                    so_far += likely[back][forth] * each.likely
            row[j] = so_far
    return likely[-1][-1]


def _equal(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _near(written: str, others: Sequence[str], alphabet: str) -> Spelled:
    """What may have been meant beside what is written: others, and every word one slip away."""
    letters = spelled(written)
    buffer = np.frombuffer(letters + spelled(alphabet) + bytes([GAP]), dtype=np.uint8)
    slips = buffer.take(_one_slip_away(len(letters), len(alphabet)))
    width = slips.shape[1]
    heard = spelled("".join([each[:width].ljust(width, "\0") for each in others]))
    return np.concatenate((np.frombuffer(heard, dtype=np.uint8).reshape(-1, width), slips))


def _read(words: Spelled) -> Sequence[str]:
    width = words.shape[1]
    letters = read(words.tobytes())
    return [letters[begin : begin + width].rstrip("\0") for begin in range(0, len(letters), width)]


@cache
def _one_slip_away(length: int, size: int) -> NDArray[np.uint8]:
    """Every word one slip away: which of the letters, the alphabet and no letter stands where."""
    places = range(length)
    alphabet = range(length, length + size)
    ways = [
        *(
            [*places[:place], letter, *places[place:]]
            for place in range(length + 1)
            for letter in alphabet
        ),
        *(
            [*places[:place], letter, *places[place + 1 :]]
            for place in places
            for letter in alphabet
        ),
        *([*places[:place], *places[place + 1 :]] for place in places),
        *([*places[:place], place + 1, place, *places[place + 2 :]] for place in places[:-1]),
    ]
    # No wider than need be, in eights: numpy copies all of it.
    width = min(-(-(length + LONGEST_REWRITE) // 8) * 8, LONGEST)
    found = np.full((len(ways), width), length + size, dtype=np.uint8)
    for row, way in zip(found, ways, strict=True):
        row[: len(way)] = way[:width]
    return found


@cache
def _habits(alphabet: Alphabet) -> _Habits:
    neighbouring = _neighbouring(alphabet)
    stray = STRAY_NEIGHBOUR * neighbouring + STRAY / len(alphabet.letters)
    return _Habits(
        letters=alphabet.letters,
        changed=_changes(alphabet, neighbouring).tolist(),
        stray=stray.tolist(),
        rewrites=_rewrites(alphabet),
    )


def _neighbouring(alphabet: Alphabet) -> Reals:
    """By two symbols: the share of the second among the keys beside the first."""
    size = len(alphabet.letters) + 1
    beside = np.zeros((size, size))
    for keyboard in alphabet.keyboards:
        keys = list(_keys(keyboard, alphabet))
        for one, x, y in keys:
            for other, u, v in keys:
                if one != other and 0 < hypot(x - u, y - v) < 1.5:
                    beside[one, other] = 1.0
    beside /= np.maximum(beside.sum(axis=1, keepdims=True), 1)
    return beside


def _keys(keyboard: Iterable[str], alphabet: Alphabet) -> Iterator[tuple[int, float, int]]:
    """Symbols, and where they lie on a keyboard, in key widths."""
    for y, (offset, row) in enumerate(zip(_OFFSETS, keyboard, strict=True)):
        for column, letter in enumerate(row):
            if letter in alphabet.letters:
                yield alphabet.letters.index(letter) + 1, offset + column, y


_OFFSETS: Final = (0.0, 0.25, 0.75)
"""Of the rows of keys."""


def _changes(alphabet: Alphabet, neighbouring: Reals) -> Reals:
    count = len(alphabet.letters)
    changed = NEIGHBOURING_KEY * neighbouring + OTHER_LETTER / count
    for one, other in alphabet.vowels:
        pair = alphabet.letters.index(one) + 1, alphabet.letters.index(other) + 1
        changed[pair] += NEAR_VOWEL * count / (4 * len(alphabet.vowels))
        changed[pair[::-1]] = changed[pair]
    np.fill_diagonal(changed, 0.0)
    return changed


def _rewrites(alphabet: Alphabet) -> Mapping[str, tuple[_Rewrite, ...]]:
    found: defaultdict[str, list[_Rewrite]] = defaultdict(list)
    for pairs, likely in (
        (alphabet.twins, HEARD),
        (alphabet.near_vowels, MISHEARD),
        (alphabet.misread, MISREAD),
    ):
        for one, other in pairs:
            found[other].append(_Rewrite(one, other, likely))
            found[one].append(_Rewrite(other, one, likely))
    return {written: tuple(each) for written, each in found.items()}
