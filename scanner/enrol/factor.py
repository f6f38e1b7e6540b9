"""Her second factor: chosen before she opts in, given at each log-in. Nobody can reset it.

Who lost it leaves by a stop link or her reference, and opts in anew.
"""

import asyncio
import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from scanner.enrol.optin import READER, enrolled
from scanner.model.action import Action
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.people import words
from scanner.store import audit, leavers, mailboxes, second_factors, sessions
from scanner.store.database import Store, Transaction
from scanner.store.second_factors import FactorKind, SecondFactor
from scanner.vault import passwords, totp

_APP: Final = b"app/"
_WORDS: Final = b"words/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What she may choose between. Both are read off her session: neither is kept before."""

    secret: bytes = field(repr=False)
    words: tuple[str, ...] = field(repr=False)


def offer(session_token: str) -> Offer:
    """The same at each look of one session; nobody's who does not hold its token."""
    token = session_token.encode()
    return Offer(
        secret=hashlib.shake_256(_APP + token).digest(totp.SECRET_BYTES),
        words=words.picked(_WORDS + token),
    )


async def choose_app(store: Store, session_token: str, typed: str, now: datetime) -> bool:
    """Take her app as it answers with its first code. False for another code or no session."""
    secret = offer(session_token).secret
    step = totp.accepted(secret, typed, now, after=0)
    if step is None:
        return False
    chosen = SecondFactor(kind=FactorKind.APP, secret=Personal(secret.hex()), last_step=step)
    return await store.awrite(lambda tx: sessions.choose(tx, session_token, chosen, now))


async def choose_words(store: Store, session_token: str, now: datetime) -> bool:
    """Take the ten words that she has printed or written down. False where there is no session."""
    joined = words.tidy(" ".join(offer(session_token).words))
    hashed = await asyncio.to_thread(passwords.hashed, joined)
    chosen = SecondFactor(kind=FactorKind.WORDS, secret=Personal(hashed))
    return await store.awrite(lambda tx: sessions.choose(tx, session_token, chosen, now))


async def give(store: Store, session_token: str, typed: str, now: datetime) -> str | None:
    """The token of a session that is hers, in place of one that only proved her mailbox.

    None for a wrong one; as long, and in the same time, where nobody is enrolled.
    """
    person_id = await store.aread(lambda tx: _whose(tx, session_token, now))
    if not await is_hers(store, person_id, typed, now):
        return None
    return await store.awrite(lambda tx: _open(tx, session_token, now))


async def is_hers(store: Store, person_id: PersonId | None, typed: str, now: datetime) -> bool:
    """True where `typed` is her second factor; a code counts once."""
    factor = None
    if person_id is not None:
        factor = await store.aread(lambda tx: second_factors.find(tx, person_id))
    if any(sign.isdigit() for sign in typed):
        return await store.awrite(lambda tx: _takes_code(tx, person_id, typed, now))
    is_words = factor is not None and factor.kind is FactorKind.WORDS
    kept = factor.secret.reveal() if factor and is_words else passwords.nobody()
    agrees = await asyncio.to_thread(passwords.agrees, words.tidy(typed), kept)
    if not agrees:
        await store.awrite(lambda tx: _note_failure(tx, person_id, now))
    return agrees


def _whose(tx: Transaction, session_token: str, now: datetime) -> PersonId | None:
    session = sessions.find(tx, session_token, now)
    return None if session is None else _of_mailbox(tx, session.mail)


def _of_mailbox(tx: Transaction, mail: Personal) -> PersonId | None:
    """Who may come by a mailbox; who has left her workplace by her private one alone."""
    person_id = enrolled(tx, mail)
    if person_id is None or not leavers.has_left_mailbox(tx, person_id):
        return person_id
    return person_id if mailboxes.has_moved(tx, person_id, mail) else None


def _takes_code(tx: Transaction, person_id: PersonId | None, typed: str, now: datetime) -> bool:
    factor = None if person_id is None else second_factors.find(tx, person_id)
    if person_id is None or factor is None or factor.kind is not FactorKind.APP:
        totp.accepted(totp.new_secret(), typed, now, after=0)
        _note_failure(tx, person_id, now)
        return False
    secret = bytes.fromhex(factor.secret.reveal())
    step = totp.accepted(secret, typed, now, after=factor.last_step)
    if step is None:
        _note_failure(tx, person_id, now)
        return False
    second_factors.change(tx, person_id, replace(factor, last_step=step))
    return True


def _note_failure(tx: Transaction, person_id: PersonId | None, now: datetime) -> None:
    """She sees that somebody who reads her mailbox has tried."""
    if person_id is not None:
        audit.append(tx, at=now, actor=READER, action=Action.FACTOR_REFUSE, person_id=person_id)


def _open(tx: Transaction, session_token: str, now: datetime) -> str | None:
    session = sessions.find(tx, session_token, now)
    person_id = None if session is None else _of_mailbox(tx, session.mail)
    if session is None or person_id is None:
        return None
    sessions.end(tx, session_token)
    return sessions.start(tx, session.mail, person_id, now)
