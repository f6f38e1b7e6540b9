"""How she is reached, over real HTTP: kept, proved, and told where something is wrong."""

import re

from scanner.portal.caseworker.proof import FRESH
from scanner.store import contacts, people
from scanner.store.database import Store
from tests.enrol.cast import letters
from tests.portal.conftest import Clock
from tests.portal.visitor import Visitor


async def test_she_says_how_and_proves_it(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    letters(store)
    empty = await visitor.open("/contact")
    shown = await visitor.press(
        empty, "/contact", private="amina@privat.example", hours="efter 17", instead="min syster"
    )
    assert "Sparat." in shown.words
    assert "Sparat." not in empty.words
    assert shown.fields("/contact")["instead"] == ["min syster"]
    (letter,) = letters(store)
    code = re.findall(r"\b\d{8}\b", letter.text.reveal())
    wrong = await visitor.press(shown, "/contact/code", code="0")
    assert (wrong.status, wrong.html.find(id="code")["aria-invalid"]) == (400, "true")
    proved = await visitor.press(shown, "/contact/code", code=code[0])
    assert "Koden har kommit tillbaka" in proved.words


def kept_by(store: Store) -> str:
    (amina,) = store.read(people.ids)
    kept = store.read(lambda tx: contacts.find(tx, amina))
    assert kept is not None
    return kept.private.reveal()


async def test_a_while_after_log_in_a_new_address_takes_her_factor_and_hours_do_not(
    visitor: Visitor, store: Store, clock: Clock
) -> None:
    """A phone that lies open must not lead her mails elsewhere."""
    await visitor.opt_in()
    page = await visitor.open("/contact")
    assert "factor" not in page.fields("/contact")
    await visitor.press(page, "/contact", private="amina@privat.example")
    clock.at += FRESH
    page = await visitor.open("/contact")
    hours = await visitor.press(page, "/contact", hours="efter 18")
    assert (hours.status, hours.fields("/contact")["hours"]) == (200, ["efter 18"])
    refused = await visitor.press(page, "/contact", private="nagon@annan.example")
    assert (refused.status, refused.html.find(id="factor")["aria-invalid"]) == (403, "true")
    assert kept_by(store) == "amina@privat.example"
    moved = await visitor.press(page, "/contact", private="amina@ny.example", factor=visitor.code())
    assert moved.status == 200
    assert kept_by(store) == "amina@ny.example"


async def test_an_address_at_work_is_refused_at_the_field(visitor: Visitor) -> None:
    await visitor.opt_in()
    page = await visitor.open("/contact")
    wrong = await visitor.press(page, "/contact", private="amina.provhult@provstad.example")
    assert wrong.status == 400
    assert "Sparat." not in wrong.words
    assert wrong.html.find(id="private")["aria-invalid"] == "true"


async def test_without_a_gateway_she_is_told_that_a_phone_stays_unproved(visitor: Visitor) -> None:
    await visitor.opt_in()
    page = await visitor.open("/contact")
    shown = await visitor.press(page, "/contact", private="070-174 06 05")
    assert "förblir obekräftat" in shown.words
    assert shown.html.find("form", action="/contact/code") is None
