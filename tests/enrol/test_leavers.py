"""Named as a leaver she is asked, and nothing else happens unless she says so."""

from datetime import timedelta

import pytest

from scanner.config.settings import Config
from scanner.enrol import factor, leavers, pause, stop
from scanner.enrol.withdraw import resume
from scanner.model.consent import ConsentKind
from scanner.model.personal import Personal
from scanner.people.consent import ConsentState, chosen, state
from scanner.store import audit, consents, mail_links, people, schema
from scanner.store import leavers as asked
from scanner.store.database import Store
from tests.enrol.cast import count, letters, log_in
from tests.enrol.test_stop import scan_each_hour
from tests.findings.cast import DAY_1, DAY_2, HOUR
from tests.store.enrolled import AMINA, BJORN, PROFILES, enrol

AMINAS = PROFILES[AMINA][2]
LATER = DAY_1 + timedelta(days=200)


@pytest.fixture
def both(store: Store) -> Store:
    for person_id in (AMINA, BJORN):
        enrol(store, person_id, DAY_1)
        store.keys.set_login(Personal(PROFILES[person_id][2]), person_id)
    return store


def link_of(store: Store) -> str:
    (letter,) = letters(store, DAY_2)
    assert letter.recipient.reveal() == AMINAS
    return letter.text.reveal().partition("/leaving/")[2].split()[0]


async def test_who_takes_part_is_asked_once_and_the_answer_tells_nothing(
    both: Store, config: Config
) -> None:
    mails = [AMINAS.upper(), "nobody@provstad.example", "x@elsewhere.example", "", AMINAS]
    assert await leavers.ask(both, config, mails, "hr", DAY_2) == 3
    token = link_of(both)
    assert await leavers.whose(both, token) == AMINA
    await leavers.ask(both, config, [AMINAS], "hr", DAY_2)
    assert letters(both, DAY_2) == []
    assert count(both, schema.leaver) == 1


async def test_nobodys_answer_is_the_same_as_somebodys(both: Store, config: Config) -> None:
    answers = [await leavers.ask(both, config, [mail], "hr", DAY_2)
               for mail in (AMINAS, "nobody@provstad.example")]  # fmt: skip
    assert answers == [1, 1]


async def test_being_named_ends_nothing(both: Store, config: Config) -> None:
    before = both.read(lambda tx: consents.events(tx, AMINA))
    await leavers.ask(both, config, [AMINAS], "hr", DAY_2)
    assert both.read(lambda tx: consents.events(tx, AMINA)) == before
    watched = both.read(lambda tx: people.watched(tx, DAY_2))
    assert {person.person_id for person in watched} == {AMINA, BJORN}
    assert not both.read(lambda tx: asked.has_left_mailbox(tx, AMINA))


async def test_kept_it_lasts_a_year_from_then_and_the_work_mailbox_opens_nothing(
    both: Store, config: Config
) -> None:
    assert not await leavers.keep(both, config, AMINA, DAY_2)
    await leavers.ask(both, config, [AMINAS], "hr", DAY_2)
    letters(both, DAY_2)
    assert await leavers.keep(both, config, AMINA, LATER)
    hers = both.read(lambda tx: consents.events(tx, AMINA))
    assert hers[-1].expires_at == LATER.replace(year=LATER.year + 1)
    assert state(hers, LATER) is ConsentState.ACTIVE
    deeds = [entry.action for entry in both.read(lambda tx: audit.about(tx, AMINA))]
    assert deeds == ["leaver.keep"]
    session = await log_in(both, config, Personal(AMINAS), LATER)
    assert await factor.give(both, session, "123456", LATER) is None
    assert "factor.refuse" not in [e.action for e in both.read(lambda tx: audit.about(tx, AMINA))]


async def test_prolonged_she_has_chosen_nothing_anew(both: Store, config: Config) -> None:
    before = both.read(lambda tx: consents.latest(tx, AMINA))
    await leavers.ask(both, config, [AMINAS], "hr", DAY_2)
    await leavers.keep(both, config, AMINA, LATER)
    hers = both.read(lambda tx: consents.events(tx, AMINA))
    assert hers[-1].kind is ConsentKind.PROLONGED
    assert (chosen(hers), hers[-1].choices) == (before, before.choices)


async def test_kept_after_a_stop_nothing_of_hers_is_erased(both: Store, config: Config) -> None:
    await leavers.ask(both, config, [AMINAS], "hr", DAY_2)
    link = both.write(lambda tx: mail_links.issue(tx, AMINA))
    await stop.stop(both, config, link, DAY_2)
    await leavers.keep(both, config, AMINA, DAY_2)
    assert state(both.read(lambda tx: consents.events(tx, AMINA)), DAY_2) is ConsentState.ACTIVE
    scan_each_hour(both, DAY_2, DAY_2 + stop.ERASED_AFTER + HOUR)
    assert resume(both, config, DAY_2 + stop.ERASED_AFTER + HOUR) == 0
    assert both.read(people.ids) == {AMINA, BJORN}


async def test_kept_in_a_pause_of_hers_it_stays_paused(both: Store, config: Config) -> None:
    await leavers.ask(both, config, [AMINAS], "hr", DAY_2)
    await pause.pause(both, AMINA, DAY_2)
    await leavers.keep(both, config, AMINA, DAY_2)
    assert state(both.read(lambda tx: consents.events(tx, AMINA)), DAY_2) is ConsentState.PAUSED
    assert await pause.go_on(both, AMINA, DAY_2)


async def test_a_stop_link_in_the_mailbox_that_she_left_does_nothing(
    both: Store, config: Config
) -> None:
    await leavers.ask(both, config, [AMINAS], "hr", DAY_2)
    asked_by = link_of(both)
    old, other = (
        both.write(lambda tx, who=who: mail_links.issue(tx, who)) for who in (AMINA, BJORN)
    )
    await leavers.keep(both, config, AMINA, DAY_2)
    assert await stop.stop(both, config, old, DAY_2) is None
    assert await leavers.whose(both, asked_by) == AMINA
    assert await stop.stop(both, config, other, DAY_2) is not None
    new = both.write(lambda tx: mail_links.issue(tx, AMINA))
    assert await stop.stop(both, config, new, DAY_2) is not None


async def test_a_link_that_asked_nobody_opens_nothing(both: Store, config: Config) -> None:
    assert await leavers.whose(both, "x" * 43) is None
    await leavers.ask(both, config, [AMINAS], "hr", DAY_2)
    assert await leavers.enter(both, AMINA, "000000", DAY_2) is None
