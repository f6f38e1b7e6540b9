"""Estimates what each clue is worth: `assess/tables/identity.json`, and `story.txt` beside it.

Learned from: pages that hands wrote singly (`pages/`), and invented towns in two styles
(`bench.town`), whose many pages are made from few sentences and count little. Five hands wrote
riddles, pages whose words mislead on purpose: from them it learns words alone, not what a clue or a
sum is worth, for they would make it doubt every plain page. Method: logistic regression with a
normal prior around what an engineer believes (`BELIEFS`). A weight never changes the sign of the
belief: it stays explainable. What the words of a page tell enters as a model says that knows
nothing of who wrote the page; what the sum is worth, slope and offset, is estimated on each hand by
weights that know nothing of that hand. Seeds are others than those of `bench`.

    python -m scanner.bench.fit.identity ../shared/data/names/resources
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from scanner import assess
from scanner.assess.identity.binding import readings
from scanner.assess.identity.clue import Clue, Feature, Group
from scanner.assess.identity.identify import Weights, shares, weighed_as
from scanner.assess.identity.story import OFFSET, names_of, tellings
from scanner.bench.fit import story
from scanner.bench.fit.logistic import BIT, Reals, Seen, likeliest
from scanner.bench.fit.plain import plain_cases
from scanner.bench.fit.posts import posts_of_her
from scanner.bench.fit.story import Heard
from scanner.bench.identity.hands import asked
from scanner.bench.identity.question import Question, questions
from scanner.bench.town.written import PAGES, WATCHED, Style, town

TABLE: Final = Path(assess.__file__).parent / "tables" / "identity.json"
FOLDER: Final = files("scanner.bench") / "fit" / "pages"
HANDS: Final = (
    "d1_", "d2_", "h1_", "v1_", "d8_", "d9_", "d10_", "d12_", "d13_", "d14_", "d15_", "d16_",
    "w1_",
)  # fmt: skip
"""How the names of their files begin."""
RIDDLES: Final = ("d3_", "d4_", "d6_", "d7_", "d11_")
"""Those of hands whose words mislead on purpose."""
RIDDLED: Final = 0.3
"""Of such a page, beside another's 1."""
SEEDS: Final[Mapping[Style, int]] = {Style.FIRST: 201, Style.SECOND: 301}
MADE: Final = 600
"""Pages of each style."""
COUNTS: Final = 0.2
"""Of a page of a town, beside a written one's 1: many are made from one sentence."""
ROUNDS: Final = 3
"""What is discounted depends on the weights."""
COOLED: Final = 0.15
"""Of a belief, where pages tell of the clue: clues say much that the words around them say too."""
FIRM: Final = frozenset((Feature.OWN_ROLE, Feature.ROLE, Feature.UNIT, Feature.WORKPLACE))
"""Beliefs that pages do not cool so far: a title before the name needs no words around it."""
FIRMLY: Final = 0.3
"""Of such a belief."""
SURE: Final = 1.0
"""Standard deviation of a belief, bits."""
OPEN: Final = 0.1
"""Of a page that cannot decide, beside one that can: what few say for sure must not drown in it."""
LEAST: Final[Mapping[Feature, float]] = {Feature.NAMESAKES: 0.2}
"""Bits of a clue at least, in the direction that it speaks in: writers make up a namesake for a
rare name as readily as for a common one, life does not."""
LEAST_OF_ANY: Final = 0.1
"""Of a clue that is not in `LEAST`: set by hand; a weight of just this was held there, and is no
measurement."""
HELD: Final = 1e-4

