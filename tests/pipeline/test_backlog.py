"""Visits wait in turns, in memory or sealed on the disk."""

import asyncio
from pathlib import Path

import pytest

from scanner.errors import StopError
from scanner.extract.page import read
from scanner.model.frontier import DuePage
from scanner.model.ids import Address, PageId, SourceId
from scanner.model.page import MissReason
from scanner.pipeline.backlog import Alone, Backlog, Came, Told, Visit
from tests.conftest import MORNING
from tests.full_disk import files_up_to
from tests.pipeline.test_reading import page


def due(host: str = "forum.example", number: int = 0) -> DuePage:
    return DuePage(
        page_id=PageId(f"{number:032x}"), source_id=SourceId("forum"),
        address=Address(f"http://{host}/{number}"), host_group=host, depth=0, etag="",
        last_modified="", generation="1", fails=0, lease_owner="o", horizon=MORNING,
        next_due=MORNING,
    )  # fmt: skip


def came(host: str, number: int, words: str = "Hej") -> Came:
    answer = page(f"<p>{words} {number}")
    document = read(answer)
    assert document is not None
    return Came(due=due(host, number), page=answer, document=document)


async def taken(backlog: Backlog) -> list[Visit]:
    await backlog.complete()
    visits: list[Visit] = []
    while (taken := await backlog.take(1)) is not None:
        visits += [taken.visit] if isinstance(taken, Alone) else taken
    backlog.close()
    return visits


def first() -> float:
    """The chance by which what came first comes first."""
    return 0.0


def told(host: str, number: int) -> Told:
    return Told(due=due(host, number), reason=MissReason.GONE, at=MORNING)


async def test_hosts_take_turns(tmp_path: Path) -> None:
    backlog = Backlog(tmp_path, chance=first)
    for host, number in [("a.example", 0), ("a.example", 1), ("a.example", 2), ("b.example", 3)]:
        await backlog.put(told(host, number))
    assert [visit.due.address for visit in await taken(backlog)] == [
        "http://a.example/0", "http://b.example/3", "http://a.example/1", "http://a.example/2",
    ]  # fmt: skip


async def test_a_host_with_heavy_pages_comes_after_all_others(tmp_path: Path) -> None:
    backlog = Backlog(tmp_path, chance=first)
    for number in range(3):
        await backlog.put(told("heavy.example", number))
    assert await backlog.take(1) == (told("heavy.example", 0),)
    backlog.took(told("heavy.example", 0), 9.0)
    for number in range(3, 6):
        await backlog.put(told("light.example", number))
    assert [visit.due.host_group for visit in await taken(backlog)] == [
        *["light.example"] * 3, *["heavy.example"] * 2,
    ]  # fmt: skip


async def test_who_is_looked_at_alone_waits_for_the_turn_of_its_host(tmp_path: Path) -> None:
    backlog = Backlog(tmp_path, chance=first)
    heavy, light = told("heavy.example", 0), told("light.example", 1)
    await backlog.put_alone(heavy)
    await backlog.put(light)
    backlog.took(heavy, 9.0)
    assert await backlog.take(16) == (light,)
    assert await backlog.take(16) == Alone(heavy)
    assert await taken(backlog) == []


async def test_what_may_name_somebody_does_not_wait_for_an_end_of_new_pages(tmp_path: Path) -> None:
    backlog = Backlog(tmp_path, chance=first)
    suspect = told("a.example", 0)
    await backlog.put_alone(suspect)
    for number in range(1, 40):
        await backlog.put(told("a.example", number))
    assert await backlog.take(16) == Alone(suspect)
    backlog.close()


async def test_no_page_of_a_host_is_always_the_last(tmp_path: Path) -> None:
    chances = iter([0.99, 0.5, 0.0])
    backlog = Backlog(tmp_path, chance=lambda: next(chances))
    visits = [told("a.example", number) for number in range(3)]
    for visit in visits:
        await backlog.put(visit)
    assert await taken(backlog) == [visits[2], visits[1], visits[0]]


async def test_what_is_dropped_is_given_to_nobody(tmp_path: Path) -> None:
    backlog = Backlog(tmp_path)
    await backlog.put(told("a.example", 0))
    await backlog.drop()
    await backlog.put_alone(told("a.example", 1))
    assert await backlog.take(1) is None
    backlog.close()


@pytest.mark.parametrize("memory_bytes", [0, 100, 10**6])
async def test_every_visit_comes_back_as_it_was(tmp_path: Path, memory_bytes: int) -> None:
    backlog = Backlog(tmp_path, memory_bytes, chance=first)
    visits = [came("forum.example", number) for number in range(10)]
    for visit in visits[:6]:
        await backlog.put(visit)
    before = await backlog.take(4)
    for visit in visits[6:]:
        await backlog.put(visit)
    assert before is not None
    assert not isinstance(before, Alone)
    assert [*before, *await taken(backlog)] == visits


async def test_what_waits_on_the_disk_cannot_be_read_there_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    backlog = Backlog(tmp_path, memory_bytes=0)
    await backlog.put(came("forum.example", 1, words="Amina Provhult"))
    file = backlog._file
    file.seek(0)
    on_disk = file.read()
    assert len(on_disk) > 100
    assert b"Provhult" not in on_disk
    assert not any(tmp_path.iterdir())  # noqa: ASYNC240 - nothing to wait for.
    assert len(await taken(backlog)) == 1


async def test_who_takes_waits_for_the_next(tmp_path: Path) -> None:
    backlog = Backlog(tmp_path)
    taking = asyncio.create_task(backlog.take(2))
    await asyncio.sleep(0)
    assert not taking.done()
    visit = came("forum.example", 1)
    await backlog.put(visit)
    assert await taking == (visit,)
    assert await taken(backlog) == []


async def test_a_full_disk_is_told(tmp_path: Path) -> None:
    backlog = Backlog(tmp_path, memory_bytes=0)
    with files_up_to(10), pytest.raises(StopError, match="disk with the data folder is full"):
        await backlog.put(came("forum.example", 1))
    backlog.close()
