import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from scanner.config.settings import Config
from scanner.enrol import optin
from scanner.enrol.withdraw import resume, withdraw, withdraw_by_reference
from scanner.errors import StopError
from scanner.model.ids import PersonId, ScanId
from scanner.store import audit, consents, findings, people, registered, scans, schema, sessions
from scanner.store.database import Store
from scanner.store.keys import ErasedPerson
from scanner.vault.master import MasterKey
from tests.conftest import MORNING
from tests.enrol.cast import (
    ANNAS_FORM,
    ANNAS_MAIL,
    FORM,
    MAIL,
    PHONE,
    begin,
    count,
    get_link,
    letters,
    log_in,
    opt_in,
    people_count,
    person_of,
)
from tests.enrol.everything import empty_tables, leave_everywhere
from tests.enrol.exposure import expose, register

NOON = MORNING + timedelta(hours=6)

WORDS = ("Provhult", "provhult", "أمينة", PHONE, "701740605", "Lönngatan", "Barn och unga")


async def enrol_amina(store: Store, config: Config) -> PersonId:
    await opt_in(store, config)
    return person_of(store)


async def enrol_anna(store: Store, config: Config) -> PersonId:
    await opt_in(store, config, ANNAS_FORM, ANNAS_MAIL)
    return person_of(store, ANNAS_MAIL)


@pytest.fixture
async def amina(store: Store, config: Config) -> PersonId:
    return await enrol_amina(store, config)


