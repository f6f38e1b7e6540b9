"""She leaves while a scan is at work on pages about her: from then on there is nothing of her."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import func, select

from scanner.config.settings import Config
from scanner.enrol.withdraw import withdraw
from scanner.evidence import keep
from scanner.model.ids import PersonId
from scanner.pipeline.run import RunResult
from scanner.store import erasures, evidence_files, people
from scanner.store.database import Store, Transaction
from scanner.store.schema import metadata
from scanner.vault.master import MasterKey
from tests.enrol import cast
from tests.lab import lab
from tests.pipeline.stage import AMINA, ANNA, DAY, Stage, page, post, source
from tests.pipeline.test_visits import AMINAS, BOTH, NUMBER

HERS = ("/1", "/3", "/5")
BOTHS = ("/2", "/4")
ANNAS = ("/6",)
PAGES = sorted((*HERS, *BOTHS, *ANNAS))
SITE = "forum.example"
ABOUT_ANNA = AMINAS.replace(AMINA.name, ANNA.name)


@pytest.fixture
async def stage(config: Config, store: Store) -> AsyncIterator[Stage]:
    """A scan has been made, and a report; no mail has left yet."""
    async with lab() as sites:
        addresses = tuple(f"http://{SITE}{path}" for path in PAGES)
        stage = Stage(sites, config, store, (source(*addresses),))
        await stage.opt_in(AMINA, ANNA)
        show(stage, "i går")
        await stage.scan()
        yield stage


def show(stage: Stage, when: str) -> None:
    for path in PAGES:
        words = AMINAS if path in HERS else BOTH if path in BOTHS else ABOUT_ANNA
        also = NUMBER if path in HERS else ""
        # Words of its own on each page: no copies.
        own = " ".join(f"ord{path[1]}{number}" for number in range(60))
        stage.sites.page(f"{SITE}{path}", page(post("p1", f"{words} Skrivet {when}.", also, own)))


async def scan_while_she_leaves(
    stage: Stage, leaver: Store, after: int, seconds: float
) -> RunResult:
    """Scan; so long `after` so many pages were asked for, she leaves; the last page comes later."""
    left = asyncio.Event()
    asked = 0

    async def leave() -> None:
        await asyncio.sleep(seconds)
        await asyncio.to_thread(withdraw, leaver, stage.config, stage.people[AMINA.name], stage.now)
        left.set()

    leaving: list[asyncio.Task[None]] = []
    for path in PAGES:
        quick = stage.sites.routes[f"{SITE}{path}"]

        async def answer(request: web.Request, quick: object = quick) -> web.StreamResponse:
            nonlocal asked
            asked += 1
            if asked == after:
                leaving.append(asyncio.create_task(leave()))
            if asked == len(PAGES):
                await left.wait()
            return await quick(request)  # type: ignore[operator]

        stage.sites.routes[f"{SITE}{path}"] = answer
    result = await stage.scan(DAY)
    await leaving[0]
    return result


def rows_of(tx: Transaction, person_id: PersonId) -> dict[str, int]:
    """How many rows name her, by table."""
    found = {
        table.name: tx.connection.scalar(
            select(func.count()).select_from(table).where(table.c.person_id == person_id)
        )
        for table in metadata.sorted_tables
        if "person_id" in table.c
    }
    return {name: number for name, number in found.items() if number}


def kept_pages(store: Store) -> dict[str, bytes]:
    """Address and bytes of all evidence that anybody can open."""

    def opened(tx: Transaction) -> dict[str, bytes]:
        pages = {}
        for file in evidence_files.every(tx):
            key = evidence_files.key_of(tx, file.evidence_id)
            assert key is not None
            folder = store.data / keep.FOLDER
            pages[file.address] = keep.open_record(folder, store.keys.tenant_id, file, key)
        return pages

    return store.read(opened)


def bytes_in(*folders: Path) -> bytes:
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return b"\n".join(str(file).encode() + file.read_bytes() for file in files)


def require_nothing_of_her(stage: Stage, label: str) -> None:
    store, her_id = stage.store, stage.people[AMINA.name]
    assert store.read(erasures.pending) == ()
    assert store.read(lambda tx: rows_of(tx, her_id)) == {}
    assert her_id not in store.keys.person_ids()
    pages = kept_pages(store)
    assert set(pages) <= {f"http://{SITE}{path}" for path in (*BOTHS, *ANNAS)}
    left = bytes_in(stage.config.data.folder, stage.config.reports.folder)
    hers = (AMINA.given, AMINA.surname, AMINA.mail.reveal(), AMINA.phone, "0701740605", label)
    assert [part for part in hers if part.encode() in left] == []
    named = {path.name for path in stage.house.evidence_folder.iterdir()}
    assert named == store.read(evidence_files.names)


@pytest.mark.parametrize(("after", "seconds"), [(1, 0.0), (3, 0.02), (3, 0.1), (5, 0.0)])
async def test_nothing_of_her_appears_any_more(
    stage: Stage, master_key: MasterKey, after: int, seconds: float
) -> None:
    her_id = stage.people[AMINA.name]
    label = stage.store.read(lambda tx: people.label(tx, her_id))
    assert label.encode() in bytes_in(stage.config.reports.folder)
    show(stage, "i dag")
    leaver = Store.open(replace(stage.config, lab=stage.sites.settings()), master_key)
    try:
        result = await scan_while_she_leaves(stage, leaver, after, seconds)
    finally:
        leaver.close()
    assert her_id not in result.report.data.people
    require_nothing_of_her(stage, label)
    letters = cast.letters(stage.store, stage.now + 2 * DAY)
    hers = [letter for letter in letters if letter.recipient == AMINA.mail]
    assert len(hers) == 1, "her receipt"
    await stage.scan(DAY)
    require_nothing_of_her(stage, label)
    found = {place.address for finding in stage.of(ANNA) for place in finding.places}
    assert found == {f"http://{SITE}{path}" for path in (*BOTHS, *ANNAS)}
