"""What happens on real phones: back, reload, two tabs, an hour's pause, long names, much found."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Page

from scanner.model.assessment import Level
from scanner.model.ids import CaseReference, PersonId
from scanner.store import people
from tests.browser import rules
from tests.browser.conftest import PHONE, Opener
from tests.browser.screen import Screen
from tests.browser.test_her_way import HER_NAME, YES
from tests.browser.town import App, Town, town
from tests.pipeline.stage import AMINA, Caseworker
from tests.portal.exposed import keep, made

pytestmark = pytest.mark.asyncio(loop_scope="session")

LONG = Caseworker(
    given="Amina",
    surname="Provhultsdottersvenssonlindqvistberg",
    spellings=("أمينة بروفهولت",),
)


async def at_the_form(place: Town, window: Opener) -> Screen:
    """She has come as far as the form, and filled it in."""
    she, app = await window(place.portal, "rough", **PHONE), App(stage=place.stage)
    await she.come_as(place.opened_by())
    await she.open("/key")
    app.read(await she.page.locator(".secret").inner_text())
    await she.write("De sex siffrorna", app.code())
    await she.press("Använd appen")
    await fills_in(she)
    return she


async def fills_in(she: Screen) -> None:
    for label, text in HER_NAME.items():
        await she.write(label, text)
    await she.tick(YES)


def how_many(place: Town) -> int:
    return len(place.store.read(people.ids))


async def test_reload_and_back_after_the_opt_in_make_no_second_one(
    tmp_path: Path, window: Opener
) -> None:
    async with town(tmp_path) as place:
        she = await at_the_form(place, window)
        await she.press("Anslut dig")
        assert await she.heading() == "Nu är du med"
        await she.page.reload()
        await she.picture("reloaded")
        assert await she.heading() == "Nu är du med"
        assert how_many(place) == 1
        await she.page.go_back()
        await she.open("/")
        assert await she.heading() == "Din sida"


async def test_a_second_tab_with_the_form_changes_nothing(tmp_path: Path, window: Opener) -> None:
    async with town(tmp_path) as place:
        she = await at_the_form(place, window)
        other = Screen(await she.page.context.new_page(), place.portal, she.album)
        await other.open("/form")
        await fills_in(other)
        await she.press("Anslut dig")
        await other.press("Anslut dig")
        await other.picture("second-tab")
        assert await other.heading() == "Formuläret kunde inte tas emot"
        assert how_many(place) == 1


async def test_after_an_hour_she_reads_once_more_what_she_wrote(
    tmp_path: Path, window: Opener
) -> None:
    async with town(tmp_path) as place:
        she = await at_the_form(place, window)
        assert "30 minuter" in await she.words()
        place.pass_time(hours=1)
        await she.press("Anslut dig")
        await she.picture("an-hour-later")
        assert await she.heading() == "Du är utloggad"
        assert HER_NAME["Efternamn"] in await she.words()
        assert how_many(place) == 0


async def test_more_details_keeps_her_logged_in_and_what_she_wrote(
    tmp_path: Path, window: Opener
) -> None:
    async with town(tmp_path) as place:
        she = await at_the_form(place, window)
        for _ in range(2):
            place.pass_time(minutes=29)
            await she.press("Fler uppgifter")
        assert await she.page.get_by_label("Efternamn").input_value() == HER_NAME["Efternamn"]
        await she.tick(YES)
        await she.press("Anslut dig")
        assert how_many(place) == 1


async def test_the_exit_logs_her_out_and_back_shows_nothing(tmp_path: Path, window: Opener) -> None:
    async with town(tmp_path) as place:
        await place.stage.opt_in(AMINA)
        she = await window(place.portal, "rough", **PHONE)
        await she.come_as(place.opened_by())
        await she.open("/me")
        await she.follow("Lämna snabbt")
        assert she.page.url == place.everyday
        await she.page.go_back()
        await she.picture("back-after-exit")
        assert await she.heading() == "Du är utloggad"


async def test_long_names_and_thirty_findings_stay_readable(tmp_path: Path, window: Opener) -> None:
    async with town(tmp_path) as place:
        await place.stage.opt_in(LONG)
        place.pass_time(hours=25)
        thirty(place, place.stage.people[LONG.name])
        she = await window(place.portal, "rough", **PHONE)
        await she.come_as(place.opened_by(LONG.mail.reveal()))
        await she.open("/me")
        await she.picture("thirty")
        assert await she.page.locator("li.finding").count() == 30
        assert await is_right_to_left(she.page, LONG.spellings[0])
        assert await rules.faults(she.page) == []


def thirty(place: Town, person_id: PersonId) -> None:
    levels = (Level.INFO, Level.LOW, Level.MEDIUM, Level.HIGH, Level.ACUTE)
    for number in range(30):
        one = made(number, levels[number % 5], person_id)
        reference = CaseReference(f"V-2222{number + 22}")
        keep(place.store, replace(one, case_reference=reference), now=place.stage.clock())


async def is_right_to_left(page: Page, words: str) -> bool:
    """Whether the words stand apart from the Swedish around them, in their own direction."""
    shown = page.locator("bdi", has_text=words)
    return bool(await shown.evaluate("(one) => getComputedStyle(one).unicodeBidi === 'isolate'"))
