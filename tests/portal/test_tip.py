"""Reporting at the portal: a link, a picture, and what stands there afterwards."""

from io import BytesIO

from aiohttp import FormData

from scanner.store import people, tips
from scanner.store.database import Store
from tests.enrol.test_tips import PNG
from tests.portal.visitor import Answer, Visitor


async def send(visitor: Visitor, page: Answer, address: str, picture: bytes) -> Answer:
    form = FormData()
    form.add_field("form_key", page.fields("/tip")["form_key"][0])
    form.add_field("address", address)
    form.add_field("note", 'hon & "andra"')
    form.add_field("picture", BytesIO(picture), filename="bild.png", content_type="image/png")
    return await visitor.upload("/tip", form)


async def test_she_reports_and_takes_back(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    done = await send(visitor, await visitor.open("/tip"), "forum.example/t", PNG)
    assert done.status == 400
    assert 'hon & "andra"' in done.html.find("textarea").get_text()
    done = await send(visitor, done, "https://forum.example/t", PNG)
    assert (done.status, done.path) == (200, "/tip")
    assert "Tack." in done.words
    assert "hxxps://forum[.]example/t – med en bild" in done.words
    assert [tip.picture for tip in store.read(lambda tx: tips.of_person(tx, amina))] == [PNG]
    page = await visitor.press(done, "/tip/drop")
    assert "hxxps" not in page.words


async def test_too_large_a_picture_is_not_even_read(visitor: Visitor) -> None:
    await visitor.opt_in()
    large = await send(visitor, await visitor.open("/tip"), "", PNG + bytes(5 * 1024 * 1024))
    assert large.status == 413
