"""How many cases of public suites we answer as they say: `scan.py bench conformance`.

The suites lie in a folder: `robots/google_rfc9309.json` (Google's cases of RFC 9309),
`urls/wpt_urltestdata.json` and `urls/wpt_IdnaTestV2.json` (web-platform-tests, WHATWG URL),
`charset/html5lib_*.dat` (html5lib-tests, what a page declares).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import webencodings

from scanner import urls
from scanner.bench import real, reference_text
from scanner.bench.table import Bar, Row
from scanner.crawl import robots
from scanner.errors import UsageError
from scanner.extract import charset

MISSED: Final = Bar(limit=1, is_floor=False)
MADE_UP: Final = Bar(limit=10, is_floor=False)
"""Recall of .9999 and precision of .999, as words of ten thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many of a suite's cases are answered as it says."""

    what: str
    cases: int
    wrong: tuple[str, ...]
    """The cases that are not, as the suite spells them."""


def count(suites: Path) -> Iterator[Counted]:
    """Every suite of a folder. Raises `UsageError` where one is not there."""
    yield _robots(suites)
    yield from _addresses(suites)
    yield _hosts(suites)
    yield _charsets(suites)


def markdown(counted: Iterator[Counted]) -> str:
    lines = (
        f"| {one.what} | {one.cases - len(one.wrong):,} of {one.cases:,} |"
        f" {', '.join(map(repr, one.wrong[:3]))} |"
        for one in counted
    )
    return "\n".join(["| suite | as it says | not so |", "|---|---:|---|", *lines])


def text_rows(pages: Path) -> Iterator[Row]:
    """How far the text of real pages is that of html5lib; nothing where that is not installed."""
    if not reference_text.is_installed():
        return
    found = reference_text.agreement(real.read_real(pages))
    peer = f"html5lib: {found.reference:,} words"
    for what, share, bar in (
        ("words of real pages that are missed", found.recall, MISSED),
        ("words read that stand on no page", found.precision, MADE_UP),
    ):
        yield Row(what=what, peer=peer, measured=10_000 * (1 - share), unit="of 10,000", bar=bar)


def _robots(suites: Path) -> Counted:
    cases = [
        case
        for case in _read(suites / "robots" / "google_rfc9309.json")
        if not case["google_specific"]
    ]
    wrong = [case["url"] for case in cases if _is_allowed(case) is not case["allowed"]]
    return _counted("robots.txt: cases of RFC 9309", cases, wrong)


def _is_allowed(case: dict[str, Any]) -> bool:
    text = case.get("robots_latin1")
    body = text.encode("latin-1") if text is not None else case["robots"].encode()
    # The suite's addresses are not canonical; what it asks is about the path as it stands.
    target = "/" + case["url"].partition("//")[2].partition("/")[2]
    return robots.allows(robots.parse(body, case["agent"].lower()), target)


def _addresses(suites: Path) -> Iterator[Counted]:
    cases = [
        case
        for case in _read(suites / "urls" / "wpt_urltestdata.json")
        if isinstance(case, dict) and (case["base"] or "http").startswith("http")
    ]
    web = [case for case in cases if case.get("protocol") in ("http:", "https:")]
    wrong = [case["input"] for case in web if _parsed(case).rstrip("?") != _expected(case)]
    yield _counted("addresses: WHATWG, web addresses exact", web, wrong)
    bad = [case for case in cases if case.get("failure")]
    taken = [case["input"] for case in bad if _parsed(case)]
    yield _counted("addresses: WHATWG, bad ones refused", bad, taken)


def _parsed(case: dict[str, Any]) -> str:
    return urls.parse(case["input"], case["base"]) or ""


def _expected(case: dict[str, Any]) -> str:
    """The standard's href without what our canonical form drops."""
    return f"{case['protocol']}//{case['host']}{case['pathname']}{case['search']}"


def _hosts(suites: Path) -> Counted:
    cases = [
        case
        for case in _read(suites / "urls" / "wpt_IdnaTestV2.json")
        if isinstance(case, dict) and case["input"] and case["output"] != ""
    ]
    wrong = [case["input"] for case in cases if _host(case["input"]) != case["output"]]
    return _counted("hosts: IDNA of Unicode (UTS 46)", cases, wrong)


def _host(name: str) -> str | None:
    address = urls.parse(f"http://{name}/x")
    return None if address is None else urls.host(address)


def _charsets(suites: Path) -> Counted:
    files = sorted((suites / "charset").glob("html5lib_*.dat"))
    cases = [case for file in files for case in _declared(file)]
    wrong = [
        repr(data[:40])
        for data, label in cases
        # What is not ASCII decides nothing, but keeps a page from being plain ASCII.
        if charset.encoding_of(data + b"\xff").name != webencodings.lookup(label).name
    ]
    return _counted("encodings that pages declare: html5lib-tests", cases, wrong)


def _declared(file: Path) -> Iterator[tuple[bytes, str]]:
    for case in re.split(rb"(?:^|\n)#data\n", file.read_bytes())[1:]:
        data, _, expected = case.partition(b"#encoding\n")
        yield data.removesuffix(b"\n"), expected.split(b"\n")[0].decode().strip()


def _read(file: Path) -> list[Any]:
    try:
        cases: list[Any] = json.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} cannot be read as a suite ({type(error).__name__}).") from error
    return cases


def _counted(what: str, cases: list[Any], wrong: list[str]) -> Counted:
    return Counted(what=what, cases=len(cases), wrong=tuple(wrong))
