"""A photo over real HTTP: measured, listed, taken out; what cannot be read is said at the field."""

from io import BytesIO

from aiohttp import FormData

from tests.people.test_photo import drawn, saved
from tests.portal.visitor import Answer, Visitor


async def send(visitor: Visitor, page: Answer, picture: bytes) -> Answer:
    form = FormData()
    form.add_field("form_key", page.fields("/photo")["form_key"][0])
    form.add_field("picture", BytesIO(picture), filename="jag.png", content_type="image/png")
    return await visitor.upload("/photo", form)


async def test_she_gives_a_photo_and_takes_it_out(visitor: Visitor) -> None:
    await visitor.opt_in()
    page = await visitor.open("/photo")
    assert "Inget foto är sparat." in page.words
    assert "Bilder som visas på sidor som bevakas tätt jämförs med dina foton." in page.words
    wrong = await send(visitor, page, b"no picture")
    assert (wrong.status, wrong.html.find(id="picture")["aria-invalid"]) == (400, "true")
    kept = await send(visitor, page, saved(drawn()))
    assert "Foto från 21 november 2026" in kept.words
    gone = await visitor.press(kept, "/photo/drop")
    assert "Inget foto är sparat." in gone.words
