"""What an answer means is told by status, headers and a guard's own words."""

import pytest

from scanner.model.ids import Address
from scanner.model.page import MissReason, media_type
from scanner.outbound.answer import WALL_BYTES, is_worth_reading, reason_of_status, wall


@pytest.mark.parametrize(
    ("status", "headers", "body", "expected"),
    [
        (403, {"cf-mitigated": "challenge"}, "", MissReason.CAPTCHA),
        (405, {"x-amzn-waf-action": "captcha"}, "", MissReason.CAPTCHA),
        (200, {}, "<script>window._cf_chl_opt={}</script>", MissReason.CAPTCHA),
        (200, {}, '<script id="anubis_challenge" type="application/json">', MissReason.CAPTCHA),
        (403, {}, "<script src='https://geo.captcha-delivery.com/c.js'>", MissReason.CAPTCHA),
        (200, {}, "Request unsuccessful. Incapsula incident ID: 1-2", MissReason.BLOCKED),
        (403, {}, "<title>Attention Required! | Cloudflare</title>", MissReason.BLOCKED),
        (503, {}, "<p>Solve the CAPTCHA to go on", MissReason.CAPTCHA),
        (503, {}, "<p>Servern vilar", None),
        (200, {}, '<form class="g-recaptcha">Skriv en kommentar</form>', None),
        (200, {}, "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'>", None),
        (200, {}, "_cf_chl_opt" + "a" * WALL_BYTES, None),
        (200, {}, "Hon heter så här. " * 50 + "_cf_chl_opt Incapsula incident ID", None),
        (200, {}, "<p>Hon heter så här. _cf_chl_opt", None),
        (403, {}, "Hon heter så här. " * 50 + "Incapsula incident ID", MissReason.BLOCKED),
        (200, {}, "<script>" + "var a = b; " * 200 + "_cf_chl_opt</script>", MissReason.CAPTCHA),
    ],
)
def test_a_guard_is_told_from_the_site(
    status: int, headers: dict[str, str], body: str, expected: MissReason | None
) -> None:
    assert wall(status, headers, body.encode()) is expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [(304, MissReason.NOT_MODIFIED), (410, MissReason.GONE), (418, MissReason.HTTP_ERROR)],
)
def test_a_status_has_a_reason(status: int, expected: MissReason) -> None:
    assert reason_of_status(status) is expected


def test_media_types() -> None:
    assert media_type(" Text/HTML ; charset=utf-8") == "text/html"
    assert media_type("") == ""


@pytest.mark.parametrize(
    ("kind", "address", "is_worth"),
    [
        ("text/html", "http://a.example/", True),
        ("application/gzip", "http://a.example/sitemap.xml.gz", True),
        ("application/octet-stream", "http://a.example/karta.txt.gz?v=1", True),
        ("application/gzip", "http://a.example/backup.tar.gz", False),
        ("application/gzip", "http://a.example/x?y=sitemap.xml.gz", False),
        ("application/octet-stream", "http://a.example/sitemap.xml", False),
        ("image/png", "http://a.example/sitemap.xml.gz", False),
    ],
)
def test_of_packed_files_only_sitemaps_are_worth_their_bytes(
    kind: str, address: Address, is_worth: bool
) -> None:
    assert is_worth_reading(kind, address) is is_worth
