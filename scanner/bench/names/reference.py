"""A run written down as JSON, so that a change of the matcher is seen as a difference of lines."""

import json
from collections.abc import Sequence
from typing import Any, Final

from scanner.bench.names.accuracy import Point
from scanner.bench.names.trying import Tried
from scanner.bench.table import Row

DIGITS: Final = 4
"""Of what is counted; it is the same on every machine."""
SIGNIFICANT: Final = 2
"""Digits of what is timed: more would differ from run to run."""


def written(tried: Sequence[Tried], rows: Sequence[Row]) -> str:
    """The figures of a run, of `rows` those of matching; no text and no name of a trial."""
    run = {
        "accuracy": {each.accuracy.name: _accuracy(each) for each in tried},
        "cost": {
            _label(row): float(f"{row.measured:.{SIGNIFICANT}g}")
            for row in rows
            if row.what.startswith("match")
        },
    }
    return json.dumps(run, ensure_ascii=False, indent=1) + "\n"


def _label(row: Row) -> str:
    peer = row.peer.partition(" (")[0]
    return f"{row.what}: {row.unit}" + (f" than {peer}" if peer else "")


def _accuracy(tried: Tried) -> dict[str, Any]:
    one = tried.accuracy
    return {
        "texts": one.texts,
        "hits": one.hits,
        "best": _point(one.best),
        "at_99": _point(one.at_99),
        "at_999": _point(one.at_999),
        "emitted": _point(one.emitted),
        "in_place": f"{one.in_place.count}/{one.in_place.of}",
        "weak": f"{one.weak.count}/{one.weak.of}",
        "weak_at_99": f"{one.weak_at_99.count}/{one.weak_at_99.of}",
        "kinds": {kind.what: f"{kind.count}/{kind.of}" for kind in one.kinds},
        "false_alarms": {kind.what: f"{kind.count}/{kind.of}" for kind in one.alarms},
        "origins": {
            each.origin.value: {
                "recall": round(each.recall, DIGITS),
                "precision": round(each.precision, DIGITS),
            }
            for each in tried.slices
        },
        "calibration": {
            f"{each.low:.2f}-{each.high:.2f}": f"{each.right.count}/{each.right.of}"
            for each in tried.buckets
        },
    }


def _point(point: Point) -> dict[str, float]:
    return {
        "threshold": round(point.threshold, DIGITS),
        "precision": round(point.precision, DIGITS),
        "recall": round(point.recall, DIGITS),
        "f1": round(point.f1, DIGITS),
        "wrong": point.wrong,
    }
