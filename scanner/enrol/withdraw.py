"""Leaving: from one transaction on nothing of hers matches, then everything of hers goes.

The intent is committed first; what follows are steps that may be repeated, in an order in which a
crash at any point leaves less of her, never more. `resume` finishes what was interrupted.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from scanner import files
from scanner.config.settings import Config
from scanner.enrol import mails, reports
from scanner.enrol.optin import HERSELF
from scanner.enrol.stop import ERASED_AFTER
from scanner.errors import StopError
from scanner.evidence import keep
from scanner.model.action import Action
from scanner.model.consent import ConsentEvent, ConsentKind
from scanner.model.ids import PersonId
from scanner.model.personal import UNKNOWN, Personal
from scanner.people import consent
from scanner.people.consent import ConsentState
from scanner.store import (
    audit,
    consents,
    delays,
    erasures,
    evidence_files,
    mailboxes,
    people,
    registered,
    scans,
    sessions,
    tokens,
    witnesses,
)
from scanner.store.database import Store, Transaction
from scanner.store.delays import Door
from scanner.store.erasures import Erasure, Receipt, Step
from scanner.store.keys import ErasedPerson
from scanner.store.names import new_id

KEPT_AFTER_EXPIRY: Final = timedelta(days=30)
"""Time to say yes again; what nobody agrees to any more is not kept for longer."""

WITNESS: Final = timedelta(days=1)
"""So long ago the clock must have said already that that time was over: one that leaps ahead must
not erase everybody at once. A scan has told it, or any process that came by here."""

WITNESS_OF_STOP: Final = timedelta(hours=1)
"""The same after a stop link: she was told the hour, and asked for it herself."""


def withdraw(store: Store, config: Config, person_id: PersonId, now: datetime) -> Receipt | None:
    """End her opt-in and erase her; what is kept of registered cases stands in the receipt.

    None where she has withdrawn already.
    """
    erasure = store.write(lambda tx: _begin(tx, config, person_id, now))
    if erasure is None:
        return None
    _finish(store, config, erasure, now)
    return erasure.receipt


def withdraw_by_reference(
    store: Store, config: Config, reference: str, now: datetime
) -> Receipt | None:
    """As `withdraw`, for whoever holds the reference; None where it is nobody's."""
    person_id = store.read(lambda tx: people.by_reference(tx, reference))
    return None if person_id is None else withdraw(store, config, person_id, now)


def resume(store: Store, config: Config, now: datetime) -> int:
    """Finish interrupted erasures, opt-ins and changes of who may see; how many erasures.

    Who was erased and came back with a restored backup is erased again. Whose opt-in ended with
    its time `KEPT_AFTER_EXPIRY` ago, or by a stop link `ERASED_AFTER` ago, is erased as if she had
    withdrawn, once the clock had told the time a while before too: call this every few minutes.
    Raises `StopError`, and destroys nothing, where the database is older than the key store.
    """
    if store.read(lambda tx: witnesses.is_due(tx, now)):
        store.write(lambda tx: witnesses.note(tx, now))
    store.write(_sweep_keys)
    store.write(lambda tx: _erase_returned(tx, now))
    store.write(lambda tx: _erase_ended(tx, config, now))
    pending = store.read(erasures.pending)
    for erasure in pending:
        _finish(store, config, erasure, now)
    reports.remove_closed(store)
    return len(pending)


def _begin(
    tx: Transaction, config: Config, person_id: PersonId, now: datetime, actor: str = HERSELF
) -> Erasure | None:
    if not people.start_erasing(tx, person_id):
        return None
    receipt = Receipt(
        erasure_id=new_id(),
        mail=UNKNOWN,
        language=config.organisation.language,
        withdrawn_at=now,
        findings=erasures.count_findings(tx, person_id),
        registered=registered.lock(tx, person_id, now),
    )
    # Without her key nothing can be read or told any more, but she can still be erased.
    with suppress(ErasedPerson):
        profile = people.profile(tx, person_id)
        _note_withdrawal(tx, person_id, profile.mail, now, actor)
        recipient = mailboxes.of_person(tx, person_id) or UNKNOWN
        receipt = replace(receipt, mail=recipient, language=profile.language)
    return erasures.begin(tx, person_id, receipt, now)


def _note_withdrawal(
    tx: Transaction, person_id: PersonId, mail: Personal, now: datetime, actor: str
) -> None:
    """Her last consent event; every link and session of hers ends with it."""
    last = consents.latest(tx, person_id)
    consents.append(tx, replace(last, number=last.number + 1, at=now, kind=ConsentKind.WITHDRAWN))
    audit.append(tx, at=now, actor=actor, action=Action.CONSENT_WITHDRAW, person_id=person_id)
    for mailbox in (mail, mailboxes.private(tx, person_id) or mail):
        tokens.forget(tx, mailbox)
        sessions.forget(tx, mailbox)
        delays.forget(tx, Door.FACTOR, mailbox.reveal())
    delays.forget(tx, Door.OWN, person_id)
    # Of a mailbox that was hers before, nothing here knows any more.
    tokens.sweep(tx, now)
    sessions.sweep(tx, now)


