"""Her answer when her employment ends, by the link and what only she holds."""

from scanner.enrol import leavers
from scanner.store import leavers as asked
from scanner.store import people
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.visitor import MAIL, Visitor
from tests.postbag import letters


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
