"""One scan: what it says at its end, its exit codes, a good end when asked, a full disk."""

import asyncio
import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web as http

from tests.alert.sink import Sink
from tests.cli.conftest import Scanned
from tests.cli.program import ended, started
from tests.cli.world import ABOUT_HER, FORUM, SOURCE, THREAD, World, made, opt_in, web
from tests.conftest import MORNING
from tests.full_disk import files_up_to
from tests.lab import Lab

CLOSED = SOURCE.replace('"forum"', '"closed"', 1).replace(THREAD, "http://closed.example/")


@pytest.fixture
def gap(world: World, sites: Lab) -> World:
    """One more source, which robots.txt forbids to read."""
    sites.page("closed.example/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    world.source("closed", CLOSED)
    world.edit("hosts = {", f'hosts = {{ "closed.example" = "127.0.0.1:{sites.port}",')
    return world


def test_what_it_says_at_its_end(world: World) -> None:
    done = world.varn("run")
    assert done.code == 0
    out_there, report, checked, mails = done.out.splitlines()
    assert out_there == "Out there now: 0 acute, 1 high, 0 medium, 0 low."
    folder = Path(report.removeprefix("Report: "))
    assert sorted(path.name for path in folder.iterdir()) == [
        "report.csv", "report.html", "report.json",
    ]  # fmt: skip
    assert checked == "Everything that was due was checked: 1 page."
    assert mails == "Mails: 1 sent, 0 waiting, 0 refused."


def test_a_run_before_the_hour_is_over_says_that_it_has_read_nothing(world: World) -> None:
    world.varn("run", now=MORNING + timedelta(hours=1))
    done = world.varn("run", "forum", now=MORNING + timedelta(hours=1, minutes=30))
    assert done.code == 0
    assert "No page was due: each is read again when the cadence_minutes" in done.out
    assert "Everything" not in done.out


def test_what_could_not_be_checked_is_said_and_has_its_code(gap: World) -> None:
    done = gap.varn("run")
    assert done.code == 3
    assert "Not checked: closed, 1 page (the site's robots.txt forbids it" in done.out


def test_without_a_source_nothing_is_said_to_be_checked(world: World) -> None:
    (world.folder / "watchlists" / "sources" / "forum.toml").unlink()
    done = world.varn("run")
    assert done.code == 3
    assert re.search(r"No source was read: nothing is checked. Put one in .*/sources", done.out)
    assert "Everything" not in done.out


def test_a_mail_that_waits_says_when_it_is_tried_again(world: World, mailbox: Sink) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    world.edit(f"port = {mailbox.port}", f"port = {port}")
    done = world.varn("run", now=MORNING)
    assert done.code == 4
    (said,) = re.findall(r"The next try is at (\d\d:\d\d), by serve", done.out)
    assert said > f"{MORNING.astimezone(ZoneInfo('Europe/Stockholm')):%H:%M}"


@pytest.mark.parametrize(("level", "code"), [("high", 10), ("LOW", 10), ("acute", 3)])
def test_a_level_that_is_met_goes_before_a_gap(gap: World, level: str, code: int) -> None:
    assert gap.varn("run", "--fail-on", level).code == code


def test_only_the_sources_that_are_named_are_read(gap: World, sites: Lab) -> None:
    before = len(sites.asked)
    gap.varn("run", "closed")
    assert {where.partition("/")[0] for where in sites.paths()[before:]} == {"closed.example"}


@pytest.mark.parametrize("size", [8 * 1024, 96 * 1024, 192 * 1024])
def test_a_full_disk_is_said_and_loses_nothing(world: World, mailbox: Sink, size: int) -> None:
    before = len(mailbox.mails)
    with files_up_to(size):
        full = world.varn("run")
    assert full.code == 4
    assert re.search("full|could not be written|cannot be written|No space", full.sentence)
    assert world.varn("run").code == 0
    assert world.varn("findings", "list").out.endswith("1 case.\n")
    assert len(mailbox.mails) == before + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    world: World
    sites: Lab
    pages: tuple[str, ...]


@pytest.fixture
def slow(tmp_path: Path, mailbox: Sink) -> Iterator[Slow]:
    """A forum of five pages, each of which takes its time; she is on all of them."""
    with web() as sites:
        pages = tuple(f"{FORUM}/{number}" for number in range(5))
        for page in pages:
            sites.routes[page] = after(0.3)
        world = made(tmp_path / "slow", sites, mailbox)
        world.source("forum", SOURCE.replace(THREAD, '", "'.join(f"http://{p}" for p in pages)))
        opt_in(world)
        yield Slow(world=world, sites=sites, pages=pages)


def after(seconds: float) -> Callable[[http.Request], object]:
    async def answer(request: http.Request) -> http.Response:
        await asyncio.sleep(seconds)
        return http.Response(text=ABOUT_HER + request.path, content_type="text/html")

    return answer


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
def test_asked_to_end_it_ends_well_and_can_go_on(slow: Slow, number: signal.Signals) -> None:
    with started("--config", slow.world.scan_toml, "run") as process:
        until(lambda: len(slow.sites.asked) >= 3)
        os.killpg(process.pid, number)
        stopped = ended(process)
    assert stopped.code == 130
    assert "Once more ends at once; nothing is lost." in stopped.err
    assert "stopped before its end; run again to go on" in stopped.out
    assert "Traceback" not in stopped.err
    read = set(slow.sites.paths()) & set(slow.pages)
    assert 0 < len(read) < len(slow.pages)
    assert slow.world.varn("run").code == 0
    assert sorted(set(slow.sites.paths()) & set(slow.pages)) == sorted(slow.pages)
    assert all(slow.sites.paths().count(page) == 1 for page in slow.pages), "none was read twice"


def test_asked_twice_it_ends_at_once_and_can_go_on(slow: Slow) -> None:
    slow.sites.routes[slow.pages[0]] = after(60)
    with started("--config", slow.world.scan_toml, "run") as process:
        until(lambda: slow.pages[0] in slow.sites.paths())
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        while "Once more" not in process.stderr.readline():
            pass
        process.send_signal(signal.SIGINT)
        asked = time.monotonic()
        stopped = ended(process)
    assert stopped.code == 130
    assert time.monotonic() - asked < 10
    assert "Traceback" not in stopped.err
    slow.sites.routes[slow.pages[0]] = after(0)
    assert slow.world.varn("run").code == 0


def until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)


def test_nothing_of_her_is_said(scanned: Scanned) -> None:
    done = scanned.world.varn("--verbose", "run")
    assert not re.search("Amina|Provhult|våra barn|174", done.out + done.err)
