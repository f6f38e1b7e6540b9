"""docs/roles.md says what the policy says, and the pages do what both say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scanner.config.settings import Config
from scanner.enrol.withdraw import withdraw
from scanner.model.assessment import Level
from scanner.model.ids import CaseReference, PersonId
from scanner.model.person import DetailKind
from scanner.model.personal import UNKNOWN, Personal
from scanner.model.staff import Role
from scanner.model.tip import Tip
from scanner.portal.app import STAFF_PAGES
from scanner.portal.matrix import matrix
from scanner.portal.policy import STAFF, Field, Who, allows, visible
from scanner.store import audit, contacts, people, registered, tips
from scanner.store.contacts import Contact
from scanner.store.database import Store, Transaction
from tests.conftest import MORNING
from tests.portal.exposed import keep, made
from tests.portal.staff.conftest import browser, staff_address
from tests.portal.staff.member import Member
from tests.portal.visitor import Answer
from tests.store.cast import AMINA, ANNA, enrol

__all__ = ["browser", "staff_address"]

ELSEWHERE = {"/", "/sso/back"}
"""Of staff's pages the log-in, and where the identity provider leads back to, if there is one."""

DOCS = Path(__file__).parents[2] / "docs" / "roles.md"
REFERENCE = CaseReference("V-222223")
BO = PersonId("c" * 32)
NUMBER = "+46701740605"
TIP = Tip(tip_id="7" * 32, at=MORNING, address=None, note=UNKNOWN, picture=b"\xff\xd8\xff")

SIGNS = {
    Field.NOTICE: REFERENCE,
    Field.WORDS: "Provhult",
    Field.CONTACT: NUMBER,
    Field.TIPS: TIP.tip_id,
    Field.REGISTRY: "SN 2026/17",
    Field.AUDIT: "case.judge",
    Field.SOURCES: "Ingen genomsökning har gjorts än",
    Field.ACCOUNTS: "operator9@provstad.example",
}
"""What a page that shows a field has, and one that does not show it has not."""

FORMS = {
    "/account/password": {
        "present": ["another"],
        "password": ["tunna gula cyklar 8"],
        "again": ["tunna gula cyklar 8"],
    },
    "/cases/register": {"case": [REFERENCE]},
    "/cases/reveal": {"case": [REFERENCE], "reason": ["hot"]},
    "/cases/contact": {"case": [REFERENCE], "reason": ["hot"]},
    "/tips/open": {"tip": [TIP.tip_id]},
    "/tips/picture": {"tip": [TIP.tip_id]},
    "/registry/reveal": {"case": ["V-222222"], "reason": ["hot"]},
    "/audit/verify": {},
    "/accounts/invite": {"role": ["hr"]},
    "/accounts/shut": {"account": ["x"]},
}
"""What is sent to each page that answers a form with something to see."""


def test_the_docs_hold_the_table_of_the_policy() -> None:
    told = "the policy has changed: put what `matrix()` returns in place of the tables there"
    assert matrix() in DOCS.read_text(encoding="utf-8"), told


def test_every_page_of_staffs_has_a_line_and_every_line_a_page() -> None:
    assert [(method, path) for method, path, _ in STAFF_PAGES] == [
        (rule.method, rule.path) for rule in STAFF
    ]


@pytest.fixture
def full(store: Store, config: Config) -> dict[Field, str]:
    """Something of each field is there; what shows that a page shows it."""
    keep_one_of_each(store)
    withdraw(store, config, ANNA, MORNING)
    return SIGNS | {Field.CASE: store.read(lambda tx: people.label(tx, AMINA))}


