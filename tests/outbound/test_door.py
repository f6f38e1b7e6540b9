"""One request, one answer, within limits; nothing inside is ever dialled."""

import asyncio
import gzip
import tomllib
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from scanner import urls
from scanner.config.settings import CrawlSettings, LabSettings
from scanner.errors import UsageError
from scanner.model.ids import Address, SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.outbound.door import VERSION, Door, Redirect, Request, Wanted, user_agent
from tests.lab import Lab, lab, raw_server

NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)
SOURCE = SourceId("forum")
HTML = b"<!doctype html><title>Provstad</title><p>Hej"


@pytest.fixture
async def sites() -> AsyncIterator[Lab]:
    async with lab() as running:
        yield running


async def fetch(
    settings: LabSettings | None, address: str, wanted: Wanted = Wanted.PAGE, **crawl: Any
) -> Page | Redirect | Missed:
    limits = {"contact": "https://provstad.example/varn", "timeout_seconds": 2.0} | crawl
    async with Door(CrawlSettings(**limits), settings, now=lambda: NOW) as door:
        return await door.fetch(Request(source_id=SOURCE, address=Address(address), wanted=wanted))


def reason(outcome: Page | Redirect | Missed) -> MissReason:
    assert isinstance(outcome, Missed), outcome
    return outcome.reason


# ---- what comes


async def test_a_page_comes_as_the_site_sent_it(sites: Lab) -> None:
    sites.page("forum.example/t?a=1&b=%C3%A5", HTML, headers={"ETag": '"1"'})
    page = await fetch(sites.settings(), "http://forum.example/t?a=1&b=%C3%A5")
    assert isinstance(page, Page)
    assert page.body == HTML
    assert page.digest == sha256(HTML).hexdigest()
    assert page.status == 200
    assert page.fetched_at == NOW
    assert dict(page.headers)["etag"] == '"1"'
    assert page.asked == page.final == "http://forum.example/t?a=1&b=%C3%A5"


async def test_we_say_who_we_are_and_nothing_else(sites: Lab) -> None:
    sites.page("forum.example/", HTML, headers={"Set-Cookie": "a=b; Path=/"})
    async with Door(
        CrawlSettings(contact="a@b.example"), sites.settings(), now=lambda: NOW
    ) as door:
        for _ in range(2):
            await door.fetch(Request(source_id=SOURCE, address=Address("http://forum.example/")))
    (_, first), (_, second) = sites.asked
    assert first == second
    assert set(first) == {"host", "user-agent", "accept", "accept-encoding"}
    assert first["user-agent"] == f"Varn/{VERSION} (+a@b.example)"
    assert first["host"] == "forum.example"


