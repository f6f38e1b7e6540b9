import gzip
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from scanner.evidence.warc import SHOWN_AS, DamagedRecord, read, write
from scanner.model.ids import EvidenceId
from tests.evidence.cast import PAGE, with_body

EVIDENCE = EvidenceId("0123456789abcdef0123456789abcdef")


def test_a_page_comes_back_as_it_was() -> None:
    assert read(write(PAGE, EVIDENCE)) == PAGE


@given(st.binary(max_size=2_000))
def test_whatever_its_bytes(body: bytes) -> None:
    page = with_body(PAGE, body)
    assert read(write(page, EVIDENCE)) == page


def test_a_page_that_a_browser_showed_comes_back_with_what_came() -> None:
    shown = replace(with_body(PAGE, b"<p>Hej"), headers=(("content-type", SHOWN_AS),), came=PAGE)
    written = write(shown, EVIDENCE)
    assert read(written) == shown
    kinds = [record.rec_type for record in ArchiveIterator(BytesIO(written))]
    assert kinds == ["response", "conversion"]
    assert write(shown, EVIDENCE) == written


TOKEN = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-_!#$&'*+.^`|~", min_size=1)
VALUE = st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E)).map(str.strip)


@given(st.lists(st.tuples(TOKEN, VALUE), max_size=6))
def test_whatever_its_headers(headers: list[tuple[str, str]]) -> None:
    page = replace(PAGE, headers=tuple(headers))
    assert read(write(page, EVIDENCE)) == page


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=30)), max_size=4))
def test_hostile_headers_change_nothing_else(headers: list[tuple[str, str]]) -> None:
    page = read(write(replace(PAGE, headers=tuple(headers)), EVIDENCE))
    assert replace(page, headers=()) == replace(PAGE, headers=())
    assert len(page.headers) <= len(headers)


def test_the_record_says_what_other_tools_look_for() -> None:
    record = next(ArchiveIterator(BytesIO(write(PAGE, EVIDENCE))))
    assert record.format == "warc"
    assert record.rec_headers.protocol == "WARC/1.1"
    about = dict(record.rec_headers.headers)
    assert about["WARC-Type"] == "response"
    assert about["WARC-Record-ID"] == "<urn:uuid:01234567-89ab-cdef-0123-456789abcdef>"
    assert about["WARC-Target-URI"] == "https://forum.example/t/17"
    assert about["WARC-Date"] == "2026-11-21T06:00:00.123456Z"
    assert about["WARC-Payload-Digest"] == f"sha256:{PAGE.digest}"
    assert record.http_headers.statusline == "200 OK"
    # The body is kept unpacked: a tool that believed these would not read it.
    assert record.http_headers.get_header("content-encoding") is None
    assert record.content_stream().read() == PAGE.body


def test_warcios_own_check_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.warc.gz"
    path.write_bytes(write(PAGE, EVIDENCE))
    checker = Checker(Command(path))
    checker.process_all()
    assert checker.exit_value == 0
    assert "pass" in capsys.readouterr().out


class Command:
    """The arguments of `warcio check`."""

    verbose = True

    def __init__(self, path: Path) -> None:
        self.inputs = [str(path)]


RECORD = write(PAGE, EVIDENCE)


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"not a record",
        RECORD[:-60],
        RECORD[: len(RECORD) // 2],
        RECORD + RECORD,
        gzip.compress(gzip.decompress(RECORD).replace(b"ring henne", b"ring honom")),
        gzip.compress(gzip.decompress(RECORD).replace(b"Varn-Source", b"Their-Source")),
        gzip.compress(gzip.decompress(RECORD).replace(b"WARC-Date: 2", b"WARC-Date: x")),
        gzip.compress(gzip.decompress(RECORD).replace(b"HTTP/1.1 200", b"HTTP/1.1 abc")),
    ],
    ids=["empty", "other", "cut", "half", "two", "changed", "no source", "no date", "no status"],
)
def test_damage_is_told(damaged: bytes) -> None:
    with pytest.raises(DamagedRecord):
        read(damaged)
