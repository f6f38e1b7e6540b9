"""The whole policy: which level a text with an exposure gets, and what orders within a level.

Source of table and score: the project's domain research (§4.4, §3.4). An officer who wants to
know why a finding has its level finds the answer in this file alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final

from scanner.identifiers.kinds import KINDS
from scanner.model.assessment import DetailMatch, ExposedDetail, Level, SeverityTier
from scanner.model.person import Setting


class Exposed(IntEnum):
    """What of her stands in the post, from least to worst."""

    NONE = 0
    WORK = 1
    """Work details only."""
    POSSIBLE = 2
    """A private detail beside her name that may be somebody else's."""
    PRIVATE = 3
    """A private detail that is known to be hers."""
    HOME = 4
    """Home, family or child."""


INFO, LOW, MEDIUM, HIGH, ACUTE = Level

TABLE: Final = (
    # NONE  WORK    POSSIBLE PRIVATE HOME
    (INFO,   INFO,   LOW,    MEDIUM, MEDIUM),  # T0 neutral
    (INFO,   INFO,   MEDIUM, MEDIUM, HIGH),    # T1 criticism
    (LOW,    MEDIUM, HIGH,   HIGH,   HIGH),    # T2 harassment
    (MEDIUM, HIGH,   HIGH,   HIGH,   ACUTE),   # T3 doxxing, call to act
    (ACUTE,  ACUTE,  ACUTE,  ACUTE,  ACUTE),   # T4 threat
)  # fmt: skip
"""Levels by tier and `Exposed`."""

HOME_WEIGHT: Final = 5
"""How sensitive a detail of her home is; of work and private life its kind says it."""
FAMILY_WEIGHT: Final = 4
FAMILY_BONUS: Final = 2
TIER_BONUS: Final = (0, 0, 1, 3, 5)
FRESH: Final = timedelta(hours=72)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Thresholds and table by which levels are decided."""

    possible: float = 0.30
    """Below this probability a mention is not hers: the caller drops it."""
    alert: float = 0.85
    """Below this an officer looks first: the level is capped."""
    unsure_threat: Level = Level.MEDIUM
    """Highest level of a threat (T4) while it is unsure whom it means."""
    unsure: Level = Level.LOW
    """Highest level of anything else while it is unsure whom it means."""
    quoted: Level = Level.MEDIUM
    """Highest level while it is unsure whether the words are the writer's own."""
    doubted: Level = Level.LOW
    """Highest level of words that may be lawful, or surely are, where no private detail of hers
    stands beside them; one that may be another's is none."""
    table: tuple[tuple[Level, ...], ...] = TABLE

    def level(self, tier: SeverityTier, exposure: Exposed) -> Level:
        return self.table[tier][exposure]

    def cap(self, tier: SeverityTier, probability: float) -> Level:
        """The highest level that a mention of this `probability` can have."""
        if probability >= self.alert:
            return Level.ACUTE
        return self.unsure_threat if tier is SeverityTier.T4 else self.unsure


POLICY: Final = Policy()


def exposure_of(details: Iterable[ExposedDetail], *, family: bool) -> Exposed:
    """The worst of what stands there; `family`: the words expose home, family or child."""
    worst = max(map(_exposed, details), default=Exposed.NONE)
    return Exposed.HOME if family else worst


def _exposed(detail: ExposedDetail) -> Exposed:
    if detail.setting is Setting.WORK:
        return Exposed.WORK
    if detail.setting is Setting.HOME:
        return Exposed.HOME
    return Exposed.PRIVATE if detail.match is DetailMatch.KNOWN else Exposed.POSSIBLE


def score(
    *,
    tier: SeverityTier,
    details: Iterable[ExposedDetail],
    family: bool,
    base_severity: int,
    copies: int,
    posted_at: datetime | None,
    now: datetime,
) -> float:
    """Orders findings within a level, never decides one. 0 to about 18."""
    weights = [_weight(detail) for detail in details] + [FAMILY_WEIGHT * family]
    fresh = posted_at is not None and now - posted_at <= FRESH
    return (
        max(weights)
        + base_severity / 2
        + TIER_BONUS[tier]
        + (copies >= 3)
        + (copies >= 10)
        + fresh
        + FAMILY_BONUS * family
    )


def _weight(detail: ExposedDetail) -> int:
    if detail.setting is Setting.HOME:
        return HOME_WEIGHT
    kind = KINDS[detail.kind]
    return kind.work_weight if detail.setting is Setting.WORK else kind.private_weight