async def test_proxies_of_the_environment_are_not_asked(
    sites: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    sites.page("forum.example/", HTML)
    assert isinstance(await fetch(sites.settings(), "http://forum.example/"), Page)


async def test_validators_are_sent_and_304_is_an_answer(sites: Lab) -> None:
    sites.page("forum.example/", b"", status=304)
    async with Door(
        CrawlSettings(contact="a@b.example"), sites.settings(), now=lambda: NOW
    ) as door:
        missed = await door.fetch(
            Request(
                source_id=SOURCE,
                address=Address("http://forum.example/"),
                etag='W/"7"',
                last_modified="Sat, 21 Nov 2026 05:00:00 GMT",
            )
        )
    assert reason(missed) is MissReason.NOT_MODIFIED
    assert isinstance(missed, Missed)
    assert not missed.is_gap
    assert sites.asked[0][1]["if-none-match"] == 'W/"7"'
    assert sites.asked[0][1]["if-modified-since"] == "Sat, 21 Nov 2026 05:00:00 GMT"


async def test_a_304_that_nobody_asked_for_is_no_answer(sites: Lab) -> None:
    sites.page("forum.example/", b"", status=304)
    missed = await fetch(sites.settings(), "http://forum.example/")
    assert reason(missed) is MissReason.HTTP_ERROR
    assert isinstance(missed, Missed)
    assert missed.is_gap


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_told_and_not_followed(sites: Lab, status: int) -> None:
    sites.redirect("forum.example/a", "/b?utm_source=x#c", status)
    outcome = await fetch(sites.settings(), "http://forum.example/a")
    assert outcome == Redirect(
        asked=Address("http://forum.example/a"),
        target=Address("http://forum.example/b"),
        status=status,
    )
    assert sites.paths() == ["forum.example/a"]


@pytest.mark.parametrize("where", ["javascript:alert(1)", "http://a b/", "file:///etc/passwd"])
async def test_a_redirect_to_no_web_address_is_a_miss(sites: Lab, where: str) -> None:
    sites.redirect("forum.example/a", where)
    outcome = await fetch(sites.settings(), "http://forum.example/a")
    assert reason(outcome) is MissReason.REDIRECTS


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (204, MissReason.HTTP_ERROR),
        (206, MissReason.HTTP_ERROR),
        (400, MissReason.HTTP_ERROR),
        (401, MissReason.BLOCKED),
        (403, MissReason.BLOCKED),
        (404, MissReason.GONE),
        (410, MissReason.GONE),
        (451, MissReason.BLOCKED),
        (500, MissReason.HTTP_ERROR),
    ],
)
async def test_a_status_that_is_no_page_has_a_reason(
    sites: Lab, status: int, expected: MissReason
) -> None:
    sites.page("forum.example/", b"" if status == 204 else HTML, status=status)
    outcome = await fetch(sites.settings(), "http://forum.example/")
    assert reason(outcome) is expected
    assert isinstance(outcome, Missed)
    assert outcome.status == status


@pytest.mark.parametrize(
    ("body", "options", "expected"),
    [
        (HTML, {}, (MissReason.GONE, True)),
        (HTML + b"captcha", {}, (MissReason.GONE, True)),
        (b" ", {}, (MissReason.GONE, False)),
        (b"GIF89a", {"content_type": "image/gif"}, (MissReason.GONE, False)),
        (b"x" * 5000, {}, (MissReason.TOO_LARGE, False)),
        (b"x", {"headers": {"Content-Encoding": "br"}}, (MissReason.UNREADABLE, False)),
    ],
    ids=["page", "captcha", "empty", "image", "large", "packed"],
)
async def test_what_is_said_to_be_gone_comes_with_what_is_shown(
    sites: Lab, body: bytes, options: dict[str, object], expected: tuple[MissReason, bool]
) -> None:
    sites.page("forum.example/", body, status=404, **options)
    outcome = await fetch(sites.settings(), "http://forum.example/", max_page_bytes=4096)
    assert isinstance(outcome, Missed)
    assert (outcome.reason, outcome.shown is not None) == expected


async def test_retry_after_is_handed_on(sites: Lab) -> None:
    sites.page("forum.example/", b"", status=429, headers={"Retry-After": "120"})
    outcome = await fetch(sites.settings(), "http://forum.example/")
    assert reason(outcome) is MissReason.BLOCKED
    assert isinstance(outcome, Missed)
    assert outcome.retry_after == "120"


async def test_a_guard_is_not_taken_for_the_page(sites: Lab) -> None:
    sites.page("forum.example/", "<script>window._cf_chl_opt={}</script>")
    assert reason(await fetch(sites.settings(), "http://forum.example/")) is MissReason.CAPTCHA


async def test_a_page_with_a_captcha_for_commenters_is_a_page(sites: Lab) -> None:
    sites.page("forum.example/", '<form class="g-recaptcha">Skriv en kommentar</form>')
    assert isinstance(await fetch(sites.settings(), "http://forum.example/"), Page)


