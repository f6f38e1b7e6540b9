"""Whatever is wrong: one sentence that says what to do, the documented exit code, nothing lost."""

import os
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from scanner.store.database import DATABASE_FILE, KEYS_FILE
from scanner.vault import master
from tests.cli.program import varn
from tests.cli.world import SOURCE, World, post


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    command: tuple[str, ...]
    code: int
    said: str
    """A pattern that the sentence holds."""


def made_by(mistake: Callable[[World], None], *command: str, code: int, said: str) -> object:
    name = getattr(mistake, "__name__", "").replace("_", " ")
    expected = Mistake(command=command, code=code, said=said)
    return pytest.param(mistake, expected, id=f"{name}, {' '.join(command)}")


def no_master_key(world: World) -> None:
    (world.folder / "master.key").unlink()


def open_master_key(world: World) -> None:
    (world.folder / "master.key").chmod(0o644)


def damaged_master_key(world: World) -> None:
    path = world.folder / "master.key"
    kept = path.read_text().splitlines()
    path.write_text(f"{kept[0]}\n{'A' * 4}{kept[1][4:]}\n")


def another_file_as_master_key(world: World) -> None:
    (world.folder / "master.key").write_text("# notes\n")


def another_master_key(world: World) -> None:
    no_master_key(world)
    master.write(master.create(), world.folder / "master.key")


def no_data_folder(world: World) -> None:
    (world.folder / "data").rename(world.folder / "elsewhere")


def no_database(world: World) -> None:
    (world.folder / "data" / DATABASE_FILE).unlink()


def damaged_database(world: World) -> None:
    (world.folder / "data" / DATABASE_FILE).write_bytes(b"no database " * 1000)


def damaged_key_store(world: World) -> None:
    (world.folder / "data" / KEYS_FILE).write_bytes(b"no database " * 1000)


def older_schema(world: World) -> None:
    store = world.opened()
    store.write(
        lambda tx: tx.connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    )
    store.close()


def no_lab_any_more(world: World) -> None:
    real, _, _ = world.scan_toml.read_text(encoding="utf-8").partition("[lab]")
    real = real.replace("delay_seconds = 0.0", "delay_seconds = 5.0")
    real = real.replace("activation_hours = 0", "activation_hours = 24")
    world.scan_toml.write_text(real, encoding="utf-8")
    (world.folder / "watchlists" / "sources" / "forum.toml").unlink()


def no_configuration(world: World) -> None:
    world.scan_toml.unlink()


def folder_as_configuration(world: World) -> None:
    world.scan_toml.unlink()
    world.scan_toml.mkdir()


def configuration_in_latin_1(world: World) -> None:
    text = world.scan_toml.read_text(encoding="utf-8")
    world.scan_toml.write_bytes(text.encode("latin-1", "replace"))


def configuration_that_is_not_toml(world: World) -> None:
    world.edit("[portal]", "[portal")


def misspelt_option(world: World) -> None:
    world.edit("[service]", "[service]\nscan_minuets = 5")


def option_of_another_type(world: World) -> None:
    world.edit("mail_domains = [", "mail_domains = 5 # [")


def misspelt_key_of_a_source(world: World) -> None:
    world.source("forum", SOURCE.replace("owner", "ownr"))


def source_without_addresses(world: World) -> None:
    world.source("forum", re.sub("addresses.*\n", "", SOURCE))


def source_with_no_address(world: World) -> None:
    world.source("forum", SOURCE.replace("http://", "forum at "))


def no_watchlists(world: World) -> None:
    (world.folder / "watchlists").rename(world.folder / "lists")


def nothing(world: World) -> None:
    """The arguments themselves are wrong."""


