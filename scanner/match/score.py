"""How sure a mention is: what speaks for and against it, added up as log odds.

`score` is a probability by a logistic regression over the traits of a mention; its weights are
estimated by `scanner.bench.fit.score` on the development data and on names varied by our own
generator, and kept in `tables/score.json`.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from json import loads
from math import exp
from typing import Final, NamedTuple


class Trait(StrEnum):
    """What is told about a mention beyond that both parts of a name stand there in order."""

    FULL = "full"
    """Given name and surname: 1 of every such mention, so its weight is the base."""
    WEAKEST = "weakest"
    """Bits of the part that agrees least, as `strength`."""
    OTHERS = "others"
    """Bits of the other parts together, as `strength`."""
    INFLECTED = "inflected"
    VARIANT = "variant"
    NICKNAME = "nickname"
    TYPO = "typo"
    """For each slip."""
    BORNE = "borne"
    """A part that does not quite agree is somebody else's name as it stands."""
    TYPOS_BOTH = "typos both"
    """No part agrees but for slips."""
    ACROSS = "across"
    """In place of `FULL` where a part is in another script."""
    SCRIPT = "script"
    """Bits of all parts together, in `STRONG`s: in place of `WEAKEST` and `OTHERS`."""
    GOES_ON = "goes on"
    """A hyphen binds the next word to the name."""
    INITIAL = "initial"
    """Of the given name."""
    SURNAME_INITIAL = "surname initial"
    MIDDLE = "middle"
    """For each name or initial between given name and surname."""
    MIDDLE_UNCASED = "middle uncased"
    """The same where a script has no capitals to show that a word is a name."""
    MIDDLE_WORD = "middle word"
    """The same of an ordinary word with a capital, as in headlines and insults."""
    MIDDLE_ACROSS = "middle across"
    """The same of a name in another script, beside the other two."""
    LINE = "line"
    """A line break between the two."""
    CELL = "cell"
    """They stand in two cells of a row."""
    SIGNS = "signs"
    """Signs stand between the two that no name has: "Anna 😀 Berg", "Anna - Berg"."""
    SECOND_GIVEN = "second given"
    """Another given name stands before hers."""
    ACROSS_ROWS = "across rows"
    """A surname before and a given name behind, as in a register that puts surnames first."""
    REVERSED = "reversed"
    REVERSED_LOWER = "reversed lower"
    REVERSED_AND_MORE = "reversed and more"
    """Surname first, and the next word has a capital too: "Berg, Anna Maria", or two people."""
    HALF_GIVEN = "half given"
    HALF_SURNAME = "half surname"
    OTHER_GIVEN = "other given"
    """A hyphen binds the given name to one that is not hers."""
    MIXED_CASE = "mixed case"
    LOWER_WORDS = "lower words"
    """All ordinary words in small letters: "per berg"."""
    LOWER_FUZZY = "lower fuzzy"
    THING = "thing"
    """A street, a company or a prize of that name."""
    REPAIRED = "repaired"
    SPACED = "spaced"
    LEET = "leet"
    MASKED = "masked"
    NUMBERED = "numbered"
    TURNED = "turned"
    HALVES = "halves"
    IMITATED = "imitated"
    """These as `edits.Odd`."""
    ONE_WORD = "one word"
    """The whole name as a handle or hashtag: in place of `FULL`."""
    INITIAL_ONE_WORD = "initial one word"
    """The same with an initial of the given name: ``awarsame``."""
    GLUED = "glued"
    """A longer word holds the whole name: ``#stoppaaminatestberg``."""
    TOWN = "town"
    """Such a word with no sign of a handle and one capital: Annaberg is a town."""
    NICKNAME_ALONE = "nickname alone"
    """In place of `FULL`."""
    NEVER = "never"
    """What stands there cannot be this name."""


class Weighed(NamedTuple):
    """A trait, and how often or how much it is there."""

    trait: Trait
    value: float = 1.0


NEVER: Final = Weighed(Trait.NEVER)
"""Has no weight: `traits` gives the guess up."""
LEAST: Final = 0.15
"""What is less likely than this is not reported."""
STRONG: Final = 8.0
"""Bits beyond which a part can hardly agree better."""


def strength(bits: float) -> float:
    """Bits of evidence as a number from -1 (another name) to 1 (nobody else's)."""
    return max(-1.0, min(bits / STRONG, 1.0))


def probability(traits: Iterable[Weighed]) -> float:
    """How likely a mention with these traits is right."""
    known = weights()
    odds = sum([known[trait] * value for trait, value in traits])
    return 1.0 / (1.0 + exp(-odds))


@cache
def weights() -> Mapping[Trait, float]:
    """Log odds that each trait adds."""
    kept = loads(files("scanner.match").joinpath("tables", "score.json").read_text("utf-8"))
    return {trait: float(kept[trait]) for trait in Trait if trait is not Trait.NEVER}
