"""What is near her, and which post that is."""

import re

import pytest

from scanner.assess.scene import PAGE_REACH, SHORT_POST, scene
from scanner.model.document import Block, BlockKind, Document
from scanner.model.ids import Address
from scanner.model.mention import REACH
from tests.assess.stage import apart, named, page

LONG = 4 * SHORT_POST


def windows(*spans: tuple[int, int]) -> list[tuple[int, int]]:
    """Where the windows of a long page lie, given where she stands."""
    document = Document(
        address=Address("https://forum.example/t/1"),
        title="",
        language="",
        text="x" * LONG,
        blocks=(Block(kind=BlockKind.BODY, start=0, end=LONG),),
    )
    shown = scene(document, tuple(named(start, end) for start, end in spans), ())
    return [(one.start, one.start + len(one.text)) for one in shown.windows]


@pytest.mark.parametrize(
    ("mentions", "near"),
    [
        ([(1000, 1010)], [(1000 - REACH, 1010 + REACH)]),
        ([(5, 15)], [(0, 15 + REACH)]),
        ([(LONG - 15, LONG - 5)], [(LONG - 15 - REACH, LONG)]),
        ([(1000, 1010), (1400, 1410)], [(1000 - REACH, 1410 + REACH)]),
        ([(1400, 1410), (1000, 1010)], [(1000 - REACH, 1410 + REACH)]),
        (
            [(1000, 1010), (3000, 3010)],
            [(1000 - REACH, 1010 + REACH), (3000 - REACH, 3010 + REACH)],
        ),
        ([(1000, 1500), (1100, 1110)], [(1000 - REACH, 1500 + REACH)]),
        ([(1000, 1500), (1100, 1110), (2050, 2060)], [(1000 - REACH, 2060 + REACH)]),
    ],
    ids=["one", "at the start", "at the end", "joined", "unsorted", "apart", "within", "over"],
)
def test_what_is_near_her(mentions: list[tuple[int, int]], near: list[tuple[int, int]]) -> None:
    assert windows(*mentions) == near


def test_what_is_around_her_is_a_place_however_often_it_is_said_near_her() -> None:
    far = PAGE_REACH + 100
    text = "Om soc. " + "x" * far + "\nsoc, soc, soc. Amina Testsson"
    document, _ = page(text, "")
    shown = scene(document, (named(len(text) - 14, len(text)),), ())
    assert len(list(shown.near(re.compile("soc")))) == 3
    assert shown.is_around(re.compile("soc"))


def test_what_is_said_near_her_alone_is_not_around_her() -> None:
    text = "x" * SHORT_POST + " soc och Amina Testsson på soc."
    document, _ = page(text, "")
    start = text.index("Amina")
    shown = scene(document, (named(start, start + 14),), ())
    assert not shown.is_around(re.compile("soc"))


def test_her_own_name_is_nothing_around_her() -> None:
    document, mentions = page("I går ringde {N}.", "Amina Testsson")
    assert not scene(document, mentions, ()).is_around(re.compile("testsson"))


def test_what_stands_between_two_parts_of_a_name_is_text() -> None:
    text = "Testsson, bränn hennes hus. Amina vet."
    document, _ = page(text, "")
    shown = scene(document, (apart(text, "Amina", "Testsson"),), ())
    (window,) = shown.windows
    assert [text[slice(*window.span(*place))] for place in window.names] == ["Testsson", "Amina"]
    assert "hennes hus" in window.text
    place = text.index("hus")
    assert shown.distance(place, place + 3) == len(". ")
