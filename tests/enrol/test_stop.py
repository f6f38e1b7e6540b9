"""The link in a mail to her stops at once, erases after three days, and can be undone till then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scanner.config.settings import Config, ContactSettings
from scanner.enrol import pause
from scanner.enrol.stop import ERASED_AFTER, is_live, stop, undo
from scanner.enrol.withdraw import resume, withdraw
from scanner.model.ids import ScanId
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.people.consent import ConsentState, state
from scanner.render.moments import moment
from scanner.store import audit, consents, contacts, leavers, mail_links, people, scans
from scanner.store.contacts import Contact
from scanner.store.database import Store
from scanner.store.leavers import Leaver
from scanner.store.mail_links import LinkUse
from tests.enrol.cast import letters
from tests.findings.cast import DAY_1, DAY_2, HOUR
from tests.store.enrolled import AMINA, BJORN, enrol

GONE = DAY_2 + ERASED_AFTER


@pytest.fixture
def link(store: Store) -> str:
    enrol(store, AMINA, DAY_1)
    enrol(store, BJORN, DAY_1)
    return store.write(lambda tx: mail_links.issue(tx, AMINA))


def undo_link(store: Store) -> str:
    """As it is mailed to her after a stop."""
    return store.write(lambda tx: mail_links.issue(tx, AMINA, LinkUse.UNDO))


def standing(store: Store) -> ConsentState:
    return state(store.read(lambda tx: consents.events(tx, AMINA)), DAY_2)


def everybody(store: Store) -> frozenset[str]:
    return store.read(people.ids)


def scan_each_hour(store: Store, since, until) -> None:
    number = 0
    while since + number * HOUR <= until:
        at = since + number * HOUR
        store.write(lambda tx, n=number, at=at: scans.begin(tx, ScanId(f"{n:032x}"), at))
        number += 1


async def test_it_stops_at_once_and_says_when_all_is_erased(
    store: Store, config: Config, link: str
) -> None:
    assert await is_live(store, link)
    assert standing(store) is ConsentState.ACTIVE
    assert await stop(store, config, link, DAY_2) == GONE
    assert standing(store) is ConsentState.STOPPED
    watched = store.read(lambda tx: people.watched(tx, DAY_2))
    assert [person.person_id for person in watched] == [BJORN]
    (entry,) = store.read(lambda tx: audit.about(tx, AMINA))
    assert (entry.actor, entry.action) == ("self", "consent.stop")


async def test_pressed_again_it_is_erased_no_later(store: Store, config: Config, link: str) -> None:
    await stop(store, config, link, DAY_2)
    assert await stop(store, config, link, DAY_2 + HOUR) == GONE


async def test_undone_it_is_as_before_and_can_be_stopped_again(
    store: Store, config: Config, link: str
) -> None:
    assert not await undo(store, config, undo_link(store), DAY_2)
    await stop(store, config, link, DAY_2)
    assert await undo(store, config, undo_link(store), DAY_2 + HOUR)
    assert standing(store) is ConsentState.ACTIVE
    assert await stop(store, config, link, DAY_2 + 2 * HOUR) == GONE + 2 * HOUR


def give_contact(store: Store, kind: DetailKind, private: str, *, is_proved: bool) -> None:
    hers = Contact(kind=kind, private=Personal(private), is_proved=is_proved)
    store.write(lambda tx: contacts.keep(tx, AMINA, hers))


SMS = ContactSettings(sms_gateway="{number}@sms.example")
HOME = (DetailKind.EMAIL, "amina@hemma.example")
HER_PHONE = (DetailKind.PHONE, "+46701740605")


at_home = pytest.mark.parametrize(
    ("kept", "settings", "recipient"),
    [
        (HOME, ContactSettings(), "amina@hemma.example"),
        (HER_PHONE, SMS, "+46701740605@sms.example"),
    ],
    ids=["mail", "phone"],
)


@at_home
async def test_where_she_is_at_home_she_gets_the_link_to_undo_it(
    store: Store,
    config: Config,
    link: str,
    kept: tuple[DetailKind, str],
    settings: ContactSettings,
    recipient: str,
) -> None:
    give_contact(store, *kept, is_proved=True)
    config = replace(config, contact=settings)
    await stop(store, config, link, DAY_2)
    await stop(store, config, link, DAY_2)
    (letter,) = letters(store, DAY_2)
    assert letter.recipient.reveal() == recipient
    assert moment(GONE, config.organisation.timezone, "sv") in letter.text.reveal()
    token = letter.text.reveal().partition("/undo/")[2].split()[0]
    assert await undo(store, config, token, DAY_2)


async def test_of_several_links_to_undo_only_the_last_stops_own_does_it(
    store: Store, config: Config, link: str
) -> None:
    give_contact(store, *HOME, is_proved=True)
    await stop(store, config, link, DAY_2)
    (first,) = letters(store, DAY_2)
    old = first.text.reveal().partition("/undo/")[2].split()[0]
    assert await undo(store, config, old, DAY_2)
    await stop(store, config, link, DAY_2 + HOUR)
    assert not await undo(store, config, old, DAY_2 + HOUR)
    assert standing(store) is ConsentState.STOPPED


@at_home
async def test_that_a_stop_was_undone_is_told_where_the_link_went(
    store: Store,
    config: Config,
    link: str,
    kept: tuple[DetailKind, str],
    settings: ContactSettings,
    recipient: str,
) -> None:
    give_contact(store, *kept, is_proved=True)
    config = replace(config, contact=settings)
    await stop(store, config, link, DAY_2)
    letters(store, DAY_2)
    assert await undo(store, config, undo_link(store), DAY_2)
    (letter,) = letters(store, DAY_2)
    assert letter.recipient.reveal() == recipient
    assert "fortsätter" in letter.subject.reveal()
    assert "://" not in letter.text.reveal()


@pytest.mark.parametrize(
    ("kept", "is_proved"),
    [(None, False), (HOME, False), (HER_PHONE, True)],
    ids=["nowhere", "unproved", "no gateway"],
)
async def test_where_she_has_proved_no_such_place_her_work_mailbox_says_when(
    store: Store,
    config: Config,
    link: str,
    kept: tuple[DetailKind, str] | None,
    is_proved: bool,
) -> None:
    if kept is not None:
        give_contact(store, *kept, is_proved=is_proved)
    await stop(store, config, link, DAY_2)
    (letter,) = letters(store, DAY_2)
    assert letter.recipient == store.read(lambda tx: people.profile(tx, AMINA).mail)
    assert moment(GONE, config.organisation.timezone, "sv") in letter.text.reveal()
    assert "://" not in letter.text.reveal()


async def test_who_has_left_that_mailbox_is_not_named_in_it(
    store: Store, config: Config, link: str
) -> None:
    left = Leaver(asked_at=DAY_1, kept_at=DAY_1)
    store.write(lambda tx: leavers.keep(tx, AMINA, left))
    await stop(store, config, link, DAY_2)
    assert letters(store, DAY_2) == []


async def test_an_invented_link_does_nothing(store: Store, config: Config, link: str) -> None:
    assert not await is_live(store, "x" * 43)
    assert await stop(store, config, "x" * 43, DAY_2) is None
    assert not await undo(store, config, "x" * 43, DAY_2)
    assert standing(store) is ConsentState.ACTIVE


async def test_who_has_left_has_no_link(store: Store, config: Config, link: str) -> None:
    withdraw(store, config, AMINA, DAY_2)
    assert not await is_live(store, link)
    assert await stop(store, config, link, DAY_2) is None


async def test_after_three_days_everything_of_hers_is_erased(
    store: Store, config: Config, link: str
) -> None:
    await stop(store, config, link, DAY_2)
    scan_each_hour(store, DAY_2, GONE + HOUR)
    resume(store, config, GONE - HOUR)
    assert everybody(store) == {AMINA, BJORN}
    assert resume(store, config, GONE + HOUR) == 1
    assert everybody(store) == {BJORN}


async def test_a_link_does_what_it_is_for_and_nothing_else(
    store: Store, config: Config, link: str
) -> None:
    assert not await is_live(store, link, LinkUse.UNDO)
    assert not await is_live(store, undo_link(store))
    assert await stop(store, config, undo_link(store), DAY_2) is None
    await stop(store, config, link, DAY_2)
    assert not await undo(store, config, link, DAY_2)
    assert standing(store) is ConsentState.STOPPED


async def test_a_pause_of_hers_ends_by_her_word_alone(
    store: Store, config: Config, link: str
) -> None:
    await pause.pause(store, AMINA, DAY_2)
    assert not await undo(store, config, undo_link(store), DAY_2)
    await stop(store, config, link, DAY_2)
    assert await undo(store, config, undo_link(store), DAY_2)
    assert standing(store) is ConsentState.PAUSED


async def test_undone_nothing_is_erased(store: Store, config: Config, link: str) -> None:
    await stop(store, config, link, DAY_2)
    await undo(store, config, undo_link(store), GONE - HOUR)
    scan_each_hour(store, DAY_2, GONE + 10 * HOUR)
    assert resume(store, config, GONE + 10 * HOUR) == 0
    assert everybody(store) == {AMINA, BJORN}


async def test_a_clock_that_leaps_ahead_takes_nobody_her_three_days(
    store: Store, config: Config, link: str
) -> None:
    await stop(store, config, link, DAY_2)
    scan_each_hour(store, DAY_2, DAY_2 + HOUR)
    leapt = GONE + timedelta(days=30)
    store.write(lambda tx: scans.begin(tx, ScanId("f" * 32), leapt))
    assert resume(store, config, leapt) == 0
    assert everybody(store) == {AMINA, BJORN}
