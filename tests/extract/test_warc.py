"""Web archives: the pages in them. Written by warcio, and files of others."""

import gzip
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scanner.extract import page as reading
from scanner.extract import warc
from scanner.extract.warc import DamagedArchiveError
from scanner.model.ids import SourceId
from scanner.model.page import Missed, MissReason, Page
from tests.conftest import MORNING

SUITE = Path(__file__).parents[2] / ".." / "shared" / "data" / "conformance" / "warc"
ARCHIVE = SourceId("arkiv")


def record(
    address: str, body: bytes, *headers: tuple[str, str], kind: str = "response", status: int = 200
) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    http = StatusAndHeaders(f"{status} X", list(headers), protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            address,
            kind,
            payload=BytesIO(body),
            length=len(body),
            http_headers=http if kind == "response" else None,
            warc_content_type="text/html",
            warc_headers_dict={"WARC-Date": "2026-11-20T17:04:00Z"},
        )
    )
    return out.getvalue()


def read(archive: bytes) -> tuple[list[Page | Missed], bool]:
    """What came, and whether the archive was whole."""
    came: list[Page | Missed] = []
    try:
        came.extend(warc.pages(BytesIO(archive), ARCHIVE, MORNING))
    except DamagedArchiveError:
        return came, False
    return came, True


HTML = ("Content-Type", "text/html; charset=utf-8")
GZIPPED = ("Content-Encoding", "gzip")
PAGE = record("http://blogg.example/1", "<p>Åsa".encode(), HTML)


def test_a_record_is_a_page_as_it_came() -> None:
    packed = record("http://blogg.example/2#x", gzip.compress(b"<p>hej"), HTML, GZIPPED)
    (first, second), is_whole = read(PAGE + packed)
    assert is_whole
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.asked, first.final) == ("http://blogg.example/1", "http://blogg.example/1")
    assert first.fetched_at == datetime(2026, 11, 20, 17, 4, tzinfo=UTC)
    assert (second.final, second.body) == ("http://blogg.example/2", b"<p>hej")
    document = reading.read(first)
    assert document is not None
    assert document.text == "Åsa"


def test_only_pages_of_web_addresses_are_pages() -> None:
    others = (
        record("http://blogg.example/borta", b"<p>borta", HTML, status=404)
        + record("dns:blogg.example", b"127.0.0.1", kind="resource")
        + record("http://blogg.example/1", b"note", kind="metadata")
        + record("http://blogg.example/1", b"", kind="revisit")
    )
    kept = record("<http://blogg.example/3>", b"<p>hej", kind="resource")
    came, is_whole = read(others + kept)
    assert is_whole
    assert [page.asked for page in came] == ["http://blogg.example/3"]


def test_a_page_too_large_is_a_miss_and_the_next_one_is_read() -> None:
    bomb = gzip.compress(b" " * 64 * 1024 * 1024)
    begin = time.process_time()
    came, is_whole = read(record("http://blogg.example/bomb", bomb, HTML, GZIPPED) + PAGE)
    assert time.process_time() - begin < 3
    assert is_whole
    assert isinstance(came[0], Missed)
    assert came[0].reason is MissReason.TOO_LARGE
    assert isinstance(came[1], Page)


@pytest.mark.parametrize("rest", [b"no archive at all", PAGE[:20] + b"\0" * 200])
def test_an_archive_that_breaks_keeps_what_came_before(rest: bytes) -> None:
    came, is_whole = read(PAGE + rest)
    assert [page.asked for page in came] == ["http://blogg.example/1"]
    assert not is_whole


def test_more_records_than_bounds_allow_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_RECORDS", 2)
    assert len(read(PAGE * 2)[0]) == 2
    assert read(PAGE * 2)[1]
    came, is_whole = read(PAGE * 3)
    assert len(came) == 2
    assert not is_whole


def test_a_record_cut_short_is_a_page_of_an_archive_that_is_not_whole() -> None:
    whole = gzip.decompress(record("http://blogg.example/1", b"<p>hej " * 9, HTML))
    came, is_whole = read(whole.rstrip(b"\r\n")[:-20])
    assert [page.body[:6] for page in came if isinstance(page, Page)] == [b"<p>hej"]
    assert not is_whole


