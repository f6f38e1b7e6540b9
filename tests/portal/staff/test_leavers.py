"""HR names who leaves: one answer for all, whether they take part or not."""

import asyncio

from scanner.model.personal import Personal
from scanner.store import audit, leavers
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.staff.member import Member
from tests.portal.visitor import Answer
from tests.postbag import letters
from tests.store.cast import AMINA, enrol

HERS = "amina.provhult@provstad.example"
NOBODYS = "nobody.atall@provstad.example"


async def name(hr: Member, mails: str) -> tuple[Answer, float]:
    """The answer, and the seconds that it took."""
    page = await hr.open("/leavers")
    clock = asyncio.get_running_loop().time
    began = clock()
    return await hr.press(page, "/leavers", mails=mails), clock() - began


async def test_who_takes_part_is_asked_and_nobody_is_told(hr: Member, store: Store) -> None:
    store.write(lambda tx: enrol(tx))
    store.keys.set_login(Personal(HERS), AMINA)
    hers, first = await name(hr, HERS)
    nobodys, second = await name(hr, NOBODYS)
    assert (hers.status, hers.text) == (nobodys.status, nobodys.text)
    assert min(first, second) >= 1.0
    assert store.read(lambda tx: leavers.find(tx, AMINA)) is not None
    assert [letter.recipient.reveal() for letter in letters(store, MORNING)] == [HERS]
    assert {deed.actor for deed in deeds(store)} == {hr.staff_id}


def deeds(store: Store) -> tuple[audit.Deed, ...]:
    return store.read(lambda tx: audit.deeds(tx, but=frozenset(), before=None, limit=9))


async def test_the_number_counts_lines_not_people(hr: Member, store: Store) -> None:
    store.write(lambda tx: enrol(tx))
    answer, _ = await name(hr, f"{HERS}\n{NOBODYS}\n\nx@elsewhere.example\n")
    assert "2 adresser kan vara våra arbetsbrevlådor." in answer.words


async def test_none_and_too_many_are_not_taken(hr: Member, store: Store) -> None:
    for mails in (" \n ", "\n".join(f"a{n}.b@provstad.example" for n in range(51))):
        answer, _ = await name(hr, mails)
        assert answer.status == 400
    assert deeds(store) == ()
