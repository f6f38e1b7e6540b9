"""The frontier: which pages are known, due, leased, and why one was not read.

A visit is stored twice: `finish` when its answer came, `settle` with whatever it led to. A kill at
any instant costs at most a second fetch. What is asked for next is decided by `finish` alone, so
nothing of it depends on people or findings.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Insert,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    update,
)

from scanner import urls
from scanner.model.frontier import Changes, Coverage, DuePage, Marks, Revisit, Tally, Trail
from scanner.model.handed import is_handed
from scanner.model.ids import Address, PageId, SourceId
from scanner.model.page import LOOKED_AT, Missed, MissReason, Page
from scanner.store import hosts, parameters, source_states, traps, turns
from scanner.store.database import Transaction
from scanner.store.names import address_key
from scanner.store.schema import page
from scanner.store.traps import Opened
from scanner.store.upsert import upsert

UNCONDITIONAL_EVERY: Final = 10
"""So often a page is asked for without validators: some sites say "unchanged" and are not."""

MAX_VALIDATOR: Final = 512
"""Characters."""

LOOKED_UP: Final = 500
"""Addresses of one look-up: databases limit the values of a statement."""

_MOMENT: Final = timedelta(microseconds=1)

IN_TIME: Final = timedelta(days=1)
"""A page that has been due for so long is not checked, whenever its source was last taken up: where
`run` comes once a day, what is due each hour is no gap at noon."""

ONCE_TRIES: Final = 3
"""Visits of a page that is to be read once."""

READ: Final = "page"
"""The outcome of a visit that brought a page; else it is a `MissReason`, or `CAME`."""

CAME: Final = "came"
"""The outcome of a visit whose answer nobody has looked at yet."""


class PageKind(StrEnum):
    SEED = "seed"
    LINK = "link"
    ONCE = "once"
    """Outside every source: read once, and nothing that it links to."""


class PageState(StrEnum):
    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    """Was read once, which is all."""
    RETIRED = "retired"
    """No source wants it any more; one that meets it again takes it up."""


class LeaseLostError(Exception):
    """Somebody else has the page by now: what this visit brought must not be stored."""


def seed(
    tx: Transaction, source_id: SourceId, addresses: Sequence[Address], horizon: datetime
) -> None:
    """Make `addresses` the source's seeds; those it names no longer are retired."""
    keys = [address_key(address) for address in addresses]
    dropped = and_(
        page.c.source_id == source_id,
        page.c.kind == PageKind.SEED,
        page.c.address_key.not_in(keys),
    )
    tx.connection.execute(update(page).where(dropped).values(state=PageState.RETIRED))
    _add(tx, source_id, addresses, PageKind.SEED, depth=0, horizon=horizon)
    traps.let_go(tx, addresses)


def hand_in(
    tx: Transaction, source_id: SourceId, address: Address, horizon: datetime
) -> SourceId | None:
    """Make an address due to be read once more, whoever read it once before.

    What is due already stays so. A page of a source stays that source's, which is given then, and
    is read as often as that says.
    """
    key = address_key(address)
    known = tx.connection.execute(select(page).where(page.c.address_key == key)).one_or_none()
    if known is None:
        _add(tx, source_id, [address], PageKind.ONCE, depth=1, horizon=horizon)
    elif known.state in (PageState.DONE, PageState.RETIRED):
        anew = {
            "source_id": source_id,
            "kind": PageKind.ONCE,
            "depth": 1,
            "state": PageState.WAITING,
            "due_at": horizon,
            "outcome": "",
            "fails": 0,
            "fresh_until": None,
            "etag": "",
            "last_modified": "",
            "shown_sha256": "",
            "text_sha256": "",
            "seen_generation": "",
        }
        tx.connection.execute(update(page).where(page.c.page_id == known.page_id).values(anew))
    elif known.kind != PageKind.ONCE:
        return SourceId(known.source_id)
    return None


def read_once(
    tx: Transaction,
    source_id: SourceId,
    addresses: Sequence[Address],
    *,
    depth: int,
    horizon: datetime,
) -> None:
    """Make pages due to be read a single time; those that are known stay as they are."""
    new = _without_page(tx, addresses, PageKind.ONCE)
    _add(tx, source_id, new, PageKind.ONCE, depth=depth, horizon=horizon)


