"""A name that shares nothing with hers: confirmed by who has seen her identity card."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from scanner.enrol.optin import HERSELF
from scanner.model.action import Action
from scanner.model.consent import Profile
from scanner.model.ids import PersonId, StaffId
from scanner.model.personal import Personal
from scanner.people.form import MOST_SPELLINGS, Fault, spelling_fault
from scanner.people.mailbox import carries_name, proofs
from scanner.store import audit, people, spellings, staff
from scanner.store.database import Store, Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.spellings import Found

MOST_WAITING: Final = 3


class Confirmed(StrEnum):
    DONE = "done"
    NONE = "none"
    """The code is none, or none any more."""
    OWN = "own"
    """It is the officer's own, or of somebody of the same name."""


async def ask(store: Store, person_id: PersonId, written: Personal, now: datetime) -> Fault | None:
    """Let a spelling wait for its confirmation; what is to be mended otherwise."""
    spelling, wrong = spelling_fault(written)
    if wrong is not None:
        return wrong
    is_kept = await store.awrite(lambda tx: _ask(tx, person_id, spelling, now))
    return None if is_kept else Fault.TOO_MANY


async def drop(store: Store, person_id: PersonId, code: str) -> None:
    """She takes back what waits under a code of hers."""
    await store.awrite(lambda tx: spellings.drop(tx, person_id, code))


async def shown(store: Store, code: str) -> Personal | None:
    """The spelling to compare with her identity card, and nothing else; None for no such code."""
    found = await store.aread(lambda tx: _waiting(tx, code))
    return None if found is None else found.spelling


async def confirm(store: Store, code: str, officer: StaffId, now: datetime) -> Confirmed:
    """From now on the spelling is looked for, where another than she has seen her papers."""
    return await store.awrite(lambda tx: _confirm(tx, code, officer, now))


def _ask(tx: Transaction, person_id: PersonId, spelling: Personal, now: datetime) -> bool:
    waiting = spellings.of_person(tx, person_id)
    if any(one.spelling == spelling for one in waiting):
        return True
    hers = people.profile(tx, person_id).spellings
    if len(waiting) >= MOST_WAITING or len(waiting) + len(hers) >= MOST_SPELLINGS:
        return False
    spellings.ask(tx, person_id, spelling)
    audit.append(tx, at=now, actor=HERSELF, action=Action.SPELLING_ASK, person_id=person_id)
    return True


def _waiting(tx: Transaction, code: str) -> Found | None:
    try:
        found = spellings.by_code(tx, code)
    except ErasedPerson:
        return None
    return found if found is not None and people.is_active(tx, found.person_id) else None


def _confirm(tx: Transaction, code: str, officer: StaffId, now: datetime) -> Confirmed:
    found = _waiting(tx, code)
    if found is None:
        return Confirmed.NONE
    person_id = found.person_id
    profile = people.profile(tx, person_id)
    if _is_she(tx, officer, profile):
        return Confirmed.OWN
    all_of_hers = tuple(dict.fromkeys((*profile.spellings, found.spelling)))
    people.change(tx, person_id, replace(profile, spellings=all_of_hers))
    spellings.drop(tx, person_id, code)
    audit.append(tx, at=now, actor=officer, action=Action.SPELLING_CONFIRM, person_id=person_id)
    return Confirmed.DONE


def _is_she(tx: Transaction, officer: StaffId, profile: Profile) -> bool:
    """True where the account has the person's mail address or name: she cannot prove her own.

    Also of an officer whose name is the same: another one looks then.
    """
    account = staff.find(tx, officer)
    if account is None:
        return False
    written = proofs(account.mail, account.name)
    return any(carries_name(one, profile.given, profile.surname) for one in written)
