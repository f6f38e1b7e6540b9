"""Files come in a form that the policy says may carry them, and only into memory."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, FormData, web

from scanner.portal.server import listening
from scanner.portal.upload import MOST_PARTS, sent

SIGNS = bytes(range(256))


@pytest.fixture
async def address() -> AsyncIterator[str]:
    async def show(request: web.Request) -> web.Response:
        form = await sent(request)
        assert form is await sent(request)
        return web.json_response(
            [[name, v.hex() if isinstance(v, bytes) else v] for name, v in form.items()]
        )

    app = web.Application()
    app.router.add_post("/", show)
    async with listening(app, "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}/"


async def post(address: str, data: object, **headers: str) -> tuple[int, object]:
    async with (
        ClientSession() as session,
        session.post(address, data=data, headers=headers) as answer,
    ):
        return answer.status, await answer.json() if answer.status == 200 else None


async def test_fields_are_text_and_files_bytes(address: str) -> None:
    form = FormData()
    form.add_field("note", "åäö")
    form.add_field("picture", SIGNS, filename="x.jpg", content_type="image/jpeg")
    assert await post(address, form) == (200, [["note", "åäö"], ["picture", SIGNS.hex()]])


async def test_too_many_parts_are_refused(address: str) -> None:
    form = FormData()
    for number in range(MOST_PARTS + 1):
        form.add_field(f"f{number}", b"x", filename="x", content_type="image/jpeg")
    assert (await post(address, form))[0] == 413


SAID = b"--x\r\nContent-Disposition: form-data; name="
END = b"\r\n\r\n1\r\n--x--\r\n"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing",
        b"--x\r\n\r\n",
        SAID + b'"a"; y="' + b"z" * 20_000 + b'"' + END,
        b"--x\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(500)) + END,
        b"--x\r\nbroken" + END,
        SAID + b'"_charset_"\r\n\r\nutf-7\r\n' + SAID + b'"a"\r\n\r\n+2AA-\r\n--x--\r\n',
    ],
    ids=["empty", "no part", "no name", "long header", "many headers", "no colon", "charset"],
)
async def test_what_no_browser_sends_is_an_empty_form(address: str, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    assert await post(address, body, **headers) in ((200, []), (400, None))


async def test_without_a_boundary_nothing_is_read(address: str) -> None:
    assert await post(address, b"x", **{"Content-Type": "multipart/form-data"}) == (200, [])
