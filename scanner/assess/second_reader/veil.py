"""A post without anybody in it: what may be shown to a second reader.

Not what looks personal is taken out, for a hostile page spells a name in any way; only what is
known to be harmless stays: everyday words that are no likelier a name, and plain signs. All else
(numbers, addresses, mails, links, plates, user names, unknown words, other scripts' names) becomes
a placeholder, and so does an everyday word that could be a piece of her own name.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from rapidfuzz import fuzz

from scanner.assess.second_reader.opinion import HER, SOMETHING
from scanner.identifiers.kinds import find_folded
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.text.fold import fold, fold_key

_OF_KIND: Final = {kind: f"[{kind.value.upper()}]" for kind in DetailKind}
_PLACEHOLDERS: Final = frozenset((HER, SOMETHING, *_OF_KIND.values()))
"""Any other word in brackets is the page's own."""

MOST_CHARACTERS: Final = 1000
"""Characters of a post that are read."""

PLAIN: Final = 2.0
"""Bits by which a word must be likelier an everyday word than a name."""
PLAIN_IN_CAPITALS: Final = 5.0
"""The same at the beginning of a sentence, and in texts that shout."""

LIKE_HERS: Final = 75.0
"""Likeness (0 to 100) to a part of her name from which a word is taken for a form of it."""
SHORT: Final = 3
"""Letters of the shortest part of a name that is looked for across words and inside them."""

