"""Addresses are read as browsers read them, and each page has one."""

import json
from pathlib import Path
from typing import Any

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner import urls
from scanner.model.ids import Address

SUITE = Path(__file__).parents[1] / ".." / "shared" / "data" / "conformance" / "urls"


@pytest.mark.parametrize(
    ("text", "base", "canonical"),
    [
        ("HTTP://Forum.Example:80/a/../b", None, "http://forum.example/b"),
        ("  https://forum.example/t/1#post-7 ", None, "https://forum.example/t/1"),
        ("?p=2", "http://forum.example/t/1", "http://forum.example/t/1?p=2"),
        ("//mirror.example/x", "https://forum.example/", "https://mirror.example/x"),
        ("http://anna:hemlig@forum.example/", None, "http://forum.example/"),
        ("http://forum.example/?utm_source=x&id=3&fbclid=y", None, "http://forum.example/?id=3"),
        ("http://forum.example/?gclid=x", None, "http://forum.example/"),
        ("http://forum.example/t;jsessionid=A1?b=2&a=1", None, "http://forum.example/t?b=2&a=1"),
        ("http://forum.example/?sid=17", None, "http://forum.example/?sid=17"),
        ("http://forum.example/?sid=0123456789abcdef0123", None, "http://forum.example/"),
        ("http://forum.example/?PHPSESSID=1&a", None, "http://forum.example/?a"),
        ("http://exempelvägen.example/å", None, "http://xn--exempelvgen-s8a.example/%C3%A5"),
        ("http://①②⑦.⓪.⓪.①/", None, "http://127.0.0.1/"),
        ("http://0x7f.1/", None, "http://127.0.0.1/"),
    ],
)
def test_one_page_has_one_address(text: str, base: Address | None, canonical: str) -> None:
    assert urls.parse(text, base) == canonical


@given(st.text("/a.:?&=%bA0~!$()*+,@-_;#'\\ \t", max_size=12))
def test_a_plain_path_is_read_as_by_the_standard(path: str) -> None:
    base = Address("https://forum.example:8443/t/1?p=2")
    assert urls.parse(f"/t{path}", base) == urls.parse(ada_url.join_url(base, f"/t{path}"))


@pytest.mark.parametrize(
    "text",
    [
        "", "forum.example", "mailto:a@forum.example", "javascript:alert(1)", "data:text/html,x",
        "ftp://forum.example/", "file:///etc/passwd", "http://", "http://a b/", "http://[::1",
        "http://forum.example:99999/", "http://%00/", "http://\ud800\x00/",
        "http://forum.example/" + "a" * urls.MAX_LENGTH,
        "http://forum.example/" + "å" * 1000,
    ],
)  # fmt: skip
def test_what_is_not_a_web_address_is_none(text: str) -> None:
    assert urls.parse(text) is None


@pytest.mark.parametrize(
    ("address", "host", "port", "origin", "target", "group"),
    [
        ("https://www.forum.example/a?b", "www.forum.example", 443, "https://www.forum.example",
         "/a?b", "forum.example"),
        ("http://forum.example:8080/", "forum.example", 8080, "http://forum.example:8080", "/",
         "forum.example"),
        ("http://[::1]/a:b", "[::1]", 80, "http://[::1]", "/a:b", "[::1]"),
        ("http://[::1]:81/", "[::1]", 81, "http://[::1]:81", "/", "[::1]"),
        ("http://192.0.2.7/", "192.0.2.7", 80, "http://192.0.2.7", "/", "192.0.2.7"),
        ("http://localhost/", "localhost", 80, "http://localhost", "/", "localhost"),
        ("http://a.b.co.uk./", "a.b.co.uk.", 80, "http://a.b.co.uk.", "/", "b.co.uk"),
    ],
)  # fmt: skip
def test_parts(
    address: Address, host: str, port: int, origin: str, target: str, group: str
) -> None:
    assert urls.parse(address) == address
    assert urls.host(address) == host
    assert urls.port(address) == port
    assert urls.origin(address) == origin
    assert urls.target(address) == target
    assert urls.host_group(address) == group


