"""What holds of every page of staff's: headers, title, labels, languages, nothing foreign."""

from collections.abc import Callable

import pytest

from scanner.model.assessment import Level
from scanner.model.staff import Role
from scanner.portal.guard import HEADERS
from scanner.portal.policy import PLACES, STAFF, Who
from scanner.store import audit
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.exposed import keep, made
from tests.portal.staff.member import Member
from tests.store.cast import AMINA, enrol

PATHS = {
    role: [
        rule.path.replace("{reference}", "V-222223")
        for rule in STAFF
        if rule.method == "GET" and Who(role) in rule.who
    ]
    for role in Role
}


@pytest.fixture(autouse=True)
def something(store: Store) -> None:
    store.write(lambda tx: enrol(tx))
    keep(store, made(3, Level.ACUTE, AMINA))
    store.write(lambda tx: audit.append(tx, at=MORNING, actor="x", action="case.judge"))


@pytest.mark.parametrize("role", Role)
async def test_every_page_is_plain_labelled_and_speaks_both_languages(
    browser: Callable[[Role], Member], role: Role
) -> None:
    member = await browser(role).joined()
    for path in PATHS[role]:
        for language in ("sv", "en"):
            page = await member.open(f"{path}?language={language}")
            assert page.status == 200, path
            assert HEADERS.items() <= dict(page.headers).items()
            assert page.html.html["lang"] == language
            assert page.html.title.string == "Värn"
            assert page.html.find(["script", "img", "iframe", "object", "style"]) is None
            for field in page.html.find_all(["input", "select", "textarea"]):
                if field.get("type") != "hidden":
                    assert page.html.find("label", attrs={"for": field["id"]}), (path, field)
            ids = [tag["id"] for tag in page.html.find_all(id=True)]
            assert len(ids) == len(set(ids)), path


@pytest.mark.parametrize("role", Role)
async def test_the_head_leads_where_the_role_may_go_and_the_start_to_the_first(
    browser: Callable[[Role], Member], role: Role
) -> None:
    member = await browser(role).joined()
    page = await member.open("/")
    led = [a["href"] for a in page.html.select(".places a")]
    assert led == [path for path in PLACES if path in PATHS[role]]
    assert page.path == led[0]
