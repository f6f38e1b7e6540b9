"""Somebody at the portal who wants to know who takes part, or a way in."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from statistics import median

import pytest
from aiohttp import ClientSession, CookieJar, DummyCookieJar

from scanner.config.settings import Config
from scanner.enrol import leavers, pause, stop
from scanner.enrol.withdraw import withdraw
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.people.choices import Chosen
from scanner.portal import guard, server
from scanner.portal.app import make_app
from scanner.portal.guard import HEADERS
from scanner.portal.policy import CASEWORKERS, SECOND, TENTH
from scanner.portal.server import listening
from scanner.store import mail_links, schema
from scanner.store.database import Store, Transaction
from scanner.store.outbox import MailState
from tests.enrol import cast
from tests.portal.conftest import Clock
from tests.portal.visitor import Answer, Visitor
from tests.postbag import letters
from tests.store.test_staff import added

STANDINGS = (
    "nobody",
    "pending",
    "active",
    "paused",
    "stopped",
    "withdrawn",
    "protected",
    "leaver",
)


def mail_of(standing: str) -> str:
    return f"amina.{standing}@provstad.example"


@pytest.fixture
async def town(store: Store, config: Config, clock: Clock) -> Store:
    """Somebody of each standing, all of them with mailboxes of one length or so."""
    officer = added(store, "eva@provstad.example", Role.SECURITY)
    for standing in STANDINGS[1:]:
        mail = Personal(mail_of(standing))
        chosen = Chosen(is_protected=standing == "protected", officer=officer)
        form = replace(
            cast.FORM, surname=Personal(standing.title()), spellings=Personal(""), chosen=chosen
        )
        hours = 24 if standing == "pending" else 0
        portal = replace(config.portal, activation_hours=hours)
        await cast.opt_in(store, replace(config, portal=portal), form, mail)
    await pause.pause(store, cast.person_of(store, Personal(mail_of("paused"))), clock())
    stopped = cast.person_of(store, Personal(mail_of("stopped")))
    link = store.write(lambda tx: mail_links.issue(tx, stopped))
    await stop.stop(store, config, link, clock())
    gone = cast.person_of(store, Personal(mail_of("withdrawn")))
    await asyncio.to_thread(withdraw, store, config, gone, clock())
    await leavers.ask(store, config, [mail_of("leaver")], "hr", clock())
    leaver = cast.person_of(store, Personal(mail_of("leaver")))
    await leavers.keep(store, config, leaver, clock())
    letters(store, clock())
    return store


DRAWN = re.compile(r"[\w-]{43}|[0-9a-f]{64}")
"""What is drawn for each browser or link."""


def seen(answer: Answer) -> tuple[object, ...]:
    """Everything of an answer but what is drawn anew for each browser."""
    headers = [(name, DRAWN.sub("*", value)) for name, value in answer.headers.items()]
    same = [(name, value) for name, value in headers if name != "Date"]
    return answer.status, answer.path, tuple(same), DRAWN.sub("*", answer.text)


async def test_asking_for_a_link_is_the_same_for_everybody(
    visitor: Visitor, town: Store, clock: Clock
) -> None:
    """By answer, and by what is mailed: to how many, when, how much, under which kind."""
    start = await visitor.open("/")
    answers, mails = set(), set()
    for standing in STANDINGS:
        answers.add(seen(await visitor.press(start, "/link", mail=mail_of(standing))))
        (row,) = town.read(outbox_rows)
        (letter,) = letters(town, clock())
        mails.add((row, letter.subject, DRAWN.sub("*", letter.text.reveal())))
    assert len(answers) == 1
    assert len(mails) == 1


def outbox_rows(tx: Transaction) -> list[tuple[object, ...]]:
    """What the outbox shows of mails that wait, but for what is drawn."""
    waiting = schema.outbox.c.state == MailState.QUEUED
    rows = tx.connection.execute(schema.outbox.select().where(waiting)).all()
    return [(row.kind, row.person_id, row.due_at, row.attempts) for row in rows]


async def test_behind_a_link_everything_is_the_same_too(
    browsers: Callable[[], Visitor], town: Store, clock: Clock
) -> None:
    shown = set()
    for standing in ("nobody", "pending", "active", "withdrawn", "leaver"):
        visitor = browsers()
        door = await visitor.enter(mail_of(standing))
        pages = [
            door,
            await visitor.press(door, "/factor", factor="000000"),
            await visitor.press(door, "/factor", factor="sol vind hav"),
            *[await visitor.open(path) for path in ("/me", "/form", "/contact", "/withdraw")],
        ]
        shown.add(tuple((one.status, one.path, *without_key(one)) for one in pages))
    assert len(shown) == 1


def without_key(page: Answer) -> list[str]:
    for drawn in page.html.select(".square, .secret, .words"):
        drawn.decompose()
    return page.html.get_text("\n").split()


@pytest.fixture
async def browsers(
    address: str, store: Store, clock: Clock
) -> AsyncIterator[Callable[[], Visitor]]:
    """Gives a new browser each time."""
    sessions: list[ClientSession] = []

    def another() -> Visitor:
        sessions.append(ClientSession(cookie_jar=CookieJar(unsafe=True)))
        return Visitor(address, sessions[-1], store, clock)

    yield another
    for session in sessions:
        await session.close()


# ---- time ---------------------------------------------------------------------------------------


async def timed(work: Awaitable[Answer]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


async def test_the_time_of_asking_for_a_link_tells_nothing(
    visitor: Visitor, town: Store, clock: Clock
) -> None:
    start = await visitor.open("/")
    took: dict[str, list[float]] = {"active": [], "nobody": []}
    for _ in range(40):
        clock.pass_time(minutes=61)
        for standing, times in took.items():
            ask = visitor.press(start, "/link", mail=mail_of(standing))
            times.append(await timed(ask))
    known, unknown = map(median, took.values())
    assert abs(known - unknown) < TENTH / 2
    assert min(map(min, took.values())) > TENTH / 2


async def test_the_time_of_a_wrong_factor_tells_nothing(
    browsers: Callable[[], Visitor], town: Store, clock: Clock
) -> None:
    """Where somebody is enrolled a wrong one is written down, which costs a disk's patience."""
    doors = {standing: browsers() for standing in ("active", "nobody")}
    pages = {who: await visitor.enter(mail_of(who)) for who, visitor in doors.items()}
    took: dict[str, list[float]] = {who: [] for who in doors}
    for _ in range(5):
        clock.pass_time(minutes=16)
        for who, visitor in doors.items():
            guess = visitor.press(pages[who], "/factor", factor="000000")
            took[who].append(await timed(guess))
    known, unknown = map(median, took.values())
    assert min(map(min, took.values())) > SECOND / 2
    assert abs(known - unknown) < SECOND / 4


