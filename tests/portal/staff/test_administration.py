"""What auditors and operators see and do: the chain, the sources, the accounts. No case."""

import re
from collections.abc import Callable

from scanner.model.ids import StaffId
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.store import audit, staff
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.staff.member import Member
from tests.store.cast import AMINA, enrol


def note(store: Store, actor: str, action: str, count: int = 1) -> None:
    def work(tx) -> None:  # type: ignore[no-untyped-def]
        for _ in range(count):
            audit.append(
                tx,
                at=MORNING,
                actor=actor,
                action=action,
                person_id=AMINA,
                object_id="V-222222",
                reason=Personal("secret reason"),
            )

    store.write(work)


async def test_an_auditor_reads_who_did_what_but_not_to_whom(
    auditor: Member, security: Member, store: Store
) -> None:
    store.write(lambda tx: enrol(tx))
    note(store, security.staff_id, "report.reveal")
    note(store, "eva.ansvarig", "case.judge")
    note(store, "self", "consent.change")
    page = await auditor.open("/audit")
    assert security.name in page.words
    assert "eva.ansvarig sa om ett ärende gäller personen" in page.words
    assert page.html.find("td", title="case.judge") is not None
    for hidden in ("consent.change", "secret reason", "V-222222", AMINA, "Amina"):
        assert hidden not in page.text


async def test_the_chain_is_read_on_demand_and_a_break_is_said(
    auditor: Member, store: Store
) -> None:
    store.write(lambda tx: enrol(tx))
    note(store, "x", "case.judge", 3)
    page = await auditor.press(await auditor.open("/audit"), "/audit/verify")
    assert "Kedjan är hel till och med post 4." in page.words

    def break_it(tx) -> None:  # type: ignore[no-untyped-def]
        for name in (
            tx.connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
            )
            .scalars()
            .all()
        ):
            tx.connection.exec_driver_sql(f"DROP TRIGGER {name}")
        tx.connection.exec_driver_sql("UPDATE audit SET actor = 'y' WHERE number = 2")

    store.write(break_it)
    page = await auditor.press(page, "/audit/verify")
    assert "Kedjan är bruten vid post 2" in page.words


async def test_older_entries_are_a_page_further(auditor: Member, store: Store) -> None:
    store.write(lambda tx: enrol(tx))
    note(store, "x", "case.judge", 201)
    page = await auditor.open("/audit")
    rows = [row.td.get_text() for row in page.html.select("tbody tr")]
    assert (len(rows), rows[0], rows[-1]) == (200, "201", "2")
    older = await auditor.open("/audit?before=2")
    assert [row.td.get_text() for row in older.html.select("tbody tr")] == ["1"]
    assert (await auditor.open("/audit?before=x")).status == 200


async def test_an_operator_sees_where_the_watch_is_blind(operator: Member) -> None:
    page = await operator.open("/sources")
    assert "Ingen genomsökning har gjorts än" in page.words


async def test_an_operator_invites_and_the_link_opens(
    operator: Member, browser: Callable[[Role], Member], store: Store
) -> None:
    page = await operator.open("/accounts")
    made = await operator.press(page, "/accounts/invite", role="auditor")
    found = re.search(r"http://127\.0\.0\.1:8081(/invitation/[\w-]{43})", made.words)
    assert found is not None
    assert "Granskare" in (await browser(Role.AUDITOR).open(found[1])).words
    assert found[1] not in (await operator.open("/accounts")).text
    assert store.read(audit.head).number == 1
    wrong = await operator.press(page, "/accounts/invite", role="king")
    assert wrong.status == 400


async def test_an_operator_shuts_accounts_but_not_the_last_operators(
    operator: Member, hr: Member, store: Store
) -> None:
    page = await operator.open("/accounts")
    await operator.press(page, "/accounts/shut", account=hr.staff_id)
    assert (await hr.open("/account")).heading == "Logga in"
    kept = await operator.press(page, "/accounts/shut", account=operator.staff_id)
    assert (kept.status, "den sista driftansvarigas" in kept.words) == (400, True)
    account = store.read(lambda tx: staff.find(tx, StaffId(operator.staff_id)))
    assert account is not None
    assert account.is_active


async def test_who_is_shut_out_comes_in_by_no_link_of_her_own(
    browser: Callable[[Role], Member], operator: Member
) -> None:
    bad = await browser(Role.OPERATOR).joined()
    made = await bad.press(await bad.open("/accounts"), "/accounts/invite", role="operator")
    link = re.search(r"/invitation/[\w-]+", made.text)
    assert link is not None
    page = await operator.open("/accounts")
    assert "Inbjudningar som fortfarande gäller" in page.words
    assert re.search(rf"Driftansvarig, till .* av {bad.name}", page.words)
    assert (await bad.open(link.group())).status == 200
    form_key = page.fields("/leave")["form_key"]
    shut = {"form_key": form_key, "account": [bad.staff_id]}
    assert (await operator.post("/accounts/shut", shut)).status == 200
    assert (await bad.open(link.group())).status == 410
    assert "Inbjudningar" not in (await operator.open("/accounts")).words
