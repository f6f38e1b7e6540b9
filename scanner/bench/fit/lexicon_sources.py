"""What is known publicly of how common words and names are: the sources of the lexicon.

Only the script that makes the lexicon reads them; they are not installed with the product.
"""

import csv
import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

import numpy as np
import wordfreq
from faker.providers import person

from scanner.bench.fit import rare_in_lists
from scanner.match import common
from scanner.match.letters import JOINER, LETTERS, NOTHING, table

Frequencies = Mapping[str, float]
"""By folded word: its share of what is counted."""

NEIGHBOURS: Final = ("en", "de", "fi", "nb", "da", "nl", "fr", "es", "pl", "tr")
"""Languages whose texts tell a name from a Swedish word: names cross borders."""

READ: Final = {
    "sv": 0.70,
    "en": 0.14,
    "fi": 0.02,
    "nb": 0.02,
    "da": 0.02,
    "de": 0.02,
    "tr": 0.02,
    "pl": 0.01,
    "sh": 0.01,
    "fr": 0.01,
    "es": 0.01,
    "nl": 0.01,
    "it": 0.01,
    "ar": 0.55,
    "fa": 0.40,
    "ur": 0.05,
    "ru": 0.80,
    "uk": 0.12,
    "bg": 0.04,
    "mk": 0.04,
    "he": 1.0,
    "el": 1.0,
}
"""Of the words in each script on pages about people in Sweden, the share in each language; set by
hand: nearly all Latin text is Swedish, then English."""


def folded(words: Iterable[str]) -> list[str]:
    """Words as the matcher compares them; empty if they have anything but letters it knows."""
    joined = "\n".join(words)
    points = np.frombuffer(joined.encode("utf-32-le"), dtype="<u4")
    shown = _CHARACTERS[table().take(points) & 0xFF]
    shown[points == ord("\n")] = "\n"
    found = "".join(shown.tolist()).replace(_HIDDEN, "").split("\n")
    return ["" if _STRANGE in word else word for word in found]


_STRANGE: Final = " "
_HIDDEN: Final = "\t"
_CHARACTERS: Final = np.array(
    [_HIDDEN if n in (NOTHING, JOINER) else LETTERS.get(n, _STRANGE) for n in range(256)]
)


def is_latin(key: str) -> bool:
    return key.isascii() and key.isalpha()


def words(language: str) -> dict[str, float]:
    """How often words stand in texts, from the largest list that `wordfreq` has."""
    listed = wordfreq.get_frequency_dict(language, wordlist="best")
    return _summed(listed.keys(), listed.values())


def swedish_names() -> tuple[Frequencies, Frequencies]:
    """The 500 commonest given names of women and of men, and surnames, by share of their bearers.

    Weights in Faker's Swedish provider, which are those of Isof (2023) and Skatteverket (2025).
    """
    provider = import_module(f"{person.__name__}.sv_SE").Provider
    given = _shares(provider.first_names_female, provider.first_names_male)
    return given, _shares(provider.last_names)


def names_elsewhere() -> tuple[frozenset[str], frozenset[str]]:
    """Given names and surnames that Faker knows in any country."""
    given, surnames = set[str](), set[str]()
    for module in pkgutil.iter_modules(person.__path__):
        provider = import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            listed = getattr(provider, attribute)
            if isinstance(listed, Iterable) and attribute.startswith(("first_names", "last_names")):
                names = [name for name in listed if isinstance(name, str)]
                (given if attribute.startswith("first") else surnames).update(folded(names))
    return frozenset(given - {""}), frozenset(surnames - {""})


def names_by_hand() -> tuple[frozenset[str], frozenset[str]]:
    """Given names and surnames that are well known in Sweden, of any origin."""
    given = common.GIVEN | frozenset(folded(sorted(rare_in_lists.GIVEN)))
    surnames = common.NAMES - common.GIVEN
    return given, surnames | frozenset(folded(sorted(rare_in_lists.SURNAMES)))


def names_of_wikidata(persons: Path) -> frozenset[str]:
    """Names of either kind from `persons.txt` of the package rigour (Wikidata, CC0)."""
    lines = persons.read_text(encoding="utf-8").splitlines()
    spellings = [word.strip() for line in lines for word in line.split("=>")[0].split(",")]
    return frozenset(folded(spellings)) - {""}


def bearers(*counted: Path) -> dict[str, float]:
    """Bearers of names: Statistics Sweden's lists of 2020, as `name,persons`."""
    rows = [row for path in counted for row in _rows(path)]
    return _summed([row["name"] for row in rows], [float(row["persons"]) for row in rows])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _shares(*counted: Mapping[str, float]) -> Frequencies:
    names = [name for weights in counted for name in weights]
    return _summed(names, [weight for weights in counted for weight in weights.values()])


def _summed(words: Iterable[str], figures: Iterable[float]) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for word, figure in zip(folded(words), figures, strict=True):
        found[word] += figure
    found.pop("", None)
    return dict(found)
