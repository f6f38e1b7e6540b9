"""A browser shows a page and reaches nothing: what its scripts ask for we ask for, or nobody."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.outbound import browser as browsers
from scanner.outbound.browser import Browser
from tests.chromium import unfenced

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
SOURCE = SourceId("app")
AT = Address("https://app.example/trad/1")
HTML = "text/html; charset=utf-8"


def page(body: str, at: str = AT, kind: str = HTML) -> Page:
    raw = body.encode()
    return Page(
        source_id=SOURCE,
        asked=Address(at),
        final=Address(at),
        fetched_at=NOW,
        status=200,
        headers=(("content-type", kind), ("set-cookie", "a=b")),
        body=raw,
        digest=Sha256(sha256(raw).hexdigest()),
    )


class Site:
    """Answers what a page's scripts ask for."""

    def __init__(self, **answers: tuple[str, str]) -> None:
        self.answers = {f"https://app.example/{name}": answer for name, answer in answers.items()}
        self.asked: list[str] = []

    async def ask(self, address: Address) -> Page | Missed:
        self.asked.append(address)
        if address not in self.answers:
            return Missed(source_id=SOURCE, asked=address, at=NOW, reason=MissReason.GONE)
        body, kind = self.answers[address]
        return page(body, address, kind)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unfenced(tmp_path_factory.mktemp("browser"))


@pytest.fixture
async def browser(program: Path) -> AsyncIterator[Browser]:
    async with Browser(program) as running:
        yield running