# ---- limits


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_packed_pages_are_unpacked(sites: Lab, encoding: str) -> None:
    packed = gzip.compress(HTML) if encoding == "gzip" else zlib.compress(HTML)
    sites.page("forum.example/", packed, headers={"Content-Encoding": encoding})
    page = await fetch(sites.settings(), "http://forum.example/")
    assert isinstance(page, Page)
    assert page.body == HTML


async def test_a_page_larger_than_the_limit_is_left(sites: Lab) -> None:
    sites.page("forum.example/", b"a" * 3_000)
    limit = 2_999
    outcome = await fetch(sites.settings(), "http://forum.example/", max_page_bytes=limit)
    assert reason(outcome) is MissReason.TOO_LARGE
    outcome = await fetch(sites.settings(), "http://forum.example/", max_page_bytes=limit + 1)
    assert isinstance(outcome, Page)


async def test_a_bomb_is_left_by_its_ratio(sites: Lab) -> None:
    bomb = gzip.compress(bytes(4_000_000))
    sites.page("forum.example/", bomb, headers={"Content-Encoding": "gzip"})
    outcome = await fetch(sites.settings(), "http://forum.example/")
    assert reason(outcome) is MissReason.TOO_LARGE


async def test_an_endless_page_is_left(sites: Lab) -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while sent < 100_000_000:
            await response.write(b"<p>mera" * 10_000)
            sent += 70_000
        return response

    sites.routes["forum.example/"] = endless
    outcome = await fetch(sites.settings(), "http://forum.example/", max_page_bytes=500_000)
    assert reason(outcome) is MissReason.TOO_LARGE
    assert sent < 20_000_000


async def test_a_drip_ends_with_the_time_limit(sites: Lab) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"a")
            await asyncio.sleep(0.05)
        return response

    sites.routes["forum.example/"] = drip
    outcome = await fetch(sites.settings(), "http://forum.example/", timeout_seconds=0.3)
    assert reason(outcome) is MissReason.TIMEOUT


@pytest.mark.parametrize(
    ("content_type", "is_read"),
    [
        ("text/html; charset=utf-8", True),
        ("TEXT/PLAIN", True),
        ("application/rss+xml", True),
        ("image/png", False),
        ("application/pdf", True),
        ("application/zip", False),
        ("video/mp4", False),
    ],
)
async def test_only_kinds_that_somebody_reads_come_in(
    sites: Lab, content_type: str, is_read: bool
) -> None:
    sites.page("forum.example/", HTML, content_type=None, headers={"Content-Type": content_type})
    outcome = await fetch(sites.settings(), "http://forum.example/")
    assert isinstance(outcome, Page) if is_read else reason(outcome) is MissReason.CONTENT_TYPE


async def test_robots_txt_comes_whatever_its_type_cut_at_its_limit(sites: Lab) -> None:
    sites.page("forum.example/robots.txt", b"#" * 600_000, content_type="image/png")
    page = await fetch(sites.settings(), "http://forum.example/robots.txt", Wanted.ROBOTS)
    assert isinstance(page, Page)
    assert len(page.body) == 500 * 1024


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"", MissReason.CONNECT),
        (b"SSH-2.0-OpenSSH\r\n\r\n", MissReason.CONNECT),
        (OK + b"Content-Length: 100\r\n\r\nhi", MissReason.CONNECT),
        (OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nhi", MissReason.CONNECT),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", MissReason.CONNECT),
        (OK + b"X: 1\r\n" * 500 + b"\r\nhi", MissReason.CONNECT),
        (OK + b"X: " + b"a" * 40_000 + b"\r\n\r\nhi", MissReason.TOO_LARGE),
        (OK + b"Content-Length: 4\r\n\r\n \n\t ", MissReason.UNREADABLE),
        (OK + b"Content-Encoding: gzip, gzip\r\nContent-Length: 1\r\n\r\na", MissReason.UNREADABLE),
        (OK + b"Content-Encoding: br\r\nContent-Length: 1\r\n\r\na", MissReason.UNREADABLE),
        (OK + b"Content-Encoding: zstd\r\nContent-Length: 1\r\n\r\na", MissReason.UNREADABLE),
        (OK + b"Content-Encoding: gzip\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\na",
         MissReason.UNREADABLE),
        (OK + b"Content-Length: -1\r\n\r\nhi", MissReason.CONNECT),
        (OK + b"Content-Encoding: gzip\r\nContent-Length: 6\r\n\r\nno zip", MissReason.UNREADABLE),
        (b"HTTP/1.1 302 F\r\nContent-Length: 0\r\n\r\n", MissReason.REDIRECTS),
        (b"HTTP/1.1 302 F\r\nLocation: http://\xff\xfe/\r\nContent-Length: 0\r\n\r\n",
         MissReason.REDIRECTS),
    ],
)  # fmt: skip
async def test_a_broken_answer_is_a_miss(answer: bytes, expected: MissReason) -> None:
    async with raw_server(answer) as port:
        settings = LabSettings(hosts={"forum.example": f"127.0.0.1:{port}"})
        assert reason(await fetch(settings, "http://forum.example/")) is expected


