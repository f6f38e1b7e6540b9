"""How she is reached, over real HTTP: kept, proved, and told where something is wrong."""

import re

from scanner.store.database import Store
from tests.enrol.cast import letters
from tests.portal.visitor import Visitor


async def test_she_says_how_and_proves_it(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    letters(store)
    empty = await visitor.open("/contact")
    shown = await visitor.press(
        empty, "/contact", private="amina@privat.example", hours="efter 17", instead="min syster"
    )
    assert shown.fields("/contact")["instead"] == ["min syster"]
    (letter,) = letters(store)
    code = re.findall(r"\b\d{8}\b", letter.text.reveal())
    wrong = await visitor.press(shown, "/contact/code", code="0")
    assert (wrong.status, wrong.html.find(id="code")["aria-invalid"]) == (400, "true")
    proved = await visitor.press(shown, "/contact/code", code=code[0])
    assert "Koden har kommit tillbaka" in proved.words


async def test_an_address_at_work_is_refused_at_the_field(visitor: Visitor) -> None:
    await visitor.opt_in()
    page = await visitor.open("/contact")
    wrong = await visitor.press(page, "/contact", private="amina.provhult@provstad.example")
    assert wrong.status == 400
    assert wrong.html.find(id="private")["aria-invalid"] == "true"


async def test_without_a_gateway_she_is_told_that_a_phone_stays_unproved(visitor: Visitor) -> None:
    await visitor.opt_in()
    page = await visitor.open("/contact")
    shown = await visitor.press(page, "/contact", private="070-174 06 05")
    assert "förblir obekräftat" in shown.words
    assert shown.html.find("form", action="/contact/code") is None
