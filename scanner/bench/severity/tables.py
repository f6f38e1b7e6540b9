"""What was measured of severity, as Markdown and as the stored run."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from scanner.bench.severity.judging import Judged, Share, Trial, parity, trial
from scanner.bench.table import Bar
from scanner.model.assessment import SeverityTier

LANGUAGES: Final = {
    "sv": "Swedish",
    "en": "English",
    "ar": "Arabic",
    "arabizi": "Arabic in Latin letters",
    "so": "Somali",
    "tr": "Turkish",
}
ALL: Final = "all"
MEASURES: Final = {
    "threats": "T4 said of T4",
    "grave": "T3 or T4 said of T3+",
    "found": "T3+ before an officer",
    "alerted": "T3+ alerted",
    "looked": "T0, T1 before an officer",
    "alerts": "alerts on T0, T1",
    "baseline": "T4 by the word lists alone",
}
BARS: Final = {
    "threats": Bar(limit=0.90, is_floor=True),
    "alerts": Bar(limit=0, is_floor=False),
}


def run(found: Sequence[Judged]) -> dict[str, Any]:
    """Every figure, as `docs/severity.json` keeps it; no text."""
    parts = {ALL: found} | {
        lang: [one for one in found if one.text.lang == lang] for lang in LANGUAGES
    }
    return {
        "severity": {name: _figures(trial(part)) for name, part in parts.items()},
        "parity": _written(parity(found)),
        "ambiguous": sum(one.text.ambiguous for one in found),
    }


def written(found: Sequence[Judged]) -> str:
    return json.dumps(run(found), indent=1) + "\n"


def markdown(found: Sequence[Judged]) -> str:
    """The tables, with each bar beside its figure."""
    figures = run(found)
    matrices = (line for part in figures["severity"] for line in (*confusion(figures, part), ""))
    return "\n".join((*measures(figures), "", *matrices, _parity(figures)))


def measures(figures: Mapping[str, Any]) -> Iterator[str]:
    """A row for each language, a column for each measure."""
    yield f"| language | {' | '.join(MEASURES.values())} |"
    yield f"|---|{'---|' * len(MEASURES)}"
    for name, part in figures["severity"].items():
        cells = (_cell(measure, part[measure], name) for measure in MEASURES)
        yield f"| {LANGUAGES.get(name, name)} | {' | '.join(cells)} |"


def confusion(figures: Mapping[str, Any], part: str = ALL) -> Iterator[str]:
    """Of a language or of all: what people said in rows, what Värn said in columns."""
    tiers = [tier.name for tier in SeverityTier]
    yield f"| {LANGUAGES.get(part, part)}: people said | {' | '.join(tiers)} |"
    yield f"|---|{'---:|' * len(tiers)}"
    for tier, row in zip(tiers, figures["severity"][part]["confusion"], strict=True):
        yield f"| {tier} | {' | '.join(map(str, row))} |"


def reached(found: Sequence[Judged]) -> Iterable[bool]:
    """Whether each bar is reached, over all languages."""
    part = run(found)["severity"][ALL]
    return [bar.holds(_measured(measure, part[measure])) for measure, bar in BARS.items()]


def _parity(figures: Mapping[str, Any]) -> str:
    count, of = figures["parity"].split("/")
    return (
        f"{count} of {of} groups of texts that say the same in several languages got different "
        f"tiers. {figures['ambiguous']} texts on which people disagree are not counted."
    )


def _figures(part: Trial) -> dict[str, Any]:
    shares = {measure: _written(getattr(part, measure)) for measure in MEASURES}
    return {
        "confusion": [list(row) for row in part.confusion],
        "done": [list(row) for row in part.done],
        **shares,
    }


def _written(share: Share) -> str:
    return f"{share.count}/{share.of}"


def _cell(measure: str, share: str, name: str) -> str:
    count, of = share.split("/")
    figure = f"{int(count) / int(of):.2f}" if int(of) else ""
    shown = share if measure == "alerts" else f"{figure} ({share})"
    bar = BARS.get(measure) if name == ALL else None
    if bar is None:
        return shown
    sign = "≥" if bar.is_floor else "≤"
    return f"{shown}; bar {sign} {bar.limit:g}"


def _measured(measure: str, share: str) -> float:
    count, of = map(int, share.split("/"))
    return count if measure == "alerts" else count / of
