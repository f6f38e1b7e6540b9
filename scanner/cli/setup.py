"""`init`, `doctor` and `migrate`: make an installation, check it, bring it up to date."""

import sys
import tempfile
from pathlib import Path
from secrets import token_hex
from typing import Annotated, Literal

import typer

from scanner.cli import checks
from scanner.cli.opening import read_config
from scanner.cli.questions import Answers, completed, items
from scanner.config import write
from scanner.config.clock import system_clock
from scanner.config.load import load
from scanner.config.settings import (
    Config,
    CrawlSettings,
    DataSettings,
    MailSettings,
    OrganisationSettings,
    PortalSettings,
    RecipientSettings,
    ReportSettings,
    WatchlistSettings,
)
from scanner.errors import ExitCode, UsageError
from scanner.store import database
from scanner.vault import master
from scanner.vault.master import MasterKey

Answer = Annotated[str, typer.Option(show_default=False)]


def add_to(app: typer.Typer) -> None:
    for command in (init, doctor, migrate):
        app.command()(command)


def init(
    context: typer.Context,
    organisation: Answer = "",
    controller: Answer = "",
    data_protection_contact: Answer = "",
    legal_basis: Answer = "",
    base_url: Answer = "",
    mail_domains: Answer = "",
    mail_host: Answer = "",
    mail_port: Answer = "",
    mail_security: Answer = "",
    mail_sender: Answer = "",
    security_mailboxes: Answer = "",
    hr_mailboxes: Answer = "",
    crawl_contact: Answer = "",
    data_folder: Answer = "",
    master_key_file: Answer = "",
    restore_key: Annotated[
        bool, typer.Option(help="Ask for a recovery code instead of making a new master key.")
    ] = False,
) -> None:
    """Make an installation: data folder, master key with its recovery code, scan.toml.

    Asks on a terminal for what the flags leave open. Nothing that exists is overwritten.
    """
    target = Path(context.obj.config or "scan.toml")
    if target.exists():
        raise UsageError(
            f"There is a configuration already at {target}. Change it by hand, or name another "
            "file with --config."
        )
    answers = completed(
        Answers(
            organisation=organisation,
            controller=controller,
            data_protection_contact=data_protection_contact,
            legal_basis=legal_basis,
            base_url=base_url,
            mail_domains=mail_domains,
            mail_host=mail_host,
            mail_port=mail_port,
            mail_security=mail_security,
            mail_sender=mail_sender,
            security_mailboxes=security_mailboxes,
            hr_mailboxes=hr_mailboxes,
            crawl_contact=crawl_contact,
            data_folder=data_folder,
            master_key_file=master_key_file,
        ),
        _ask if sys.stdin.isatty() else None,
    )
    text, config = _checked(answers)
    key = _master_key(restore_key, config.data.master_key_file)
    database.Store.create(config, key, system_clock()).close()
    target.write_text(text, encoding="utf-8")
    typer.echo(
        f"Made {target}, the data folder {config.data.folder} and the master key "
        f"{config.data.master_key_file}.\n\n"
        f"Recovery code of the master key:\n\n    {master.recovery_code(key)}\n\n"
        "Print it, lock it away and show it to nobody: whoever holds it and a copy of the data "
        "folder can read everything.\nNext: put your sources in place, then run doctor."
    )


def doctor(context: typer.Context) -> None:
    """Check everything that a new operator gets wrong, and say how to mend it."""
    results = checks.run(read_config(context))
    for result in results:
        typer.echo(f"{result.state.value:<5} {result.subject}: {result.sentence}")
    if any(result.state is checks.State.WRONG for result in results):
        raise typer.Exit(ExitCode.FAILED)


def migrate(context: typer.Context) -> None:
    """Bring the database to the shape that this program needs. Back it up first."""
    config = read_config(context)
    database.upgrade(config, master.load(config.data.master_key_file))
    typer.echo("The database has the shape that this program needs.")


def _ask(question: str, default: str) -> str:
    answer: str = typer.prompt(question, default=default or None)
    return answer


def _checked(answers: Answers) -> tuple[str, Config]:
    """The text of the new scan.toml, and what the program reads from it."""
    text = write.render(_config(answers))
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "scan.toml"
        draft.write_text(text, encoding="utf-8")
        return text, load(draft, {}, {})


def _config(answers: Answers) -> Config:
    data = Path(answers.data_folder).expanduser().absolute()
    return Config(
        organisation=OrganisationSettings(
            name=answers.organisation,
            tenant=token_hex(16),
            controller=answers.controller,
            data_protection_contact=answers.data_protection_contact,
            legal_basis=answers.legal_basis,
        ),
        data=DataSettings(
            folder=data,
            master_key_file=Path(answers.master_key_file).expanduser().absolute(),
        ),
        portal=PortalSettings(
            base_url=answers.base_url.rstrip("/"), mail_domains=items(answers.mail_domains)
        ),
        mail=MailSettings(
            host=answers.mail_host,
            sender=answers.mail_sender,
            port=_port(answers.mail_port),
            security=_security(answers.mail_security),
        ),
        recipients=RecipientSettings(
            security=items(answers.security_mailboxes), hr=items(answers.hr_mailboxes)
        ),
        crawl=CrawlSettings(contact=answers.crawl_contact),
        watchlists=WatchlistSettings(folder=data / "watchlists"),
        reports=ReportSettings(folder=data / "reports"),
    )


def _port(answer: str) -> int:
    if not answer.isdecimal():
        raise UsageError(f"The SMTP port must be a number, not {answer!r}.")
    return int(answer)


def _security(answer: str) -> Literal["starttls", "tls", "none"]:
    match answer:
        case "starttls" | "tls" | "none":
            return answer
        case _:
            raise UsageError(f"SMTP security is starttls, tls or none, not {answer!r}.")


def _master_key(restore: bool, path: Path) -> MasterKey:
    """The master key, in its file: restored from its code, made anew, or there already."""
    if path.exists():
        return master.load(path)
    key = master.restore(_ask("Recovery code", "")) if restore else master.create()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    master.write(key, path)
    return key
