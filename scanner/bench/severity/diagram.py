"""What became of the texts of each tier, as SVG: a bar a tier, in the shades of what was done."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from scanner.bench.svg import svg
from scanner.model.assessment import SeverityTier

DONE: Final = (
    ("her own page only", "#d9e3ea"),
    ("an officer looks", "#7fa8c4"),
    ("alert", "#b3541e"),
)
"""What levels mean, from least to most, each with its colour."""
WIDE: Final = 480
TALL: Final = 30
LEFT: Final = 44
TOP: Final = 40
GAP: Final = 10


def diagram(done: Iterable[Sequence[int]]) -> str:
    """`done`: of a `Trial`."""
    width, height = LEFT + WIDE + GAP, TOP + len(SeverityTier) * (TALL + GAP) + GAP
    shapes = [*_legend()]
    for place, (tier, row) in enumerate(zip(SeverityTier, done, strict=True)):
        top = TOP + place * (TALL + GAP)
        shapes.append(f'<text x="{GAP}" y="{top + 20}">{tier.name}</text>')
        shapes += _bar(row, top)
    title = "What was done with held-out texts, by the tier that people gave them"
    return svg(title, width, height, shapes)


def _legend() -> Iterator[str]:
    for place, (name, colour) in enumerate(DONE):
        left = LEFT + place * 160
        yield f'<rect x="{left}" y="12" width="14" height="14" fill="{colour}"/>'
        yield f'<text x="{left + 20}" y="24">{name}</text>'


def _bar(row: Sequence[int], top: int) -> Iterator[str]:
    """Parts of one bar, each with its count."""
    for (count, before), (_, colour) in zip(_parts(row), DONE, strict=True):
        wide, left = WIDE * count / sum(row), LEFT + WIDE * before / sum(row)
        yield (
            f'<rect x="{left:.1f}" y="{top}" width="{wide:.1f}" height="{TALL}" fill="{colour}"/>'
        )
        if count:
            yield f'<text x="{left + 4:.1f}" y="{top + 20}">{count}</text>'


def _parts(row: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Each count with the sum of those before it."""
    counts = list(row)
    yield from zip(counts, accumulate([0, *counts[:-1]]), strict=True)
