"""Notices to everybody: each kept once, about nobody, shown to whoever took part by then."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scanner.model.notice import Notice
from scanner.store.database import Transaction
from scanner.store.schema import notice as table


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    sv: str
    en: str


def keep(tx: Transaction, notice: Notice) -> None:
    """Keep a notice that is not known yet."""
    texts = _Texts(sv=notice.sv, en=notice.en)
    tx.connection.execute(
        table.insert().values(
            notice_id=notice.notice_id,
            tenant_id=tx.tenant_id,
            at=notice.at,
            sealed=tx.sealed(table, notice.notice_id, texts),
        )
    )


def find(tx: Transaction, notice_id: str) -> Notice | None:
    row = tx.connection.execute(select(table).where(table.c.notice_id == notice_id)).one_or_none()
    return None if row is None else _notice(tx, row)


def since(tx: Transaction, at: datetime) -> tuple[Notice, ...]:
    """What was told from then on, newest first: for her page, from when she took part."""
    query = select(table).where(table.c.at >= at).order_by(table.c.at.desc(), table.c.notice_id)
    return tuple(_notice(tx, row) for row in tx.connection.execute(query).all())


def _notice(tx: Transaction, row: Any) -> Notice:
    texts = tx.opened(table, row.notice_id, row.sealed, _Texts)
    return Notice(notice_id=row.notice_id, at=row.at, sv=texts.sv, en=texts.en)
