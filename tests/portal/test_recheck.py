"""Her yes to have her page at a site looked up: hers alone, for one site, taken back at once."""

from dataclasses import replace
from pathlib import Path

import pytest

from scanner.config.settings import Config, WatchlistSettings
from scanner.model.recheck import Look, Outcome, Why
from scanner.model.staff import Role
from scanner.people.recheck import night
from scanner.store import people, rechecks
from scanner.store.database import Store, Transaction
from scanner.store.rechecks import KeptRecheck
from tests.portal.conftest import Clock
from tests.portal.visitor import Answer, Visitor
from tests.store.test_staff import added

PAGE = "https://www.katalogen.example/person/amina-provhult-17"
SITE = """\
site_id = "katalogen"
name = "Katalogen"
page = "https://katalogen.example/bort"
proof = "form"
shows = ["address"]
known_on = 2026-03-01
recheck = true
profiles = "https://www.katalogen.example/person/"
legal_note = "Sajten sa ja."
review_by = 2027-12-01
"""


@pytest.fixture
def config(config: Config, tmp_path: Path) -> Config:
    folder = tmp_path / "egna"
    (folder / "removal").mkdir(parents=True)
    (folder / "removal" / "katalogen.toml").write_text(SITE, encoding="utf-8")
    return replace(config, watchlists=WatchlistSettings(folder=folder))


def kept(store: Store) -> tuple[KeptRecheck, ...]:
    return store.read(lambda tx: tuple(rechecks.every(tx)))


async def allow(visitor: Visitor, **written: str | list[str]) -> Answer:
    form = await visitor.open("/recheck/katalogen")
    return await visitor.press(form, "/recheck", **({"address": PAGE, "allowed": "yes"} | written))


