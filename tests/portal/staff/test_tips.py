"""What somebody reported is opened by an officer she did not exclude, and she sees by whom."""

from dataclasses import replace

import pytest

from scanner.model.consent import ConsentKind
from scanner.model.ids import Address
from scanner.model.personal import Personal
from scanner.model.tip import Tip
from scanner.store import audit, consents, tips
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.conftest import Clock
from tests.portal.staff.member import Member
from tests.store.cast import AMINA, enrol

PICTURE = b"\x89PNG\r\n\x1a\n<script>"
TIP = Tip(
    tip_id="7" * 32,
    at=MORNING,
    address=Address("https://forum.example/t/7"),
    note=Personal("Det här såg jag <b>igår</b>"),
    picture=PICTURE,
)


@pytest.fixture(autouse=True)
def reported(store: Store) -> None:
    store.write(lambda tx: enrol(tx))
    store.write(lambda tx: tips.add(tx, AMINA, TIP))


def change(store: Store, kind: ConsentKind, **chosen: object) -> None:
    last = store.read(lambda tx: consents.latest(tx, AMINA))
    choices = replace(last.choices, **chosen)
    event = replace(last, number=last.number + 1, kind=kind, choices=choices)
    store.write(lambda tx: consents.append(tx, event))


async def test_the_list_holds_nothing_of_what_was_reported(security: Member) -> None:
    page = await security.open("/tips")
    assert "P-" in page.words
    for word in ("forum", "såg", "Amina"):
        assert word not in page.text


async def test_opening_shows_it_and_is_noted(security: Member, store: Store) -> None:
    shown = await security.press(await security.open("/tips"), "/tips/open")
    assert "Det här såg jag <b>igår</b>" in shown.words
    assert "hxxps://forum[.]example/t/7" in shown.words
    assert shown.html.find("img") is None
    (entry,) = store.read(lambda tx: audit.about(tx, AMINA))
    assert (entry.actor, entry.action) == (security.staff_id, "tip.open")


async def test_the_screenshot_is_a_file_to_save_and_never_a_page(
    security: Member, store: Store
) -> None:
    shown = await security.press(await security.open("/tips"), "/tips/open")
    url = security._address + "/tips/picture"
    data = {name: values[0] for name, values in shown.fields("/tips/picture").items()}
    async with security._session.post(url, data=data) as answer:
        assert await answer.read() == PICTURE
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="tip.png"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_an_officer_is_done_with_it_and_its_sender_is_shown_by_whom(
    security: Member, store: Store, clock: Clock
) -> None:
    done = await security.press(await security.open("/tips"), "/tips/done")
    assert done.path == "/tips"
    assert "Klart" in done.words
    assert done.html.find("form", action="/tips/done") is None
    (entry,) = store.read(lambda tx: audit.about(tx, AMINA))
    assert (entry.actor, entry.action) == (security.staff_id, "tip.settle")
    (kept,) = store.read(lambda tx: tips.of_person(tx, AMINA))
    assert kept == replace(TIP, done_at=clock())


@pytest.mark.parametrize("kind", [ConsentKind.PAUSED, ConsentKind.CHANGED])
async def test_also_of_who_paused(security: Member, store: Store, kind: ConsentKind) -> None:
    change(store, kind)
    assert "P-" in (await security.open("/tips")).words


async def test_whom_she_excluded_meets_no_tip_of_hers(security: Member, store: Store) -> None:
    page = await security.open("/tips")
    change(store, ConsentKind.CHANGED, excluded=frozenset({security.staff_id}))
    assert "P-" not in (await security.open("/tips")).words
    for action in ("/tips/open", "/tips/picture", "/tips/done"):
        fields = page.fields("/tips/open")
        assert (await security.post(action, fields)).status == 404
        assert (await security.post(action, fields | {"tip": ["x"]})).status == 404
    assert store.read(lambda tx: audit.about(tx, AMINA)) == ()
