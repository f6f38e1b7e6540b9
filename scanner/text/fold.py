"""Text as it is compared: letters plain, hidden characters gone, every place still known.

In: any text. Out: `Folded`, whose offsets lead back into the original. Linear in the text's length.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Final

from scanner.text.plain import dressed, plain

Edit = tuple[int, int, int, int]
"""Folded start and end, original start and end of a stretch whose length changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A folded text. `text` and `cased` have one length, so their offsets are the same."""

    text: str
    """In lower case."""
    cased: str
    """With the letters' case as it was."""
    edits: tuple[Edit, ...]
    """Where folded and original lengths differ, in order."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the original, half open."""
        if not self.edits:
            return start, max(start, end)
        if start >= end:
            place = self._origin(start - 1)[1] if start else 0
            return place, place
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, index: int) -> tuple[int, int]:
        at = bisect_right(self.edits, index, key=itemgetter(0)) - 1
        if at < 0:
            return index, index + 1
        _, folded_end, original_start, original_end = self.edits[at]
        if index < folded_end:
            return original_start, original_end
        place = original_end + index - folded_end
        return place, place + 1


def fold(text: str) -> Folded:
    """Fold a text for comparison.

    Compatibility forms become plain (NFKC, character by character), accents written apart join
    their letter, invisible characters, direction marks and stray combining marks go, dashes,
    apostrophes and digits of every kind become ASCII, words broken at a line's end are joined.
    Arabic loses vowel signs, tatweel and the forms of hamza, ya and kaf; Cyrillic loses ё. Where a
    word mixes scripts, letters become those of the other script that they look like (Unicode
    Technical Standard 39). å, ä, ö and other accented letters stay; see `fold_key`.
    """
    if text.isascii() and "-" not in text:
        return Folded(text=text.lower(), cased=text, edits=())
    pieces: list[str] = []
    edits: list[Edit] = []
    done = length = 0
    for match in _ODD.finditer(text):
        start, end = match.span()
        if start > done and _MARK.match(text, start):
            start -= 1  # the letter that the marks sit on
        plain = _plain(match, start)
        length += start - done
        if end - start != 1 or len(plain) != 1:
            edits.append((length, length + len(plain), start, end))
        length += len(plain)
        pieces += text[done:start], plain
        done = end
    cased = _unmixed("".join(pieces) + text[done:])
    return Folded(text=cased.lower(), cased=cased, edits=tuple(edits))


def thin(text: str) -> str:
    """`text` with long runs of marks and invisible characters cut to what a letter can bear.

    A reader does not see the difference; without it one name could span a whole page.
    """
    return text if text.isascii() else _LONG_RUN.sub(r"\1", text)


def fold_key(text: str) -> str:
    """One key for spellings that mean the same: ``Åsa Löf``, ``ASA LOEF`` and ``asa-lof``.

    Folded, without accents, the digraphs aa, ae and oe as one letter, words parted by one space.
    """
    return " ".join(word_key(word) for word in _WORD.findall(fold(text).text))


def word_key(folded: str) -> str:
    """`fold_key` of a word that is folded already."""
    return _DIGRAPH.sub(lambda digraph: digraph[0][0], bare(folded))


def bare(folded: str) -> str:
    """Folded text without accents: å is a, ø is o. The length stays."""
    return folded if folded.isascii() else "".join(map(_bare_letter, folded))


_bare_letter: Final = lru_cache(maxsize=4096)(plain)


_WORD: Final = re.compile(r"[^\W_]+")
_DIGRAPH: Final = re.compile("a[ae]|oe")

_ALIKE: Final = dressed() | {
    form: letter
    for letter, forms in {
        "'": "’‘ʼ´′",
        "-": "‐‑‒–—―−",
        "\n": "\u0085\u2028\u2029",
        "ss": "ßẞ",
        "I": "İ",
        "е": "ё",
        "Е": "Ё",
        "ا": "أإآٱ",
        "ه": "ةہھ",
        "و": "ؤ",
        "ي": "ىئیے",
        "ك": "ک",
    }.items()
    for form in forms
}
"""Characters that NFKC keeps apart and readers do not."""