def contents(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def sealed_of(store: Store, person_id: PersonId) -> list[bytes]:
    """Her sealed values as they stand in the database."""
    tables = [table for table in schema.metadata.sorted_tables
              if {"person_id", "sealed"} <= set(table.c.keys())]  # fmt: skip
    return store.read(
        lambda tx: [
            sealed
            for table in tables
            for sealed in tx.connection.scalars(
                select(table.c.sealed).where(table.c.person_id == person_id)
            )
            if sealed is not None
        ]
    )


async def test_from_now_on_nothing_matches(any_store: Store, config: Config) -> None:
    amina = await enrol_amina(any_store, config)
    anna = await enrol_anna(any_store, config)
    assert withdraw(any_store, config, amina, NOON) is not None
    watched = any_store.read(lambda tx: people.watched(tx, NOON))
    assert [person.person_id for person in watched] == [anna]


async def test_a_finding_of_a_running_scan_comes_too_late(any_store: Store, config: Config) -> None:
    amina = await enrol_amina(any_store, config)
    anna = await enrol_anna(any_store, config)
    finding = expose(any_store, config, amina, anna).finding
    withdraw(any_store, config, amina, NOON)
    assert any_store.write(lambda tx: findings.save(tx, finding, now=NOON)) is False
    assert not any_store.read(lambda tx: consents.is_valid(tx, amina, NOON))


async def test_everything_of_hers_goes(any_store: Store, config: Config) -> None:
    amina = await enrol_amina(any_store, config)
    exposure = expose(any_store, config, amina)
    await get_link(any_store, config)
    leave_everywhere(any_store, exposure.finding)
    assert empty_tables(any_store, amina) == set()
    before = sealed_of(any_store, amina)
    assert len(before) > 5
    withdraw(any_store, config, amina, NOON)
    assert people_count(any_store) == 0
    assert sealed_of(any_store, amina) == []
    named = {table.name for table in schema.metadata.sorted_tables if "person_id" in table.c}
    assert empty_tables(any_store, amina) == named
    for table in (schema.finding, schema.evidence, schema.report_file, schema.cluster):
        assert count(any_store, table) == 0
    assert [path for path in exposure.files if path.exists()] == []
    assert any_store.keys.find_login(MAIL) is None
    with pytest.raises(ErasedPerson):
        any_store.keys.person_key(amina)


async def test_no_file_holds_a_byte_of_hers(store: Store, config: Config, tmp_path: Path) -> None:
    await opt_in(store, config)
    amina = person_of(store)
    label = store.read(lambda tx: people.label(tx, amina))
    leave_everywhere(store, expose(store, config, amina).finding)
    sealed = sealed_of(store, amina)
    withdraw(store, config, amina, NOON)
    letters(store, NOON)
    content = contents(tmp_path)
    for word in (*WORDS, label):
        assert word.encode() not in content
    assert [value for value in sealed if value in content] == []


async def test_a_backup_restored_with_todays_keys_shows_nothing(
    store: Store, config: Config, master_key: MasterKey, tmp_path: Path
) -> None:
    await opt_in(store, config)
    amina = person_of(store)
    finding = expose(store, config, amina).finding
    register(store, finding)
    store.close()
    database = config.data.folder / "varn.db"
    shutil.copy(database, tmp_path / "backup.db")
    store = Store.open(config, master_key)
    withdraw(store, config, amina, NOON)
    store.close()

    shutil.copy(tmp_path / "backup.db", database)
    restored = Store.open(config, master_key)
    assert restored.read(lambda tx: people.watched(tx, NOON)) == ()
    assert restored.read(lambda tx: findings.for_person(tx, amina)) == ()
    assert resume(restored, config, NOON) == 1
    assert people_count(restored) == 0
    (case,) = restored.read(lambda tx: registered.of_person(tx, amina))
    assert case.locked_at is not None
    restored.close()


async def test_an_older_database_put_in_place_by_mistake_costs_nobody_her_key(
    store: Store, config: Config, master_key: MasterKey, tmp_path: Path
) -> None:
    database = config.data.folder / "varn.db"

    def put(source: Path) -> Store:
        for path in database.parent.glob("varn.db-*"):
            path.unlink()
        shutil.copy(source, database)
        return Store.open(config, master_key)

    store.compact()
    shutil.copy(database, tmp_path / "older.db")
    await opt_in(store, config)
    store.close()
    shutil.copy(database, tmp_path / "newest.db")

    older = put(tmp_path / "older.db")
    with pytest.raises(StopError, match="older than the key store"):
        resume(older, config, NOON)
    older.close()
    newest = put(tmp_path / "newest.db")
    assert resume(newest, config, NOON) == 0
    assert len(newest.read(lambda tx: people.watched(tx, NOON))) == 1
    newest.close()


async def test_a_page_that_shows_two_goes_and_the_other_stays_watched(
    any_store: Store, config: Config
) -> None:
    amina = await enrol_amina(any_store, config)
    anna = await enrol_anna(any_store, config)
    exposure = expose(any_store, config, amina, anna)
    withdraw(any_store, config, amina, NOON)
    assert not exposure.evidence.exists()
    assert not exposure.report.exists()
    (left,) = any_store.read(lambda tx: findings.for_person(tx, anna))
    assert left.person_id == anna


async def test_mails_about_her_that_wait_are_never_sent(
    store: Store, config: Config, amina
) -> None:
    expose(store, config, amina)
    withdraw(store, config, amina, NOON)
    (receipt,) = letters(store, NOON)
    assert receipt.recipient == MAIL


async def test_she_gets_a_receipt_and_nobody_else_a_word(
    store: Store, config: Config, amina
) -> None:
    finding = expose(store, config, amina).finding
    register(store, finding)
    letters(store)
    receipt = withdraw(store, config, amina, NOON)
    assert receipt is not None
    assert (receipt.findings, receipt.withdrawn_at) == (1, NOON)
    (letter,) = letters(store, NOON)
    assert letter.recipient == MAIL
    for words in (finding.case_reference, "SN 2026/17", "Gallringsbeslut 4", receipt.erasure_id):
        assert words in letter.text.reveal()


async def test_registered_cases_are_locked_not_erased(store: Store, config: Config, amina) -> None:
    finding = expose(store, config, amina).finding
    register(store, finding)
    withdraw(store, config, amina, NOON)
    (case,) = store.read(lambda tx: registered.of_person(tx, amina))
    assert case.locked_at == NOON
    # Kept by law, to be read by an audited reveal only.
    assert store.read(lambda tx: registered.content(tx, finding.case_reference)) == finding


async def test_she_is_logged_out_everywhere(store: Store, config: Config, amina) -> None:
    session, link = await log_in(store, config), await get_link(store, config)
    withdraw(store, config, amina, NOON)
    assert store.write(lambda tx: sessions.use(tx, session, MORNING)) is None
    assert await optin.enter(store, link, MORNING) is None


async def test_the_reference_withdraws_without_a_log_in(any_store: Store, config: Config) -> None:
    opted_in = await opt_in(any_store, config)
    assert withdraw_by_reference(any_store, config, "2222-2222-2222-2222-2222", NOON) is None
    assert people_count(any_store) == 1
    assert withdraw_by_reference(any_store, config, opted_in.reference.lower(), NOON) is not None
    assert people_count(any_store) == 0
    assert withdraw_by_reference(any_store, config, opted_in.reference, NOON) is None


async def test_withdrawing_twice_is_withdrawing_once(store: Store, config: Config, amina) -> None:
    assert withdraw(store, config, amina, NOON) is not None
    assert withdraw(store, config, amina, NOON) is None
    assert len(letters(store, NOON)) == 1


async def test_an_expired_opt_in_can_be_withdrawn(store: Store, config: Config, amina) -> None:
    assert withdraw(store, config, amina, MORNING.replace(year=2030)) is not None
    assert people_count(store) == 0


async def test_who_comes_back_is_a_new_person(store: Store, config: Config, amina) -> None:
    withdraw(store, config, amina, NOON)
    letters(store, NOON)
    session = await begin(store, config, now=NOON)
    assert await optin.submit(store, config, session, FORM, NOON) is not None
    assert person_of(store) != amina
    assert len(store.read(lambda tx: people.watched(tx, NOON))) == 1


async def test_a_person_whose_key_was_lost_can_still_be_erased(
    store: Store, config: Config, amina
) -> None:
    store.keys.destroy_person(amina)
    assert withdraw(store, config, amina, NOON) is not None
    assert people_count(store) == 0
    assert letters(store, NOON) == []


async def test_the_audit_log_still_verifies_and_names_nobody(
    store: Store, config: Config, amina
) -> None:
    withdraw(store, config, amina, NOON)
    assert store.read(audit.verify) is None
    assert store.read(audit.head).number == 3


async def test_nothing_to_resume_is_nothing_done(store: Store, config: Config, amina) -> None:
    assert resume(store, config, NOON) == 0
    assert store.read(lambda tx: people.ids(tx)) == {amina}
    assert store.keys.person_ids() == {amina}


async def test_the_key_of_an_opt_in_that_never_ended_is_swept(
    store: Store, config: Config, amina
) -> None:
    orphan = PersonId("f" * 32)
    store.keys.create_person(orphan)
    store.keys.set_login(ANNAS_MAIL, orphan)
    resume(store, config, NOON)
    assert store.keys.person_ids() == {amina}
    assert store.keys.find_login(ANNAS_MAIL) is None


async def test_an_opt_in_that_ended_is_kept_for_thirty_days_and_then_erased(
    store: Store, config: Config, amina
) -> None:
    ended = store.read(lambda tx: consents.latest(tx, amina)).expires_at
    letters(store, NOON)
    assert resume(store, config, ended + timedelta(days=29)) == 0
    assert store.keys.person_ids() == {amina}
    over = ended + timedelta(days=30)
    store.write(lambda tx: scans.begin(tx, ScanId("a" * 32), over))
    assert resume(store, config, over + timedelta(days=1)) == 1
    assert (people_count(store), store.keys.person_ids()) == (0, frozenset())
    (receipt,) = letters(store, over + timedelta(days=1))
    assert receipt.recipient == MAIL


async def test_a_clock_that_leaps_ahead_erases_nobody_before_a_day_of_scans(
    store: Store, config: Config, amina
) -> None:
    leapt = store.read(lambda tx: consents.latest(tx, amina)).expires_at + timedelta(days=400)
    store.write(lambda tx: scans.begin(tx, ScanId("a" * 32), NOON))
    for hours in (0, 1, 23):
        now = leapt + timedelta(hours=hours)
        assert resume(store, config, now) == 0
        store.write(lambda tx, hours=hours, now=now: scans.begin(tx, ScanId(f"{hours:032x}"), now))
    # Set right again in time: nothing of it is left.
    store.write(lambda tx: scans.set_back(tx, NOON + timedelta(days=1)))
    assert resume(store, config, NOON + timedelta(days=1)) == 0
    assert resume(store, config, leapt + timedelta(hours=25)) == 0
    assert store.keys.person_ids() == {amina}
