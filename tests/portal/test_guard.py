"""Who may open what, where a form must come from, and what every answer carries."""

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import reduce

import pytest
from aiohttp import ClientSession, CookieJar, web

from scanner.config.settings import Config
from scanner.errors import StopError
from scanner.portal import attempts
from scanner.portal.app import PAGES, make_app
from scanner.portal.guard import HEADERS
from scanner.portal.policy import CASEWORKERS, MOST_BYTES, Rule, Who
from scanner.portal.server import listening
from scanner.store import people
from scanner.store.database import Store
from tests.portal.conftest import Clock
from tests.portal.visitor import Visitor

CROSS_SITE = {"Sec-Fetch-Site": "cross-site"}
SAME_SITE = {"Sec-Fetch-Site": "same-site"}
ELSEWHERE = {"Origin": "https://elsewhere.example"}
HOME = {"Origin": "http://127.0.0.1:8080", "Sec-Fetch-Site": "same-origin"}
WITHHELD = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}

STANDINGS = (Who.ANYBODY, Who.PROVED, Who.ENROLLED)
"""Each includes those before it."""

FORMS = [rule for rule in CASEWORKERS if rule.method == "POST"]
VIEWS = [rule for rule in CASEWORKERS if rule.method == "GET"]
INVENTED = "x" * 43


OF_NOTHING = {
    "/enter/{token}": 410,
    "/stop/{token}": 410,
    "/leaving/{token}": 410,
    "/undo/{token}": 410,
    "/exit": 303,
    "/case/{reference}": 404,
}
"""What pages answer that need what an invented address does not name."""


def path_of(rule: Rule) -> str:
    named = {"{token}": INVENTED, "{reference}": "V-999999", "{site}": "nowhere"}
    return reduce(lambda path, name: path.replace(name, named[name]), named, rule.path)


def name_of(rule: Rule) -> str:
    return f"{rule.method} {rule.path}"


async def standing(visitor: Visitor, who: Who) -> None:
    """Bring a visitor to a standing."""
    if who is Who.PROVED:
        await visitor.enter()
    if who is Who.ENROLLED:
        await visitor.opt_in()


def is_served(rule: Rule, who: Who) -> bool:
    return not set(rule.who).isdisjoint(STANDINGS[: STANDINGS.index(who) + 1])


def test_every_page_has_a_line_and_every_line_a_page() -> None:
    assert {(method, path) for method, path, _ in PAGES} == {
        (r.method, r.path) for r in CASEWORKERS
    }
    assert len(CASEWORKERS) == len(PAGES)


def test_a_page_without_a_line_stops_the_start(config: Config, store: Store, clock: Clock) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response()

    pages = (*PAGES, ("GET", "/everybody", handler))
    with pytest.raises(LookupError, match="GET /everybody has no line"):
        make_app(config, store, clock, pages)


@pytest.mark.parametrize("who", STANDINGS)
async def test_pages_open_to_whom_the_policy_says(visitor: Visitor, who: Who) -> None:
    await standing(visitor, who)
    for rule in VIEWS:
        follow = rule.path != "/exit"
        answer = await visitor.open(path_of(rule), follow=follow, **CROSS_SITE)
        if is_served(rule, who):
            assert answer.status == OF_NOTHING.get(rule.path, 200), name_of(rule)
        elif who is Who.PROVED:
            assert answer.path == "/factor", name_of(rule)
        else:
            assert (answer.status, answer.heading) == (403, "Du är utloggad"), name_of(rule)


@pytest.mark.parametrize("who", STANDINGS)
async def test_forms_are_taken_from_whom_the_policy_says(
    visitor: Visitor, store: Store, who: Who
) -> None:
    await standing(visitor, who)
    for rule in (rule for rule in FORMS if not is_served(rule, who)):
        page = await visitor.open("/")
        key = page.html.find("input", attrs={"name": "form_key"})["value"]
        answer = await visitor.post(rule.path, {"form_key": [key]}, HOME)
        refused = answer.path == "/factor" if who is Who.PROVED else answer.status == 403
        assert refused, name_of(rule)
    assert len(store.read(people.ids)) == (who is Who.ENROLLED)


@pytest.mark.parametrize("who", STANDINGS)
async def test_a_form_from_elsewhere_is_not_taken(visitor: Visitor, store: Store, who: Who) -> None:
    await standing(visitor, who)
    page = await visitor.open("/" if who is Who.ANYBODY else "/form")
    key = page.html.find("input", attrs={"name": "form_key"})["value"]
    for rule in (rule for rule in FORMS if rule.who == (who,)):
        for headers in (CROSS_SITE, SAME_SITE, ELSEWHERE):
            answer = await visitor.post(rule.path, {"form_key": [key]}, headers)
            assert answer.status == 403, (name_of(rule), headers)
            assert answer.heading == "Formuläret kunde inte tas emot"
    assert len(store.read(people.ids)) == (who is Who.ENROLLED)


