"""A new installation by flags and on a terminal, and its key back from paper."""

import os
import pty
import re
import select
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.core import TyperOption
from typer.main import get_command

from scanner.cli.init import app
from scanner.config.load import load
from tests.cli.program import SCAN_PY, Ended, varn
from tests.cli.world import SOURCE, THREAD, World

MINUTE = 60.0

ANSWERS = {
    "organisation": "Provstads kommun",
    "controller": "Socialnämnden i Provstad",
    "data-protection-contact": "dataskydd@provstad.example",
    "legal-basis": "Artikel 6.1 e",
    "base-url": "https://varn.provstad.example/",
    "staff-url": "https://varn-personal.provstad.example",
    "trusted-proxies": "127.0.0.1",
    "mail-domains": "provstad.example, skola.provstad.example",
    "mail-host": "127.0.0.1",
    "mail-port": "2525",
    "mail-security": "none",
    "mail-sender": "varn@provstad.example",
    "security-mailboxes": "sakerhet@provstad.example",
    "hr-mailboxes": "-",
    "crawl-contact": "https://provstad.example/varn",
}


def init(folder: Path, said: str = "", *, is_lab: bool = False, **changes: str | None) -> Ended:
    given = ANSWERS | {name.replace("_", "-"): answer for name, answer in changes.items()}
    places = {"data-folder": f"{folder}/data", "master-key-file": f"{folder}/key/master.key"}
    given = places | given
    flags = [part for name, answer in given.items() if answer for part in (f"--{name}", answer)]
    lab = ["--lab"] if is_lab else []
    return varn("--config", folder / "scan.toml", "init", *lab, *flags, said=said)


def recovery_code(said: str) -> str:
    (code,) = re.findall(r"^ +((?:[A-Z2-7]{4} ?){14})\r?$", said, re.MULTILINE)
    return code


def test_flags_make_an_installation_that_only_its_owner_can_read(tmp_path: Path) -> None:
    ended = init(tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert recovery_code(ended.out)
    assert ended.out.endswith(f" --config {tmp_path}/scan.toml doctor\n")
    assert "Never copy the data folder as it is" in ended.out
    config = load(tmp_path / "scan.toml", {})
    assert config.organisation.name == "Provstads kommun"
    assert config.portal.base_url == "https://varn.provstad.example"
    assert config.portal.mail_domains == ("provstad.example", "skola.provstad.example")
    assert config.portal.staff_url == "https://varn-personal.provstad.example"
    assert config.portal.trusted_proxies == ("127.0.0.1",)
    assert config.backup.erased_list is None
    assert config.recipients.hr == ()
    files = [path for path in (tmp_path / "data").iterdir() if path.is_file()]
    assert "varn.db" in [path.name for path in files]
    for path in (tmp_path / "key" / "master.key", *files):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert (tmp_path / "data" / "watchlists" / "sources").is_dir()
    assert varn("--config", tmp_path / "scan.toml", "findings", "list").out.startswith(
        "No cases.\n"
    )


def test_what_is_open_is_named_by_its_flags(tmp_path: Path) -> None:
    ended = init(tmp_path, legal_basis=None, mail_host=None, mail_port=None)
    assert ended.code == 2
    assert "Give --legal-basis --mail-host, or run it on a terminal" in ended.sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mail_domains": "@provstad.example"}, '"portal.mail_domains" must be domains'),
        ({"base_url": "varn.provstad.example"}, '"portal.base_url" must be an address'),
        ({"base_url": "http://varn.provstad.example"}, '"portal.base_url" must begin with https'),
        ({"staff_url": "http://10.0.0.2"}, '"portal.staff_url" must begin with https://'),
        ({"mail_security": "ssl"}, '"mail.security" must be one of starttls, tls, none'),
        ({"mail_port": "smtp"}, '"mail.port" must be a whole number'),
        ({"mail_port": "70000"}, '"mail.port" must be'),
        ({"mail_host": "mail.provstad.example"}, "on this machine only"),
        ({"security_mailboxes": "vakten"}, '"recipients.security" must be e-mail addresses'),
        ({"erased_list": "/no/such/disk/erased"}, "There is no folder /no/such/disk for backup"),
        (
            {"base_url": "http://varn.provstad.example", "staff_url": "http://10.0.0.2"},
            'lab only (--lab).\n"portal.staff_url" must begin with https://',
        ),
    ],
)
def test_an_answer_that_cannot_be_meant_makes_nothing(
    tmp_path: Path, changes: dict[str, str | None], said: str
) -> None:
    ended = init(tmp_path, **changes)
    assert ended.code == 2
    assert said in ended.sentence
    assert list(tmp_path.iterdir()) == []


