"""Estimates what each trait of a mention adds to its log odds: `match/tables/score.json`.

Method: logistic regression by Newton's steps over the best mention of each person in each text,
right or wrong, with a normal prior around what an engineer believes (`BELIEFS`), so that a trait
that is seldom seen keeps a sensible weight. Sources: the public development data (each mention
counts once) and trials of our own generator (each counts `GENERATED`), by seeds that `bench` does
not use. What is easily mistaken for a name (`bench.mistakables`) is made up of what is seldom: from
it only the weights of `SELDOM` are estimated then, the others stay. Mentions are chosen by the
weights that are estimated: it is done in `ROUNDS`.

    python -m scanner.bench.fit.score ../shared/data/names
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from scanner.bench.fit.logistic import Seen, likeliest
from scanner.bench.names import mistakables
from scanner.bench.names.development import SETS, read
from scanner.bench.names.generated import generate
from scanner.bench.names.trials import Trial
from scanner.bench.names.written import Expect
from scanner.match import score
from scanner.match.join import Found
from scanner.match.matcher import Matcher
from scanner.match.score import Trait, Weighed

SEEDS: Final = (101, 102, 103)
GENERATED: Final = 0.5
MISTAKABLE: Final = 0.1
"""Counts of these: headlines and registers are rare beside what names her."""
ROUNDS: Final = 2
SURE: Final = 1.0
"""Standard deviation of a belief, in log odds."""
TABLE: Final = Path(score.__file__).parent / "tables" / "score.json"

BELIEFS: Final[Mapping[Trait, float]] = {
    Trait.FULL: 5.0,
    Trait.WEAKEST: 2.5,
    Trait.OTHERS: 0.5,
    Trait.INFLECTED: -0.3,
    Trait.VARIANT: -1.5,
    Trait.NICKNAME: -2.0,
    Trait.TYPO: -1.5,
    Trait.BORNE: -2.0,
    Trait.TYPOS_BOTH: -1.5,
    Trait.ACROSS: -7.6,
    Trait.SCRIPT: 5.5,
    Trait.MIDDLE_ACROSS: -2.0,
    Trait.GOES_ON: -3.0,
    Trait.INITIAL: -8.5,
    Trait.SURNAME_INITIAL: -9.0,
    Trait.MIDDLE: -1.5,
    Trait.MIDDLE_UNCASED: -3.5,
    Trait.MIDDLE_WORD: -8.0,
    Trait.LINE: -3.0,
    Trait.CELL: -2.5,
    Trait.SIGNS: -6.5,
    Trait.SECOND_GIVEN: -4.0,
    Trait.ACROSS_ROWS: -8.5,
    Trait.REVERSED: -1.8,
    Trait.REVERSED_LOWER: -6.0,
    Trait.REVERSED_AND_MORE: -3.0,
    Trait.HALF_GIVEN: -6.0,
    Trait.HALF_SURNAME: -4.0,
    Trait.OTHER_GIVEN: -6.3,
    Trait.MIXED_CASE: -5.5,
    Trait.LOWER_WORDS: -6.5,
    Trait.LOWER_FUZZY: -3.0,
    Trait.THING: -8.5,
    Trait.REPAIRED: -0.2,
    Trait.SPACED: -1.0,
    Trait.LEET: -1.0,
    Trait.MASKED: -1.0,
    Trait.NUMBERED: -1.0,
    Trait.TURNED: -0.5,
    Trait.HALVES: -2.0,
    Trait.IMITATED: -0.5,
    Trait.ONE_WORD: 4.0,
    Trait.INITIAL_ONE_WORD: 0.7,
    Trait.GLUED: -1.5,
    Trait.TOWN: -5.5,
    Trait.NICKNAME_ALONE: 0.0,
}


SELDOM: Final = frozenset(
    (Trait.SECOND_GIVEN, Trait.ACROSS_ROWS, Trait.MIXED_CASE, Trait.LOWER_WORDS)
)
"""Traits that tell her name from what is easily mistaken for it. Not `MIDDLE_WORD` and `TOWN`:
whether a word between is a headline's or an insult nobody has counted, nor how many write her name
as one word, and neither may hide her. Nor middle names without capitals, which are common where
verbs stand first."""


class Example(NamedTuple):
    """A mention, and whether it is right."""

    traits: tuple[Weighed, ...]
    is_right: bool
    counts: float


def examples(trial: Trial, counts: float) -> Iterator[Example]:
    """The best mention of each person in each text, but those that are neither right nor wrong."""
    expected = {(true.text, true.person_id): true.expect for true in trial.truth}
    best: dict[tuple[int, str], Found] = {}
    judged = Matcher(trial.people, seed=1).judged(trial.texts)
    for text, found in enumerate(judged):
        for each, people in found:
            for person in people:
                pair = text, str(person)
                if pair not in best or best[pair].score < each.score:
                    best[pair] = each
    for pair, each in best.items():
        expect = expected.get(pair, Expect.NONE)
        if expect in (Expect.HIT, Expect.NONE):
            yield Example(each.traits, expect is Expect.HIT, counts)


def estimated(
    seen: Sequence[Example],
    believed: Mapping[Trait, float] = BELIEFS,
    free: frozenset[Trait] = frozenset(BELIEFS),
) -> Mapping[Trait, float]:
    """The weights that make what was seen most likely, given the beliefs; only `free` ones move."""
    traits = tuple(BELIEFS)
    column = {trait: place for place, trait in enumerate(traits)}
    values = np.zeros((len(seen), len(traits)))
    for row, example in zip(values, seen, strict=True):
        for trait, value in example.traits:
            row[column[trait]] += value
    right = np.array([example.is_right for example in seen], dtype=np.float64)
    counts = np.array([example.counts for example in seen])
    belief = np.array([believed[trait] for trait in traits])
    sure = np.array([SURE if trait in free else _HELD for trait in traits])
    found = likeliest(Seen(values, right, counts, belief, sure))
    return dict(zip(traits, np.round(found, 2).tolist(), strict=True))


_HELD: Final = 1e-4
"""Standard deviation of what stays."""


def collected(folder: Path, seeds: Iterable[int]) -> Iterator[Example]:
    """All examples of names as they are written, by the weights of now."""
    for name in SETS:
        yield from examples(read(folder / name), 1.0)
    for seed in seeds:
        yield from examples(generate(seed, surnames=folder / SURNAMES), GENERATED)


def mistaken(folder: Path, seeds: Iterable[int]) -> Iterator[Example]:
    """Examples of what is easily mistaken for a name, of those that a seldom trait tells."""
    for seed in seeds:
        trial = mistakables.trial(seed, surnames=folder / SURNAMES)
        for example in examples(trial, MISTAKABLE):
            if SELDOM.intersection(trait for trait, _ in example.traits):
                yield example


SURNAMES: Final = Path("resources", "scb_surnames_2020.csv")


def main() -> None:
    folder = Path(sys.argv[1])
    for _ in range(ROUNDS):
        seen = list(collected(folder, SEEDS))
        found = estimated(seen)
        found = estimated([*seen, *mistaken(folder, SEEDS)], found, SELDOM)
        TABLE.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
        score.weights.cache_clear()


if __name__ == "__main__":
    main()