_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
"""Marks on Latin, Greek, Cyrillic, Hebrew and Arabic letters. Elsewhere marks are vowels: kept."""

_HIDDEN: Final = (
    "\u007f-\u0084\u0086-\u009f\u00ad\u0600-\u0605\u061c\u0640\u06dd\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Controls, format characters, direction marks, fillers, variation selectors, tags, tatweel."""

_MARK: Final = re.compile(f"[{_MARKS}]")
_OVERLAY: Final = re.compile("[\u0334-\u0338\u20d0-\u20ff]")
_NOTHING: Final = re.compile(f"[{_MARKS}{_HIDDEN}]+")

_LONG_RUN: Final = re.compile(f"([{_MARKS}{_HIDDEN}]{{16}})[{_MARKS}{_HIDDEN}]+")

_LONGEST: Final = 4
"""A character that stands for more (ﷺ for 18) is kept: a page must not grow while it is folded."""


def _plain(match: re.Match[str], start: int) -> str:
    if match.lastgroup == "hidden":
        return ""
    if match.lastgroup == "broken":
        # "Ann-⏎Marie" keeps her hyphen, "hand-⏎läggare" loses its own.
        keeps = match[0][0] != "\u00ad" and match.string[match.end()].isupper()
        return "-" if keeps else ""
    # More marks than a letter can bear are noise; a cap keeps normalisation linear.
    return _plain_letter(match.string[start : min(match.end(), start + 4)])


@lru_cache(maxsize=8192)
def _plain_letter(marked: str) -> str:
    digit = unicodedata.digit(marked[0], None)
    if digit is not None:
        return str(digit)
    letter = _ALIKE.get(marked) or unicodedata.normalize("NFKC", _OVERLAY.sub("", marked))
    if len(letter) > _LONGEST:
        return marked[0]
    return _NOTHING.sub("", "".join(_ALIKE.get(each, each) for each in letter))


def _is_plain(character: str) -> bool:
    return _NOTHING.match(character) is None and _plain_letter(character) == character


_PLAIN: Final = (
    "".join(re.escape(chr(point)) for point in range(0x700) if _is_plain(chr(point)))
    + "\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3"
)
"""Letters that stay as they are: the scripts of Europe and the Near East, Chinese, Korean."""

_ODD: Final = re.compile(
    rf"(?P<broken>(?<=[^\W\d_])[-\u00ad\u2010][ \t]*\r?\n[ \t]*(?=[^\W\d_]))"
    rf"|(?P<hidden>[{_HIDDEN}]+)|[^{_PLAIN}{_HIDDEN}{_MARKS}][{_MARKS}]*|[{_MARKS}]+"
)

_LATIN: Final = "aceopxyisjdqwhlABEKMHOPCTXYISJGaoviupABEZHIKMNOPTYX"
_IMITATION: Final = "асеорхуіѕјԁԛԝһӏАВЕКМНОРСТХУІЅЈԌαονιυρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_TO_LATIN: Final = str.maketrans(_IMITATION, _LATIN)
_TO_CYRILLIC: Final = str.maketrans(_LATIN[:31], _IMITATION[:31])
_OTHER_SCRIPT: Final = re.compile("[\u0370-\u052f]")
_LATIN_SCRIPT: Final = re.compile("[A-Za-z\u00c0-\u024f]")


def _unmixed(text: str) -> str:
    return _WORD.sub(_one_script, text) if _OTHER_SCRIPT.search(text) else text


def _one_script(word: re.Match[str]) -> str:
    mixed = word[0]
    if not (_OTHER_SCRIPT.search(mixed) and _LATIN_SCRIPT.search(mixed)):
        return mixed
    latin = mixed.translate(_TO_LATIN)
    if not _OTHER_SCRIPT.search(latin):
        return latin
    cyrillic = mixed.translate(_TO_CYRILLIC)
    return latin if _LATIN_SCRIPT.search(cyrillic) else cyrillic
