import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from scanner.demo.browser import Browser, fill

PAGE = """<form method="get"><input name="q"></form>
<form method="post" action="/take?x=1">
<input type="hidden" name="token" value="abc"><input type="text" name="given">
<input type="checkbox" name="tell" value="hr">
<input type="checkbox" name="tell" value="boss" checked>
<textarea name="more"></textarea>
<select name="kind"><option value="phone">Phone<option value="plate" selected>Plate</select>
<button>Send</button></form>"""


async def ask(_: web.Request) -> web.Response:
    answer = web.Response(text=PAGE, content_type="text/html")
    answer.set_cookie("session", "s1")
    return answer


async def take(request: web.Request) -> web.Response:
    fields = sorted((await request.post()).items())
    return web.json_response([request.cookies["session"], request.headers["Origin"], *fields])


@pytest.fixture
async def site() -> TestServer:
    app = web.Application()
    app.router.add_get("/", ask)
    app.router.add_post("/take", take)
    return TestServer(app)


async def test_sends_what_the_form_holds_and_what_she_wrote(site: TestServer) -> None:
    async with site, Browser() as browser:
        page = await browser.open(str(site.make_url("/")))
        (form,) = page.forms
        seen = await browser.send(page, fill(form, ("given", "Åsa"), ("tell", "hr")))
        origin = str(site.make_url("/")).rstrip("/")
        assert seen.text == str(
            f'["s1", "{origin}", ["given", "\\u00c5sa"], ["kind", "plate"], ["more", ""], '
            '["tell", "hr"], ["token", "abc"]]'
        )


async def test_refuses_to_write_where_the_form_has_no_field(site: TestServer) -> None:
    async with site, Browser() as browser:
        page = await browser.open(str(site.make_url("/")))
        with pytest.raises(LookupError, match="surname"):
            fill(page.forms[0], ("surname", "Ek"))
