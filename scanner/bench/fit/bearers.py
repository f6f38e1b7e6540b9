"""Makes the table of bearers of names: ``python -m scanner.bench.fit.bearers FOLDER``.

Which names there are, and how common, is what public lists and texts say (`lexicon_sources`, as the
matcher's lexicon weighs it). FOLDER holds Statistics Sweden's name counts (`scb_*.csv`, CC BY 4.0):
how the bearers of a name go with that is fitted to them, two figures for the commonest and two for
the rarer names of each part; none of these counts is kept. Those that authorities tell of the
commonest names (`PUBLISHED`) stand as they are. Kept of a name are a hash of 32 bits,
bearers in steps of an eighth of a bit, and where its letters say that it is from.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from scanner import assess
from scanner.assess.identity.bearers import POPULATION, STEP, Part, Region, hashed, sound
from scanner.bench.fit import lexicon_sources as sources
from scanner.bench.fit import rare_in_lists
from scanner.bench.names.origins import Origin, stocks
from scanner.match.lexicon import Role, is_counted, is_name, is_rather_word, role_bits
from scanner.text.fold import fold_key

TABLE: Final = Path(assess.__file__).parent / "tables" / "bearers.npz"
FILES: Final[Mapping[Part, tuple[str, ...]]] = {
    Part.GIVEN: ("scb_given_women_2020.csv", "scb_given_men_2020.csv"),
    Part.SURNAME: ("scb_surnames_2020.csv",),
}
ROLES: Final[Mapping[Part, Role]] = {Part.GIVEN: Role.GIVEN, Part.SURNAME: Role.SURNAME}
KEPT: Final = 50
"""Bearers of a name worth its bytes: of a rarer one, with any other, half a person is expected."""
REGIONS: Final[Mapping[Origin, Region]] = {
    Origin.SWEDISH: Region.NORDIC,
    Origin.FINNISH: Region.FINNISH,
    Origin.SLAVIC: Region.SLAVIC,
    Origin.ARABIC: Region.EASTERN,
    Origin.SOMALI: Region.EASTERN,
    Origin.PERSIAN: Region.EASTERN,
    Origin.TURKISH: Region.EASTERN,
}

COMMONEST: Final = 400
"""Names of Sweden whose region needs no telling where no list has it."""
SHARES: Final = {
    Region.NORDIC: 0.80,
    Region.FINNISH: 0.03,
    Region.SLAVIC: 0.05,
    Region.EASTERN: 0.12,
}
"""Of residents, about, by country of birth of themselves or their parents (SCB, 2020)."""

Counts = Mapping[str, float]

PUBLISHED: Final[Mapping[Part, Counts]] = {
    Part.GIVEN: {
        "anna": 111_488, "eva": 93_399, "maria": 83_519,
        "lars": 98_483, "anders": 81_614, "mikael": 79_279,
    },
    Part.SURNAME: {
        "andersson": 217_631, "johansson": 215_841, "karlsson": 160_720, "nilsson": 149_635,
        "eriksson": 121_053, "larsson": 110_848, "olsson": 93_203, "persson": 92_897,
        "svensson": 86_736, "gustafsson": 62_887,
    },
}  # fmt: skip
"""Bearers that authorities have told of the commonest: SCB of given names in use (2011), the Tax
Agency of surnames (2024). Many more have Maria among their names than go by it, and texts do not
tell."""


class Relation(NamedTuple):
    """How many bear a name, in bits: ``slope * bits + base``."""

    slope: float
    base: float

    def people(self, bits: float) -> float:
        return float(2.0 ** (self.slope * bits + self.base))


def commonest(part: Part) -> Iterable[str]:
    """Names whose bearers are published: Swedish authorities' lists of the commonest."""
    return sources.swedish_names()[part]


def names(part: Part) -> frozenset[str]:
    """Names of one part that public lists hold, or that stand in Swedish texts rather as names."""
    elsewhere, by_hand = sources.names_elsewhere()[part], sources.names_by_hand()[part]
    read = (word for word in sources.words("sv") if is_name(word) and not is_rather_word(word))
    known = frozenset((*commonest(part), *elsewhere, *by_hand, *read))
    return frozenset(name for name in known if is_counted(name, ROLES[part]))


def bits(name: str, part: Part) -> float:
    """Bearers of a name as the lexicon has them, in bits."""
    return role_bits(name, ROLES[part]) + float(np.log2(POPULATION))


