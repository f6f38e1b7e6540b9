"""After a restore everybody in the backup is told: what she has said since is lost, unknown to us.

A pause or a stop may be among it: the watch goes on that she has ended.
"""

from datetime import datetime

from scanner.config.settings import ENGLISH, Config
from scanner.enrol import everybody
from scanner.enrol.everybody import Cause
from scanner.model.notice import Notice
from scanner.render.pages import render
from scanner.store import notices
from scanner.store.database import Transaction


def tell_everybody(tx: Transaction, config: Config, made_at: datetime, now: datetime) -> None:
    """Tell everybody, once for a backup of that time."""
    notice_id = f"restore-{made_at:%Y%m%dT%H%M%SZ}"
    if notices.find(tx, notice_id) is not None:
        # The same restore, cut off after this and begun again.
        return
    notice = Notice(
        notice_id=notice_id,
        at=now,
        sv=_text("sv", config, made_at),
        en=_text(ENGLISH, config, made_at),
    )
    everybody.tell(tx, config, notice, Cause.RESTORE)


def _text(language: str, config: Config, made_at: datetime) -> str:
    zone = config.organisation.timezone
    return render("notice/restored.txt", language, made_at=made_at, zone=zone)
