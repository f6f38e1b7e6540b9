"""The checklist: she ticks, is told to look again, and her ticks are hers."""

from scanner.store import people, removal_ticks
from scanner.store.database import Store
from tests.portal.visitor import Answer, Visitor


async def tick(visitor: Visitor, page: Answer, site: str, done: str = "yes") -> Answer:
    fields = {"form_key": page.fields("/checklist")["form_key"], "site": [site], "done": [done]}
    return await visitor.post("/checklist", fields)


def ticked(store: Store) -> list[str]:
    (amina,) = store.read(people.ids)
    return [one.site_id for one in store.read(lambda tx: removal_ticks.of_person(tx, amina))]


async def test_she_ticks_and_takes_it_back(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    page = await visitor.open("/checklist")
    assert "Hitta.se" in page.words
    assert "✓" not in page.words
    page = await tick(visitor, page, "hitta")
    assert "✓ Du begärde det 21 november 2026. Se efter igen 19 februari 2027." in page.words
    await tick(visitor, page, "hitta")
    await tick(visitor, page, "ratsit")
    assert sorted(ticked(store)) == ["hitta", "ratsit"]
    await tick(visitor, page, "hitta", done="")
    assert ticked(store) == ["ratsit"]


async def test_after_ninety_days_she_is_told_to_look_again(visitor: Visitor, clock) -> None:
    await visitor.opt_in()
    await tick(visitor, await visitor.open("/checklist"), "hitta")
    clock.pass_time(days=90)
    await visitor.log_in()
    page = await visitor.open("/checklist")
    assert "Du begärde det 21 november 2026: se efter igen nu." in page.words
    page = await tick(visitor, page, "hitta")
    assert "✓ Du begärde det 19 februari 2027." in page.words


async def test_a_site_that_is_not_on_the_list_is_not_ticked(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    await tick(visitor, await visitor.open("/checklist"), "elsewhere")
    assert ticked(store) == []


async def test_links_tell_the_sites_nothing(visitor: Visitor) -> None:
    await visitor.opt_in()
    page = await visitor.open("/checklist")
    links = page.html.select('main a[href^="https:"]')
    assert len(links) >= 7
    assert all(link["rel"] == ["noreferrer", "noopener"] for link in links)
    assert page.headers["Referrer-Policy"] == "no-referrer"


async def test_she_says_what_she_saw_herself(visitor: Visitor, store: Store, clock) -> None:
    await visitor.opt_in()
    await tick(visitor, await visitor.open("/checklist"), "hitta")
    clock.pass_time(days=30)
    await visitor.log_in()
    page = await tick(visitor, await visitor.open("/checklist"), "hitta", done="still_there")
    assert "Du begärde det 21 november 2026. Se efter igen 21 mars 2027." in page.words
    assert "Du såg efter 21 december 2026: den finns kvar." in page.words
    page = await tick(visitor, page, "hitta", done="gone")
    assert "Du såg efter 21 december 2026: den är borta." in page.words
    assert ticked(store) == ["hitta"]
    # Having asked once more she has not looked yet.
    page = await tick(visitor, page, "hitta")
    assert "Du såg efter" not in page.words


async def test_of_a_site_that_she_has_not_asked_she_says_nothing(
    visitor: Visitor, store: Store
) -> None:
    await visitor.opt_in()
    await tick(visitor, await visitor.open("/checklist"), "hitta", done="gone")
    assert ticked(store) == []