@contextmanager
def counting() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, TCP and UDP on both families, and who came to it."""
    came: list[str] = []
    sockets: list[socket.socket] = []
    port = 0
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            one = socket.socket(family, kind)
            try:
                one.bind((host, port))
            except OSError:
                one.close()  # no IPv6 here
                continue
            port = one.getsockname()[1]
            sockets.append(one)
            if kind == socket.SOCK_STREAM:
                one.listen()
            Thread(target=_count, args=(one, kind, came), daemon=True).start()
    try:
        yield port, came
    finally:
        for one in sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def _count(one: socket.socket, kind: int, came: list[str]) -> None:
    try:
        while True:
            if kind == socket.SOCK_STREAM:
                connection, peer = one.accept()
                came.append(f"tcp {peer}")
                connection.close()
            else:
                _, peer = one.recvfrom(2048)
                if peer is None:  # closed
                    return
                came.append(f"udp {peer}")
    except OSError:
        return


async def test_what_scripts_write_is_shown(browser: Browser) -> None:
    script = """
        fetch('/posts?a=1&b=2').then(r => r.json()).then(
            d => { document.querySelector('main').textContent = d.text })
    """
    site = Site(
        **{
            "app.js": (script, "text/javascript"),
            "posts?a=1&b=2": ('{"text": "Hej på dig"}', "application/json"),
        }
    )
    shown = await browser.shown(page("<main></main><script src=/app.js></script>"), site.ask)
    assert shown is not None
    assert "<main>Hej på dig</main>" in shown.markup
    assert shown.is_whole
    assert site.asked == ["https://app.example/app.js", "https://app.example/posts?a=1&b=2"]


async def test_the_scripts_of_an_application_are_asked_for_once(browser: Browser) -> None:
    site = Site(**{"app.js": ("document.title = location.pathname", "text/javascript")})
    for number in (1, 2):
        at = f"https://app.example/trad/{number}"
        shown = await browser.shown(page("<script src=/app.js></script>", at), site.ask)
        assert shown is not None
        assert f"<title>/trad/{number}</title>" in shown.markup
    assert site.asked == ["https://app.example/app.js"]


async def test_a_page_keeps_nothing_for_the_next(browser: Browser) -> None:
    site = Site()
    store = "localStorage.a = '1'; document.cookie = 'a=1'"
    await browser.shown(page(f"<script>{store}</script>"), site.ask)
    tell = "document.title = [localStorage.a, document.cookie, caches.length].join('|')"
    shown = await browser.shown(page(f"<script>{tell}</script>"), site.ask)
    assert shown is not None
    assert "<title>||</title>" in shown.markup


async def test_a_style_sheet_that_scripts_wait_for_is_there_and_empty(browser: Browser) -> None:
    markup = (
        "<main></main><script>const l = document.createElement('link'); l.rel = 'stylesheet';"
        "l.href = '/a.css'; l.onload = () => { document.querySelector('main').textContent = 'ja' };"
        "document.head.append(l)</script>"
    )
    site = Site()
    shown = await browser.shown(page(markup), site.ask)
    assert shown is not None
    assert "<main>ja</main>" in shown.markup
    assert site.asked == []


WAYS = {
    "picture": "<img src={to}/a><img srcset='{to}/b 2x'><video src={to}/c poster={to}/d></video>",
    "frame": "<iframe src={to}/a></iframe><embed src={to}/b><object data={to}/c></object>",
    "font": "<style>@font-face{{font-family:a;src:url({to}/f)}} p{{font-family:a}}</style><p>a",
    "style": "<style>@import url({to}/a); body{{background:url({to}/b)}}</style>",
    "hint": "<link rel=prefetch href={to}/a><link rel=preconnect href={to}/>"
    "<link rel=dns-prefetch href={to}/><link rel=preload as=font href={to}/b>"
    "<link rel=icon href={to}/c><link rel=manifest href={to}/d>",
    "fetch": "<script>fetch('{to}/a').catch(()=>0); fetch('{to}/b', {{mode:'no-cors'}})</script>",
    "post": "<script>fetch('{to}/a', {{method: 'POST', body: 'a'}}).catch(()=>0)</script>",
    "xhr": "<script>x = new XMLHttpRequest(); x.open('GET', '{to}/a'); x.send()</script>",
    "beacon": "<script>navigator.sendBeacon('{to}/a', 'a')</script><a ping={to}/b href=#x>x</a>"
    "<script>document.querySelector('a').click()</script>",
    "socket": "<script>new WebSocket('{to}/a'.replace('http', 'ws'))</script>",
    "events": "<script>new EventSource('{to}/a')</script>",
    "form": "<form action={to}/a method=post></form><script>document.forms[0].submit()</script>",
    "refresh": "<meta http-equiv=refresh content='0; url={to}/a'>",
    "leave": "<script>location = '{to}/a'</script>",
    "open": "<script>open('{to}/a')</script>",
    "worker": "<script>new Worker(URL.createObjectURL(new Blob(["
    "`fetch('{to}/a'); importScripts('{to}/b')`])))</script>",
    "service": "<script>navigator.serviceWorker && navigator.serviceWorker.register('/s.js')"
    ".catch(()=>0)</script>",
    "import": "<script type=module>import('{to}/a').catch(()=>0)</script>",
    "download": "<a href={to}/a download>x</a><script>document.links[0].click()</script>",
    "rtc": "<script>p = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{host}'}}]}});"
    "p.createDataChannel('a'); p.createOffer().then(o => p.setLocalDescription(o))</script>",
    "transport": "<script>try {{ new WebTransport('{to}/a'.replace('http:', 'https:')) }}"
    " catch (e) {{}}</script>",
}


@pytest.fixture
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "STILL_SECONDS", 0.4)


def test_whoever_comes_is_counted() -> None:
    with counting() as (port, came):
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.sendto(b"a", ("127.0.0.1", port))
        for _ in range(100):
            if len(came) == 2:
                break
            time.sleep(0.02)
    assert sorted(one[:3] for one in came) == ["tcp", "udp"]


@pytest.mark.usefixtures("in_haste")
async def test_no_way_leads_to_this_machine(browser: Browser) -> None:
    """Browsers reach it past any proxy, unless they are told not to. We do not ask it either."""
    site = Site()
    with counting() as (port, came):
        for way in WAYS.values():
            to = way.format(to=f"http://127.0.0.1:{port}", host=f"127.0.0.1:{port}")
            shown = await browser.shown(page(f"<main>Hej</main>{to}"), site.ask)
            assert shown is not None
            assert "<main>Hej</main>" in shown.markup
            assert came == [], way
    assert site.asked == []


@pytest.mark.usefixtures("in_haste")
@pytest.mark.parametrize(
    "to", ["https://annan.example", "http://169.254.169.254", "http://localhost", "http://[::1]"]
)
async def test_other_hosts_are_not_asked(browser: Browser, to: str) -> None:
    site = Site()
    with counting() as (port, came):
        host = f"{to}:{port}"
        every = "".join(way.format(to=host, host=host.partition("//")[2]) for way in WAYS.values())
        assert await browser.shown(page(f"<main>Hej</main>{every}"), site.ask) is not None
    assert came == []
    assert site.asked == []


async def test_what_a_page_would_send_to_its_own_site_is_not_sent(browser: Browser) -> None:
    """It is then not whole: what the site would have answered may stand there."""
    site = Site()
    send = "fetch('/graphql', {method: 'POST', body: '{}'}).catch(() => 0)"
    shown = await browser.shown(page(f"<main>Hej</main><script>{send}</script>"), site.ask)
    assert shown is not None
    assert not shown.is_whole
    assert site.asked == []


async def test_a_page_that_leads_on_by_script_is_not_whole_and_stays(browser: Browser) -> None:
    for way in ("location = '/b'", "document.forms[0].submit()"):
        markup = f"<main>Hej</main><form action=/b></form><script>{way}</script>"
        shown = await browser.shown(page(markup), Site().ask)
        assert shown is not None
        assert "<main>Hej</main>" in shown.markup
        assert not shown.is_whole


async def test_what_its_site_does_not_give_leaves_it_not_whole(browser: Browser) -> None:
    shown = await browser.shown(page("<script src=/borta.js></script>"), Site().ask)
    assert shown is not None
    assert not shown.is_whole


async def test_a_page_that_asks_on_and_on_is_cut(browser: Browser) -> None:
    site = Site()
    ask = "let n = 0; const go = () => fetch('/' + n++).catch(() => 0).then(go); go()"
    shown = await browser.shown(page(f"<main>Hej</main><script>{ask}</script>"), site.ask)
    assert shown is not None
    assert not shown.is_whole
    assert len(site.asked) == browsers.MOST_REQUESTS


HOSTILE = {
    "endless loop": "while (true);",
    "endless growth": "const a = []; while (true) a.push(new Array(1e5).fill(Math.random()));",
    "deep": "let e = document.body; for (let i = 0; i < 2e6; i++) e = e.appendChild("
    "document.createElement('b'))",
    "much text": "document.body.textContent = 'a'.repeat(5e6)",
}


@pytest.mark.parametrize("kind", HOSTILE)
async def test_a_page_that_would_wear_the_browser_down_is_not_shown_and_the_next_one_is(
    browser: Browser, kind: str
) -> None:
    site = Site()
    hostile = page(f"<body><p>Hej</p><script>setTimeout(() => {{ {HOSTILE[kind]} }}, 0)</script>")
    assert await browser.shown(hostile, site.ask) is None
    shown = await browser.shown(page("<main>Hej</main>"), site.ask)
    assert shown is not None
    assert "Hej" in shown.markup


async def test_dialogs_hold_nothing_up(browser: Browser) -> None:
    asks = "<script>for (const f of [alert, confirm, prompt]) f('hej'); document.title='b'</script>"
    shown = await browser.shown(page(asks), Site().ask)
    assert shown is not None
    assert "<title>b</title>" in shown.markup


async def test_a_browser_that_cannot_be_started_shows_nothing(tmp_path: Path) -> None:
    async with Browser(tmp_path / "none") as browser:
        assert await browser.shown(page("<main>Hej</main>"), Site().ask) is None


async def test_trouble_of_ours_is_not_the_pages(browser: Browser) -> None:
    """A disk that is full while the host's pace is stored, for one."""

    async def failing(address: Address) -> Page | Missed:
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="the disk is full"):
        await browser.shown(page("<script src=/app.js></script>"), failing)


async def test_nothing_of_it_runs_on_when_the_scan_ends(program: Path) -> None:
    others = _running()
    async with Browser(program) as browser:
        await browser.shown(page("<main>Hej</main>"), Site().ask)
        ours = _running() - others
        assert ours
    for _ in range(50):
        if not ours & _running():
            break
        await asyncio.sleep(0.1)
    assert not ours & _running()


def _running() -> set[str]:
    """Processes that have a profile of a scan's browser, be it of another test run."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if b"varn-browser-" in (process / "environ").read_bytes():
                found.add(process.name)
        except OSError:
            continue
    return found
