"""Where a site makes pages without end: each shape of addresses is opened as far as it has earned.

A shape begins with `BASE` pages. One page in `WEIGHED` is weighed, and if it says something new, it
earns `EARNED` more; pages beyond that are held: known, counted as a gap, and some of them opened
each week. So a calendar ends after a few empty years, and a forum never does. Nothing here depends
on people or findings.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from zlib import crc32

from sqlalchemy import Insert, Row, bindparam, delete, func, insert, select

from scanner import urls
from scanner.model.frontier import DuePage, Imprint
from scanner.model.ids import Address, SourceId
from scanner.store.database import Transaction
from scanner.store.names import address_key
from scanner.store.schema import held, seen_line, shape
from scanner.store.upsert import upsert

BASE: Final = 40
"""Pages of a shape that need not have earned it. A redirect trap asks six times for each."""
BASE_FAR: Final = 12
"""Of addresses that seem to name a month far away."""
WEIGHED: Final = 4
"""To weigh a page costs as much as all else that is stored of it."""
EARNED: Final = 2 * WEIGHED
"""Pages that one with something new opens. More than it stands for, so that all are read where some
repeat what others said; not many more, for a trap has some new words too."""
MOST_BLIND: Final = 200
"""A maze writes new words for ever, and no page of it leads back. After so many links of such pages
to others of their shape, they earn nothing more and lead to no other."""
MOST_SHAPES: Final = 50
"""Of a group of hosts; what comes beyond is told apart coarsely, for names may be random."""
MOST_HELD: Final = 500
"""Of a shape; how many more there are nobody counts."""
REMEMBERED: Final = 12
"""New lines of a page."""
LOOKED_UP: Final = 500
"""Names of one look-up: databases limit the values of a statement."""
OPENED_AGAIN: Final = 10
"""Pages of a shape that are opened each week."""
WEEK: Final = timedelta(days=7)

_FAR: Final = " far"
_ENDLESS: Final = ""
"""The shape of addresses that are themselves the trap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A page that was held and is to be read."""

    address: Address
    source_id: SourceId
    depth: int


@dataclass(slots=True, kw_only=True)
class _Tally:
    """How a shape stands; its row."""

    host_group: str
    shape: str
    looked_at: datetime
    opened: int = 0
    fresh: int = 0
    blind: int = 0
    extra: int = 0
    held: int = 0

    @property
    def is_full(self) -> bool:
        return self.opened >= self.allowed

    @property
    def allowed(self) -> int:
        if self.shape == _ENDLESS:
            return 0
        base = BASE_FAR if self.shape.endswith(_FAR) else BASE
        return base + EARNED * self.fresh + self.extra


def is_weighed(due: DuePage) -> bool:
    """Whether a page is one of those whose words are compared with those of others."""
    return due.is_first and int(due.page_id[:4], 16) % WEIGHED == 0


def note_page(
    tx: Transaction, due: DuePage, imprint: Imprint, *, looks_back: bool
) -> tuple[Opened, ...]:
    """Count what a page said that was read for the first time; what it opens by that."""
    tally = _own(tx, due)
    if not looks_back and tally.blind >= MOST_BLIND:
        return ()
    if not _is_new(tx, tally, imprint):
        return ()
    tally.fresh += 1
    return _settled(tx, tally)


def note_nothing(tx: Transaction, due: DuePage) -> tuple[Opened, ...]:
    """Count a page that brought neither words nor links: another may be read in its place."""
    tally = _own(tx, due)
    tally.extra += 1
    return _settled(tx, tally)


def admit(
    tx: Transaction, due: DuePage, links: Sequence[Address], *, looks_back: bool
) -> tuple[Address, ...]:
    """Of links that were not known, those that may be read now; the others are held."""
    if not links:
        return ()
    tallies = _tallies(tx, due, (due.address, *links))
    own = tallies[due.address]
    opened: list[Address] = []
    shut: dict[Address, _Tally] = {}
    for link in links:
        tally = tallies[link]
        is_blind = tally is own and not looks_back
        if tally.is_full or (is_blind and tally.blind >= MOST_BLIND):
            shut[link] = tally
        else:
            tally.opened += 1
            opened.append(link)
        tally.blind += is_blind
    if any(tallies[link].held for link in opened):
        let_go(tx, opened)
    _hold(tx, due, shut)
    _save(tx, {id(tally): tally for tally in map(tallies.__getitem__, links)}.values())
    return tuple(opened)


def open_again(
    tx: Transaction, sources: Iterable[SourceId], horizon: datetime
) -> tuple[Opened, ...]:
    """What is opened of the sources' held pages for no reason but the time."""
    shapes = (
        select(shape)
        .join(held, (held.c.host_group == shape.c.host_group) & (held.c.shape == shape.c.shape))
        .where(
            held.c.source_id.in_(tuple(sources)),
            shape.c.shape != _ENDLESS,
            shape.c.looked_at <= horizon - WEEK,
        )
        .distinct()
    )
    opened: list[Opened] = []
    for tally in map(_tally, tx.connection.execute(shapes).all()):
        tally.extra += OPENED_AGAIN
        tally.looked_at = horizon
        opened += _settled(tx, tally)
    return tuple(opened)


