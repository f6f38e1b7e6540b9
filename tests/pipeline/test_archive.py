"""A web archive on this machine, by whole scans: its pages are read, and nobody is asked."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.crawl import crawler
from scanner.model import capture
from scanner.model.page import MissReason
from scanner.places.sources import SourceKind
from tests.extract.test_warc import HTML, record
from tests.pipeline.stage import AMINA, DAY, Stage, page, post, source
from tests.pipeline.test_visits import AMINAS, CALM
from tests.pipeline.test_wordpress import coverage

FILE = "2026/sajten.warc.gz"
KEPT = "2026-11-20T17:04:00+00:00"
"""What `record` says."""


def told(number: int, words: str) -> bytes:
    body = page(post("p1", words), links=("/other", "http://other.example/"))
    return record(f"http://borta.example/{number}", body.encode(), HTML)


RECORDS = (told(1, CALM), told(2, AMINAS), told(3, CALM))


@pytest.fixture
async def archive(stage: Stage, tmp_path: Path) -> Stage:
    """Amina has opted in; she stands on the second of three pages of an archive."""
    folder = tmp_path / "arkiv"
    (folder / "2026").mkdir(parents=True)
    stage.config = replace(stage.config, crawl=replace(stage.config.crawl, archive_folder=folder))
    stage.sources = (source(source_id="arkiv", kind=SourceKind.ARCHIVE, archive=FILE),)
    write(stage, *RECORDS)
    await stage.opt_in(AMINA)
    return stage


def write(stage: Stage, *records: bytes) -> None:
    folder = stage.config.crawl.archive_folder
    assert folder is not None
    (folder / FILE).write_bytes(b"".join(records))


async def test_pages_of_an_archive_are_read_and_nobody_is_asked(archive: Stage) -> None:
    await archive.scan()
    assert archive.sites.asked == []
    [place] = archive.the(AMINA).places
    offset = len(RECORDS[0])
    assert place.address == f"http://borta.example/2#archive={FILE}@{offset},{KEPT}"
    # The list and three pages; what they link to is no matter of the archive.
    assert (coverage(archive).checked, coverage(archive).missed) == (4, ())


async def test_a_live_page_and_the_same_one_in_an_archive_are_two(archive: Stage) -> None:
    live = source("http://borta.example/2", source_id="borta", kind=SourceKind.PAGES)
    archive.sources = (*archive.sources, live)
    archive.sites.page("borta.example/2", page(post("p1", CALM)))
    await archive.scan()
    # That she does not stand there today takes nothing from what stood there.
    await archive.scan(DAY)
    [place] = archive.the(AMINA).places
    assert "#archive=" in place.address
    assert place.missing_since is None


async def test_a_page_is_gone_when_the_archive_holds_it_no_more(archive: Stage) -> None:
    await archive.scan()
    write(archive, RECORDS[0], RECORDS[2])
    await archive.scan(DAY)
    assert coverage(archive).missed == ()
    [place] = archive.the(AMINA).places
    assert place.missing_since is not None


@pytest.mark.parametrize("length", [10, 200, 280, 400])
async def test_a_damaged_archive_is_read_as_far_as_it_goes(archive: Stage, length: int) -> None:
    write(archive, *RECORDS[:2], RECORDS[2][:length])
    await archive.scan()
    assert archive.of(AMINA)
    assert MissReason.PARTLY in dict(coverage(archive).missed)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", MissReason.UNREADABLE),
        (b"\x00" * 4096, MissReason.UNREADABLE),
        (gzip.compress(b"\x00" * 30_000_000), MissReason.UNREADABLE),
        (b"WARC/1.0\r\n" + b"X: y\r\n" * 200_000, MissReason.UNREADABLE),
        (None, MissReason.GONE),
    ],
)
async def test_what_is_no_archive_is_a_gap(
    archive: Stage, content: bytes | None, reason: MissReason
) -> None:
    folder = archive.config.crawl.archive_folder
    assert folder is not None
    (folder / FILE).unlink()
    if content is not None:
        (folder / FILE).write_bytes(content)
    await archive.scan()
    assert coverage(archive).missed == ((reason, 1),)


async def test_no_link_leads_out_of_the_folder(archive: Stage, tmp_path: Path) -> None:
    folder = archive.config.crawl.archive_folder
    assert folder is not None
    outside = tmp_path / "hemligt.warc.gz"
    (folder / FILE).rename(outside)
    (folder / FILE).symlink_to(outside)
    await archive.scan()
    assert coverage(archive).missed == ((MissReason.ADDRESS, 1),)


async def test_without_a_folder_no_archive_is_read(archive: Stage) -> None:
    archive.config = replace(
        archive.config, crawl=replace(archive.config.crawl, archive_folder=None)
    )
    await archive.scan()
    assert coverage(archive).missed == ((MissReason.ADDRESS, 1),)


async def test_a_scan_that_dies_half_way_loses_no_page(
    archive: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = 0

    class Killed(BaseException):
        pass

    of = capture.of

    def dies(address: object) -> object:
        nonlocal read
        read += 1
        if read == 2:
            raise Killed
        return of(address)  # type: ignore[arg-type]

    with monkeypatch.context() as at_work:
        at_work.setattr(capture, "of", dies)
        with pytest.raises(BaseException):  # noqa: B017, PT011 - whatever a dying scan raises
            await archive.scan()
    await archive.scan()
    assert archive.of(AMINA)
    assert (coverage(archive).checked, coverage(archive).missed) == (4, ())


async def test_pages_come_in_lots_as_large_as_the_source_says(archive: Stage) -> None:
    assert crawler.CLAIMED > 2
    archive.sources = (replace(archive.sources[0], max_pages=2),)
    await archive.scan()
    assert dict(coverage(archive).missed) == {MissReason.BUDGET: 2}
    await archive.scan()
    assert archive.of(AMINA) or await archive.scan()
