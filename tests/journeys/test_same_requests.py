"""Nobody who sees our requests can tell who is watched: they are the same whoever that is."""

import asyncio
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest

from scanner.places.sources import SearchProvider, SourceKind
from scanner.store import installing
from scanner.vault import master
from tests.conftest import MORNING, make_config
from tests.extract.pdfs import pdf
from tests.extract.telegram import message, preview, words
from tests.lab import Lab, lab
from tests.pipeline import test_search
from tests.pipeline.stage import AMINA, ANNA, DAY, Caseworker, Stage, page, post, source
from tests.pipeline.test_visits import AMINAS, BOTH, CALM, NUMBER, tagged
from tests.pipeline.test_wordpress import comment
from tests.sources.test_wordpress import QUERY

ELSEWHERE = (
    Caseworker(given="Kerstin", surname="Provlunda", phone="070-174 06 41"),
    Caseworker(given="Hodan", surname="Dalmarow", spellings=("حودان دالمارو",)),
)
WATCHLISTS = {"those on the pages": (AMINA, ANNA), "others": ELSEWHERE, "nobody": ()}

SOURCES = (
    source("http://forum.example/t", source_id="forum"),
    source("http://blogg.example/feed", source_id="blogg", kind=SourceKind.FEED),
    source("http://wp.example/", source_id="wp", kind=SourceKind.WORDPRESS),
    source("http://t.me/s/kanalen", source_id="kanalen", kind=SourceKind.TELEGRAM),
    source("http://karta.example/", source_id="karta", kind=SourceKind.SITEMAP),
    source("http://tavla.example/f5", source_id="tavla", kind=SourceKind.FORUM),
    source("http://egen.example/", source_id="egen", kind=SourceKind.OWN),
    source("http://pastes.example/senaste", source_id="klister", kind=SourceKind.PASTE),
    test_search.search(SearchProvider.SEARXNG, "http://sok.example/"),
    source(
        "http://lista.example/a", "http://lista.example/b", source_id="lista", kind=SourceKind.PAGES
    ),
    source("http://spegel.example/1", source_id="spegel"),
    source("http://stangd.example/", source_id="stangd"),
    source("http://krasslig.example/a", "http://krasslig.example/b", source_id="krasslig"),
)