def test_real_data_are_not_made_where_the_doctor_would_call_it_wrong(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    ended = init(tmp_path, master_key_file=f"{tmp_path}/data/master.key")
    assert ended.code == 2
    assert f"{tmp_path}/data is inside a repository" in ended.sentence
    assert f"{tmp_path}/data/master.key is in the data folder" in ended.sentence
    assert [path.name for path in tmp_path.iterdir()] == [".git"]


def test_a_lab_is_proposed_beside_its_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for target in ("scan.toml", "rehearsal/scan.toml"):
        given = [part for name, answer in ANSWERS.items() for part in (f"--{name}", answer)]
        assert varn("--config", target, "init", "--lab", *given).code == 0
    for folder in ("lab", "rehearsal"):
        assert (tmp_path / folder / "data" / "varn.db").exists()
        assert (tmp_path / folder / "master.key").exists()


def test_a_lab_is_made_as_one_and_stays_so(tmp_path: Path) -> None:
    ended = init(tmp_path, is_lab=True, base_url="http://127.0.0.1:8080")
    assert (ended.code, "a lab: nothing in it is real" in ended.out) == (0, True)
    scan_toml = tmp_path / "scan.toml"
    assert "[lab]\n# Host names" in scan_toml.read_text(encoding="utf-8")
    assert varn("--config", scan_toml, "findings", "list").code == 0
    real, _, _ = scan_toml.read_text(encoding="utf-8").partition("[lab]")
    scan_toml.write_text(real, encoding="utf-8")
    assert "made in a lab and stay so" in varn("--config", scan_toml, "findings", "list").sentence


def test_a_lab_in_the_environment_makes_no_real_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VARN_LAB_NETWORKS", "127.0.0.0/8")
    refused = init(tmp_path)
    assert (refused.code, "VARN_LAB_NETWORKS is set" in refused.sentence) == (2, True)
    assert list(tmp_path.iterdir()) == []
    assert init(tmp_path, is_lab=True).code == 0


def test_nothing_that_exists_is_overwritten(tmp_path: Path) -> None:
    init(tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    again = init(tmp_path)
    assert (again.code, "There is a configuration already" in again.sentence) == (2, True)
    (tmp_path / "scan.toml").rename(tmp_path / "kept.toml")
    afresh = init(tmp_path)
    assert (afresh.code, "There is an installation in" in afresh.sentence) == (4, True)
    assert not (tmp_path / "scan.toml").exists()
    (tmp_path / "kept.toml").rename(tmp_path / "scan.toml")
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize("inside", ["http://10.0.0.1/x", "https://intern.local/", "http://[::1]/"])
def test_sources_test_refuses_what_no_real_scan_would_ask(tmp_path: Path, inside: str) -> None:
    init(tmp_path)
    source = SOURCE.replace("delay_seconds = 0", "")
    path = tmp_path / "data" / "watchlists" / "sources" / "forum.toml"
    path.write_text(source, encoding="utf-8")
    assert varn("--config", tmp_path / "scan.toml", "sources", "test").code == 0
    path.write_text(source.replace(THREAD, inside), encoding="utf-8")
    ended = varn("--config", tmp_path / "scan.toml", "sources", "test")
    assert (ended.code, "leads inside a network" in ended.sentence) == (2, True)


def test_what_failed_can_be_begun_again(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    failed = init(tmp_path)
    assert (failed.code, f"{tmp_path}/data" in failed.sentence) == (4, True)
    assert not (tmp_path / "scan.toml").exists()
    assert not (tmp_path / "key" / "master.key").exists(), "nobody has seen its recovery code"
    (tmp_path / "data").unlink()
    assert init(tmp_path).code == 0


def test_the_recovery_code_brings_the_key_back(tmp_path: Path) -> None:
    code = recovery_code(init(tmp_path).out)
    key = tmp_path / "key" / "master.key"
    kept = key.read_bytes()
    key.unlink()
    ended = restored(tmp_path, code.lower().replace(" ", "-"))
    assert (ended.code, ended.err) == (0, "")
    assert key.read_bytes() == kept
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert varn("--config", tmp_path / "scan.toml", "findings", "list").code == 0


def test_a_code_of_another_installation_is_refused(tmp_path: Path, world: World) -> None:
    (tmp_path / "other").mkdir()
    other = recovery_code(init(tmp_path / "other").out)
    (world.folder / "master.key").unlink()
    ended = restored(world.folder, other)
    assert ended.code == 4
    assert "The master key is not the one" in ended.sentence
    assert not (world.folder / "master.key").exists()


def test_a_mistyped_code_is_refused(world: World) -> None:
    (world.folder / "master.key").unlink()
    ended = restored(world.folder, "ABCD EFGH")
    assert (ended.code, "it should have 56" in ended.sentence) == (2, True)
    assert not (world.folder / "master.key").exists()


def test_a_key_that_is_there_is_not_replaced(world: World) -> None:
    ended = restored(world.folder, "")
    assert (ended.code, "There is a master key already" in ended.sentence) == (4, True)


def restored(folder: Path, code: str) -> Ended:
    return varn("--config", folder / "scan.toml", "init", "--restore-key", said=f"{code}\n")


def test_a_terminal_is_asked_and_asked_again_where_an_answer_cannot_be_meant(
    tmp_path: Path,
) -> None:
    typed = list((ANSWERS | {"mail-domains": "@provstad.example"}).values())
    typed.insert(typed.index(ANSWERS["base-url"]), "http://varn.provstad.example")
    typed += [f"{tmp_path}/data", f"{tmp_path}/master.key", f"{tmp_path}/erased"]
    # Once more: Enter keeps all but the mistake.
    typed += ["provstad.example" if name == "mail-domains" else "" for name in ANSWERS]
    typed += ["", "", ""]
    said, code = on_terminal(tmp_path, typed)
    assert code == 0, said
    assert "Name of the municipality" in said
    assert "It must begin with https://" in said
    assert '"Domains whose work e-mail may opt in" must be domains' in said
    assert "SMTP port [587]" in said
    assert recovery_code(said)
    config = load(tmp_path / "scan.toml", {})
    assert config.portal.mail_domains == ("provstad.example",)
    assert config.organisation.controller == "Socialnämnden i Provstad"
    assert config.backup.erased_list == tmp_path / "erased"
    assert f"{sys.executable} {SCAN_PY} --config {tmp_path}/scan.toml doctor" in said


def on_terminal(folder: Path, typed: list[str]) -> tuple[str, int]:
    """`init` on a pseudo-terminal, each answer typed when the question has been asked."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, SCAN_PY, "--config", folder / "scan.toml", "init"],
        stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ | {"PYTHONUTF8": "1"},
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    said, answers = b"", iter(typed)
    until = time.monotonic() + MINUTE
    while time.monotonic() < until:
        came = _read(ours)
        if came is None:
            break
        said += came
        if said.endswith(b": "):
            os.write(ours, f"{next(answers)}\n".encode())
    os.close(ours)
    return said.decode(), process.wait(timeout=60)


def _read(terminal: int) -> bytes | None:
    """What was written to the terminal; b"" where nothing was for a while, None at the end."""
    if not select.select([terminal], [], [], 0.2)[0]:
        return b""
    try:
        return os.read(terminal, 65536) or None
    except OSError:  # The other end is closed.
        return None


def test_each_flag_says_what_it_is_for() -> None:
    for option in get_command(app).params:
        assert isinstance(option, TyperOption)
        assert option.help