def brought(tx: Transaction, source_id: SourceId) -> dict[Address, str]:
    """What the visits brought of the pages of a source that were to be read once, whatever the
    looking makes of it."""
    outcome = case((page.c.fails == 0, READ), else_=page.c.outcome)
    done = select(page.c.address, outcome.label("outcome")).where(
        page.c.source_id == source_id, page.c.state == PageState.DONE
    )
    return {Address(row.address): row.outcome for row in tx.connection.execute(done)}


def unsettled(tx: Transaction, source_id: SourceId) -> frozenset[Address]:
    """The pages of a source that are to be visited, or that nobody has looked at yet."""
    is_open = or_(page.c.state.in_((PageState.WAITING, PageState.LEASED)), page.c.outcome == CAME)
    open_pages = select(page.c.address).where(page.c.source_id == source_id, is_open)
    return frozenset(map(Address, tx.connection.scalars(open_pages)))


def outcome_of(tx: Transaction, address: Address) -> str:
    """What came of the latest visit to a page; '' where none was."""
    known = select(page.c.outcome).where(page.c.address_key == address_key(address))
    return tx.connection.scalar(known) or ""


def has_new(tx: Transaction, source_id: SourceId, now: datetime) -> bool:
    """Whether some page of a source is due that no visit has tried."""
    waits = exists().where(
        page.c.source_id == source_id,
        page.c.due_at <= now,
        page.c.state == PageState.WAITING,
        page.c.outcome == "",
    )
    return bool(tx.connection.scalar(select(waits)))


def forget_done(tx: Transaction, source_id: SourceId, before: datetime) -> None:
    """Forget the pages of a source that were read once, in scans that began before then."""
    over = and_(
        page.c.source_id == source_id,
        page.c.state == PageState.DONE,
        page.c.outcome != CAME,
        page.c.visited_in < before,
    )
    tx.connection.execute(delete(page).where(over))


def retire_unknown(tx: Transaction, known: Sequence[SourceId]) -> None:
    """Retire the pages of sources that no watchlist has any more."""
    unknown = page.c.source_id.not_in(known)
    tx.connection.execute(update(page).where(unknown).values(state=PageState.RETIRED))
    traps.forget_unknown(tx, known)


def look_again(tx: Transaction, sources: Iterable[SourceId], horizon: datetime) -> None:
    """Make due a few of the pages that are held as a trap's, of shapes where that is a week ago."""
    _open(tx, traps.open_again(tx, sources, horizon), horizon)


def release(tx: Transaction, sources: Iterable[SourceId]) -> None:
    """Take every lease of `sources` back. For whoever holds the scan lock and alone reads them: all
    others are dead."""
    leased = and_(page.c.state == PageState.LEASED, page.c.source_id.in_(tuple(sources)))
    tx.connection.execute(update(page).where(leased).values(state=PageState.WAITING))


def reopen(tx: Transaction, source_id: SourceId, horizon: datetime, since: datetime | None) -> None:
    """Make due all of a source that was visited in turns which were cut off: those that began from
    `since` on (None: none was), and any that left a page which nobody has looked at. For who holds
    the scan lock and alone reads the source.

    The pages that were looked at come again too: how far the looking had come depends on who is
    named, and a site must not learn that from what is asked for twice. Those visited longest ago
    come first, so that kill upon kill leaves none out.
    """
    own = page.c.source_id == source_id
    unfinished = select(func.min(page.c.visited_in)).where(own, page.c.outcome == CAME)
    is_cut_off = page.c.visited_in >= unfinished.scalar_subquery()
    if since is not None:
        is_cut_off = or_(page.c.visited_in >= since, is_cut_off)
    was_visited = and_(own, is_cut_off)
    # A clock that ran ahead must not put a page off.
    now = literal(horizon, page.c.due_at.type)
    due_at = case((page.c.visited_in < now, page.c.visited_in), else_=now)
    state = case((page.c.state == PageState.DONE, PageState.WAITING), else_=page.c.state)
    again = {
        "due_at": due_at,
        "fresh_until": None,
        "state": state,
        "etag": "",
        "last_modified": "",
        "seen_generation": "",
    }
    tx.connection.execute(update(page).where(was_visited).values(again))


