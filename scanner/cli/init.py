"""`init`: a new installation, or the master key of one from its recovery code."""

import os
import shlex
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from scanner.cli import whereabouts
from scanner.cli.commands import declared
from scanner.cli.opening import clock_of, read_config
from scanner.cli.questions import Answers, asked_for, completed, meant, revised
from scanner.config import write
from scanner.config.clock import LAB_NOW
from scanner.config.load import NAMED_BY, PLACES, understood
from scanner.config.settings import Config, LabSettings
from scanner.errors import StopError, UsageError
from scanner.model.ids import TenantId
from scanner.store import installing
from scanner.store.database import KEYS_FILE
from scanner.store.keys import KeyStore
from scanner.store.names import new_id
from scanner.vault import master
from scanner.vault.master import MasterKey

WHEREABOUTS: Final = (whereabouts.of_data, whereabouts.of_key, whereabouts.of_erased_list)


def _flag(name: str) -> Any:
    """The flag of an answer, with the question as its help."""
    (answer,) = (one for one in fields(Answers) if one.name == name)
    return typer.Option(help=answer.metadata["question"], show_default=False)


app = declared()


@app.command()
def init(
    context: typer.Context,
    organisation: Annotated[str, _flag("organisation")] = "",
    controller: Annotated[str, _flag("controller")] = "",
    data_protection_contact: Annotated[str, _flag("data_protection_contact")] = "",
    legal_basis: Annotated[str, _flag("legal_basis")] = "",
    base_url: Annotated[str, _flag("base_url")] = "",
    staff_url: Annotated[str, _flag("staff_url")] = "",
    trusted_proxies: Annotated[str, _flag("trusted_proxies")] = "",
    mail_domains: Annotated[str, _flag("mail_domains")] = "",
    mail_host: Annotated[str, _flag("mail_host")] = "",
    mail_port: Annotated[str, _flag("mail_port")] = "",
    mail_security: Annotated[str, _flag("mail_security")] = "",
    mail_sender: Annotated[str, _flag("mail_sender")] = "",
    security_mailboxes: Annotated[str, _flag("security_mailboxes")] = "",
    hr_mailboxes: Annotated[str, _flag("hr_mailboxes")] = "",
    crawl_contact: Annotated[str, _flag("crawl_contact")] = "",
    data_folder: Annotated[str, _flag("data_folder")] = "",
    master_key_file: Annotated[str, _flag("master_key_file")] = "",
    erased_list: Annotated[str, _flag("erased_list")] = "",
    lab: Annotated[
        bool,
        typer.Option("--lab", help="To rehearse on this machine; its data stay a lab's for good."),
    ] = False,
    restore_key: Annotated[
        bool,
        typer.Option(
            "--restore-key",
            help="Put the master key of this installation back from its recovery code.",
        ),
    ] = False,
) -> None:
    """Make an installation: data folder, master key with its recovery code, scan.toml.

    Asks on a terminal for what the flags leave open. Nothing that exists is overwritten.
    """
    if restore_key:
        _restore_key(read_config(context))
        return
    if not lab:
        _require_no_lab_variables()
    target = _target(context)
    # What the flags above say, all at once.
    given = Answers(**{one.name: context.params[one.name] for one in fields(Answers)})
    settings = LabSettings() if lab else None
    proposed = _beside(target) if lab else Answers()
    if sys.stdin.isatty():
        config = _asked(given, proposed, settings)
    else:
        config = _config(completed(given, proposed), settings)
    key = _made(config, target)
    typer.echo(_farewell(config, target, key))


def _restore_key(config: Config) -> None:
    """Write the key that a recovery code stands for, if it is the one of this installation."""
    if config.data.master_key_file.exists():
        raise StopError(
            f"There is a master key already at {config.data.master_key_file}. If it is damaged or "
            "another's, move it away, then run `init --restore-key` again."
        )
    key = master.restore(typer.prompt("Recovery code"))
    keys = config.data.folder / KEYS_FILE
    # On a new machine there are none yet: the restore that brings them finds a wrong key out.
    if keys.exists():
        KeyStore.open(keys, key, TenantId(config.organisation.tenant)).close()
    _write_key(key, config.data.master_key_file)
    next_step = "doctor" if keys.exists() else "restore"
    typer.echo(f"The master key is back at {config.data.master_key_file}. Next: run {next_step}.")


def _require_no_lab_variables() -> None:
    """Else who means a lab would get real data, with nothing said."""
    said = sorted(name for name in os.environ if name.startswith("VARN_LAB_") and name != LAB_NOW)
    if said:
        raise UsageError(
            f"{', '.join(said)} is set, and init makes an installation for real use. Say --lab to "
            "make a lab, or unset it."
        )


def _target(context: typer.Context) -> Path:
    """The scan.toml to write. Raises `UsageError` where there is one."""
    target = Path(context.obj or os.environ.get(NAMED_BY) or "scan.toml")
    if target.exists():
        raise UsageError(
            f"There is a configuration already at {target}. Change it by hand, or name another "
            "file with --config."
        )
    return target