async def test_nothing_is_allowed_until_she_allows_it(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    form = await visitor.open("/recheck/katalogen")
    assert "Sajten ser att din organisations Värn frågade efter just den här sidan." in form.words
    assert "Den kan dra slutsatsen att du är med." in form.words
    assert "allowed" not in form.fields("/recheck")
    assert form.fields("/recheck")["address"] == [""]
    refused = await visitor.press(form, "/recheck", address=PAGE)
    assert refused.status == 400
    assert "Utan ditt ja hämtas ingenting." in refused.words
    assert kept(store) == ()


async def test_she_allows_one_page_and_takes_it_back(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    page = await allow(visitor)
    assert page.path == "/checklist"
    (one,) = kept(store)
    assert one.recheck.address.reveal() == PAGE
    assert "Uppslaget åt dig" in page.words
    assert "Den har inte slagits upp än. Den slås upp nästa gång 15 januari 2027" in page.words
    # As nothing that leads to where she is exposed it can be pressed.
    assert PAGE not in page.text
    page = await visitor.press(page, "/recheck/drop")
    assert kept(store) == ()
    assert "Uppslaget åt dig" not in page.words


async def test_another_page_takes_the_place_of_the_first(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    await allow(visitor)
    await allow(visitor, address=f"{PAGE}-b")
    (one,) = kept(store)
    assert one.recheck.address.reveal() == f"{PAGE}-b"


@pytest.mark.parametrize(
    "pasted",
    ["https://annan.example/person/1", "https://www.katalogen.example/sok?q=amina", "amina", ""],
)
async def test_what_is_no_page_of_people_there_is_refused(
    visitor: Visitor, store: Store, pasted: str
) -> None:
    await visitor.opt_in()
    page = await allow(visitor, address=pasted)
    assert page.status == 400
    assert "börja med https://www.katalogen.example/person/" in page.words
    assert page.fields("/recheck")["address"] == [pasted]
    assert kept(store) == ()


async def test_an_open_phone_is_not_enough(visitor: Visitor, store: Store, clock: Clock) -> None:
    await visitor.opt_in()
    clock.pass_time(minutes=6)
    page = await allow(visitor, factor="fel")
    assert page.status == 403
    assert kept(store) == ()
    page = await allow(visitor, factor=visitor.code())
    assert page.path == "/checklist"
    assert len(kept(store)) == 1


async def test_a_site_that_is_not_open_for_it_has_no_such_page(
    visitor: Visitor, store: Store
) -> None:
    await visitor.opt_in()
    assert "/recheck/hitta" not in (await visitor.open("/checklist")).text
    assert (await visitor.open("/recheck/hitta")).path == "/checklist"
    form = await visitor.open("/recheck/katalogen")
    fields = form.fields("/recheck") | {
        "site": ["hitta"], "allowed": ["yes"], "address": ["https://www.hitta.se/person/1"],
    }  # fmt: skip
    assert (await visitor.post("/recheck", fields)).path == "/checklist"
    assert kept(store) == ()


async def test_when_what_the_site_said_runs_out_she_is_told(
    visitor: Visitor, config: Config
) -> None:
    await visitor.opt_in()
    await allow(visitor)
    assert config.watchlists.folder is not None
    file = config.watchlists.folder / "removal" / "katalogen.toml"
    file.write_text(SITE.replace("2027-12-01", "2026-11-21"), encoding="utf-8")
    page = await visitor.open("/checklist")
    assert "Den slås inte upp nu: det som sajten tillät har gått ut" in page.words
    await visitor.press(page, "/recheck/drop")


async def test_with_protected_personal_data_it_is_not_offered(
    visitor: Visitor, store: Store
) -> None:
    await visitor.opt_in(protected="yes", officer=added(store, role=Role.SECURITY))
    assert (await visitor.open("/recheck/katalogen")).path == "/checklist"
    assert "/recheck" not in (await visitor.open("/checklist")).text
    assert kept(store) == ()


async def test_who_is_not_in_opens_nothing(stranger: Visitor) -> None:
    for path in ("/recheck/katalogen", "/checklist"):
        assert (await stranger.open(path, follow=False)).status != 200


LOOKS = [
    ((Outcome.STILL_THERE, None), "15 januari 2027: finns kvar, med ditt namn."),
    ((Outcome.MISSING, None), "15 januari 2027: hittades inte. Borta kallas det först efter"),
    ((Outcome.UNCHECKED, Why.LOG_IN), "15 januari 2027: kunde inte kontrolleras: sajten bad om"),
    ((Outcome.UNCHECKED, Why.ROBOTS), "Det säger inte att den är borta."),
    ((None, None), "kunde inte kontrolleras: svaret gick förlorat när programmet stannade."),
]


def looked(store: Store, clock: Clock, outcome: Outcome | None, why: Why | None = None) -> None:
    tonight = night(clock())
    assert tonight is not None

    def note(tx: Transaction) -> None:
        (one,) = rechecks.every(tx)
        look = Look(night=tonight.at, asked_at=clock(), tries=1, outcome=outcome, why=why)
        rechecks.note(tx, one, look)

    store.write(note)


@pytest.mark.parametrize(("said", "words"), LOOKS)
async def test_what_came_of_a_look_stands_on_her_checklist(
    visitor: Visitor,
    store: Store,
    clock: Clock,
    said: tuple[Outcome | None, Why | None],
    words: str,
) -> None:
    await visitor.opt_in()
    await allow(visitor)
    clock.pass_time(days=55)
    looked(store, clock, *said)
    await visitor.log_in()
    page = await visitor.open("/checklist")
    assert words in page.words
    assert "Den slås upp nästa gång 15 april 2027" in page.words
    mine = await visitor.open("/me")
    assert "katalogen" not in mine.text.casefold()


async def test_gone_is_said_of_two_looks(visitor: Visitor, store: Store, clock: Clock) -> None:
    await visitor.opt_in()
    await allow(visitor)
    for days in (55, 2):
        clock.pass_time(days=days)
        looked(store, clock, Outcome.MISSING)
    await visitor.log_in()
    assert "17 januari 2027: borta." in (await visitor.open("/checklist")).words


async def test_it_is_nobody_elses_to_take_back(
    visitor: Visitor, stranger: Visitor, store: Store
) -> None:
    await visitor.opt_in()
    await allow(visitor)
    await stranger.opt_in("anna.provdal@provstad.example", given="Anna", surname="Provdal")
    page = await allow(stranger, address=f"{PAGE}-anna")
    assert len(kept(store)) == len(store.read(people.ids)) == 2
    await stranger.press(page, "/recheck/drop")
    (left,) = kept(store)
    assert left.recheck.address.reveal() == PAGE