def held_of(tx: Transaction, sources: Iterable[SourceId]) -> Mapping[SourceId, int]:
    """How many pages of each source are held; no row for one without."""
    counts = (
        select(held.c.source_id, func.count())
        .where(held.c.source_id.in_(tuple(sources)))
        .group_by(held.c.source_id)
    )
    return {SourceId(name): count for name, count in tx.connection.execute(counts)}


def let_go(tx: Transaction, addresses: Iterable[Address]) -> None:
    """Hold `addresses` no longer: they are read for another reason."""
    keys = [{"key": address_key(address)} for address in addresses]
    if keys:
        tx.connection.execute(_LET_GO, keys)


_LET_GO: Final = delete(held).where(held.c.address_key == bindparam("key"))


def forget_unknown(tx: Transaction, known: Iterable[SourceId]) -> None:
    """Hold nothing of sources that no watchlist has any more."""
    tx.connection.execute(delete(held).where(held.c.source_id.not_in(tuple(known))))


def _own(tx: Transaction, due: DuePage) -> _Tally:
    return _tallies(tx, due, (due.address,))[due.address]


def _tallies(
    tx: Transaction, due: DuePage, addresses: Iterable[Address]
) -> Mapping[Address, _Tally]:
    """How the shape of each address stands; those of one shape share one."""
    moulds = {address: _moulds(address, due.horizon.year) for address in addresses}
    known = _known(tx, due.host_group, {name for pair in moulds.values() for name in pair})
    room: int | None = None
    of: dict[Address, _Tally] = {}
    for address, (fine, coarse) in moulds.items():
        if fine not in known and fine != coarse:
            if room is None:
                room = MOST_SHAPES - _count(tx, due.host_group)
            room -= 1
            fine = fine if room >= 0 else coarse
        if fine not in known:
            known[fine] = _Tally(host_group=due.host_group, shape=fine, looked_at=due.horizon)
        of[address] = known[fine]
    return of


def _moulds(address: Address, year: int) -> tuple[str, str]:
    if urls.is_endless(address):
        return _ENDLESS, _ENDLESS
    fine, coarse = urls.shapes(address)
    far = _FAR if urls.is_far_date(address, year) else ""
    return fine + far, coarse + far


def _known(tx: Transaction, host_group: str, names: set[str]) -> dict[str, _Tally]:
    wanted = sorted(names)
    known: dict[str, _Tally] = {}
    for first in range(0, len(wanted), LOOKED_UP):
        some = {"of": host_group, "names": wanted[first : first + LOOKED_UP]}
        known |= {row.shape: _tally(row) for row in tx.connection.execute(_KNOWN, some)}
    return known


_KNOWN: Final = select(shape).where(
    shape.c.host_group == bindparam("of"), shape.c.shape.in_(bindparam("names", expanding=True))
)