def _beside(target: Path) -> Answers:
    """Where a lab's data are proposed to lie: not where the machine's own installation has its."""
    folder = target.parent if target.parent.name else Path("lab")
    return Answers(data_folder=str(folder / "data"), master_key_file=str(folder / "master.key"))


def _asked(given: Answers, proposed: Answers, lab: LabSettings | None) -> Config:
    """Ask for what is open, and for everything again until it can be meant."""
    ask = _ask if lab else _ask_for_tls
    answers = completed(given, proposed, ask)
    while True:
        try:
            return _config(answers, lab)
        except UsageError as error:
            typer.echo(
                f"{asked_for(str(error))}\nOnce more; Enter keeps what stands in brackets.",
                err=True,
            )
            answers = revised(answers, ask)


def _ask(question: str, default: str) -> str:
    answer: str = typer.prompt(question, default=default or None)
    return answer


def _ask_for_tls(question: str, default: str) -> str:
    """As `_ask`; where the question wants https, plain http is refused at once."""
    while (answer := _ask(question, default)).startswith("http://") and "https://" in question:
        typer.echo("It must begin with https://; plain http is for a lab only (--lab).", err=True)
    return answer


def _config(answers: Answers, lab: LabSettings | None) -> Config:
    """The configuration that the answers mean. Raises `UsageError` with all that is wrong."""
    data = Path(answers.data_folder)
    config = understood(
        meant(answers)
        | {
            "organisation.tenant": new_id(),
            "portal.base_url": answers.base_url.rstrip("/"),
            "watchlists.folder": str(data / "watchlists"),
            "reports.folder": str(data / "reports"),
        }
    )
    config = replace(config, lab=lab)
    if wrong := [*_in_clear(config), *_misplaced(config)]:
        raise UsageError("\n".join(wrong))
    return config


def _in_clear(config: Config) -> Iterator[str]:
    """What mails lead to without TLS, outside a lab."""
    portal = config.portal
    for option, address in (("base_url", portal.base_url), ("staff_url", portal.staff_url)):
        if config.lab is None and address and not address.startswith("https://"):
            yield (
                f'"portal.{option}" must begin with https://: links in mails lead there. Plain '
                "http is for a lab only (--lab)."
            )


def _misplaced(config: Config) -> Iterator[str]:
    """What doctor would call wrong as soon as it is made."""
    yield from filter(None, (where(config) for where in WHEREABOUTS))


def _made(config: Config, target: Path) -> MasterKey:
    """Write the configuration, the key and the data folder; the key."""
    is_new = not config.data.master_key_file.exists()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8") as file:
        file.write(write.render(config))
    try:
        key = _new_key(config.data.master_key_file)
        installing.create(config, key, clock_of(config)()).close()
        for shelf in ("sources", "organisation", "lexicon"):
            (config.data.folder / "watchlists" / shelf).mkdir(parents=True, exist_ok=True)
    except BaseException:
        # Else the next `init` would take what is half made for an installation, and a key would
        # be left whose recovery code nobody has seen.
        target.unlink()
        if is_new:
            config.data.master_key_file.unlink(missing_ok=True)
        raise
    return key


def _new_key(path: Path) -> MasterKey:
    """A new master key in its file; the one that is there already, from an `init` that failed."""
    if path.exists():
        return master.load(path)
    key = master.create()
    _write_key(key, path)
    return key


def _write_key(key: MasterKey, path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    master.write(key, path)


def _farewell(config: Config, target: Path, key: MasterKey) -> str:
    kind = "a lab: nothing in it is real" if config.lab else "for real use"
    return (
        f"Made {target}, the data folder {config.data.folder} and the master key "
        f"{config.data.master_key_file}, {kind}.\n\n"
        f"Recovery code of the master key:\n\n    {master.recovery_code(key)}\n\n"
        "Print it, lock it away and show it to nobody: whoever holds it and a copy of the data "
        "folder can read everything. Never copy the data folder as it is: keys.db in it must "
        "forget. Keep a copy of scan.toml, and let cron run backup and backup --keys "
        "(docs/privacy.md, Backups).\n"
        f"Next: put your sources into {config.watchlists.folder}/sources, copy "
        f"watchlists/organisation/own.toml to {config.watchlists.folder}/organisation/own.toml "
        f"and fill it in, then run\n\n    {_line(target, 'doctor')}"
    )


def _line(target: Path, command: str) -> str:
    """A command as it is typed here, with the configuration named where it would not be found."""
    program = [sys.executable] if sys.argv[0].endswith(".py") else []
    is_found = target in PLACES or os.environ.get(NAMED_BY) == str(target)
    named = [] if is_found else ["--config", str(target)]
    return shlex.join([*program, sys.argv[0], *named, command])
