"""Every page of the portal, also with something wrong on it, meets WCAG 2.2 AA where measurable."""

import io
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser

from scanner.enrol import leavers
from scanner.model.assessment import Level
from scanner.model.finding import Finding
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.portal.policy import CASEWORKERS, STAFF
from scanner.store import mail_links, rechecks, staff_invitations, tokens
from scanner.store.mail_links import LinkUse
from tests.browser import rules
from tests.browser.conftest import ALBUMS, DESK, PHONE
from tests.browser.screen import Screen
from tests.browser.town import Town, publish, town
from tests.pipeline.stage import AMINA

pytestmark = pytest.mark.asyncio(loop_scope="session")

NEW = "anna.provdal@provstad.example"
NO_PAGES = {"/style.css", "/exit", "/sso/back"}
"""They hold nothing to look at: a style, and two ways elsewhere."""
WORKERS = {
    Role.SECURITY: "Sara Skydd",
    Role.HR: "Hanna Personal",
    Role.AUDITOR: "Rut Revision",
    Role.OPERATOR: "Dag Drift",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A page, and what is sent from it before it is looked at."""

    path: str
    """Braces name what `Settled` knows."""
    who: str = "herself"
    """``anybody``, ``new`` (came by a mail), ``herself``, or a role of staff."""
    written: Mapping[str, str] = field(default_factory=dict)
    """By the names of fields."""
    press: str = ""
    """The form that is sent, by its action; '' for none."""
    name: str = ""

    def __str__(self) -> str:
        return self.name or f"{self.who}{self.path.replace('/', '-')}"


HERS = (
    Look(path="/", who="anybody"),
    Look(path="/about", who="anybody"),
    Look(path="/nowhere", who="anybody"),
    Look(path="/me", who="anybody", name="logged-out"),
    Look(path="/away", who="anybody"),
    Look(path="/enter/{login}", who="anybody"),
    Look(path="/enter/used", who="anybody", name="stale"),
    Look(path="/stop/{stop}", who="anybody"),
    Look(path="/undo/{undo}", who="anybody"),
    Look(path="/undo/used", who="anybody", name="undo-stale"),
    Look(path="/leaving/{leaving}", who="anybody"),
    Look(path="/factor", who="new"),
    Look(path="/key", who="new"),
    Look(path="/me"),
    Look(path="/done"),
    Look(path="/case/{high}"),
    Look(path="/case/{info}"),
    Look(path="/form"),
    Look(path="/text"),
    Look(path="/tip"),
    Look(path="/checklist"),
    Look(path="/recheck/{site}"),
    Look(path="/leaver"),
    Look(path="/export"),
    Look(path="/contact"),
    Look(path="/names"),
    Look(path="/photo"),
    Look(path="/withdraw"),
    Look(path="/", who="anybody", written={"mail": "amina@hem.example"}, press="/link",
         name="start-wrong"),
    Look(path="/", who="anybody", written={"mail": NEW}, press="/link", name="sent"),
    Look(path="/away", who="anybody", written={"mail": "amina@provstad.example"}, press="/away",
         name="away-sent"),
    Look(path="/factor", who="new", written={"factor": "000 000"}, press="/factor",
         name="factor-wrong"),
    Look(path="/key", who="new", written={"code": "000000"}, press="/key", name="key-wrong"),
    Look(path="/leaving/{leaving}", who="anybody", written={"factor": "000 000"}, press="/leaving",
         name="leaving-wrong"),
    Look(path="/form", written={"surname": "X", "spellings": "Amina", "detail-0-value": "hej"},
         press="/form", name="form-wrong"),
    Look(path="/tip", written={"address": "i går"}, press="/tip", name="tip-wrong"),
    Look(path="/recheck/{site}", written={"address": "amina"}, press="/recheck",
         name="recheck-wrong"),
    Look(path="/contact", written={"private": "hos mamma"}, press="/contact",
         name="contact-wrong"),
    Look(path="/names", written={"name": "A"}, press="/names", name="names-wrong"),
    Look(path="/export", written={"passphrase": "kort", "factor": "000 000"}, press="/export",
         name="export-wrong"),
    Look(path="/withdraw", written={"factor": "000 000"}, press="/withdraw",
         name="withdraw-wrong"),
)  # fmt: skip
STAFFS = (
    Look(path="/", who="anybody"),
    Look(path="/nowhere", who="anybody"),
    Look(path="/invitation/{invitation}", who="anybody"),
    Look(path="/", who="anybody", written={"mail": NEW, "password": "fel", "code": "000000"},
         press="/log-in", name="log-in-wrong"),
    Look(path="/invitation/{invitation}", who="anybody", press="/invitation",
         written={"password": "kort", "code": "000000"}, name="invitation-wrong"),
    *(Look(path="/account", who=role) for role in Role),
    Look(path="/account", who="hr", written={"present": "fel", "password": "fel", "again": "fel"},
         press="/account/password", name="account-wrong"),
    Look(path="/cases", who="security"),
    Look(path="/cases/{high}", who="security"),
    Look(path="/cases/{high}", who="security", written={"reason": " "}, press="/cases/reveal",
         name="reveal-wrong"),
    Look(path="/cases/{high}", who="security", written={"reason": "Polisanmälan"},
         press="/cases/reveal", name="revealed"),
    Look(path="/cases/{high}", who="security", written={"contact-reason": "Hot i kväll"},
         press="/cases/contact", name="glass-broken"),
    Look(path="/tips", who="security"),
    Look(path="/tips", who="security", press="/tips/open", name="tip-opened"),
    Look(path="/spelling", who="security"),
    Look(path="/spelling", who="security", written={"code": "ABCD2345"}, press="/spelling",
         name="spelling-wrong"),
    Look(path="/spelling", who="security", written={"code": "{code}"}, press="/spelling",
         name="spelling-found"),
    Look(path="/registry", who="security"),
    Look(path="/cases", who="hr"),
    Look(path="/cases/{high}", who="hr"),
    Look(path="/leavers", who="hr"),
    Look(path="/leavers", who="hr", written={"mails": " "}, press="/leavers",
         name="leavers-wrong"),
    Look(path="/leavers", who="hr", written={"mails": NEW}, press="/leavers", name="leavers-sent"),
    Look(path="/audit", who="auditor"),
    Look(path="/audit", who="auditor", press="/audit/verify", name="audit-verified"),
    Look(path="/sources", who="operator"),
    Look(path="/accounts", who="operator"),
    Look(path="/accounts", who="operator", press="/accounts/invite", name="invited"),
)  # fmt: skip


@dataclass(kw_only=True)
class Settled:
    """A town where something of everything is to be seen."""

    place: Town
    phone: Screen
    desk: Screen
    known: dict[str, str]
    """References, links and codes that stand in paths and forms."""
    staff: dict[str, str] = field(default_factory=dict)
    """Mail addresses by role."""

    async def come(self, look: Look) -> Screen:
        is_staff = look in STAFFS or look.who in self.staff
        screen = self.desk if is_staff else self.phone
        await screen.come_as(self._token(look, is_staff), *(["varn-staff-session"] * is_staff))
        await screen.open(look.path.format_map(self.known))
        for name, text in look.written.items():
            await screen.page.locator(f"#{name}").fill(text.format_map(self.known))
        if look.press:
            form = screen.page.locator(f'form[action="{look.press}"]').first
            async with screen.page.expect_navigation():
                await form.locator("button:not([name=more])").first.click()
        return screen

    def _token(self, look: Look, is_staff: bool) -> str:
        if look.who == "anybody":
            return ""
        if is_staff:
            return self.place.opened_by_staff(self.staff[look.who])
        return self.place.opened_by(*([NEW] * (look.who == "new")))


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def settled(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Settled]:
    async with town(tmp_path_factory.mktemp("town")) as place:
        await place.stage.opt_in(AMINA)
        publish(place.stage.sites)
        for _ in range(2):
            place.pass_time(hours=25)
            await place.stage.scan()
        phone = await browser.new_context(**PHONE)
        desk = await browser.new_context(**DESK)
        made = Settled(
            place=place,
            phone=Screen(await phone.new_page(), place.portal, ALBUMS / "every-page"),
            desk=Screen(await desk.new_page(), place.staff, ALBUMS / "every-page-staff"),
            known={},
            staff={role: place.hire(role, name) for role, name in WORKERS.items()},
        )
        await she_fills_her_pages(made)
        await leavers.ask(
            place.store, place.config, [AMINA.mail.reveal()], "hr", place.stage.clock()
        )
        made.known |= links(place) | references(place)
        await the_officer_judges(made)
        yield made
        await phone.close()
        await desk.close()


async def the_officer_judges(town: Settled) -> None:
    """Only then HR is told of it."""
    await town.come(Look(path="/cases/{high}", who="security", press="/cases/judge", name="judge"))


async def she_fills_her_pages(town: Settled) -> None:
    town.known["site"] = "registret"
    hers, now = town.place.stage.people[AMINA.name], town.place.stage.clock()
    address = Personal("https://www.katalogen.example/person/amina-provhult-17")
    town.place.store.write(lambda tx: rechecks.allow(tx, hers, "katalogen", address, now))
    for look in (
        Look(path="/tip", press="/tip", written={
            "address": "https://forum.example/t?sida=2", "note": "Ny tråd om mig"}),
        Look(path="/contact", press="/contact", written={"private": "amina@hemma.example"}),
        Look(path="/names", press="/names", written={"name": "Mona Testberg"}),
    ):  # fmt: skip
        await town.come(look)
    code = await town.phone.page.locator(".reference").inner_text()
    town.known["code"] = re.sub(r"\s", "", code)
    await town.come(Look(path="/photo"))
    picture = io.BytesIO()
    Image.effect_noise((200, 200), 60).convert("RGB").save(picture, "PNG")
    await town.phone.page.locator("#picture").set_input_files(
        {"name": "jag.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    await town.phone.press("Ladda upp")


def links(place: Town) -> dict[str, str]:
    now, person_id = place.stage.clock(), place.stage.people[AMINA.name]
    write = place.store.write
    return {
        "login": write(lambda tx: tokens.issue(tx, Personal(NEW), None, now)),
        **{use: write(lambda tx, use=use: mail_links.issue(tx, person_id, use)) for use in LinkUse},
        "invitation": write(lambda tx: staff_invitations.issue(tx, Role.HR, "test", now)),
    }


def references(place: Town) -> dict[str, str]:
    def of(finding: Finding) -> Level:
        return finding.assessment.severity.level

    return {of(one).name.lower(): one.case_reference for one in place.stage.of(AMINA)}


@pytest.mark.parametrize("look", [*HERS, *STAFFS], ids=str)
async def test_a_page_has_no_fault(settled: Settled, look: Look) -> None:
    screen = await settled.come(look)
    await screen.picture(str(look))
    assert await screen.heading() != "Något gick fel här"
    found = await rules.faults(screen.page)
    assert not found, "\n".join(found)


async def test_no_page_is_left_out() -> None:
    for table, looks in ((CASEWORKERS, HERS), (STAFF, STAFFS)):
        seen = {re.sub(r"\{\w+\}", "{}", look.path) for look in looks}
        there = {re.sub(r"\{\w+\}", "{}", one.path) for one in table if one.method == "GET"}
        assert there - seen <= NO_PAGES
