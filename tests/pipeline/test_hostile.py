"""One crawl of everything that a site can do to a reader: each has its own outcome, within its
limit, and who is threatened on an honest page between them is found."""

import asyncio
import gzip
import socket
import struct
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from aiohttp import web

from scanner.config.settings import LabSettings
from scanner.model.page import MissReason
from scanner.places.sources import SourceKind
from scanner.store.schema import page as page_table
from tests.lab import Lab, raw_server
from tests.pipeline.stage import AMINA, Stage, page, post, source
from tests.pipeline.test_visits import AMINAS, CALM
from tests.trapping import own_words

READ = "page"
MOST_MEMORY_MIB = 160
"""That the scan may take more than before: two of the largest bodies, and what works on them."""

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
ZEROS = gzip.compress(bytes(50_000_000))

PACKED = {
    "gzipbomb": ("gzip", ZEROS, MissReason.TOO_LARGE),
    "nested": ("gzip, gzip", gzip.compress(ZEROS), MissReason.UNREADABLE),
    "brotli": ("br", b"\x8b\x03\x80abc\x03", MissReason.UNREADABLE),
    "zstandard": ("zstd", b"(\xb5/\xfd\x04X\x19\x00\x00abc", MissReason.UNREADABLE),
    "nozip": ("gzip", b"this is none", MissReason.UNREADABLE),
}
"""Content encoding, body, outcome."""

SENT = {
    "manyheaders": (OK + b"X: 1\r\n" * 5_000 + b"\r\nhi", MissReason.CONNECT),
    "longheader": (OK + b"X: " + b"a" * 100_000 + b"\r\n\r\nhi", MissReason.TOO_LARGE),
    "continued": (b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000, MissReason.TIMEOUT),
    "tooshort": (OK + b"Content-Length: 1000\r\n\r\nhi", MissReason.CONNECT),
    "twolengths": (OK + b"Content-Length: 1\r\nContent-Length: 9\r\n\r\nhi", MissReason.CONNECT),
    "badchunks": (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhi", MissReason.CONNECT),
    "nohttp": (b"SSH-2.0-OpenSSH_9\r\n\r\n", MissReason.CONNECT),
    "hangsup": (b"", MissReason.CONNECT),
    "silent": (b"", MissReason.TIMEOUT),
}
"""Bytes that are sent, outcome."""

THREAT = post("p1", AMINAS)
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(12))
DRESSED = {
    "deep": ("text/html", ("<div>" * 60_000 + THREAT).encode()),
    "wide": (
        "text/html",
        ("<p " + " ".join(f"a{n}" for n in range(60_000)) + ">" + THREAT).encode(),
    ),
    "formatted": ("text/html", ("<b><i>" * 20_000 + THREAT).encode()),
    "lyingcharset": ("text/html; charset=utf-16", page(THREAT).encode()),
    "nocharset": ("text/html; charset=klingon", page(THREAT).encode()),
    "entities": (
        "application/xml",
        f"<?xml version='1.0'?><!DOCTYPE a [{ENTITIES}]><a>&e11;<p>{AMINAS}</p></a>".encode(),
    ),
    "noise": ("text/html", bytes(range(256)) * 2_000 + page(THREAT).encode()),
}
"""Media type and body of pages that are hard to read, and hold a threat."""

INSIDE = (
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/",
    "http://0177.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fd00:ec2::254]/",
    "http://169.254.169.254/latest/", "http://10.0.0.1/", "http://0/", "http://localhost/",
    "http://printer/", "http://db.internal/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/",
    "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://93.184.215.14:22/",
)  # fmt: skip


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    while True:
        await response.write(b"<p>mera" * 10_000)


async def drip(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    while True:
        await response.write(b"a")
        await asyncio.sleep(0.05)


async def reset(request: web.Request) -> web.StreamResponse:
    """Half a page, then the connection is torn down."""
    response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "99"})
    await response.prepare(request)
    await response.write(b"<p>halva")
    assert request.transport is not None
    end: socket.socket = request.transport.get_extra_info("socket")
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
    return response


async def month(request: web.Request) -> web.StreamResponse:
    number = int(request.query.get("m", "0"))
    links = "".join(f'<a href="/?m={number + step}">{step}</a>' for step in (-12, -1, 1, 12))
    return web.Response(text=f"<p>Tomt {number}{links}", content_type="text/html")


