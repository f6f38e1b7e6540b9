"""One of the staff with a log-in and too much curiosity: another's pages, ids that were seen.

Amina was found, has told how to reach her, and has reported something. Eva is excluded by her.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from scanner.config.settings import Config
from scanner.enrol import spelling, tips
from scanner.model.assessment import Level
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.portal.policy import STAFF, Rule, Who
from scanner.store import audit, contacts, findings, schema, spellings, staff
from scanner.store import tips as kept_tips
from scanner.store.contacts import Contact
from scanner.store.database import Store
from tests.enrol.cast import count
from tests.portal.conftest import Clock
from tests.portal.exposed import keep, made
from tests.portal.staff.member import Member
from tests.portal.visitor import Answer, Visitor
from tests.store import cast

NUMBER = "0701740605"
HERS = ("Amina", "Provhult", NUMBER, "hemma.example", "Prov-Testsson", "grannens sida")
REFERENCE = "V-222222"


@dataclass(frozen=True, kw_only=True)
class Exposed:
    """What there is of her, and what names it."""

    amina: PersonId
    tip_id: str
    code: str


@pytest.fixture
async def hers(store: Store, config: Config, clock: Clock) -> Exposed:
    store.write(cast.enrol)
    amina = cast.AMINA
    keep(store, made(1, Level.INFO, amina), made(2, Level.ACUTE, amina))
    private = Contact(private=Personal("amina@hemma.example"), is_proved=True)
    store.write(lambda tx: contacts.keep(tx, amina, private))
    await tips.report(
        store,
        config,
        amina,
        address="https://forum.example/t",
        note="grannens sida",
        picture=b"",
        now=clock(),
    )
    await spelling.ask(store, amina, Personal("Amina Prov-Testsson"), clock())
    (tip,) = store.read(lambda tx: kept_tips.of_person(tx, amina))
    (waiting,) = store.read(lambda tx: spellings.of_person(tx, amina))
    return Exposed(amina=amina, tip_id=tip.tip_id, code=waiting.code)


def forms(rule: Rule, hers: Exposed, target: str) -> dict[str, list[str]]:
    """Every id that there is, in every field that a form of staff's may have."""
    return {
        "case": [REFERENCE],
        "tip": [hers.tip_id],
        "code": [hers.code],
        "account": [target],
        "reason": ["nyfiken"],
        "verdict": ["not_her"],
        "registry_number": ["1"],
        "retention_reference": ["1"],
        "mails": ["amina.provhult@provstad.example"],
        "role": ["security"],
    }


async def sent_everywhere(member: Member, hers: Exposed, target: str) -> list[tuple[Rule, Answer]]:
    """Each form of staff's that is not for this role, with a key that is hers."""
    key = (await member.open("/account")).fields("/leave")["form_key"]
    barred = [one for one in STAFF if one.method == "POST" and Who(member.role) not in one.who]
    return [
        (rule, await member.post(rule.path, forms(rule, hers, target) | {"form_key": key}))
        for rule in barred
        if Who.ANYBODY not in rule.who
    ]


@pytest.mark.parametrize("role", Role)
async def test_a_form_of_another_role_is_not_there_whatever_it_names(
    browser: Callable[[Role], Member], store: Store, hers: Exposed, role: Role
) -> None:
    member, victim = await browser(role).joined(), await browser(Role.OPERATOR).joined()
    before = store.read(audit.head)
    cases = store.read(lambda tx: findings.for_person(tx, hers.amina))
    answers = await sent_everywhere(member, hers, victim.staff_id)
    assert answers
    nowhere = await member.open("/nowhere")
    for rule, answer in answers:
        assert (rule.path, answer.status) == (rule.path, 404)
        assert answer.text == nowhere.text
    assert store.read(audit.head) == before
    assert store.read(lambda tx: findings.for_person(tx, hers.amina)) == cases
    assert store.read(lambda tx: staff.find(tx, victim.staff_id)).is_active  # type: ignore[union-attr]
    assert count(store, schema.staff_invitation) == 0


PAGES = (
    "/cases", f"/cases/{REFERENCE}", f"/cases?reference={REFERENCE}", "/tips", "/spelling",
    "/audit", "/audit?before=99", "/sources", "/accounts", "/account", "/leavers",
)  # fmt: skip


@pytest.mark.parametrize("role", [Role.HR, Role.AUDITOR, Role.OPERATOR])
async def test_no_page_of_theirs_shows_anything_of_hers(
    browser: Callable[[Role], Member], store: Store, hers: Exposed, role: Role
) -> None:
    member = await browser(role).joined()
    for path in PAGES:
        page = await member.open(path)
        assert [word for word in (*HERS, hers.amina) if word in page.text] == []


async def test_the_auditor_cannot_tell_whom_two_entries_are_about(
    auditor: Member, security: Member, store: Store, hers: Exposed
) -> None:
    """Neither a pseudonym nor a reference stands there: entries of one person look like any two."""
    case = await security.open(f"/cases/{REFERENCE}")
    await security.press(case, "/cases/contact", reason="Jag bedömer ärendet")
    await security.press(await security.open(f"/cases/{REFERENCE}"), "/cases/note")
    page = await auditor.open("/audit")
    assert "contact.open" in page.text
    objects = store.read(lambda tx: set(tx.connection.scalars(select(schema.audit.c.object))))
    assert any(objects)
    for pseudonym in objects - {""}:
        assert pseudonym not in page.text
    assert REFERENCE not in page.text
    assert "Jag bedömer" not in page.text


async def test_the_operator_counts_nobody(operator: Member, store: Store) -> None:
    """The same pages to the byte, whether ten people take part or nobody."""
    paths = ("/sources", "/accounts", "/account")
    before = [await shown(operator, path) for path in paths]
    store.write(cast.enrol)
    keep(store, made(2, Level.ACUTE, cast.AMINA))
    assert [await shown(operator, path) for path in paths] == before


async def shown(member: Member, path: str) -> str:
    return (await member.open(path)).text


async def test_below_low_nothing_is_there_for_anybody(
    security: Member, hr: Member, hers: Exposed
) -> None:
    """Criticism and neutral mentions: also for who knows or guesses the reference."""
    for member in (security, hr):
        page = await member.open("/cases/V-222221")
        assert page.status == 404
        assert "V-222221" not in (await member.open("/cases")).text


async def test_an_account_that_was_shut_has_no_session_left(
    operator: Member, security: Member, hers: Exposed
) -> None:
    accounts = await operator.open("/accounts")
    await operator.post(
        "/accounts/shut",
        {"form_key": accounts.fields("/leave")["form_key"], "account": [security.staff_id]},
    )
    assert (await security.open("/cases")).path == "/"
    assert (await security.log_in()).status == 403


async def test_a_caseworkers_session_opens_nothing_of_staffs_and_the_reverse(
    visitor: Visitor, security: Member, staff_address: str, address: str
) -> None:
    """Cookies know no ports: each listener knows its own by name."""
    await visitor.opt_in()
    hers = {c.key: c.value for c in visitor._session.cookie_jar}
    theirs = {c.key: c.value for c in security._session.cookie_jar}
    swapped = {"varn-staff-session": hers["varn-session"], "varn-session": hers["varn-session"]}
    jar = security._session.cookie_jar
    jar.clear()
    jar.update_cookies(swapped)
    assert (await security.open("/cases")).path == "/"
    visitor._session.cookie_jar.clear()
    visitor._session.cookie_jar.update_cookies({"varn-session": theirs["varn-staff-session"]})
    assert (await visitor.open("/me")).status == 403
