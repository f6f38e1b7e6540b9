"""Words in disguise: digits, signs and look-alikes for letters, and letters set apart."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np

from scanner.match.arrays import spread, where
from scanner.match.batch import Batch
from scanner.match.edits import LONGEST_ODD, REACH, Edit, Odd
from scanner.match.letters import (
    FIRST_FOREIGN,
    FIRST_LETTER,
    HIDDEN,
    IMITATES,
    JOINER,
    SIGNS,
)
from scanner.match.row import Row, among, belong


def in_disguise(row: Row) -> Iterator[tuple[Odd, list[Edit]]]:
    """Words with digits or signs in them, by what their readers see."""
    ways: list[tuple[Odd, list[Edit]]] = [(odd, []) for odd, _ in _DISGUISES]
    for start, end in _disguised(row):
        head = row.joined[start]
        for (_, edits), read in zip(ways, _read(row.joined[start:end]), strict=True):
            if read and read[0] not in (head, HIDDEN) and not _is_amid_small(row, start, end):
                edits.append(Edit(start, end, read[0].upper() + read[1:]))
            elif read:
                edits.append(Edit(start, end, read))
    return iter(ways)


@lru_cache(maxsize=1 << 12)
def _read(word: str) -> tuple[str, ...]:
    """What each of the `_DISGUISES` makes of a word; empty: nothing."""
    return tuple(undisguised(word) for _, undisguised in _DISGUISES)


def _is_amid_small(row: Row, start: int, end: int) -> bool:
    """Whether the words beside one begin with small letters: then it has no capital to hide."""
    begin, stop = row.text_around(start)
    before, _, _ = row.joined[max(start - 2 * LONGEST_ODD, begin) : start].rpartition(" ")
    _, _, behind = row.joined[end : min(end + LONGEST_ODD, stop)].partition(" ")
    heads = before.rpartition(" ")[2][:1], behind[:1]
    return all(not head or head.islower() or head.isspace() for head in heads)


def _disguised(row: Row) -> Iterator[tuple[int, int]]:
    """Words in which letters stand beside digits or signs, at most `LONGEST_ODD` long."""
    before, behind = row.letters[row.odd - 1], row.letters[row.odd + 1]
    beside = where((before >= FIRST_LETTER) | (behind >= FIRST_LETTER))
    odd, before, behind = row.odd[beside], before[beside], behind[beside]
    shown_before = (before > JOINER) | belong(row.points[odd - 1], _SIGN)
    shown_behind = (behind > JOINER) | belong(row.points[odd + 1], _SIGN)
    sign = belong(row.points[odd], _SIGN)
    inside = sign & shown_behind & (shown_before | belong(row.points[odd], _OPENING))
    last = belong(row.points[odd], _CLOSING) & (before >= FIRST_LETTER) & ~shown_behind
    ends = (place for place in odd[last].tolist() if not _closes(row, place))
    done = 0
    for place in sorted((*_digits(row), *odd[inside].tolist(), *ends)):
        if place < done or _opens(row, place):
            continue
        head = _HEAD.search(row.joined, max(done, place - LONGEST_ODD), place)
        start = head.start() if head else place
        run = _RUN.match(row.joined, place)
        done = run.end() if run else place + 1
        at = row.joined.find("@", start + 1, done)
        end = at if at >= 0 and row.joined[done] == "." else done
        if _SHORTEST <= end - start <= LONGEST_ODD and place < end:
            yield start, end


def _digits(row: Row) -> list[int]:
    """Where digits stand beside letters."""
    letter = row.letters >= FIRST_LETTER
    beside = row.letters - ord("0") < len(_DIGITS)
    beside[1:-1] &= letter[:-2] | letter[2:]
    found: list[int] = where(beside).tolist()
    return found


def _closes(row: Row, place: int) -> bool:
    """True for the second sign of ``*Anna Berg*``."""
    opened = row.joined.rfind(row.joined[place], max(place - REACH, 0), place)
    return opened >= 0 and row.letters[opened - 1] <= JOINER < row.letters[opened + 1]


def _opens(row: Row, place: int) -> bool:
    """True for the first sign of ``*Anna Berg*``."""
    if row.joined[place] != "*" or row.letters[place - 1] > JOINER:
        return False
    closed = row.joined.find("*", place + 1, place + REACH)
    return closed >= 0 and row.letters[closed - 1] > JOINER >= row.letters[closed + 1]


_SIGN: Final = among(SIGNS)
_OPENING: Final = among("$@!|€£?*█▓▒░\ufffd")
_CLOSING: Final = among("*@#_•\ufffd")
_HEAD: Final = re.compile(rf"[\w{re.escape(SIGNS)}]+\Z")
_RUN: Final = re.compile(rf"[\w{re.escape(SIGNS)}]+")
_DIGITS: Final = "0123456789"
_LEET: Final = str.maketrans("012345789$@€£¢+", "oizeastbgsaelct") | str.maketrans("6!|", "gii")
_EITHER: Final = str.maketrans("16!|", HIDDEN * 4)
"""Each may be one of two letters."""
_ARABIZI: Final = str.maketrans(
    {"2": "", "3": "", "5": "kh", "6": "t", "7": "h", "8": "q", "9": "s"}
)
"""As Arabs write on Latin keyboards: 3 is ع, 7 is ح."""
_ARABIZI_DIGIT: Final = re.compile(
    r"^[235679](?=[a-z])|(?<=[^\W\d])[235679](?=[a-z])", re.IGNORECASE
)
_SIGNS: Final = frozenset(SIGNS)
_MASKS: Final = str.maketrans(SIGNS + _DIGITS, HIDDEN * len(SIGNS + _DIGITS))
_SHORTEST: Final = 3
_SHORTEST_NUMBERED: Final = 4
"""Letters of a user name before or behind its number."""


def _leet(word: str) -> str:
    word = word.lstrip(_HANDLE).rstrip("!?|")
    read = word.translate(_LEET)
    return _as_loud(word, read) if _is_disguise(word, read) else ""


def _leet_either(word: str) -> str:
    word = word.lstrip(_HANDLE).rstrip("!?|")
    read = word.translate(_EITHER).translate(_LEET)
    return _as_loud(word, read) if _is_disguise(word, read) else ""


def _as_loud(word: str, read: str) -> str:
    """In capitals where the letters of a disguised word are: ``4M1N4``."""
    return read.upper() if word.isupper() and sum(map(str.isalpha, word)) > 1 else read


def _arabizi(word: str) -> str:
    """``3ali``, ``Fa6ima``, ``7assan``: digits for letters that Latin has not."""
    if not word.isalnum() or not _ARABIZI_DIGIT.search(word):
        return ""
    read = word.translate(_ARABIZI)
    return read if _is_disguise(word, read) else ""


def _is_disguise(word: str, read: str) -> bool:
    told = any(map(str.isalpha, word)) and not _ROUND.search(word)
    return told and read != word and read.isalpha() and len(read) >= _SHORTEST


def _masked(word: str) -> str:
    """Half of the letters must be told; a word between two signs is only emphasised."""
    if _SIGNS.isdisjoint(word) or word[0] in _HANDLE or _ESCAPED.search(word):
        return ""
    word = word.lstrip("!%|+~").rstrip("!?%|+~" if word.count("?") < 2 else "")
    if not word:
        return ""
    if not word.strip(SIGNS + _DIGITS).translate(_MASKS).count(HIDDEN) and word[0] == word[-1]:
        return ""
    read = word.translate(_MASKS)
    hidden = read.count(HIDDEN)
    told = len(read) - hidden
    signed = not _SIGNS.isdisjoint(word)
    return read if signed and told >= max(2, hidden) and read.isalpha() else ""


_HANDLE: Final = "@#"
"""Before a name in a net: no letter is hidden there."""
_ESCAPED: Final = re.compile("%[0-9A-F]{2}")


def _unnumbered(word: str) -> str:
    name = word.lstrip("@#")
    read = _NUMBER.sub("_", name.strip(_DIGITS + "_"))
    long = len(read) >= _SHORTEST_NUMBERED
    return read if read != name and long and read.replace("_", "").isalpha() else ""


_ROUND: Final = re.compile("^00|00$|000")
"""In numbers beside a unit (``000kr``, ``00-tal``); no name begins, ends or goes on so."""
_NUMBER: Final = re.compile("[0-9]{2,}")
"""Between words: ``testberg2024final``."""
_DISGUISES: Final[tuple[tuple[Odd, Callable[[str], str]], ...]] = (
    (Odd.LEET, _leet),
    (Odd.LEET, _leet_either),
    (Odd.LEET, _arabizi),
    (Odd.MASKED, _masked),
    (Odd.NUMBERED, _unnumbered),
)


def misread(row: Row) -> list[Edit]:
    """Each capital I inside a word, which looks like a small L."""
    place = where(row.low == ord("I"))
    place = place[(row.letters[place - 1] >= FIRST_LETTER) & ~row.is_capital[place - 1]]
    return [Edit(each, each + 1, "l") for each in place.tolist()]


def imitated(row: Row, batch: Batch) -> list[Edit]:
    """Words that look Latin beside Latin words, and are not."""
    foreign = batch.head >= FIRST_FOREIGN
    alone = where(foreign)
    if not len(alone):
        return []
    latin = (batch.head >= FIRST_LETTER) & ~foreign
    beside = latin[np.maximum(alone - 1, 0)] | latin[np.minimum(alone + 1, len(latin) - 1)]
    alone = alone[beside & (batch.end[alone] - batch.start[alone] == batch.length[alone])]
    which, place = spread(batch.start[alone], batch.length[alone])
    is_capital = row.is_capital[place]
    alike = IMITATES[is_capital.astype(np.intp), row.letters[place]]
    shown = (alike - _TO_CAPITAL * is_capital).tobytes().decode("latin-1")
    told = where(np.bincount(which[alike == 0], minlength=len(alone)) == 0)
    first = np.cumsum(batch.length[alone]) - batch.length[alone]
    columns = batch.start[alone[told]], batch.end[alone[told]], first[told]
    return [
        Edit(start, end, shown[at : at + end - start])
        for start, end, at in zip(*(column.tolist() for column in columns), strict=True)
    ]


_TO_CAPITAL: Final = np.uint8(ord("a") - ord("A"))
_WIDEST: Final = 5
"""Characters between two letters of a word that is spaced out."""
_LEAST: Final = 3
"""Letters in a row, each alone, that may be a word."""


def spaced(row: Row, batch: Batch) -> list[Edit]:
    """Runs of single letters, read as words."""
    letter = batch.head >= FIRST_LETTER
    single = batch.length == 1
    first = where(single[1:] & single[:-1])
    beside = letter[first] | letter[first + 1]  # or two digits between letters: t 0 b 1 4 s
    beside |= letter[first - 1] & letter[np.minimum(first + 2, len(letter) - 1)]
    first = first[beside]
    first = first[batch.start[first + 1] - batch.end[first] <= _WIDEST].tolist()
    # Of each run: where it begins among those that have a letter behind them, and where it ends.
    jumps = [at for at, (one, other) in enumerate(pairwise(first), 1) if other - one > 1]
    runs = pairwise([0, *jumps, len(first)])
    words = [slice(first[a], first[b - 1] + 2) for a, b in runs if b - a + 1 >= _LEAST]
    return [
        edit
        for run in words
        for edit in _despaced(row.joined, batch.start[run].tolist(), batch.end[run].tolist())
    ]


def _despaced(joined: str, start: Sequence[int], end: Sequence[int]) -> Iterator[Edit]:
    """Words part where the gap is wider than between letters, and before a capital.

    One edit each: in one for the whole run, all names of a page that is spaced out would overlap.
    """
    letters = [joined[one:other] for one, other in zip(start, end, strict=True)]
    gaps = [joined[one:other] for one, other in zip(end, start[1:], strict=False)]
    usual = Counter(gaps).most_common(1)[0][0]
    begins = 0
    for at, (gap, (before, letter)) in enumerate(zip(gaps, pairwise(letters), strict=True), 1):
        wide = gap != usual and (len(gap) > 1 or gap == " ")
        if wide or (before.islower() and letter.isupper()):
            yield Edit(start[begins], end[at - 1], _plain("".join(letters[begins:at])))
            yield Edit(end[at - 1], start[at], " ")
            begins = at
    yield Edit(start[begins], end[-1], _plain("".join(letters[begins:])))


def _plain(word: str) -> str:
    """A word that was spaced out, without the digits in it: ``4 m 1 n 4``."""
    return word if word.isalpha() else _leet(word) or word