BELIEFS: Final[Mapping[Feature, float]] = {
    Feature.NAMESAKES: -0.6,
    Feature.NO_NAME: -6.0,
    Feature.UNPROVED_ALONE: -30.0,
    Feature.TYPO: -1.5,
    Feature.VARIANT: -0.5,
    Feature.SCRIPT: -0.3,
    Feature.NAME_GOES_ON: -4.0,
    Feature.MIDDLE_NAME: 3.0,
    Feature.APART: -2.0,
    Feature.SURNAME_ALONE: -1.0,
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
    Feature.WORKPLACE_AROUND: 0.5,
    Feature.DUTY: 3.3,
    Feature.DUTY_SHARED: 1.0,
    Feature.FIELD: 4.0,
    Feature.FIELD_SHARED: 2.0,
    Feature.SOURCE_OWN: 6.0,
    Feature.SOURCE_CAMPAIGN: 3.0,
    Feature.SOURCE_MIRROR: 1.5,
    Feature.TOWN: 5.5,
    Feature.TOWN_NEAR: 4.5,
    Feature.TOWN_SHARED: 2.5,
    Feature.TOWN_AROUND: 0.5,
    Feature.OTHER_FIELD: -1.5,
    Feature.ROLE_DENIED: -7.0,
    Feature.ROLE_OF_OTHER: -3.0,
    Feature.NAMESAKE_SAID: -9.0,
    Feature.OTHER_TOWN: -6.0,
    Feature.OTHER_TOWN_NEAR: -1.5,
    Feature.OTHER_PLACE: -4.5,
    Feature.OTHER_PLACE_NEAR: -1.5,
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
    Feature.WORDS: 2.0,
}


class Example(NamedTuple):
    """What a page says of a person, and whether it means her."""

    clues: tuple[Clue, ...]
    is_her: bool
    hand: str = ""
    decidable: bool = True
    names: frozenset[str] = frozenset()
    """What its words tell, as features of `assess.identity.story`."""
    weight: float = COUNTS

    @property
    def heard(self) -> Heard:
        return Heard(self.hand, self.names, self.is_her, self.decidable, self.weight)


def example(
    question: Question, *, is_her: bool, hand: str, decidable: bool, weight: float
) -> Example:
    near = readings(question.scene, question.person)
    told = tellings(question.scene, near, question.person, question.context)
    clues = tuple(one for one in question.clues() if one.feature != Feature.WORDS)
    return Example(clues, is_her, hand, decidable, names_of(told), weight)


def examples(
    style: Style,
    seeds: Iterable[int],
    statistics: Path | None,
    *,
    pages: int = PAGES,
    people: int = WATCHED,
) -> Iterator[Example]:
    """Every page of towns on which the matcher found the person."""
    for seed in seeds:
        made = town(seed, style, statistics=statistics, pages=pages, people=people)
        for page, question in zip(made.pages, questions(made), strict=True):
            if question is not None and page.decidable:
                yield example(
                    question, is_her=page.is_her, hand=style.value, decidable=True, weight=COUNTS
                )


def written_by(hand: str) -> Iterator[Example]:
    """Every page of a hand's on which the matcher found the person."""
    weight = RIDDLED if hand in RIDDLES else 1.0
    for one in asked(FOLDER, hand):
        if one.question is not None:
            yield example(
                one.question, is_her=one.is_her, hand=hand, decidable=one.decidable, weight=weight
            )


def plain() -> Iterator[Example]:
    for hand, question, is_her, decidable in plain_cases():
        yield example(question, is_her=is_her, hand=hand, decidable=decidable, weight=COUNTS)


def retold(seen: Sequence[Example], known: Sequence[Heard]) -> list[Example]:
    """The examples with what their words tell, said by a model that does not know the hand.

    `known`: what it learns from beside the other hands' pages.
    """
    bits = story.of_unknown_writers([one.heard for one in seen], known)
    return [
        one._replace(clues=(*one.clues, _told(float(each))))
        for one, each in zip(seen, bits, strict=True)
    ]


def _told(bits: float) -> Clue:
    return Clue(group=Group.STORY, feature=Feature.WORDS, message="", times=bits)


def estimated(seen: Sequence[Example], held: Weights) -> Mapping[Feature, float]:
    """Bits of each feature that was seen; of the others what is believed."""
    values = _values(seen, held)
    is_seen = np.append(np.abs(values[:, :-1]).sum(axis=0) > 0, True)
    belief = np.array([*BELIEFS.values(), 0.0])
    cooled = np.array([*(FIRMLY if one in FIRM else COOLED for one in BELIEFS), COOLED])
    found = likeliest(
        _doubled(
            seen,
            values * BIT,
            belief=np.where(is_seen, cooled * belief, belief),
            sure=np.where(is_seen, SURE, HELD),
        )
    )
    return {
        feature: round(_signed(float(bits), feature), 2)
        for feature, bits in zip(BELIEFS, found[:-1], strict=True)
    }


