"""How she is reached is hers to say; it counts once a code that was sent there has come back."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from scanner.config.settings import Config, ContactSettings
from scanner.enrol import contact, mails, optin
from scanner.enrol.contact import MOST_CODES, MOST_TRIES
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.people.contact import Fault, Written
from scanner.store import contacts, mailboxes, people
from scanner.store.contacts import Contact
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.enrol.cast import FORM, PHONE, letters, opt_in, person_of

PRIVATE = Personal("amina@privat.example")
HOUR = timedelta(hours=1)


async def keep(store: Store, config: Config, private: str, now=MORNING) -> Fault | None:
    written = Written(private=Personal(private), hours=Personal("efter 17"))
    return await contact.keep(store, config, person_of(store), written, now)


async def prove(store: Store, config: Config, code: str, now=MORNING) -> bool:
    return await contact.prove(store, config, person_of(store), code, now)


def hers(store: Store) -> Contact:
    found = store.read(lambda tx: contacts.find(tx, person_of(store)))
    assert found is not None
    return found


def code_in(store: Store, now=MORNING) -> str:
    """The code in the one mail that waits."""
    (letter,) = letters(store, now)
    found = re.search(r"\b\d{8}\b", letter.text.reveal())
    assert found is not None
    return found[0]


def mail_to_her(store: Store) -> Personal | None:
    return store.read(lambda tx: mailboxes.private(tx, person_of(store)))


async def test_a_mailbox_counts_once_its_code_came_back(any_store: Store, config: Config) -> None:
    await opt_in(any_store, config)
    assert await keep(any_store, config, " Amina@privat.example ") is None
    assert (hers(any_store).private, hers(any_store).is_proved) == (PRIVATE, False)
    assert mail_to_her(any_store) is None
    code = code_in(any_store)
    assert await prove(any_store, config, f"{code[:4]} {code[4:]}")
    assert hers(any_store).hours == Personal("efter 17")
    assert mail_to_her(any_store) == PRIVATE


async def test_her_private_mailbox_is_told_that_she_takes_part(
    store: Store, config: Config
) -> None:
    await opt_in(store, config)
    await keep(store, config, PRIVATE.reveal())
    await prove(store, config, code_in(store))
    (letter,) = letters(store)
    assert letter.recipient == PRIVATE
    assert "/stop/" in letter.text.reveal()


async def test_a_phone_is_proved_by_the_gateway_and_its_watched_detail_with_it(
    store: Store, config: Config
) -> None:
    config = replace(config, contact=ContactSettings(sms_gateway="{number}@sms.example"))
    await opt_in(store, config)
    await keep(store, config, PHONE)
    (letter,) = letters(store)
    assert letter.recipient == Personal("+46701740605@sms.example")
    assert len(letter.text.reveal()) < 20
    assert await prove(store, config, letter.text.reveal().strip())
    (kept,) = store.read(lambda tx: people.details(tx, person_of(store)))
    assert kept.detail.proved
    await optin.change(store, config, person_of(store), FORM, MORNING)
    (again,) = store.read(lambda tx: people.details(tx, person_of(store)))
    assert again.detail.proved


async def test_without_a_gateway_a_phone_stays_unproved(store: Store, config: Config) -> None:
    await opt_in(store, config)
    assert await keep(store, config, PHONE) is None
    assert letters(store) == []
    assert (hers(store).kind, hers(store).is_proved) == (DetailKind.PHONE, False)
    assert not mails.can_send(config, DetailKind.PHONE)


async def test_a_code_proves_only_where_it_was_sent(store: Store, config: Config) -> None:
    await opt_in(store, config)
    await keep(store, config, PRIVATE.reveal())
    code = code_in(store)
    await keep(store, config, PHONE)
    assert not await prove(store, config, code)


async def test_a_code_is_short_lived_and_not_to_be_guessed(store: Store, config: Config) -> None:
    await opt_in(store, config)
    await keep(store, config, PRIVATE.reveal())
    code = code_in(store)
    wrong = "0" * 8 if code != "0" * 8 else "1" * 8
    assert not await prove(store, config, code, MORNING + 24 * HOUR)
    for _ in range(MOST_TRIES):
        assert not await prove(store, config, wrong)
    assert not await prove(store, config, code)


async def test_nobody_is_flooded_with_codes(store: Store, config: Config) -> None:
    await opt_in(store, config)
    for number in range(MOST_CODES + 2):
        await keep(store, config, f"amina{number}@privat.example")
    assert len(letters(store)) == MOST_CODES
    later = MORNING + 25 * HOUR
    await keep(store, config, PRIVATE.reveal(), later)
    assert len(letters(store, later)) == 1


@pytest.mark.parametrize(
    ("private", "fault"),
    [
        ("amina.provhult@provstad.example", Fault.AT_WORK),
        ("hello", Fault.NOT_VALID),
        ("x" * 201, Fault.TOO_LONG),
    ],
)
async def test_what_cannot_be_kept_is_said(
    store: Store, config: Config, private: str, fault: Fault
) -> None:
    await opt_in(store, config)
    assert await keep(store, config, private) is fault
    assert store.read(lambda tx: contacts.find(tx, person_of(store))) is None


async def test_it_can_be_taken_back(store: Store, config: Config) -> None:
    await opt_in(store, config)
    await keep(store, config, PRIVATE.reveal())
    await prove(store, config, code_in(store))
    assert await keep(store, config, "") is None
    assert not hers(store).private
    assert mail_to_her(store) is None


@pytest.mark.parametrize(
    ("old", "recipient"),
    [(PRIVATE.reveal(), PRIVATE.reveal()), (PHONE, "+46701740605@sms.example")],
    ids=["mail", "phone"],
)
@pytest.mark.parametrize("new", ["", "nagon@annan.example"], ids=["taken away", "changed"])
async def test_where_she_was_reached_until_now_is_told(
    store: Store, config: Config, old: str, recipient: str, new: str
) -> None:
    config = replace(config, contact=ContactSettings(sms_gateway="{number}@sms.example"))
    await opt_in(store, config)
    await keep(store, config, old)
    await prove(store, config, code_in(store))
    letters(store)
    await keep(store, config, old)
    assert letters(store) == []
    await keep(store, config, new)
    told = {letter.recipient.reveal(): letter.text.reveal() for letter in letters(store)}
    assert told.keys() == {recipient, new} - {""}
    assert "tagits bort" in told[recipient]
    assert "annan.example" not in told[recipient]


async def test_an_address_that_was_never_proved_is_told_nothing(
    store: Store, config: Config
) -> None:
    await opt_in(store, config)
    await keep(store, config, "nagon@annan.example")
    letters(store)
    await keep(store, config, PRIVATE.reveal())
    assert [letter.recipient for letter in letters(store)] == [PRIVATE]


async def test_no_file_holds_it(store: Store, config: Config) -> None:
    await opt_in(store, config)
    await keep(store, config, PRIVATE.reveal())
    store.close()
    content = b"".join(p.read_bytes() for p in config.data.folder.rglob("*") if p.is_file())
    assert PRIVATE.reveal().encode() not in content
    assert b"efter 17" not in content
