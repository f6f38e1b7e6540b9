"""What was measured of identity: as tables, as a diagram, and as JSON for the documents."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from scanner.bench.identity.measures import Measured
from scanner.bench.identity.trying import Tried
from scanner.bench.svg import svg
from scanner.bench.table import Bar

BARS: Final[Mapping[str, Bar]] = {
    "precision": Bar(limit=0.97, is_floor=True),
    "recall": Bar(limit=0.85, is_floor=True),
    "calibration_error": Bar(limit=0.03, is_floor=False),
}
"""At the alert threshold, where the page says anything that can decide (docs/identity.md)."""
DIGITS: Final = 4

Run = Mapping[str, Any]
"""What `written` wrote."""


def written(found: Iterable[Tried]) -> str:
    """The figures as JSON; no text and no name."""
    run = {
        one.name: {
            "every": _figures(one.every),
            "decidable": _figures(one.decidable),
            "found": _figures(one.found),
            "bins": [[round(each.mean, DIGITS), each.her, each.of] for each in one.every.bins],
            "name alone": [_rounded(each) for each in one.by_name],
            "name and any context": [_rounded(each) for each in one.by_context],
            "slices": {
                f"{what}: {which}": _figures(each) for (what, which), each in one.slices.items()
            },
        }
        for one in found
    }
    return json.dumps(run, ensure_ascii=False, indent=1) + "\n"


def _figures(one: Measured) -> dict[str, float | None]:
    return {
        "pages": one.answers,
        "hers": one.hers,
        "precision": _rounded(one.precision),
        "recall": _rounded(one.recall),
        "brier": round(one.brier, DIGITS),
        "calibration_error": round(one.calibration_error, DIGITS),
        "error_by_chance": round(one.error_by_chance, DIGITS),
    }


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, DIGITS)


def _shown(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


def markdown(run: Run) -> str:
    return "\n".join([*overall(run), "", *by_slice(run), "", *reliability(run), ""])


def overall(run: Run) -> Iterator[str]:
    """Each town beside the two rules of thumb."""
    yield (
        "| where the page can decide | pages | hers | precision | recall | Brier | ECE "
        "| ECE by chance alone |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, one in run.items():
        figures = one["decidable"]
        cells = (_beside(figures, what) for what in ("precision", "recall"))
        yield (
            f"| {name} | {figures['pages']:,} | {figures['hers']:,} | {' | '.join(cells)} "
            f"| {figures['brier']:.3f} | {_beside(figures, 'calibration_error')} "
            f"| {figures['error_by_chance']:.3f} |"
        )
        found = one["found"]
        yield (
            f"| {name}, her name was found | {found['pages']:,} | {found['hers']:,} "
            f"| {_shown(found['precision'])} | {_shown(found['recall'])} | {found['brier']:.3f} "
            f"| {found['calibration_error']:.3f} | {found['error_by_chance']:.3f} |"
        )
        for rule in ("name alone", "name and any context"):
            precision, recall = one[rule]
            yield f"| {name}, {rule} | | | {_shown(precision)} | {_shown(recall)} | | | |"


def by_slice(run: Run) -> Iterator[str]:
    """By language, rarity, origin and kind of page."""
    yield "| town | pages of | pages | hers | precision | recall | Brier | ECE | by chance |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, one in run.items():
        for what, figures in one["slices"].items():
            yield (
                f"| {name} | {what} | {figures['pages']:,} | {figures['hers']:,} "
                f"| {_shown(figures['precision'])} | {_shown(figures['recall'])} "
                f"| {figures['brier']:.3f} | {figures['calibration_error']:.3f} "
                f"| {figures['error_by_chance']:.3f} |"
            )


def reliability(run: Run) -> Iterator[str]:
    """What a probability is worth."""
    yield "| town | mean probability | pages | hers | share |"
    yield "|---|---:|---:|---:|---:|"
    for name, one in run.items():
        for mean, her, of in one["bins"]:
            yield f"| {name} | {mean:.2f} | {of:,} | {her:,} | {her / of:.2f} |"


def _beside(figures: Mapping[str, float], what: str) -> str:
    bar = BARS[what]
    sign = "≥" if bar.is_floor else "≤"
    kept = "yes" if bar.holds(figures[what]) else "no"
    return f"{figures[what]:.3f} ({sign} {bar.limit:g}: {kept})"


SIDE: Final = 320
"""Pixels of the diagram's square."""
MARGIN: Final = 44
COLOURS: Final = ("#1b5e8c", "#b3541e")


def diagram(run: Run) -> str:
    """A reliability diagram as SVG: mean probability across, share that was her upwards."""
    whole = SIDE + 2 * MARGIN
    shapes = [
        f'<path d="M{MARGIN} {MARGIN + SIDE}L{MARGIN + SIDE} {MARGIN}" stroke="#999"/>',
        f'<path d="M{MARGIN} {MARGIN}v{SIDE}h{SIDE}v-{SIDE}z" fill="none" stroke="#444"/>',
        *_axes(),
    ]
    for place, (name, one) in enumerate(run.items()):
        shapes += _curve(name, one["bins"], COLOURS[place % len(COLOURS)], place)
    return svg("How often it was her, by the probability that was told", whole, whole, shapes)


def _axes() -> Iterator[str]:
    for step in range(0, 11, 2):
        at = step / 10
        yield f'<text x="{_x(at)}" y="{MARGIN + SIDE + 18}" text-anchor="middle">{at:g}</text>'
        yield f'<text x="{MARGIN - 8}" y="{_y(at) + 4}" text-anchor="end">{at:g}</text>'
    middle = MARGIN + SIDE / 2
    yield f'<text x="{middle}" y="{MARGIN + SIDE + 36}" text-anchor="middle">probability</text>'
    yield f'<text x="{middle}" y="{MARGIN - 24}" text-anchor="middle">share that was her</text>'


def _curve(name: str, bins: Iterable[list[float]], colour: str, place: int) -> Iterator[str]:
    found = [(_x(mean), _y(her / of), of) for mean, her, of in bins]
    points = " ".join(f"{x},{y}" for x, y, _ in found)
    yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for x, y, of in found:
        size = 2 + min(of, 400) ** 0.5 / 4
        yield f'<circle cx="{x}" cy="{y}" r="{size:.1f}" fill="{colour}"/>'
    yield f'<text x="{MARGIN + 10}" y="{MARGIN + 18 + 16 * place}" fill="{colour}">{name}</text>'


def _x(share: float) -> float:
    return round(MARGIN + SIDE * share, 1)


def _y(share: float) -> float:
    return round(MARGIN + SIDE * (1 - share), 1)
