"""The service does what is due, each kind of work by itself, whatever fails meanwhile."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scanner.enrol import optin
from scanner.model.assessment import Level
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.pipeline.house import House
from scanner.service.loop import Rhythm, serve
from scanner.store import erasures, findings, outbox, people, report_files
from scanner.store.outbox import MailState
from scanner.store.report_files import ReportFile
from tests.cli.world import THREAD
from tests.conftest import MORNING
from tests.endpoint import Endpoint, listening
from tests.full_disk import files_up_to
from tests.service.conftest import Staged

QUICK = Rhythm(mail=0.02, erasures=0.02, old_reports=0.02, scan=0.02)
NO_SCAN = replace(QUICK, scan=3600.0)
"""One scan at the start, and none after it."""

AMINA = Personal("amina.provhult@provstad.example")


@asynccontextmanager
async def serving(house: House, rhythm: Rhythm = QUICK) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(serve(house, stop, rhythm))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 60)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not is_so():  # noqa: ASYNC110  What is waited for is in a database or another thread.
            await asyncio.sleep(0.01)


async def ask_for_a_link(staged: Staged) -> None:
    await optin.request_link(staged.house.store, staged.house.config, AMINA, "sv", staged.clock())


async def test_it_scans_when_due_and_not_before(staged: Staged) -> None:
    page = THREAD.removeprefix("http://")
    async with serving(staged.house):
        await until(lambda: len(staged.sink.mails) == 1)
        staged.clock.at += timedelta(minutes=59)
        await asyncio.sleep(0.2)
        assert staged.sites.paths().count(page) == 1
        staged.clock.at += timedelta(minutes=2)
        await until(lambda: staged.sites.paths().count(page) == 2)


async def test_a_source_is_left_alone_in_its_quiet_hours(staged: Staged) -> None:
    page = THREAD.removeprefix("http://")
    lists = staged.house.watchlists
    quiet = replace(lists.sources[0], quiet_hours="22:00-06:00")
    house = replace(staged.house, watchlists=replace(lists, sources=(quiet,)))
    staged.clock.at = MORNING.replace(hour=23)
    async with serving(house):
        await asyncio.sleep(0.3)
        assert staged.sites.asked == []
        staged.clock.at = MORNING.replace(hour=6) + timedelta(days=1)
        await until(lambda: staged.sites.paths().count(page) == 1)


async def test_a_scan_of_a_day_to_come_is_not_waited_for(staged: Staged) -> None:
    page = THREAD.removeprefix("http://")
    right = staged.clock.at
    # The clock ran ahead for one scan.
    staged.clock.at += timedelta(days=40)
    async with serving(staged.house):
        await until(lambda: staged.sites.paths().count(page) == 1)
    staged.clock.at = right + timedelta(hours=2)
    async with serving(staged.house):
        await until(lambda: staged.sites.paths().count(page) == 2)


async def test_a_log_in_link_leaves_at_once(staged: Staged) -> None:
    async with serving(staged.house, NO_SCAN):
        await ask_for_a_link(staged)
        await until(lambda: any(mail["To"] == AMINA.reveal() for mail in staged.sink.mails))


async def test_a_mail_server_that_is_down_passes(staged: Staged) -> None:
    staged.sink.answers += ["451 later"] * 2
    async with serving(staged.house, NO_SCAN):
        await ask_for_a_link(staged)
        await until(lambda: len(staged.house.store.read(outbox.troubles)) == 2)
        staged.clock.at += timedelta(hours=2)
        await until(lambda: len(staged.sink.mails) == 2)
    assert len({mail["Message-ID"] for mail in staged.sink.mails}) == 2


async def test_what_was_refused_is_tried_again_at_the_start(staged: Staged) -> None:
    staged.sink.answers.append("550 no such mailbox")
    await ask_for_a_link(staged)
    # Without the scan at the start, which tries it again too.
    with staged.house.store.scan_lock():
        async with serving(staged.house, NO_SCAN):
            await until(lambda: refused(staged.house) == 1)
    async with serving(staged.house, NO_SCAN):
        await until(lambda: refused(staged.house) == 0)


def refused(house: House) -> int:
    troubles = house.store.read(outbox.troubles)
    return sum(one.state is MailState.FAILED for one in troubles)


async def test_a_full_disk_passes_and_is_said_once(
    staged: Staged, caplog: pytest.LogCaptureFixture
) -> None:
    await ask_for_a_link(staged)
    with caplog.at_level(logging.WARNING, "varn.service"), ExitStack() as disk:
        disk.enter_context(files_up_to(4096))
        async with serving(staged.house):
            await until(lambda: "service.failed step=mail" in caplog.text)
            await asyncio.sleep(0.2)
            assert caplog.text.count("service.failed step=mail") == 1
            assert "It is tried again by itself" in caplog.text
            assert "free some space" in caplog.text
            assert staged.sink.mails == []
            disk.close()
            await until(lambda: len(staged.sink.mails) == 2)
    assert "service.works_again step=mail" in caplog.text


async def test_work_that_goes_on_again_says_so(
    staged: Staged, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "varn.service"), ExitStack() as others:
        others.enter_context(staged.house.store.scan_lock())
        async with serving(staged.house):
            await until(lambda: "service.failed step=scan" in caplog.text)
            assert "Another scan is at work" in caplog.text
            others.close()
            await until(lambda: "service.works_again step=scan" in caplog.text)
            assert len(staged.sink.mails) == 1


async def test_old_reports_go_and_erasures_end_while_no_scan_can_be_done(
    staged: Staged, tmp_path: Path
) -> None:
    store = staged.house.store
    old = keep_report(staged.house, tmp_path / "old.html", days_ago=31)
    young = keep_report(staged.house, tmp_path / "young.html", days_ago=29)
    (her,) = store.read(people.ids)
    begin_erasing(staged.house, her)
    with store.scan_lock():
        async with serving(staged.house):
            await until(lambda: not old.exists() and not store.read(erasures.pending))
    assert young.exists()
    assert store.read(people.ids) == frozenset()
    assert staged.sites.asked == []


def keep_report(house: House, path: Path, *, days_ago: int) -> Path:
    path.write_text("report")
    made_at = MORNING - timedelta(days=days_ago)
    file = ReportFile(report_id=path.stem, path=path, made_at=made_at)
    house.store.write(lambda tx: report_files.register(tx, file, ()))
    return path


def begin_erasing(house: House, her: PersonId) -> None:
    house.store.write(lambda tx: people.start_erasing(tx, her))
    house.store.write(lambda tx: erasures.begin(tx, her, None, MORNING))


async def test_a_mistake_of_ours_in_one_kind_of_work_does_not_end_the_others(
    staged: Staged, caplog: pytest.LogCaptureFixture
) -> None:
    """The watchlists hold a source that no kind of source reads: every scan fails."""
    broken = replace(staged.house.watchlists.sources[0], kind="unknown")  # type: ignore[arg-type]
    house = replace(staged.house, watchlists=replace(staged.house.watchlists, sources=(broken,)))
    with caplog.at_level(logging.ERROR, "varn.service"):
        async with serving(house):
            await until(lambda: "service.failed step=scan error=KeyError" in caplog.text)
            await ask_for_a_link(staged)
            await until(lambda: len(staged.sink.mails) == 1)
    assert "Traceback" not in caplog.text


async def test_asked_to_stop_it_ends_after_the_page_under_way(staged: Staged) -> None:
    async with serving(staged.house):
        await until(lambda: THREAD.removeprefix("http://") in staged.sites.paths())
    found = staged.house.store.read(lambda tx: findings.at_or_above(tx, Level.LOW))
    assert len(found) == 1


async def test_the_end_of_the_audit_log_is_mailed_once_a_day(staged: Staged) -> None:
    config = staged.house.config
    officer = replace(config.recipients, data_protection_officer=("dso@provstad.example",))
    house = replace(staged.house, config=replace(config, recipients=officer))

    def mailed() -> int:
        return sum("dso@provstad.example" in str(mail["To"]) for mail in staged.sink.mails)

    rhythm = replace(NO_SCAN, audit_head=0.02)
    async with serving(house, rhythm):
        await until(lambda: mailed() == 1)
        await asyncio.sleep(0.2)
        staged.clock.at += timedelta(days=1)
        await until(lambda: mailed() == 2)
    assert mailed() == 2


async def test_a_second_reader_that_thinks_holds_up_neither_scan_nor_mail(staged: Staged) -> None:
    page = THREAD.removeprefix("http://")
    async with listening(Endpoint(answer=None)) as endpoint:
        config = replace(staged.house.config, second_reader=endpoint.settings)
        house = replace(staged.house, config=config)
        async with serving(house, replace(QUICK, second_reader=0.02)):
            await until(lambda: len(endpoint.asked) == 1)
            staged.clock.at += timedelta(minutes=61)
            await until(lambda: staged.sites.paths().count(page) == 2)
            await ask_for_a_link(staged)
            await until(lambda: any(mail["To"] == AMINA.reveal() for mail in staged.sink.mails))
            assert len(endpoint.asked) == 1
