"""`staff`: the way in for the first operator. All other accounts are made on the staff's pages."""

from datetime import UTC

import typer

from scanner.cli.commands import declared
from scanner.cli.officer import Officer, named
from scanner.cli.opening import Installation, installation
from scanner.enrol import accounts
from scanner.errors import UsageError
from scanner.model.ids import StaffId
from scanner.model.staff import Role
from scanner.store import staff, staff_invitations
from scanner.store.database import Transaction

app = declared("Invite the first operator; list and shut staff accounts.")


@app.command()
def invite(context: typer.Context, officer: Officer = "") -> None:
    """Print a link that makes the first operator's account, once. Only while there is none."""
    who = named(officer)
    with installation(context) as there:
        link = there.store.write(lambda tx: _invite(tx, there, who))
    typer.echo(f"{link}\nIt opens once, within {staff_invitations.LIFETIME.days} days.")


@app.command("list")
def list_accounts(context: typer.Context) -> None:
    """Show the staff accounts, the oldest first."""
    with installation(context) as there:
        accounts_there = there.store.read(staff.everybody)
        if not accounts_there:
            typer.echo("No account yet. `staff invite` prints the link that makes the first one.")
        for one in accounts_there:
            since = f"{one.created_at.astimezone(UTC):%Y-%m-%d}"
            way = "password" if one.has_password else "sso"
            typer.echo(
                f"{one.member.staff_id} · {one.member.role} · {one.state} · since {since} · "
                f"{way} · {one.member.name.reveal()}"
            )


@app.command()
def shut(context: typer.Context, account: str, officer: Officer = "") -> None:
    """Shut the account with this id, also the last operator's; her sessions end at once.

    For whoever lost password or phone: shut the account, then invite anew.
    """
    who = named(officer)
    with installation(context) as there:
        now = there.clock()
        is_shut = there.store.write(
            lambda tx: accounts.shut(tx, StaffId(account), who, now, last_too=True)
        )
    if not is_shut:
        raise UsageError(f"There is no open account {account}. `staff list` shows them.")
    typer.echo("The account is shut.")


def _invite(tx: Transaction, there: Installation, who: str) -> str:
    if staff.has_operator(tx):
        raise UsageError(
            "There is an operator already, who invites others on the staff's pages. If none of "
            "them can log in any more, shut their accounts with `staff shut` first."
        )
    return accounts.invite(tx, there.config, Role.OPERATOR, who, there.clock())
