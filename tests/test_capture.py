"""A page in an archive has a name of its own, from which its place can be read again."""

import pytest

from scanner import urls
from scanner.model import capture
from scanner.model.capture import Capture
from scanner.model.ids import Address
from tests.conftest import MORNING


@pytest.mark.parametrize("archive", ["a.warc.gz", "2026/säjt @ #1,b.warc", "x%41.warc"])
def test_a_name_says_where_its_page_is(archive: str) -> None:
    address = Address("http://forum.example/t/1?a=b@c")
    one = Capture(archive=archive, offset=1234, address=address, at=MORNING)
    assert capture.of(one.name) == one
    assert capture.is_kept(one.name)
    assert urls.host_group(one.name) == urls.host_group(capture.file_name(archive)) == capture.HOST


@pytest.mark.parametrize(
    "address",
    ["http://forum.example/", "http://forum.example/#archive=a@1,igår", "http://a.example/#x"],
)
def test_what_is_no_name_is_none(address: str) -> None:
    assert capture.of(Address(address)) is None
