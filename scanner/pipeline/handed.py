"""Files that people hand in: each is taken in, read once, and put away.

A file lies in the folder, or in `in` below it where a command of ours put it whole; then in
`reading` under a name of its own; and at last in `done` or `failed`, for a day. Each step is one
rename, after the row that it needs: a kill at any instant loses none, and a file that was read
twice says nothing twice. Where a file goes, and when, does not depend on who is named in it: it is
put away when it was read, before anybody looks for people.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from scanner import files, log
from scanner.errors import StopError, disk_full
from scanner.extract.content import begins_as_mail
from scanner.model import handed
from scanner.model.action import Action
from scanner.model.frontier import DuePage
from scanner.model.handed import Handed
from scanner.model.ids import SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.pipeline import drop_folder
from scanner.pipeline.drop_folder import ARRIVED, DONE, FAILED, READING
from scanner.pipeline.house import House
from scanner.places.sources import SUPPLIED
from scanner.store import audit, frontier, turns
from scanner.store.audit import TIME
from scanner.store.database import Transaction
from scanner.store.names import new_id

FOLDER: Final = "tips"
"""Below the data folder, where the settings name no other."""

MOST_AN_HOUR: Final = 60
"""Files and addresses that are handed in: who tries out what we know is slow at it, and seen."""
HOUR: Final = timedelta(hours=1)
KEPT: Final = timedelta(days=1)
"""A file that was put away goes so long after it was taken in, whoever is named in it."""

READ: Final = frozenset(
    {
        frontier.READ,
        frontier.CAME,
        MissReason.PARTLY,
        MissReason.PICTURE,
        MissReason.SOFT_404,
        MissReason.GONE,
    }
)

_logger: Final = log.logger("pipeline")


def folder_of(house: House) -> Path:
    return house.config.crawl.tips_folder or house.config.data.folder / FOLDER


def room(tx: Transaction, now: datetime) -> int:
    """How many more files and addresses may be handed in within the hour."""
    return MOST_AN_HOUR - audit.count(tx, Action.TIP_CHECK, since=now - HOUR)


async def waiting(house: House, *, left_after: timedelta) -> frozenset[SourceId]:
    """The source of tips where something new waits, or something was left `left_after` ago."""
    now = house.clock()

    def waits(tx: Transaction) -> bool:
        ready = drop_folder.ready(folder_of(house), is_open=room(tx, now) > 0)
        if frontier.has_new(tx, SUPPLIED, now) or any(ready):
            return True
        turn = turns.every(tx).get(SUPPLIED)
        if turn is None or now - turn.began_at < left_after:
            return False
        return turn.open_since is not None or frontier.has_left(tx, SUPPLIED, now)

    return frozenset({SUPPLIED}) if await house.store.aread(waits) else frozenset()


def deliver(house: House, name: str, content: bytes) -> None:
    """Put a file where the next round takes it in. Durable when this returns; raises `StopError`
    where the disk takes no more."""
    try:
        drop_folder.make(folder_of(house))
        whole = folder_of(house) / ARRIVED / f"{new_id()}.{drop_folder.safe_name(name)}"
        files.put(whole.with_name(f".{whole.name}"), whole, content)
    except OSError as error:
        if error.errno in files.DISK_FULL:
            raise disk_full(folder_of(house)) from error
        raise StopError(
            f"{folder_of(house)} cannot be written: {error.strerror}. Check the folder's owner "
            "and permissions, then check again."
        ) from error


def take_in(house: House, horizon: datetime) -> None:
    """Give whatever lies ready a turn in the round that began at `horizon`. For whoever holds the
    scan lock. A folder that fails keeps nobody from being looked for."""
    try:
        _take_in(house, horizon)
    except (OSError, StopError) as error:
        log.event(_logger, "tips.failed", logging.WARNING, error=type(error).__name__)


def _take_in(house: House, horizon: datetime) -> None:
    folder = folder_of(house)
    if not folder.is_dir():
        return
    drop_folder.make(folder)
    _put_away(house)
    for path in drop_folder.files_in(folder / READING):
        # What a kill left without its row, or with one from before.
        if known := drop_folder.named(path):
            again = partial(
                frontier.hand_in, source_id=SUPPLIED, address=known.address, horizon=horizon
            )
            house.store.write(again)
    left = house.store.read(lambda tx: room(tx, house.clock()))
    for path in drop_folder.ready(folder, is_open=left > 0):
        is_asked = path.parent == folder / ARRIVED
        if not is_asked and left <= 0:
            break
        content = drop_folder.content_of(path, house.config.crawl.max_page_bytes + 1)
        if content is None:
            continue
        new = Handed(on=house.clock().date(), digest=drop_folder.digest_of(content))
        # What `deliver` calls it begins with an id of ours.
        name = path.name.partition(".")[2] if is_asked else path.name
        left -= not is_asked
        take = partial(_take, new=new, now=house.clock(), horizon=horizon, is_asked=is_asked)
        house.store.write(take)
        drop_folder.move(path, folder / READING / drop_folder.shelved(new, name))


def _take(
    tx: Transaction, *, new: Handed, now: datetime, horizon: datetime, is_asked: bool
) -> None:
    frontier.hand_in(tx, SUPPLIED, new.address, horizon)
    if not is_asked:  # What a command has handed in was noted then.
        audit.append(tx, at=now, actor=TIME, action=Action.TIP_CHECK)


def read(house: House, due: DuePage) -> Page | Missed:
    """The file of an address, as if a site had sent it; what it is, its bytes say."""
    known, folder = handed.of(due.address), folder_of(house)
    path = drop_folder.find(folder, known) if known else None
    if known is None or path is None:
        return _missed(house, due, MissReason.GONE)
    content = drop_folder.content_of(path, house.config.crawl.max_page_bytes + 1)
    if content is None:
        return _missed(house, due, MissReason.UNREADABLE)
    if drop_folder.digest_of(content) != known.digest:
        # Somebody went on writing it: it is taken in as what it is now.
        drop_folder.move(path, folder / f"{new_id()}.{drop_folder.safe_name(path.name)}")
        return _missed(house, due, MissReason.GONE)
    if len(content) > house.config.crawl.max_page_bytes:
        return _missed(house, due, MissReason.TOO_LARGE)
    return Page(
        source_id=due.source_id,
        asked=due.address,
        final=due.address,
        fetched_at=house.clock(),
        status=200,
        headers=(("content-type", "message/rfc822"),) if begins_as_mail(content) else (),
        body=content,
        digest=known.digest,
    )


def put_away(house: House) -> None:
    """Put away what was read. For whoever holds the scan lock."""
    try:
        _put_away(house)
    except (OSError, StopError) as error:
        log.event(_logger, "tips.failed", logging.WARNING, error=type(error).__name__)


def sweep(house: House) -> None:
    """Forget files and addresses whose time is over. For whoever holds the scan lock."""
    now, folder = house.clock(), folder_of(house)
    before = now - timedelta(days=house.config.retention.evidence_days)
    house.store.write(lambda tx: frontier.forget_done(tx, SUPPLIED, before))
    try:
        wanted = house.store.read(lambda tx: frontier.unsettled(tx, SUPPLIED))
        over = [
            path
            for shelf in (DONE, FAILED)
            if drop_folder.is_ours(folder / shelf)
            for path in drop_folder.files_in(folder / shelf)
            if (known := drop_folder.named(path))
            and known.on < (now - KEPT).date()
            and known.address not in wanted
        ]
        files.remove([*over, *drop_folder.left_half(folder / ARRIVED)])
    except OSError as error:
        log.event(_logger, "tips.failed", logging.WARNING, error=type(error).__name__)


def _put_away(house: House) -> None:
    folder = folder_of(house)
    if not folder.is_dir():
        return
    drop_folder.make(folder)
    outcomes = house.store.read(lambda tx: frontier.brought(tx, SUPPLIED))
    for path in drop_folder.files_in(folder / READING):
        known = drop_folder.named(path)
        outcome = known and outcomes.get(known.address)
        if outcome is not None:
            shelf = DONE if outcome in READ else FAILED
            drop_folder.move(path, folder / shelf / path.name)


def _missed(house: House, due: DuePage, reason: MissReason) -> Missed:
    return Missed(source_id=due.source_id, asked=due.address, at=house.clock(), reason=reason)
