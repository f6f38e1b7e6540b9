from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from scanner.alert.daily_head import CHANGED, ENDED, GIVEN, STOPPED, queue_daily_head
from scanner.config.settings import LANGUAGES, Config
from scanner.enrol import leavers, optin, pause, stop
from scanner.enrol.withdraw import withdraw
from scanner.model.ids import PersonId
from scanner.store import audit, mail_links, outbox
from scanner.store.database import Store
from scanner.store.outbox import Letter
from tests.conftest import MORNING
from tests.enrol.cast import FORM, MAIL, opt_in, person_of
from tests.postbag import emptied

AMINA, ANNA = PersonId("a" * 32), PersonId("b" * 32)
TOMORROW = MORNING + timedelta(days=1)


@pytest.fixture
def told(config: Config) -> Config:
    officers = ("dso@provstad.example", "dso2@provstad.example")
    recipients = replace(config.recipients, data_protection_officer=officers)
    return replace(config, recipients=recipients)


def letters(store: Store, now: datetime) -> list[Letter]:
    def take(tx) -> list[Letter]:
        mails = emptied(tx, now)
        for mail in mails:
            outbox.settle_sent(tx, mail)
        return [mail.letter for mail in mails]

    return store.write(take)


def note(store: Store, *actions: str, person_id: PersonId | None = None) -> None:
    for action in actions:
        store.write(
            lambda tx, action=action: audit.append(
                tx, at=MORNING, actor="self", action=action, person_id=person_id
            )
        )


def day(store: Store, config: Config, now: datetime) -> list[str]:
    store.write(lambda tx: queue_daily_head(tx, config, now))
    return [letter.text.reveal() for letter in letters(store, now)]


def test_each_officer_gets_it_once_a_day(any_store: Store, told: Config) -> None:
    assert len(day(any_store, told, MORNING)) == 2
    assert day(any_store, told, MORNING + timedelta(hours=16)) == []
    # Midnight in Provstad is not midnight UTC.
    assert len(day(any_store, told, datetime(2026, 11, 21, 23, 1, tzinfo=UTC))) == 2


def test_nobody_to_tell_is_nothing_noted(store: Store, config: Config) -> None:
    assert day(store, config, MORNING) == []
    assert store.read(audit.head).number == 0


def test_it_says_where_the_log_ends(store: Store, told: Config) -> None:
    note(store, "case.reveal")
    head = store.read(audit.head)
    said, _ = day(store, told, MORNING)
    assert f"{head.number}:{head.hash}" in said
    assert store.read(lambda tx: audit.holds(tx, head))


def test_it_counts_what_happened_since_the_last_one(store: Store, told: Config) -> None:
    for person_id in (AMINA, ANNA):
        store.keys.create_person(person_id)
        note(store, "consent.give", person_id=person_id)
    # Amina's stop is undone; Anna's is not, and is one end.
    note(store, "consent.change", "consent.pause", "consent.stop", person_id=AMINA)
    note(store, "consent.resume", "leaver.keep", person_id=AMINA)
    note(store, "consent.stop", "consent.withdraw", person_id=ANNA)
    note(store, "installation.restore")
    english = replace(told, organisation=replace(told.organisation, language="en"))
    said, _ = day(store, english, MORNING)
    for line in (
        "Opt-ins given: 2.",
        "Opt-ins changed, paused, resumed or prolonged: 4.",
        "Opt-ins stopped by a link in a mail, which end only if nobody undoes it: 2.",
        "Opt-ins ended: 1.",
        "Backups put back in place: 1.",
        "may opt in: provstad.example.",
    ):
        assert line in said
    said, _ = day(store, english, TOMORROW)
    assert "given: 0." in said
    assert "put back in place: 0." in said


def test_it_names_nobody(store: Store, told: Config) -> None:
    store.keys.create_person(AMINA)
    note(store, "consent.give", person_id=AMINA)
    said, _ = day(store, told, MORNING)
    assert AMINA not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_log_is_said(store: Store, told: Config, language: str) -> None:
    note(store, "case.reveal", "case.reveal")
    for statement in ("DROP TRIGGER audit_never_changes", "UPDATE audit SET actor = 'x'"):
        store.write(lambda tx, said=statement: tx.connection.execute(text(said)))
    spoken = replace(told, organisation=replace(told.organisation, language=language))
    said, _ = day(store, spoken, MORNING)
    assert ("bruten vid post 1" if language == "sv" else "broken at entry 1") in said


async def test_every_word_of_hers_is_counted(store: Store, config: Config) -> None:
    """What is noted of a consent is in one of the counts, and in one alone."""
    kinds = [GIVEN, CHANGED, STOPPED, ENDED]
    await opt_in(store, config)
    amina = person_of(store)
    await optin.change(store, config, amina, FORM, MORNING)
    await pause.pause(store, amina, MORNING)
    await pause.go_on(store, amina, MORNING)
    await leavers.ask(store, config, [MAIL.reveal()], "hr", MORNING)
    await leavers.keep(store, config, amina, MORNING)
    await stop.stop(store, config, store.write(lambda tx: mail_links.issue(tx, amina)), MORNING)
    noted = {entry.action for entry in store.read(lambda tx: audit.about(tx, amina))}
    withdraw(store, config, amina, MORNING)
    assert noted | ENDED == frozenset[str]().union(*kinds)
    assert sum(map(len, kinds)) == len(noted | ENDED)
