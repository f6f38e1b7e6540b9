"""Search interfaces by whole scans: asked without a name, each result read once."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from scanner.model.page import MissReason
from scanner.places.queries import Query
from scanner.places.sources import SearchProvider, Source, SourceKind
from scanner.store import candidates
from scanner.store.candidates import CandidateState
from tests.extract.test_search import BRAVE, MOJEEK, YOUTUBE
from tests.pipeline.stage import AMINA, DAY, Stage, page, post, source
from tests.pipeline.test_visits import AMINAS, CALM
from tests.pipeline.test_wordpress import coverage, places

ASKED = "sok.example/search?q=kampanj%20Provstad&format=json&language=sv&time_range=month"
QUERY = Query(query_id="kampanj", words=("kampanj",), municipalities=("Provstad",), language="sv")
SECRET = "hemlig-nyckel-17"


def search(provider: SearchProvider, endpoint: str, **options: Any) -> Source:
    return source(endpoint, source_id="sok", kind=SourceKind.SEARCH, provider=provider, **options)


@pytest.fixture
async def searched(stage: Stage) -> Stage:
    """Amina has opted in; a SearXNG is asked one question and knows two pages, one about her."""
    stage.sources = (search(SearchProvider.SEARXNG, "http://sok.example/"),)
    stage.queries = (QUERY,)
    stage.sites.page("blogg.example/1", page(post("p1", AMINAS), links=("/2", "http://x.example/")))
    stage.sites.page("tidning.example/1", page(post("p1", CALM)))
    answer(stage, "http://blogg.example/1", "http://tidning.example/1")
    await stage.opt_in(AMINA)
    return stage


def answer(stage: Stage, *links: str, words: str = "") -> None:
    results = [{"url": link, "title": "Hej", "content": words} for link in links]
    told(stage, ASKED, {"query": "kampanj", "results": results})


def told(stage: Stage, where: str, value: Any) -> None:
    stage.sites.page(where, json.dumps(value), content_type="application/json")


def pages(asked: Iterable[str]) -> list[str]:
    return [where for where in asked if not where.endswith("/robots.txt")]


def hosts(stage: Stage, state: CandidateState = CandidateState.OPEN) -> list[str]:
    return [one.name for one in stage.store.read(lambda tx: candidates.every(tx, state))]


async def test_a_result_is_read_and_nothing_that_it_links_to(searched: Stage) -> None:
    await searched.scan()
    asked = pages(searched.sites.paths())
    assert asked[0] == ASKED
    assert sorted(asked[1:]) == ["blogg.example/1", "tidning.example/1"]
    assert places(searched) == [("http://blogg.example/1", "p1")]
    assert (coverage(searched).checked, coverage(searched).missed) == (3, ())


async def test_a_result_is_read_once_however_often_it_comes(searched: Stage) -> None:
    await searched.scan()
    searched.sites.asked.clear()
    for _ in range(2):
        await searched.scan(DAY)
    assert searched.sites.paths() == [ASKED, ASKED]
    # What was read once neither grows old as a gap nor counts on and on.
    assert (coverage(searched).checked, coverage(searched).missed) == (1, ())
    assert searched.the(AMINA).places[0].missing_since is None


async def test_a_result_that_was_down_is_tried_again_and_then_left(searched: Stage) -> None:
    searched.sites.page("blogg.example/1", b"", status=500)
    for _ in range(5):
        await searched.scan(DAY)
    assert searched.sites.paths().count("blogg.example/1") == 3


async def test_robots_txt_of_a_result_is_obeyed_whatever_the_search_may(searched: Stage) -> None:
    searched.sources = (replace(searched.sources[0], robots_override_reason="Beslut 1"),)
    searched.sites.page("blogg.example/robots.txt", "User-agent: *\nDisallow: /")
    # An interface is made for programs; SearXNG's robots.txt keeps crawlers from its pages.
    searched.sites.page("sok.example/robots.txt", "User-agent: *\nDisallow: /")
    await searched.scan()
    assert "blogg.example/1" not in searched.sites.paths()
    assert "sok.example/robots.txt" not in searched.sites.paths()
    assert dict(coverage(searched).missed) == {MissReason.ROBOTS: 1}


async def test_a_new_host_waits_for_a_person_with_the_reason(searched: Stage) -> None:
    await searched.scan()
    assert hosts(searched) == ["blogg.example", "tidning.example"]
    [one, _] = searched.store.read(lambda tx: candidates.every(tx, CandidateState.OPEN))
    assert (one.source_id, one.led_by, one.proposed_by) == ("sok", f"http://{ASKED}", "")


async def test_a_refused_host_is_left_alone(searched: Stage) -> None:
    await searched.scan()
    searched.store.write(lambda tx: candidates.settle(tx, "blogg.example", CandidateState.REFUSED))
    answer(searched, "http://blogg.example/ny", "http://tidning.example/ny")
    searched.sites.asked.clear()
    await searched.scan(DAY)
    assert pages(searched.sites.paths()) == [ASKED, "tidning.example/ny"]
    assert hosts(searched, CandidateState.REFUSED) == ["blogg.example"]


async def test_no_program_reads_people_search_nor_what_is_behind_a_log_in(searched: Stage) -> None:
    answer(
        searched,
        "http://personsok.example/a",
        "http://www.facebook.com/a",
        "http://blogg.example/1",
    )
    await searched.scan()
    assert pages(searched.sites.paths()) == [ASKED, "blogg.example/1"]
    assert hosts(searched) == ["blogg.example"]


async def test_a_page_of_a_listed_source_is_left_to_that_source(searched: Stage) -> None:
    blog = source("http://blogg.example/start", source_id="blogg")
    searched.sources = (*searched.sources, blog)
    searched.sites.page("blogg.example/start", page(post("p1", CALM)))
    await searched.scan()
    assert "blogg.example/1" not in searched.sites.paths()
    assert hosts(searched) == ["tidning.example"]


async def test_what_was_read_once_becomes_a_page_of_a_source_that_is_listed_later(
    searched: Stage,
) -> None:
    await searched.scan()
    blog = source("http://blogg.example/start", source_id="blogg")
    searched.sources = (*searched.sources, blog)
    searched.sites.page("blogg.example/start", page(post("p1", CALM), links=("/1",)))
    searched.sites.asked.clear()
    await searched.scan(DAY)
    assert "blogg.example/1" in searched.sites.paths()


async def test_a_snippet_about_her_is_found_and_not_missing_when_others_come(
    searched: Stage,
) -> None:
    answer(searched, "http://personsok.example/a", words=AMINAS)
    await searched.scan()
    [place] = searched.the(AMINA).places
    assert place.address == f"http://{ASKED}"
    answer(searched, "http://tidning.example/1")
    for _ in range(3):
        await searched.scan(DAY)
    assert searched.the(AMINA).places[0].missing_since is None


async def test_no_more_questions_are_asked_than_the_day_has(searched: Stage) -> None:
    words = ("ett", "tva", "tre")
    searched.queries = (replace(QUERY, words=words),)
    searched.sources = (replace(searched.sources[0], queries_a_day=2),)
    for word in words:
        told(searched, ASKED.replace("kampanj", word), {"query": word, "results": []})
    await searched.scan()
    await searched.scan()
    assert len(pages(searched.sites.paths())) == 2
    assert dict(coverage(searched).missed) == {MissReason.BUDGET: 1}
    await searched.scan(DAY)
    assert len(pages(searched.sites.paths())) == 4


async def test_the_same_is_asked_whoever_is_enrolled(stage: Stage, searched: Stage) -> None:
    await searched.scan()
    everything = json.dumps([(where, headers) for where, headers in searched.sites.asked])
    assert "amina" not in everything.lower()
    assert "provhult" not in everything.lower()


# ---- keys


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    file = tmp_path / "search.key"
    file.write_text(f"{SECRET}\n")
    return file


def database(stage: Stage) -> bytes:
    files = stage.config.data.folder.rglob("*")
    return b"".join(file.read_bytes() for file in files if file.is_file())


@pytest.mark.parametrize(
    ("provider", "where", "value", "header"),
    [
        (SearchProvider.YOUTUBE, "api.example/youtube/v3/search", YOUTUBE, "x-goog-api-key"),
        (SearchProvider.BRAVE, "api.example/res/v1/web/search", BRAVE, "x-subscription-token"),
        (SearchProvider.MOJEEK, "api.example/search", MOJEEK, ""),
    ],
)
async def test_a_key_goes_to_its_provider_and_is_kept_nowhere(
    stage: Stage,
    key_file: Path,
    caplog: pytest.LogCaptureFixture,
    provider: SearchProvider,
    where: str,
    value: Any,
    header: str,
) -> None:
    caplog.set_level(0)
    stage.sources = (search(provider, f"http://{where}", key_file=key_file),)
    stage.queries = (QUERY,)
    everything: list[tuple[str, dict[str, str]]] = []

    async def told_all(request: web.Request) -> web.Response:
        everything.append((request.raw_path, {k.lower(): v for k, v in request.headers.items()}))
        return web.json_response(text=json.dumps(value).replace("https://blogg", "http://blogg"))

    stage.sites.every["api.example"] = told_all
    stage.sites.page("blogg.example/1", page(post("p1", CALM)))
    await stage.scan()
    [(path, headers)] = everything
    if header:
        assert headers[header] == SECRET
        assert SECRET not in path
    else:
        assert f"api_key={SECRET}" in path
    for other, sent in stage.sites.asked:
        if not other.startswith("api.example"):
            assert SECRET not in json.dumps(sent) + other
    # The lab's own server logs what it is asked, as a provider's may.
    ours = [one.getMessage() for one in caplog.records if "aiohttp" not in one.name]
    assert ours
    assert SECRET not in "".join(ours)
    assert SECRET.encode() not in database(stage)
    if provider is SearchProvider.YOUTUBE:
        assert hosts(stage) == []
    else:
        assert "blogg.example/1" in stage.sites.paths()


async def test_where_a_provider_sends_us_elsewhere_the_key_does_not_follow(
    stage: Stage, key_file: Path
) -> None:
    endpoint = "http://api.example/search"
    stage.sources = (search(SearchProvider.MOJEEK, endpoint, key_file=key_file),)
    stage.queries = (QUERY,)

    async def elsewhere(request: web.Request) -> web.Response:
        target = f"http://annan.example{request.raw_path}"
        return web.Response(status=302, headers={"Location": target})

    stage.sites.every["api.example"] = elsewhere
    stage.sites.page("annan.example/", CALM)
    await stage.scan()
    assert {where.partition("/")[0] for where in stage.sites.paths()} == {"api.example"}
    assert coverage(stage).missed == ((MissReason.REDIRECTS, 1),)
    assert SECRET.encode() not in database(stage)


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"two words", b"a\r\nX-Evil: 1"])
async def test_without_a_key_nobody_is_asked_and_the_search_counts_as_down(
    stage: Stage, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_bytes(content)
    stage.sources = (search(SearchProvider.BRAVE, "http://api.example/s", key_file=file),)
    stage.queries = (QUERY,)
    stage.sites.page("api.example/", CALM)
    await stage.scan()
    assert stage.sites.asked == []
    assert coverage(stage).missed == ((MissReason.PROVIDER_DOWN, 1),)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, MissReason.BLOCKED),
        (404, MissReason.PROVIDER_DOWN),
        (429, MissReason.BLOCKED),
        (500, MissReason.HTTP_ERROR),
    ],
)
async def test_a_provider_that_refuses_is_a_gap(
    searched: Stage, status: int, reason: MissReason
) -> None:
    searched.sites.page(ASKED, "{}", status=status, content_type="application/json")
    await searched.scan()
    assert dict(coverage(searched).missed) == {reason: 1}
