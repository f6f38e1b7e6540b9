"""`check`: an address or a file that somebody hands in by a command, read at once where it can be.

Whoever hands in a text must not learn from the answer who takes part: neither by words and code,
which depend on what came and never on who is named there, nor by how long it takes.
"""

import asyncio
import math
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from scanner import urls
from scanner.errors import StopError, UsageError
from scanner.model import capture, handed
from scanner.model.action import Action
from scanner.model.frontier import DuePage
from scanner.model.ids import Address, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.pipeline.handed import MOST_AN_HOUR, deliver, room
from scanner.pipeline.house import House
from scanner.pipeline.rounds import scan
from scanner.places.sources import SUPPLIED
from scanner.sources.once import NEVER
from scanner.store import audit, candidates, frontier
from scanner.store.database import Transaction

STEP_SECONDS: Final = 15.0
"""An answer comes after so long, or a multiple of it: to look at a page that names somebody takes
longer, and nobody is to read that off a clock."""

TOLD: Final = frozenset(MissReason) - {
    MissReason.UNREADABLE, MissReason.NOT_REACHED, MissReason.PARTLY, MissReason.PICTURE,
    MissReason.SOFT_404, MissReason.NOT_MODIFIED,
}  # fmt: skip
"""Reasons that no look at who stands on a page has a part in. The others stand in the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    name: str
    content: bytes

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What may be told of a check, whoever takes part."""

    is_read: bool
    """False where its turn is still to come: another scan is at work, or its host rests."""
    missed: MissReason | None = None


def address_of(house: House, text: str) -> Address:
    """The address that is meant. Raises `UsageError` for one that no program may read."""
    address = urls.parse(text)
    if address is None or handed.is_handed(address) or capture.is_kept(address):
        raise UsageError("That is no web address. Write one such as https://forum.example/thread/1")
    if urls.host_group(address) in NEVER | house.watchlists.people_search:
        raise UsageError(
            f"{urls.host_group(address)} does not let programs in. Save the page in your browser, "
            "as a PDF or as one file (MHTML), and check the file."
        )
    return address


def hand_in(house: House, asked: Address | File, officer: str) -> SourceId | None:
    """Let it be read once; gives the source that reads it anyway, of an address that has one.

    Raises `StopError` after too many within an hour, `UsageError` for an address on a site that was
    refused as a source.
    """
    now = house.clock()

    def work(tx: Transaction) -> SourceId | None:
        if room(tx, now) <= 0:
            raise StopError(
                f"{MOST_AN_HOUR} addresses and files were handed in within an hour, which is the "
                "most. Wait an hour, then check again."
            )
        audit.append(tx, at=now, actor=officer, action=Action.TIP_CHECK)
        return None if isinstance(asked, File) else _queue(tx, house, asked)

    kept = house.store.write(work)
    if isinstance(asked, File):
        deliver(house, asked.name, asked.content)
    return kept


def _queue(tx: Transaction, house: House, address: Address) -> SourceId | None:
    now = house.clock()
    known = frozenset(
        urls.host_group(prefix) for source in house.watchlists.sources for prefix in source.prefixes
    )
    if not candidates.note(tx, [address], known=known, source_id=SUPPLIED, led_by=address, at=now):
        raise UsageError(
            f"{urls.host_group(address)} was refused as a source, so nothing of it is read."
        )
    return frontier.hand_in(tx, SUPPLIED, address, now)


async def answer(house: House, asked: Address | File, stop: asyncio.Event) -> Answer:
    """Read what waits, unless another scan is at work, which then does, or the next one."""
    began = time.monotonic()
    visited: list[Address] = []

    def note(due: DuePage, outcome: Page | Missed) -> None:
        if _is_asked(asked, due.address):
            visited.append(due.address)

    with ExitStack() as at_work:
        try:
            at_work.enter_context(house.store.scan_lock())
        except StopError:
            return Answer(is_read=False)
        await scan(house, [SUPPLIED], progress=note, stop=stop)
    missed = await house.store.aread(lambda tx: _missed(tx, visited))
    passed = time.monotonic() - began
    await asyncio.sleep(STEP_SECONDS * math.ceil(passed / STEP_SECONDS) - passed)
    return Answer(is_read=bool(visited), missed=missed)


def _missed(tx: Transaction, visited: Sequence[Address]) -> MissReason | None:
    outcome = frontier.outcome_of(tx, visited[-1]) if visited else ""
    return next((reason for reason in TOLD if reason == outcome), None)


def _is_asked(asked: Address | File, address: Address) -> bool:
    if isinstance(asked, File):
        known = handed.of(address)
        return known is not None and known.digest == asked.digest
    return address == asked