def bring_forward(
    tx: Transaction,
    source_id: SourceId,
    horizon: datetime,
    *,
    longest: timedelta,
    longest_if_gone: timedelta,
    crowded: Mapping[str, timedelta],
) -> None:
    """Make due what is put off for longer than any visit does: the clock ran ahead, or the
    source's cadence was shortened. `crowded`: the longest wait on host groups with a longer one.
    """
    is_too_late = or_(
        page.c.outcome != MissReason.GONE,
        page.c.kind == PageKind.SEED,
        page.c.due_at > horizon + longest_if_gone,
    )
    latest: ColumnElement[Any] = literal(horizon + longest, page.c.due_at.type)
    if crowded:
        waits = {
            name: literal(horizon + wait, page.c.due_at.type) for name, wait in crowded.items()
        }
        latest = case(waits, value=page.c.host_group, else_=latest)
    put_off = and_(page.c.source_id == source_id, page.c.due_at > latest)
    tx.connection.execute(update(page).where(put_off, is_too_late).values(due_at=horizon))


def tallies(
    tx: Transaction, sources: Iterable[SourceId], *, on_hosts_of: Iterable[SourceId]
) -> tuple[Tally, ...]:
    """The pages in use of `sources` on the host groups where those of `on_hosts_of` stand, but
    those that are gone, by how often they change."""
    sources = tuple(sources)
    own = select(page.c.host_group).where(page.c.source_id.in_(tuple(on_hosts_of))).distinct()
    groups = tx.connection.scalars(own).all()
    # Some hosts at a time: to sort a million pages together takes 100 MB.
    lots = (groups[first : first + LOOKED_UP] for first in range(0, len(groups), LOOKED_UP))
    return tuple(tally for lot in lots for tally in _tallies(tx, sources, lot))


def _tallies(
    tx: Transaction, sources: Sequence[SourceId], host_groups: Sequence[str]
) -> Iterator[Tally]:
    kinds = (page.c.source_id, page.c.host_group, page.c.kind, page.c.tempo)
    counts = (
        select(
            *kinds,
            func.count().label("n"),
            func.sum(page.c.changes).label("changes"),
            func.sum(page.c.watched_days).label("days"),
        )
        .where(
            page.c.host_group.in_(host_groups),
            page.c.source_id.in_(sources),
            page.c.state.not_in((PageState.RETIRED, PageState.DONE)),
            page.c.outcome != MissReason.GONE,
        )
        .group_by(*kinds)
    )
    for row in tx.connection.execute(counts):
        yield Tally(
            source_id=SourceId(row.source_id),
            host_group=row.host_group,
            is_seed=row.kind == PageKind.SEED,
            tempo=row.tempo,
            pages=row.n,
            changes=Changes(count=row.changes, days=row.days),
        )


def _add(
    tx: Transaction,
    source_id: SourceId,
    addresses: Iterable[Address],
    kind: PageKind,
    *,
    depth: int,
    horizon: datetime,
) -> None:
    rows = [_new_row(source_id, address, kind, depth, horizon) for address in addresses]
    # What waits longest is visited first: those that are listed first.
    for ahead, row in enumerate(reversed(rows)):
        row["due_at"] = horizon - ahead * _MOMENT
    if rows:
        tx.connection.execute(_adding(tx.connection.dialect.name, kind), rows)


@cache
def _adding(dialect: str, kind: PageKind) -> Insert:
    statement = upsert(dialect)(page)
    given = statement.excluded
    # What was read once may become a source's; it is not read once again.
    is_free = _is_free(kind)
    adding: Insert = statement.on_conflict_do_update(
        index_elements=[page.c.address_key],
        set_={
            "source_id": given.source_id,
            "kind": given.kind,
            "depth": given.depth,
            "due_at": case((is_free, given.due_at), else_=page.c.due_at),
            "state": case((is_free, given.state), else_=page.c.state),
        },
        # A seed takes the page over; a link only where nobody has it.
        where=None if kind is PageKind.SEED else is_free,
    )
    return adding


def _is_free(kind: PageKind) -> ColumnElement[bool]:
    """Whether a page that is known may be taken by a source as a `kind`."""
    if kind is PageKind.ONCE:
        return page.c.state == PageState.RETIRED
    is_done = or_(page.c.state == PageState.DONE, page.c.kind == PageKind.ONCE)
    return or_(page.c.state == PageState.RETIRED, is_done)


def _without_page(
    tx: Transaction, links: Sequence[Address], kind: PageKind = PageKind.LINK
) -> Iterator[Address]:
    """The links that lead to no page in use. Most lead to one: looking is cheaper than trying."""
    for first in range(0, len(links), LOOKED_UP):
        keys = {address_key(link): link for link in links[first : first + LOOKED_UP]}
        for key in tx.connection.scalars(_in_use(kind), {"keys": list(keys)}):
            del keys[key]
        yield from keys.values()