_TOKEN: Final = re.compile(r"\S+")
_OUTSIDE: Final = re.compile(r"^([(\"'«“”„\-–]*)(.*?)([.,!?;:)\"'»”“…\-–،؟]*)$", re.DOTALL)
_ENDS: Final = frozenset(".!?:…")
_STREET: Final = re.compile(
    r".+(?:gata|gatan|väg|vägen|gränd|gränden|torg|torget|stig|stigen|allé|allén|backe|backen|"
    r"plan|plats|street|road|lane)"
)
"""Streets; the bare word is none."""
_JOINTS: Final = frozenset(
    ("punkt", "dot", "prick", "snabel", "slash", "snedstreck", "bindestreck", "understreck",
     "arroba", "nokta", "نقطة")
)  # fmt: skip
"""Words by which an address is spoken: what stands beside one may be part of it."""
_NUMBER_WORDS: Final = """
noll nolla ett en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton
sjutton arton nitton tjugo trettio fyrtio femtio sextio sjuttio åttio nittio hundra tusen
zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
thousand صفر واحد اثنين ثلاثة اربعة خمسة ستة سبعة ثمانية تسعة عشرة
eber kow laba saddex afar shan lix toddoba siddeed sagaal toban
sıfır bir iki üç dört beş altı yedi sekiz dokuz on
nollan etta ettan tvåa tvåan trea trean fyran femma femman sexa sexan sjua sjuan åttan nia nian tia
tian första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte trettonde
first second third fourth fifth sixth seventh eighth ninth tenth
"""
_TENS: Final = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
_ONES: Final = ("en", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
_NUMBERS: Final = frozenset(
    map(fold_key, [*_NUMBER_WORDS.split(), *(ten + one for ten in _TENS for one in _ONES)])
)
_COMMON_NUMBERS: Final = frozenset(
    map(fold_key, ("en", "ett", "on", "one", "bir", "första", "andra", "tredje", "first", "second"))
)
"""They are other words too, and stay where no number stands beside them."""

Plainness = Callable[[str], float]
"""Bits by which a word in lower case is likelier an everyday word than a name; -inf if unknown."""


@dataclass(frozen=True, slots=True)
class _Piece:
    shown: str
    key: str = ""
    """Comparable; '' of a placeholder."""
    is_line_end: bool = False


def veiled(
    text: str,
    hers: Iterable[tuple[int, int]],
    names: Iterable[Personal],
    plainness: Plainness,
    *,
    places: Iterable[tuple[int, int]] = (),
) -> str:
    """`text` with placeholders for everything that may tell who anybody is.

    `hers`: where she stands in it; `names`: whatever she is called, and her town; `places`: where
    towns and her user names stand in it, though they may be everyday words too.
    """
    parts = _parts(names)
    covered = _covered(text[:MOST_CHARACTERS], hers, places)
    pieces = list(_pieces(covered, parts, plainness))
    pieces = _without_joints(pieces)
    pieces = _without_numbers(pieces)
    pieces = _without_split_names(pieces, parts)
    return _joined(_without_letters(pieces, parts))


def _parts(names: Iterable[Personal]) -> frozenset[str]:
    """Every word of what she is called, and each whole name as one word, both ways round."""
    words: set[str] = set()
    for one in names:
        key = fold_key(one.reveal())
        words |= {*key.split(), key.replace(" ", "")}
    return frozenset(words | {word[::-1] for word in words if len(word) >= SHORT}) - {""}


def _covered(text: str, hers: Iterable[tuple[int, int]], places: Iterable[tuple[int, int]]) -> str:
    """`text` with her, every detail of anybody and `places` as placeholders between spaces."""
    found = [(one.start, one.end, _OF_KIND[one.kind]) for one in find_folded(fold(text))]
    found += [(start, end, HER) for start, end in hers if start < len(text)]
    found += [(start, end, SOMETHING) for start, end in places if start < len(text)]
    # Backwards, so that places stay; of what overlaps, the later and then the longer hides both.
    limit = len(text)
    for start, end, shown in sorted(found, key=lambda one: (one[1], -one[0]), reverse=True):
        if start < limit:
            text = f"{text[:start]} {shown} {text[max(min(end, limit), start) :]}"
            limit = start
    return text


def _pieces(text: str, parts: frozenset[str], plainness: Plainness) -> Iterator[_Piece]:
    begins = True
    for line in text.splitlines():
        for token in _TOKEN.findall(line):
            piece = _piece(token, parts, plainness, begins=begins)
            begins = token[-1] in _ENDS
            yield piece
        begins = True
        yield _Piece("\n", is_line_end=True)


def _piece(token: str, parts: frozenset[str], plainness: Plainness, *, begins: bool) -> _Piece:
    if token in _PLACEHOLDERS:
        return _Piece(token)
    split = _OUTSIDE.match(token)
    before, core, after = split.groups() if split else ("", token, "")
    if not core:
        return _Piece(token) if len(token) <= len("...") else _Piece(SOMETHING)
    key = fold_key(core)
    if not core.isalpha() or key.split() != [key] or not _is_of_nobody(core, key, parts):
        return _Piece(SOMETHING)
    if not _is_everyday(core, plainness, begins=begins):
        return _Piece(SOMETHING)
    return _Piece(f"{before[:1]}{fold(core).text}{after[:1]}", key)


def _is_of_nobody(core: str, key: str, parts: frozenset[str]) -> bool:
    """False for what may be a part of her name, in whatever form, or the name of a street."""
    if _STREET.fullmatch(core.lower()):
        return False
    return not any(key == part or _is_like(key, part) for part in parts)


def _is_like(key: str, part: str) -> bool:
    """True for a word that holds a part of a name, begins or ends one, or is nearly one."""
    if len(key) >= SHORT and (part.startswith(key) or part.endswith(key)):
        return True
    return len(part) > SHORT and (part in key or fuzz.ratio(key, part) >= LIKE_HERS)


def _is_everyday(core: str, plainness: Plainness, *, begins: bool) -> bool:
    bits = plainness(core.lower())
    if core.islower() or core.lower() == core:  # the second: scripts without case
        return bits >= PLAIN
    is_shouted = core.isupper() and len(core) > 1
    return (begins or is_shouted) and bits >= PLAIN_IN_CAPITALS


def _without_joints(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Without spoken addresses: "exempel punkt se"."""
    joints = {at for at, one in enumerate(pieces) if one.key in _JOINTS}
    hidden = {at + step for at in joints for step in (-1, 0, 1)}
    return [_hidden(one) if at in hidden else one for at, one in enumerate(pieces)]


def _without_numbers(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Without numbers in words; those that are other words too stay where they stand alone."""

    def is_number(at: int) -> bool:
        return 0 <= at < len(pieces) and pieces[at].key in _NUMBERS

    def is_told(at: int) -> bool:
        stands_alone = pieces[at].key in _COMMON_NUMBERS
        return is_number(at) and (not stands_alone or is_number(at - 1) or is_number(at + 1))

    return [_hidden(one) if is_told(at) else one for at, one in enumerate(pieces)]


def _without_split_names(pieces: Sequence[_Piece], parts: frozenset[str]) -> list[_Piece]:
    """Without everyday words that together make a part of her name: "am in a"."""
    hidden: set[int] = set()
    words = [at for at, one in enumerate(pieces) if one.key]
    for place, first in enumerate(words):
        joined = ""
        for last in words[place:]:
            joined += pieces[last].key
            if last > first and len(joined) >= SHORT and joined in parts:
                hidden |= set(range(first, last + 1))
            if not any(part.startswith(joined) for part in parts):
                break
    return [_hidden(one) if at in hidden else one for at, one in enumerate(pieces)]


def _without_letters(pieces: Sequence[_Piece], parts: frozenset[str]) -> list[_Piece]:
    """Without what is left of a name that was cut up: single letters beside others or beside what
    is hidden ("a m i n a"), pairs that begin or end a part of it beside what is hidden ("ami na").
    """

    def is_left_over(at: int) -> bool:
        key = pieces[at].key
        end = key[:2].removesuffix("s") if key.endswith("s") else key  # "ami nas", "amin as"
        beside = [*_nearest(reversed(pieces[:at])), *_nearest(pieces[at + 1 :])]
        if len(key) == 1:
            return any(one.shown == SOMETHING or len(one.key) == 1 for one in beside)
        is_piece = any(part.startswith(end) or part.endswith(end) for part in parts)
        is_short = len(key) <= 3 and 0 < len(end) <= 2
        return is_short and is_piece and any(one.shown == SOMETHING for one in beside)

    rest = [_hidden(one) if is_left_over(at) else one for at, one in enumerate(pieces)]
    return rest if rest == pieces else _without_letters(rest, parts)


def _nearest(pieces: Iterable[_Piece]) -> list[_Piece]:
    """The first that is more than a sign; none beyond the line's end: "a . m . i"."""
    told = (one for one in pieces if one.key or one.is_line_end or one.shown[0] == "[")
    return [one for one in islice(told, 1) if not one.is_line_end]


def _hidden(piece: _Piece) -> _Piece:
    return piece if piece.is_line_end else _Piece(SOMETHING)


def _joined(pieces: Iterable[_Piece]) -> str:
    """Runs of one placeholder as one: how many words a name has tells something too."""
    shown = (one.shown for one in pieces)
    once = (
        run[0] if run[0].startswith("[") or run[0] == "\n" else " ".join(run)
        for run in (list(group) for _, group in groupby(shown))
    )
    return re.sub(r" *\n *", "\n", " ".join(once)).strip()
