"""Whoever reads her mailbox at work: IT, a manager with access, the thief of her phone.

Amina takes part with her work mailbox and has proved a private one.
"""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from aiohttp import ClientSession, CookieJar

from scanner.alert.deliver import deliver_due
from scanner.config.settings import Config
from scanner.enrol import contact, leavers, pause
from scanner.enrol.expiry import remind
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.people.consent import ConsentState, state
from scanner.people.contact import Written
from scanner.portal.app import make_app
from scanner.portal.server import listening
from scanner.store import audit, consents, contacts, delays, mail_links, people
from scanner.store.contacts import Contact
from scanner.store.database import Store
from tests.alert import sink
from tests.alert.sink import Sink
from tests.enrol.exposure import expose
from tests.portal.conftest import Clock
from tests.portal.visitor import MAIL, Visitor

PRIVATE = "amina@hemma.example"


@pytest.fixture
async def amina(visitor: Visitor, store: Store) -> PersonId:
    await visitor.opt_in()
    (person_id,) = store.read(people.ids)
    hers = Contact(private=Personal(PRIVATE), is_proved=True)
    store.write(lambda tx: contacts.keep(tx, person_id, hers))
    return person_id


def standing(store: Store, amina: PersonId, clock: Clock) -> ConsentState:
    return state(store.read(lambda tx: consents.events(tx, amina)), clock())


async def test_the_link_that_he_uses_first_opens_nothing_of_hers_and_she_gets_another(
    visitor: Visitor, stranger: Visitor, amina: PersonId
) -> None:
    await visitor.ask_for_link()
    (link,) = visitor.links()
    page = await stranger.press(await stranger.open(link), "/enter")
    assert page.path == "/factor"
    for path in ("/me", "/contact", "/names", "/photo", "/tip", "/export", "/withdraw", "/leaver"):
        assert (await stranger.open(path)).path == "/factor"
    assert (await visitor.open(link)).status == 410
    assert (await visitor.log_in()).path == "/me"


async def test_a_factor_that_he_chooses_is_not_hers(
    visitor: Visitor, stranger: Visitor, amina: PersonId, clock: Clock
) -> None:
    await stranger.begin(MAIL)
    door = await stranger.open("/factor")
    assert (await stranger.press(door, "/factor", factor=stranger.code())).status == 403
    assert (await visitor.log_in()).path == "/me"


async def test_a_form_with_a_fault_does_not_tell_him_whether_she_takes_part(
    stranger: Visitor, amina: PersonId, clock: Clock
) -> None:
    shown = []
    for mail in (MAIL, "anna.provdal@provstad.example"):
        form = await stranger.begin(mail)
        for written in ({}, {"given": "X", "surname": "Y", "consent": "yes"}):
            answer = await stranger.press(form, "/form", **written)
            shown.append((answer.status, answer.words))
        clock.pass_time(minutes=2)
    assert shown[:2] == shown[2:]
    assert {status for status, _ in shown} == {400}


async def guess_until_he_must_wait(stranger: Visitor) -> int:
    """How many of his guesses were looked at."""
    page = await stranger.enter()
    tries = 0
    while (await stranger.press(page, "/factor", factor="000000")).status == 403:
        tries += 1
    return tries