Request = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the sites, and whoever sits on the wire, saw of two days."""

    requests: dict[str, list[Request]]
    """By host, in order: address and headers."""
    connections: int
    """To the sites."""
    others: frozenset[object]
    """Whatever else was looked up or connected to."""
    findings: int


WHERE = {
    "socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0, "socket.getnameinfo": 0,
}  # fmt: skip
"""Events by which something leaves, and which of their arguments says whereto."""


@dataclass
class Wire:
    """What this process looks up and connects to, while it is watched."""

    is_watched: bool = False
    events: list[tuple[str, object]] = field(default_factory=list)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.is_watched and event in WHERE:
            self.events.append((event, arguments[WHERE[event]]))


WIRE = Wire()
# An audit hook hears every socket of the process, and cannot be taken away again.
sys.addaudithook(WIRE.hear)


@contextmanager
def watched_wire() -> Iterator[list[tuple[str, object]]]:
    WIRE.events, WIRE.is_watched = [], True
    try:
        yield WIRE.events
    finally:
        WIRE.is_watched = False


def first_day(sites: Lab) -> None:
    tagged(sites, "forum.example/t", page(post("p1", CALM), post("p2", BOTH), links=("/t?p=2",)))
    sites.page("forum.example/t?p=2", page(post("p3", AMINAS), links=("/t?p=3", "/t")))
    tagged(sites, "forum.example/t?p=3", page(post("p4", CALM)))
    sites.page("blogg.example/feed", feed("1", "2"), content_type="application/rss+xml")
    sites.page("blogg.example/1", page(f"<p>{AMINAS}</p>"))
    sites.redirect("blogg.example/2", "http://flytt.example/2")
    sites.page("flytt.example/2", page(f"<p>{BOTH}</p>"))
    wordpress(sites, comment(1, CALM), comment(2, AMINAS))
    channel(sites, message(41, words(BOTH)), message(42, words(CALM)))
    sitemap(sites, "/1", "/2")
    sites.page("karta.example/1", page(f"<p>{BOTH}</p>", links=("/9",)))
    sites.page("karta.example/2", page(f"<p>{CALM}</p>"))
    sites.page("tavla.example/f5", page(f"<p>{CALM}</p>", links=("/t7", "/t7p2", "/t8", "/u3")))
    sites.page("tavla.example/t7", page(post("p1", BOTH), links=("/t7p2", "/p1")))
    sites.page("tavla.example/t7p2", page(post("p2", CALM), links=("/t7",)))
    sites.page("tavla.example/t8", page(post("p3", AMINAS)))
    sites.page("pastes.example/senaste", page(links=("/raw/ett", "/raw/tva", "/ny")))
    sites.page("pastes.example/raw/ett", BOTH, content_type="text/plain")
    sites.page("pastes.example/raw/tva", CALM, content_type="text/plain")
    results(sites, "http://traff.example/1", "http://traff.example/2")
    sites.page("traff.example/1", page(f"<p>{AMINAS}</p>", links=("/3",)))
    sites.page("traff.example/2", page(f"<p>{CALM}</p>"))
    sites.page("egen.example/", page(f"<p>{CALM}</p>", links=("/protokoll.pdf", "/om")))
    sites.page("egen.example/om", page(f"<p>{AMINAS}</p>", links=("/",)))
    sites.page("egen.example/protokoll.pdf", pdf([BOTH]), content_type="application/pdf")
    sites.page("lista.example/a", page(f"<p>{AMINAS}</p>", links=("/c",)))
    tagged(sites, "lista.example/b", page(f"<p>{CALM}</p>"))
    sites.page("spegel.example/1", page(f"<p>Sparat.</p><p>{BOTH}</p>"))
    sites.page("stangd.example/robots.txt", "User-agent: *\nDisallow: /\n")
    sites.page("krasslig.example/a", "stängt", status=503)
    sites.page("krasslig.example/b", page(f"<p>{BOTH}</p>"))


def second_day(sites: Lab) -> None:
    sites.page("forum.example/t?p=2", page(post("p3", AMINAS, NUMBER), links=("/t?p=3", "/ny")))
    sites.page("forum.example/ny", page(post("p9", CALM)))
    sites.page("blogg.example/feed", feed("1", "2", "3"), content_type="application/rss+xml")
    sites.page("blogg.example/3", page(f"<p>{CALM}</p>"))
    wordpress(sites, comment(3, BOTH), comment(2, AMINAS))
    channel(sites, message(42, words(CALM)), message(43, words(f"{AMINAS} {NUMBER}")))
    sitemap(sites, "/1", "/2", "/3")
    sites.page("karta.example/3", page(f"<p>{AMINAS} {NUMBER}</p>"))
    sites.page("tavla.example/t7p2", page(post("p2", f"{AMINAS} {NUMBER}"), links=("/t7p3",)))
    sites.page("pastes.example/raw/tva", f"{AMINAS} {NUMBER}", content_type="text/plain")
    results(sites, "http://traff.example/1", "http://traff.example/4")
    sites.page("traff.example/4", page(f"<p>{BOTH}</p>"))
    sites.page("egen.example/protokoll.pdf", pdf([CALM]), content_type="application/pdf")
    sites.page("lista.example/a", page(f"<p>{CALM}</p>"))
    sites.page("spegel.example/1", "borta", status=410)
    sites.page("krasslig.example/a", page(f"<p>{AMINAS}</p>"))


def results(sites: Lab, *links: str) -> None:
    found = {
        "query": "kampanj",
        "results": [{"url": link, "title": AMINAS, "content": BOTH} for link in links],
    }
    sites.page(test_search.ASKED, json.dumps(found), content_type="application/json")


def feed(*entries: str) -> str:
    items = "".join(
        f"<item><title>Inlägg {one}</title><link>http://blogg.example/{one}</link></item>"
        for one in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'


def sitemap(sites: Lab, *paths: str) -> None:
    where = "http://karta.example"
    sites.page("karta.example/", page(f"<p>{CALM}</p>"))
    sites.page("karta.example/robots.txt", f"User-agent: *\nSitemap: {where}/sitemap.xml\n")
    entries = "".join(f"<url><loc>{where}{path}</loc></url>" for path in paths)
    xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    sites.page("karta.example/sitemap.xml", xml, content_type="application/xml")


def wordpress(sites: Lab, *comments: dict[str, Any]) -> None:
    sites.page("wp.example/", '<link rel="https://api.w.org/" href="/wp-json/">' + page(CALM))
    as_json: dict[str, Any] = {
        "content_type": "application/json", "headers": {"X-WP-TotalPages": "2"}
    }  # fmt: skip
    for name, items in (("posts", []), ("pages", []), ("comments", comments)):
        where = f"wp.example/wp-json/wp/v2/{name}?{QUERY}"
        sites.page(where, json.dumps(items), **as_json)
        sites.page(f"{where}&page=2", "[]", **as_json)


def channel(sites: Lab, *messages: str) -> None:
    sites.page("t.me/s/kanalen", preview(*messages, before=41))
    sites.page("t.me/s/kanalen?before=60", preview(*messages, before=41))


async def scan_two_days(folder: Path, people: tuple[Caseworker, ...]) -> Seen:
    config, key = make_config(folder), master.create()
    config.data.folder.mkdir(parents=True)
    store = installing.create(config, key, MORNING)
    try:
        async with lab() as sites:
            stage = Stage(sites, config, store, SOURCES, queries=(test_search.QUERY,))
            await stage.opt_in(*people)
            with watched_wire() as events:
                for change in (first_day, second_day):
                    change(sites)
                    await stage.scan(DAY)
            site = ("socket.connect", ("127.0.0.1", sites.port))
            return Seen(
                requests=by_host(sites),
                connections=events.count(site),
                others=frozenset(where for event, where in events if (event, where) != site),
                findings=sum(len(stage.of(who)) for who in people),
            )
    finally:
        store.close()


def by_host(sites: Lab) -> dict[str, list[Request]]:
    found: defaultdict[str, list[Request]] = defaultdict(list)
    for where, headers in sites.asked:
        found[where.partition("/")[0]].append((where, tuple(headers.items())))
    return dict(found)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """By watchlist, what was seen of the same two days."""
    return {
        name: asyncio.run(scan_two_days(tmp_path_factory.mktemp("house"), people))
        for name, people in WATCHLISTS.items()
    }


def test_every_kind_of_source_is_among_them() -> None:
    # An archive lies on our own disk: nobody is asked.
    assert {one.kind for one in SOURCES} == set(SourceKind) - {SourceKind.ARCHIVE}


def test_the_watchlists_do_find_different_things(seen: dict[str, Seen]) -> None:
    assert {name: one.findings > 0 for name, one in seen.items()} == {
        "those on the pages": True, "others": False, "nobody": False
    }  # fmt: skip


def test_every_site_sees_the_same_requests_in_the_same_order(seen: dict[str, Seen]) -> None:
    one, *others = (each.requests for each in seen.values())
    assert others == [one, one]
    assert Counter({host: len(asked) for host, asked in one.items()}) == {
        "forum.example": 9, "blogg.example": 9, "flytt.example": 4, "spegel.example": 4,
        "stangd.example": 2, "krasslig.example": 6, "wp.example": 12, "t.me": 8,
        "karta.example": 13, "lista.example": 6,
        "tavla.example": 11, "egen.example": 12, "pastes.example": 8,
        "sok.example": 2, "traff.example": 5,
    }  # fmt: skip


def test_the_wire_sees_the_same_connections_and_no_other_name(seen: dict[str, Seen]) -> None:
    assert len({one.connections for one in seen.values()}) == 1
    for one in seen.values():
        # The mail server alone, which is the organisation's own.
        assert one.others <= {("127.0.0.1", 1)}


def test_no_request_carries_anything_of_a_person(seen: dict[str, Seen]) -> None:
    private = [
        part.casefold()
        for who in (AMINA, ANNA, *ELSEWHERE)
        for part in (who.surname, who.mail.reveal(), who.phone, who.phone[1:], *who.spellings)
        if part
    ]
    private += [part.replace("-", "").replace(" ", "") for part in private]
    for one in seen.values():
        for asked in one.requests.values():
            for where, headers in asked:
                text = unquote_plus(f"{where} {headers}").casefold()
                assert [part for part in private if part in text] == []
                assert {name for name, _ in headers} <= {
                    "host", "user-agent", "accept", "accept-encoding", "if-none-match",
                    "if-modified-since",
                }  # fmt: skip