def test_files_of_others() -> None:
    """webrecorder/warcio, chatnoir-eu/chatnoir-resiliparse (FastWARC) and
    iipc/warc-specifications: pages of each file, and whether it is whole. Packing by LZ4 is not
    read."""
    files = sorted(SUITE.rglob("*.*")) if SUITE.exists() else []
    if not files:
        pytest.skip("needs the suite in ../shared/data/conformance/warc, which is not here")
    assert {file.name: outcome(file) for file in files} == {
        "block-sized-records.warc": (0, True), "block-sized-records.warc.gz": (0, True),
        "block-sized-records.warc.lz4": (0, False), "clipped.warc.gz": (1, False),
        "clueweb-quirk.warc.gz": (29, True), "warcfile.warc": (16, True),
        "warcfile.warc.gz": (16, True), "warcfile.warc.lz4": (0, False),
        "20130729-heritrix-original.warc.gz": (1, True),
        "20130729-heritrix-revisit-with-http-headers.warc.gz": (0, True),
        "20141124-heritrix-server-not-modified.warc.gz": (0, True),
        "20141129-heritrix-original.warc.gz": (1, True),
        "20141129-heritrix-revisit-with-http-headers-and-new-warc-headers.warc.gz": (0, True),
        "hello-world.warc": (1, True), "hello-world.warc.cdx": (0, True),
        "hello-world.warc.gz": (1, True), "bad.arc": (0, True),
        "example-bad-non-chunked.warc.gz": (0, False), "example-bad.warc.gz.bad": (0, False),
        "example-digest.warc": (0, True), "example-iana.org-chunked.warc": (1, True),
        "example-resource.warc.gz": (1, True), "example-space-in-target-uri.warc.gz": (0, True),
        "example-space-in-url.arc": (1, False), "example-trunc.warc": (1, True),
        "example-wget-bad-target-uri.warc.gz": (1, True),
        "example-wrong-chunks.warc.gz": (1, False), "example.arc": (1, True),
        "example.arc.gz": (1, True), "example.warc": (1, True), "example.warc.gz": (1, True),
        "post-test.warc.gz": (3, True),
    }  # fmt: skip


def outcome(file: Path) -> tuple[int, bool]:
    came, is_whole = read(file.read_bytes())
    return len(came), is_whole


def listed(archive: bytes) -> warc.Listing:
    return warc.listing(BytesIO(archive), "a.warc.gz", MORNING)


def test_each_page_of_a_list_stands_where_the_list_says() -> None:
    other = record("http://blogg.example/1", b"note", kind="metadata")
    archive = other + PAGE + record("http://blogg.example/2", b"<p>hej", HTML)
    assert [one.offset for one in listed(archive).captures] == [len(other), len(other + PAGE)]
    for one in listed(archive).captures:
        came = next(warc.pages(BytesIO(archive[one.offset :]), ARCHIVE, MORNING))
        assert came.asked == one.address
        assert came.fetched_at == one.at


def test_a_long_archive_is_listed_stretch_by_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "STRETCH", 2)
    archive = BytesIO(b"".join(record(f"http://blogg.example/{n}", b"<p>", HTML) for n in range(5)))
    start, found = 0, []
    while start is not None:
        archive.seek(start)
        part = warc.listing(archive, "a.warc.gz", MORNING)
        assert part.is_whole
        found += [one.address for one in part.captures]
        start = part.next_offset
    assert found == [f"http://blogg.example/{n}" for n in range(5)]


@pytest.mark.skipif(not SUITE.is_dir(), reason="the public files are not beside the checkout")
@pytest.mark.parametrize(
    ("name", "pages", "is_whole"),
    [
        ("fastwarc/warcfile.warc", 16, True),
        ("fastwarc/warcfile.warc.gz", 16, True),
        ("fastwarc/clipped.warc.gz", 1, False),
        ("warcio/example.arc", 1, True),
        ("warcio/example.arc.gz", 1, True),
        ("warcio/example-bad-non-chunked.warc.gz", 0, False),
    ],
)
def test_public_files_are_listed(name: str, pages: int, is_whole: bool) -> None:
    with (SUITE / name).open("rb") as archive:
        one = warc.listing(archive, name, MORNING)
    assert (len(one.captures), one.is_whole) == (pages, is_whole)