def build(sites: Lab) -> dict[str, str]:
    """Let every site answer; what each one's page comes to."""
    expected: dict[str, str] = {}
    for name, (encoding, body, reason) in PACKED.items():
        sites.page(f"{name}.example/", body, headers={"Content-Encoding": encoding})
        expected[f"http://{name}.example/"] = reason
    for name, (kind, body) in DRESSED.items():
        sites.page(f"{name}.example/", body, content_type=None, headers={"Content-Type": kind})
        expected[f"http://{name}.example/"] = READ
    for number, target in enumerate(INSIDE):
        sites.redirect(f"inside{number}.example/", target)
        expected[f"http://inside{number}.example/"] = MissReason.ADDRESS
    live: tuple[tuple[str, Answer, str], ...] = (
        ("endless", endless, MissReason.TOO_LARGE),
        ("drip", drip, MissReason.TIMEOUT),
        ("reset", reset, MissReason.CONNECT),
    )
    for name, answer, outcome in live:
        sites.routes[f"{name}.example/"] = answer
        expected[f"http://{name}.example/"] = outcome
    sites.redirect("loop.example/", "/a")
    sites.redirect("loop.example/a", "/")
    for n in range(9):
        sites.redirect(f"long.example/{n or ''}", f"/{n + 1}")
    sites.page("image.example/", b"\x89PNG\r\n\x1a\n" + bytes(500), content_type="image/png")
    sites.page("empty.example/", b" \n")
    return expected | {
        "http://loop.example/": MissReason.REDIRECTS,
        "http://long.example/": MissReason.REDIRECTS,
        "http://image.example/": MissReason.CONTENT_TYPE,
        "http://empty.example/": MissReason.UNREADABLE,
        "https://plain.example/": MissReason.TLS,
        "http://nowhere.example/": MissReason.CONNECT,
    }


def honest(sites: Lab) -> set[str]:
    """A forum of sixty pages; Amina is threatened on the last."""
    for n in range(60):
        words = AMINAS if n == 59 else f"{CALM}</p><p>{own_words(str(n))}"
        body = page(post("p", words), links=(f"/t/{n + 1}",) * (n < 59))
        sites.page(f"forum.example/t/{n}", body)
    return {f"http://forum.example/t/{n}" for n in range(60)}


def peak_mib() -> int:
    """Of this process: the most it ever held."""
    lines = Path("/proc/self/status").read_text().splitlines()
    (peak,) = (line for line in lines if line.startswith("VmHWM"))
    return int(peak.split()[1]) // 1024


async def test_each_hostile_site_has_its_own_outcome_and_the_honest_one_is_read(
    stage: Stage,
) -> None:
    expected, pages = build(stage.sites), honest(stage.sites)
    stage.sites.routes["kalender.example/"] = month

    class Months(dict[str, Answer]):
        def get(self, where: str, default: object = None) -> object:  # type: ignore[override]
            return month if where.startswith("kalender.example/?") else super().get(where, default)

    stage.sites.routes = Months(stage.sites.routes)
    async with AsyncExitStack() as servers:
        hosts = dict(stage.sites.settings("plain.example").hosts)
        for name, (answer, reason) in SENT.items():
            seconds = 3 if reason is MissReason.TIMEOUT else 0
            port = await servers.enter_async_context(raw_server(answer, then_wait=seconds))
            hosts[f"{name}.example"] = f"127.0.0.1:{port}"
            expected[f"http://{name}.example/"] = reason
        hosts["nowhere.example"] = "127.0.0.1:1"
        stage.sites.settings = lambda *_: LabSettings(hosts=hosts)  # type: ignore[method-assign]
        stage.config = replace(
            stage.config,
            crawl=replace(stage.config.crawl, timeout_seconds=2.0, pages_per_host_and_day=5_000),
        )
        override = {"robots_override_reason": "Robots.txt prövas i andra tester."}
        stage.sources = (
            source(*sorted(expected), source_id="fientlig", kind=SourceKind.PAGES, **override),
            source("http://kalender.example/", source_id="kalender", max_pages=5_000),
            source("http://forum.example/t/0", source_id="forum"),
        )
        await stage.opt_in(AMINA)
        before = peak_mib()
        result = await stage.scan()
    outcomes = {
        row.address: row.outcome
        for row in stage.store.read(lambda tx: tx.connection.execute(page_table.select()).all())
    }
    assert {address: outcomes[address] for address in expected} == expected
    assert {address: outcomes[address] for address in pages} == dict.fromkeys(pages, READ)
    gaps = {one.source_id: dict(one.missed) for one in result.report.data.gaps}
    assert "forum" not in gaps
    assert gaps["kalender"].keys() == {MissReason.TRAP}
    assert sum(address.startswith("http://kalender.") for address in outcomes) <= 60
    # The threat stands on honest and on hard pages, and is one finding.
    places = {place.address for finding in stage.of(AMINA) for place in finding.places}
    hard = {f"http://{name}.example/" for name in DRESSED}
    assert places == {"http://forum.example/t/59", *hard}
    # Nothing inside was asked, under any spelling.
    assert {path.partition("/")[0] for path in stage.sites.paths()} <= hosts.keys()
    assert peak_mib() - before <= MOST_MEMORY_MIB
