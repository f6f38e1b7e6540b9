import asyncio
import multiprocessing
import shutil
import signal
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from scanner.config.settings import BackupSettings, Config
from scanner.enrol import optin, pause
from scanner.enrol.restored import tell_everybody
from scanner.enrol.withdraw import resume, withdraw
from scanner.errors import StopError
from scanner.evidence.verify import Condition, verify
from scanner.model.action import Action
from scanner.model.ids import CaseReference, PersonId
from scanner.model.personal import Personal
from scanner.pipeline.restoring import Restored, Wanted, restore
from scanner.store import (
    audit,
    backup,
    findings,
    installing,
    notices,
    people,
    rechecks,
    registered,
    sessions,
    tokens,
)
from scanner.store.database import Store
from scanner.store.key_backup import KeyBackup
from scanner.store.losses import Loss
from scanner.store.outbox import Letter
from scanner.vault import master
from scanner.vault.master import MasterKey
from tests.conftest import MORNING, make_config
from tests.enrol.cast import letters
from tests.enrol.exposure import expose, register
from tests.pipeline import restorer
from tests.store.enrolled import AMINA, BJORN, PROFILES, enrol

NOON = MORNING + timedelta(hours=6)
EVENING = MORNING + timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """An installation whose store is opened for each deed, as commands do."""

    config: Config
    master: MasterKey
    backup: Path

    def work(self, deed: Callable[[Store], object]) -> None:
        with closing(Store.open(self.config, self.master)) as store:
            deed(store)

    def ids(self) -> frozenset[PersonId]:
        with closing(Store.open(self.config, self.master)) as store:
            return store.read(people.ids)

    def back_up(self) -> None:
        self.work(lambda s: backup.make(s, s.data / "evidence", self.backup, MORNING))

    def keys(self) -> KeyBackup:
        with closing(Store.open(self.config, self.master)) as store:
            return KeyBackup(made_at=MORNING, keys=store.keys.snapshot())

    def restore(
        self,
        *,
        keys: KeyBackup | None = None,
        accepts_loss: bool = False,
        lost_cases: frozenset[CaseReference] = frozenset(),
        config: Config | None = None,
    ) -> Restored:
        wanted = Wanted(
            folder=self.backup,
            keys=keys,
            actor="driften",
            accepts_loss=accepts_loss,
            lost_cases=lost_cases,
        )
        return restore(config or self.config, self.master, wanted, EVENING)

    def lose(self, *names: str) -> None:
        for name in names:
            for path in self.config.data.folder.glob(f"{name}*"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def built(folder: Path) -> House:
    config, key = make_config(folder), master.create()
    installing.create(config, key, MORNING).close()
    house = House(config=config, master=key, backup=folder / "backup")
    house.work(lambda store: expose(store, config, enrol(store, AMINA, MORNING)))
    return house


@pytest.fixture
def house(tmp_path: Path) -> House:
    return built(tmp_path)


def test_what_was_lost_is_back(house: House) -> None:
    house.back_up()
    house.lose("varn.db", "evidence")
    assert house.restore().made_at == MORNING
    with closing(Store.open(house.config, house.master)) as store:
        assert len(store.read(lambda tx: findings.for_person(tx, AMINA))) == 1
        (page,) = verify(store.data / "evidence", store)
        assert page.condition is Condition.WHOLE
        assert store.read(audit.verify) is None
        # Nothing is left to do, and nothing beside it.
        assert resume(store, house.config, EVENING) == 0
    left = {path.name for path in house.config.data.folder.iterdir()}
    assert left == {"varn.db", "keys.db", "evidence", "use.lock"}


def test_it_is_noted_in_the_audit_log(house: House) -> None:
    house.back_up()
    house.restore(accepts_loss=True)

    def last(store: Store) -> tuple[str, str]:
        query = text("SELECT actor, action FROM audit ORDER BY number DESC LIMIT 1")
        return tuple(store.read(lambda tx: tx.connection.execute(query).one()))

    house.work(lambda store: check(last(store) == ("driften", "installation.restore")))


def check(said: bool) -> None:
    assert said


def test_who_was_erased_since_is_erased_again_before_anything_opens(house: House) -> None:
    house.work(lambda store: enrol(store, BJORN, MORNING))
    house.back_up()
    house.work(lambda store: withdraw(store, house.config, AMINA, NOON))
    house.lose("varn.db")
    house.restore()
    assert house.ids() == {BJORN}
    house.work(lambda store: check(list(verify(store.data / "evidence", store)) == []))
    assert list((house.config.data.folder / "evidence").iterdir()) == []


def test_a_registered_case_of_hers_is_kept_and_locked(house: House) -> None:
    def registering(store: Store) -> None:
        (finding,) = store.read(lambda tx: findings.for_person(tx, AMINA))
        register(store, finding)

    house.work(registering)
    house.back_up()
    house.work(lambda store: withdraw(store, house.config, AMINA, NOON))
    house.restore(accepts_loss=True)

    def locked(store: Store) -> None:
        (case,) = store.read(lambda tx: registered.of_person(tx, AMINA))
        assert case.locked_at is not None

    house.work(locked)


def test_old_keys_bring_nobody_back_who_stands_in_the_list(house: House, tmp_path: Path) -> None:
    house.work(lambda store: enrol(store, BJORN, MORNING))
    house.back_up()
    keys = house.keys()
    house.work(lambda store: withdraw(store, house.config, AMINA, NOON))
    house.lose("varn.db", "keys.db", "evidence")
    with pytest.raises(StopError, match="Nothing says who was erased"):
        house.restore(keys=keys)
    listed = tmp_path / "erased"
    listed.write_text(f"{AMINA}\n", encoding="ascii")
    there = replace(house.config, backup=BackupSettings(erased_list=listed))
    house.restore(keys=keys, config=there)
    assert house.ids() == {BJORN}
    house.work(lambda store: check(store.keys.person_ids() == {BJORN}))


def test_old_keys_bring_nobody_back_whom_todays_keys_know(house: House) -> None:
    house.back_up()
    keys = house.keys()
    house.work(lambda store: withdraw(store, house.config, AMINA, NOON))
    house.restore(keys=keys, accepts_loss=True)
    assert house.ids() == frozenset()
    house.work(lambda store: check(store.keys.erased_ids() == {AMINA}))


def test_what_happened_since_is_lost_only_where_that_is_accepted(house: House) -> None:
    house.back_up()
    house.work(lambda store: enrol(store, BJORN, NOON))
    with pytest.raises(StopError, match="would be lost"):
        house.restore()
    house.lose("varn.db")
    with pytest.raises(StopError, match="opted in after the backup"):
        house.restore()
    assert house.restore(accepts_loss=True)
    assert house.ids() == {AMINA}
    house.work(lambda store: check(resume(store, house.config, EVENING) == 0))


def test_a_registered_case_that_the_backup_lacks_is_lost_only_by_its_name(house: House) -> None:
    house.back_up()

    def registering(store: Store) -> None:
        (finding,) = store.read(lambda tx: findings.for_person(tx, AMINA))
        register(store, finding)
        store.write(lambda tx: audit.append(tx, at=NOON, actor="x", action=Action.CASE_JUDGE))

    house.work(registering)
    with closing(Store.open(house.config, house.master)) as store:
        (case,) = store.read(lambda tx: registered.of_person(tx, AMINA))
    with pytest.raises(StopError, match=f"--lose-case {case.case_reference}"):
        house.restore(accepts_loss=True)
    house.work(
        lambda store: check(len(store.read(lambda tx: registered.of_person(tx, AMINA))) == 1)
    )
    done = house.restore(accepts_loss=True, lost_cases=frozenset({case.case_reference}))
    assert done.lost == Loss(registered=(case.case_reference,), judged=1)


def test_of_a_database_that_cannot_be_read_it_is_not_known_what_is_lost(house: House) -> None:
    house.back_up()
    (house.config.data.folder / "varn.db").write_bytes(b"no database")
    assert house.restore(accepts_loss=True).lost is None


def test_keys_older_than_the_database_are_refused(house: House) -> None:
    keys = house.keys()
    house.work(lambda store: enrol(store, BJORN, NOON))
    house.back_up()
    house.lose("varn.db")
    with pytest.raises(StopError, match="keys are older"):
        house.restore(keys=keys)
    house.restore(keys=keys, accepts_loss=True)
    assert house.ids() == {AMINA}


def test_keys_from_before_a_rotation_are_told_apart_and_open_with_the_key_of_then(
    house: House, tmp_path: Path
) -> None:
    house.back_up()
    keys = house.keys()
    house.lose("varn.db", "keys.db", "evidence")
    listed = tmp_path / "erased"
    listed.touch()
    there = replace(house.config, backup=BackupSettings(erased_list=listed))
    rotated = replace(house, config=there, master=master.create())
    with pytest.raises(StopError, match=r"from before a `keys rotate`.*recovery code of that time"):
        rotated.restore(keys=keys, config=there)
    house.restore(keys=keys, config=there)
    assert house.ids() == {AMINA}


def test_without_any_keys_nothing_is_restored(house: House) -> None:
    house.back_up()
    house.lose("varn.db", "keys.db")
    with pytest.raises(StopError, match="no keys"):
        house.restore()
    assert {path.name for path in house.config.data.folder.iterdir()} <= {"evidence", "use.lock"}


def test_a_backup_that_is_not_whole_changes_nothing(house: House) -> None:
    house.back_up()
    (evidence,) = (house.backup / "evidence").iterdir()
    evidence.write_bytes(b"another")
    with pytest.raises(StopError, match="not the file that was backed up"):
        house.restore(accepts_loss=True)
    assert house.ids() == {AMINA}
    house.work(lambda store: check(store.read(audit.head).number == 0))


def test_another_installations_backup_is_refused(house: House, tmp_path: Path) -> None:
    house.back_up()
    other = replace(house.config.organisation, tenant="f" * 32)
    with pytest.raises(StopError, match="another installation"):
        house.restore(config=replace(house.config, organisation=other))


def test_nothing_else_may_have_it_open(house: House) -> None:
    house.back_up()
    with pytest.raises(StopError, match="Stop serve, portal"):
        house.work(lambda store: house.restore(accepts_loss=True))


def test_no_link_or_session_of_the_backup_lets_anybody_in(house: House) -> None:
    mail = Personal("amina.provhult@provstad.example")
    opened: list[str] = []

    def come_in(store: Store) -> None:
        opened.append(store.write(lambda tx: tokens.issue(tx, mail, AMINA, EVENING)))
        opened.append(store.write(lambda tx: sessions.start(tx, mail, AMINA, EVENING)))

    house.work(come_in)
    house.back_up()
    house.restore(accepts_loss=True)
    link, session = opened
    house.work(lambda s: check(not s.read(lambda tx: tokens.is_live(tx, link, EVENING))))
    house.work(lambda s: check(s.read(lambda tx: sessions.find(tx, session, EVENING)) is None))


def test_nobodys_page_is_looked_up_by_a_yes_that_may_have_been_taken_back(house: House) -> None:
    page = Personal("https://personsok.example/person/1")
    house.work(lambda s: s.write(lambda tx: rechecks.allow(tx, AMINA, "personsok", page, MORNING)))
    house.back_up()
    house.work(lambda s: s.write(lambda tx: rechecks.forget(tx, AMINA, "personsok")))
    house.restore(accepts_loss=True)
    house.work(lambda s: check(s.read(lambda tx: rechecks.of_person(tx, AMINA)) == ()))


def test_everybody_is_told_once_that_what_she_said_since_is_lost(house: House) -> None:
    """A pause is lost with the rest: the watch goes on without her knowing."""
    house.work(lambda store: enrol(store, BJORN, MORNING))
    house.work(lambda store: letters(store, EVENING))
    house.back_up()
    house.work(lambda store: asyncio.run(pause.pause(store, AMINA, NOON)))
    house.work(lambda store: withdraw(store, house.config, BJORN, NOON))
    house.restore(accepts_loss=True)
    told: list[Letter] = []
    house.work(lambda store: told.extend(letters(store, EVENING)))
    (mail,) = [one for one in told if one.subject.reveal() == "LAB [Värn] Titta på din sida"]
    assert mail.recipient.reveal() == PROFILES[AMINA][2]
    assert "21 november 2026 kl. 07.00" in mail.text.reveal()
    assert "/stop/" in mail.text.reveal()

    def shown(store: Store) -> None:
        (notice,) = store.read(lambda tx: notices.since(tx, MORNING))
        assert "pausat" in notice.paragraphs("sv")[0]
        assert "paused" in notice.paragraphs("en")[0]
        # Cut off and begun again it is the same one.
        store.write(lambda tx: tell_everybody(tx, house.config, MORNING, EVENING))
        assert letters(store, EVENING) == []

    house.work(shown)


def test_the_mailbox_that_she_has_left_since_is_told_nothing(house: House) -> None:
    """The backup knows of no private mailbox, and today's keys lead to her by no other."""
    house.work(lambda store: letters(store, EVENING))
    house.back_up()
    private = Personal("amina@hemma.example")
    house.work(lambda store: store.keys.set_login(private, AMINA))
    house.restore(accepts_loss=True)
    told: list[Letter] = []
    house.work(lambda store: told.extend(letters(store, EVENING)))
    assert PROFILES[AMINA][2] not in {letter.recipient.reveal() for letter in told}
    house.work(lambda store: check(len(store.read(lambda tx: notices.since(tx, MORNING))) == 1))

    def ask(store: Store) -> None:
        for mail in (private, Personal(PROFILES[AMINA][2])):
            asyncio.run(optin.request_link_away(store, house.config, mail, "sv", EVENING))
        assert [letter.recipient for letter in letters(store, EVENING)] == [private]

    house.work(ask)


def test_reports_made_since_go_for_nothing_would_find_them(house: House) -> None:
    house.back_up()
    later = house.config.reports.folder / "2026-11-21-120000"
    later.mkdir(parents=True)
    for name in ("report.html", ".report.json.half", "notes.txt"):
        (later / name).write_text("words", encoding="utf-8")
    house.restore(accepts_loss=True)
    assert [path.name for path in later.iterdir()] == ["notes.txt"]


SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["tests.pipeline.restorer"])


def died(folder: Path, key: MasterKey, wanted: Wanted, last_deed: int) -> bool:
    """True where the restore was killed before its end."""
    process = SPAWN.Process(target=restorer.live, args=(folder, key, wanted, EVENING, last_deed))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def test_killed_before_any_move_it_goes_on_when_started_again(tmp_path: Path) -> None:
    saved, town = tmp_path / "saved", tmp_path / "town"
    house = built(saved)
    house.back_up()
    # What the backup does not hold shows which of the two is in place.
    house.work(lambda store: enrol(store, BJORN, NOON))
    wanted = Wanted(folder=house.backup, keys=None, actor="driften", accepts_loss=True)
    here = replace(house, config=make_config(town))
    deed, is_over = 0, False
    while not is_over:
        deed += 1
        shutil.copytree(saved, town)
        is_over = not died(town, house.master, wanted, deed)
        if not is_over:
            here.restore(accepts_loss=True)
        assert here.ids() == {AMINA}, deed
        left = {path.name for path in here.config.data.folder.iterdir()}
        assert left == {"varn.db", "keys.db", "evidence", "use.lock"}, deed
        here.work(lambda store: check(len(list(verify(store.data / "evidence", store))) == 1))
        shutil.rmtree(town)
    assert deed > 10