async def test_headers_without_end_stop_at_the_time_limit() -> None:
    async with raw_server(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, then_wait=5) as port:
        settings = LabSettings(hosts={"forum.example": f"127.0.0.1:{port}"})
        outcome = await fetch(settings, "http://forum.example/", timeout_seconds=0.3)
    assert reason(outcome) is MissReason.TIMEOUT


async def test_no_server_and_no_tls_are_told_apart(sites: Lab) -> None:
    async with raw_server(b"") as port:
        pass
    down = LabSettings(hosts={"forum.example": f"127.0.0.1:{port}"})
    assert reason(await fetch(down, "http://forum.example/")) is MissReason.CONNECT
    plain = sites.settings("forum.example")
    assert reason(await fetch(plain, "https://forum.example/")) is MissReason.TLS


# ---- what is never dialled

INSIDE = (
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/",
    "http://0177.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
    "http://[fd00:ec2::254]/", "http://0.0.0.0/", "http://localhost/", "http://printer/",
    "http://nas.local/", "http://db.internal/",
)  # fmt: skip


@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("settings", [None, LabSettings()], ids=["real", "lab"])
async def test_inside_addresses_are_refused(inside: str, settings: LabSettings | None) -> None:
    address = urls.parse(inside)
    assert address is not None
    assert reason(await fetch(settings, address)) is MissReason.ADDRESS


async def test_the_labs_own_endpoint_has_no_other_name(sites: Lab) -> None:
    sites.page("forum.example/", HTML)
    for address in (f"http://127.0.0.1:{sites.port}/", f"http://[::1]:{sites.port}/"):
        assert reason(await fetch(sites.settings(), address)) is MissReason.ADDRESS
    outcome = await fetch(sites.settings(), "http://unknown.example/")
    assert reason(outcome) is MissReason.DNS
    assert sites.asked == []


async def test_a_lab_network_opens_its_block(sites: Lab) -> None:
    sites.page(f"127.0.0.1:{sites.port}/", HTML)
    settings = LabSettings(networks=("127.0.0.1/32",))
    assert isinstance(await fetch(settings, f"http://127.0.0.1:{sites.port}/"), Page)
    assert reason(await fetch(settings, f"http://127.0.0.2:{sites.port}/")) is MissReason.ADDRESS


async def test_a_lab_never_leads_out_of_the_machine() -> None:
    with pytest.raises(AssertionError, match="lab"):
        await fetch(LabSettings(hosts={"forum.example": "193.10.0.1:80"}), "http://forum.example/")


@pytest.mark.parametrize("contact", ["", "a\r\nX-Evil: 1", "värn@provstad.example"])
def test_a_contact_that_cannot_stand_in_a_header_is_said(contact: str) -> None:
    with pytest.raises(UsageError, match=r"crawl\.contact"):
        user_agent(contact)


def test_the_version_we_tell_is_the_products() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["version"].startswith(VERSION + ".")
