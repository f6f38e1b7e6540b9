"""Copies of robots.txt, one for each site."""

from sqlalchemy import select

from scanner.model.frontier import RobotsCopy, RobotsState
from scanner.store.database import Transaction
from scanner.store.schema import robots
from scanner.store.upsert import upsert


def find(tx: Transaction, origin: str) -> RobotsCopy | None:
    row = tx.connection.execute(select(robots).where(robots.c.origin == origin)).first()
    if row is None:
        return None
    return RobotsCopy(
        origin=row.origin,
        fetched_at=row.fetched_at,
        state=RobotsState(row.state),
        body=row.body,
        body_at=row.body_at,
    )


def save(tx: Transaction, copy: RobotsCopy) -> None:
    values = {
        "fetched_at": copy.fetched_at,
        "state": copy.state,
        "body": copy.body,
        "body_at": copy.body_at,
    }
    statement = upsert(tx.connection.dialect.name)(robots).values(origin=copy.origin, **values)
    tx.connection.execute(
        statement.on_conflict_do_update(index_elements=[robots.c.origin], set_=values)
    )
