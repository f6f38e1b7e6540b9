"""Killed at any instant, nothing is half done: what she says is whole, or was never said."""

import asyncio
import multiprocessing
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from scanner.config.settings import Config
from scanner.enrol import leavers, pause, stop
from scanner.enrol.withdraw import resume
from scanner.model.ids import PersonId, ScanId
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.store import (
    audit,
    consents,
    contacts,
    erasures,
    installing,
    mail_links,
    people,
    scans,
    schema,
    second_factors,
)
from scanner.store import leavers as asked
from scanner.store.contacts import Contact
from scanner.store.database import Store, generation
from scanner.store.mail_links import LinkUse
from scanner.vault import master
from tests.conftest import MORNING, make_config
from tests.enrol.cast import ANNAS_FORM, ANNAS_MAIL, MAIL, PHONE, begin, count, opt_in, person_of
from tests.enrol.exposure import expose
from tests.enrol.victim import LONG_AFTER, STORIES, deaths, live
from tests.postbag import letters
from tests.store.test_staff import added

SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["tests.enrol.victim"])

WORDS = ("Provhult", "provhult", "أمينة", PHONE, "701740605", "Lönngatan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """An installation that is put back as it was before each death."""

    folder: Path
    saved: Path
    token: str = field(default="")

    @property
    def config(self) -> Config:
        return make_config(self.folder)

    def open(self) -> closing[Store]:
        return closing(Store.open(self.config, master.load(self.config.data.master_key_file)))

    def put_back(self, saved: Path | None = None) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(saved or self.saved, self.folder)

    def start(self, story: str) -> BaseProcess:
        process = SPAWN.Process(target=live, args=(self.folder, story, self.token))
        process.start()
        return process

    def deaths(self, story: str) -> Iterator[Path]:
        """What each death in the course of a story leaves, put in its place; its end too."""
        images = self.saved.with_name(f"images of {story}")
        for image in deaths(self.folder, images, story, self.token):
            self.put_back(image)
            yield image


def build(folder: Path, work: Callable[[Store, Config], str]) -> Town:
    config = make_config(folder / "town")
    (folder / "town").mkdir()
    key = master.create()
    master.write(key, config.data.master_key_file)
    with closing(installing.create(config, key, MORNING)) as store:
        token = work(store, config)
    shutil.copytree(folder / "town", folder / "saved")
    return Town(folder=folder / "town", saved=folder / "saved", token=token)


def before_opt_in(store: Store, config: Config) -> str:
    asyncio.run(opt_in(store, config, ANNAS_FORM, ANNAS_MAIL))
    return asyncio.run(begin(store, config))


def before_withdrawal(store: Store, config: Config) -> str:
    asyncio.run(opt_in(store, config, ANNAS_FORM, ANNAS_MAIL))
    asyncio.run(opt_in(store, config))
    expose(store, config, person_of(store), person_of(store, ANNAS_MAIL))
    return ""


def before_her_time_ends(store: Store, config: Config) -> str:
    asyncio.run(opt_in(store, config))
    expose(store, config, person_of(store))
    seen = LONG_AFTER - timedelta(days=2)
    store.write(lambda tx: scans.begin(tx, ScanId("f" * 32), seen))
    return ""


def before_shutting_out(store: Store, config: Config) -> str:
    """She takes part and stands in a report; the account that she is about to shut out."""
    asyncio.run(opt_in(store, config))
    expose(store, config, person_of(store))
    added(store, "ali@provstad.example", Role.SECURITY)
    return added(store, "eva@provstad.example", Role.SECURITY)


# ---- opting in, withdrawing, being erased -------------------------------------------------------


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


def require_gone(town: Town, amina: PersonId) -> None:
    """After a withdrawal was cut off, its intent kept, and `resume` ran."""
    with town.open() as store:
        assert store.read(erasures.pending) == ()
        assert store.read(people.ids) == store.keys.person_ids()
        assert amina not in store.keys.person_ids()
        assert [letter.recipient for letter in letters(store, LONG_AFTER)].count(MAIL) == 1
    files = [file for file in town.folder.rglob("*") if file.is_file()]
    content = b"".join(file.read_bytes() for file in files)
    assert [word for word in WORDS if word.encode() in content] == []
    assert [file for file in files if file.parent.name in {"evidence", "reports"}] == []


def test_an_opt_in_is_whole_or_was_never(tmp_path: Path) -> None:
    town = build(tmp_path, before_opt_in)
    ends = set()
    for _ in town.deaths("opt in"):
        with town.open() as store:
            resume(store, town.config, MORNING)
            require_all_or_nothing(store, person_of(store, ANNAS_MAIL))
            ends.add(store.keys.find_login(MAIL) is not None)
    assert ends == {True, False}


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


def test_who_is_erased_by_time_is_erased_whole(tmp_path: Path) -> None:
    town = build(tmp_path, before_her_time_ends)
    with town.open() as store:
        amina = person_of(store)
    ends = set()
    for _ in town.deaths("time passes"):
        with town.open() as store:
            ends.add(amina in store.keys.person_ids())
            resume(store, town.config, LONG_AFTER)
        require_gone(town, amina)
    assert ends == {True, False}


def test_who_shuts_an_officer_out_stands_in_no_report_wherever_it_was_cut_off(
    tmp_path: Path,
) -> None:
    town = build(tmp_path, before_shutting_out)
    with town.open() as store:
        amina = person_of(store)
    ends = set()
    for _ in town.deaths("shut out"):
        with town.open() as store:
            resume(store, town.config, MORNING)
            is_open = store.read(lambda tx, a=amina: consents.is_open_to_team(tx, a))
            there = [file for file in town.folder.rglob("reports/*") if file.is_file()]
            known = count(store, schema.report_file)
        assert (len(there), known) == ((1, 1) if is_open else (0, 0))
        ends.add(is_open)
    assert ends == {True, False}


def test_finishing_may_itself_be_cut_off(tmp_path: Path) -> None:
    town = build(tmp_path, before_withdrawal)
    with town.open() as store:
        amina = person_of(store)
    chance = random.Random(7)
    images = [image for image in town.deaths("withdraw") if is_half_erased(town)]
    for half_done in chance.sample(images, 3):
        town.put_back(half_done)
        again = deaths(town.folder, tmp_path / f"again {half_done.name}", "resume", "")
        for cut_off in chance.sample(again, min(4, len(again))):
            town.put_back(cut_off)
            with town.open() as store:
                resume(store, town.config, MORNING)
            require_gone(town, amina)


def is_half_erased(town: Town) -> bool:
    with town.open() as store:
        return bool(store.read(erasures.pending))


@pytest.mark.parametrize("story", ["opt in", "withdraw"])
def test_killed_at_random_moments(tmp_path: Path, story: str) -> None:
    """By a real SIGKILL: that a copied folder is what a death leaves is not only said."""
    town = build(tmp_path, before_opt_in if story == "opt in" else before_withdrawal)
    with town.open() as store:
        annas_id, amina = person_of(store, ANNAS_MAIL), store.keys.find_login(MAIL)
    chance, seconds, ends = random.Random(11), 0.05, list[bool]()
    # Later and later until it was said, earlier when it was: around the moment that counts, however
    # fast the machine is.
    while len(ends) < 5 or (len(set(ends)) < 2 and len(ends) < 40):
        town.put_back()
        process = town.start(story)
        time.sleep(seconds * chance.uniform(0.8, 1.2))
        process.kill()
        process.join()
        with town.open() as store:
            resume(store, town.config, MORNING)
            if amina is None:
                require_all_or_nothing(store, annas_id)
                ends.append(store.keys.find_login(MAIL) is not None)
            else:
                ends.append(amina not in store.read(people.ids))
        if amina is not None and ends[-1]:
            require_gone(town, amina)
        seconds *= 0.8 if ends[-1] else 1.6
    assert set(ends) == {True, False}


# ---- what she says while she takes part ---------------------------------------------------------


def before_stop(store: Store, config: Config) -> str:
    """She takes part, with a proved private mailbox and a link to stop."""
    asyncio.run(opt_in(store, config))
    amina = person_of(store)
    private = Contact(private=Personal("amina@hemma.example"), is_proved=True)
    store.write(lambda tx: contacts.keep(tx, amina, private))
    return store.write(lambda tx: mail_links.issue(tx, amina))


def before_undo(store: Store, config: Config) -> str:
    asyncio.run(stop.stop(store, config, before_stop(store, config), MORNING))
    return store.write(lambda tx: mail_links.issue(tx, person_of(store), LinkUse.UNDO))


def before_going_on(store: Store, config: Config) -> str:
    link = before_stop(store, config)
    asyncio.run(pause.pause(store, person_of(store), MORNING))
    return link


def before_keeping(store: Store, config: Config) -> str:
    link = before_stop(store, config)
    asyncio.run(leavers.ask(store, config, [MAIL.reveal()], "hr", MORNING))
    return link


SAYINGS = {
    "stop": before_stop,
    "undo": before_undo,
    "pause": before_stop,
    "go on": before_going_on,
    "keep on leaving": before_keeping,
    "activate": before_stop,
}


def standing(store: Store) -> tuple[object, ...]:
    """Everything that a word of hers changes."""
    (amina,) = store.read(people.ids)
    said = store.read(
        lambda tx: (
            [event.kind for event in consents.events(tx, amina)],
            [entry.action for entry in audit.about(tx, amina)],
            asked.find(tx, amina),
            generation(tx),
        )
    )
    return said, count(store, schema.outbox), count(store, schema.stop_link)


@pytest.mark.parametrize("story", SAYINGS)
def test_what_she_says_is_whole_or_was_never_said(tmp_path: Path, story: str) -> None:
    town = build(tmp_path, SAYINGS[story])
    with town.open() as store:
        before = standing(store)
    marks = []
    for _ in town.deaths(story):
        with town.open() as store:
            marks.append(standing(store))
            resume(store, town.config, MORNING)
            assert standing(store) == marks[-1]
            if marks[-1] == before:
                STORIES[story](store, town.config, town.token)
                assert standing(store) != before
    after = marks[-1]
    assert before != after
    assert all(mark in (before, after) for mark in marks)
    assert before in marks