def _count(tx: Transaction, host_group: str) -> int:
    return tx.connection.scalar(_COUNT, {"of": host_group}) or 0


_COUNT: Final = select(func.count()).select_from(shape).where(shape.c.host_group == bindparam("of"))


def _is_new(tx: Transaction, tally: _Tally, imprint: Imprint) -> bool:
    """Whether a page says a line that no page of its shape has said. A few of those that are new
    are remembered: what else it says is new a few times more, not for ever."""
    shape_sum = crc32(f"{tally.host_group} {tally.shape}".encode()) << 31
    keys = {shape_sum ^ line for line in imprint.lines}
    new = keys.difference(tx.connection.scalars(_SEEN, {"keys": list(keys)}))
    if new:
        rows = [{"line_key": key} for key in sorted(new)[:REMEMBERED]]
        tx.connection.execute(insert(seen_line), rows)
    return bool(new)


_SEEN: Final = select(seen_line.c.line_key).where(
    seen_line.c.line_key.in_(bindparam("keys", expanding=True))
)


def _settled(tx: Transaction, tally: _Tally) -> tuple[Opened, ...]:
    """Store how a shape stands, and open what it has earned: what lies nearest first, for a trap
    leads ever deeper."""
    wanted = min(tally.allowed - tally.opened, tally.held)
    rows: Sequence[Row[Any, Any, Any]] = ()
    if wanted > 0:
        where = {"of": tally.host_group, "name": tally.shape, "most": wanted}
        rows = tx.connection.execute(_NEAREST, where).all()
        tally.held = tally.held - len(rows) if len(rows) == wanted else 0
        tally.opened += len(rows)
        let_go(tx, [Address(row.address) for row in rows])
    _save(tx, (tally,))
    return tuple(
        Opened(address=Address(row.address), source_id=SourceId(row.source_id), depth=row.depth)
        for row in rows
    )


_NEAREST: Final = (
    select(held.c.address, held.c.source_id, held.c.depth)
    .where(held.c.host_group == bindparam("of"), held.c.shape == bindparam("name"))
    .order_by(held.c.depth, held.c.address_key)
    .limit(bindparam("most"))
)


def _hold(tx: Transaction, due: DuePage, shut: Mapping[Address, _Tally]) -> None:
    rows: list[dict[str, Any]] = []
    already = _held_among(tx, shut)
    for link, tally in shut.items():
        if link in already or tally.held >= MOST_HELD:
            continue
        tally.held += 1
        rows.append(
            {
                "address_key": address_key(link),
                "address": link,
                "source_id": due.source_id,
                "host_group": due.host_group,
                "shape": tally.shape,
                "depth": due.depth + 1,
            }
        )
    if rows:
        tx.connection.execute(insert(held), rows)


def _held_among(tx: Transaction, links: Iterable[Address]) -> frozenset[Address]:
    """Those that are held already, be it for another page that led to them."""
    keys = {address_key(link): link for link in links}
    ordered, found = list(keys), set[Address]()
    for first in range(0, len(ordered), LOOKED_UP):
        query = select(held.c.address_key).where(
            held.c.address_key.in_(ordered[first : first + LOOKED_UP])
        )
        found |= {keys[key] for key in tx.connection.scalars(query)}
    return frozenset(found)


def _save(tx: Transaction, tallies: Iterable[_Tally]) -> None:
    names = [field.name for field in fields(_Tally)]
    tx.connection.execute(
        _saving(tx.connection.dialect.name),
        [{name: getattr(tally, name) for name in names} for tally in tallies],
    )


def _tally(row: Row[Any]) -> _Tally:
    return _Tally(**row._mapping)


@cache
def _saving(dialect: str) -> Insert:
    statement = upsert(dialect)(shape)
    given = statement.excluded
    saving: Insert = statement.on_conflict_do_update(
        index_elements=[shape.c.host_group, shape.c.shape],
        set_={column.name: given[column.name] for column in shape.c if not column.primary_key},
    )
    return saving
