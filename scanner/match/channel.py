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

from collections.abc import Iterator
from functools import cache, lru_cache
from math import hypot, log2
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from scanner.match.families import family
from scanner.match.letters import LATIN
from scanner.match.lexicon import SYMBOLS, Reals, Role, Spelled, lexicon, role_bits
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

_TWINS: Final = (
    ("kv", "qv"),
    ("kv", "qu"),
    ("qv", "qu"),
    ("kv", "kw"),
    ("ck", "k"),
    ("ch", "k"),
    ("c", "k"),
    ("c", "s"),
    ("z", "s"),
    ("w", "v"),
    ("ph", "f"),
    ("f", "v"),
    ("ff", "v"),
    ("th", "t"),
    ("dt", "t"),
    ("x", "ks"),
    ("sh", "sch"),
    ("sh", "ch"),
    ("kh", "k"),
    ("kh", "h"),
    ("gh", "g"),
    ("dj", "j"),
    ("hj", "j"),
    ("y", "j"),
    ("y", "i"),
    ("ie", "i"),
    ("ee", "i"),
    ("ou", "u"),
    ("oo", "u"),
    ("ae", "a"),
    ("oe", "o"),
    ("aa", "a"),
    ("ll", "l"),
    ("mm", "m"),
    ("nn", "n"),
    ("ss", "s"),
    ("tt", "t"),
    ("rr", "r"),
    ("pp", "p"),
    ("bb", "b"),
    ("dd", "d"),
    ("ah", "a"),
    ("ih", "i"),
    ("el", "al"),
)
"""Spelt one way or the other: in Swedish, and in Latin spellings of Arabic and Persian names."""
_NEAR_VOWELS: Final = (("o", "u"), ("e", "i"), ("ai", "ei"), ("ay", "ey"))
"""Vowels that Latin spellings of Arabic, Persian and Somali names mix up."""
_MISREAD: Final = (
    ("rn", "m"),
    ("l", "i"),
    ("cl", "d"),
    ("vv", "w"),
    ("ii", "u"),
    ("h", "b"),
    ("li", "h"),
)
"""Alike to a scanner's eye."""


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
NEVER: Final = -1024.0
"""Bits of what cannot be."""


class _Rewrite(NamedTuple):
    """What may be written in place of letters that were meant, and how likely it is."""

    meant: str
    written: str
    likely: float


_REWRITES: Final = tuple(
    _Rewrite(meant, written, likely)
    for pairs, likely in ((_TWINS, HEARD), (_NEAR_VOWELS, MISHEARD), (_MISREAD, MISREAD))
    for pair in pairs
    for meant, written in (pair, pair[::-1])
)

LONGEST_REWRITE: Final = 3
_BY_WRITTEN: Final = {
    written: tuple(each for each in _REWRITES if each.written == written)
    for written in {each.written for each in _REWRITES}
}


def meant_bits(written: str, part: str, role: Role) -> float:
    """Log odds that `part` was meant by `written`, rather than any other name or a word.

    Both folded, in Latin letters. Spellings of one `family` are one name.
    """
    readings = _readings(written)
    kin, side = family(part), role is Role.SURNAME
    namesakes = [each for each in readings.names if each.family == kin]
    anybody = readings.word + sum(each.borne[side] for each in readings.names)
    others = anybody - sum(each.borne[side] for each in namesakes)
    spelt = max((each.written for each in namesakes), default=0.0) * SPELT
    likely = max(chance(written, part), spelt)
    if not likely:
        return NEVER
    share = max(role_bits(part, role), PRIOR)
    return share + log2(likely) - log2(max(others, anybody * LEAST_OTHERS))


def chance(written: str, meant: str) -> float:
    """P(written | meant), all ways from the one to the other added up."""
    if written == meant:
        return 1 - SLIP
    likely = _added_up(_edits(written), written, meant)
    return likely * AGAIN if OSA.distance(written, meant) > 1 else likely


class _Name(NamedTuple):
    """A name that may have been meant by what is written."""

    family: str
    written: float
    """P(written | this name)."""
    borne: tuple[float, float]
    """P(written, and this is somebody's given name), the same for a surname."""


class _Readings(NamedTuple):
    """Whatever may have been meant by what is written."""

    names: tuple[_Name, ...]
    """First what is written, then the known names one slip or other spelling away."""
    word: float
    """P(written, and it is an ordinary word)."""


