"""The small language that watchlists write phrases in, compiled to patterns.

A phrase is words between spaces, and::

    döda*        any ending
    (du|ni)      one of these; each may be several words
    <kill>       one of a named list
    word?        may be missing; after ) and > too
    …            up to three words between
    ^            at the beginning of a sentence
    {N}          where the person stands

It has no other wildcards, so a pattern takes linear time on hostile text. Phrases and the text
they are looked for in are both made `comparable`: case, accents and hidden characters vanish.
An Arabic word may carry a joined article or preposition.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from scanner.text.fold import Folded, bare, fold

NAME: Final = "\ue000"
"""Stands for each character of a mention of the person (a private-use character)."""

Words = Mapping[str, tuple[str, ...]]
"""Named lists of phrases that ``<name>`` refers to."""

_SIGN: Final = re.compile(r"\{N\}|<[a-z_]+>|[()|?…^]|[^\s(){}<>|?…^]+")
_GAP: Final = rf"[^\w\n.!?{NAME}]{{1,4}}"
"""Between two words of a phrase: spaces, commas, quotes; never the end of a sentence."""
_BEGIN: Final = r"""(?:\A|(?<=[.!?:;,\n"'«»“”(])|(?<=[.!?:;,\n]\s)|(?<=[.!?:;,]\s["'«»“”]))"""
_JOINED: Final = "(?:[وف]?(?:[بلك]|ال|بال|لل|كال)?)?"
_ARABIC: Final = re.compile("[\u0620-\u064a]")
_SHORT: Final = 4
"""Letters of a word that takes no ending but the genitive."""
_NEVER: Final = re.compile(r"(?!)")


def comparable(text: str) -> tuple[str, Folded]:
    """`text` as phrases see it, and the folding that leads back to the original."""
    folded = fold(text)
    return bare(folded.text), folded


def one_of(phrases: Iterable[str], words: Words | None = None) -> re.Pattern[str]:
    """A pattern that finds any of `phrases`; of none, one that finds nothing.

    Raises `ValueError` that says what cannot be read.
    """
    sources = [source(phrase, words or {}) for phrase in phrases]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sources)})(?!\w)") if sources else _NEVER


def plain(*texts: str) -> re.Pattern[str]:
    """A pattern that finds any of `texts` as they are or with an ending; empty ones are left out.

    Of short ones only the genitive: Lund is not Lundberg.
    """
    quoted = [re.sub(r"[{}<>()|?…^*]", " ", text).split() for text in texts]
    spoken = [parts for parts in quoted if any(map(str.isalnum, "".join(parts)))]
    return one_of([" ".join([*parts[:-1], with_endings(parts[-1])]) for parts in spoken])


def with_endings(word: str) -> str:
    """A phrase for a word of somebody else's with any ending, or of a short one the genitive."""
    return f"{word}*" if len(word) > _SHORT else f"({word}|{word}s)"


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    text = bare(fold(word.removesuffix("*")).text)
    joined = _JOINED if _ARABIC.match(text) else ""
    return joined + re.escape(text) + (r"\w*" if word.endswith("*") else "")


def source(phrase: str, words: Words) -> str:
    """The regular expression of one phrase, without the word boundaries around it."""
    signs = _SIGN.findall(phrase)
    if "".join(signs) != re.sub(r"\s", "", phrase):
        raise ValueError("holds a sign that phrases do not know; see the README beside it")
    if not signs or "…" in (signs[0], signs[-1]):
        raise ValueError("must begin and end with a word")
    rest = _Reader(signs, words)
    found = rest.sequence()
    if rest.signs:
        raise ValueError("has a ) or | that nothing opens")
    return found


class _Reader:
    """Reads signs from the left, as the grammar above says."""

    def __init__(self, signs: list[str], words: Words) -> None:
        self.signs = signs
        self.words = words

    def sequence(self) -> str:
        parts: list[str] = []
        glue = ""  # nothing stands before the first word that must be there
        while self.signs and self.signs[0] not in ("|", ")"):
            sign = self.signs.pop(0)
            if sign == "…":
                parts.append(rf"(?:{_GAP}\w+){{0,3}}")
            elif sign == "^":
                parts.append(_BEGIN)
            else:
                part, optional = self._item(sign)
                before = f"(?:{part}{_GAP})?" if not glue else f"(?:{_GAP}{part})?"
                parts.append(before if optional else glue + part)
                glue = glue if optional else _GAP
        return "".join(parts)

    def _item(self, sign: str) -> tuple[str, bool]:
        part = self._atom(sign)
        optional = bool(self.signs) and self.signs[0] == "?"
        if optional:
            self.signs.pop(0)
        return part, optional

    def _atom(self, sign: str) -> str:
        if sign == "{N}":
            return rf"{NAME}+\w{{0,2}}"
        if sign.startswith("<"):
            return self._named(sign[1:-1])
        if sign == "(":
            return f"(?:{'|'.join(self._choices())})"
        if sign == "?":
            raise ValueError("has a ? with nothing before it")
        return _word(sign)

    def _choices(self) -> Iterator[str]:
        end = "|"
        while end == "|":
            yield self.sequence()
            if not self.signs:
                raise ValueError("has a ( that nothing closes")
            end = self.signs.pop(0)

    def _named(self, name: str) -> str:
        if name not in self.words:
            known = ", ".join(sorted(self.words))
            raise ValueError(f"names the list <{name}>, which is not there. Known: {known}")
        # A list cannot hold itself: inside it only the other lists are known.
        others = {key: value for key, value in self.words.items() if key != name}
        return f"(?:{'|'.join(source(phrase, others) for phrase in self.words[name])})"
