"""`check`: what is read, what is asked for, and that the answer tells nothing of who takes part."""

import asyncio
import time
from pathlib import Path

import pytest

from scanner.config.settings import Config
from scanner.errors import StopError, UsageError
from scanner.model.ids import Address
from scanner.model.page import MissReason
from scanner.pipeline import checking, handed
from scanner.pipeline.checking import Answer, File, address_of, answer, hand_in
from scanner.places.sources import SUPPLIED
from scanner.store import audit, candidates, installing
from scanner.store.candidates import CandidateState
from scanner.store.database import Store
from scanner.vault import master
from tests.conftest import MORNING, make_config
from tests.lab import lab
from tests.pipeline.stage import AMINA, ANNA, DAY, Caseworker, Stage, page, post, source
from tests.pipeline.test_visits import AMINAS, CALM, NUMBER

OFFICER = "cli:Nils"
WHERE = Address("http://blogg.example/1")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "STEP_SECONDS", 0.01)


async def checked(stage: Stage, asked: Address | File) -> Answer:
    await asyncio.to_thread(hand_in, stage.house, asked, OFFICER)
    return await answer(stage.house, asked, asyncio.Event())


async def test_an_address_is_read_once_and_leads_nowhere(stage: Stage) -> None:
    stage.sites.page("blogg.example/1", page(post("p1", AMINAS), links=("/2", "http://x.example/")))
    stage.sites.page("blogg.example/2", page(post("p1", AMINAS)))
    await stage.opt_in(AMINA)
    assert await checked(stage, WHERE) == Answer(is_read=True)
    [place] = stage.the(AMINA).places
    assert (place.source_id, place.address) == (SUPPLIED, WHERE)
    await stage.scan(DAY)
    assert stage.sites.paths() == ["blogg.example/robots.txt", "blogg.example/1"]
    # Asked again it is read again.
    await checked(stage, WHERE)
    assert stage.sites.paths().count("blogg.example/1") == 2


async def test_a_new_host_waits_for_a_persons_yes_and_one_that_was_refused_is_left(
    stage: Stage,
) -> None:
    stage.sources = (source("http://forum.example/"),)
    hand_in(stage.house, WHERE, OFFICER)
    hand_in(stage.house, Address("http://forum.example/9"), OFFICER)
    waiting = stage.store.read(lambda tx: candidates.every(tx, CandidateState.OPEN))
    assert [one.name for one in waiting] == ["blogg.example"]
    stage.store.write(lambda tx: candidates.settle(tx, "blogg.example", CandidateState.REFUSED))
    with pytest.raises(UsageError, match="refused as a source"):
        hand_in(stage.house, Address("http://blogg.example/2"), OFFICER)


async def test_robots_are_obeyed_and_what_was_not_read_is_said(stage: Stage) -> None:
    rules = "User-agent: *\nDisallow: /"
    stage.sites.page("blogg.example/robots.txt", rules, content_type="text/plain")
    assert await checked(stage, WHERE) == Answer(is_read=True, missed=MissReason.ROBOTS)
    assert stage.sites.paths() == ["blogg.example/robots.txt"]


@pytest.mark.parametrize(
    "where",
    ["http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "http://169.254.169.254/a"],
)
async def test_no_inside_address_is_asked(stage: Stage, where: str) -> None:
    asked = address_of(stage.house, where)
    assert (await checked(stage, asked)).missed is MissReason.ADDRESS
    assert stage.sites.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "ftp://forum.example/",
        "https://",
        f"https://tip.invalid/2026-11-23/{'0' * 64}",
        "https://archive.invalid/a.warc.gz",
        "https://www.facebook.com/groups/1",
        "https://personsok.example/1",
    ],
)
def test_what_no_program_may_read_is_refused(stage: Stage, text: str) -> None:
    with pytest.raises(UsageError):
        address_of(stage.house, text)


async def test_a_file_is_read_and_no_copy_of_it_is_kept_for_long(stage: Stage) -> None:
    await stage.opt_in(AMINA)
    file = File(name="sida.html", content=page(post("p1", AMINAS)).encode())
    assert await checked(stage, file) == Answer(is_read=True)
    assert len(stage.the(AMINA).places) == 1
    await stage.scan(handed.KEPT + DAY)
    assert not [path for path in handed.folder_of(stage.house).rglob("*") if path.is_file()]


async def test_a_file_of_a_kind_that_is_not_read_is_said_to_be(stage: Stage) -> None:
    file = File(name="a.html", content=b"PK\x03\x04\x14\x00")
    assert (await checked(stage, file)).missed is MissReason.CONTENT_TYPE


async def test_while_another_scan_is_at_work_it_is_left_to_that(stage: Stage) -> None:
    stage.sites.page("blogg.example/1", page(post("p1", AMINAS)))
    await stage.opt_in(AMINA)
    file = File(name="sida.html", content=page(post("p1", f"{AMINAS} Igen.")).encode())
    with stage.store.scan_lock():
        for asked in (WHERE, file):
            assert await checked(stage, asked) == Answer(is_read=False)
    assert stage.of(AMINA) == ()
    await stage.scan()
    assert stage.of(AMINA)
    assert list((handed.folder_of(stage.house) / "in").iterdir()) == []


async def test_so_many_an_hour_and_each_is_noted_without_what(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handed, "MOST_AN_HOUR", 2)
    for number in range(2):
        hand_in(stage.house, Address(f"http://blogg.example/{number}"), OFFICER)
    with pytest.raises(StopError, match="within an hour"):
        hand_in(stage.house, WHERE, OFFICER)
    stage.now += handed.HOUR
    hand_in(stage.house, WHERE, OFFICER)
    deeds = stage.store.read(lambda tx: audit.deeds(tx, but=frozenset(), before=None, limit=9))
    assert [(one.action, one.actor) for one in deeds] == [("tip.check", OFFICER)] * 3


ABOUT = page(post("p1", AMINAS, NUMBER), post("p2", CALM))
WATCHLISTS: dict[str, tuple[Caseworker, ...]] = {
    "her": (AMINA,),
    "another": (ANNA,),
    "nobody": (),
}


async def one_house(folder: Path, people: tuple[Caseworker, ...]) -> tuple[object, ...]:
    """What whoever checks and whoever is asked see, and to how many seconds."""
    config: Config = make_config(folder)
    config.data.folder.mkdir(parents=True)
    store: Store = installing.create(config, master.create(), MORNING)
    try:
        async with lab() as sites:
            sites.page("blogg.example/1", ABOUT)
            stage = Stage(sites, config, store)
            await stage.opt_in(*people)
            seen: list[object] = []
            for asked in (WHERE, File(name="a.html", content=ABOUT.encode())):
                began = time.monotonic()
                seen.append(await checked(stage, asked))
                seen.append(round((time.monotonic() - began) / checking.STEP_SECONDS, 1))
            found = sum(len(stage.of(who)) for who in people)
            files = sorted(
                path.name for path in handed.folder_of(stage.house).rglob("*") if path.is_file()
            )
            return found, seen, sites.paths(), files
    finally:
        store.close()


def test_the_answer_is_the_same_whoever_takes_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "STEP_SECONDS", 6.0)
    seen = {
        name: asyncio.run(one_house(tmp_path / name, people)) for name, people in WATCHLISTS.items()
    }
    assert {name: bool(found) for name, (found, *_) in seen.items()} == {
        "her": True,
        "another": False,
        "nobody": False,
    }
    assert seen["her"][1:] == seen["another"][1:] == seen["nobody"][1:]
    assert seen["her"][1] == [Answer(is_read=True), 1.0] * 2
