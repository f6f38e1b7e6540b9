"""The measurements as a table of Markdown, each beside its bar."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_HEAD: Final = (
    "| what | pages | CPU a page | beside | its CPU a page | measured | bar | reached |\n"
    "|---|---:|---:|---|---:|---:|---:|---|"
)

CHEAPER: Final = "× cheaper"
DEARER: Final = "× the cost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What design asks for."""

    limit: float
    is_floor: bool
    """True: not less than `limit`. False: not more."""

    def holds(self, value: float) -> bool:
        return value >= self.limit if self.is_floor else value <= self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measurement. `measured` and the bar's limit are in `unit`."""

    what: str
    measured: float
    unit: str
    """`CHEAPER` or `DEARER` than the peer, `pages/s`, `s CPU`."""
    bar: Bar | None = None
    pages: int | None = None
    seconds: float | None = None
    """CPU a page."""
    peer: str = ""
    peer_seconds: float | None = None


def markdown(rows: Iterable[Row]) -> str:
    return "\n".join([_HEAD, *(_line(row) for row in rows)])


def missed(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows whose bar is not reached."""
    return tuple(row for row in rows if row.bar is not None and not row.bar.holds(row.measured))


def _line(row: Row) -> str:
    cells = (
        row.what,
        "" if row.pages is None else f"{row.pages:,}",
        _time(row.seconds),
        row.peer,
        _time(row.peer_seconds),
        _figure(row.measured, row.unit),
        "" if row.bar is None else f"{_sign(row.bar)} {_figure(row.bar.limit, row.unit)}",
        "" if row.bar is None else ("yes" if row.bar.holds(row.measured) else "no"),
    )
    return f"| {' | '.join(cells)} |"


def _sign(bar: Bar) -> str:
    return "≥" if bar.is_floor else "≤"


def _figure(value: float, unit: str) -> str:
    digits = f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
    return f"{digits}{'' if unit.startswith('×') else ' '}{unit}"


def _time(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds * 1e6:,.0f} µs" if seconds < 0.001 else f"{seconds * 1e3:,.2f} ms"
