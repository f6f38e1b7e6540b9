"""Each mistake that `doctor` knows, made and found, with its mend."""

import json
import os
import re
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from scanner import ocr
from scanner.cli import whereabouts
from scanner.cli.checks import CHECKS
from scanner.model.ids import PersonId
from scanner.store import erasures, people
from tests.cli.conftest import Scanned
from tests.cli.world import SOURCE, World
from tests.conftest import MORNING

DAY_US = 24 * 3600 * 1_000_000


def findings_of(world: World) -> list[str]:
    return world.varn("doctor").out.splitlines()


def others_look_into_data(world: World) -> None:
    (world.folder / "data").chmod(0o750)


def data_of_somebody_else(world: World) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    os.chown(world.folder / "data", 12345, 12345)


def no_data(world: World) -> None:
    (world.folder / "data").rename(world.folder / "gone")


def key_among_the_data(world: World) -> None:
    (world.folder / "master.key").rename(world.folder / "data" / "master.key")
    world.edit('"master.key"', '"data/master.key"')


def key_on_the_same_disk(world: World) -> None:
    """As the test's installation has it."""


def no_key(world: World) -> None:
    (world.folder / "master.key").unlink()


def loose_key(world: World) -> None:
    (world.folder / "master.key").chmod(0o640)


def older_schema(world: World) -> None:
    within(world, "UPDATE alembic_version SET version_num = '0000'")


def touched_audit_log(world: World) -> None:
    within(world, "DROP TRIGGER audit_never_changes", "UPDATE audit SET actor = 'nobody'")


def erasure_under_way(world: World) -> None:
    store = world.opened()
    (her,) = store.read(people.ids)
    store.write(lambda tx: people.start_erasing(tx, her))
    store.write(lambda tx: erasures.begin(tx, her, None, MORNING))
    store.close()


def mail_that_did_not_leave(world: World) -> None:
    within(world, "UPDATE outbox SET state = 'failed', reason = 'smtp 550', kind = 'receipt'")


def silent_for_days(world: World) -> None:
    two_days = 2 * 24 * 3600 * 1_000_000
    within(world, f"UPDATE scan SET started_at = started_at - {two_days}")


def clock_that_ran_ahead(world: World) -> None:
    within(world, f"UPDATE scan SET ended_at = ended_at + {40 * DAY_US}")


def clock_that_leapt(world: World) -> None:
    back = f"started_at = started_at - {60 * DAY_US}, ended_at = ended_at - {60 * DAY_US}"
    within(world, f"UPDATE scan SET {back}")


def no_source(world: World) -> None:
    (world.folder / "watchlists" / "sources" / "forum.toml").unlink()


def mistaken_source(world: World) -> None:
    world.source("forum", SOURCE.replace('kind = "pages"', 'kind = "page"'))


def folder_of_tips_that_is_gone(world: World) -> None:
    world.edit("[crawl]\n", '[crawl]\ntips_folder = "gone"\n')


def folder_of_tips_with_a_link_in_our_place(world: World) -> None:
    world.edit("[crawl]\n", '[crawl]\ntips_folder = "tips"\n')
    (world.folder / "tips").mkdir()
    (world.folder / "tips" / "in").symlink_to(world.folder)


def expired_source(world: World) -> None:
    world.source("forum", f"{SOURCE}expires = 2026-11-01\n")


def expiring_source(world: World) -> None:
    world.source("forum", f"{SOURCE}expires = 2026-12-01\n")


def source_to_be_reviewed(world: World) -> None:
    world.source("forum", SOURCE.replace("2027-05-31", "2026-11-01"))


def organisation_without_a_name(world: World) -> None:
    """As the test's installation has it."""