def _finish(store: Store, config: Config, erasure: Erasure, now: datetime) -> None:
    """Do the steps from the one that the erasure has reached."""
    for step in tuple(Step)[list(Step).index(erasure.step) :]:
        store.write(partial(erasures.note_step, erasure=erasure, step=step))
        match step:
            case Step.KEY:
                store.keys.destroy_person(erasure.person_id, erasure.evidence)
            case Step.FILES:
                _remove_files(store, erasure)
            case Step.ROWS:
                store.write(
                    lambda tx: erasures.delete_rows(tx, erasure.person_id, erasure.evidence)
                )
            case Step.LOG:
                store.compact()
            case Step.DONE:
                store.write(lambda tx: _settle(tx, config, erasure, now))


def _settle(tx: Transaction, config: Config, erasure: Erasure, now: datetime) -> None:
    receipt = erasure.receipt
    if erasures.finish(tx, erasure, now) and receipt is not None and receipt.mail:
        mails.queue_receipt(tx, config, receipt, now)


def _remove_files(store: Store, erasure: Erasure) -> None:
    names = store.read(lambda tx: evidence_files.files_of(tx, erasure.evidence))
    reports = store.read(lambda tx: erasures.report_paths(tx, erasure.person_id))
    files.remove([*(store.data / keep.FOLDER / name for name in names), *reports])


def _sweep_keys(tx: Transaction) -> None:
    """Destroy the keys of opt-ins that were never finished, and no others.

    A backup of the database that is put in place by mistake lacks who opted in since: her key must
    be there when the right one is back.
    """
    people.lock(tx)
    # Rows first: an erasure that goes on meanwhile takes the key before the row.
    kept = people.ids(tx)
    tx.keys.settle(kept)
    unfinished = tx.keys.unfinished_ids()
    if tx.keys.person_ids() - unfinished - kept:
        raise StopError(
            "The database is older than the key store: people who opted in are missing from it. "
            "Nothing was erased. Restore the newest backup of the database (varn.db)."
        )
    for person_id in sorted(unfinished):
        tx.keys.destroy_person(person_id)


def _erase_returned(tx: Transaction, now: datetime) -> None:
    people.lock(tx)
    under_way = {erasure.person_id for erasure in erasures.pending(tx)}
    returned = (people.ids(tx) & tx.keys.erased_ids()) - under_way
    for person_id in sorted(returned):
        people.start_erasing(tx, person_id)
        registered.lock(tx, person_id, now)
        erasures.begin(tx, person_id, None, now)


def _erase_ended(tx: Transaction, config: Config, now: datetime) -> None:
    for person_id, hers in consents.everybody(tx):
        if _is_over(tx, hers, now):
            _begin(tx, config, person_id, now, audit.TIME)


def erased_at(hers: tuple[ConsentEvent, ...], now: datetime) -> datetime | None:
    """After when everything of hers is erased if she says nothing more; None while she is watched,
    or paused."""
    match consent.state(hers, now):
        case ConsentState.STOPPED:
            return consent.standing(hers).at + ERASED_AFTER
        case ConsentState.EXPIRED:
            return hers[-1].expires_at + KEPT_AFTER_EXPIRY
        case _:
            return None


def _is_over(tx: Transaction, hers: tuple[ConsentEvent, ...], now: datetime) -> bool:
    """True where her opt-in has ended by itself, and the time to say yes again with it."""
    if _was_witnessed(tx, hers[-1].expires_at + KEPT_AFTER_EXPIRY, now - WITNESS):
        return True
    standing = consent.standing(hers)
    if standing.kind is not ConsentKind.STOPPED:
        return False
    # The witness may have been there before the hour: at the hour she was told, all is gone.
    erased_at = standing.at + ERASED_AFTER
    return now >= erased_at and any(
        _was_witnessed(tx, erased_at - before - witnesses.NOTED, now - before)
        for before in (WITNESS, WITNESS_OF_STOP)
    )


def _was_witnessed(tx: Transaction, end: datetime, until: datetime) -> bool:
    """True where the clock had told by `until` that `end` was over."""
    if end > until:  # Nothing told by then is as late: nobody's end, as a rule.
        return False
    told = (scans.last_began_by(tx, until), witnesses.last_by(tx, until))
    return any(at is not None and at >= end for at in told)
