"""Killed at any instant, nothing is half done: she is in with everything, or nothing of her is."""

import asyncio
import multiprocessing
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from scanner.config.settings import Config
from scanner.enrol.withdraw import resume
from scanner.model.ids import PersonId
from scanner.store import consents, erasures, installing, people, second_factors
from scanner.store.database import Store
from scanner.vault import master
from tests.conftest import MORNING, make_config
from tests.enrol.cast import ANNAS_FORM, ANNAS_MAIL, MAIL, PHONE, begin, opt_in, person_of
from tests.enrol.exposure import expose
from tests.enrol.victim import live
from tests.postbag import letters

SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["tests.enrol.victim"])

WORDS = ("Provhult", "provhult", "أمينة", PHONE, "701740605", "Lönngatan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """An installation that is put back as it was before each death."""

    folder: Path
    saved: Path
    session_token: str = field(default="")

    @property
    def config(self) -> Config:
        return make_config(self.folder)

    def open(self) -> closing[Store]:
        return closing(Store.open(self.config, master.load(self.config.data.master_key_file)))

    def put_back(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.saved, self.folder)

    def start(self, story: str, last_deed: int | None = None) -> BaseProcess:
        process = SPAWN.Process(
            target=live, args=(self.folder, story, self.session_token, last_deed)
        )
        process.start()
        return process

    def play(self, story: str, last_deed: int | None = None) -> bool:
        """True where the story came to its end before the deed that would have been its last."""
        process = self.start(story, last_deed)
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        return process.exitcode == 0

    def deaths(self, story: str) -> Iterator[int]:
        """Play a story again and again, dying one deed later each time, until it survives."""
        deed = 0
        is_over = False
        while not is_over:
            deed += 1
            self.put_back()
            is_over = self.play(story, deed)
            yield deed


def build(folder: Path, work: Callable[[Store, Config], str]) -> Town:
    config = make_config(folder / "town")
    (folder / "town").mkdir()
    key = master.create()
    master.write(key, config.data.master_key_file)
    with closing(installing.create(config, key, MORNING)) as store:
        token = work(store, config)
    shutil.copytree(folder / "town", folder / "saved")
    return Town(folder=folder / "town", saved=folder / "saved", session_token=token)


def before_opt_in(store: Store, config: Config) -> str:
    asyncio.run(opt_in(store, config, ANNAS_FORM, ANNAS_MAIL))
    return asyncio.run(begin(store, config))


def before_withdrawal(store: Store, config: Config) -> str:
    asyncio.run(opt_in(store, config, ANNAS_FORM, ANNAS_MAIL))
    asyncio.run(opt_in(store, config))
    expose(store, config, person_of(store), person_of(store, ANNAS_MAIL))
    return ""


def require_all_or_nothing(store: Store, annas_id: PersonId) -> None:
    """After an opt-in was cut off and `resume` ran."""
    amina = store.keys.find_login(MAIL)
    hers = set() if amina is None else {amina}
    assert store.read(people.ids) == store.keys.person_ids() == hers | {annas_id}
    watched = store.read(lambda tx: people.watched(tx, MORNING))
    assert {person.person_id for person in watched} == hers | {annas_id}
    if amina is not None:
        assert len(store.read(lambda tx: consents.events(tx, amina))) == 1
        assert len(store.read(lambda tx: people.details(tx, amina))) == 1
        assert store.read(lambda tx: second_factors.find(tx, amina)) is not None


def test_an_opt_in_is_whole_or_was_never(tmp_path: Path) -> None:
    town = build(tmp_path, before_opt_in)
    ends = set()
    for _ in town.deaths("opt in"):
        with town.open() as store:
            resume(store, town.config, MORNING)
            require_all_or_nothing(store, person_of(store, ANNAS_MAIL))
            ends.add(store.keys.find_login(MAIL) is not None)
    assert ends == {True, False}


def require_gone(town: Town, amina: PersonId) -> None:
    """After a withdrawal was cut off, its intent kept, and `resume` ran."""
    with town.open() as store:
        assert store.read(erasures.pending) == ()
        assert store.read(people.ids) == store.keys.person_ids()
        assert amina not in store.keys.person_ids()
        assert [letter.recipient for letter in letters(store, MORNING)].count(MAIL) == 1
    files = [file for file in town.folder.rglob("*") if file.is_file()]
    content = b"".join(file.read_bytes() for file in files)
    assert [word for word in WORDS if word.encode() in content] == []
    assert [file for file in files if file.parent.name in {"evidence", "reports"}] == []


def test_a_withdrawal_is_refused_whole_or_finished(tmp_path: Path) -> None:
    town = build(tmp_path, before_withdrawal)
    with town.open() as store:
        amina = person_of(store)
    intents = set()
    for _ in town.deaths("withdraw"):
        with town.open() as store:
            watched = {p.person_id for p in store.read(lambda tx: people.watched(tx, MORNING))}
            has_withdrawn = not store.read(lambda tx, a=amina: people.is_active(tx, a))
            assert (amina in watched) is not has_withdrawn
            resume(store, town.config, MORNING)
        if has_withdrawn:
            require_gone(town, amina)
        intents.add(has_withdrawn)
    assert intents == {True, False}


def test_finishing_may_itself_be_cut_off(tmp_path: Path) -> None:
    town = build(tmp_path, before_withdrawal)
    with town.open() as store:
        amina = person_of(store)
    chance = random.Random(7)
    for _ in range(3):
        town.put_back()
        is_over = town.play("withdraw", chance.randint(8, 30))
        while not is_over:
            is_over = town.play("resume", chance.randint(1, 25))
        with town.open() as store:
            has_withdrawn = amina not in store.read(people.ids)
        if has_withdrawn:
            require_gone(town, amina)


@pytest.mark.parametrize("story", ["opt in", "withdraw"])
def test_killed_at_random_moments(tmp_path: Path, story: str) -> None:
    town = build(tmp_path, before_opt_in if story == "opt in" else before_withdrawal)
    with town.open() as store:
        annas_id, amina = person_of(store, ANNAS_MAIL), store.keys.find_login(MAIL)
    chance = random.Random(11)
    for _ in range(5):
        town.put_back()
        process = town.start(story)
        time.sleep(chance.uniform(0.05, 0.3))
        process.kill()
        process.join()
        with town.open() as store:
            resume(store, town.config, MORNING)
            if amina is None:
                require_all_or_nothing(store, annas_id)
            has_withdrawn = amina is not None and amina not in store.read(people.ids)
        if has_withdrawn and amina is not None:
            require_gone(town, amina)
