"""An officer enters the code she is shown, sees a name and nothing else, and confirms it."""

from scanner.enrol import spelling
from scanner.model.personal import Personal
from scanner.store import people, spellings
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.staff.member import Member
from tests.store.cast import AMINA, enrol


async def test_she_confirms_what_the_paper_shows(security: Member, store: Store) -> None:
    store.write(lambda tx: enrol(tx))
    await spelling.ask(store, AMINA, Personal("Leyla Testborg"), MORNING)
    (waiting,) = store.read(lambda tx: spellings.of_person(tx, AMINA))
    page = await security.open("/spelling")
    wrong = await security.press(page, "/spelling", code="ABCDEFGH")
    assert (wrong.status, "Leyla" in wrong.text) == (400, False)
    shown = await security.press(page, "/spelling", code=waiting.code)
    assert "Leyla Testborg" in shown.words
    assert "Amina" not in shown.text
    done = await security.press(shown, "/spelling/confirm")
    assert "Namnet är bekräftat." in done.words
    assert Personal("Leyla Testborg") in store.read(lambda tx: people.profile(tx, AMINA)).spellings
