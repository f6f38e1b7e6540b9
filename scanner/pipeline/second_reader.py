"""Asks the operator's second reader, where there is one, about posts that are surely about her.

Beside the scan and after it, never within: what it says is advice that changes no level and no
alert, and whatever goes wrong with it changes nothing at all.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from typing import Final

from scanner import log
from scanner.assess.policy import POLICY
from scanner.assess.second_reader.opinion import advice, question, words_left
from scanner.model.action import Action
from scanner.model.finding import Finding, Verdict
from scanner.model.ids import FindingId, PersonId
from scanner.model.person import DetailKind
from scanner.model.second_reading import ReadingState, SecondReading
from scanner.outbound import second_reader
from scanner.pipeline.house import House
from scanner.pipeline.sight import Hers
from scanner.pipeline.watch import MEMORY_BYTES, NICENESS
from scanner.places.lexicon import Lexicon
from scanner.sandbox import Named, Sandbox, SandboxFailed, SandboxTimeout
from scanner.store import audit, consents, findings, people, second_readings
from scanner.store.database import Transaction

LEAST_WORDS: Final = 3
"""With fewer words left there is nothing to judge."""

ROUND_SECONDS: Final = 120.0
"""After so long a round begins with no further case; the next one goes on."""

PATIENCE: Final = timedelta(seconds=60)
"""Beyond the longest time for an answer: so long a claim may belong to a process at work."""

VEIL: Final[Named[str]] = Named("scanner.pipeline.veiling", "veil")
VEIL_SECONDS: Final = 10.0
"""Longest time for one; most take half a second."""

DOWN: Final = frozenset({ReadingState.SLOW, ReadingState.UNREACHABLE})
"""Who does not answer one question is not asked the next in the same round."""

_logger: Final = log.logger("pipeline")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    finding: Finding
    hers: Hers


async def ask_due(house: House, stop: asyncio.Event | None = None) -> None:
    """Ask about every case that is due, one after the other; nobody where none is set.

    Raises `UsageError` where the endpoint's key cannot be read: then nothing was claimed.
    """
    settings = house.config.second_reader
    if not settings.url:
        return
    second_reader.authorization(settings)
    due = await house.store.aread(lambda tx: tuple(_due_ids(tx, house)))
    if not due:
        return
    sandbox = Sandbox(1, MEMORY_BYTES, niceness=NICENESS)
    try:
        await _ask_about_each(house, due, sandbox, stop or asyncio.Event())
    finally:
        sandbox.close()


async def _ask_about_each(
    house: House, due: tuple[FindingId, ...], sandbox: Sandbox, stop: asyncio.Event
) -> None:
    until = time.monotonic() + ROUND_SECONDS
    for finding_id in due:
        if time.monotonic() > until or stop.is_set():
            return
        if await _ask_about(house, finding_id, sandbox) in DOWN:
            return


def _due_ids(tx: Transaction, house: House) -> Iterator[FindingId]:
    for finding in second_readings.open_cases(tx):
        if _is_confirmed(finding) and consents.is_valid(tx, finding.person_id, house.clock()):
            yield finding.finding_id


def _is_confirmed(finding: Finding) -> bool:
    """True where it is hers beyond the alert threshold, or an officer said so."""
    sure = finding.assessment.identity.probability >= POLICY.alert
    return finding.verdict is Verdict.HER or (sure and not finding.is_about_another)


async def _ask_about(house: House, finding_id: FindingId, sandbox: Sandbox) -> ReadingState | None:
    """How it went; None where the case is not to be asked about (any more)."""
    due = await house.store.aread(lambda tx: _read(tx, finding_id))
    if due is None:
        return None
    veil = await _veil(due, house, sandbox)
    is_asked = words_left(veil) >= LEAST_WORDS
    claimed = await house.store.awrite(lambda tx: _claim(tx, house, finding_id, is_asked=is_asked))
    if claimed is None:
        return None
    # She may have said stop, or an officer "not her", since it was claimed.
    if not await house.store.aread(lambda tx: _is_still_hers(tx, house, finding_id)):
        return None
    reading = (
        await _reading(house, claimed, veil)
        if is_asked
        else replace(claimed, state=ReadingState.NOTHING_LEFT)
    )
    await house.store.awrite(lambda tx: _keep(tx, finding_id, claimed, reading))
    if reading.state is not ReadingState.ANSWERED:
        log.event(_logger, "second_reader.failed", logging.WARNING, reason=reading.state)
    return reading.state


def _read(tx: Transaction, finding_id: FindingId) -> _Due | None:
    for finding in findings.of_ids(tx, (finding_id,)):
        return _Due(finding=finding, hers=_hers(tx, finding.person_id))
    return None


def _hers(tx: Transaction, person_id: PersonId) -> Hers:
    details = (kept.detail for kept in people.details(tx, person_id))
    return Hers(
        profile=people.profile(tx, person_id),
        handles=frozenset(one.digest for one in details if one.kind is DetailKind.HANDLE),
        handle_key=tx.keys.detail_key(DetailKind.HANDLE),
    )


async def _veil(due: _Due, house: House, sandbox: Sandbox) -> str:
    """The words in context without anybody; '' where a hostile text could not be read in time."""
    listed, places = _listed(house.watchlists.lexicons), house.watchlists.organisation
    seed = secrets.randbits(63)
    try:
        return await sandbox.run(
            VEIL, due.finding.excerpt, due.hers, listed, places, seed, seconds=VEIL_SECONDS
        )
    except (SandboxTimeout, SandboxFailed):
        return ""


def _claim(
    tx: Transaction, house: House, finding_id: FindingId, *, is_asked: bool
) -> SecondReading | None:
    """Note it before anything leaves, in the audit log too; she reads there that it was asked."""
    now, settings = house.clock(), house.config.second_reader
    for finding in findings.of_ids(tx, (finding_id,)):
        is_hers = people.hold(tx, finding.person_id) and _is_confirmed(finding)
        if not is_hers or not consents.is_valid(tx, finding.person_id, now):
            return None
        patience = PATIENCE + timedelta(seconds=settings.timeout_seconds)
        claimed = second_readings.claim(tx, finding, settings.model, now, patience)
        if claimed is not None and is_asked:
            audit.append(
                tx,
                at=now,
                actor=audit.TIME,
                action=Action.CASE_SECOND_READ,
                person_id=finding.person_id,
                object_id=finding.case_reference,
            )
        return claimed
    return None


def _is_still_hers(tx: Transaction, house: House, finding_id: FindingId) -> bool:
    return any(
        people.is_active(tx, finding.person_id)
        and _is_confirmed(finding)
        and consents.is_valid(tx, finding.person_id, house.clock())
        for finding in findings.of_ids(tx, (finding_id,))
    )


async def _reading(house: House, claimed: SecondReading, veil: str) -> SecondReading:
    settings = house.config.second_reader
    came = await second_reader.ask(settings, house.config.lab, question(claimed.model, veil))
    if isinstance(came, ReadingState):
        return replace(claimed, state=came)
    said = advice(came)
    state = ReadingState.UNREADABLE if said is None else ReadingState.ANSWERED
    return replace(claimed, state=state, advice=said)


def _keep(
    tx: Transaction, finding_id: FindingId, claimed: SecondReading, reading: SecondReading
) -> None:
    # Who has withdrawn meanwhile has no case and no claim any more.
    for finding in findings.of_ids(tx, (finding_id,)):
        second_readings.keep(tx, finding, claimed, reading)


def _listed(lexicons: tuple[Lexicon, ...]) -> tuple[str, ...]:
    """The single words that the lexicons list."""
    entries = (entry for one in lexicons for entry in chain(*one.concepts.values()))
    return tuple(entry for entry in entries if " " not in entry)
