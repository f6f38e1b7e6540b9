"""robots.txt is obeyed as RFC 9309 says, and a hostile one costs nothing."""

import gzip
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.crawl import robots
from scanner.model.frontier import RobotsCopy, RobotsState
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Missed, MissReason, Page

SUITE = Path(__file__).parents[2] / ".." / "shared" / "data" / "conformance" / "robots"
NOW = datetime(2026, 11, 21, 6, tzinfo=UTC)
ORIGIN = "http://forum.example"
BODY = b"User-agent: *\nDisallow: /hemligt\n"


@pytest.mark.parametrize(
    ("text", "target", "is_allowed"),
    [
        ("", "/", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a", "/a/b", False),
        ("User-agent: *\nDisallow: /a", "/b", True),
        ("User-agent: *\nDisallow: /\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?a", True),
        ("User-agent: *\nDisallow: /*sida=", "/t?p=1&sida=2", False),
        ("User-agent: *\nDisallow: /*[id]", "/x[id]", False),
        ("User-agent: *\nDisallow: /a*b*c$", "/abbcc", False),
        ("User-agent: *\nDisallow: /a*c$", "/ac/c/d", True),
        ("User-agent: *\nDisallow: /ab*b$", "/ab", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: Varn\nDisallow: /\nUser-agent: *\nAllow: /", "/", False),
        ("User-agent: *\nDisallow: /\nUser-agent: VARN/2.0 is\nAllow: /", "/", True),
        ("User-agent: Varnish\nDisallow: /", "/", True),
        ("User-agent: a\nUser-agent: varn\nDisallow: /x", "/x", False),
        ("User-agent: varn\nDisallow: /x\n\nUser-agent: varn\nDisallow: /y", "/y", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a # here", "/a", False),
        ("user-agent *\rdisalow /a", "/a", False),
        ("User-agent: *\nDisallow: /å", "/%C3%A5", False),
        ("User-agent: *\nDisallow: /%c3%a5", "/%C3%A5", False),
    ],
)
def test_rules(text: str, target: str, is_allowed: bool) -> None:
    assert robots.allows(robots.parse(text.encode()), target) is is_allowed


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10),
        ("User-agent: *\nDisallow: /a\nCrawl-delay: 0.5", 0.5),
        ("User-agent: *\nCrawl-delay: 10\n\nUser-agent: varn\nDisallow: /a\nCrawl-delay: 7", 7),
        ("User-agent: *\nCrawl-delay: soon", 0),
        ("User-agent: *\nCrawl-delay: -1", 0),
        ("User-agent: *\nCrawl-delay: nan", 0),
        ("User-agent: other\nDisallow: /\nCrawl-delay: 9", 0),
    ],
)
def test_crawl_delay(text: str, seconds: float) -> None:
    assert robots.parse(text.encode()).crawl_delay == seconds


def missed(reason: MissReason, status: int | None) -> Missed:
    return Missed(
        source_id=SourceId("forum"), asked=Address("http://forum.example/robots.txt"), at=NOW,
        reason=reason, status=status,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (missed(MissReason.GONE, 404), RobotsState.ABSENT),
        (missed(MissReason.BLOCKED, 403), RobotsState.ABSENT),
        (missed(MissReason.REDIRECTS, 302), RobotsState.ABSENT),
        (missed(MissReason.BLOCKED, 429), RobotsState.UNREACHABLE),
        (missed(MissReason.HTTP_ERROR, 503), RobotsState.UNREACHABLE),
        (missed(MissReason.TIMEOUT, None), RobotsState.UNREACHABLE),
        (missed(MissReason.ADDRESS, None), RobotsState.UNREACHABLE),
    ],
)
def test_without_a_robots_txt_all_is_allowed_and_with_none_to_be_had_nothing(
    outcome: Missed, state: RobotsState
) -> None:
    copy = robots.renewed(ORIGIN, None, outcome, NOW)
    assert copy.state is state
    is_allowed = robots.allows(robots.rules_of(copy, NOW), "/")
    assert is_allowed is (state is RobotsState.ABSENT)