@pytest.mark.parametrize("who", STANDINGS)
async def test_a_form_without_the_browsers_key_is_not_taken(
    visitor: Visitor, store: Store, who: Who
) -> None:
    await standing(visitor, who)
    for rule in (rule for rule in FORMS if rule.who == (who,)):
        for fields in ({}, *({"form_key": [key]} for key in ("", "0" * 64, "ö"))):
            answer = await visitor.post(rule.path, fields, HOME)
            assert answer.status == 403, (name_of(rule), fields)
            assert answer.heading == "Formuläret kunde inte tas emot"
    assert len(store.read(people.ids)) == (who is Who.ENROLLED)


async def test_a_key_of_another_browser_or_of_before_the_log_in_is_no_key(
    visitor: Visitor, stranger: Visitor
) -> None:
    theirs = (await stranger.open("/")).fields("/link")["form_key"]
    assert (await visitor.post("/link", {"form_key": theirs}, HOME)).status == 403
    before = (await visitor.open("/")).fields("/link")["form_key"]
    await visitor.begin()
    assert (await visitor.post("/form", {"form_key": before}, HOME)).status == 403


@pytest.mark.parametrize("headers", [HOME, WITHHELD, {}], ids=str)
async def test_a_form_of_ours_is_taken_whatever_the_browser_tells(
    visitor: Visitor, headers: dict[str, str]
) -> None:
    page = await visitor.open("/")
    fields = page.fields("/link") | {"mail": ["amina.provhult@provstad.example"]}
    assert (await visitor.post("/link", fields, headers)).status == 200


async def test_only_plain_forms_are_read(visitor: Visitor) -> None:
    page = await visitor.open("/")
    headers = {**HOME, "Content-Type": "multipart/form-data; boundary=x"}
    assert (await visitor.post("/link", page.fields("/link"), headers)).status == 403


async def test_too_large_a_form_is_not_read(visitor: Visitor) -> None:
    fields = (await visitor.open("/")).fields("/link") | {"mail": ["a" * MOST_BYTES]}
    answer = await visitor.post("/link", fields, HOME)
    assert (answer.status, answer.heading) == (413, "Det var för mycket")


async def test_attempts_are_limited_and_free_again_later(visitor: Visitor, clock: Clock) -> None:
    page = await visitor.open("/")
    for _ in range(attempts.MOST):
        assert (await visitor.post("/enter", page.fields("/link"), HOME)).status == 410
    refused = await visitor.post("/enter", page.fields("/link"), HOME)
    assert (refused.status, refused.heading) == (429, "För många försök")
    assert (await visitor.open("/")).status == 200
    clock.pass_time(minutes=10)
    assert (await visitor.post("/enter", page.fields("/link"), HOME)).status == 410


async def test_a_form_from_elsewhere_uses_up_nobodys_attempts(visitor: Visitor) -> None:
    page = await visitor.open("/")
    for _ in range(attempts.MOST + 1):
        assert (await visitor.post("/enter", page.fields("/link"), ELSEWHERE)).status == 403
    assert (await visitor.post("/enter", page.fields("/link"), HOME)).status == 410


@pytest.mark.parametrize(
    "path", ["/", "/style.css", "/me", "/nothing", f"/enter/{INVENTED}", "//elsewhere.example"]
)
async def test_every_answer_carries_the_same_headers(visitor: Visitor, path: str) -> None:
    answer = await visitor.open(path)
    assert HEADERS.items() <= dict(answer.headers).items()
    assert "Strict-Transport-Security" not in answer.headers


async def test_the_style_sheet_is_the_same_for_all(visitor: Visitor, stranger: Visitor) -> None:
    await visitor.opt_in()
    hers, theirs = await visitor.open("/style.css"), await stranger.open("/style.css")
    assert hers.text == theirs.text
    assert "Set-Cookie" not in hers.headers
    assert "Set-Cookie" not in theirs.headers