def relation(part: Part, among: Iterable[str], counted: Counts) -> Relation:
    """The relation that fits the counts of these names best (least squares, in bits)."""
    found = sorted(set(among).intersection(counted))
    slope, base = np.polyfit(
        [bits(name, part) for name in found], [np.log2(counted[name]) for name in found], 1
    )
    return Relation(round(float(slope), 3), round(float(base), 2))


def estimated(part: Part, counted: Counts) -> Counts:
    """Bearers by key; `counted` serves to fit alone."""
    known, common = names(part), frozenset(commonest(part))
    of_common, of_rarer = (
        relation(part, some, counted) for some in (known & common, known - common)
    )
    told = {
        name: (of_common if name in common else of_rarer).people(bits(name, part)) for name in known
    }
    return {**told, **PUBLISHED[part]}


def listed(part: Part, found: Counts) -> Mapping[str, Region]:
    """Names whose region is known by hand; the commonest of the others are Nordic."""
    rare = rare_in_lists.GIVEN if part is Part.GIVEN else rare_in_lists.SURNAMES
    commonest = sorted(found, key=lambda name: -found[name])[:COMMONEST]
    known = dict.fromkeys(commonest, Region.NORDIC)
    known |= dict.fromkeys(rare, Region.EASTERN)
    for origin, stock in stocks().items():
        for name in stock.given if part is Part.GIVEN else stock.surnames:
            known[fold_key(name)] = REGIONS[origin]
    return known


def regions(found: Counts, part: Part) -> Mapping[str, Region]:
    """Where each name is from: by hand, else by letters as those known by hand are spelt."""
    known = listed(part, found)
    held = Counter(known.values())
    shares = {int(region): SHARES[region] * len(known) / held[region] for region in Region}
    model = Pipeline(
        [
            ("letters", CountVectorizer(analyzer="char_wb", ngram_range=(1, 4), min_df=2)),
            ("regions", LogisticRegression(C=2.0, max_iter=3000, class_weight=shares)),
        ]
    )
    model.fit(list(known), [int(region) for region in known.values()])
    asked = [name for name in found if name not in known]
    guessed = zip(asked, model.predict(asked), strict=True)
    return {**known, **{name: Region(int(region)) for name, region in guessed}}


def steps(people: float) -> int:
    return round(float(np.log2(people)) / STEP)


def _gaps(keys: Iterable[int]) -> NDArray[np.uint32]:
    ordered = [0, *sorted(keys)]
    return np.array([after - before for before, after in pairwise(ordered)], dtype=np.uint32)


def _summed(found: Counts, key: Callable[[str], str]) -> Mapping[int, float]:
    sums: defaultdict[int, float] = defaultdict(float)
    for name, people in found.items():
        sums[hashed(key(name))] += people
    return sums


def columns(part: Part, found: Counts) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """What is kept of one part of names."""
    kept = {name: people for name, people in found.items() if people >= KEPT}
    where = regions(kept, part)
    values = {
        hashed(name): steps(people) * len(Region) + where[name] for name, people in kept.items()
    }
    yield f"keys{part}", _gaps(values)
    yield f"values{part}", np.array([values[key] for key in sorted(values)], dtype=np.uint16)
    alike = {key: sum_ for key, sum_ in _summed(found, sound).items() if sum_ >= KEPT}
    yield f"sounds{part}", _gaps(alike)
    yield f"alike{part}", np.array([steps(alike[key]) for key in sorted(alike)], dtype=np.uint8)
    if part is Part.SURNAME:
        yield "inhabitants", _inhabitants(kept, where)


def _inhabitants(kept: Counts, where: Mapping[str, Region]) -> NDArray[np.float64]:
    of = np.zeros(len(Region))
    for name, people in kept.items():
        of[where[name]] += people
    # Whose surname is rarer than the table holds is shared out like the others.
    shared: NDArray[np.float64] = np.round(of * POPULATION / of.sum())
    return shared


def main() -> None:
    folder = Path(sys.argv[1])
    table: dict[str, NDArray[np.generic]] = {}
    for part in Part:
        counted = sources.bearers(*(folder / name for name in FILES[part]))
        table.update(columns(part, estimated(part, counted)))
    np.savez_compressed(TABLE, **table, allow_pickle=False)


if __name__ == "__main__":
    main()
