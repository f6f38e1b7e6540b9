"""Tables that documents carry, from stored runs: `python -m scanner.bench.carried FOLDER FILE…`.

A table stands between `<!-- speed -->` and `<!-- /speed -->`; names are those of `TABLES`.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from scanner.bench.identity import tables as whether_her
from scanner.bench.matching import BUILD, GROWTH, GROWTH_READ, MEMORY, SPEED, TIMES, WATCHED
from scanner.bench.names.accuracy_table import BARS, KIND, ORIGINS
from scanner.bench.severity import run as severity
from scanner.bench.severity import tables as how_bad
from scanner.bench.table import Bar

Run = Mapping[str, Any]
"""What `written` of `names.reference`, `identity.tables` or `severity.run` wrote."""

MATCHING: Final = "matching"
IDENTITY: Final = "identity"
SEVERITY: Final = "severity"
"""What a run measured, and what its file is called."""

_PLACE: Final = re.compile(r"(<!-- (?P<table>[a-z]+) -->\n).*?(?=<!-- /(?P=table) -->)", re.DOTALL)


def carried(document: str, runs: Mapping[str, Run]) -> str:
    """The document with the tables of the runs made anew, each under what it measured.

    Raises `KeyError` for a table that there is not.
    """

    def again(place: re.Match[str]) -> str:
        measured, table = TABLES[place["table"]]
        return place[1] + _lines(table(runs[measured]))

    return _PLACE.sub(again, document)


def stored(folder: Path) -> Mapping[str, Run]:
    """The runs that lie in a folder, by what they measured."""
    names = (MATCHING, IDENTITY, SEVERITY)
    return {name: json.loads((folder / f"{name}.json").read_bytes()) for name in names}


def _lines(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _accuracy(run: Run) -> Iterator[str]:
    yield f"| set | texts | to find | {' | '.join(_MEASURES)} |"
    yield f"|---|---:|---:|{'---|' * len(_MEASURES)}"
    for name, one in run["accuracy"].items():
        figures = (one["best"]["f1"], one["best"]["wrong"], *map(_recall, _points(one)))
        bars = (BARS.get((name, measure)) for measure in _MEASURES.values())
        cells = map(_beside, (*figures, _share(one["weak"])), bars)
        yield f"| {_SETS[name]} | {one['texts']:,} | {one['hits']:,} | {' | '.join(cells)} |"


_SETS: Final = {
    "sv_natural": "Swedish sentences as they are",
    "sv_variants": "thirty kinds of variation in them",
    "xscript_ar": "Latin name in Arabic text",
    "xscript_fa": "in Persian text",
    "xscript_ru": "in Russian text",
    "pairs": "pairs of names across scripts",
    "generated": "our own trial, held out",
}

_MEASURES: Final = {
    "best F1": "best F1",
    "wrong there": "false alarms at best F1",
    "recall at precision .99": "recall at precision 0.99",
    "at .999": "recall at precision 0.999",
    "of all answers": "recall",
    "ambiguous found": "ambiguous ones found",
}
"""Heads of the table, each with its name among the bars."""


def _points(one: Mapping[str, Any]) -> Iterator[Mapping[str, float]]:
    return (one[point] for point in ("at_99", "at_999", "emitted"))


def _recall(point: Mapping[str, float]) -> float | None:
    """None where no threshold reaches the precision."""
    return point["recall"] if point["precision"] else None


def _kinds(run: Run) -> Iterator[str]:
    yield f"| set | kinds | all found | below {_short(KIND)} |"
    yield "|---|---:|---:|---|"
    for name, one in run["accuracy"].items():
        shares = {kind: _share(found) or 0.0 for kind, found in one["kinds"].items()}
        low = sorted((share, kind) for kind, share in shares.items() if share < KIND)
        told = ", ".join(f"{kind} {_short(share)}" for share, kind in low)
        yield f"| {_SETS[name]} | {len(shares)} | {[*shares.values()].count(1.0)} | {told} |"


def _origins(run: Run) -> Iterator[str]:
    yield "| names | recall | precision |"
    yield "|---|---:|---:|"
    figures = run["accuracy"]["generated"]["origins"]
    for origin, one in figures.items():
        yield f"| {origin} | {_short(one['recall'])} | {_short(one['precision'])} |"
    apart = (_apart([one[what] for one in figures.values()]) for what in ("recall", "precision"))
    yield f"| largest difference | {' | '.join(_beside(each, ORIGINS) for each in apart)} |"


def _apart(figures: list[float]) -> float:
    return max(figures) - min(figures)


def _scores(run: Run) -> Iterator[str]:
    yield "| score | answers | right |"
    yield "|---|---:|---:|"
    for scores, right in run["accuracy"]["generated"]["calibration"].items():
        answers = int(right.partition("/")[2])
        yield f"| {scores.replace('-', '–')} | {answers:,} | {_beside(_share(right), None)} |"


def _speed(run: Run) -> Iterator[str]:
    cost = run["cost"]
    yield (
        "| watched | pages/s | `partial_ratio` over all | `cdist` of pairs | exact only |" + _INDEX
    )
    yield "|---:|---|---|---:|---:|---|---|---:|"
    for count in WATCHED:
        of = f"match, {count:,} people"
        cells = (
            f"{count:,}",
            _measured(cost, f"{of}: pages/s", "", SPEED.get(count)),
            _measured(cost, f"{of}: {_LOOP}", "×", TIMES.get(count)),
            _measured(cost, f"{of}: × cheaper than cdist over capitalised pairs", "×"),
            _measured(cost, f"{of}: × cheaper than ahocorasick_rs, exact only", "×"),
            _measured(cost, f"{of}: index made: s CPU", " s", BUILD.get(count)),
            _measured(cost, f"{of}: index held: MB", " MB", MEMORY.get(count)),
            _measured(cost, f"{of}: mentions: a page", ""),
        )
        yield f"| {' | '.join(cells)} |"


_INDEX: Final = " index made | held | mentions a page |"
_LOOP: Final = "× cheaper than partial_ratio over all names"


def _growth(run: Run) -> Iterator[str]:
    what = f"match, {WATCHED[-1]:,} people against {WATCHED[0]:,}"
    yield f"| {WATCHED[-1]:,} people against {WATCHED[0]:,} | cost of a page |"
    yield "|---|---|"
    yield f"| match only | {_measured(run['cost'], f'{what}: × the cost', '×', GROWTH)} |"
    read = f"{what}, with reading HTML: × the cost"
    yield f"| with reading its HTML | {_measured(run['cost'], read, '×', GROWTH_READ)} |"


def _real(run: Run) -> Iterator[str]:
    yield "| watched | real pages/s | mentions a page |"
    yield "|---:|---:|---:|"
    for count in WATCHED:
        of = f"match of real pages, {count:,} people"
        figures = (_measured(run["cost"], f"{of}: {what}", "") for what in _REAL)
        yield f"| {count:,} | {' | '.join(figures)} |"


_REAL: Final = ("pages/s", "mentions: a page")


def _how_bad(run: Run) -> Iterator[str]:
    return how_bad.measures(severity.read(run))


def _confusion(run: Run) -> Iterator[str]:
    return how_bad.confusion(severity.read(run))


def _measured(cost: Mapping[str, float], what: str, unit: str, bar: Bar | None = None) -> str:
    """A figure, empty where it was not measured."""
    if what not in cost:
        return ""
    shown = f"{_plain(cost[what])}{unit}"
    return shown if bar is None else f"{shown} ({_limit(bar)}{_plain(bar.limit)}{unit})"


def _plain(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 10 else f"{figure:g}"


def _beside(figure: float | None, bar: Bar | None) -> str:
    """A figure with its bar, empty where there is none."""
    if figure is None:
        return ""
    return _short(figure) + (f" ({_limit(bar)}{_short(bar.limit)})" if bar else "")


def _limit(bar: Bar) -> str:
    return "≥ " if bar.is_floor else "≤ "


def _share(counted: str) -> float | None:
    """None of none."""
    count, of = map(int, counted.split("/"))
    return count / of if of else None


def _short(figure: float) -> str:
    return str(figure) if isinstance(figure, int) else f"{figure:.3f}".removeprefix("0")


TABLES: Final[Mapping[str, tuple[str, Callable[[Run], Iterator[str]]]]] = {
    "accuracy": (MATCHING, _accuracy),
    "confusion": (SEVERITY, _confusion),
    "growth": (MATCHING, _growth),
    "identity": (IDENTITY, whether_her.overall),
    "identityslices": (IDENTITY, whether_her.by_slice),
    "kinds": (MATCHING, _kinds),
    "origins": (MATCHING, _origins),
    "real": (MATCHING, _real),
    "scores": (MATCHING, _scores),
    "severity": (SEVERITY, _how_bad),
    "speed": (MATCHING, _speed),
}
"""By name: of which run, and the lines."""


def main() -> None:
    runs = stored(Path(sys.argv[1]))
    for file in map(Path, sys.argv[2:]):
        file.write_text(carried(file.read_text(encoding="utf-8"), runs), encoding="utf-8")


if __name__ == "__main__":
    main()
