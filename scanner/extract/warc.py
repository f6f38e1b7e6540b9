"""Web archives (WARC, ISO 28500, and the older ARC): the pages in them, as they once came.

One record after the other from a stream, in memory that the largest record bounds. For a parse
worker: a header without end is ended by the worker's memory limit.
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
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Missed, MissReason, Page

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of one page after decompression."""
MOST_RECORDS: Final = 100_000
"""Of one archive, requests and notes among them."""
CHUNK: Final = 64 * 1024

_SHOWN: Final = frozenset({"200", "203"})


class DamagedArchiveError(Exception):
    """The archive breaks off, goes on beyond bounds or is none; what came before it holds."""


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
    except (ArchiveLoadFailed, ValueError, KeyError, AttributeError, OSError, EOFError) as error:
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
    told = record.rec_headers.get_header("WARC-Date") or ""
    at = times.parse(told, now) or now
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
