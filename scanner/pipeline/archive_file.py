"""Web archives on this machine, read in worker processes: they hold what others wrote."""

from datetime import datetime

from scanner.extract import warc
from scanner.extract.warc import DamagedArchiveError
from scanner.model.capture import Capture, Listing
from scanner.model.ids import SourceId
from scanner.model.page import Missed, MissReason, Page


def listing(path: str, name: str, offset: int, now: datetime) -> Listing:
    """The next pages of the archive at `path`, called `name`, from `offset` on."""
    with open(path, "rb") as archive:  # noqa: PTH123 - a worker is given a name, no Path
        archive.seek(offset)
        return warc.listing(archive, name, now)


def page(path: str, capture: Capture, source_id: SourceId, now: datetime) -> Page | Missed:
    """What the archive at `path` holds where `capture` was; gone if it holds something else."""
    with open(path, "rb") as archive:  # noqa: PTH123
        archive.seek(capture.offset)
        try:
            came = next(warc.pages(archive, source_id, now), None)
        except DamagedArchiveError:
            came = None
    if came is None or came.asked != capture.address:
        return Missed(source_id=source_id, asked=capture.name, at=now, reason=MissReason.GONE)
    return came
