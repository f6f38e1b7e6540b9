"""Her answer when her employment ends, by the link and what only she holds."""

import re

from scanner.enrol import contact, leavers, stop
from scanner.enrol.withdraw import withdraw
from scanner.model.personal import Personal
from scanner.people.contact import Written
from scanner.store import consents, delays, mail_links, mailboxes, people, schema
from scanner.store import leavers as asked
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.enrol.cast import count
from tests.portal.visitor import LINK, MAIL, Visitor
from tests.postbag import letters

PRIVATE = "amina.p@privat.example"


def link(store: Store) -> str:
    texts = "".join(letter.text.reveal() for letter in letters(store, MORNING))
    return "/leaving/" + texts.partition("/leaving/")[2].split()[0]


async def test_she_answers_on_another_computer_by_link_and_factor(
    visitor: Visitor, store: Store, config, clock
) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    assert (await visitor.open("/leaver")).heading == "Du har inte fått någon fråga"
    await leavers.ask(store, config, [MAIL], "hr", clock())
    own = await visitor.open("/me")
    assert own.html.find("a", href="/leaver") is not None
    await visitor.press(own, "/leave")
    page = await visitor.open(link(store))
    assert page.heading == "En fråga innan du slutar"
    refused = await visitor.press(page, "/leaving", factor="000000")
    assert refused.status == 403
    page = await visitor.press(refused, "/leaving", factor=visitor.code())
    assert page.heading == "Din anställning upphör: vad ska hända med bevakningen?"
    page = await visitor.press(page, "/leaver")
    assert page.heading == "Bevakningen fortsätter"
    assert store.read(lambda tx: asked.has_left_mailbox(tx, amina))


async def test_afterwards_the_link_lets_her_in_and_the_work_mailbox_does_not(
    visitor: Visitor, store: Store, config, clock
) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    await leavers.ask(store, config, [MAIL], "hr", clock())
    hers = link(store)
    await leavers.keep(store, config, amina, clock())
    clock.pass_time(days=1)
    assert (await visitor.log_in()).path == "/factor"
    page = await visitor.press(await visitor.open(hers), "/leaving", factor=visitor.code())
    assert page.path == "/leaver"
    assert (await visitor.open("/me")).status == 200


async def is_looked_at(visitor: Visitor, path: str, action: str) -> bool:
    """Whether a wrong guess is answered as wrong; else it has to wait."""
    status = (await visitor.press(await visitor.open(path), action, factor="000000")).status
    assert status in (403, 429)
    return status == 403


async def test_both_links_in_one_mailbox_give_one_set_of_guesses(
    visitor: Visitor, store: Store, config, clock
) -> None:
    await visitor.opt_in()
    await leavers.ask(store, config, [MAIL], "hr", clock())
    hers = link(store)
    await visitor.press(await visitor.open("/me"), "/leave")
    for _ in range(delays.FREE):
        assert await is_looked_at(visitor, hers, "/leaving")
    assert not await is_looked_at(visitor, hers, "/leaving")
    assert (await visitor.enter()).path == "/factor"
    assert not await is_looked_at(visitor, "/factor", "/factor")


async def test_who_reads_her_work_mailbox_uses_up_none_of_her_guesses_by_the_private_one(
    visitor: Visitor, store: Store, config, clock
) -> None:
    await visitor.opt_in()
    await prove_private(visitor, store)
    await leavers.ask(store, config, [MAIL], "hr", clock())
    hers = link(store)
    await visitor.press(await visitor.open("/me"), "/leave")
    await visitor.enter()
    for _ in range(delays.FREE):
        assert await is_looked_at(visitor, "/factor", "/factor")
    assert not await is_looked_at(visitor, "/factor", "/factor")
    assert await is_looked_at(visitor, hers, "/leaving")


async def prove_private(visitor: Visitor, store: Store, address: str = PRIVATE) -> None:
    letters(store, visitor.clock())
    page = await visitor.press(await visitor.open("/contact"), "/contact", private=address)
    texts = [
        one.text.reveal()
        for one in letters(store, visitor.clock())
        if one.recipient.reveal() == address
    ]
    code = re.search(r"\b\d{8}\b", "".join(texts))
    assert code is not None
    await visitor.press(page, "/contact/code", code=code[0])


async def away(visitor: Visitor, store: Store, address: str) -> list[str]:
    """The links that come to a private address that somebody writes."""
    letters(store, visitor.clock())
    answer = await visitor.press(await visitor.open("/away"), "/away", mail=address)
    assert answer.heading == "Titta i din e-post"
    came = letters(store, visitor.clock())
    assert {one.recipient.reveal() for one in came} <= {address.lower()}
    return [link for one in came for link in LINK.findall(one.text.reveal())]


