"""Makes the table of bearers of names: ``python -m scanner.bench.fit.bearers FOLDER``.

FOLDER holds Statistics Sweden's name counts (`scb_*.csv`, CC BY 4.0). Kept of a name are a hash of
32 bits, the count rounded to a twentieth, and where its letters say that it is from.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from scanner.assess import bearers
from scanner.assess.bearers import STEP, Part, Region, hashed, sound
from scanner.bench.fit import rare_in_lists
from scanner.bench.names.origins import Origin, stocks
from scanner.text.fold import fold_key

TABLE: Final = Path(bearers.__file__).parent / "tables" / "bearers.npz"
FILES: Final[Mapping[Part, tuple[str, ...]]] = {
    Part.GIVEN: ("scb_given_women_2020.csv", "scb_given_men_2020.csv"),
    Part.SURNAME: ("scb_surnames_2020.csv",),
}
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


def counts(folder: Path, part: Part) -> Counts:
    """Bearers by key."""
    found: defaultdict[str, float] = defaultdict(float)
    for name in FILES[part]:
        with (folder / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found[fold_key(row["name"])] += float(row["persons"])
    return found


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
    shared: NDArray[np.float64] = np.round(of * bearers.POPULATION / of.sum())
    return shared


def main() -> None:
    folder = Path(sys.argv[1])
    found = (column for part in Part for column in columns(part, counts(folder, part)))
    np.savez_compressed(TABLE, **dict(found), allow_pickle=False)


if __name__ == "__main__":
    main()
