"""Who is at the keyboard, for the audit log, and why she looks at what is masked."""

import os
import pwd
from typing import Annotated, Final

import typer

from scanner.errors import UsageError
from scanner.model.staff import Role
from scanner.report.gather import Reveal
from scanner.store import audit

LONGEST: Final = 60

Officer = Annotated[
    str, typer.Option(help="Who does this; default: your account here.", show_default=False)
]
Reason = Annotated[str, typer.Option(help="Why you must see it.", show_default=False)]


def named(officer: str) -> str:
    """What `--officer` says, else the account that runs us. Raises `UsageError` for neither."""
    if officer.strip():
        return _typed(officer)
    try:
        return _typed(pwd.getpwuid(os.getuid()).pw_name)
    except KeyError:
        raise UsageError("This account has no name. Say who you are with --officer.") from None


def looking(officer: str) -> str:
    """Who sees what is masked: no name where none is said, for whoever reaches the machine may."""
    return _typed(officer) if officer.strip() else Role.OPERATOR


def _typed(name: str) -> str:
    """Raises `UsageError` for one that is too long for the audit log."""
    if len(name.strip()) > LONGEST:
        raise UsageError(f"--officer takes a name of at most {LONGEST} signs. Write a shorter one.")
    return f"{audit.TYPED}{name.strip()}"


def reveal(wanted: bool, reason: str, officer: str, *, names: bool) -> Reveal | None:
    """What `--reveal` asks for. Raises `UsageError` where no reason is given."""
    if not wanted:
        return None
    if not reason.strip():
        raise UsageError("--reveal needs --reason: she sees who has looked, and why.")
    return Reveal(actor=named(officer), reason=reason.strip(), names=names)
