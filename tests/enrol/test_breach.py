"""Everybody is told after a breach, once, where she is safe; nobody learns who that is."""

from dataclasses import replace
from pathlib import Path

import pytest

from scanner.config.settings import Config
from scanner.enrol import breach
from scanner.enrol.breach import Written
from scanner.enrol.pause import pause
from scanner.enrol.withdraw import withdraw
from scanner.errors import UsageError
from scanner.model.action import Action
from scanner.model.personal import Personal
from scanner.store import audit, contacts, leavers, notices, outbox, schema
from scanner.store.contacts import Contact
from scanner.store.database import Store
from scanner.store.leavers import Leaver
from tests.enrol.cast import count, letters
from tests.findings.cast import DAY_1, DAY_2
from tests.store.enrolled import AMINA, BJORN, PROFILES, enrol

WRITTEN = Written(
    id="kopia-1", sv="En kopia är borta.\n\nVi har\nbytt nycklar.", en="A copy is lost."
)
PRIVATE = Personal("amina@privat.example")


@pytest.fixture
def both(any_store: Store) -> Store:
    for person_id in (AMINA, BJORN):
        enrol(any_store, person_id, DAY_1)
    return any_store


def notified(store: Store, config: Config, written: Written = WRITTEN) -> int:
    return breach.notify(store, config, written, actor="eva", now=DAY_2)


async def test_everybody_is_told_once_where_she_is_safe(both: Store, config: Config) -> None:
    both.write(lambda tx: contacts.keep(tx, AMINA, Contact(private=PRIVATE, is_proved=True)))
    # Nobody looks for him; what is kept of him is here all the same.
    assert await pause(both, BJORN, DAY_1)
    assert both.read(breach.count) == 2
    assert notified(both, config) == 2
    told = {letter.recipient.reveal(): letter.text.reveal() for letter in letters(both, DAY_2)}
    assert set(told) == {PRIVATE.reveal(), PROFILES[BJORN][2]}
    assert all("Vi har bytt nycklar." in text and "/stop/" in text for text in told.values())
    assert notified(both, config) == 0
    assert letters(both, DAY_2) == []


def test_an_unproved_address_is_told_nothing(both: Store, config: Config) -> None:
    both.write(lambda tx: contacts.keep(tx, AMINA, Contact(private=PRIVATE)))
    notified(both, config)
    assert PRIVATE not in {letter.recipient for letter in letters(both, DAY_2)}


def test_a_mailbox_that_is_not_hers_any_more_is_told_nothing(both: Store, config: Config) -> None:
    both.write(lambda tx: leavers.keep(tx, AMINA, Leaver(asked_at=DAY_1, kept_at=DAY_1)))
    assert notified(both, config) == 1
    (letter,) = letters(both, DAY_2)
    assert letter.recipient.reveal() == PROFILES[BJORN][2]


def test_the_log_holds_a_count_and_nobody(both: Store, config: Config) -> None:
    notified(both, config)
    entry = both.read(lambda tx: audit.latest_of(tx, Action.BREACH_NOTIFY))
    assert entry is not None
    assert (entry.actor, entry.matter.object_id) == ("eva", "kopia-1")
    assert entry.matter.reason == Personal("2 mails")
    assert both.read(lambda tx: audit.about(tx, AMINA)) == ()


def test_an_id_stands_for_its_words(both: Store, config: Config) -> None:
    notified(both, config)
    with pytest.raises(UsageError, match="another id"):
        notified(both, config, replace(WRITTEN, sv="Annat."))
    assert notified(both, config, replace(WRITTEN, id="kopia-2")) == 2


def test_what_waits_goes_with_who_withdraws(both: Store, config: Config) -> None:
    notified(both, config)
    withdraw(both, config, AMINA, DAY_2)
    told = {letter.recipient.reveal() for letter in letters(both, DAY_2)}
    assert PROFILES[BJORN][2] in told
    assert count(both, schema.notice) == 1


def test_killed_before_its_end_nothing_was_sent(both: Store, config: Config) -> None:
    def killed(tx) -> None:
        breach._notify(tx, config, WRITTEN, "eva", DAY_2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        both.write(killed)
    assert both.read(lambda tx: notices.find(tx, WRITTEN.id)) is None
    assert both.read(outbox.troubles) == ()
    assert letters(both, DAY_2) == []
    assert notified(both, config) == 2


def test_who_came_later_reads_nothing_of_it(both: Store, config: Config) -> None:
    notified(both, config)
    assert len(both.read(lambda tx: notices.since(tx, DAY_1))) == 1
    assert both.read(lambda tx: notices.since(tx, DAY_2.replace(year=2030))) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('id = "a b"\nsv = "x"\nen = "y"', "letters, digits"),
        ('id = "a"\nsv = "x"\nen = " "', "write something in en"),
        ('id = "a"\nsv = "den [datum]"\nen = "y"', "brackets"),
        ('id = "a"\nsv = "x"', "en"),
        ('id = "a"\nsv = "x"\nen = "y"\nto = "all"', "to"),
    ],
)
def test_what_must_be_mended_is_said(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "notice.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        breach.read(file)


def test_the_code_changes_with_every_word() -> None:
    changes = ({"id": "x"}, {"sv": "x"}, {"en": "x"})
    assert len({replace(WRITTEN, **change).code for change in changes} | {WRITTEN.code}) == 4
