"""How often the matcher is right, as tables of Markdown, each figure beside its bar."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from scanner.bench.names.accuracy import Accuracy, Share, largest_difference
from scanner.bench.names.trying import Tried
from scanner.bench.table import Bar

BARS: Final[Mapping[tuple[str, str], Bar]] = {
    (name, measure): Bar(limit=limit, is_floor=is_floor)
    for name, measure, limit, is_floor in (
        ("sv_natural", "recall", 1.0, True),
        ("sv_natural", "false alarms at best F1", 1, False),
        ("sv_variants", "best F1", 0.985, True),
        ("sv_variants", "recall at precision 0.99", 0.97, True),
        ("sv_variants", "recall at precision 0.999", 0.93, True),
        ("sv_variants", "ambiguous ones found", 0.80, True),
        ("xscript_ar", "best F1", 0.92, True),
        ("xscript_ar", "recall at precision 0.99", 0.82, True),
        ("xscript_fa", "best F1", 0.93, True),
        ("xscript_fa", "recall at precision 0.99", 0.82, True),
        ("xscript_ru", "best F1", 0.96, True),
        ("xscript_ru", "recall at precision 0.99", 0.90, True),
        ("pairs", "best F1", 0.96, True),
    )
}
"""By set and measure; docs/matching.md has them too."""
KIND: Final = 0.90
"""What every kind of variation has to reach."""
ORIGINS: Final = Bar(limit=0.02, is_floor=False)
"""Largest difference between names of two origins."""


def markdown(found: Sequence[Tried]) -> str:
    """The tables: sets, kinds, origins, and what scores are worth."""
    parts = (_sets(found), _kinds(found), _origins(found), _calibration(found))
    return "\n".join(line for part in parts for line in (*part, ""))


def _sets(found: Iterable[Tried]) -> Iterator[str]:
    yield "| set | texts | to find | measure | measured | bar | reached |"
    yield "|---|---:|---:|---|---:|---:|---|"
    for each in found:
        one = each.accuracy
        for measure, figure in _measures(one):
            shown = str(figure) if isinstance(figure, int) else f"{figure:.3f}"
            verdict = _verdict(BARS.get((one.name, measure)), figure)
            yield f"| {one.name} | {one.texts:,} | {one.hits:,} | {measure} | {shown} | {verdict} |"


def _measures(one: Accuracy) -> Iterator[tuple[str, float]]:
    yield "best F1", one.best.f1
    yield "false alarms at best F1", one.best.wrong
    yield "recall at precision 0.99", one.at_99.recall
    yield "recall at precision 0.999", one.at_999.recall
    yield "recall", one.emitted.recall
    yield "precision", one.emitted.precision
    if one.in_place.of:
        yield "found in its place", one.in_place.share
    if one.weak.of:
        yield "ambiguous ones found", one.weak.share
        yield "ambiguous ones found at precision 0.99", one.weak_at_99.share


def _verdict(bar: Bar | None, figure: float) -> str:
    if bar is None:
        return " | "
    return f"{'≥' if bar.is_floor else '≤'} {bar.limit:g} | {_yes(bar.holds(figure))}"


def _kinds(found: Iterable[Tried]) -> Iterator[str]:
    yield f"At a precision of 0.99; kinds below {KIND:.2f} first, then the others:"
    yield ""
    yield "| set | kind | found | of | recall |"
    yield "|---|---|---:|---:|---:|"
    for each in found:
        for kind in sorted(each.accuracy.kinds, key=lambda kind: (kind.share >= KIND, kind.what)):
            yield f"| {each.accuracy.name} {_row(kind)}"
    yield ""
    yield "| set | false alarms in texts of kind | texts | of | share |"
    yield "|---|---|---:|---:|---:|"
    for each in found:
        for kind in each.accuracy.alarms:
            yield f"| {each.accuracy.name} {_row(kind)}"


def _row(kind: Share) -> str:
    return f"| {kind.what} | {kind.count:,} | {kind.of:,} | {kind.share:.3f} |"


def _origins(found: Iterable[Tried]) -> Iterator[str]:
    yield "| set | names | recall | precision |"
    yield "|---|---|---:|---:|"
    for each in found:
        name = each.accuracy.name
        for one in each.slices:
            yield f"| {name} | {one.origin} | {one.recall:.3f} | {one.precision:.3f} |"
        if each.slices:
            recall, precision = largest_difference(each.slices)
            verdict = f"≤ {ORIGINS.limit:.2f}: {_yes(ORIGINS.holds(max(recall, precision)))}"
            yield f"| {name} | largest difference ({verdict}) | {recall:.3f} | {precision:.3f} |"


def _calibration(found: Iterable[Tried]) -> Iterator[str]:
    yield "| set | scores | their mean | answers | right |"
    yield "|---|---|---:|---:|---:|"
    for each in found:
        for bucket in each.buckets:
            yield (
                f"| {each.accuracy.name} | {bucket.low:.2f}–{bucket.high:.2f} | {bucket.mean:.3f} "
                f"| {bucket.right.of:,} | {bucket.right.share:.3f} |"
            )


def _yes(reached: bool) -> str:
    return "yes" if reached else "no"
