"""The report of a period, written where the organisation wants it."""

from pathlib import Path

from scanner.config.clock import EVER
from scanner.model.action import Action
from scanner.pipeline.house import House
from scanner.places.tips import TIPS
from scanner.report import looks
from scanner.report.data import Period, ReportData
from scanner.report.gather import Reveal, gather
from scanner.report.write import WrittenReport, build
from scanner.store.audit import TIME
from scanner.store.database import Transaction


def write_report(
    house: House,
    period: Period,
    folder: Path | None,
    *,
    language: str,
    reveal: Reveal | None = None,
    builder: str = TIME,
) -> WrittenReport:
    """Write the report into `folder`; None: a new one, named by the time, among the reports.

    That a case stands in it is noted: of one by itself the first time only, for the team reads them
    all. Raises `StopError` where it cannot be written.
    """
    now = house.clock()

    def work(tx: Transaction) -> ReportData:
        data = gather(
            tx,
            house.config,
            period,
            (*house.watchlists.sources, TIPS),
            unreviewed=house.watchlists.unreviewed,
            reveal=reveal,
        )
        if reveal is None:
            shown = (*data.cases, *data.set_aside)
            since = EVER if builder == TIME else now - looks.NOTED
            looks.note(tx, shown, actor=builder, action=Action.REPORT_WRITE, at=now, since=since)
        return data

    named = folder or house.config.reports.folder / f"{period.until:%Y-%m-%d-%H%M%S}"
    return build(house.store, named, language, work)