@given(st.text(max_size=80), st.sampled_from(["", "http://", "https://a.example/?", "//", "/"]))
def test_the_canonical_form_is_its_own(text: str, prefix: str) -> None:
    once = urls.parse(prefix + text, Address("http://forum.example/t/1"))
    if once is not None:
        assert urls.parse(once) == once
        assert urls.origin(once) + urls.target(once) == once
        assert "#" not in once
        assert urls.host(once)


def _cases(file: str) -> list[dict[str, Any]]:
    path = SUITE / file
    if not path.exists():
        return []
    cases = [case for case in json.loads(path.read_text("utf-8")) if isinstance(case, dict)]
    return [case for case in cases if case.get("base") is None or case["base"].startswith("http")]


def _expected(case: dict[str, Any]) -> str:
    """The standard's href without what our canonical form drops."""
    return f"{case['protocol']}//{case['host']}{case['pathname']}{case['search']}"


@pytest.mark.skipif(not SUITE.exists(), reason="the WHATWG suite in ../shared is not here")
def test_whatwg_addresses_are_exact_and_bad_ones_refused() -> None:
    cases = _cases("wpt_urltestdata.json")
    web = [case for case in cases if case.get("protocol") in ("http:", "https:")]
    bad = [case for case in cases if case.get("failure")]
    assert len(web) > 200
    assert len(bad) > 150
    wrong = [
        case["input"]
        for case in web
        if (urls.parse(case["input"], case["base"]) or "").rstrip("?") != _expected(case)
    ]
    assert wrong == []
    assert [case["input"] for case in bad if urls.parse(case["input"], case["base"])] == []


@pytest.mark.skipif(not SUITE.exists(), reason="the IDNA suite in ../shared is not here")
@pytest.mark.parametrize("file", ["wpt_IdnaTestV2.json", "wpt_toascii.json"])
def test_international_hosts_are_read_as_the_standard_says(file: str) -> None:
    for case in _cases(file):
        address = urls.parse(f"http://{case['input']}/x") if case["input"] else None
        if case["output"] is None:
            assert address is None, case
        elif case["output"]:
            assert address is not None, case
            assert urls.host(address) == case["output"], case


@pytest.mark.parametrize(
    ("target", "is_endless"),
    [
        ("/", False),
        ("/2026/11/21/rubrik", False),
        ("/a/b/a/c", False),
        ("/a/b/a/b/a", True),
        ("/1/2/3/4/5/6/7/8/9/10/11/12", False),
        ("/1/2/3/4/5/6/7/8/9/10/11/12/13", True),
        ("/?" + "&".join(f"p{n}=1" for n in range(8)), False),
        ("/?" + "&".join(f"p{n}=1" for n in range(9)), True),
    ],
)
def test_addresses_that_look_made_without_end(target: str, is_endless: bool) -> None:
    assert urls.is_endless(Address(f"http://a.example{target}")) is is_endless


@pytest.mark.parametrize(
    ("target", "is_far"),
    [
        ("/kalender/2031/04", True),
        ("/kalender/?m=2031-04", True),
        ("/kalender/1931/4/1", True),
        ("/kalender/2027/04", False),
        ("/1998/12/rubrik", False),
        ("/t/2050", False),
        ("/t/20311/04", False),
        ("/t/2031/13", False),
        ("/t?n=2031", False),
    ],
)
def test_dates_far_away(target: str, is_far: bool) -> None:
    assert urls.is_far_date(Address(f"http://a.example{target}"), 2026) is is_far


@pytest.mark.parametrize(
    ("target", "fine", "coarse"),
    [
        ("/", "/", "/"),
        ("/?p=5", "/?", "/?"),
        ("/om-oss", "/*", "/*"),
        ("/5", "/0", "/0"),
        ("/t/5", "/t/0", "/*/0"),
        ("/t/5/6", "/t/0", "/*/0"),
        ("/t/5/sist", "/t/0/*", "/*/0/*"),
        ("/visa.php?t=5&p=6", "/visa.php?", "/*?"),
        ("/labyrint/a/b/c", "/labyrint/*", "/*"),
        ("/2026/11/rubrik", "/0/*", "/0/*"),
    ],
)
def test_addresses_of_one_mould_have_one_shape(target: str, fine: str, coarse: str) -> None:
    shapes = urls.shapes(Address(f"http://a.example{target}"))
    assert shapes == (f"a.example{fine}", f"a.example{coarse}")
