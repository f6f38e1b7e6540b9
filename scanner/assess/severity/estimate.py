"""The tier of her worst passage, how sure it is, and the words that carried it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from scanner.assess.context import AssessContext
from scanner.assess.passage import Passage, passages
from scanner.assess.scene import Scene
from scanner.assess.severity.lexical import Hit
from scanner.assess.severity.traits import traits
from scanner.assess.severity.weights import probabilities, speaks_for
from scanner.assess.wording import Trait
from scanner.model.assessment import ExposedDetail, SeverityTier

COSTS: Final = (
    # said T0  T1   T2   T3   T4
    (0.0, 0.6, 1.0, 1.2, 1.4),  # it is T0
    (0.6, 0.0, 1.0, 1.2, 1.4),  # T1
    (1.2, 1.0, 0.0, 0.8, 0.9),  # T2
    (2.5, 2.5, 1.5, 0.0, 0.8),  # T3
    (6.0, 6.0, 4.8, 3.6, 0.0),  # T4
)
"""What a wrong tier costs: a threat that is taken for less costs most, so much that of the threats
of writers whom the model did not know 91 of 100 are taken for threats."""

SURE: Final = 0.997
"""Chance that it is neither neutral nor lawful at which it needs no officer's look first: of 11,902
neutral and lawful training texts two reached it when their writer was left out."""

LIKELY: Final = 0.97
"""The same chance where a private detail of hers stands beside her: two witnesses. Of details that
are known or said to be hers none reached it, of others 2 of 27; an office's number is none."""

BESIDE_TERM: Final = 0.95
"""The same chance where a term of the lexicons says the tier too. Eight reached it, and 14 reached
0.9; 979 and 1,047 of 8,941 calls and threats."""

MOST_STRETCHES: Final = 3
"""Stretches of words that are shown."""
_LEAST: Final = 0.3
"""Log odds below which a stretch carries nothing worth showing."""
_WORD: Final = 0.06
"""Log odds that a further word must bring to a stretch: else it would be the whole passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What the model says of one passage."""

    tier: SeverityTier
    likely: tuple[float, ...]
    """The chance of each tier, T0 to T4."""
    passage: Passage = field(repr=False)
    traits: tuple[Trait, ...] = field(repr=False)

    @property
    def _unlawful(self) -> float:
        return sum(self.likely[SeverityTier.T2 :])

    @property
    def is_sure(self) -> bool:
        """True if it can hardly be neutral or lawful."""
        return self._unlawful >= SURE

    @property
    def is_likely(self) -> bool:
        """True if it can hardly be neutral or lawful where a private detail stands beside her."""
        return self._unlawful >= LIKELY

    @property
    def is_likely_beside_term(self) -> bool:
        """True if it can hardly be neutral or lawful where a term of the lexicons says so too."""
        return self._unlawful >= BESIDE_TERM

    @property
    def gravity(self) -> tuple[SeverityTier, float]:
        """The tier, then how surely it is neither neutral nor lawful."""
        return self.tier, self._unlawful

    @property
    def if_lawful(self) -> SeverityTier:
        """T0 or T1, whichever is likelier."""
        return max(SeverityTier.T0, SeverityTier.T1, key=lambda tier: self.likely[tier])

    def stretches(self) -> list[tuple[int, int]]:
        """Up to `MOST_STRETCHES` of ``passage.words`` that carried the tier, heaviest first."""
        carried = [-_WORD] * len(self.passage.words)
        seen: set[str] = set()
        for one in self.traits:
            if one.first < one.last and one.name not in seen:
                seen.add(one.name)
                share = speaks_for(one.name, self.tier) / (one.last - one.first)
                for at in range(one.first, one.last):
                    carried[at] += share
        return list(_heaviest(carried))


def worst(
    scene: Scene, hits: Sequence[Hit], details: Sequence[ExposedDetail], context: AssessContext
) -> Estimate:
    """The estimate of the worst passage; a sure call or threat goes before one in doubt.

    A sentence of a long passage is judged by itself too, and counts where it is likely: calm words
    around a threat do not drown it.
    """
    found = [estimated(passage, hits, details) for passage in passages(scene, context.lexicons)]
    closer = (estimated(part, hits, details) for one in found for part in one.passage.closer())
    found += [one for one in closer if one.is_likely]
    grave = [one for one in found if one.is_sure and one.tier >= SeverityTier.T3]
    return max(grave or found, key=attrgetter("gravity"))


def estimated(passage: Passage, hits: Iterable[Hit], details: Iterable[ExposedDetail]) -> Estimate:
    """The tier that costs least by the model's chances."""
    seen = tuple(traits(passage, hits, details))
    likely = probabilities({one.name for one in seen}, len(passage.words))
    return Estimate(tier=cheapest(likely), likely=likely, passage=passage, traits=seen)


def cheapest(likely: Sequence[float]) -> SeverityTier:
    """The tier whose expected cost is least."""

    def cost(said: SeverityTier) -> float:
        return sum(chance * row[said] for chance, row in zip(likely, COSTS, strict=True))

    return min(SeverityTier, key=cost)


def _heaviest(carried: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Stretches with the largest sums, none touching another."""
    left = list(carried)
    for _ in range(MOST_STRETCHES):
        first, last, weight = _largest(left)
        if weight < _LEAST:
            return
        yield first, last
        left[first:last] = [float("-inf")] * (last - first)


def _largest(carried: Sequence[float]) -> tuple[int, int, float]:
    """From where to where the sum is largest, and the sum (Kadane's algorithm)."""
    best, first = (0, 0, 0.0), 0
    total = 0.0
    for at, each in enumerate(carried):
        if total <= 0.0:
            total, first = 0.0, at
        total += each
        if total > best[2]:
            best = first, at + 1, total
    return best