def test_every_page_that_knows_who_takes_part_waits() -> None:
    steady = {rule.path: rule.steady for rule in CASEWORKERS if rule.steady}
    assert steady == {"/link": TENTH, "/away": SECOND, "/factor": SECOND}


# ---- ways in ------------------------------------------------------------------------------------


async def test_a_session_that_he_plants_is_not_the_one_she_is_in(
    address: str, store: Store, clock: Clock
) -> None:
    """Session fixation: a cookie of his in her browser is worth nothing after her log-in."""
    async with ClientSession(cookie_jar=DummyCookieJar()) as his:
        planted = {"varn-session": "x" * 43, "varn-browser": "y" * 43}
        jar = CookieJar(unsafe=True)
        async with ClientSession(cookie_jar=jar, cookies=planted) as hers:
            amina = Visitor(address, hers, store, clock)
            await amina.opt_in()
            assert (await amina.open("/me")).status == 200
        for name in ("x" * 43, "y" * 43):
            thief = await his.get(f"{address}/me", cookies={"varn-session": name})
            assert thief.status == 403


NOT_FROM_US = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://varn.evil.example"},
    {"Origin": "http://127.0.0.1:8080.evil.example"},
    {"Origin": "http://127.0.0.1:8081"},
    {"Origin": "https://127.0.0.1:8080"},
    {"Origin": "file://"},
    {"Content-Type": "text/plain"},
    {"Content-Type": "application/json"},
    {"Content-Type": "application/x-www-form-urlencoded; charset=utf-7x"},
)


