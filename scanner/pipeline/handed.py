"""The folder of files that people hand in: each is taken in, read once, and put away.

A file lies in the folder, or in `in` below it where a command of ours put it whole; then in
`reading` under a name of its own; and at last in `done` or `failed`, for a day. Each step is one
rename, after the row that it needs: a kill at any instant loses none, and a file that was read
twice says nothing twice. Where a file goes, and when, does not depend on who is named in it: it is
put away when it was read, before anybody looks for people.
"""

import errno
import fcntl
import hashlib
import logging
import os
import re
import signal
import stat
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from scanner import files, log
from scanner.errors import StopError, disk_full
from scanner.model import handed
from scanner.model.action import Action
from scanner.model.frontier import DuePage
from scanner.model.handed import Handed
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.pipeline.house import House
from scanner.places.sources import SUPPLIED
from scanner.store import audit, frontier, turns
from scanner.store.audit import TIME
from scanner.store.database import Transaction
from scanner.store.names import new_id

FOLDER: Final = "tips"
"""Below the data folder, where the settings name no other."""
ARRIVED: Final = "in"
READING: Final = "reading"
DONE: Final = "done"
FAILED: Final = "failed"

MOST_AN_HOUR: Final = 60
"""Files and addresses that are handed in: who tries out what we know is slow at it, and seen."""
HOUR: Final = timedelta(hours=1)
KEPT: Final = timedelta(days=1)
"""A file that was put away goes so long after it was taken in, whoever is named in it."""

SETTLED_SECONDS: Final = 10.0
"""A file that has not changed for so long, and that nobody has open to write, is whole."""
LONGEST_NAME: Final = 40
"""Characters of the name that a file came with."""

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

_STRANGE: Final = re.compile(r"[^\w.-]+")
_NAME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})\.([0-9a-f]{64})\.[\w.-]*", re.ASCII)
_HEAD: Final = 64 * 1024
"""Bytes in which the head of a mail ends."""
_FIELD: Final = re.compile(rb"[!-9;-~]+:")
_OF_MAILS: Final = (
    b"from:", b"received:", b"return-path:", b"mime-version:", b"message-id:", b"delivered-to:",
)  # fmt: skip
"""Fields of which a mail has one (RFC 5322, RFC 2045), and no other text that begins with one."""

_logger: Final = log.logger("pipeline")


def folder_of(house: House) -> Path:
    return house.config.crawl.tips_folder or house.config.data.folder / FOLDER


async def waiting(house: House, *, left_after: timedelta) -> frozenset[SourceId]:
    """The source of tips where something new waits, or something was left `left_after` ago."""
    now = house.clock()

    def waits(tx: Transaction) -> bool:
        is_open = audit.count(tx, Action.TIP_CHECK, since=now - HOUR) < MOST_AN_HOUR
        if frontier.has_new(tx, SUPPLIED, now) or any(_ready(house, is_open=is_open)):
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
        _make(folder_of(house))
        whole = folder_of(house) / ARRIVED / f"{new_id()}.{_safe(name)}"
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
    _put_away(house)
    for path in _listed(folder / READING):
        if known := _named(path):
            house.store.write(partial(_again, address=known.address, horizon=horizon))
    since = house.clock() - HOUR
    room = MOST_AN_HOUR - house.store.read(
        lambda tx: audit.count(tx, Action.TIP_CHECK, since=since)
    )
    for path in _ready(house, is_open=room > 0):
        is_asked = path.parent == folder / ARRIVED
        if not is_asked and room <= 0:
            break
        content = _content(path, house)
        if content is None:
            continue
        new = Handed(on=house.clock().date(), digest=_digest(content))
        # What `deliver` calls it begins with an id of ours.
        name = path.name.partition(".")[2] if is_asked else path.name
        room -= not is_asked
        take = partial(_take, new=new, now=house.clock(), horizon=horizon, is_asked=is_asked)
        house.store.write(take)
        _move(path, folder / READING / f"{new.on}.{new.digest}.{_safe(name)}")


def _again(tx: Transaction, *, address: Address, horizon: datetime) -> None:
    """What a kill left without its row, or with one from before."""
    frontier.hand_in(tx, SUPPLIED, address, horizon)


def _take(
    tx: Transaction, *, new: Handed, now: datetime, horizon: datetime, is_asked: bool
) -> None:
    frontier.hand_in(tx, SUPPLIED, new.address, horizon)
    if not is_asked:  # What a command has handed in was noted then.
        audit.append(tx, at=now, actor=TIME, action=Action.TIP_CHECK)


def read(house: House, due: DuePage) -> Page | Missed:
    """The file of an address, as if a site had sent it; what it is, its bytes say."""
    known, folder = handed.of(due.address), folder_of(house)
    path = _find(folder, known) if known else None
    if known is None or path is None:
        return _missed(house, due, MissReason.GONE)
    content = _content(path, house)
    if content is None:
        return _missed(house, due, MissReason.UNREADABLE)
    if _digest(content) != known.digest:
        # Somebody went on writing it: it is taken in as what it is now.
        _move(path, folder / f"{new_id()}.{_safe(path.name)}")
        return _missed(house, due, MissReason.GONE)
    if len(content) > house.config.crawl.max_page_bytes:
        return _missed(house, due, MissReason.TOO_LARGE)
    return Page(
        source_id=due.source_id,
        asked=due.address,
        final=due.address,
        fetched_at=house.clock(),
        status=200,
        headers=(("content-type", "message/rfc822"),) if is_mail(content) else (),
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
            if _is_ours(folder / shelf)
            for path in _listed(folder / shelf)
            if (known := _named(path))
            and known.on < (now - KEPT).date()
            and known.address not in wanted
        ]
        files.remove([*over, *_left_half(folder / ARRIVED)])
    except OSError as error:
        log.event(_logger, "tips.failed", logging.WARNING, error=type(error).__name__)