def _doubled(seen: Sequence[Example], values: Reals, *, belief: Reals, sure: Reals) -> Seen:
    """Each page that cannot decide as one of hers and one of somebody else's."""
    is_open = np.array([not one.decidable for one in seen])
    right = np.array([one.is_her for one in seen], dtype=np.float64)
    counts = np.array([one.weight for one in seen]) * np.where(is_open, OPEN, 1.0)
    return Seen(
        values=np.concatenate((values, values[is_open])),
        right=np.concatenate((right, 1.0 - right[is_open])),
        counts=np.concatenate((counts, counts[is_open])),
        belief=belief,
        sure=sure,
    )


def _signed(bits: float, feature: Feature) -> float:
    least = LEAST.get(feature, LEAST_OF_ANY)
    return max(bits, least) if BELIEFS[feature] > 0 else min(bits, -least)


def _values(seen: Sequence[Example], held: Weights) -> Reals:
    """A row for each page, a column for each feature, and one for the base."""
    column = {feature: place for place, feature in enumerate(BELIEFS)}
    values = np.zeros((len(seen), len(column) + 1))
    values[:, -1] = 1.0
    for row, example in zip(values, seen, strict=True):
        for clue, share in shares(example.clues, held):
            if clue.bits is None:
                row[column[weighed_as(clue)]] += share * clue.times
    return values


def calibrated(seen: Sequence[Example], sums: Reals, bits: Mapping[Feature, float]) -> Weights:
    """The bits with the slope and offset that the sums of such pages are worth."""
    slope, offset = likeliest(
        _doubled(
            seen,
            np.column_stack((sums, np.ones(len(seen)))) * BIT,
            belief=np.array([1.0, 0.0]),
            sure=np.array([0.3, 2.0]),
        )
    )
    return Weights(bits=dict(bits), slope=round(float(slope), 3), offset=round(float(offset), 2))


def summed(seen: Sequence[Example], bits: Mapping[Feature, float]) -> Reals:
    held = Weights(bits=dict(bits), slope=1.0, offset=0.0)
    found: Reals = _values(seen, held)[:, :-1] @ np.array([bits[feature] for feature in BELIEFS])
    return found


def unknown_sums(seen: Sequence[Example], held: Weights) -> tuple[list[Example], Reals]:
    """Pages that are no riddles, and their sums by weights that do not know who wrote them."""
    pages: list[Example] = []
    sums: list[Reals] = []
    for hand in HANDS:
        bits = estimated([one for one in seen if one.hand != hand], held)
        asks = [one for one in seen if one.hand == hand]
        pages += asks
        sums.append(summed(asks, bits))
    return pages, np.concatenate(sums)


def written(held: Weights) -> str:
    run = {"slope": held.slope, "offset": held.offset, "bits": held.bits}
    return json.dumps(run, indent=1) + "\n"


def fitted(seen: Sequence[Example]) -> Weights:
    """Weights of pages with what their words tell."""
    held = Weights(bits=dict(BELIEFS), slope=1.0, offset=0.0)
    for _ in range(ROUNDS):
        held = calibrated(*unknown_sums(seen, held), estimated(seen, held))
    return held


def shifted(held: Weights, fit: story.Table) -> tuple[Weights, story.Table]:
    """The offset as one of what words tell: a page that tells nothing is then as likely as not."""
    bits = held.offset / (held.slope * held.bits[Feature.WORDS])
    return replace(held, offset=0.0), {**fit, OFFSET: fit[OFFSET] + bits}


def main() -> None:
    statistics = Path(sys.argv[1])
    seen = [one for hand in HANDS for one in written_by(hand)]
    for style, seed in SEEDS.items():
        seen += examples(style, (seed,), statistics, pages=MADE)
    seen += plain()
    known = [one.heard for hand in RIDDLES for one in written_by(hand)]
    known += posts_of_her()
    table = story.fitted([*(one.heard for one in seen), *known])
    held, fit = shifted(fitted(retold(seen, known)), table)
    story.TABLE.write_text(story.table(fit), encoding="utf-8")
    TABLE.write_text(written(held), encoding="utf-8")


if __name__ == "__main__":
    main()
