"""The thief of a disk, a backup or a copy of the database, without the master key."""

from contextlib import closing
from hashlib import sha1, sha256
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import LargeBinary, select

from scanner.config.settings import Config
from scanner.enrol import leavers, spelling
from scanner.enrol.withdraw import withdraw
from scanner.errors import StopError
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.store import backup, contacts, people, schema
from scanner.store.contacts import Contact
from scanner.store.database import Store
from scanner.vault import master
from tests.attack.test_mailbox_reader import guess_until_he_must_wait
from tests.enrol.exposure import expose
from tests.portal.conftest import Clock
from tests.portal.test_opt_in import DETAIL
from tests.portal.visitor import MAIL, Visitor

NOBODYS = "bo.provek@provstad.example"
WORDS = ("amina", "provhult", "hemma.example", "0701740605", "701740605")


@pytest.fixture
async def amina(visitor: Visitor, store: Store, config: Config, clock: Clock) -> PersonId:
    """She takes part with everything that she may give, and was found."""
    await visitor.opt_in(**DETAIL, spellings="Amina P. Provhult", town="Provstad")
    (person_id,) = store.read(people.ids)
    hers = Contact(private=Personal("amina@hemma.example"), is_proved=True)
    store.write(lambda tx: contacts.keep(tx, person_id, hers))
    expose(store, config, person_id)
    await spelling.ask(store, person_id, Personal("Amina Testdal"), clock())
    await leavers.ask(store, config, [MAIL], "hr", clock())
    await visitor.ask_for_link()
    return person_id


def in_the_open(store: Store) -> dict[str, list[str]]:
    """What stands unsealed in each table that could tell of people."""
    found = {}
    for table in schema.metadata.sorted_tables:
        columns = [one for one in table.c if not isinstance(one.type, LargeBinary)]
        if table.name in ("page", "host", "scan", "robots"):
            continue
        rows = store.read(lambda tx, cs=columns: tx.connection.execute(select(*cs)).all())
        found[table.name] = [str(value) for row in rows for value in row]
    return found


def guesses() -> set[str]:
    """What a thief would compare with: every plain hash of what he guesses."""
    known = [MAIL, MAIL.partition("@")[0], "+46701740605", "0701740605", "amina@hemma.example"]
    kinds = ("", "mailbox", "mailbox:", "factor/", "delay/factor", "email:", "phone:")
    said = [f"{kind}{value}".encode() for kind in kinds for value in known]
    return {function(one).hexdigest() for one in said for function in (sha1, sha256)}


async def test_nothing_in_the_open_names_her_or_can_be_guessed(
    visitor: Visitor, stranger: Visitor, store: Store, amina: PersonId
) -> None:
    await guess_until_he_must_wait(stranger)
    shown = in_the_open(store)
    assert shown["delay"]
    assert shown["login_token"]
    for table, values in shown.items():
        hits = [v for v in values if any(word in v.lower() for word in WORDS)]
        # Where a report lies is a path of the machine; its name is random.
        assert (table, [hit for hit in hits if not hit.endswith(".html")]) == (table, [])
        assert guesses().isdisjoint(values)


async def test_rows_of_guessing_are_alike_where_nobody_takes_part(
    stranger: Visitor, store: Store, amina: PersonId
) -> None:
    for mail in (MAIL, NOBODYS):
        page = await stranger.enter(mail)
        await stranger.press(page, "/factor", factor="000000")
    rows = store.read(lambda tx: tx.connection.execute(select(schema.delay)).all())
    assert len(rows) == 2
    assert len({row.name_blind for row in rows}) == 2
    assert len({tuple(row)[1:] for row in rows}) == 1


async def test_what_is_kept_of_links_and_sessions_opens_no_door(
    visitor: Visitor, address: str, store: Store, amina: PersonId
) -> None:
    stolen = {
        value
        for table in (schema.session, schema.login_token, schema.stop_link)
        for value in store.read(
            lambda tx, key=table.primary_key.columns[0]: tx.connection.scalars(select(key)).all()
        )
    }
    assert len(stolen) > 3
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        for value in stolen:
            answer = await session.get(f"{address}/me", cookies={"varn-session": value})
            assert answer.status == 403
            for path in ("enter", "stop", "undo", "leaving"):
                assert (await session.get(f"{address}/{path}/{value}")).status == 410


async def test_an_old_backup_tells_nothing_of_who_was_erased_since_to_who_holds_todays_keys(
    visitor: Visitor, store: Store, config: Config, clock: Clock, amina: PersonId, tmp_path: Path
) -> None:
    await visitor.enter(MAIL)
    await visitor.ask_for_link()
    doors = (schema.session, schema.login_token)
    sealed = [
        store.read(lambda tx, column=table.c.sealed: tx.connection.scalars(select(column)).all())
        for table in doors
    ]
    assert all(sealed)
    before, after = tmp_path / "before", tmp_path / "after"
    backup.make(store, store.data / "evidence", before, clock())
    withdraw(store, config, amina, clock())
    backup.make(store, store.data / "evidence", after, clock())
    content = (before / "varn.db").read_bytes()
    assert [value for values in sealed for value in values if value in content] == []
    for folder in (before, after):
        with closing(sqlite.connect(str(folder / "varn.db"))) as copy:
            for table in doors:
                assert copy.execute(f"SELECT * FROM {table.name}").fetchall() == []
            kinds = {kind for (kind,) in copy.execute("SELECT kind FROM outbox")}
        assert kinds.isdisjoint({"link", "receipt"})
    assert {"link", "receipt"} <= set(kinds_of(store))


def kinds_of(store: Store) -> list[str]:
    return list(store.read(lambda tx: tx.connection.scalars(select(schema.outbox.c.kind)).all()))


def test_with_another_master_key_nothing_opens(store: Store, config: Config) -> None:
    store.close()
    with pytest.raises(StopError):
        Store.open(config, master.create())
