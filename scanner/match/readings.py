"""What a text may be read as, where its letters are disguised or broken.

Odd stretches are few; each is read in its likeliest other way, with some words around it, so that
whatever looks for names in a text looks for them in its readings too, and never knows why. The
readings of one kind do not overlap and are no longer than the text: all together at most as many
times its length as there are kinds, and once more for `Odd.LEET`.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from html import unescape
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple
from unicodedata import combining
from urllib.parse import unquote

import numpy as np

from scanner.match.arrays import spread, where
from scanner.match.batch import Batch
from scanner.match.letters import (
    BRACKETS,
    BROKEN,
    ESCAPES,
    FIRST_FOREIGN,
    HIDDEN,
    IMITATES,
    JOINER,
    LATIN,
    OVERRIDE,
    SIGNS,
)
from scanner.match.row import APART, Row, among, belong


class Odd(StrEnum):
    """Why a text is read in another way."""

    REPAIRED = "repaired"
    """Machines wrote it so, or for them: ``&auml;``, ``%C3%A4``, ``LindstrÃ¶m``, ``L<b>in</b>d``,
    ``lind (at) berg (dot) se``."""
    IMITATED = "imitated"
    """A Latin word in letters of another script that look alike, all of them."""
    SPACED = "spaced"
    """``B e r g``, ``B.e.r.g``."""
    LEET = "leet"
    """``S0nja``, ``WahIberg``. A digit that may be one of two letters is `HIDDEN` in a second
    reading."""
    MASKED = "masked"
    """``A*na``, ``L_ndström``: `HIDDEN` stands for each sign."""
    NUMBERED = "numbered"
    """``annaberg84``, ``@anna_berg84``."""
    TURNED = "turned"
    """Written backwards, with a sign that turns it: seen as ``Anna Berg``."""
    HALVES = "halves"
    """``Lind ström``, and ``Ann-Marie`` for Annmarie."""


class Edit(NamedTuple):
    """A stretch of a row of texts that is read in another way."""

    start: int
    end: int
    read: str


Edits = Sequence[Edit]
"""In order, none within another."""


class _Place(NamedTuple):
    """Where what was edited stands in a reading, and where in the text."""

    start: int
    end: int
    text_start: int
    text_end: int


_start: Final = itemgetter(0)


# By identity: it may be as long as a page, and is asked for at each of its spots.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """A stretch of a text as it may also be read."""

    text: int
    """Which text, counted from 0."""
    odd: Odd
    written: str
    """As it is read. What `Odd.REPAIRED` mends is mended in all kinds."""
    begins: int
    """Where the stretch begins in the text."""
    edited: tuple[_Place, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``written[start:end]`` (not empty) stands in the text, half open."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def tells(self, start: int, end: int) -> bool:
        """Whether anything in ``written[start:end]`` is read in another way than it is written."""
        at = bisect_left(self.edited, end, key=_start) - 1
        return at >= 0 and self.edited[at].end > start

    def _origin(self, place: int) -> tuple[int, int]:
        at = bisect_right(self.edited, place, key=_start) - 1
        if at < 0:
            return self.begins + place, self.begins + place + 1
        edit = self.edited[at]
        if place < edit.end:
            return edit.text_start, edit.text_end
        origin = edit.text_end + place - edit.end
        return origin, origin + 1


def readings(row: Row, batch: Batch, halves: Edits) -> list[Reading]:
    """Every other way to read stretches of texts. Linear in the texts' length.

    `batch` has the words of `row`; `halves` are the words that make a name when put together.
    """
    repairs = [*_merged(_repairs(row), [*_unmarked(row), *_spelled_out(row)])]
    ways = (
        *_undisguised(row),
        (Odd.LEET, _misread(row)),
        (Odd.IMITATED, _imitated(row, batch)),
        (Odd.SPACED, _spaced(row, batch)),
        (Odd.TURNED, _turned(row)),
        (Odd.HALVES, halves),
    )
    begins = row.begins.tolist()
    found = [_reading(row, Odd.REPAIRED, near, (), begins) for near in _stretches(repairs, begins)]
    # Where no digit may be one of two letters, both readings of `Odd.LEET` are one.
    stretches = dict.fromkeys(
        (odd, near) for odd, edits in ways for near in _stretches(edits, begins)
    )
    return found + [_reading(row, odd, near, repairs, begins) for odd, near in stretches]


_REACH: Final = 64
"""Characters around an edit that are read with it."""


def _stretches(edits: Edits, begins: Sequence[int]) -> Iterator[tuple[Edit, ...]]:
    """Edits that are near each other, in one text: it begins where `begins` says."""
    first = 0
    for place, (one, other) in enumerate(pairwise(edits), 1):
        apart = other.start - one.end > 2 * _REACH
        if apart or other.start >= begins[bisect_right(begins, one.start)]:
            yield tuple(edits[first:place])
            first = place
    if edits:
        yield tuple(edits[first:])


def _reading(row: Row, odd: Odd, edits: Edits, repairs: Edits, begins: Sequence[int]) -> Reading:
    text = bisect_right(begins, edits[0].start) - 1
    first = _blank_behind(row.joined, edits[0].start, begins[text])
    last = _blank_before(row.joined, edits[-1].end, begins[text + 1] - len(APART))
    within = repairs[
        bisect_left(repairs, first, key=_start) : bisect_left(repairs, last, key=_start)
    ]
    pieces: list[str] = []
    edited: list[_Place] = []
    length, done = 0, first
    for edit in _merged(edits, within):
        pieces += row.joined[done : edit.start], edit.read
        until = length + edit.start - done
        length, done = until + len(edit.read), edit.end
        origin = edit.start - begins[text], edit.end - begins[text]
        edited.append(_Place(until, length, *origin))
    return Reading(
        text=text,
        odd=odd,
        written="".join(pieces) + row.joined[done:last],
        begins=first - begins[text],
        edited=tuple(edited),
    )


def _merged(edits: Edits, others: Edits) -> Iterator[Edit]:
    """All in order; of two that overlap the first."""
    until = -1
    for edit in sorted((*edits, *others)) if others else edits:
        if edit.start >= until:
            yield edit
            until = edit.end


def _blank_behind(joined: str, place: int, least: int) -> int:
    """Where words before a place begin to be read: behind a blank, so that none is cut."""
    if place - _REACH <= least:
        return least
    blank = joined.find(" ", place - _REACH, place)
    return place if blank < 0 else blank + 1


def _blank_before(joined: str, place: int, most: int) -> int:
    if place + _REACH >= most:
        return most
    blank = joined.rfind(" ", place, place + _REACH)
    return place if blank < 0 else blank


_FOLLOWING: Final = "".join(
    bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) + chr(byte)
    for byte in range(0x80, 0xC0)
)
"""Bytes behind the first of a letter in UTF-8, read as Windows-1252 or as Latin-1."""
_FOLLOW: Final = among(_FOLLOWING)
_BROKEN: Final = among(BROKEN)
_ESCAPE: Final = among(ESCAPES)
_SIGN: Final = among(SIGNS)
_PAIRS: Final = rf"(?:[{BROKEN}][{re.escape(_FOLLOWING)}]|\u00e2[{re.escape(_FOLLOWING)}]{{2}})+"
_REPAIR: Final = re.compile(
    r"&(?:#\d{2,6}|#[xX][\da-fA-F]{2,5}|[A-Za-z]{2,8});?"
    r"|(?:%[\da-fA-F]{2})+|(?:=[\dA-F]{2})+|(?:\\u[\da-fA-F]{4})+|" + _PAIRS
)
_TWICE: Final = re.compile(_PAIRS)


def _repairs(row: Row) -> list[Edit]:
    """Letters that machines wrote in several."""
    points, behind = row.points[row.odd], row.points[row.odd + 1]
    told = (row.letters[row.odd + 1] > JOINER) | (behind == ord("#"))
    escaped = belong(points, _ESCAPE) & told
    broken = belong(points, _BROKEN) & belong(behind, _FOLLOW)
    found: list[Edit] = []
    done = 0
    for place in row.odd[escaped | broken].tolist():
        match = _REPAIR.match(row.joined, place) if place >= done else None
        read = _mended(match[0]) if match else ""
        if match and read and read != match[0]:
            done = match.end()
            found.append(Edit(place, done, read))
    return found


def _unmarked(row: Row) -> list[Edit]:
    """Words without marks inside, and addresses with the signs that were spelled out."""
    found: list[Edit] = []
    done = 0
    for place in row.odd[belong(row.points[row.odd], _BEGINS_MARK)].tolist():
        match = _MARK.match(row.joined, place) if place >= done else None
        if not match:
            continue
        start, done = match.span()
        if match["address"]:
            blank = row.joined[start - 1] == " " and not row.joined[start - 2 : start].isspace()
            found.append(Edit(start - (blank and start > 1), done, _sign_of(match[0])))
        elif row.joined[start - 1].isalpha() or row.joined[done].isalpha():
            found.append(Edit(start, done, match["inside"] or ""))
    return found


def _spelled_out(row: Row) -> list[Edit]:
    """Addresses of mail that Swedes write in words: ``lind punkt berg snabel-a …``."""
    hyphens = row.odd[row.points[row.odd] == ord("-")]
    told = hyphens[row.points[hyphens - 1] == ord("l")]
    found: list[Edit] = []
    for place in told.tolist():
        start = place - len(" snabel")
        if row.joined.startswith(" snabel-a ", max(start, 0)):
            least = max(start - _LONGEST, found[-1].end if found else 0)
            found += (
                Edit(match.start(), match.end(), ".")
                for match in _SPELLED_DOT.finditer(row.joined, least, start)
            )
            found.append(Edit(start, start + len(" snabel-a "), "@"))
    return found


def _turned(row: Row) -> list[Edit]:
    """What a sign for right to left shows the other way round."""
    found: list[Edit] = []
    for place in row.odd[row.points[row.odd] == ord(OVERRIDE)].tolist():
        match = _OVERRIDDEN.match(row.joined, place + 1)
        if match:
            found.append(Edit(match.start(), match.end(), match[0][::-1]))
    return found


_OVERRIDDEN: Final = re.compile("[^\u202a-\u202e\r\n]{3,120}")
"""Of a longer line nobody could tell where in it a name stands."""
_SPELLED_DOT: Final = re.compile(r"(?<=\w) (?:punkt|dot) (?=\w)")
_BEGINS_MARK: Final = among(BRACKETS + "*~_|")
_TAG: Final = r"</?(?:b|i|u|s|em|strong|span|font|small|big|sup|sub|mark|wbr)\b[^<>]{0,40}>"
_CODE: Final = r"\[/?(?:b|i|u|s|color|size|font|url|spoiler)\b[^\[\]]{0,40}\]"
_MARK: Final = re.compile(
    rf"(?<=[^\W_])(?:{_TAG}|{_CODE}){{1,4}}(?=[^\W_])"
    r"|(?P<pair>\*\*|~~|__|\|\|)(?P<inside>[^\s*~|_<\[]{1,24})(?P=pair)"
    r"|(?P<address>[\[({](?:\.|dot|punkt|prick|@|at|ät|snabel-?a)[\])}]) ?"
)


def _sign_of(spelled: str) -> str:
    return "." if spelled[1:-1].rstrip("])} ") in (".", "dot", "punkt", "prick") else "@"


def _mended(written: str) -> str:
    """The letters that were meant; empty where that cannot be told."""
    match written[0]:
        case "&":
            return unescape(written)
        case "%" | "=":
            read = unquote(written.replace("=", "%"))
        case "\\":
            read = "".join(chr(int(code, 16)) for code in written.split("\\u")[1:])
        case _:
            read = _unbroken(written)
    return "" if "\ufffd" in read else read


def _unbroken(written: str) -> str:
    try:
        read = bytes(_FOLLOWING_BYTE.get(each, ord(each)) for each in written).decode()
    except (UnicodeDecodeError, ValueError):
        return ""
    if combining(read[0]):  # "Ö•" of Ö•z•k•a•n is no accent.
        return ""
    return _unbroken(read) if _TWICE.fullmatch(read) else read


_FOLLOWING_BYTE: Final = {each: 0x80 + place // 2 for place, each in enumerate(_FOLLOWING)}


_LONGEST: Final = 40
"""Characters of a disguised word; longer ones are addresses and keys."""


def _undisguised(row: Row) -> Iterator[tuple[Odd, list[Edit]]]:
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
    first = row.joined.rfind(" ", max(start - _LONGEST, 0), start)
    before = row.joined.rfind(" ", max(first - _LONGEST, 0), max(first, 0)) + 1
    behind = row.joined.find(" ", end, end + _LONGEST) + 1
    heads = row.joined[before], row.joined[behind : behind + 1]
    return all(head.islower() or head.isspace() for head in heads)


def _disguised(row: Row) -> Iterator[tuple[int, int]]:
    """Words in which letters stand beside digits or signs, at most `_LONGEST` characters long."""
    before, behind = row.letters[row.odd - 1], row.letters[row.odd + 1]
    beside = where((before >= _FIRST_LETTER) | (behind >= _FIRST_LETTER))
    odd, before, behind = row.odd[beside], before[beside], behind[beside]
    shown_before = (before > JOINER) | belong(row.points[odd - 1], _SIGN)
    shown_behind = (behind > JOINER) | belong(row.points[odd + 1], _SIGN)
    sign = belong(row.points[odd], _SIGN)
    digit = (row.letters[odd] > JOINER) & (row.letters[odd] < _FIRST_LETTER)
    inside = sign & shown_behind & (shown_before | belong(row.points[odd], _OPENING))
    last = belong(row.points[odd], _CLOSING) & (before >= _FIRST_LETTER) & ~shown_behind
    ends = (place for place in odd[last].tolist() if not _closes(row, place))
    done = 0
    for place in sorted((*odd[digit | inside].tolist(), *ends)):
        if place < done or _opens(row, place):
            continue
        head = _HEAD.search(row.joined, max(done, place - _LONGEST), place)
        start = head.start() if head else place
        run = _RUN.match(row.joined, place)
        done = run.end() if run else place + 1
        at = row.joined.find("@", start + 1, done)
        end = at if at >= 0 and row.joined[done] == "." else done
        if _SHORTEST <= end - start <= _LONGEST and place < end:
            yield start, end


def _closes(row: Row, place: int) -> bool:
    """True for the second sign of ``*Anna Berg*``."""
    opened = row.joined.rfind(row.joined[place], max(place - _REACH, 0), place)
    return opened >= 0 and row.letters[opened - 1] <= JOINER < row.letters[opened + 1]


def _opens(row: Row, place: int) -> bool:
    """True for the first sign of ``*Anna Berg*``."""
    if row.joined[place] != "*" or row.letters[place - 1] > JOINER:
        return False
    closed = row.joined.find("*", place + 1, place + _REACH)
    return closed >= 0 and row.letters[closed - 1] > JOINER >= row.letters[closed + 1]


_FIRST_LETTER: Final = ord(LATIN[0])
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
    told = any(map(str.isalpha, word))
    return told and read != word and read.isalpha() and len(read) >= _SHORTEST


def _masked(word: str) -> str:
    """Half of the letters must be told; a word between two signs is only emphasised."""
    if _SIGNS.isdisjoint(word) or word[0] in _HANDLE or _ESCAPED.search(word):
        return ""
    word = word.lstrip("!%|+~").rstrip("!?%|+~" if word.count("?") < 2 else "")
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


_NUMBER: Final = re.compile("[0-9]{2,}")
"""Between words: ``testberg2024final``."""

_DISGUISES: Final[tuple[tuple[Odd, Callable[[str], str]], ...]] = (
    (Odd.LEET, _leet),
    (Odd.LEET, _leet_either),
    (Odd.LEET, _arabizi),
    (Odd.MASKED, _masked),
    (Odd.NUMBERED, _unnumbered),
)


def _misread(row: Row) -> list[Edit]:
    """Each capital I inside a word, which looks like a small L."""
    place = where((row.letters == ord("i")) & row.is_capital)
    place = place[(row.letters[place - 1] >= _FIRST_LETTER) & ~row.is_capital[place - 1]]
    place = place[row.points[place] == ord("I")]
    return [Edit(each, each + 1, "l") for each in place.tolist()]


def _imitated(row: Row, batch: Batch) -> list[Edit]:
    """Words that look Latin beside Latin words, and are not."""
    foreign = batch.head >= FIRST_FOREIGN
    alone = where(foreign)
    if not len(alone):
        return []
    latin = (batch.head >= _FIRST_LETTER) & ~foreign
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


def _spaced(row: Row, batch: Batch) -> list[Edit]:
    """Runs of single letters, read as words."""
    letter = batch.head >= _FIRST_LETTER
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
