"""A text as the matcher sees it: words, what each may be, and what stands between them."""

from collections.abc import Sequence

from scanner.match.gaps import Gap, between
from scanner.match.names import NOTHING, Candidate, NameIndex, Part, Reading
from scanner.match.words import split
from scanner.text.fold import Folded


class Text:
    """A folded text cut into words; a word is known by its place, counted from 0."""

    def __init__(self, folded: Folded, index: NameIndex) -> None:
        self.folded = folded
        self.words = split(folded)
        self.readings: dict[int, Reading] = {}
        lower = folded.text
        for place, word in enumerate(self.words):
            reading = index.read(lower[word.start : word.stem_end])
            if reading is not NOTHING:
                self.readings[place] = reading

    def stem(self, place: int) -> str:
        """A word as folded text, without its ending behind an apostrophe."""
        word = self.words[place]
        return self.folded.text[word.start : word.stem_end]

    def candidate(self, place: int, part: Part | None) -> Candidate | None:
        """How the word at a place is this given name or surname, if it is."""
        reading = self.readings.get(place)
        if reading is None:
            return None
        both = (*reading.given, *reading.surname)
        return next((each for each in both if each.part == part), None)

    def gap(self, place: int) -> Gap:
        """What stands between a word and the next; a break at either end of the text."""
        if not 0 <= place < len(self.words) - 1:
            return Gap.BREAK
        return between(self.folded, self.words[place], self.words[place + 1])

    def gaps(self, first: int, last: int) -> Sequence[Gap]:
        """What stands between the words from one place to another."""
        return [self.gap(place) for place in range(first, last)]

    def is_capital(self, place: int) -> bool:
        """True if the word begins with a capital."""
        return self.folded.cased[self.words[place].start].isupper()

    def is_lower(self, place: int) -> bool:
        """True if the word begins with a small letter; False where a script has no capitals."""
        return self.folded.cased[self.words[place].start].islower()

    def is_shouted(self, place: int) -> bool:
        """True for a word of two letters or more, all in capitals."""
        word = self.words[place]
        stem = self.folded.cased[word.start : word.stem_end]
        return len(stem) > 1 and stem.isupper()

    def is_initial(self, place: int) -> bool:
        """True for a single capital."""
        word = self.words[place]
        return word.stem_end - word.start == 1 and self.is_capital(place)

    def has_ending(self, place: int) -> bool:
        """True for a word with an ending behind an apostrophe or colon."""
        return self.words[place].end > self.words[place].stem_end

    def is_hyphened_before(self, place: int) -> bool:
        """True if a hyphen binds the word to the one before."""
        start = self.words[place].start
        return place > 0 and self.folded.text[self.words[place - 1].end : start] == "-"

    def is_dotted(self, place: int) -> bool:
        """True if a full stop follows the word at once."""
        return self.folded.text.startswith(".", self.words[place].end)
