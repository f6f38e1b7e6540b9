"""Many uses of one thing at the same moment, by two processes over one database."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from scanner.enrol import contact, factor, optin, pause, stop
from scanner.enrol.withdraw import withdraw
from scanner.model.consent import ConsentKind
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.people.contact import Written
from scanner.store import audit, consents, contacts, mail_links, people, schema, staff_invitations
from scanner.store.contacts import Contact
from scanner.store.database import Store
from scanner.store.mail_links import LinkUse
from scanner.vault import totp
from tests.conftest import MORNING
from tests.enrol.cast import (
    FORM,
    MAIL,
    begin,
    count,
    get_link,
    letters,
    log_in,
    opt_in,
    person_of,
)
from tests.enrol.test_races import Two, two

__all__ = ["two"]

T = TypeVar("T")
TIMES = 10
"""Of each process."""


async def at_once(two: Two, work: Callable[[Store], Awaitable[T]]) -> list[T]:
    """What each of many uses at the same moment brings."""
    return await asyncio.gather(*(work(store) for store in (two.one, two.other) * TIMES))


def said(two: Two) -> list[ConsentKind]:
    amina = person_of(two.one)
    return [event.kind for event in two.one.read(lambda tx: consents.events(tx, amina))]


async def test_one_link_makes_one_session(two: Two) -> None:
    link = await get_link(two.one, two.config)
    sessions = await at_once(two, lambda store: optin.enter(store, link, MORNING))
    assert sum(session is not None for session in sessions) == 1
    assert count(two.one, schema.session) == 1


async def test_one_form_sent_many_times_makes_one_opt_in(two: Two) -> None:
    session = await begin(two.one, two.config)
    sent = await at_once(two, lambda store: optin.submit(store, two.config, session, FORM, MORNING))
    assert sum(isinstance(one, optin.OptedIn) for one in sent) == 1
    assert count(two.one, schema.person) == len(two.one.keys.person_ids()) == 1


async def test_one_code_of_her_app_opens_one_session(two: Two) -> None:
    session = await begin(two.one, two.config)
    secret = factor.offer(session).secret
    await optin.submit(two.one, two.config, session, FORM, MORNING)
    code = totp.code(secret, totp.step_of(MORNING) + 1)
    doors = [await log_in(two.one, two.config) for _ in range(3)]
    opened = await asyncio.gather(
        *(
            factor.give(store, door, code, MORNING)
            for door in doors
            for store in (two.one, two.other)
        )
    )
    assert sum(one is not None for one in opened) == 1


@pytest.fixture
async def hers(two: Two) -> Two:
    """She takes part, with a proved private mailbox."""
    await opt_in(two.one, two.config)
    private = Contact(private=Personal("amina@hemma.example"), is_proved=True)
    amina = person_of(two.one)
    two.one.write(lambda tx: contacts.keep(tx, amina, private))
    return two


async def test_one_stop_link_stops_once_and_one_undo_link_undoes_once(hers: Two) -> None:
    amina = person_of(hers.one)
    link = hers.one.write(lambda tx: mail_links.issue(tx, amina))
    ends = await at_once(hers, lambda store: stop.stop(store, hers.config, link, MORNING))
    assert ends == [MORNING + stop.ERASED_AFTER] * len(ends)
    assert said(hers) == [ConsentKind.GIVEN, ConsentKind.STOPPED]
    assert [letter.recipient.reveal() for letter in letters(hers.one)] == ["amina@hemma.example"]
    undo = hers.one.write(lambda tx: mail_links.issue(tx, amina, LinkUse.UNDO))
    undone = await at_once(hers, lambda store: stop.undo(store, hers.config, undo, MORNING))
    assert sum(undone) == 1
    assert said(hers)[2:] == [ConsentKind.RESUMED]


async def test_a_pause_pressed_many_times_is_one(hers: Two) -> None:
    amina = person_of(hers.one)
    paused = await at_once(hers, lambda store: pause.pause(store, amina, MORNING))
    assert sum(paused) == 1
    assert said(hers) == [ConsentKind.GIVEN, ConsentKind.PAUSED]


async def test_one_contact_code_proves_once(hers: Two) -> None:
    amina = person_of(hers.one)
    written = Written(
        private=Personal("amina.ny@hemma.example"), hours=Personal(""), instead=Personal("")
    )
    assert await contact.keep(hers.one, hers.config, amina, written, MORNING) is None
    sent, told = sorted(letters(hers.one), key=lambda one: one.recipient.reveal())
    assert [sent.recipient.reveal(), told.recipient.reveal()] == [
        "amina.ny@hemma.example",
        "amina@hemma.example",
    ]
    code = re.search(r"\d{8}", sent.text.reveal())
    assert code is not None
    proved = await at_once(
        hers, lambda store: contact.prove(store, hers.config, amina, code[0], MORNING)
    )
    assert sum(proved) == 1
    assert len(letters(hers.one)) == 1


async def test_of_many_guesses_at_a_contact_code_five_are_looked_at(hers: Two) -> None:
    amina = person_of(hers.one)
    written = Written(
        private=Personal("amina.ny@hemma.example"), hours=Personal(""), instead=Personal("")
    )
    await contact.keep(hers.one, hers.config, amina, written, MORNING)
    await at_once(hers, lambda store: contact.prove(store, hers.config, amina, "x", MORNING))
    code = hers.one.read(lambda tx: contacts.find_code(tx, amina))
    assert code is not None
    assert code.tries == contact.MOST_TRIES


async def test_one_staff_invitation_opens_once(two: Two) -> None:
    token = two.one.write(lambda tx: staff_invitations.issue(tx, Role.SECURITY, "test", MORNING))
    roles = await at_once(
        two, lambda store: store.awrite(lambda tx: staff_invitations.redeem(tx, token, MORNING))
    )
    assert sum(role is not None for role in roles) == 1


async def test_a_withdrawal_among_many_words_of_hers_is_the_last(hers: Two) -> None:
    amina = person_of(hers.one)
    link = hers.one.write(lambda tx: mail_links.issue(tx, amina))
    deeds = [
        asyncio.to_thread(withdraw, hers.other, hers.config, amina, MORNING),
        *(stop.stop(hers.one, hers.config, link, MORNING) for _ in range(3)),
        *(pause.go_on(hers.other, amina, MORNING) for _ in range(3)),
        optin.request_link(hers.one, hers.config, MAIL, "sv", MORNING),
    ]
    ended = await asyncio.gather(*deeds, return_exceptions=True)
    assert [one for one in ended if isinstance(one, BaseException)] == []
    assert hers.one.read(people.ids) == hers.one.keys.person_ids() == frozenset()
    assert hers.one.keys.find_login(MAIL) is None
    assert hers.one.read(audit.verify) is None