@lru_cache(maxsize=4096)
def _readings(written: str) -> _Readings:
    near = _near(written[:LONGEST])
    held, counted = lexicon().held(near.meant)
    if not len(held) or held[0]:  # What is written is nobody's name, and no word.
        held, counted = np.append(0, held), np.column_stack((np.zeros(len(Role)), counted))
    counted[:, 0] = np.exp2([role_bits(written, role) for role in Role])
    likely = near.likely[held]
    given, surname = counted[1:] * likely * (1 - ORDINARY)
    borne = zip(
        ((1 - ASIDE) * given + ASIDE * surname).tolist(),
        ((1 - ASIDE) * surname + ASIDE * given).tolist(),
        strict=True,
    )
    keys = [bytes(word).rstrip(b"\0").decode("ascii") for word in near.meant[held]]
    names = zip(map(family, keys), likely.tolist(), borne, strict=True)
    return _Readings(tuple(_Name(*each) for each in names), ORDINARY * float(counted[Role.WORD, 0]))


class _Edits(NamedTuple):
    """Of a word that is written: how likely each letter came to stand there, or not to."""

    dropped: list[list[float]]
    """Before each place, and at the end: by symbol, that this letter was left out."""
    changed: list[list[float]]
    """At each place: by symbol, that this letter was meant."""
    stray: list[float]
    """At each place: that no letter was meant."""
    swapped: list[float]
    """At each place but the last: that it was meant behind the next."""
    rewrites: list[list[_Rewrite]]
    """Before each place, and at the end: the other spellings that end there."""
    each: Reals
    """All that are slips, in the order of `_one_slip_away`."""


@lru_cache(maxsize=1024)
def _edits(written: str) -> _Edits:
    edged = np.array([0, *(LATIN.find(letter) + 1 for letter in written), 0])
    symbols, before, behind = edged[1:-1], edged[:-1], edged[1:]
    places = np.arange(len(before))
    each = SLIP / max(len(written), 1)
    dropped = np.full((len(written) + 1, SYMBOLS), each * DROPPED)
    # A letter of two that are equal counts as left out behind the first only.
    dropped[places, behind] = 0.0
    dropped[places, before] = SLIP * UNDOUBLED
    dropped[:, 0] = 0.0
    doubled = symbols == before[:-1]
    beside = np.maximum(_STRAY[before[:-1], symbols], _STRAY[behind[1:], symbols])
    beside[(symbols == behind[1:]) & ~doubled] = 0.0
    stray = each * np.where(doubled, DOUBLED, beside)
    changed = each * _CHANGED[:, symbols].T
    swapped = np.where(doubled[1:], 0.0, SLIP * SWAPPED / max(len(written) - 1, 1))
    for first in (dropped, changed, stray, swapped):
        first[:1] *= FIRST_LETTER
    return _Edits(
        dropped=dropped.tolist(),
        changed=changed.tolist(),
        stray=stray.tolist(),
        swapped=swapped.tolist(),
        rewrites=[list(_ending_in(written[:end])) for end in range(len(written) + 1)],
        each=np.concatenate((dropped[:, 1:].ravel(), changed[:, 1:].ravel(), stray, swapped)),
    )


def _ending_in(written: str) -> Iterator[_Rewrite]:
    """Other spellings of the last letters."""
    for length in range(1, min(LONGEST_REWRITE, len(written)) + 1):
        yield from _BY_WRITTEN.get(written[-length:], ())


def _added_up(edits: _Edits, written: str, meant: str) -> float:
    """P(written | meant): the forward algorithm over all alignments near the diagonal.

    What both begin and end with stands for itself, but for the letters beside the difference.
    """
    same = _equal(written, meant)
    ends = _equal(written[same:][::-1], meant[same:][::-1])
    first, last = max(same - BESIDE, 0), max(ends - BESIDE, 0)
    width, height = len(written) - last, len(meant) - last
    likely = [[0.0] * (width + 1) for _ in range(height + 1)]
    likely[first][first] = 1.0
    for i in range(first, height + 1):
        row, above = likely[i], likely[i - 1]
        letter = meant[i - 1 : i]
        symbol = LATIN.find(letter) + 1
        for j in range(max(first, i - FARTHEST), min(width, i + FARTHEST) + 1):
            so_far = row[j]
            if i > first:
                so_far += above[j] * edits.dropped[j][symbol]
            if j > first:
                so_far += row[j - 1] * edits.stray[j - 1]
            if i > first and j > first:
                exact = letter == written[j - 1]
                so_far += above[j - 1] * (1.0 if exact else edits.changed[j - 1][symbol])
            if i > first + 1 and j > first + 1 and meant[i - 2 : i] == written[j - 1 : j - 3 : -1]:
                so_far += likely[i - 2][j - 2] * edits.swapped[j - 2]
            for each in edits.rewrites[j]:
                back, forth = i - len(each.meant), j - len(each.written)
                if min(back, forth) >= first and meant.startswith(each.meant, back):
                    so_far += likely[back][forth] * each.likely
            row[j] = so_far
    return likely[height][width]


