"""Report files: whole or not there, readable by their owner only, known by the people in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from scanner import files
from scanner.errors import StopError
from scanner.report.data import ReportData
from scanner.report.formats import FORMATS, Format
from scanner.store import report_files
from scanner.store.database import Store, Transaction
from scanner.store.names import new_id
from scanner.store.report_files import ReportFile


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenReport:
    data: ReportData
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A file of the report on its way. Its half is known too: a killed program leaves it behind."""

    format: Format
    half: ReportFile
    whole: ReportFile


def build(
    store: Store, folder: Path, language: str, gather: Callable[[Transaction], ReportData]
) -> WrittenReport:
    """Gather a report and write it into `folder`, one file a format, over an earlier one there.

    Each file is known to the store before it is there, so that a withdrawal finds it. Where
    somebody in it withdraws meanwhile, it is gathered anew. Raises `StopError` where the folder
    cannot be written.
    """
    while True:
        data, drafts = store.write(lambda tx: _register(tx, gather(tx), folder))
        for draft in drafts:
            _put(draft, draft.format.write(data, language))
        if store.write(partial(_settle, drafts=drafts)):
            return WrittenReport(data=data, files=tuple(draft.whole.path for draft in drafts))


def sweep(store: Store, before: datetime) -> int:
    """Remove the report files made before then; how many."""
    old = store.read(lambda tx: report_files.made_before(tx, before))
    for file in old:
        file.path.unlink(missing_ok=True)
        store.write(partial(report_files.forget, report_id=file.report_id))
    return len(old)


def sweep_unknown(store: Store, folder: Path) -> int:
    """Remove report files among the reports that the store does not know; how many.

    After a restore nothing else would find those that were made since the backup.
    """
    known = store.read(report_files.paths)
    names = [kind.file_name for kind in FORMATS]
    there = [
        path
        for name in names
        for pattern in (f"*/{name}", f"*/.{name}.*")
        for path in folder.absolute().glob(pattern)
    ]
    unknown = [path for path in there if path not in known]
    files.remove(unknown)
    return len(unknown)


def _register(
    tx: Transaction, data: ReportData, folder: Path
) -> tuple[ReportData, tuple[_Draft, ...]]:
    drafts = tuple(_draft(folder.absolute(), kind, data.made_at) for kind in FORMATS)
    for draft in drafts:
        report_files.register(tx, draft.half, data.people)
        report_files.register(tx, draft.whole, data.people)
    return data, drafts


def _draft(folder: Path, kind: Format, made_at: datetime) -> _Draft:
    half_id, whole_id = new_id(), new_id()
    half = folder / f".{kind.file_name}.{half_id}"
    whole = folder / kind.file_name
    return _Draft(
        format=kind,
        half=ReportFile(report_id=half_id, path=half, made_at=made_at),
        whole=ReportFile(report_id=whole_id, path=whole, made_at=made_at),
    )


def _settle(tx: Transaction, drafts: tuple[_Draft, ...]) -> bool:
    """Forget what the files replaced. False, and the files are removed, where one is unknown now.

    A file that the store does not know any more held somebody who was erased in between.
    """
    at_path = {draft.whole: report_files.at_path(tx, draft.whole.path) for draft in drafts}
    all_known = all(whole in there for whole, there in at_path.items())
    for draft in drafts:
        report_files.forget(tx, draft.half.report_id)
        if not all_known:
            draft.whole.path.unlink(missing_ok=True)
    for whole, there in at_path.items():
        for file in there:
            if file != whole or not all_known:
                report_files.forget(tx, file.report_id)
    return all_known


def _put(draft: _Draft, text: str) -> None:
    folder = draft.whole.path.parent
    try:
        _make_private(folder)
        files.put(draft.half.path, draft.whole.path, text.encode())
    except OSError as error:
        raise StopError(
            f"The report {draft.whole.path} could not be written: {error.strerror}. Make room or "
            "choose another folder (--folder, or `folder` of [reports] in scan.toml), then build "
            "it again."
        ) from error


def _make_private(folder: Path) -> None:
    """Make a folder that only we look into; so are those above it that are not there yet."""
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
