"""A page as a WARC 1.1 record (ISO 28500), as other tools and courts read it, and back."""

from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from io import BytesIO
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scanner.model.ids import Address, EvidenceId, Sha256, SourceId
from scanner.model.page import Page

SENT_AS: Final = "x-archive-orig-"
"""Stands before headers about the body's transport: the body is kept as it was after it."""

_TRANSPORT: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_PRINTABLE: Final = "".join(map(chr, range(0x20, 0x7F)))


class DamagedRecord(ValueError):  # noqa: N818  It names a state, as a value would.
    """The bytes are not the record of one page, or not the one that was written."""


def write(page: Page, evidence_id: EvidenceId) -> bytes:
    """The page as one gzipped response record. Headers beyond ASCII are percent-encoded."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    writer.write_record(
        writer.create_warc_record(
            page.final,
            "response",
            payload=BytesIO(page.body),
            length=len(page.body),
            http_headers=StatusAndHeaders(_status(page), _kept_headers(page), protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Record-ID": f"<{UUID(evidence_id).urn}>",
                "WARC-Date": _zulu(page.fetched_at),
                "WARC-Payload-Digest": f"sha256:{page.digest}",
                "Varn-Asked": page.asked,
                "Varn-Source": page.source_id,
            },
        )
    )
    return out.getvalue()


def read(record: bytes) -> Page:
    """The page of a record, its digests verified. Raises `DamagedRecord`."""
    try:
        records = ArchiveIterator(BytesIO(record), check_digests="raise")
        (page,) = map(_page, records)
    except (ArchiveLoadFailed, ValueError, KeyError, AttributeError, OSError, EOFError) as error:
        raise DamagedRecord("the record does not hold one whole page") from error
    return page


def _page(record: Any) -> Page:
    about = dict(record.rec_headers.headers)
    body = record.raw_stream.read()
    digest = Sha256(sha256(body).hexdigest())
    # warcio leaves a record that was cut short unverified.
    if about["WARC-Payload-Digest"] != f"sha256:{digest}":
        raise DamagedRecord("the record's body is not the one that was kept")
    return Page(
        source_id=SourceId(about["Varn-Source"]),
        asked=Address(about["Varn-Asked"]),
        final=Address(about["WARC-Target-URI"]),
        fetched_at=datetime.fromisoformat(about["WARC-Date"]),
        status=int(record.http_headers.get_statuscode()),
        headers=tuple((n.removeprefix(SENT_AS), v) for n, v in record.http_headers.headers),
        body=body,
        digest=digest,
    )


def _status(page: Page) -> str:
    known = {status.value: status.phrase for status in HTTPStatus}
    return f"{page.status} {known.get(page.status, '')}"


def _kept_headers(page: Page) -> list[tuple[str, str]]:
    return [
        (f"{SENT_AS}{name}" if name in _TRANSPORT else _ascii(name), _ascii(value))
        for name, value in page.headers
    ]


def _ascii(text: str) -> str:
    return quote(text, safe=_PRINTABLE, encoding="latin-1", errors="replace")


def _zulu(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