def test_an_old_copy_serves_for_thirty_days() -> None:
    page = Page(
        source_id=SourceId("forum"), asked=Address(ORIGIN + "/robots.txt"), body=BODY,
        final=Address(ORIGIN + "/robots.txt"), fetched_at=NOW, status=200, headers=(),
        digest=Sha256("0" * 64),
    )  # fmt: skip
    copy = robots.renewed(ORIGIN, None, page, NOW)
    later = NOW + timedelta(days=20)
    copy = robots.renewed(ORIGIN, copy, missed(MissReason.TIMEOUT, None), later)
    assert copy.body_at == NOW
    rules = robots.rules_of(copy, later)
    assert robots.allows(rules, "/")
    assert not robots.allows(rules, "/hemligt")
    assert not robots.allows(robots.rules_of(copy, NOW + timedelta(days=31)), "/")


@pytest.mark.parametrize(
    ("state", "hours", "is_fresh"),
    [
        (RobotsState.READ, 23, True),
        (RobotsState.READ, 24, False),
        (RobotsState.ABSENT, 23, True),
        (RobotsState.UNREACHABLE, 0.5, True),
        (RobotsState.UNREACHABLE, 1, False),
        (RobotsState.READ, -1, False),
    ],
)
def test_a_copy_is_renewed_in_time(state: RobotsState, hours: float, is_fresh: bool) -> None:
    copy = RobotsCopy(origin=ORIGIN, fetched_at=NOW, state=state, body=b"", body_at=None)
    assert robots.is_fresh(copy, NOW + timedelta(hours=hours)) is is_fresh


@given(st.binary(max_size=300), st.text(max_size=40))
def test_no_bytes_break_the_reader(body: bytes, target: str) -> None:
    robots.allows(robots.parse(body), "/" + target)


@pytest.mark.parametrize(
    "body",
    [
        b"User-agent: *\nDisallow" + b" " * 500_000 + b"a b",
        b"User-agent: *\nDisallow: /" + b"*a" * 250_000 + b"$",
        b"User-agent: *\n" + b"".join(b"Disallow: /*a%db*c\n" % n for n in range(25_000)),
        b"User-agent: varn\n" * 30_000,
        b"User-agent: *\nDisallow: /" + b"\xff" * 500_000,
    ],
)
def test_a_hostile_file_costs_little(body: bytes) -> None:
    start = time.process_time()
    robots.allows(robots.parse(body), "/" + "a" * 2_000)
    assert time.process_time() - start < 5.0, "what grows with the square takes minutes"


def _cases(file: str) -> list[dict[str, Any]]:
    return json.loads((SUITE / file).read_text("utf-8")) if SUITE.exists() else []


needs_suite = pytest.mark.skipif(
    not SUITE.exists(), reason="the robots suite in ../shared is not here"
)


def _bytes(case: dict[str, Any]) -> bytes:
    if "robots_latin1" in case:
        return str(case["robots_latin1"]).encode("latin-1")
    return str(case["robots"]).encode()


@needs_suite
def test_every_case_of_rfc_9309() -> None:
    cases = [case for case in _cases("google_rfc9309.json") if not case["google_specific"]]
    assert len(cases) == 72
    assert [case for case in cases if _answer(case) is not case["allowed"]] == []


def _answer(case: dict[str, Any]) -> bool:
    # The suite's addresses are not canonical; what it asks is about the path as it stands.
    target = "/" + case["url"].partition("//")[2].partition("/")[2]
    return robots.allows(robots.parse(_bytes(case), case["agent"].lower()), target)


@needs_suite
def test_files_of_the_real_web_are_read_quickly() -> None:
    with gzip.open(SUITE / "real_robots_txt.jsonl.gz", "rt", encoding="utf-8") as lines:
        files = [json.loads(line) for line in lines]
    assert len(files) > 1_000
    times = []
    for file in files:
        body = file["bytes_latin1"].encode("latin-1")
        start = time.process_time()
        robots.allows(robots.parse(body), "/t/1")
        times.append(time.process_time() - start)
    assert sorted(times)[int(len(times) * 0.99)] < 0.005
