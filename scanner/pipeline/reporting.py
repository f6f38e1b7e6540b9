"""The report of a period, written where the organisation wants it."""

from pathlib import Path

from scanner.pipeline.house import House
from scanner.report.data import Period
from scanner.report.gather import Reveal, gather
from scanner.report.write import WrittenReport, build


def write_report(
    house: House,
    period: Period,
    folder: Path | None,
    *,
    language: str,
    reveal: Reveal | None = None,
) -> WrittenReport:
    """Write the report into `folder`; None: a new one, named by the time, among the reports.

    Raises `StopError` where it cannot be written.
    """
    return build(
        house.store,
        folder or house.config.reports.folder / f"{period.until:%Y-%m-%d-%H%M%S}",
        language,
        lambda tx: gather(
            tx,
            house.config,
            period,
            house.watchlists.sources,
            unreviewed=house.watchlists.unreviewed,
            reveal=reveal,
        ),
    )
