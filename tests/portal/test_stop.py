"""Stopping by the link in a mail, on a phone, without a log-in."""

from scanner.store import mail_links, people
from scanner.store.database import Store
from scanner.store.mail_links import LinkUse
from tests.portal.visitor import Visitor
from tests.store.cast import AMINA, enrol


def link(store: Store) -> str:
    store.write(enrol)
    return store.write(lambda tx: mail_links.issue(tx, AMINA))


def undo_link(store: Store) -> str:
    return store.write(lambda tx: mail_links.issue(tx, AMINA, LinkUse.UNDO))


def is_watched(store: Store, clock) -> bool:
    return bool(store.read(lambda tx: people.watched(tx, clock())))


async def test_opening_the_link_changes_nothing_and_the_button_stops(
    visitor: Visitor, store: Store, clock
) -> None:
    token = link(store)
    page = await visitor.open(f"/stop/{token}")
    assert page.heading == "Stoppa bevakningen?"
    assert is_watched(store, clock)
    stopped = await visitor.press(page, "/stop")
    assert stopped.heading == "Bevakningen är stoppad"
    assert "Efter den 24 november 2026 kl. 07.00 raderas allt" in stopped.words
    assert not is_watched(store, clock)


async def test_opened_again_it_says_that_the_watch_is_stopped(
    visitor: Visitor, store: Store
) -> None:
    token = link(store)
    await visitor.press(await visitor.open(f"/stop/{token}"), "/stop")
    again = await visitor.open(f"/stop/{token}")
    assert (again.status, again.heading) == (200, "Bevakningen är stoppad")
    assert "Efter den 24 november 2026 kl. 07.00 raderas allt" in again.words


async def test_it_shows_nothing_of_hers_to_whoever_opens_it(visitor: Visitor, store: Store) -> None:
    for path in (f"/stop/{link(store)}", f"/undo/{undo_link(store)}"):
        page = await visitor.open(path)
        for word in ("Amina", "Provhult", "provstad.example"):
            assert word not in page.text
    assert (await visitor.open("/me")).status == 403


async def test_the_link_in_the_announcement_lets_the_watch_go_on(
    visitor: Visitor, stranger: Visitor, store: Store, clock
) -> None:
    token = link(store)
    await visitor.press(await visitor.open(f"/stop/{token}"), "/stop")
    page = await stranger.press(await stranger.open(f"/undo/{undo_link(store)}"), "/undo")
    assert page.heading == "Bevakningen fortsätter"
    assert is_watched(store, clock)


async def test_having_undone_it_she_lets_every_old_link_end(
    visitor: Visitor, stranger: Visitor, store: Store, clock
) -> None:
    tokens = (link(store), store.write(lambda tx: mail_links.issue(tx, AMINA)))
    shown = await visitor.open(f"/stop/{tokens[1]}")
    await visitor.press(shown, "/stop")
    page = await stranger.press(await stranger.open(f"/undo/{undo_link(store)}"), "/undo")
    ended = await stranger.press(page, "/undo/links")
    assert "Ingen länk för att stoppa" in ended.words
    for token in tokens:
        assert (await visitor.open(f"/stop/{token}")).status == 410
    assert (await visitor.press(shown, "/stop")).status == 410
    assert is_watched(store, clock)
    new = store.write(lambda tx: mail_links.issue(tx, AMINA))
    assert (await visitor.open(f"/stop/{new}")).status == 200


async def test_a_stop_link_ends_no_links(visitor: Visitor, store: Store) -> None:
    token = link(store)
    fields = (await visitor.open(f"/stop/{token}")).fields("/stop")
    assert (await visitor.post("/undo/links", fields)).status == 410
    assert (await visitor.open(f"/stop/{token}")).status == 200


async def test_a_link_that_is_nobodys_says_what_she_can_do_and_offers_no_new_one(
    visitor: Visitor, store: Store
) -> None:
    token = link(store)
    page = await visitor.open(f"/stop/{token}")
    said = {
        "/stop": "Den här länken stoppar inget längre",
        "/undo": "Den här länken har inget att ångra",
    }
    for action, heading in said.items():
        fields = page.fields("/stop") | {"token": ["x" * 43]}
        for answer in (
            await visitor.post(action, fields),
            await visitor.open(f"{action}/{'x' * 43}"),
        ):
            assert (answer.status, answer.heading) == (410, heading)
            assert "Be om en ny" not in answer.words


async def test_undoing_what_was_not_stopped_is_no_success(visitor: Visitor, store: Store) -> None:
    token = link(store)
    assert (await visitor.open(f"/undo/{token}")).status == 410
    page = await visitor.press(await visitor.open(f"/undo/{undo_link(store)}"), "/undo")
    assert page.status == 410


async def test_on_her_page_too_she_lets_every_old_link_end(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    token = store.write(lambda tx: mail_links.issue(tx, amina))
    await visitor.press(await visitor.open(f"/stop/{token}"), "/stop")
    await visitor.press(await visitor.open("/me"), "/go-on")
    page = await visitor.press(await visitor.open("/me"), "/links/end")
    assert "Ingen länk för att stoppa" in page.words
    assert (await visitor.open(f"/stop/{token}")).status == 410