async def test_no_page_leads_or_reaches_elsewhere_or_says_more_in_its_title(
    visitor: Visitor,
) -> None:
    await visitor.opt_in()
    for path in ("/", "/me", "/form", "/withdraw", "/nothing", "//elsewhere.example"):
        page = (await visitor.open(path)).html
        assert page.title.string == "Värn"
        assert page.find(["script", "img", "iframe", "object", "style"]) is None
        for tag in page.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on") or name == "style"]
            for name in ("href", "action", "src"):
                leads_to = str(tag.get(name, "/"))
                assert leads_to.startswith(("/", "#", "tel:")), leads_to
                assert not leads_to.startswith("//"), leads_to


async def test_every_field_has_a_label_and_every_page_its_language(visitor: Visitor) -> None:
    await visitor.begin()
    views = [(path, code) for path in ("/factor", "/key", "/form") for code in ("sv", "en")]
    for path, language in views:
        form = (await visitor.open(f"{path}?language={language}")).html
        assert form.html["lang"] == language
        for field in form.find_all(["input", "select", "textarea"]):
            if field.get("type") == "hidden":
                continue
            labelled = (
                form.find("label", attrs={"for": field.get("id")}) if field.get("id") else None
            )
            assert labelled or field.find_parent("label"), field
        ids = [tag["id"] for tag in form.find_all(id=True)]
        assert len(ids) == len(set(ids))


async def test_the_language_is_kept_and_an_unknown_one_is_none(visitor: Visitor) -> None:
    assert (await visitor.open("/?language=en")).html.html["lang"] == "en"
    assert (await visitor.open("/")).html.html["lang"] == "en"
    assert (await visitor.open("/?language=xx")).html.html["lang"] == "sv"


async def test_sessions_end_when_idle_and_when_left(visitor: Visitor, clock: Clock) -> None:
    await visitor.opt_in()
    clock.pass_time(minutes=29)
    assert (await visitor.open("/me")).status == 200
    clock.pass_time(minutes=31)
    assert (await visitor.open("/me")).status == 403
    own = await visitor.log_in()
    assert own.path == "/me"
    start = await visitor.press(own, "/leave")
    assert start.path == "/"
    assert (await visitor.open("/me")).status == 403


async def test_a_link_works_once_and_only_by_its_button(
    visitor: Visitor, stranger: Visitor, clock: Clock
) -> None:
    await visitor.ask_for_link()
    (link,) = visitor.links()
    for _ in range(3):
        assert (await stranger.open(link)).heading == "Du är nästan inne"
    page = await visitor.open(link)
    other = await stranger.open(link)
    assert (await visitor.press(page, "/enter")).path == "/factor"
    assert (await stranger.press(other, "/enter")).status == 410
    assert (await stranger.open("/form")).status == 403
    await stranger.ask_for_link("another.one@provstad.example")
    clock.pass_time(hours=2)
    (old,) = set(stranger.links()) - {link}
    assert (await stranger.open(old)).status == 410


async def test_a_bug_shows_a_calm_page_and_no_details(
    config: Config, store: Store, clock: Clock
) -> None:
    async def broken(_: web.Request) -> web.Response:
        raise RuntimeError("Amina Provhult")

    pages = tuple((m, p, broken if p == "/style.css" else h) for m, p, h in PAGES)
    app = make_app(config, store, clock, pages)
    async with listening(app, "127.0.0.1", 0) as port, ClientSession() as session:
        visitor = Visitor(f"http://127.0.0.1:{port}", session, store, clock)
        answer = await visitor.open("/style.css")
    assert (answer.status, answer.heading) == (500, "Något gick fel här")
    assert "Amina" not in answer.text
    assert "RuntimeError" not in answer.text
    assert HEADERS.items() <= dict(answer.headers).items()


@pytest.fixture
async def secure(store: Store, clock: Clock, config: Config) -> AsyncIterator[Visitor]:
    """A portal behind TLS, as the configuration says."""
    portal = replace(config.portal, base_url="https://varn.provstad.example")
    app = make_app(replace(config, portal=portal), store, clock)
    async with (
        listening(app, "127.0.0.1", 0) as port,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        yield Visitor(f"http://127.0.0.1:{port}", session, store, clock)


async def test_behind_tls_cookies_and_the_host_are_bound_to_it(secure: Visitor) -> None:
    answer = await secure.open("/?language=en")
    cookies = answer.headers.getall("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert cookie.startswith("__Host-varn-")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


async def test_a_port_that_is_taken_is_said_in_a_sentence(
    config: Config, store: Store, clock: Clock
) -> None:
    async with listening(make_app(config, store, clock), "127.0.0.1", 0) as port:
        with pytest.raises(StopError, match=f"cannot listen on 127.0.0.1 port {port}: .+ choose"):
            async with listening(make_app(config, store, clock), "127.0.0.1", port):
                pass
