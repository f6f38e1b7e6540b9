"""How right and how calibrated the answers are, beside two rules of thumb."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import pi, sqrt
from typing import Final

from scanner.assess.identity.clue import Feature
from scanner.assess.identity.identify import identify
from scanner.assess.policy import POLICY
from scanner.bench.identity.question import Question
from scanner.bench.town.inhabitants import Rarity
from scanner.model.mention import Tier

BINS: Final = 10
"""Of equal width."""

CONTEXT: Final = frozenset(
    (
        Feature.OWN_ROLE, Feature.ROLE, Feature.ROLE_ELSEWHERE, Feature.ROLE_NEAR,
        Feature.ROLE_SHARED, Feature.UNIT, Feature.UNIT_NEAR, Feature.WORKPLACE,
        Feature.WORKPLACE_NEAR, Feature.WORKPLACE_SHARED, Feature.TOWN, Feature.TOWN_NEAR,
        Feature.TOWN_SHARED,
    )
)  # fmt: skip
"""Any of these, whoever it belongs to, is enough for the second rule of thumb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is known of one person on one page."""

    is_her: bool
    decidable: bool
    """Whether the page says anything that can decide."""
    language: str
    kind: str
    """Of the page."""
    origin: str
    """Of her name."""
    rarity: Rarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the product and two rules of thumb say of one person on one page, and the truth."""

    is_found: bool
    """Whether the matcher found her name."""
    probability: float
    """0 where it did not."""
    by_name: bool
    """Name alone: her full name stands there."""
    by_context: bool
    """Name and any word of work or town."""
    truth: Truth


def answer(asked: Question | None, truth: Truth) -> Answer:
    found = None if asked is None else identify(asked.scene, asked.person, asked.context)
    names = () if asked is None else asked.scene.names
    full = any(mention.tier is Tier.FULL for mention in names)
    said = {one.feature for one in found.evidence} if found else set()
    return Answer(
        is_found=asked is not None,
        probability=found.probability if found else 0.0,
        by_name=full,
        by_context=full and not said.isdisjoint(CONTEXT),
        truth=truth,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers of about one probability."""

    mean: float
    her: int
    of: int
    variance: float
    """Of how many are hers, were every probability right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Of some answers."""

    answers: int
    hers: int
    precision: float | None
    """At the alert threshold; None where nothing is alerted."""
    recall: float | None
    """None where none is hers."""
    brier: float
    calibration_error: float
    """Expected: the mean difference between probability and share, over bins."""
    error_by_chance: float
    """What so few answers would show of it on average, were every probability right: the mean
    absolute deviation of a normal distribution, bin by bin."""
    bins: tuple[Bin, ...]


def measured(answers: Sequence[Answer]) -> Measured:
    precision, recall = rule(answers, lambda one: one.probability >= POLICY.alert)
    filled = tuple(_bins(answers))
    apart = sum(one.of * abs(one.mean - one.her / one.of) for one in filled)
    return Measured(
        answers=len(answers),
        hers=sum(one.truth.is_her for one in answers),
        precision=precision,
        recall=recall,
        brier=sum((one.probability - one.truth.is_her) ** 2 for one in answers)
        / max(len(answers), 1),
        calibration_error=apart / max(len(answers), 1),
        error_by_chance=sum(sqrt(2 / pi * one.variance) for one in filled) / max(len(answers), 1),
        bins=filled,
    )


def rule(
    answers: Iterable[Answer], says: Callable[[Answer], bool]
) -> tuple[float | None, float | None]:
    """Precision and recall of a yes or no; None where there is nothing to divide by."""
    right = wrong = missed = 0
    for one in answers:
        yes = says(one)
        right += yes and one.truth.is_her
        wrong += yes and not one.truth.is_her
        missed += one.truth.is_her and not yes
    return _share(right, right + wrong), _share(right, right + missed)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _bins(answers: Iterable[Answer]) -> Iterator[Bin]:
    of: defaultdict[int, list[Answer]] = defaultdict(list)
    for one in answers:
        of[min(int(one.probability * BINS), BINS - 1)].append(one)
    for place in sorted(of):
        some = of[place]
        mean = sum(one.probability for one in some) / len(some)
        yield Bin(
            mean=mean,
            her=sum(one.truth.is_her for one in some),
            of=len(some),
            variance=sum(one.probability * (1 - one.probability) for one in some),
        )


def slices(answers: Iterable[Answer]) -> Mapping[tuple[str, str], Measured]:
    """By language, rarity, origin and kind."""
    of: defaultdict[tuple[str, str], list[Answer]] = defaultdict(list)
    for one in answers:
        for what, which in (
            ("language", one.truth.language),
            ("rarity", one.truth.rarity.value),
            ("origin", one.truth.origin),
            ("kind", one.truth.kind),
        ):
            of[what, which].append(one)
    return {key: measured(some) for key, some in sorted(of.items())}