MISTAKES = [
    made_by(no_master_key, "run", code=4, said="no master key at .* `init --restore-key`"),
    made_by(open_master_key, "evidence", "verify", code=4, said="Run: chmod 600 "),
    made_by(damaged_master_key, "findings", "list", code=4, said="is damaged. .*--restore-key"),
    made_by(another_file_as_master_key, "serve", code=4, said="Check data.master_key_file"),
    made_by(another_master_key, "portal", code=4, said="Set data.master_key_file to the right key"),
    made_by(no_data_folder, "run", code=4, said="There is no installation .* Mount its disk"),
    made_by(no_database, "report", "build", code=4, said="is missing. Restore it"),
    made_by(damaged_database, "run", code=4, said="restore it from its backup"),
    made_by(damaged_key_store, "people", "withdraw", code=4, said="from its backup"),
    made_by(older_schema, "findings", "list", code=4, said="Run `migrate`"),
    made_by(older_schema, "serve", code=4, said="has shape 0000, this program needs"),
    made_by(no_lab_any_more, "run", code=2, said="were made in a lab and stay so"),
    made_by(no_configuration, "run", code=2, said="scan.toml cannot be read: No such file"),
    made_by(folder_as_configuration, "doctor", code=2, said="scan.toml cannot be read"),
    made_by(configuration_in_latin_1, "doctor", code=2, said="Save it as UTF-8"),
    made_by(configuration_that_is_not_toml, "migrate", code=2, said=r"not valid TOML.*line \d+"),
    made_by(misspelt_option, "portal", code=2, said=r'line \d+.*Did you mean "scan_minutes"\?'),
    made_by(option_of_another_type, "run", code=2, said=r'line \d+: "portal.mail_domains" must be'),
    made_by(
        misspelt_key_of_a_source, "sources", "test", code=2,
        said=r'forum.toml, line \d+: "ownr" is not known. Did you mean "owner"\?',
    ),
    made_by(source_without_addresses, "run", code=2, said='"addresses" must not be empty'),
    made_by(source_with_no_address, "run", code=2, said="must be a web address such as"),
    made_by(no_watchlists, "sources", "list", code=2, said="watchlists is not there. Make it"),
    made_by(nothing, "run", "forun", code=2, said="no source forun. `sources list` shows"),
    made_by(nothing, "run", "--fail-on", "bad", code=2, said="one of low, medium, high, acute"),
    made_by(nothing, "rnu", code=2, said="No such command 'rnu'.* '?run'?.*--help"),
    made_by(nothing, "findings", "lst", code=2, said="Did you mean 'list'.*findings --help"),
    made_by(nothing, "run", "--fast", code=2, said="No such option.*run --help"),
    made_by(nothing, "findings", "judge", "V-AAAAAA", code=2, said="Missing argument"),
    made_by(nothing, "findings", "judge", "V-AAAAAA", "perhaps", code=2, said="not_her"),
    made_by(nothing, "report", "build", "--language", "fi", code=2, said="'sv'.*'en'"),
    made_by(nothing, "report", "build", "--days", "0", code=2, said="--days"),
]  # fmt: skip


@pytest.mark.parametrize(("mistake", "expected"), MISTAKES)
def test_a_mistake_is_one_sentence(
    world: World, mistake: Callable[[World], None], expected: Mistake
) -> None:
    mistake(world)
    before = contents(world.folder / "data")
    ended = world.varn(*expected.command)
    assert (ended.code, ended.out) == (expected.code, ""), ended
    assert re.search(expected.said, ended.sentence, re.DOTALL), ended.sentence
    assert contents(world.folder / "data") == before


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder; SQLite's own notes about who reads left out."""
    return {
        path.name: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-shm", "-wal", ".lock"))
    }


def test_no_configuration_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ended = varn("run")
    assert ended.code == 2
    assert "Make one with `init`" in ended.sentence


def test_a_variable_that_is_no_option(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARN_CRAWL_DELAY", "5")
    ended = world.varn("run")
    assert ended.code == 2
    assert 'VARN_CRAWL_DELAY is not known. Did you mean "VARN_CRAWL_DELAY_SECONDS"?' in (
        ended.sentence
    )


def test_the_traceback_is_for_who_asks_for_it(world: World) -> None:
    no_master_key(world)
    ended = world.varn("--debug", "findings", "list")
    assert ended.code == 4
    assert "Traceback" in ended.err
    assert "no master key" in ended.err.splitlines()[-1]


def test_a_second_scan_at_once_is_refused(world: World) -> None:
    store = world.opened()
    with store.scan_lock():
        ended = world.varn("run")
    store.close()
    assert ended.code == 4
    assert "Another scan is at work" in ended.sentence
    assert world.varn("run").code == 0


def test_a_port_that_is_taken(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        world.edit("port = 0\n", f"port = {port}\n")
        ended = world.varn("portal")
    assert ended.code == 4
    assert f"cannot listen on 127.0.0.1 port {port}" in ended.sentence
    assert "[portal]" in ended.sentence


def test_mail_that_cannot_leave_waits_and_is_said(world: World) -> None:
    with post() as sink:
        world.edit(f"port = {world.config.mail.port}\n", f"port = {sink.port}\n")
    ended = world.varn("run")
    assert (ended.code, "Mails: 0 sent, 1 waiting, 0 refused." in ended.out) == (4, True), ended
    assert "The next try is at" in ended.out
    assert "Traceback" not in ended.err
    with post() as sink:
        world.edit(f"port = {world.config.mail.port}\n", f"port = {sink.port}\n")
        again = world.varn("run")
        assert (again.code, "Mails: 1 sent, 0 waiting" in again.out) == (0, True), again
        assert len(sink.mails) == 1


def test_mail_that_is_refused_is_kept_and_said(world: World) -> None:
    with post("550 no such mailbox") as sink:
        world.edit(f"port = {world.config.mail.port}\n", f"port = {sink.port}\n")
        ended = world.varn("run")
    assert (ended.code, "0 waiting, 1 refused" in ended.out) == (4, True), ended
    assert "smtp 550" in world.varn("doctor").out


@pytest.mark.skipif(os.geteuid() == 0, reason="to root no folder is closed")
def test_a_folder_that_is_closed_to_us(world: World) -> None:
    (world.folder / "data").chmod(0o500)
    ended = world.varn("run")
    (world.folder / "data").chmod(0o700)
    assert ended.code == 4
    assert "mend its rights" in ended.sentence


def test_a_misspelt_command_is_answered_in_whole_sentences(world: World) -> None:
    said = world.varn("findngs").sentence
    assert "Did you mean 'findings'? `" in said