def is_mail(content: bytes) -> bool:
    """Whether bytes begin as a mail does, or as a page that a browser saved as one."""
    head = re.split(rb"\r?\n\r?\n", content[:_HEAD], maxsplit=1)[0].splitlines()
    are_fields = all(line[:1] in (b" ", b"\t") or _FIELD.match(line) for line in head)
    return are_fields and any(line.lower().startswith(_OF_MAILS) for line in head)


def _put_away(house: House) -> None:
    folder = folder_of(house)
    if not folder.is_dir():
        return
    _make(folder)
    outcomes = house.store.read(lambda tx: frontier.brought(tx, SUPPLIED))
    for path in _listed(folder / READING):
        known = _named(path)
        outcome = known and outcomes.get(known.address)
        if outcome is not None:
            _move(path, folder / (DONE if outcome in READ else FAILED) / path.name)


def _make(folder: Path) -> None:
    """The folder and those below it. Raises `StopError` where one leads elsewhere."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in (ARRIVED, READING, DONE, FAILED):
        below = folder / name
        below.mkdir(mode=0o700, exist_ok=True)
        if not _is_ours(below):
            raise StopError(
                f"{below} is no folder of ours. Remove it: what is handed in stays here."
            )


def _is_ours(below: Path) -> bool:
    """Who may write in the folder may put a link, or a folder of her own, in the place of ours."""
    try:
        found = below.lstat()
    except FileNotFoundError:
        return True
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


def _ready(house: House, *, is_open: bool) -> Iterator[Path]:
    """Files that may be taken in; `is_open`: also those that nobody has asked leave for."""
    folder = folder_of(house)
    if not all(_is_ours(folder / name) for name in (ARRIVED, READING, DONE, FAILED)):
        return
    yield from _listed(folder / ARRIVED)
    if is_open and os.access(folder, os.W_OK):
        for path in _listed(folder):
            if (descriptor := _opened(path)) is not None:
                is_whole = _is_settled(descriptor)
                os.close(descriptor)
                if is_whole:
                    yield path


def _listed(folder: Path) -> list[Path]:
    """The regular files of a folder, but those whose names begin with a dot: they are not whole."""
    try:
        with os.scandir(folder) as entries:
            return sorted(
                Path(entry.path)
                for entry in entries
                if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False)
            )
    except (FileNotFoundError, NotADirectoryError):
        return []


def _left_half(folder: Path) -> Iterator[Path]:
    """What a killed command of ours began to write."""
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name.startswith(".") and time.time() - path.lstat().st_mtime > HOUR.seconds:
                yield path


def _opened(path: Path) -> int | None:
    """A descriptor of a regular file; None for whatever else is called so by now."""
    try:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(path, flags)
    except OSError:
        return None
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    return None


def _is_settled(descriptor: int) -> bool:
    """Whether nobody is writing the file any more, as far as the system tells."""
    # Of the system's clock, as the file's time: a lab's runs elsewhere.
    age = time.time() - os.fstat(descriptor).st_ctime
    return not 0 <= age < SETTLED_SECONDS and not _is_open_to_write(descriptor)


def _is_open_to_write(descriptor: int) -> bool:
    """A lease to read is refused where somebody has the file open to write it (fcntl(2))."""
    try:
        # Who opens it meanwhile breaks the lease: by default the signal of that would end us.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN  # Other file systems know no leases.
    return False


def _content(path: Path, house: House) -> bytes | None:
    """A file's bytes, one more than a page may have at most; None where it cannot be read."""
    descriptor = _opened(path)
    if descriptor is None:
        return None
    with os.fdopen(descriptor, "rb") as file:
        try:
            return file.read(house.config.crawl.max_page_bytes + 1)
        except OSError:
            return None


def _digest(content: bytes) -> Sha256:
    return Sha256(hashlib.sha256(content).hexdigest())


def _find(folder: Path, known: Handed) -> Path | None:
    """Where a file lies. What was put away is wanted again where a kill came before the looking."""
    every = (path for shelf in (READING, DONE, FAILED) for path in _listed(folder / shelf))
    return next((path for path in every if _named(path) == known), None)


def _named(path: Path) -> Handed | None:
    """What a file of ours holds, by its name."""
    found = _NAME.fullmatch(path.name)
    return handed.of(f"https://{handed.HOST}/{found[1]}/{found[2]}") if found else None


def _safe(name: str) -> str:
    """As much of a file's name as can do no harm on a terminal or in a path."""
    plain = name.encode("ascii", "replace").decode()
    return _STRANGE.sub("_", plain)[-LONGEST_NAME:].lstrip(".") or "_"


def _move(path: Path, target: Path) -> None:
    path.replace(target)
    for folder in {path.parent, target.parent}:
        files.sync(folder)


def _missed(house: House, due: DuePage, reason: MissReason) -> Missed:
    return Missed(source_id=due.source_id, asked=due.address, at=house.clock(), reason=reason)