@pytest.mark.parametrize("headers", NOT_FROM_US, ids=str)
async def test_a_form_that_is_not_ours_does_nothing(
    visitor: Visitor, store: Store, headers: dict[str, str]
) -> None:
    await visitor.opt_in()
    fields = (await visitor.open("/me")).fields("/pause")
    assert (await visitor.post("/pause", fields, headers)).status == 403


UTF_7 = "application/x-www-form-urlencoded; charset=utf-7"
PACKED = {"Content-Type": "application/x-www-form-urlencoded", "Content-Encoding": "gzip"}
HALF = "+2AA-"
"""Half a letter, in UTF-7: no encoding of ours can write it."""


@pytest.mark.parametrize(
    "path", ["/link", "/away", "/enter", "/stop", "/leaving", "/undo", "/undo/links"]
)
async def test_letters_that_cannot_be_written_and_packed_forms_are_refused(
    visitor: Visitor, path: str
) -> None:
    key = (await visitor.open("/")).fields("/link")["form_key"]
    for fields, headers in (
        ({"form_key": key, "token": [HALF], "mail": [HALF]}, {"Content-Type": UTF_7}),
        ({"form_key": [HALF]}, {"Content-Type": UTF_7}),
        ({"form_key": key, "token": ["x"]}, PACKED),
    ):
        assert (await visitor.post(path, fields, headers)).status == 403


async def test_an_old_browser_is_held_to_the_key_of_its_form(visitor: Visitor) -> None:
    """Neither fetch metadata nor an origin: what another site cannot know decides."""
    await visitor.opt_in()
    for key in ("", "0" * 64, "å" * 64):
        answer = await visitor.post("/pause", {"form_key": [key]})
        assert answer.status == 403
    fields = (await visitor.open("/me")).fields("/pause")
    assert (await visitor.post("/pause", fields)).path == "/me"


POST = b"POST /link HTTP/1.1\r\nHost: x\r\n"
GET = b"GET / HTTP/1.1\r\nHost: x\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
RAW = {
    "garbage": b"\x00\xff\xfe GARBAGE\r\n\r\n",
    "two lengths": POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n123456",
    "length and chunks": POST + b"Content-Length: 5\r\n" + CHUNKED + b"\r\n0\r\n\r\n",
    "odd chunks": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a flood of headers": GET + b"X-A: b\r\n" * 5000 + b"\r\n",
    "a long header": GET + b"X-A: " + b"a" * 100_000 + b"\r\n\r\n",
    "a long address": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}


async def raw(port: int, said: bytes, *, wait: float = 10) -> bytes:
    """What comes back, until the portal closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(said)
        return await asyncio.wait_for(reader.read(), wait)
    finally:
        writer.close()


@pytest.fixture
def port(address: str) -> int:
    return int(address.rpartition(":")[2])


@pytest.mark.parametrize("said", RAW)
async def test_what_is_no_http_ends_with_400_and_a_closed_door(
    port: int, said: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Two readings of one request are two requests: nothing behind a proxy may smuggle one in."""
    answer = await raw(port, RAW[said])
    assert answer.split(b" ")[1] == b"400"
    assert answer.count(b"HTTP/1.") == 1
    assert b"Set-Cookie" not in answer
    # What the server would log holds the bytes and where they came from.
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


PATHS = (
    "//evil.example", "/\\evil.example", "/%2e%2e/me", "/stop/../me", "/me/", "/me;x=1", "/ME",
    "/me%00", "/me%2f", "/%2e/me", "//me", "/case/../me", "/case/V-222222/x",
    "/static/x", "/cases", "/accounts", "/.git/config", "/enter/", "/stop/",
)  # fmt: skip