@cache
def _in_use(kind: PageKind) -> Select[str]:
    """Of `keys` those of pages in use. Kept as `_FINISHED` is."""
    is_asked = page.c.address_key.in_(bindparam("keys", expanding=True))
    return select(page.c.address_key).where(is_asked, not_(_is_free(kind)))


def _new_row(
    source_id: SourceId, address: Address, kind: PageKind, depth: int, horizon: datetime
) -> dict[str, Any]:
    key = address_key(address)
    return {
        "page_id": key[:32],
        "address_key": key,
        "address": address,
        "source_id": source_id,
        "host_group": urls.host_group(address),
        "kind": kind,
        "depth": depth,
        "state": PageState.WAITING,
        "due_at": horizon,
    }


def groups_due(
    tx: Transaction, sources: Iterable[SourceId], horizon: datetime, now: datetime
) -> tuple[str, ...]:
    """Host groups with pages of `sources` that a scan begun at `horizon` has still to visit."""
    due = select(page.c.host_group).where(
        page.c.source_id.in_(tuple(sources)),
        page.c.due_at <= horizon,
        or_(page.c.state == PageState.WAITING, _is_expired(now)),
    )
    return tuple(tx.connection.scalars(due.distinct().order_by(page.c.host_group)))


def claim(
    tx: Transaction,
    host_group: str,
    *,
    sources: Iterable[SourceId],
    generation: str,
    owner: str,
    now: datetime,
    lease_until: datetime,
    horizon: datetime,
    limit: int,
) -> tuple[DuePage, ...]:
    """Lease the next due pages of a host group: seeds first, then whichever wait longest."""
    mine = {"of_group": host_group, "of_sources": tuple(sources), "until": horizon}
    tx.connection.execute(_TAKEN_BACK, {"of_group": host_group, "at": now})
    rows: list[Row[Any]] = []
    for kind in (PageKind.SEED, PageKind.LINK, PageKind.ONCE):
        if len(rows) < limit:
            asked = mine | {"of_kind": kind, "most": limit - len(rows)}
            rows += tx.connection.execute(WAITING, asked)
    if rows:
        lease = {"lease_owner": owner, "lease_until": lease_until}
        tx.connection.execute(_LEASED, lease | {"claimed": [row.page_id for row in rows]})
    return tuple(_due_page(row, generation, owner, horizon) for row in rows)


