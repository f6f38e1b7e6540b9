"""What a restore would lose: what stands in the database that is there, and not in the backup's."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pysqlite3 import dbapi2 as sqlite

from scanner.model.action import Action
from scanner.model.ids import CaseReference

_REGISTERED: Final = "SELECT case_reference FROM registered_case"
_JUDGED: Final = f"SELECT hash FROM audit WHERE action = '{Action.CASE_JUDGE}'"  # noqa: S608
_ACCOUNTS: Final = "SELECT staff_id FROM staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Opt-ins are not counted: how many there are is for nobody to see."""

    registered: tuple[CaseReference, ...] = ()
    """Cases that the law forbids to destroy."""
    judged: int = 0
    """How often an officer has judged."""
    accounts: int = 0
    """Of staff."""


def between(present: Path, backup: Path) -> Loss | None:
    """What `present` holds and `backup` does not, both embedded databases.

    Nothing where there is no `present`; None where one of them cannot be read.
    """
    if not present.exists():
        return Loss()
    try:
        return Loss(
            registered=tuple(sorted(map(CaseReference, _only(present, backup, _REGISTERED)))),
            judged=len(_only(present, backup, _JUDGED)),
            accounts=len(_only(present, backup, _ACCOUNTS)),
        )
    except sqlite.Error:
        return None


def _only(present: Path, backup: Path, query: str) -> frozenset[str]:
    return _rows(present, query) - _rows(backup, query)


def _rows(path: Path, query: str) -> frozenset[str]:
    with closing(sqlite.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return frozenset(row[0] for row in connection.execute(query))
