"""Staff at their desks: invited, logged in, a case from the list to the verdict, what HR sees."""

import pytest

from scanner.model.staff import Role
from scanner.store import audit
from tests.browser.conftest import DESK, Opener
from tests.browser.screen import Screen
from tests.browser.town import PASSWORD, App, Town, publish
from tests.pipeline.stage import AMINA

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAME = AMINA.name
NUMBER = "070-174 06 05"


async def test_from_the_invitation_to_what_hr_is_told(place: Town, window: Opener) -> None:
    await place.stage.opt_in(AMINA)
    publish(place.stage.sites)
    place.pass_time(hours=25)
    await place.stage.scan()
    officer, app = await window(place.staff, "staff-way", **DESK), App(stage=place.stage)
    await is_invited(officer, place, app)
    await logs_in(officer, "sara@provstad.example", app)
    reference = await finds_the_case(officer)
    await hr_sees_nothing_yet(place, window, reference)
    await looks_with_a_reason(officer, place)
    await says_that_it_is_her(officer)
    await hr_is_told_that_it_exists(place, window, reference)


async def is_invited(officer: Screen, place: Town, app: App) -> None:
    """By an operator's link; then she leaves, to come back by the log-in."""
    operator = place.hire(Role.OPERATOR, "Dag Drift")
    await logs_in(officer, operator, place.apps[operator])
    await officer.follow("Personalkonton")
    await officer.choose("Roll", "Säkerhetsfunktionen")
    await officer.press("Skapa en länk")
    await officer.picture("invitation")
    link = await officer.page.locator("section code").inner_text()
    await officer.press("Logga ut")
    await officer.open(link.removeprefix(place.staff))
    await officer.picture("join")
    key = officer.page.locator("p:has-text('Nyckel:') code")
    app.read(await key.inner_text())
    await officer.write("Ditt namn", "Sara Skydd")
    await officer.write("Din e-postadress", "sara@provstad.example")
    await officer.write("Lösenord", PASSWORD)
    await officer.write("Lösenordet en gång till", PASSWORD)
    await officer.write("Kod från din app", app.code())
    await officer.press("Skapa kontot")
    await officer.press("Logga ut")


async def logs_in(member: Screen, mail: str, app: App) -> None:
    await member.open("/")
    await member.write("Din e-postadress", mail)
    await member.write("Lösenord", PASSWORD)
    await member.write("Kod från din app", app.code())
    await member.press("Logga in")


async def finds_the_case(officer: Screen) -> str:
    await officer.picture("cases")
    assert await officer.heading() == "Ärenden"
    gravest = officer.page.locator("li.level-high a").first
    reference = await gravest.inner_text()
    await officer.follow(reference)
    await officer.picture("case")
    assert await officer.heading() == f"Ärende {reference}"
    assert NAME not in await officer.words()
    assert NUMBER not in await officer.words()
    return reference


async def looks_with_a_reason(officer: Screen, place: Town) -> None:
    await officer.write("Varför du måste se det", "Polisanmälan")
    await officer.press("Visa")
    await officer.picture("revealed")
    assert NAME in await officer.words()
    assert NUMBER in await officer.words()
    about_her = place.store.read(lambda tx: audit.about(tx, place.stage.people[NAME]))
    (look,) = (one for one in about_her if one.action == "report.reveal")
    assert look.matter.reason.reveal() == "Polisanmälan"


async def says_that_it_is_her(officer: Screen) -> None:
    await officer.press("Ja, det är personen")
    await officer.picture("judged")
    assert "Granskad: det gäller personen" in await officer.words()


async def hr_sees_nothing_yet(place: Town, window: Opener, reference: str) -> None:
    member = await window(place.staff, "staff-way-hr", **DESK)
    mail = place.hire(Role.HR, "Hanna Personal")
    await logs_in(member, mail, place.apps[mail])
    assert "Inget ärende." in await member.words()
    assert await member.open(f"/cases/{reference}") == 404


async def hr_is_told_that_it_exists(place: Town, window: Opener, reference: str) -> None:
    """By a mail without a word of it, and a page with no more."""
    (told,) = await place.mails("hr@provstad.example")
    assert reference in str(told)
    member = await window(place.staff, "staff-way-hr", **DESK)
    await logs_in(member, "hanna@provstad.example", place.apps["hanna@provstad.example"])
    await member.picture("cases")
    await member.follow(reference)
    await member.picture("notice")
    assert NAME not in await member.words()
    assert "forum" not in await member.words()
    await member.press("Vi kvitterar")
    assert "HR kvitterade" in await member.words()