WAITING: Final = (
    select(page)
    .where(
        page.c.host_group == bindparam("of_group"),
        page.c.state == PageState.WAITING,
        page.c.kind == bindparam("of_kind"),
        page.c.due_at <= bindparam("until", type_=page.c.due_at.type),
        page.c.source_id.in_(bindparam("of_sources", expanding=True)),
    )
    .order_by(page.c.due_at, page.c.page_id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
"""The due pages of a kind that wait longest. One index holds all that is compared, in the order in
which they come: a claim takes no longer among a million pages. Written once, as all that each claim
needs: making a statement costs more than running it."""

_LEASED: Final = (
    update(page)
    .where(page.c.page_id.in_(bindparam("claimed", expanding=True)))
    .values(state=PageState.LEASED)
)
_TAKEN_BACK: Final = (
    update(page)
    .where(
        page.c.host_group == bindparam("of_group"),
        page.c.state == PageState.LEASED,
        page.c.lease_until <= bindparam("at", type_=page.c.lease_until.type),
    )
    .values(state=PageState.WAITING)
)


def _is_expired(now: datetime) -> ColumnElement[bool]:
    return and_(page.c.state == PageState.LEASED, page.c.lease_until <= now)


def _due_page(row: Row[Any], generation: str, owner: str, horizon: datetime) -> DuePage:
    # "Unchanged" is true only for the people and words that saw the page last.
    may_ask = row.seen_generation == generation and (row.checks + 1) % UNCONDITIONAL_EVERY != 0
    has_marks = bool(row.shown_sha256)
    marks = Marks(shown_sha256=row.shown_sha256, text_sha256=row.text_sha256)
    return DuePage(
        page_id=PageId(row.page_id),
        source_id=SourceId(row.source_id),
        address=Address(row.address),
        host_group=row.host_group,
        depth=row.depth,
        etag=row.etag if may_ask else "",
        last_modified=row.last_modified if may_ask else "",
        generation=generation,
        fails=row.fails,
        is_first=row.checks == 0,
        last_outcome=row.outcome,
        gone_sha256=row.gone_sha256,
        # What came and could not be looked at has not been seen by anybody.
        may_skip=may_ask and row.outcome not in (CAME, MissReason.UNREADABLE),
        marks=marks if has_marks else None,
        read_in=row.read_in,
        changes=Changes(count=row.changes, days=row.watched_days),
        lease_owner=owner,
        horizon=horizon,
        next_due=horizon,
        is_once=row.kind == PageKind.ONCE,
    )


def finish(
    tx: Transaction,
    due: DuePage,
    outcome: Page | Missed,
    *,
    links: Sequence[Address] = (),
    trail: Trail | None = None,
    once: Sequence[Address] = (),
    shown: Sequence[Address] = (),
    marks: Marks | None = None,
    is_pending: bool = False,
) -> None:
    """Store a visit: the page's row, the hosts' pace, and links not known before; those of `once`
    are read a single time, and the pictures that it has `shown`. While one of these has not come,
    the page is asked for whether it changed or not: it is compared when it comes again.

    With its `trail`, links that look like a trap's are held. `marks` are those of a page that was
    read. Where it `is_pending`, the page counts as not checked until `settle` says what it was.
    A miss never replaces what is known of the last good read. Raises `LeaseLostError`.
    """
    if isinstance(outcome, Page):
        values = _values_of_page(due, outcome)
    else:
        values = _values_of_miss(due, outcome)
    values |= {"due_at": due.next_due} | _values_of_marks(due, outcome, marks)
    if is_pending:
        values["outcome"] = CAME
    values |= {
        "held_page": due.page_id,
        "held_by": due.lease_owner,
        "state": PageState.DONE if _is_done(due, outcome) else PageState.WAITING,
        "lease_owner": None,
        "lease_until": None,
        "fresh_until": due.next_due,
        "visited_in": due.horizon,
    }
    if tx.connection.execute(_FINISHED, values).rowcount != 1:
        raise LeaseLostError(due.page_id)
    for state in due.hosts:
        hosts.save(tx, state)
    source_states.note(tx, due, outcome)
    _follow(tx, due, links, trail)
    read_once(tx, due.source_id, (*once, *shown), depth=due.depth + 1, horizon=due.horizon)
    if shown:
        _await(tx, due, shown)


def _await(tx: Transaction, due: DuePage, shown: Sequence[Address]) -> None:
    keys = [address_key(address) for address in shown]
    is_awaited = exists().where(
        _other.c.address_key.in_(keys),
        _other.c.kind == PageKind.ONCE,
        _other.c.state.in_((PageState.WAITING, PageState.LEASED)),
    )
    itself = update(page).where(page.c.page_id == due.page_id, is_awaited)
    tx.connection.execute(itself.values(etag="", last_modified="", shown_sha256="", text_sha256=""))


_other: Final = page.alias()


def _follow(tx: Transaction, due: DuePage, links: Sequence[Address], trail: Trail | None) -> None:
    if due.is_first and trail is not None and trail.imprint is not None:
        parameters.note(tx, due, trail.imprint)
        _open(tx, traps.note_page(tx, due, trail.imprint, looks_back=trail.looks_back), due.horizon)
    elif due.is_first and not due.is_once and trail is None and not links:
        _open(tx, traps.note_nothing(tx, due), due.horizon)
    if trail is None:
        new = tuple(_without_page(tx, links))
    else:
        asked = parameters.without_noise(tx, due, links)
        new = tuple(_without_page(tx, asked))
        new = traps.admit(tx, due, new, looks_back=trail.looks_back)
    _add(tx, due.source_id, new, PageKind.LINK, depth=due.depth + 1, horizon=due.horizon)


def _is_done(due: DuePage, outcome: Page | Missed) -> bool:
    """Whether a page that is read once has been; a site that was down is tried a few times. What
    was no more than a picture here is the same at the next visit."""
    is_read = isinstance(outcome, Page) or outcome.reason in (MissReason.PARTLY, MissReason.PICTURE)
    is_over = is_read or is_handed(due.address)  # A file says the same the second time.
    return due.is_once and (is_over or due.fails + 1 >= ONCE_TRIES)


def _open(tx: Transaction, opened: Iterable[Opened], horizon: datetime) -> None:
    for one in opened:
        _add(tx, one.source_id, [one.address], PageKind.LINK, depth=one.depth, horizon=horizon)


_FINISHED: Final = (
    update(page)
    .where(
        page.c.page_id == bindparam("held_page"),
        page.c.state == PageState.LEASED,
        page.c.lease_owner == bindparam("held_by"),
    )
    .values(checks=page.c.checks + 1)
)
"""Written once: making a statement costs more than running it. Other columns come by name."""


def is_still_unread(due: DuePage, missed: Missed) -> bool:
    """True where the site says "unchanged" of what could not be looked at when it came."""
    is_same = missed.reason is MissReason.NOT_MODIFIED
    return is_same and due.last_outcome == MissReason.UNREADABLE


def settle(tx: Transaction, due: DuePage, reason: MissReason | None) -> None:
    """Say what a pending visit was: a page that was looked at (None), or what it missed.

    Validators, fails and the next visit's time stay as they are: they must not depend on who was
    looked for, nor on how long that took.
    """
    settle_all(tx, [(due, reason)])


def settle_all(tx: Transaction, visits: Iterable[tuple[DuePage, MissReason | None]]) -> None:
    """As `settle`, of several: a transaction for each would cost more than looking at them."""
    rows = [{"held_page": due.page_id, "outcome": reason or READ} for due, reason in visits]
    if rows:
        tx.connection.execute(_SETTLED, rows)


_SETTLED: Final = update(page).where(
    page.c.page_id == bindparam("held_page"), page.c.outcome == CAME
)


def give_up(
    tx: Transaction,
    sources: Iterable[SourceId],
    horizon: datetime,
    reason: MissReason,
    *,
    host_group: str | None = None,
) -> None:
    """Say why this scan visits no more pages of `sources` (on a host group). They stay due.

    What came and could not be looked at stays so: an "unchanged" later on must not clear it.
    """
    waiting = and_(
        page.c.source_id.in_(tuple(sources)),
        page.c.due_at <= horizon,
        page.c.state.not_in((PageState.RETIRED, PageState.DONE)),
        page.c.outcome != MissReason.UNREADABLE,
    )
    if host_group is not None:
        waiting = and_(waiting, page.c.host_group == host_group)
    tx.connection.execute(update(page).where(waiting).values(outcome=reason))


def _values_of_page(due: DuePage, came: Page) -> dict[str, Any]:
    return {
        "outcome": READ,
        "fails": 0,
        "etag": _validator(came, "etag"),
        "last_modified": _validator(came, "last-modified"),
        "seen_generation": due.generation,
    }


def _values_of_marks(due: DuePage, outcome: Page | Missed, marks: Marks | None) -> dict[str, Any]:
    """What a visit tells of how the page changes: nothing, unless it was read or is as it was."""
    if isinstance(outcome, Missed):
        if outcome.reason is not MissReason.NOT_MODIFIED:
            return {}
        return {"read_in": due.horizon} | _values_of_revisit(due.if_same)
    if marks is None:
        # Nothing is known of these bytes: they must not be taken for those of the last read.
        return {"shown_sha256": "", "text_sha256": ""}
    read = {
        "shown_sha256": marks.shown_sha256,
        "text_sha256": marks.text_sha256,
        "read_in": due.horizon,
    }
    is_same = due.marks is not None and due.marks.text_sha256 == marks.text_sha256
    return read | _values_of_revisit(due.if_same if is_same else due.if_changed)


def _values_of_revisit(revisit: Revisit | None) -> dict[str, Any]:
    if revisit is None:
        return {}
    return {
        "due_at": revisit.due_at,
        "changes": revisit.changes.count,
        "watched_days": revisit.changes.days,
        "tempo": revisit.tempo,
    }


def _validator(came: Page, name: str) -> str:
    """What to send back next time; '' where the site's value would not survive the way."""
    value = dict(came.headers).get(name, "")
    return value if len(value) <= MAX_VALIDATOR and value.isascii() else ""


def _values_of_miss(due: DuePage, missed: Missed) -> dict[str, Any]:
    if missed.reason is MissReason.GONE:
        return {
            "outcome": missed.reason,
            "fails": 0 if due.is_news(missed) else due.fails + 1,
            "gone_sha256": missed.shown.digest if missed.shown else "",
            # Should it come back unchanged, it must be read, not called unchanged.
            "etag": "",
            "last_modified": "",
            "seen_generation": "",
            "read_in": None,
        }
    # What could not be looked at has still not been, be it unchanged or out of reach by now.
    was_unread = due.last_outcome == MissReason.UNREADABLE
    fails = 0 if missed.reason is MissReason.NOT_MODIFIED else due.fails + 1
    return {"outcome": MissReason.UNREADABLE if was_unread else missed.reason, "fails": fails}


def is_gone_through(tx: Transaction, sources: Sequence[SourceId], since: datetime) -> bool:
    """Whether scans that began from `since` on have come to every known page of the sources.

    A page that could not be read is come to: `coverage` says why it was not. One that was gone
    before has nothing to read. False where a source has no page yet.
    """
    is_open = and_(
        page.c.source_id.in_(sources), page.c.state.not_in((PageState.RETIRED, PageState.DONE))
    )
    not_since = or_(page.c.visited_in.is_(None), page.c.visited_in < since)
    unread = or_(
        page.c.outcome == CAME,
        and_(page.c.outcome.in_(("", READ, MissReason.NOT_MODIFIED)), not_since),
    )
    if tx.connection.scalar(select(exists().where(is_open, unread))):
        return False
    begun = tx.connection.scalars(select(page.c.source_id).where(is_open).distinct())
    return {*sources} == {*begun} != set()


def coverage(tx: Transaction, sources: Sequence[SourceId], at: datetime) -> tuple[Coverage, ...]:
    """How each source's known pages stand at a time, after the scan that last took it up.

    A page counts as checked while its last answer is younger than the source's cadence, but for the
    time that a scan may take to come to it. A seed that is gone is not: whatever stood behind it
    has another address by now, or always had.
    """
    held = traps.held_of(tx, sources)
    known = turns.every(tx)
    # Who was never taken up has nothing that was read in time; nor has who was long forgotten.
    began = {name: known[name].began_at if name in known else at for name in sources}
    return tuple(
        _coverage(name, _counts(tx, name, max(began[name], at - IN_TIME)), held.get(name, 0))
        for name in sources
    )


def _counts(tx: Transaction, source_id: SourceId, horizon: datetime) -> Sequence[Row[Any]]:
    is_due = page.c.due_at <= horizon
    # Its turn has not come, but its answer is older than the cadence promises.
    is_old = and_(page.c.fresh_until.is_not(None), page.c.fresh_until <= horizon)
    kinds = (page.c.outcome, page.c.kind)
    counts = (
        select(*kinds, is_due.label("is_due"), is_old.label("is_old"), func.count().label("n"))
        .where(
            page.c.source_id == source_id,
            page.c.state != PageState.RETIRED,
            # What was read once counts in the scan that read it.
            or_(page.c.state != PageState.DONE, page.c.visited_in >= horizon),
        )
        .group_by(*kinds, is_due, is_old)
    )
    return tx.connection.execute(counts).all()


def has_left(tx: Transaction, source_id: SourceId, now: datetime) -> bool:
    """Whether some page of a source is due."""
    waits = exists().where(
        page.c.source_id == source_id, page.c.due_at <= now, page.c.state == PageState.WAITING
    )
    return bool(tx.connection.scalar(select(waits)))


def _coverage(source_id: SourceId, rows: Sequence[Row[Any]], held: int) -> Coverage:
    checked = 0
    missed: dict[MissReason, int] = {MissReason.TRAP: held} if held else {}
    for row in rows:
        reason = _gap(row.outcome, row.kind, is_due=bool(row.is_due), is_old=bool(row.is_old))
        if reason is None:
            checked += row.n
        else:
            missed[reason] = missed.get(reason, 0) + row.n
    return Coverage(
        source_id=source_id,
        checked=checked,
        missed=tuple(sorted(missed.items(), key=lambda item: (-item[1], item[0]))),
    )


def _gap(outcome: str, kind: str, *, is_due: bool, is_old: bool) -> MissReason | None:
    """Why a page counts as not checked; None if it does not."""
    if outcome == CAME:
        return MissReason.NOT_REACHED
    if outcome == MissReason.GONE and kind == PageKind.SEED:
        return MissReason.GONE
    reason = None if outcome in ("", READ) else MissReason(outcome)
    if reason is not None and reason not in LOOKED_AT:
        return reason
    if is_due:
        return MissReason.NOT_REACHED
    return MissReason.BUDGET if is_old else None
