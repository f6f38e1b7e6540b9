"""All that is told of some texts, and as `docs/severity.json` keeps it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scanner.bench.severity.judging import Judged, Measure, Share, Trial, parity, trial

LANGUAGES: Final = {
    "sv": "Swedish",
    "en": "English",
    "ar": "Arabic",
    "arabizi": "Arabic in Latin letters",
    "so": "Somali",
    "tr": "Turkish",
}
ALL: Final = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Every figure; no text."""

    parts: Mapping[str, Trial]
    """Of all texts, and by language."""
    parity: Share
    ambiguous: int
    """Texts on which people disagree."""


def run(found: Sequence[Judged]) -> Run:
    parts = {ALL: found} | {
        lang: [one for one in found if one.text.lang == lang] for lang in LANGUAGES
    }
    return Run(
        parts={name: trial(part) for name, part in parts.items()},
        parity=parity(found),
        ambiguous=sum(one.text.ambiguous for one in found),
    )


def written(told: Run) -> str:
    """As JSON."""
    kept = {
        "severity": {name: _figures(part) for name, part in told.parts.items()},
        "parity": _counted(told.parity),
        "ambiguous": told.ambiguous,
    }
    return json.dumps(kept, indent=1) + "\n"


def read(kept: Mapping[str, Any]) -> Run:
    """What `written` wrote."""
    return Run(
        parts={name: _trial(part) for name, part in kept["severity"].items()},
        parity=_share(kept["parity"]),
        ambiguous=kept["ambiguous"],
    )


def _figures(part: Trial) -> Mapping[str, Any]:
    return {
        "confusion": part.confusion,
        "done": part.done,
        **{measure.value: _counted(part.shares[measure]) for measure in Measure},
    }


def _trial(part: Mapping[str, Any]) -> Trial:
    return Trial(
        confusion=_rows(part["confusion"]),
        done=_rows(part["done"]),
        shares={measure: _share(part[measure.value]) for measure in Measure},
    )


def _rows(kept: Iterable[Iterable[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(row) for row in kept)


def _counted(share: Share) -> str:
    return f"{share.count}/{share.of}"


def _share(counted: str) -> Share:
    count, of = map(int, counted.split("/"))
    return Share(count=count, of=of)
