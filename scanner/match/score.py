"""How sure a mention is: a product of factors, the whole table in one place.

Each factor is roughly the precision, on the public development sets of Swedish sentences, of
mentions that differ from a name written out in order in just that way.
"""

from typing import Final

from scanner.model.mention import PartForm

EXACT: Final = 0.999
"""Given name and surname, in order, side by side."""
FORM: Final = {
    PartForm.FOLDED: 1.0,
    PartForm.INFLECTED: 0.999,
    PartForm.VARIANT: 0.985,
    PartForm.INITIAL: 0.45,
}

MIDDLE: Final = 0.97
"""For each name or initial between given name and surname."""
MIDDLE_UNCASED: Final = 0.80
"""In scripts without capitals nothing shows that a word is a name."""
LINE: Final = 0.95
"""A line break between the two."""

SECOND_GIVEN: Final = 0.90
"""Another given name stands before hers."""

REVERSED: Final = 0.985
REVERSED_LOWER: Final = 0.60
REVERSED_AND_MORE: Final = 0.90
"""Surname first, and the next word has a capital too: "Berg, Anna Maria", or two people."""

HALF_GIVEN: Final = 0.70
HALF_SURNAME: Final = 0.93
OTHER_GIVEN: Final = 0.60
"""A hyphen binds the given name to one that is not hers."""

MIXED_CASE: Final = 0.70
LOWER_WORDS: Final = 0.50
"""All ordinary words in small letters: "per berg"."""
LOWER_FUZZY: Final = 0.85

ONE_WORD: Final = 0.98
"""The whole name as a handle or hashtag."""
NICKNAME_ALONE: Final = 0.50

LEAST: Final = 0.15
"""What is less likely than this is not reported."""
LEAST_LIKELY_SLIP: Final = 0.75
"""What is less likely a slip of the hand is somebody else's name."""
NEVER: Final = 0.0
"""The factor of what cannot be."""
