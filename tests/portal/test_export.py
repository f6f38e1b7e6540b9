"""Her copy leaves by her second factor only, under a name that says nothing."""

from scanner.store import audit, people
from scanner.store.database import Store
from tests.portal.visitor import Visitor


async def test_she_downloads_all_of_hers(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    sent = await visitor.press(await visitor.open("/export"), "/export", factor=visitor.code())
    assert sent.headers["Content-Type"] == "application/zip"
    assert sent.headers["Content-Disposition"] == 'attachment; filename="download.zip"'
    assert sent.headers["Cache-Control"] == "no-store"


async def test_a_short_passphrase_is_said_and_uses_up_no_code(visitor: Visitor) -> None:
    await visitor.opt_in()
    code, page = visitor.code(), await visitor.open("/export")
    short = await visitor.press(page, "/export", factor=code, passphrase="for kort")
    assert (short.status, "minst 15 tecken" in short.words) == (400, True)
    sent = await visitor.press(short, "/export", factor=code, passphrase="tillräckligt lång mening")
    assert sent.headers["Content-Type"] == "application/zip"


async def test_an_open_phone_gives_nothing_away(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    page = await visitor.press(await visitor.open("/export"), "/export", factor="000000")
    assert page.status == 403
    (amina,) = store.read(people.ids)
    assert "copy.take" not in [e.action for e in store.read(lambda tx: audit.about(tx, amina))]
