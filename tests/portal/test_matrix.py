"""docs/roles.md says what the policy says, and the pages do what both say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scanner.model.assessment import Level
from scanner.model.staff import Role
from scanner.portal.app import STAFF_PAGES
from scanner.portal.matrix import matrix
from scanner.portal.policy import STAFF, Field, Who, allows, visible
from scanner.store import audit
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.exposed import keep, made
from tests.portal.staff.conftest import browser, staff_address
from tests.portal.staff.member import Member
from tests.store.cast import AMINA, enrol

__all__ = ["browser", "staff_address"]

ELSEWHERE = {"/", "/sso/back"}
"""Of staff's pages the log-in, and where the identity provider leads back to, if there is one."""

DOCS = Path(__file__).parents[2] / "docs" / "roles.md"
REFERENCE = "V-222223"

SIGNS = {
    Field.NOTICE: [REFERENCE],
    Field.CASE: ["P-", "forum"],
    Field.WORDS: ["Amina", "Provhult"],
    Field.AUDIT: ["case.judge"],
    Field.ACCOUNTS: ["operator9@provstad.example"],
}
"""What a page that shows a field has, and one that does not show it has not."""


def test_the_docs_hold_the_table_of_the_policy() -> None:
    told = "the policy has changed: put what `matrix()` returns in place of the tables there"
    assert matrix() in DOCS.read_text(encoding="utf-8"), told


def test_every_page_of_staffs_has_a_line_and_every_line_a_page() -> None:
    assert [(method, path) for method, path, _ in STAFF_PAGES] == [
        (rule.method, rule.path) for rule in STAFF
    ]


@pytest.mark.parametrize("role", Role)
async def test_each_role_opens_its_pages_and_reads_its_fields_only(
    browser: Callable[[Role], Member], store: Store, role: Role
) -> None:
    store.write(lambda tx: enrol(tx))
    keep(store, made(3, Level.ACUTE, AMINA))
    store.write(lambda tx: audit.append(tx, at=MORNING, actor="x", action="case.judge"))
    other = browser(Role.OPERATOR)
    other.mail = "operator9@provstad.example"
    await other.joined()
    member = await browser(role).joined()
    standing = frozenset({Who.ANYBODY, Who(role)})
    for rule in (one for one in STAFF if one.method == "GET" and one.path not in ELSEWHERE):
        path = rule.path.replace("{reference}", REFERENCE).replace("{token}", "x" * 43)
        answer = await member.open(path)
        if "{token}" not in rule.path:
            assert answer.status == (200 if allows(rule, standing) else 404), path
        seen = visible(rule, standing)
        for field in set(SIGNS) - seen:
            for sign in SIGNS[field]:
                assert sign not in answer.text.replace(path, ""), (path, field)


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
