"""How the judgement of severity does on texts whose tier people gave."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

import scanner.bench
from scanner.assess.context import AssessContext
from scanner.assess.policy import exposure_of
from scanner.assess.scene import scene
from scanner.assess.severity.exposure import exposed
from scanner.assess.severity.lexical import hits
from scanner.assess.severity.severity import own_words, severity, stated
from scanner.bench.severity.texts import Text, page, read
from scanner.model.assessment import Identity, Level, SeverityTier

HELD: Final = Path(scanner.bench.__file__).parent / "held" / "texts"
NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERS: Final = Identity(probability=1.0, evidence=())
"""Whether it is she is not asked here."""
_OF_WORK: Final = """
work_phone work_address work_email workplace office office_phone office_address
"""
OF_WORK: Final = frozenset(_OF_WORK.split())
"""Details that a text gives away and that are nobody's private ones, as writers called them."""
T0, T1, T2, T3, T4 = SeverityTier


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was said of one text."""

    text: Text
    tier: SeverityTier
    level: Level
    stated: SeverityTier
    """What the lexicons' terms alone say: the baseline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    count: int
    of: int

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0


class Measure(StrEnum):
    """Of which texts a share is, and what was said of them."""

    THREATS = "threats"
    """T4 said of T4."""
    GRAVE = "grave"
    """T3 or T4 said of T3 and T4."""
    FOUND = "found"
    """T3 and T4 that came before an officer: level low or above."""
    ALERTED = "alerted"
    """T3 and T4 at level medium or above."""
    LOOKED = "looked"
    """T0 and T1 without details of hers that came before an officer."""
    ALERTS = "alerts"
    """The same at level medium or above: must be none."""
    BASELINE = "baseline"
    """T4 said of T4 by the lexicons' terms alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The figures of some texts."""

    confusion: tuple[tuple[int, ...], ...]
    """Texts by the tier that people gave (rows) and the one that was said."""
    done: tuple[tuple[int, ...], ...]
    """Texts by the tier that people gave (rows): on her own page only, before an officer, alert."""
    shares: Mapping[Measure, Share]
    """Each measure's."""


def held() -> tuple[Judged, ...]:
    """Every held-out text, judged."""
    return judged(read(HELD))


def judged(texts: Iterable[Text]) -> tuple[Judged, ...]:
    context = AssessContext(now=NOW)
    return tuple(_judged(text, context) for text in texts)


def _judged(text: Text, context: AssessContext) -> Judged:
    document, mentions = page(text.text)
    stage = scene(document, mentions, ())
    said = severity(stage, HERS, context)
    own = own_words(hits(stage, context.lexicons))
    shown = exposure_of(exposed(stage, context), family=False)
    return Judged(text=text, tier=said.tier, level=said.level, stated=stated(own, shown))


def trial(found: Sequence[Judged]) -> Trial:
    """The figures of all but the ambiguous ones."""
    clear = [one for one in found if not one.text.ambiguous]
    counts = Counter((one.text.tier, one.tier) for one in clear)
    threats = [one for one in clear if one.text.tier is T4]
    grave = [one for one in clear if one.text.tier >= T3]
    lawful = [one for one in clear if one.text.tier <= T1 and not set(one.text.details) - OF_WORK]
    return Trial(
        confusion=tuple(
            tuple(counts[true, said] for said in SeverityTier) for true in SeverityTier
        ),
        done=tuple(
            _done([one.level for one in clear if one.text.tier is tier]) for tier in SeverityTier
        ),
        shares={
            Measure.THREATS: _share(one.tier is T4 for one in threats),
            Measure.GRAVE: _share(one.tier >= T3 for one in grave),
            Measure.FOUND: _share(one.level >= Level.LOW for one in grave),
            Measure.ALERTED: _share(one.level >= Level.MEDIUM for one in grave),
            Measure.LOOKED: _share(one.level >= Level.LOW for one in lawful),
            Measure.ALERTS: _share(one.level >= Level.MEDIUM for one in lawful),
            Measure.BASELINE: _share(one.stated is T4 for one in threats),
        },
    )


def _done(levels: Sequence[Level]) -> tuple[int, ...]:
    looked, alerted = (
        sum(level >= least for level in levels) for least in (Level.LOW, Level.MEDIUM)
    )
    return len(levels) - looked, looked - alerted, alerted


def parity(found: Iterable[Judged]) -> Share:
    """Groups of texts that say the same in several languages and were given different tiers."""
    groups: defaultdict[str, set[SeverityTier]] = defaultdict(set)
    for one in found:
        if one.text.parity and not one.text.ambiguous:
            groups[one.text.parity].add(one.tier)
    return _share(len(tiers) > 1 for tiers in groups.values())


def _share(each: Iterable[bool]) -> Share:
    said = list(each)
    return Share(count=sum(said), of=len(said))