async def test_odd_paths_lead_nowhere(port: int) -> None:
    for path in PATHS:
        asked = f"GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        answer = await raw(port, asked.encode())
        assert (path, answer.split(b" ")[1]) in {(path, b"404"), (path, b"400")}
        assert b"location" not in answer.lower()


async def test_the_host_that_a_request_names_stands_in_no_answer(
    port: int, visitor: Visitor, store: Store
) -> None:
    """Neither in a page, nor in a link that is mailed."""
    spoofed = {
        "Host": "evil.example",
        "X-Forwarded-Host": "evil.example",
        "Forwarded": "host=evil.example",
        "X-Forwarded-Proto": "https",
        "X-Original-URL": "/me",
        "X-Rewrite-URL": "/me",
    }
    start = await visitor.open("/", **spoofed)
    assert "evil.example" not in start.text + str(start.headers)
    fields = start.fields("/link") | {"mail": ["amina.provhult@provstad.example"]}
    assert (await visitor.post("/link", fields, spoofed)).status == 200
    (letter,) = letters(store, visitor.clock())
    assert "evil.example" not in letter.text.reveal() + letter.html.reveal()


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "PATCH"])
async def test_other_methods_do_nothing_and_carry_the_same_headers(port: int, method: str) -> None:
    for path in ("/", "/me", "/withdraw", "/stop/" + "x" * 43):
        asked = (
            f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            "X-HTTP-Method-Override: POST\r\n\r\n"
        )
        answer = (await raw(port, asked.encode())).decode()
        assert answer.split(" ")[1] == "405"
        assert all(f"{name}: {value}" in answer for name, value in HEADERS.items())


async def test_no_answer_is_kept_or_tells_the_next_page_where_it_was(visitor: Visitor) -> None:
    await visitor.opt_in()
    for path in ("/", "/me", "/case/V-999999", "/nowhere", "/stop/" + "x" * 43):
        answer = await visitor.open(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "ETag" not in answer.headers
        assert "Last-Modified" not in answer.headers


@pytest.fixture
async def hurried(
    config: Config, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[int]:
    """The portal with little patience: a test has no minute."""
    monkeypatch.setattr(server, "SILENT_SECONDS", 0.4)
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.4)
    async with listening(make_app(config, store, clock), "127.0.0.1", 0) as port:
        yield port


@pytest.mark.parametrize(
    "said",
    [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX-A: b"],
    ids=["nothing", "a line", "half a head"],
)
async def test_who_says_nothing_more_is_shown_out(hurried: int, said: bytes) -> None:
    assert await raw(hurried, said) == b""


async def test_a_form_that_dribbles_is_not_waited_for(hurried: int, store: Store) -> None:
    head = (
        b"POST /link HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\nConnection: close\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\nmail="
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", hurried)
    writer.write(head)
    answer = await asyncio.wait_for(reader.readuntil(b"\r\n"), 60)
    writer.close()
    assert b" 408 " in answer


async def test_behind_a_proxy_a_spoofed_sender_wins_no_more_tries(
    config: Config, store: Store, clock: Clock
) -> None:
    """Each try under another address of his own making, before the one that the proxy saw."""
    portal = replace(
        config.portal, trusted_proxies=("127.0.0.1",), base_url="https://varn.provstad.example"
    )
    app = make_app(replace(config, portal=portal), store, clock)
    async with (
        listening(app, "127.0.0.1", 0) as port,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        home = f"http://127.0.0.1:{port}"
        start = await session.get(home)
        browser = {name: morsel.value for name, morsel in start.cookies.items()}
        key = re.search(r'name="form_key" value="(\w+)"', await start.text())
        assert key is not None
        statuses = []
        for number in range(62):
            answer = await session.post(
                f"{home}/stop",
                data={"form_key": key[1], "token": "x" * 43},
                headers={"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.7"},
                cookies=browser,
            )
            statuses.append(answer.status)
    assert statuses[:60] == [410] * 60
    assert statuses[60:] == [429, 429]
