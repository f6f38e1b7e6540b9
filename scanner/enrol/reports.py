"""Report files, which all of the security team may read, hold nobody who shuts one of it out."""

from functools import partial

from scanner import files
from scanner.model.ids import PersonId
from scanner.store import consents, erasures, people, report_files
from scanner.store.database import Store, Transaction


def remove_closed(store: Store) -> None:
    """Remove the report files that hold somebody who does not let the whole team see.

    Steps that may be repeated: a row goes after its file.
    """
    for person_id in store.read(_closed):
        files.remove(store.read(partial(erasures.report_paths, person_id=person_id)))
        store.write(partial(erasures.forget_reports, person_id=person_id))


def _closed(tx: Transaction) -> tuple[PersonId, ...]:
    return tuple(
        person_id
        for person_id in report_files.everybody(tx)
        if people.is_active(tx, person_id) and not consents.is_open_to_team(tx, person_id)
    )
