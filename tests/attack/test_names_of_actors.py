"""An officer calls herself what the log calls others: her look must not seem to be another's."""

from collections.abc import Callable

import pytest

from scanner.model.assessment import Level
from scanner.model.staff import Role
from scanner.store import people
from scanner.store.database import Store
from tests.portal.exposed import keep, made
from tests.portal.staff.member import Member
from tests.portal.visitor import Visitor

REFERENCE = "V-222222"


@pytest.mark.parametrize("called", ["self", "mailbox", "time", "operator", "cli:eva"])
async def test_no_name_of_an_account_passes_for_another_actor(
    visitor: Visitor, browser: Callable[[Role], Member], store: Store, called: str
) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    keep(store, made(2, Level.HIGH, amina))
    officer = browser(Role.SECURITY)
    officer.name = called
    await officer.joined()
    case = await officer.open(f"/cases/{REFERENCE}")
    read = await officer.press(case, "/cases/reveal", reason="nyfiken")
    assert "Provhult" in read.words
    await officer.press(case, "/cases/judge", verdict="her")
    for path in ("/me", f"/case/{REFERENCE}"):
        page = await visitor.open(path)
        (look,) = (one for one in page.html.find_all("li") if "nyfiken" in one.get_text())
        assert look.bdi.get_text() == called
    (deed,) = (one for one in page.html.find_all("li") if "sade om det är du" in one.get_text())
    assert deed.bdi.get_text() == called