def keep_one_of_each(store: Store) -> None:
    """A case, a way to reach her, a tip of somebody else, and a registered case of a third."""
    contact = Contact(kind=DetailKind.PHONE, private=Personal(NUMBER), is_proved=True)
    registered_one = made(2, Level.HIGH, ANNA)

    def work(tx: Transaction) -> None:
        for person_id in (AMINA, ANNA, BO):
            enrol(tx, person_id)
        contacts.keep(tx, AMINA, contact)
        tips.add(tx, BO, TIP)
        audit.append(tx, at=MORNING, actor="x", action="case.judge")

    store.write(work)
    keep(store, made(3, Level.ACUTE, AMINA), registered_one)
    store.write(
        lambda tx: registered.register(
            tx,
            registered_one,
            registry_number=SIGNS[Field.REGISTRY],
            retention_reference="Beslut 4",
            now=MORNING,
        )
    )


async def members(browser: Callable[[Role], Member], role: Role) -> tuple[Member, frozenset[Who]]:
    """One of a role, beside an operator whom the list of accounts shows; and what it stands as."""
    other = browser(Role.OPERATOR)
    other.mail = SIGNS[Field.ACCOUNTS]
    await other.joined()
    return await browser(role).joined(), frozenset({Who.ANYBODY, Who(role)})


def shown(answer: Answer, path: str, full: dict[Field, str]) -> set[Field]:
    """The fields of which a page shows something."""
    return {field for field, sign in full.items() if sign in answer.text.replace(path, "")}


@pytest.mark.parametrize("role", Role)
async def test_each_role_opens_its_pages_and_reads_its_fields_all_and_only(
    browser: Callable[[Role], Member], full: dict[Field, str], role: Role
) -> None:
    member, standing = await members(browser, role)
    for rule in (one for one in STAFF if one.method == "GET" and one.path not in ELSEWHERE):
        path = rule.path.replace("{reference}", REFERENCE).replace("{token}", "x" * 43)
        answer = await member.open(path)
        if "{token}" not in rule.path:
            assert answer.status == (200 if allows(rule, standing) else 404), path
        assert shown(answer, path, full) == visible(rule, standing) - {Field.OWN}, path


@pytest.mark.parametrize("role", Role)
async def test_each_role_is_answered_with_its_fields_all_and_only(
    browser: Callable[[Role], Member], full: dict[Field, str], role: Role
) -> None:
    member, standing = await members(browser, role)
    key = (await member.open("/account")).fields("/leave")["form_key"]
    for rule in (one for one in STAFF if one.method == "POST" and one.shows):
        answer = await member.post(rule.path, FORMS[rule.path] | {"form_key": key})
        assert (answer.status != 404) == allows(rule, standing), rule.path
        if rule.path != "/tips/picture":
            assert shown(answer, "", full) == visible(rule, standing) - {Field.OWN}, rule.path


@pytest.mark.parametrize("role", Role)
async def test_each_role_sends_its_forms_only(
    browser: Callable[[Role], Member], store: Store, role: Role
) -> None:
    member = await browser(role).joined()
    key = (await member.open("/account")).fields("/leave")["form_key"]
    standing = frozenset({Who.ANYBODY, Who(role)})
    home = {"Origin": "http://127.0.0.1:8081", "Sec-Fetch-Site": "same-origin"}
    before = store.read(audit.head)
    for rule in (one for one in STAFF if one.method == "POST"):
        if not allows(rule, standing):
            answer = await member.post(rule.path, {"form_key": key}, home)
            assert answer.status == 404, rule.path
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://127.0.0.1:8080"}):
            answer = await member.post(rule.path, {"form_key": key}, headers)
            assert answer.status == (403 if allows(rule, standing) else 404), rule.path
        without = await member.post(rule.path, {"form_key": ["0" * 64]}, home)
        assert without.status == (403 if allows(rule, standing) else 404), rule.path
    assert store.read(audit.head) == before


async def test_nobody_opens_more_than_the_log_in(browser: Callable[[Role], Member]) -> None:
    nobody = browser(Role.SECURITY)
    for rule in STAFF:
        if rule.method == "GET" and Who.ANYBODY not in rule.who:
            answer = await nobody.open(rule.path.replace("{reference}", REFERENCE))
            assert (answer.path, answer.heading) == ("/", "Logga in"), rule.path
