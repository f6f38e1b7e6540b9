"""A list of pastes leads to each of them raw, and a paste leads nowhere."""

from dataclasses import replace

import pytest

from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import SourceKind
from scanner.sources import kinds
from tests.sources import test_kinds

PASTEBIN = "https://pastebin.com"


def follow(where: str, *links: str, depth: int = 0, begun: str = "") -> tuple[str, ...]:
    listed = replace(
        test_kinds.source(SourceKind.PASTE), addresses=(Address(begun or where),), within=()
    )
    shown = Document(
        address=Address(where), title="", language="", text="", blocks=(),
        links=tuple(map(Address, links)),
    )  # fmt: skip
    return kinds.follow(listed, shown, depth)


def test_a_list_leads_to_each_paste_raw_and_once() -> None:
    linked = ("/archive/text", "/Ab3dE6gH", "/u/nagon", "/Zz11Yy22", "/raw/Ab3dE6gH", "/Ab3dE6gH/1")
    assert follow(f"{PASTEBIN}/archive", *(PASTEBIN + path for path in linked)) == (
        f"{PASTEBIN}/raw/Ab3dE6gH",
        f"{PASTEBIN}/raw/Zz11Yy22",
    )


def test_slexy_writes_view() -> None:
    slexy = "https://slexy.org"
    linked = (f"{slexy}/view/s2aB", f"{slexy}/about", f"{slexy}/abcdefgh")
    assert follow(f"{slexy}/recent", *linked) == (f"{slexy}/raw/s2aB",)


def test_a_list_of_other_software_leads_to_its_raw_links() -> None:
    site = "https://pastes.example"
    raw = (f"{site}/raw/abc", f"{site}/view/raw/abc", f"{site}/abc/raw", f"{site}/p/abc/raw/")
    others = (f"{site}/abcdefgh", f"{site}/raw", f"{site}/raw/a?ladda=1", f"{site}/draw/abc")
    assert follow(f"{site}/senaste", *others, *raw) == raw


def test_no_list_leads_to_another_site() -> None:
    linked = ("https://slexy.org/view/abc", "https://annan.example/raw/abc")
    assert follow(f"{PASTEBIN}/archive", *linked) == ()


@pytest.mark.parametrize("where", ["/raw/Ab3dE6gH", "/Ab3dE6gH"])
def test_a_paste_leads_nowhere(where: str) -> None:
    assert follow(PASTEBIN + where, f"{PASTEBIN}/Zz11Yy22") == ()
    assert follow(PASTEBIN + where, f"{PASTEBIN}/Zz11Yy22", depth=1) == ()


def test_only_what_is_listed_is_a_list() -> None:
    """A raw page that answers by sending us to a list makes no new list of it."""
    there = f"{PASTEBIN}/archive"
    assert follow(there, f"{PASTEBIN}/Zz11Yy22", depth=1, begun=there) == ()