async def test_his_guesses_are_few_and_a_restart_gives_him_no_more(
    config: Config, stranger: Visitor, store: Store, amina: PersonId, clock: Clock
) -> None:
    assert await guess_until_he_must_wait(stranger) == delays.FREE
    async with (
        listening(make_app(config, store, clock), "127.0.0.1", 0) as port,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        again = Visitor(f"http://127.0.0.1:{port}", session, store, clock)
        assert await guess_until_he_must_wait(again) == 0
    deeds = [entry.action for entry in store.read(lambda tx: audit.about(tx, amina))]
    assert deeds.count("factor.refuse") == delays.FREE


def test_a_day_of_guessing_opens_one_door_in_a_thousand() -> None:
    """Each looked at, three codes of a million open at a time."""
    waited, tries = timedelta(0), 0
    while waited < timedelta(days=1):
        tries += 1
        waited += delays.wait(tries)
    assert tries * 3 / 10**6 < 1 / 1000


async def test_his_guesses_do_not_keep_her_who_is_in_from_leaving(
    visitor: Visitor, stranger: Visitor, store: Store, amina: PersonId
) -> None:
    await guess_until_he_must_wait(stranger)
    ask = await visitor.open("/withdraw")
    receipt = await visitor.press(ask, "/withdraw", factor=visitor.code())
    assert receipt.status == 200
    assert store.read(people.ids) == frozenset()


async def test_what_he_stops_she_hears_of_elsewhere_and_she_alone_undoes(
    stranger: Visitor, visitor: Visitor, store: Store, amina: PersonId, clock: Clock, config: Config
) -> None:
    link = store.write(lambda tx: mail_links.issue(tx, amina))
    stopped = await stranger.press(await stranger.open(f"/stop/{link}"), "/stop")
    assert stopped.status == 200
    assert standing(store, amina, clock) is ConsentState.STOPPED
    mails = await delivered(store, config, clock)
    told = [mail for mail in mails if mail["To"] == PRIVATE]
    assert len(told) == 1
    at_work = [str(mail) for mail in mails if mail["To"] == MAIL]
    assert not any("/undo/" in mail for mail in at_work)
    token = said_in(told[0]).partition("/undo/")[2].split()[0]
    assert (await visitor.press(await visitor.open(f"/undo/{token}"), "/undo")).status == 200
    assert standing(store, amina, clock) is ConsentState.ACTIVE


async def test_who_reads_her_old_mailbox_at_home_lets_nothing_go_on(
    stranger: Visitor, store: Store, amina: PersonId, clock: Clock, config: Config
) -> None:
    link = store.write(lambda tx: mail_links.issue(tx, amina))
    await stranger.press(await stranger.open(f"/stop/{link}"), "/stop")
    mails = await delivered(store, config, clock)
    (told,) = (mail for mail in mails if mail["To"] == PRIVATE)
    undo = said_in(told).partition("/undo/")[2].split()[0]
    moved = Written(private=Personal("amina@nytt.example"))
    assert await contact.keep(store, config, amina, moved, clock()) is None
    assert (await stranger.open(f"/undo/{undo}")).status == 410
    assert standing(store, amina, clock) is ConsentState.STOPPED


async def test_no_link_of_his_lets_go_on_what_she_has_ended_or_paused(
    stranger: Visitor, store: Store, amina: PersonId, clock: Clock
) -> None:
    link = store.write(lambda tx: mail_links.issue(tx, amina))
    stop_page = await stranger.open(f"/stop/{link}")
    undo_form = stop_page.fields("/stop")
    await pause.pause(store, amina, clock())
    for expected in (ConsentState.PAUSED, ConsentState.STOPPED):
        assert (await stranger.open(f"/undo/{link}")).status == 410
        assert (await stranger.post("/undo", undo_form)).status == 410
        assert (await stranger.open(f"/leaving/{link}")).status == 410
        assert standing(store, amina, clock) is expected
        await stranger.press(stop_page, "/stop")


async def test_named_as_a_leaver_she_answers_with_what_only_she_holds(
    stranger: Visitor, store: Store, config: Config, amina: PersonId, clock: Clock
) -> None:
    await leavers.ask(store, config, [MAIL], "hr", clock())
    mails = await delivered(store, config, clock)
    assert [mail["To"] for mail in mails if "/leaving/" in str(mail)] == [PRIVATE]
    before = store.read(lambda tx: consents.events(tx, amina))
    await stranger.enter()
    assert (await stranger.open("/leaver")).path == "/factor"
    assert store.read(lambda tx: consents.events(tx, amina)) == before


async def delivered(store: Store, config: Config, clock: Clock) -> list[EmailMessage]:
    """Every mail that waits, as a mail server gets it."""
    async with sink.listening(Sink()) as server:
        settings = replace(config.mail, port=server.port)
        await deliver_due(store, settings, clock)
        return server.mails


def said_in(mail: EmailMessage) -> str:
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    return " ".join((mail["Subject"], *parts))


TELLING = (
    "Amina",
    "Provhult",
    "070-174",
    "Lönngatan",
    "forum.example",
    "provhult",
    "/case/",
    "V-2",
)


async def test_no_mail_to_work_says_more_than_it_must(
    visitor: Visitor, store: Store, config: Config, amina: PersonId, clock: Clock
) -> None:
    await visitor.ask_for_link()
    expose(store, config, amina)
    clock.pass_time(days=340)
    remind(store, config, clock())
    await visitor.ask_for_link()
    store.write(lambda tx: contacts.keep(tx, amina, Contact()))
    await leavers.ask(store, config, [MAIL], "hr", clock())
    mails = [mail for mail in await delivered(store, config, clock) if mail["To"] == MAIL]
    assert len(mails) >= 4
    for mail in mails:
        assert [word for word in TELLING if word in said_in(mail).replace(MAIL, "")] == []


async def test_a_whole_form_that_he_sends_stands_on_her_page(
    visitor: Visitor, stranger: Visitor, store: Store
) -> None:
    await visitor.opt_in()
    own = await visitor.open("/me")
    assert "Anmälningar som någon försökte göra med din brevlåda: 0" in own.words
    assert (await stranger.opt_in()).status == 403
    own = await visitor.open("/me")
    assert "Anmälningar som någon försökte göra med din brevlåda: 1" in own.words
