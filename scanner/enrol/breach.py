"""After a breach everybody who takes part is told, and nobody learns who that is (GDPR, Art. 34).

Whoever has data here is told, also who paused or whose opt-in has ended: a breach does not ask.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from scanner.config.settings import Config
from scanner.config.strict import read_as
from scanner.enrol import everybody
from scanner.enrol.everybody import Cause
from scanner.errors import UsageError
from scanner.model.action import Action
from scanner.model.notice import Notice
from scanner.model.personal import Personal
from scanner.store import audit, notices
from scanner.store.database import Store, Transaction

LONGEST_TEXT: Final = 8000
CODE_LENGTH: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The operator's file."""

    id: str
    """Letters, digits and hyphens; each is sent once."""
    sv: str
    """Paragraphs with empty lines between them."""
    en: str

    @property
    def code(self) -> str:
        """What confirms that these words, and no others, are to be sent."""
        said = "\0".join((self.id, self.sv, self.en))
        return sha256(said.encode()).hexdigest()[:CODE_LENGTH]


def read(path: Path) -> Written:
    """The notice in a file. Raises `UsageError` with what to mend in it."""
    written = read_as(path, Written)
    if not re.fullmatch(r"[A-Za-z0-9-]{1,64}", written.id):
        raise UsageError(f"{path}: id may hold letters, digits and hyphens, at most 64 of them.")
    for language, text in (("sv", written.sv), ("en", written.en)):
        if not text.strip() or len(text) > LONGEST_TEXT:
            raise UsageError(
                f"{path}: write something in {language}, at most {LONGEST_TEXT} signs."
            )
        if "[" in text:
            raise UsageError(f"{path}: {language} has a place in [brackets] that is not filled in.")
    return written


def is_sent(tx: Transaction, written: Written) -> bool:
    """True where this notice was sent. Raises `UsageError` where its id was, with other words."""
    known = notices.find(tx, written.id)
    if known is not None and (known.sv, known.en) != (written.sv, written.en):
        raise UsageError(
            f"The notice {written.id} was sent with other words. Give this one another id."
        )
    return known is not None


def count(tx: Transaction) -> int:
    """How many mails a notice would be."""
    return sum(1 for _ in everybody.recipients(tx))


def notify(store: Store, config: Config, written: Written, *, actor: str, now: datetime) -> int:
    """Queue the mails of a notice and let it stand on each one's page; how many mails.

    All of it in one transaction; sent before, nothing happens and it is 0. Raises as `is_sent`.
    """
    return store.write(lambda tx: _notify(tx, config, written, actor, now))


def _notify(tx: Transaction, config: Config, written: Written, actor: str, now: datetime) -> int:
    if is_sent(tx, written):
        return 0
    notice = Notice(notice_id=written.id, at=now, sv=written.sv, en=written.en)
    mails = everybody.tell(tx, config, notice, Cause.BREACH)
    audit.append(
        tx,
        at=now,
        actor=actor,
        action=Action.BREACH_NOTIFY,
        object_id=notice.notice_id,
        reason=Personal(f"{mails} mails"),
    )
    return mails
