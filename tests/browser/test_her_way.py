"""A caseworker's way on her phone, from the start page to the receipt, without JavaScript."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import PHONE, Opener
from tests.browser.screen import Screen
from tests.browser.town import MAIL, App, Town, publish, text_of, town

pytestmark = pytest.mark.asyncio(loop_scope="session")

HER_NAME = {"Förnamn": "Amina", "Efternamn": "Provhult"}
HER_WORK = {
    "Andra sätt som hela ditt namn skrivs på": "أمينة بروفهولت",
    "Roll eller titel": "socialsekreterare",
    "Enhet eller arbetsplats": "Barn och unga",
    "Ort": "Provstad",
}
PRIVATE = "amina@hemma.example"
YES = "Jag har läst texten och säger ja till den, för egen del."
OPEN = re.compile("Öppna V-")
CODE = "Koden i din app, eller dina tio ord"


async def test_from_the_start_page_to_the_receipt(place: Town, window: Opener) -> None:
    she, app = await window(place.portal, "her-way", **PHONE), App(stage=place.stage)
    await comes_by_mail(she, place)
    await takes_an_app(she, app)
    await opts_in_with_every_field(she, place)
    await the_watch_begins_a_day_later(she, place, app)
    await sees_what_was_found(she)
    await says_that_one_is_about_another(she)
    await stops_by_a_mail(she, place)
    await undoes_it_by_her_private_mail(she, place)
    await stops_and_is_erased_after_three_days(she, place, app.code)
    words = await opts_in_anew_with_ten_words(she, place)
    await leaves_with_her_words(she, place, words)
    assert {url.split("/")[2] for url in she.asked} == {place.portal.removeprefix("http://")}


async def test_the_first_pages_in_english(tmp_path: Path, window: Opener) -> None:
    async with town(tmp_path) as place:
        she = await window(place.portal, "in-english", **PHONE)
        await she.open("/")
        await she.follow("English")
        assert await she.heading() == "See what is written about you, before it reaches you"
        await she.write("Your work e-mail address", MAIL)
        await she.press("Send me a link")
        await she.open(await place.link("enter"))
        await she.press("Continue")
        await she.follow("Begin")
        await she.picture("key")
        assert await she.heading() == "A key that only you hold"
        assert await she.page.locator("html").get_attribute("lang") == "en"


async def comes_by_mail(she: Screen, place: Town) -> None:
    await she.open("/")
    assert await she.heading() == "Få veta vad som skrivs om dig innan det når dig"
    await she.picture("start")
    await she.write("Din e-postadress i arbetet", MAIL)
    await she.press("Skicka en länk till mig")
    await she.picture("sent")
    await she.open(await place.link("enter"))
    await she.picture("enter")
    await she.press("Fortsätt")
    await she.picture("factor")
    assert await she.heading() == "Är det du?"


async def takes_an_app(she: Screen, app: App) -> None:
    await she.follow("Börja")
    await she.picture("key")
    app.read(await she.page.locator(".secret").inner_text())
    await she.write("De sex siffrorna", app.code())
    await she.press("Använd appen")


async def opts_in_with_every_field(she: Screen, place: Town) -> None:
    assert await she.heading() == "Anslut dig"
    assert await she.page.locator("input:checked").count() == 0
    await she.picture("form-empty")
    await she.press("Anslut dig")
    await she.picture("form-faults")
    assert "Något behöver rättas" in await she.words()
    for label, text in (HER_NAME | HER_WORK).items():
        await she.write(label, text)
    await she.write_detail(1, "Telefonnummer", "privat", "070-174 06 05")
    await she.write_detail(2, "Gatuadress", "hem eller familj", "Lönngatan 4, 999 41 Provstad")
    await she.tick("HR")
    await she.tick("Du själv, med e-post")
    await she.tick("även orden, dolda tills du öppnar dem")
    await she.tick(YES)
    await she.picture("form-filled")
    await she.press("Anslut dig")
    assert await she.heading() == "Nu är du med"
    await she.picture("done")
    await she.follow("Berätta hur du nås säkert")
    await proves_a_private_mailbox(she, place)
    await she.follow("Till din sida")
    await she.picture("me-pending")
    await she.follow("Ta bort dig från personsöksajter")
    await she.press("Jag har begärt det")
    await she.picture("checklist")
    assert "#" in she.path, "back where she was in the list"
    assert "Du begärde" in await she.words()


async def proves_a_private_mailbox(she: Screen, place: Town) -> None:
    await she.write("Ett privat telefonnummer eller en privat e-postadress", PRIVATE)
    await she.write("När det är säkert", "vardagar efter 17")
    await she.press("Spara")
    await she.picture("contact-code")
    await she.write("De åtta siffrorna som vi skickade dit", await place.digits(PRIVATE))
    await she.press("Den är min")
    await she.picture("contact")
    assert "Koden har kommit tillbaka: den är din." in await she.words()


async def the_watch_begins_a_day_later(she: Screen, place: Town, app: App) -> None:
    publish(place.stage.sites)
    await place.stage.scan()
    await she.open("/me")
    assert "Inget hittills" in await she.words()
    place.pass_time(hours=25)
    await place.stage.scan()
    # Her session has ended long ago.
    await she.open("/me")
    await she.picture("logged-out")
    assert await she.heading() == "Du är utloggad"
    await logs_in(she, place, app.code)
    await she.picture("me-under-review")
    assert "Under granskning" in await she.words()
    place.pass_time(hours=24)
    await place.stage.scan()
    await logs_in(she, place, app.code)


async def logs_in(she: Screen, place: Town, code: Callable[[], str]) -> None:
    await she.open("/")
    await she.write("Din e-postadress i arbetet", MAIL)
    await she.press("Skicka en länk till mig")
    await she.open(await place.link("enter"))
    await she.press("Fortsätt")
    await she.write(CODE, code())
    await she.press("Öppna min sida")
    assert await she.heading() == "Din sida"


async def sees_what_was_found(she: Screen) -> None:
    """Covered, until she opens it."""
    words = she.page.locator("li.level-high blockquote")
    assert not await words.is_visible()
    await she.picture("me-found")
    await she.uncover("li.level-high summary")
    assert "Lägg ut namn och bild" in await words.inner_text()
    await she.picture("me-uncovered")
    await she.follow(OPEN, within="li.level-high")
    await she.picture("case")
    assert "Telefonnummer (privat)" in await she.words()


async def says_that_one_is_about_another(she: Screen) -> None:
    await she.open("/me")
    await she.follow(OPEN, within="li.level-medium")
    await she.press("Det här är inte jag")
    await she.picture("case-not-me")
    assert "du sade att det inte är du" in await she.words()
    await she.open("/me")
    assert "Lagd åt sidan: det gäller någon annan." in await she.words()


async def stops_by_a_mail(she: Screen, place: Town) -> None:
    """By the link in a mail about a finding, long logged out."""
    place.pass_time(days=1)
    await she.open(await place.link("stop"))
    await she.picture("stop")
    assert await she.heading() == "Stoppa bevakningen?"
    assert place.is_watched()
    await she.press("Stoppa nu")
    await she.picture("stopped")
    assert await she.heading() == "Bevakningen är stoppad"
    assert not place.is_watched()


async def undoes_it_by_her_private_mail(she: Screen, place: Town) -> None:
    place.pass_time(hours=71)
    await place.sweep()
    await she.open(await place.link("undo", PRIVATE))
    await she.picture("undo")
    assert await she.heading() == "Låta bevakningen fortsätta?"
    await she.press("Låt bevakningen fortsätta")
    await she.picture("undone")
    assert place.is_watched()


async def stops_and_is_erased_after_three_days(
    she: Screen, place: Town, code: Callable[[], str]
) -> None:
    await she.open(await place.link("stop"))
    await she.press("Stoppa nu")
    place.pass_time(hours=49)
    await logs_in(she, place, code)
    await she.picture("me-stopped")
    assert "Låt bevakningen fortsätta" in await she.words()
    # The clock is asked twice: one that leaps erases nobody.
    for hours in (22, 2):
        assert not place.knows_nobody()
        place.pass_time(hours=hours)
        await place.sweep()
    assert place.knows_nobody()
    newest = (await place.mails())[0]
    assert "Din bevakning avslutades" in text_of(newest)
    await she.open(await place.link("stop"))
    await she.picture("stale")
    assert await she.heading() == "Den här länken stoppar inget längre"


async def opts_in_anew_with_ten_words(she: Screen, place: Town) -> str:
    await comes_by_mail(she, place)
    await she.follow("Börja")
    words = " ".join(await she.page.locator(".words li").all_inner_texts())
    await she.print("key")
    await she.tick("Jag har de tio orden på papper.")
    await she.press("Använd orden")
    for label, text in HER_NAME.items():
        await she.write(label, text)
    await she.tick(YES)
    await she.press("Anslut dig")
    assert await she.heading() == "Nu är du med"
    await she.print("done")
    return words


async def leaves_with_her_words(she: Screen, place: Town, words: str) -> None:
    await she.tick("Jag har referensen på papper eller på en annan plats som är min.")
    await she.press("Till din sida")
    await she.follow("Avsluta och radera allt")
    await she.picture("withdraw")
    await she.write(CODE, "pärla iris äng pasta svart konsert rönn krabba ton krita")
    await she.press("Ja, avsluta och radera")
    await she.picture("withdraw-refused")
    assert not place.knows_nobody()
    await she.write(CODE, words)
    await she.press("Ja, avsluta och radera")
    assert await she.heading() == "Du har avslutat"
    await she.picture("receipt")
    await she.print("receipt")
    assert place.knows_nobody()
