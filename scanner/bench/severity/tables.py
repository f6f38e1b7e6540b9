"""What was measured of severity, as Markdown."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from scanner.bench.severity.judging import Measure, Share
from scanner.bench.severity.run import ALL, LANGUAGES, Run
from scanner.bench.table import Bar
from scanner.model.assessment import SeverityTier

HEADS: Final[Mapping[Measure, str]] = {
    Measure.THREATS: "T4 said of T4",
    Measure.GRAVE: "T3 or T4 said of T3+",
    Measure.FOUND: "T3+ before an officer",
    Measure.ALERTED: "T3+ alerted",
    Measure.LOOKED: "T0, T1 before an officer",
    Measure.ALERTS: "alerts on T0, T1",
    Measure.BASELINE: "T4 by the word lists alone",
}
BARS: Final[Mapping[Measure, Bar]] = {
    Measure.THREATS: Bar(limit=0.90, is_floor=True),
    Measure.ALERTS: Bar(limit=0, is_floor=False),
}
COUNTED: Final = frozenset((Measure.ALERTS,))
"""Of these each one counts, whatever the share."""


def markdown(run: Run) -> str:
    """The tables, with each bar beside its figure."""
    matrices = (line for part in run.parts for line in (*confusion(run, part), ""))
    return "\n".join((*measures(run), "", *matrices, _parity(run)))


def measures(run: Run) -> Iterator[str]:
    """A row for each language, a column for each measure."""
    yield f"| language | {' | '.join(HEADS.values())} |"
    yield f"|---|{'---|' * len(HEADS)}"
    for name, part in run.parts.items():
        cells = (_cell(measure, part.shares[measure], name) for measure in HEADS)
        yield f"| {LANGUAGES.get(name, name)} | {' | '.join(cells)} |"


def confusion(run: Run, part: str = ALL) -> Iterator[str]:
    """Of a language or of all: what people said in rows, what Värn said in columns."""
    tiers = [tier.name for tier in SeverityTier]
    yield f"| {LANGUAGES.get(part, part)}: people said | {' | '.join(tiers)} |"
    yield f"|---|{'---:|' * len(tiers)}"
    for tier, row in zip(tiers, run.parts[part].confusion, strict=True):
        yield f"| {tier} | {' | '.join(map(str, row))} |"


def reached(run: Run) -> Iterable[bool]:
    """Whether each bar is reached, over all languages."""
    shares = run.parts[ALL].shares
    return [bar.holds(_measured(measure, shares[measure])) for measure, bar in BARS.items()]


def _parity(run: Run) -> str:
    return (
        f"{run.parity.count} of {run.parity.of} groups of texts that say the same in several "
        f"languages got different tiers. {run.ambiguous} texts on which people disagree are not "
        "counted."
    )


def _cell(measure: Measure, share: Share, name: str) -> str:
    counted = f"{share.count}/{share.of}"
    figure = f"{share.share:.2f}" if share.of else ""
    shown = counted if measure in COUNTED else f"{figure} ({counted})"
    bar = BARS.get(measure) if name == ALL else None
    if bar is None:
        return shown
    sign = "≥" if bar.is_floor else "≤"
    return f"{shown}; bar {sign} {bar.limit:g}"


def _measured(measure: Measure, share: Share) -> float:
    return share.count if measure in COUNTED else share.share
