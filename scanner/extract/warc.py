"""Web archives (WARC, ISO 28500, and the older ARC): the pages in them, as they once came.

One record after the other from a stream, in memory that the largest record bounds: first which
pages there are and where, then each by itself. For a parse worker: a header without end is ended by
the worker's memory limit.
"""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any, BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from scanner import urls
from scanner.extract import times
from scanner.model.capture import Capture, Listing
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Missed, MissReason, Page

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of one page after decompression."""
MOST_RECORDS: Final = 100_000
"""Of one archive, requests and notes among them."""
STRETCH: Final = 500
"""Records that are gone through at once."""
CHUNK: Final = 64 * 1024

_SHOWN: Final = frozenset({"200", "203"})
_DAMAGE: Final = (ArchiveLoadFailed, ValueError, KeyError, AttributeError, OSError, EOFError)


class DamagedArchiveError(Exception):
    """The archive breaks off, goes on beyond bounds or is none; what came before it holds."""


def listing(archive: BinaryIO, name: str, now: datetime) -> Listing:
    """The pages of an archive called `name`, from where its stream stands, of `STRETCH` records.

    As `pages` has them; the stream can tell where it stands. Raises nothing for what is damaged.
    """
    found: list[Capture] = []
    end = archive.tell()
    iterator = ArchiveIterator(archive, arc2warc=True)
    try:
        for number, record in enumerate(iterator):
            address = _address(record)
            is_page = address is not None and _is_page(record)
            at = _at(record, now)
            is_cut = _is_cut(record)
            offset = int(iterator.get_record_offset())
            end = offset + int(iterator.get_record_length())
            if number == STRETCH:
                return Listing(captures=tuple(found), next_offset=offset, is_whole=True)
            if address is not None and is_page:
                found.append(Capture(archive=name, offset=offset, address=address, at=at))
            if is_cut:
                return Listing(captures=tuple(found), next_offset=None, is_whole=False)
    except _DAMAGE:
        return Listing(captures=tuple(found), next_offset=None, is_whole=False)
    # Where the last record breaks off in its head, the iterator takes it for the archive's end.
    archive.seek(end)
    return Listing(
        captures=tuple(found), next_offset=None, is_whole=not archive.read(CHUNK).strip()
    )


def pages(archive: BinaryIO, source_id: SourceId, now: datetime) -> Iterator[Page | Missed]:
    """Each page of an archive; a miss for one that cannot be had whole. Nothing is fetched.

    Pages are what a site answered with (200) and what was kept as a resource, of web addresses.
    A revisit holds no page: it says that an earlier one was the same. `now`, aware, stands for a
    time that a record does not tell. Raises `DamagedArchiveError`, after all that could be read.
    """
    records = iter(ArchiveIterator(archive, arc2warc=True))
    try:
        for record in islice(records, MOST_RECORDS):
            address = _address(record)
            if address is not None and _is_page(record):
                yield _read(record, address, source_id, now)
                if _is_cut(record):
                    raise DamagedArchiveError("a record is cut short")
        if next(records, None) is not None:
            raise DamagedArchiveError("more records than are read")
    except _DAMAGE as error:
        raise DamagedArchiveError(type(error).__name__) from error


def _address(record: Any) -> Address | None:
    """Of the page; some write it in angle brackets."""
    return urls.parse((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> "))


def _is_page(record: Any) -> bool:
    if record.rec_type == "resource":
        return True
    is_answer = record.rec_type == "response" and record.http_headers is not None
    return is_answer and record.http_headers.get_statuscode() in _SHOWN


def _read(record: Any, address: Address, source_id: SourceId, now: datetime) -> Page | Missed:
    at = _at(record, now)
    body = _body(record)
    if isinstance(body, MissReason):
        return Missed(source_id=source_id, asked=address, at=at, reason=body)
    return Page(
        source_id=source_id,
        asked=address,
        final=address,
        fetched_at=at,
        status=200,
        headers=_headers(record),
        body=body,
        digest=Sha256(sha256(body).hexdigest()),
    )


def _at(record: Any, now: datetime) -> datetime:
    """When a record was made, as it says; not after `now`."""
    told = record.rec_headers.get_header("WARC-Date") or ""
    return min(times.parse(told, now) or now, now)


def _body(record: Any) -> bytes | MissReason:
    """What the site sent, without the coding of its transport."""
    stream = record.content_stream()
    came = bytearray()
    try:
        while chunk := stream.read(CHUNK):
            came += chunk
            if len(came) > LARGEST:
                return MissReason.TOO_LARGE
    except (ValueError, OSError, EOFError, ArchiveLoadFailed):
        return MissReason.UNREADABLE
    return bytes(came)


def _is_cut(record: Any) -> bool:
    """Whether the archive ended before the record did."""
    while record.raw_stream.read(CHUNK):
        pass
    return int(record.raw_stream.limit) > 0


def _headers(record: Any) -> tuple[tuple[str, str], ...]:
    if record.http_headers is None:
        kind = record.rec_headers.get_header("Content-Type") or ""
        return (("content-type", kind),)
    return tuple((name.lower(), value) for name, value in record.http_headers.headers)