def _equal(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


class _Near(NamedTuple):
    """What may have been meant, first what is written, and how likely each is so written.

    The same word may be there more than once.
    """

    meant: Spelled
    likely: Reals


def _near(written: str) -> _Near:
    edits = _edits(written)
    rewritten = list(_rewritten(written))
    letters = np.frombuffer(_encoded(written), dtype=np.uint8)
    buffer = np.concatenate((letters, _ALPHABET, _NO_LETTER))
    slips = buffer[_one_slip_away(len(letters))]
    words = [written, *(meant for meant, _ in rewritten)]
    width = slips.shape[1]
    heard = [_encoded(word)[:width].ljust(width, b"\0") for word in words]
    others = np.frombuffer(b"".join(heard), dtype=np.uint8).reshape(-1, width)
    likely = [1 - SLIP, *(likely for _, likely in rewritten)]
    return _Near(np.concatenate((others, slips)), np.concatenate((likely, edits.each)))


def _encoded(word: str) -> bytes:
    """A sign that is no Latin letter becomes one that no known name has."""
    return word.encode("ascii", "replace")


def _rewritten(written: str) -> Iterator[tuple[str, float]]:
    """Words that may be so written by one other spelling, and how likely."""
    for end, rewrites in enumerate(_edits(written).rewrites):
        for each in rewrites:
            before = written[: end - len(each.written)]
            yield before + each.meant + written[end:], each.likely


@cache
def _one_slip_away(length: int) -> NDArray[np.uint8]:
    """Every word one slip away: which of the letters, the alphabet and no letter stands where."""
    places = range(length)
    alphabet = range(length, length + len(LATIN))
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
    found = np.full((len(ways), width), length + len(LATIN), dtype=np.uint8)
    for row, way in zip(found, ways, strict=True):
        row[: len(way)] = way[:width]
    return found


_ALPHABET: Final = np.frombuffer(LATIN.encode("ascii"), dtype=np.uint8)
_NO_LETTER: Final = np.zeros(1, dtype=np.uint8)

_KEYBOARD: Final = ((0.0, "qwertyuiop"), (0.25, "asdfghjkl"), (0.75, "zxcvbnm"))
_KEYS: Final = {
    letter: (offset + column, row)
    for row, (offset, letters) in enumerate(_KEYBOARD)
    for column, letter in enumerate(letters)
}
"""Where letters lie on the keyboard, in key widths."""
_VOWELS: Final = ("ae", "ei", "iy", "ou")
"""Vowels that are heard for each other."""


def _neighbouring() -> Reals:
    """By two symbols: the share of the second among the keys beside the first."""
    beside = np.zeros((SYMBOLS, SYMBOLS))
    for one, (x, y) in _KEYS.items():
        for other, (u, v) in _KEYS.items():
            near = 0 < hypot(x - u, y - v) < 1.5
            beside[LATIN.index(one) + 1, LATIN.index(other) + 1] = near
    beside /= np.maximum(beside.sum(axis=1, keepdims=True), 1)
    return beside


def _changes() -> Reals:
    """By the symbol meant and the one written: how a changed letter is shared out."""
    changed = NEIGHBOURING_KEY * _neighbouring() + OTHER_LETTER / len(LATIN)
    for one, other in _VOWELS:
        pair = LATIN.index(one) + 1, LATIN.index(other) + 1
        changed[pair] += NEAR_VOWEL * len(LATIN) / (4 * len(_VOWELS))
        changed[pair[::-1]] = changed[pair]
    np.fill_diagonal(changed, 0.0)
    return changed


_CHANGED: Final = _changes()
_STRAY: Final = STRAY_NEIGHBOUR * _neighbouring() + STRAY / len(LATIN)
