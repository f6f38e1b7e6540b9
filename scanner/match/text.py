"""A stretch of text as the judge sees it: words, and what stands between them."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import starmap
from typing import Final

from scanner.match.edits import Odd
from scanner.match.gaps import Gap, between
from scanner.match.readings import Reading
from scanner.match.words import Word, split
from scanner.text.fold import Folded, fold

Origin = Callable[[int, int], tuple[int, int]]


class Text:
    """A folded stretch of a text, cut into words; a word is known by its place, counted from 0.

    `spans` says where in `source` each word stands, half open. `odd` says why it is read so; None:
    as it is.
    """

    has_neighbours: bool = True
    """False where nothing stands around two words, so that nobody need ask what does."""

    def __init__(self, source: str, folded: Folded, origin: Origin, odd: Odd | None) -> None:
        self.source = source
        self.folded = folded
        self.words = split(folded)
        spans: Iterable[tuple[int, int]] = [(start, end) for start, _, end in self.words]
        self.spans = tuple(starmap(origin, starmap(folded.span, spans) if folded.edits else spans))
        self.odd = odd
        self._origin = origin
        self._gaps: dict[int, Gap] = {}

    @classmethod
    def plain(cls, source: str) -> "Text":
        """A stretch of a text as it stands."""
        return cls(source, fold(_parted(source)), _itself, None)

    @classmethod
    def read(cls, source: str, reading: Reading) -> "Text":
        """A stretch of a text in another way than it stands."""
        return cls(source, fold(reading.written), reading.span, reading.odd)

    def within(self, place: int, first: int, behind: int) -> tuple[int, int]:
        """Where in `source` some letters of a word's stem stand, half open."""
        start = self.words[place].start
        return self._origin(*self.folded.span(start + first, start + behind))

    def written(self, place: int) -> str:
        """A word as it stands."""
        start, end = self.spans[place]
        return self.source[start:end]

    def stem(self, place: int) -> str:
        """A word as folded text, without its ending behind an apostrophe."""
        word = self.words[place]
        return self.folded.text[word.start : word.stem_end]

    def gap(self, place: int) -> Gap:
        """What stands between a word and the next; a break at either end of the text."""
        if not 0 <= place < len(self.words) - 1:
            return Gap.BREAK
        if place not in self._gaps:
            self._gaps[place] = between(self.folded, self.words[place], self.words[place + 1])
        return self._gaps[place]

    def gaps(self, first: int, last: int) -> Sequence[Gap]:
        """What stands between the words from one place to another."""
        return [self.gap(place) for place in range(first, last)]

    def is_capital(self, place: int) -> bool:
        """True if the word begins with a capital."""
        return self.folded.cased[self.words[place].start].isupper()

    def is_lower(self, place: int) -> bool:
        """True if the word begins with a small letter; False where a script has no capitals."""
        return self.folded.cased[self.words[place].start].islower()

    def has_no_case(self, place: int) -> bool:
        """True where the script of a word has no capitals."""
        return not (self.is_capital(place) or self.is_lower(place))

    def is_shouted(self, place: int) -> bool:
        """True for a word of two letters or more, all in capitals."""
        word = self.words[place]
        stem = self.folded.cased[word.start : word.stem_end]
        return len(stem) > 1 and stem.isupper()

    def is_initial(self, place: int) -> bool:
        """True for a single capital; of other letters for those with a full stop, where a script
        has no capitals or in an address: ``a.berg``."""
        word = self.words[place]
        letter = self.folded.cased[word.start : word.stem_end]
        if len(letter) != 1 or not letter.isalpha():
            return False
        tight = not letter.islower() or self.gap(place) is Gap.TIGHT
        return letter.isupper() or (self.is_dotted(place) and tight)

    def has_ending(self, place: int) -> bool:
        """True for a word with an ending behind an apostrophe or colon."""
        return self.words[place].end > self.words[place].stem_end

    def is_hyphened_before(self, place: int) -> bool:
        """True if there is a word at this place, and a hyphen binds it to the one before."""
        if not 0 < place < len(self.words):
            return False
        return self.folded.text[self.words[place - 1].end : self.words[place].start] == "-"

    def is_tight(self, place: int) -> bool:
        """True if one sign at most parts a word from the next."""
        return self.words[place + 1].start - self.words[place].end <= 1

    def is_alone(self, first: int, last: int) -> bool:
        """True if a line begins with one word, and a line ends behind another."""
        text, start = self.folded.text, self.words[first].start
        begins = start == 0 or _LINE_BEGINS.search(text, max(start - _INDENT, 0), start)
        return bool(begins and _LINE_ENDS.match(text, self.words[last].end))

    def is_joined_by(self, place: int, sign: str) -> bool:
        """True if there is a word at this place, and only a sign between it and the one before."""
        if not 0 < place < len(self.words):
            return False
        between = self.folded.text[self.words[place - 1].end : self.words[place].start]
        return between.strip(" ") == sign

    def is_dotted(self, place: int) -> bool:
        """True if a full stop follows the word at once."""
        return self.folded.text.startswith(".", self.words[place].end)


class _Two(Text):
    """Two words of letters and a blank between them, of which little need be asked."""

    has_neighbours = False

    def __init__(self, source: str, folded: Folded, blank: int) -> None:
        self.source = source
        self.folded = folded
        self.words = [Word(0, blank, blank), Word(blank + 1, len(source), len(source))]
        self.spans = (0, blank), (blank + 1, len(source))
        self.odd = None
        self._origin = _itself

    def gap(self, place: int) -> Gap:
        return Gap.BREAK if place else Gap.SPACE

    def is_initial(self, place: int) -> bool:
        return False

    def has_ending(self, place: int) -> bool:
        return False

    def is_hyphened_before(self, place: int) -> bool:
        return False

    def is_dotted(self, place: int) -> bool:
        return False


def two(source: str) -> Text:
    """`Text.plain`, made for two words with a blank between them, as most names stand.

    A third of the time, and what is asked of it takes less too.
    """
    folded = fold(source)
    one, blank, other = folded.text.partition(" ")
    plain = len(one) > 1 < len(other) and one.isalpha() and other.isalpha() and not folded.edits
    # Equal from the second letter on: no capital inside, as in `split`.
    begins = len(one) + len(blank)
    low = folded.cased[1 : len(one)] == one[1:] and folded.cased[begins + 1 :] == other[1:]
    return _Two(source, folded, len(one)) if plain and low else Text.plain(source)


_INDENT: Final = 16
"""Blanks before a line, at most, and the end of the one before."""
_LINE_BEGINS: Final = re.compile(r"[\r\n][ \t]*\Z")
_LINE_ENDS: Final = re.compile(r"[ \t]{0,15}(?:[\r\n]|\Z)")


def _itself(start: int, end: int) -> tuple[int, int]:
    return start, end


def _parted(text: str) -> str:
    """Between Persian words a zero-width non-joiner is seen as a gap; elsewhere nobody sees it."""
    return _PARTING.sub("-", text) if "\u200c" in text else text


_PARTING: Final = re.compile(r"(?<=[\u0620-\u06ff])\u200c(?=[\u0620-\u06ff])")
