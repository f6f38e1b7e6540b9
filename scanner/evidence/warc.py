"""A page as WARC 1.1 records (ISO 28500), as other tools and courts read it, and back.

One response record; where a browser has shown the page, a second record, the conversion of what
came into what was shown.
"""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from io import BytesIO
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID, uuid5

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scanner.model.ids import Address, EvidenceId, Sha256, SourceId
from scanner.model.page import Page

SENT_AS: Final = "x-archive-orig-"
"""Stands before headers about the body's transport: the body is kept as it was after it."""

SHOWN_AS: Final = "text/html; charset=utf-8"
"""What a browser shows, as we write it down."""

_TRANSPORT: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_PRINTABLE: Final = "".join(map(chr, range(0x20, 0x7F)))


class DamagedRecord(ValueError):  # noqa: N818  It names a state, as a value would.
    """The bytes are not the record of one page, or not the one that was written."""


def write(page: Page, evidence_id: EvidenceId) -> bytes:
    """The page as gzipped records. Headers beyond ASCII are percent-encoded."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    urn = UUID(evidence_id).urn
    if page.came is None:
        _write_response(writer, page, urn)
    else:
        came = uuid5(UUID(evidence_id), "came").urn
        _write_response(writer, page.came, came)
        _write_conversion(writer, page, urn, came)
    return out.getvalue()


def read(record: bytes) -> Page:
    """The page of its records, their digests verified. Raises `DamagedRecord`."""
    try:
        records = ArchiveIterator(BytesIO(record), check_digests="raise")
        pages = [(record.rec_type, _page(record)) for record in records]
    except (ArchiveLoadFailed, ValueError, KeyError, AttributeError, OSError, EOFError) as error:
        raise DamagedRecord("the record does not hold one whole page") from error
    match pages:
        case [("response", page)]:
            return page
        case [("response", came), ("conversion", shown)]:
            return replace(shown, came=came)
    raise DamagedRecord("the record does not hold one whole page")


def _write_response(writer: WARCWriter, page: Page, urn: str) -> None:
    http = StatusAndHeaders(_status(page), _kept_headers(page), protocol="HTTP/1.1")
    _write(writer, "response", page, _about(page, urn), http_headers=http)


def _write_conversion(writer: WARCWriter, shown: Page, urn: str, came: str) -> None:
    about = {"WARC-Refers-To": f"<{came}>", "Varn-Status": str(shown.status)}
    _write(writer, "conversion", shown, _about(shown, urn) | about, warc_content_type=SHOWN_AS)


def _write(writer: WARCWriter, kind: str, page: Page, about: dict[str, str], **form: Any) -> None:
    body = BytesIO(page.body)
    record = writer.create_warc_record(
        page.final, kind, body, len(page.body), warc_headers_dict=about, **form
    )
    writer.write_record(record)


def _about(page: Page, urn: str) -> dict[str, str]:
    return {
        "WARC-Record-ID": f"<{urn}>",
        "WARC-Date": _zulu(page.fetched_at),
        "WARC-Payload-Digest": f"sha256:{page.digest}",
        "Varn-Asked": page.asked,
        "Varn-Source": page.source_id,
    }


def _page(record: Any) -> Page:
    about, http = dict(record.rec_headers.headers), record.http_headers
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
        status=int(http.get_statuscode() if http else about["Varn-Status"]),
        headers=(
            tuple((name.removeprefix(SENT_AS), value) for name, value in http.headers)
            if http
            else (("content-type", about["Content-Type"]),)
        ),
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