async def test_who_left_comes_by_her_private_address_and_nobody_by_her_old_one(
    visitor: Visitor, store: Store, config, clock
) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    await prove_private(visitor, store)
    assert await away(visitor, store, PRIVATE) == []
    await leavers.ask(store, config, [MAIL], "hr", clock())
    letters(store, clock())
    page = await visitor.press(await visitor.open("/leaver"), "/leaver")
    assert "Du loggar in med din privata adress" in page.words
    assert store.keys.find_login(Personal(MAIL)) is None
    assert store.read(lambda tx: mailboxes.of_person(tx, amina)) == Personal(PRIVATE)
    await visitor.press(await visitor.open("/me"), "/leave")
    assert (await visitor.log_in()).path == "/factor"
    await visitor.press(await visitor.open("/factor"), "/leave")
    clock.pass_time(minutes=5)
    (link,) = await away(visitor, store, PRIVATE.upper())
    opened = await visitor.press(await visitor.open(link), "/enter")
    hers = await visitor.press(opened, "/factor", factor=visitor.code())
    assert hers.path == "/me"
    for strange in ("nobody@privat.example", MAIL):
        assert await away(visitor, store, strange) == []


async def test_a_private_address_proved_later_opens_then(
    visitor: Visitor, store: Store, config, clock
) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    await leavers.ask(store, config, [MAIL], "hr", clock())
    await leavers.keep(store, config, amina, clock())
    assert store.keys.find_login(Personal(MAIL)) is None
    await prove_private(visitor, store)
    assert store.keys.find_login(Personal(PRIVATE)) == amina


async def test_with_her_a_link_to_her_private_mailbox_goes_too(
    visitor: Visitor, store: Store, config, clock
) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    await prove_private(visitor, store)
    await leavers.ask(store, config, [MAIL], "hr", clock())
    await leavers.keep(store, config, amina, clock())
    await visitor.press(await visitor.open("/me"), "/leave")
    for _ in range(2):
        (link,) = await away(visitor, store, PRIVATE)
    await visitor.press(await visitor.open(link), "/enter")
    withdraw(store, config, amina, clock())
    assert count(store, schema.session) == count(store, schema.login_token) == 0


async def test_a_pause_or_a_stop_is_said_and_only_her_word_ends_a_pause(
    visitor: Visitor, store: Store, config, clock
) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    await leavers.ask(store, config, [MAIL], "hr", clock())
    await visitor.press(await visitor.open("/me"), "/pause")
    page = await visitor.open("/leaver")
    assert "förblir det tills du själv" in page.words
    page = await visitor.press(page, "/leaver")
    assert page.heading == "Bevakningen är pausad"
    assert (await visitor.press(page, "/go-on")).path == "/me"
    assert (await visitor.open("/leaver")).heading == "Bevakningen fortsätter"
    link = store.write(lambda tx: mail_links.issue(tx, amina))
    await stop.stop(store, config, link, clock())
    page = await visitor.open("/leaver")
    assert page.heading == "Bevakningen stoppades genom en länk i ett mejl"
    await visitor.press(page, "/go-on")
    assert (await visitor.open("/leaver")).heading == "Bevakningen fortsätter"


async def test_her_answer_undoes_a_stop_and_is_no_new_yes_to_the_text(
    visitor: Visitor, store: Store, config, clock
) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    said = next(line for line in (await visitor.open("/me")).words.split(".") if "Du sa ja" in line)
    clock.pass_time(minutes=10)
    await leavers.ask(store, config, [MAIL], "hr", clock())
    link = store.write(lambda tx: mail_links.issue(tx, amina))
    await stop.stop(store, config, link, clock())
    page = await visitor.open("/leaver")
    assert "ångras stoppet" in page.words
    assert (await visitor.press(page, "/leaver")).heading == "Bevakningen fortsätter"
    assert said in (await visitor.open("/me")).words


async def test_her_answer_counts_once(visitor: Visitor, store: Store, config, clock) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    await leavers.ask(store, config, [MAIL], "hr", clock())
    asked = await visitor.open("/leaver")
    await visitor.press(asked, "/leaver")
    until = store.read(lambda tx: consents.latest(tx, amina)).expires_at
    clock.pass_time(minutes=20)
    assert (await visitor.press(asked, "/leaver")).heading == "Bevakningen fortsätter"
    assert store.read(lambda tx: consents.latest(tx, amina)).expires_at == until


async def test_of_the_mailbox_that_she_came_by_before_nothing_is_left_when_she_is_erased(
    visitor: Visitor, stranger: Visitor, store: Store, config, clock
) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    await prove_private(visitor, store)
    await leavers.ask(store, config, [MAIL], "hr", clock())
    await leavers.keep(store, config, amina, clock())
    (link,) = await away(stranger, store, PRIVATE)
    await stranger.press(await stranger.open(link), "/enter")
    await stranger.press(await stranger.open("/factor"), "/factor", factor="000000")
    await away(stranger, store, PRIVATE)
    moved = Written(private=Personal("amina@nytt.example"))
    assert await contact.keep(store, config, amina, moved, clock()) is None
    assert (await visitor.open("/me")).status == 200
    withdraw(store, config, amina, clock())
    for table in (schema.session, schema.login_token, schema.delay):
        assert (table.name, count(store, table)) == (table.name, 0)


async def test_what_ended_by_itself_goes_with_a_withdrawal(
    visitor: Visitor, stranger: Visitor, store: Store, config, clock
) -> None:
    await visitor.opt_in()
    await stranger.enter("anna.provdal@provstad.example")
    await stranger.ask_for_link("anna.provdal@provstad.example")
    clock.pass_time(hours=2)
    (amina,) = store.read(people.ids)
    withdraw(store, config, amina, clock())
    assert (count(store, schema.session), count(store, schema.login_token)) == (0, 0)
