"""How pictures look that pages of hot sources show: of all of them, whoever is enrolled.

So a page that is read again, or for somebody who enrols later, is compared without asking for its
pictures a second time. The pictures themselves are kept nowhere.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.model.picture import Picture
from scanner.store.database import Transaction
from scanner.store.names import address_key
from scanner.store.schema import picture as table
from scanner.store.upsert import upsert


def keep(tx: Transaction, address: Address, pictures: tuple[Picture, ...], at: datetime) -> None:
    """Keep how the picture of an address looks."""
    looks = " ".join(look for one in pictures for look in one.looks)
    statement = upsert(tx.connection.dialect.name)(table).values(
        address_key=address_key(address), looks=looks, seen_at=at
    )
    given = statement.excluded
    tx.connection.execute(
        statement.on_conflict_do_update(
            index_elements=[table.c.address_key],
            set_={"looks": given.looks, "seen_at": given.seen_at},
        )
    )


def with_looks(tx: Transaction, document: Document) -> Document:
    """The document with how its pictures look, as far as they were read."""
    keys = {one.address: address_key(one.address) for one in document.pictures}
    if not keys:
        return document
    query = select(table.c.address_key, table.c.looks).where(table.c.address_key.in_(keys.values()))
    known = {row.address_key: tuple(row.looks.split()) for row in tx.connection.execute(query)}
    return replace(
        document,
        pictures=tuple(
            replace(one, looks=known.get(keys[one.address], one.looks)) for one in document.pictures
        ),
    )
