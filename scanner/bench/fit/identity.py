"""Estimates what each clue is worth: `assess/tables/identity.json`.

Method: logistic regression with a normal prior around what an engineer believes (`BELIEFS`), over
the pages of towns in the first style (`bench.town`). A weight never changes the sign of the belief:
it stays explainable. What the sum is worth, slope and offset, is then estimated on towns of
the second style, whose sentences the weights have not seen; seeds are others than those of `bench`.

    python -m scanner.bench.fit.identity ../shared/data/names/resources
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from scanner.assess import identity
from scanner.assess.clue import Clue, Feature
from scanner.assess.identity import Weights, shares, weights
from scanner.bench.fit.logistic import Reals, Seen, likeliest
from scanner.bench.town.judged import questions
from scanner.bench.town.written import PAGES, WATCHED, Style, town

TABLE: Final = Path(identity.__file__).parent / "tables" / "identity.json"
SEEDS: Final = (201, 202)
CALIBRATING: Final = (301,)
ROUNDS: Final = 3
"""What is discounted depends on the weights."""
COUNTS: Final = 0.1
"""Of a page: many are made from one sentence."""
SURE: Final = 1.0
"""Standard deviation of a belief, bits."""
FIRM: Final = frozenset(
    (Feature.OTHER_TOWN_NEAR, Feature.ELSEWHERE_NEAR, Feature.ELSEWHERE_MORE, Feature.ROLE_NEAR,
     Feature.WORKPLACE_NEAR, Feature.DUTY, Feature.ROLE_ELSEWHERE)
)  # fmt: skip
"""Beliefs that hold a third as loosely: what stands on a page beside many other things is told of
too few of them in sentences made by hand."""
LEAST: Final = 0.25
"""Bits of a clue at least, in the direction that it speaks in."""
HELD: Final = 1e-4
BIT: Final = float(np.log(2.0))

BELIEFS: Final[Mapping[Feature, float]] = {
    Feature.NAMESAKES: -0.6,
    Feature.NO_NAME: -6.0,
    Feature.UNPROVED_ALONE: -30.0,
    Feature.TYPO: -1.5,
    Feature.VARIANT: -0.5,
    Feature.SCRIPT: -0.3,
    Feature.NAME_GOES_ON: -4.0,
    Feature.MIDDLE_NAME: 3.0,
    Feature.OWN_ROLE: 7.5,
    Feature.ROLE: 6.5,
    Feature.ROLE_ELSEWHERE: 2.5,
    Feature.ROLE_NEAR: 4.5,
    Feature.ROLE_SHARED: 1.5,
    Feature.UNIT: 7.0,
    Feature.UNIT_NEAR: 5.0,
    Feature.WORKPLACE: 4.5,
    Feature.WORKPLACE_NEAR: 3.7,
    Feature.WORKPLACE_SHARED: 1.5,
    Feature.WORKPLACE_AROUND: 1.5,
    Feature.DUTY: 3.3,
    Feature.DUTY_SHARED: 1.0,
    Feature.SOURCE_OWN: 6.0,
    Feature.SOURCE_CAMPAIGN: 3.0,
    Feature.SOURCE_MIRROR: 1.5,
    Feature.TOWN: 5.5,
    Feature.TOWN_NEAR: 4.5,
    Feature.TOWN_SHARED: 2.5,
    Feature.TOWN_AROUND: 2.0,
    Feature.ROLE_DENIED: -7.0,
    Feature.ROLE_OF_OTHER: -3.0,
    Feature.NAMESAKE_SAID: -9.0,
    Feature.OTHER_TOWN: -6.0,
    Feature.OTHER_TOWN_NEAR: -1.5,
    Feature.OTHER_PLACE: -4.5,
    Feature.OTHER_OCCUPATION: -8.0,
    Feature.OTHER_WORK: -3.5,
    Feature.RELATION: -5.0,
    Feature.ELSEWHERE: -2.5,
    Feature.ELSEWHERE_NEAR: -1.0,
    Feature.ELSEWHERE_MORE: -0.7,
    Feature.DEATH: -5.0,
    Feature.AGE_FITS: 4.0,
    Feature.OTHER_AGE: -6.0,
    Feature.NOT_AT_WORK: -7.0,
    Feature.OTHER_PERSONNUMMER: -9.0,
    Feature.JUDGED_HER: 5.0,
    Feature.JUDGED_NOT_HER: -8.0,
    Feature.SET_ASIDE: -8.0,
}


class Example(NamedTuple):
    """What a page says of a person, and whether it means her."""

    clues: tuple[Clue, ...]
    is_her: bool


def examples(
    style: Style,
    seeds: Iterable[int],
    statistics: Path | None,
    *,
    pages: int = PAGES,
    people: int = WATCHED,
) -> Iterator[Example]:
    """Every page on which the matcher found the person."""
    for seed in seeds:
        made = town(seed, style, statistics=statistics, pages=pages, people=people)
        for page, question in zip(made.pages, questions(made), strict=True):
            if question is not None:
                yield Example(question.clues(), page.is_her)


def estimated(seen: Sequence[Example], held: Weights) -> Mapping[Feature, float]:
    """Bits of each feature that was seen; of the others what is believed."""
    values = _values(seen, held)
    features = tuple(BELIEFS)
    is_seen = np.abs(values).sum(axis=0) > 0
    found = likeliest(
        Seen(
            values=values * BIT,
            right=np.array([one.is_her for one in seen], dtype=np.float64),
            counts=np.full(len(seen), COUNTS),
            belief=np.array([*BELIEFS.values(), 0.0]),
            sure=np.where(is_seen, [*_sure(), SURE], HELD),
        )
    )
    return {
        feature: round(_signed(float(bits), BELIEFS[feature]), 2)
        for feature, bits in zip(features, found, strict=False)
    }


def _sure() -> Iterator[float]:
    for feature in BELIEFS:
        yield SURE / 3 if feature in FIRM else SURE


def _signed(bits: float, believed: float) -> float:
    return max(bits, LEAST) if believed > 0 else min(bits, -LEAST)


def _values(seen: Sequence[Example], held: Weights) -> Reals:
    """A row for each page, a column for each feature, and one for the base."""
    column = {feature: place for place, feature in enumerate(BELIEFS)}
    values = np.zeros((len(seen), len(column) + 1))
    values[:, -1] = 1.0
    for row, example in zip(values, seen, strict=True):
        for clue, share in shares(example.clues, held):
            if clue.bits is None:
                row[column[Feature(clue.feature)]] += share * clue.times
    return values


def calibrated(seen: Sequence[Example], bits: Mapping[Feature, float]) -> Weights:
    """The bits with the slope and offset that their sums are worth."""
    held = Weights(bits=dict(bits), slope=1.0, offset=0.0)
    sums = _values(seen, held)[:, :-1] @ np.array([bits[feature] for feature in BELIEFS])
    slope, offset = likeliest(
        Seen(
            values=np.column_stack((sums, np.ones(len(seen)))) * BIT,
            right=np.array([one.is_her for one in seen], dtype=np.float64),
            counts=np.full(len(seen), COUNTS),
            belief=np.array([1.0, 0.0]),
            sure=np.array([0.3, 2.0]),
        )
    )
    return Weights(bits=dict(bits), slope=round(float(slope), 3), offset=round(float(offset), 2))


def written(held: Weights) -> str:
    run = {"slope": held.slope, "offset": held.offset, "bits": held.bits}
    return json.dumps(run, indent=1) + "\n"


def main() -> None:
    statistics = Path(sys.argv[1])
    first = list(examples(Style.FIRST, SEEDS, statistics))
    second = list(examples(Style.SECOND, CALIBRATING, statistics))
    held = weights()
    for _ in range(ROUNDS):
        held = calibrated(second, estimated(first, held))
    TABLE.write_text(written(held), encoding="utf-8")


if __name__ == "__main__":
    main()