def mail_server_that_is_none(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    world.edit(f"port = {world.config.mail.port}\n", f"port = {port}\n")


def password_for_all_to_read(world: World) -> None:
    (world.folder / "smtp.password").write_text("hemligt")
    (world.folder / "smtp.password").chmod(0o644)
    world.edit('# password_file = ""', 'password_file = "smtp.password"')


def with_provider(world: World) -> Path:
    """Nobody answers at the provider's address; gives the file with the secret."""
    secret = world.folder / "client.secret"
    secret.write_text("hemligt")
    secret.chmod(0o600)
    world.edit('# issuer = ""', 'issuer = "http://127.0.0.1:1"')
    world.edit('# client_id = ""', 'client_id = "varn"')
    world.edit('# client_secret_file = ""', 'client_secret_file = "client.secret"')
    return secret


def provider_that_is_none(world: World) -> None:
    with_provider(world)


def provider_without_a_secret(world: World) -> None:
    with_provider(world).unlink()


def secret_for_all_to_read(world: World) -> None:
    with_provider(world).chmod(0o644)


def address_without_tls(world: World) -> None:
    real, _, _ = world.scan_toml.read_text(encoding="utf-8").partition("[lab]")
    for lab_only in ("delay_seconds = 0.0", "activation_hours = 0"):
        real = real.replace(lab_only, "")
    world.scan_toml.write_text(real, encoding="utf-8")


def host_that_is_not_ours(world: World) -> None:
    world.edit('# host = "127.0.0.1"', 'host = "192.0.2.1"')


def directory_that_is_none(world: World) -> None:
    world.edit("# command = []", 'command = ["/nowhere/no-such-program"]')


def proxy_that_is_none(world: World) -> None:
    world.edit('# address = ""', 'address = "http://127.0.0.1:1"')


def proxy_password_for_all_to_read(world: World) -> None:
    proxy_that_is_none(world)
    secret = world.folder / "proxy"
    secret.write_text("varn:hemligt")
    secret.chmod(0o644)
    world.edit('# credentials_file = ""', 'credentials_file = "proxy"')


def authority_that_is_none(world: World) -> None:
    world.edit('# ca_file = ""', 'ca_file = "scan.toml"')


SEARCH = """source_id = "sok"
name = "Sökning"
kind = "search"
source_class = "other"
provider = "brave"
addresses = []
owner = "Säkerhet"
legal_note = "Påhittad."
review_by = 2027-11-01
key_file = "{key}"
"""


def search_without_its_key(world: World) -> None:
    world.source("sok", SEARCH.format(key=world.folder / "none"))


def key_for_all_to_read(world: World) -> None:
    key = world.folder / "key"
    key.write_text("hemligt")
    key.chmod(0o644)
    world.source("sok", SEARCH.format(key=key))


def no_tesseract(world: World) -> None:
    if ocr.find():
        pytest.skip("this machine has one")


def browser_that_is_none(world: World) -> None:
    world.edit('# browser = ""', 'browser = "/nowhere/chromium"')


def source_without_its_browser(world: World) -> None:
    world.source("forum", SOURCE + "needs_browser = true\n")


def others_look_into_reports(world: World) -> None:
    (world.folder / "reports").mkdir(mode=0o755)


def erasures_noted_nowhere_else(world: World) -> None:
    """As the test's installation has it."""


def erasures_noted_beside_the_data(world: World) -> None:
    world.edit('# erased_list = ""', 'erased_list = "data/erased"')


def erasures_not_noted_yet(world: World) -> None:
    """The list was named while serve was at work with the configuration of before."""
    world.edit('# erased_list = ""', 'erased_list = "gone"')
    store = world.opened()
    store.keys.bury([PersonId("0" * 32)])
    store.close()


def erasures_noted_on_a_disk_that_is_gone(world: World) -> None:
    world.edit('# erased_list = ""', 'erased_list = "gone/erased"')


def within(world: World, *statements: str) -> None:
    """Change the database behind the program's back."""
    store = world.opened()
    for statement in statements:
        store.write(lambda tx, said=statement: tx.connection.execute(text(said)))
    store.close()


MISTAKES: list[tuple[Callable[[World], None], str]] = [
    (others_look_into_data, "wrong data folder: Others can look into .* Run: chmod 700"),
    (data_of_somebody_else, "wrong data folder: .* belongs to another user .* chown"),
    (no_data, "wrong data folder: There is none .* Run init, or mount its disk"),
    (key_among_the_data, "wrong master key: .* is in the data folder: .* Move it"),
    (key_on_the_same_disk, "look  master key: .* on the data folder's disk: .* Move it"),
    (no_key, "wrong master key: There is no master key .* --restore-key"),
    (loose_key, "wrong master key: .* Run: chmod 600"),
    (older_schema, "wrong database: .* Run `migrate`"),
    (touched_audit_log, "wrong audit: The chain is broken at entry 1: .* find out who"),
    (erasure_under_way, "look  erasure: 1 not finished. They go on with the next run or serve"),
    (
        mail_that_did_not_leave,
        r"look  mail: Not sent so far: \d of the kind receipt \(smtp 550\). Mend",
    ),
    (silent_for_days, "look  scan: The last began on 2026-11-.* Is serve or cron still working"),
    (clock_that_ran_ahead, "look  clock: Something was stored on 2026-12-31.* is still to come"),
    (
        clock_that_leapt,
        r"look  clock: Before today the last scan was on 2026-09-.* If the clock is wrong",
    ),
    (no_source, "wrong source: There is none, so nothing is watched. Put one"),
    (mistaken_source, r'wrong watchlists: .*forum.toml, line 3: "kind" must be one of pages'),
    (folder_of_tips_that_is_gone, "wrong tips: Files dropped into .*gone are not read"),
    (
        folder_of_tips_with_a_link_in_our_place,
        "wrong tips: Files dropped into .*tips are not read: .*in is no folder of the account",
    ),
    (expired_source, "wrong source: forum is not read since 2026-11-01. Renew"),
    (expiring_source, "look  source: forum expires on 2026-12-01. Renew it"),
    (source_to_be_reviewed, "look  source: forum was to be reviewed by 2026-11-01"),
    (organisation_without_a_name, "look  organisation: own.toml names no municipality"),
    (mail_server_that_is_none, r"wrong mail: .* does not let us in \(\w+\). Check the \[mail\]"),
    (password_for_all_to_read, "wrong mail: Others can read the password .* Run: chmod 600"),
    (address_without_tls, "wrong portal: base_url must begin with https://"),
    (host_that_is_not_ours, "wrong portal: It cannot listen on 192.0.2.1 .* Mend host and port"),
    (provider_that_is_none, r"wrong sso: .* cannot be used \(unreachable\). Check sso.issuer"),
    (provider_without_a_secret, "wrong sso: The client secret in .* cannot be read. Check the"),
    (secret_for_all_to_read, "wrong sso: Others can read the secret in .* Run: chmod 600"),
    (erasures_noted_nowhere_else, "look  backup: backup.erased_list names no file: .* Name one"),
    (erasures_noted_beside_the_data, "look  backup: .* goes with the data folder. Keep it"),
    (erasures_noted_on_a_disk_that_is_gone, "wrong backup: There is no folder .*gone for"),
    (erasures_not_noted_yet, "wrong backup: 1 erased, and not noted in .*gone. Restart serve and"),
    (directory_that_is_none, "wrong directory: There is no program .* Mend directory.command"),
    (proxy_that_is_none, "wrong proxy: Nobody answers at http://127.0.0.1:1: nothing is read"),
    (proxy_password_for_all_to_read, "wrong proxy: Others can read the password .* Run: chmod 600"),
    (authority_that_is_none, r"wrong proxy: The file .* of proxy.ca_file cannot be used: .* PEM"),
    (search_without_its_key, "wrong search: sok: its key .* cannot be read"),
    (key_for_all_to_read, "wrong search: Others can read the key in .* Run: chmod 600"),
    (no_tesseract, "look  pictures: Words in pictures and scanned pages are a gap: Tesseract"),
    (browser_that_is_none, "wrong browser: /nowhere/chromium does not start"),
    (source_without_its_browser, "look  browser: forum: pages that only a browser .* Install"),
    (others_look_into_reports, "wrong reports: Others can look into .* Run: chmod 700"),
]


@pytest.mark.parametrize(
    ("mistake", "said"), MISTAKES, ids=[m.__name__.replace("_", " ") for m, _ in MISTAKES]
)
def test_a_mistake_is_found(after: World, mistake: Callable[[World], None], said: str) -> None:
    mistake(after)
    ended = after.varn("doctor")
    assert "Traceback" not in ended.err
    found = [line for line in ended.out.splitlines() if re.match(said, line)]
    assert len(found) == 1, ended.out
    assert ended.code == (4 if "\nwrong" in f"\n{ended.out}" else 0)
    about, _, sentence = found[0][6:].partition(": ")
    assert ended.out.count(f": {sentence}\n") == 1
    assert not (said.startswith("wrong") and f"good  {about}:" in ended.out)


def test_a_mistake_that_several_checks_meet_is_said_once(world: World) -> None:
    mistaken_source(world)
    assert world.varn("doctor").out.count('"kind" must be one of') == 1


def test_real_data_lie_in_no_repository_and_a_labs_may(world: World) -> None:
    (world.folder / ".git").mkdir()
    assert "repository" not in world.varn("doctor").out
    assert "is inside a repository" in whereabouts.of_data(replace(world.config, lab=None))


def test_a_source_that_could_not_be_read_is_looked_at(world: World) -> None:
    world.source("forum", SOURCE.replace("forum.example", "nowhere.example"))
    assert world.varn("run").code == 3
    said = world.varn("doctor").out
    assert re.search(r"look  source: forum: nothing was read at the last scan: 1 page \(", said)


def test_a_source_that_came_after_the_last_scan_is_not_called_broken(world: World) -> None:
    world.varn("run")
    later = SOURCE.replace('source_id = "forum"', 'source_id = "later"')
    world.source("later", later.replace("/trad", "/senare"))
    said = world.varn("doctor").out
    assert "look  source: later: not read yet. Start serve, or a run.\n" in said
    assert "later: nothing was read" not in said
    assert "good  scan: The last began on 2026-11-" in said


def test_a_scan_that_never_was_is_looked_at(world: World) -> None:
    assert "look  scan: There was none yet. Start serve, or run from cron." in (
        world.varn("doctor").out
    )


def test_a_port_that_is_taken_is_looked_at(after: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        after.edit("port = 0\n", f"port = {port}\n")
        ended = after.varn("doctor")
    assert f"look  portal: Port {port} is taken." in ended.out


def test_a_good_installation_is_told_so(scanned: Scanned) -> None:
    ended = scanned.world.varn("doctor")
    assert (ended.code, "wrong" in ended.out) == (0, False), ended.out
    good = set(re.findall(r"^good  ([\w ]+):", ended.out, re.MULTILINE))
    assert "scan" in good
    without = 1 if ocr.find() else 2
    assert len(good - {"scan"}) == len(CHECKS) - without, "every check but the lab's, and pictures"


def test_it_answers_machines_too(scanned: Scanned) -> None:
    said = scanned.world.varn("doctor").out.splitlines()
    ended = scanned.world.varn("doctor", "--json")
    answer = json.loads(ended.out)
    assert (ended.code, answer["lab"]) == (0, True)
    states = [(one["state"], one["subject"]) for one in answer["checks"]]
    assert states == [tuple(line.partition(":")[0].split(maxsplit=1)) for line in said]


def test_nothing_is_changed(after: World) -> None:
    store = after.opened()
    before = store.read(people.ids)
    store.close()
    findings_of(after)
    findings_of(after)
    assert after.varn("findings", "list").out.endswith("1 case.\n")
    store = after.opened()
    assert store.read(people.ids) == before
    store.close()
